"""The tab of the settings about reminders: when one is told, and what keeps the program there to tell."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QWidget

from simdesk.ui.fields import ChoiceField, Rows
from simdesk.ui.settings.quiet_field import QuietField
from simdesk.ui.settings.values import SettingsValues
from simdesk.ui.special_fields import CalmWheel, StagesField, TickField
from simdesk.wording.language import _, _n

NEVER = 0
"""What stands for "never" among the days after which one looks at a balance again."""

_BALANCE_DAYS = (30, 60, 90, 180, 365)


class RemindersTab(QScrollArea):
    """When one is told, for every card that has no stages of its own, and how the program stays there.

    The start with the session is the system's: it is shown as it is there, and switched at once.

    Signals:
        login_asked: the owner wants the program to start with the session, or not.
        reach_asked: the page is wanted that proves whether reminders arrive.
    """

    login_asked = Signal(bool)
    reach_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stages, self.quiet = StagesField(), QuietField()
        self.hour: ChoiceField[int] = ChoiceField(lambda: [(hour, f"{hour:02}:00") for hour in range(24)])
        self._days: tuple[int, ...] = _BALANCE_DAYS
        self.balance: ChoiceField[int] = ChoiceField(self._balance_choices)
        self.monthly = TickField(lambda: _("Tell me once a month that SimDesk is watching"))
        self.closing: ChoiceField[str] = ChoiceField(_closing_choices)
        self.login = TickField(lambda: _("Start SimDesk when I log in"))
        self.reach = QPushButton()
        self._login_said = ""
        inside = QWidget()
        self.rows = Rows(inside)
        self.rows.setContentsMargins(14, 14, 14, 14)
        self._lay_out()
        self.setWidget(inside)
        wheel = CalmWheel(self)
        for choice in (self.hour, self.quiet.begin, self.quiet.end, self.balance, self.closing):
            wheel.calm(choice)
        # Not clicked: what assistive technology toggles would go unnoticed.
        self.login.toggled.connect(self.login_asked)
        self.reach.clicked.connect(self.reach_asked)
        self.show_login(None)

    def show_values(self, values: SettingsValues) -> None:
        """Show *values*."""
        self.stages.set_stages(values.stages)
        self.hour.set_value(values.owner_hour)
        self.quiet.set_hours(values.quiet_from, values.quiet_until)
        days = NEVER if values.balance_days is None else values.balance_days
        self._days = tuple(sorted({*_BALANCE_DAYS, days} - {NEVER}))
        self.balance.retranslate()
        self.balance.set_value(days)
        self.monthly.setChecked(values.monthly_notice)
        self.closing.set_value(_closing(values))

    def show_login(self, on: bool | None, said: str = "", flaw: str = "", *, waits: bool = False) -> None:
        """Show whether the program starts with the session, and what is *said* about it.

        *on* None: nothing can be said or done here. *flaw*: why it is not as the owner wanted. *waits*:
        the desktop was asked.
        """
        self._login_said = said
        self.rows.show_row(self.login, visible=on is not None)
        with QSignalBlocker(self.login):
            self.login.setChecked(bool(on))
        self.login.setEnabled(not waits)
        self.rows.look(self.login, flaw)

    def typed(self, values: SettingsValues) -> SettingsValues:
        """Return *values* with what is set here."""
        hour, days, closing = self.hour.value(), self.balance.value(), self.closing.value()
        quiet_from, quiet_until = self.quiet.hours()
        return replace(
            values,
            stages=self.stages.stages() or values.stages,
            owner_hour=values.owner_hour if hour is None else hour,
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            balance_days=days or None,
            monthly_notice=self.monthly.isChecked(),
            keep_running=closing != "end",
            keep_without_tray=closing == "always",
        )

    def flaw(self) -> str:
        """Return what keeps this from being saved; empty if nothing does."""
        if not self.stages.text().strip():
            return _("Give at least one day; 0 is the day itself.")
        return self.stages.flaw() or self.quiet.flaw()

    def show_flaw(self) -> None:
        """Bring the field that keeps this from being saved into view, and give it the keyboard."""
        field = self.quiet.end if self.stages.text().strip() and not self.stages.flaw() else self.stages
        self.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.rows.retranslate()
        self.reach.setText(_("Will it reach me?"))

    def _lay_out(self) -> None:
        rows = self.rows
        for name in ("stages", "hour", "quiet", "balance", "monthly", "closing", "login", "reach"):
            getattr(self, name).setObjectName(f"settings_{name}")
        rows.add(
            lambda: _("Remind me"),
            self.stages,
            lambda: _("Days before a deadline, such as 30, 7, 1; 0 is the day itself."),
        )
        rows.add(
            lambda: _("Not before"),
            self.hour,
            lambda: _("What was missed while the computer was off is told at once."),
        )
        rows.add(
            lambda: _("Quiet hours"), self.quiet, lambda: _("What falls into them is told when they end.")
        )
        rows.add(
            lambda: _("Ask for a balance"),
            self.balance,
            lambda: _("For cards with a balance: look how much is left."),
        )
        rows.add(
            lambda: "", self.monthly, lambda: _("If that does not come one day, something is out of order.")
        )
        rows.add(lambda: _("When I close the window"), self.closing, _closing_hint)
        rows.add(lambda: "", self.login, lambda: self._login_said)
        self.reach.setAutoDefault(False)
        self.reach.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        rows.add(lambda: "", self.reach, lambda: _("Looks at everything that a reminder needs on its way."))

    def _balance_choices(self) -> Sequence[tuple[int, str]]:
        named = [(days, _n("every {n} day", "every {n} days", days).format(n=days)) for days in self._days]
        return [*named, (NEVER, _("never"))]


def _closing(values: SettingsValues) -> str:
    if not values.keep_running:
        return "end"
    return "always" if values.keep_without_tray else "tray"


def _closing_choices() -> Sequence[tuple[str, str]]:
    return [
        ("tray", _("SimDesk goes on, where it has an icon in the tray")),
        ("always", _("SimDesk goes on, with or without an icon")),
        ("end", _("SimDesk ends")),
    ]


def _closing_hint() -> str:
    return _("Opening it again brings the window back. Once it has ended, it tells you nothing.")
