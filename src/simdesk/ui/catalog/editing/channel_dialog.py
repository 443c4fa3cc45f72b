"""The form of a channel of the owner's. It gives the channel back and writes nothing itself."""

from datetime import date

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Channel
from simdesk.catalog.own import in_one_language, new_own_id, own_claim
from simdesk.catalog.terms import Group, Reality
from simdesk.ui.catalog.editing.choices import groups
from simdesk.ui.catalog.editing.countries_field import CountriesField
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.guide_pages import StepsFields, TermsPage
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.text_fields import TextLine, TextNote
from simdesk.ui.fields import ChoiceField
from simdesk.wording.language import _

_BLANK = in_one_language("?")


class ChannelDialog(EditingForm):
    """Asks for a way to renew that plans of any carrier can take; *channel* None: a new one."""

    def __init__(self, channel: Channel | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__("channel_dialog", new=channel is None, parent=parent)
        self._today = today
        self._old = channel or Channel(
            id=new_own_id(), group=Group.ONLINE, name=_BLANK, summary=_BLANK, status=Reality.REAL
        )
        self._name, self._summary = TextLine(), TextNote(1)
        self._group: ChoiceField[Group] = ChoiceField(groups)
        self._countries = CountriesField(lambda: _("Anywhere"))
        first = FormPage("edit_channel", lambda: _("Channel"))
        first.add("name", lambda: _("Name"), self._name, self._name.told)
        first.add(
            "summary",
            lambda: _("In a sentence"),
            self._summary,
            self._summary.told,
            lambda: _("What one does there. Empty: just its name."),
        )
        first.add("group", lambda: _("Sort of channel"), self._group, self._group.value)
        first.add("countries", lambda: _("Where it exists"), self._countries, self._countries.codes)
        self._steps, self._terms = StepsFields(first), TermsPage(None)
        self._show(self._old)
        self.begin(first, self._terms)

    def title(self) -> str:
        return _("Add a channel") if self._new else _("Edit the channel")

    def flaw(self) -> tuple[str, str] | None:
        if self._name.told() is None:
            return "name", _("Give the channel a name.")
        return self._steps.flaw() or self._terms.flaw()

    def value(self) -> Channel:
        name = self._name.told()
        return replace(
            self._terms.fill(self._steps.fill(self._old)),
            name=name,
            summary=self._summary.told() or name,
            group=self._group.value() or Group.ONLINE,
            countries=self._countries.codes(),
            claims=(own_claim(self._today),),
        )

    def _show(self, channel: Channel) -> None:
        if not self._new:
            self._name.show_told(channel.name)
            self._summary.show_told(None if channel.summary == channel.name else channel.summary)
        self._group.set_value(channel.group)
        self._countries.show_codes(channel.countries)
        self._steps.show_channel(channel)
        self._terms.show_channel(channel)
