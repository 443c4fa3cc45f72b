"""Opens the forms in which the owner writes what is known better, and keeps what comes of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Carrier, Channel, Plan
from simdesk.catalog.own import OwnCarrier, OwnEdit, OwnPlan, put
from simdesk.catalog.places import place
from simdesk.errors import Damage, EditRefused, SimDeskError
from simdesk.ui.catalog.edits import channel_kept, guide_kept, offer_kept, rule_kept
from simdesk.ui.catalog.subject import Doors, Subject, Wish
from simdesk.wording.language import current
from simdesk.wording.problem import problem

if TYPE_CHECKING:
    from simdesk.ui.catalog.editing.form import EditingForm

Key = tuple[str, str]
Refusal = SimDeskError | OSError | None
Keep = Callable[[OwnEdit, Key | None], Refusal]


class Forms(QObject):
    """Opens one form at a time over *window*.

    *keep* makes an edit and returns why not, None if it is kept; it takes the key of what is to be shown
    then, None: what is shown now.
    """

    def __init__(self, window: QWidget, doors: Doors, keep: Keep) -> None:
        super().__init__(window)
        self._window, self._doors, self._keep = window, doors, keep
        self._open: EditingForm | None = None

    def open(self, wish: Wish, subject: Subject | None, about: str) -> None:
        """Open the form that *wish* needs; only a new carrier needs no *subject*."""
        if subject is None or wish is Wish.ADD_CARRIER:
            self._carrier(None)
            return
        plan = subject.plan
        match wish:
            case Wish.EDIT_CARRIER:
                self._carrier(subject.carrier)
            case Wish.ADD_PLAN:
                self._plan(subject, None)
            case Wish.EDIT_PLAN if plan is not None:
                record = subject.catalog.own.plan(plan.id)
                self._plan(subject, plan if record is None else record.plan)
            case Wish.EDIT_RULE if plan is not None:
                self._rule(subject, plan)
            case Wish.ADD_OFFER | Wish.EDIT_OFFER if plan is not None:
                self._offer(subject, plan, about)
            case Wish.ADD_GUIDE | Wish.EDIT_GUIDE if plan is not None:
                self._guide(subject, plan, about)
            case Wish.ADD_CHANNEL | Wish.EDIT_CHANNEL if plan is not None:
                self._channel(plan, subject.catalog.channel(about))

    def retranslate(self) -> None:
        """Set every word of the form that is open anew."""
        if self._open is not None:
            self._open.retranslate()

    def _forget(self) -> None:
        self._open = None

    def _carrier(self, carrier: Carrier | None) -> None:
        from simdesk.ui.catalog.editing import CarrierDialog

        def keep(written: Carrier) -> Refusal:
            record = OwnCarrier(changed=self._doors.moment(), carrier=written)
            return self._keep(lambda own: put(own, record), (written.id, ""))

        self._show(CarrierDialog(carrier, self._window), keep)

    def _plan(self, subject: Subject, plan: Plan | None) -> None:
        from simdesk.ui.catalog.editing import PlanDialog

        carrier = subject.carrier

        def keep(written: Plan) -> Refusal:
            record = OwnPlan(changed=self._doors.moment(), carrier=carrier.id, plan=written)
            return self._keep(lambda own: put(own, record), (carrier.id, written.id))

        self._show(PlanDialog(plan, carrier, subject.today, self._window), keep)

    def _rule(self, subject: Subject, plan: Plan) -> None:
        from simdesk.ui.catalog.editing import RuleDialog

        def keep(written: Any) -> Refusal:
            rule, words = written
            return self._keep(rule_kept(subject, plan, rule, words, self._doors.moment()), None)

        self._show(RuleDialog(plan.name.said(current()), plan.rule, plan.rule_text, self._window), keep)

    def _offer(self, subject: Subject, plan: Plan, offer_id: str) -> None:
        from simdesk.ui.catalog.editing import OfferDialog

        home = place(subject.carrier.country)
        currency = "JPY" if home is None else home.currency
        dialog = OfferDialog(plan.offer(offer_id), currency, subject.today, self._window)
        self._show(dialog, lambda it: self._keep(offer_kept(plan, it, self._doors.moment()), None))

    def _guide(self, subject: Subject, plan: Plan, channel_id: str) -> None:
        from simdesk.ui.catalog.editing import GuideDialog

        catalog = subject.catalog
        taken = {one.channel: one for one in plan.channels}
        record = catalog.own.guide(plan.id, channel_id)
        own = taken.get(channel_id) if subject.own and record is None else None
        dialog = GuideDialog(
            next((one for one in catalog.channels_of(plan) if one.id == channel_id), None),
            [one for one in catalog.channels if one.id not in taken],
            subject.carrier,
            subject.today,
            own=own if record is None else record.guide,
            parent=self._window,
        )
        self._show(dialog, lambda it: self._keep(guide_kept(plan, it, self._doors.moment()), None))

    def _channel(self, plan: Plan, channel: Channel | None) -> None:
        from simdesk.ui.catalog.editing import ChannelDialog

        today = self._doors.moment().date()
        dialog = ChannelDialog(channel, today, self._window)
        self._show(dialog, lambda it: self._keep(channel_kept(plan, it, self._doors.moment()), None))

    def _show(self, dialog: "EditingForm", keep: Callable[[Any], Refusal]) -> None:
        """Open *dialog*; what cannot be kept is said in it, and nothing typed is lost."""

        def accepted(value: object) -> None:
            error = keep(value)
            if error is not None:
                named = isinstance(error, EditRefused) and error.damage is Damage.NAME_TAKEN
                dialog.refuse(problem(error), part="name" if named else "")

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted_value.connect(accepted)
        dialog.finished.connect(self._forget)
        self._open = dialog
        dialog.open()
