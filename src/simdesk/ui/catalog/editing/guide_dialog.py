"""The form of a channel as it is for one plan. It gives the differences back and writes nothing itself."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import fields, replace
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Carrier, Channel, PlanChannel
from simdesk.catalog.own import own_claim
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.guide_pages import StepsFields, TermsPage
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.fields import ChoiceField
from simdesk.wording.language import _, current

_PARTS = frozenset(field.name for field in fields(PlanChannel)) - {"channel", "claims", "offers"}


class GuideDialog(EditingForm):
    """Asks how a channel is for one plan; *channel* None: one of *generics*, which the plan then has, too.

    What it gives says only what the owner changed, now or before: *own* is what they had changed
    before. *carrier*: at whose hosts a page may be.
    """

    def __init__(
        self,
        channel: Channel | None,
        generics: Sequence[Channel],
        carrier: Carrier,
        today: date,
        *,
        own: PlanChannel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("guide_dialog", new=channel is None, parent=parent)
        self._today, self._own = today, own
        self._offered = {one.id: one for one in ([channel] if channel is not None else generics)}
        self._guide: Channel | None = channel
        self._which: ChoiceField[str] = ChoiceField(self._named)
        first = FormPage("edit_guide", lambda: _("Steps"))
        if channel is None:
            first.add("channel", lambda: _("Channel"), self._which, self._which.value)
            self._which.set_value(None)
            self._which.edited.connect(self._choose)
        self._steps, self._terms = StepsFields(first), TermsPage(carrier)
        if channel is not None:
            self._show(channel)
        self.begin(first, self._terms)

    def title(self) -> str:
        if self._new or self._guide is None:
            return _("Add a channel to the plan")
        return self._guide.name.said(current())

    def lead(self) -> str:
        return _("What you change stands over SimDesk's for this plan, on this computer.")

    def flaw(self) -> tuple[str, str] | None:
        if self._guide is None:
            return "channel", _("Choose the channel first.")
        return self._steps.flaw() or self._terms.flaw()

    def value(self) -> PlanChannel | None:
        if self._guide is None:
            return None
        claims = (own_claim(self._today),)
        said = self._terms.fill(self._steps.fill(self._guide))
        base = self._own or PlanChannel(channel=self._guide.id, claims=claims)
        changes = {part: getattr(said, part) for part in self.changed_parts() & _PARTS}
        return replace(base, claims=claims, **changes)

    def _named(self) -> Sequence[tuple[str, str]]:
        return [(one.id, one.name.said(current())) for one in self._offered.values()]

    def _choose(self) -> None:
        chosen = self._offered.get(self._which.value() or "")
        if chosen is not None and chosen != self._guide:
            self._show(chosen)
            self.begin_again()

    def _show(self, channel: Channel) -> None:
        self._guide = channel
        self._steps.show_channel(channel)
        self._terms.show_channel(channel)
