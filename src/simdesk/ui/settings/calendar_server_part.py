"""The part of the settings about the calendar on the owner's server. It shows, and says what is wanted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from simdesk.ui.fields import ChoiceField, Rows, TextField
from simdesk.ui.renewal.parts import push_button, text_label
from simdesk.ui.special_fields import TickField
from simdesk.wording.language import _

NEW_ONE = -1
"""The place of a calendar that is yet to be made."""


class AskingField(TextField):
    """A line whose Return key asks the server, and does not save the settings."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class PasswordField(AskingField):
    """A password, which nobody looking on can read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class CalendarServerPart(QWidget):
    """Sets up a calendar on a server in two steps, then says how it stands with it.

    Signals:
        find_asked: calendars are to be looked for; address, user and password are typed.
        use_asked: one of them is to be used; carries its place in the list, or ``NEW_ONE``.
        back_asked: the address is to be changed.
        try_asked: it is to be tried again; carries a password, empty if none was typed.
        stop_asked: it is to be used no more; carries whether the events there are to be removed.
    """

    find_asked = Signal()
    use_asked = Signal(int)
    back_asked = Signal()
    try_asked = Signal(str)
    stop_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.lead = QLabel(), text_label("settings_server_lead")
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.address, self.user = AskingField(lambda: "https://cloud.example.org"), AskingField()
        self.password, self.anew = PasswordField(), PasswordField()
        self._names: tuple[str, ...] = ()
        self.calendar: ChoiceField[int] = ChoiceField(self._choices)
        self.remove = TickField(lambda: _("When I stop, also remove SimDesk's events from it"))
        self.title, self.said = text_label("settings_server_title"), text_label("settings_server_said")
        self.flaw = text_label("settings_server_flaw", "flaw")
        self.search, self.use = push_button("settings_server_search"), push_button("settings_server_use")
        self.back, self.again = push_button("settings_server_back"), push_button("settings_server_again")
        self.stop = push_button("settings_server_stop")
        self._form, self._anew = QWidget(), QWidget()
        self.rows, self.anew_rows = Rows(self._form), Rows(self._anew)
        self._fill_form()
        self._lay_out()
        self._connect()
        self.show_off()

    def typed(self) -> tuple[str, str, str]:
        """Return address, user and password as they are typed."""
        return self.address.text().strip(), self.user.text().strip(), self.password.text()

    def show_off(self) -> None:
        """Ask for a server."""
        holds = self._has_focus()
        self._stage(asks=True)
        if holds:
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_calendars(self, names: Sequence[str], chosen: int = NEW_ONE) -> None:
        """Offer the calendars of these names, and a new one."""
        self._names = tuple(names)
        self.calendar.retranslate()
        self.calendar.set_value(chosen)
        self._stage(chooses=True)
        self.calendar.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_on(self, title: str) -> None:
        """Show that the calendar *title* is kept in step."""
        self.password.clear()
        self.title.setText(title)
        # What has the focus is about to go, and another part would be scrolled to.
        holds = self._has_focus()
        self._stage(stands=True)
        if holds:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, flaw: str = "", *, password: bool = False) -> None:
        """Say how it stands, and what is wrong. *password*: it has to be typed once more."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.flaw.setText(f"⚠ {flaw}" if flaw else "")
        self.flaw.setVisible(bool(flaw))
        if not password:
            self.anew.clear()
        self._anew.setVisible(password)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.heading.setText(_("A calendar on your own server (CalDAV)"))
        self.lead.setText(
            _(
                "SimDesk keeps every deadline in a calendar on Nextcloud, Radicale, iCloud or another"
                " server of yours, and your phone rings for it while this computer is off. It sends the"
                " names of your cards, dates, what to do, and masked numbers; your other events are left"
                " alone. Nothing is sent before you choose a calendar."
            )
        )
        self.rows.retranslate()
        self.anew_rows.retranslate()
        self.remove.retranslate()
        self.search.setText(_("Find calendars"))
        self.use.setText(_("Use this calendar"))
        self.back.setText(_("Back"))
        self.again.setText(_("Try now"))
        self.stop.setText(_("Stop using it"))

    def _has_focus(self) -> bool:
        focused = self.focusWidget()
        return bool(focused) and self.isAncestorOf(focused)

    def _choices(self) -> Sequence[tuple[int, str]]:
        new = (NEW_ONE, _("A new calendar, “{name}”").format(name="SimDesk"))
        return [new, *enumerate(self._names)]

    def _fill_form(self) -> None:
        rows = self.rows
        rows.setContentsMargins(0, 0, 0, 0)
        for name, field in (
            ("address", self.address),
            ("user", self.user),
            ("password", self.password),
            ("calendar", self.calendar),
            ("anew", self.anew),
        ):
            field.setObjectName(f"settings_server_{name}")
        rows.add(
            lambda: _("Address"),
            self.address,
            lambda: _("That of the server, or the one that it names for CalDAV in its settings."),
        )
        rows.add(lambda: _("User"), self.user)
        rows.add(
            lambda: _("Password"),
            self.password,
            lambda: _(
                "It goes into the keyring of the system. Where the server has app passwords, make one."
            ),
        )
        rows.add(lambda: _("Calendar"), self.calendar)

    def _lay_out(self) -> None:
        self.remove.setObjectName("settings_server_remove")
        self.anew_rows.setContentsMargins(0, 0, 0, 0)
        self.anew_rows.add(lambda: _("Password"), self.anew)
        for label in (self.heading, self.title):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (
            self.heading,
            self.lead,
            self.title,
            self._form,
            self.said,
            self.flaw,
            self._anew,
            self.remove,
        ):
            column.addWidget(part)
        buttons = QHBoxLayout()
        for button in (self.search, self.use, self.back, self.again, self.stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.search.clicked.connect(self.find_asked)
        for field in (self.address, self.user, self.password):
            field.returnPressed.connect(self.search.click)
        self.anew.returnPressed.connect(self.again.click)
        self.use.clicked.connect(lambda: self.use_asked.emit(self.calendar.value()))
        self.back.clicked.connect(self.back_asked)
        self.again.clicked.connect(lambda: self.try_asked.emit(self.anew.text()))
        self.stop.clicked.connect(lambda: self.stop_asked.emit(self.remove.isChecked()))

    def _stage(self, *, asks: bool = False, chooses: bool = False, stands: bool = False) -> None:
        self._form.setVisible(asks or chooses)
        for field in (self.address, self.user, self.password):
            self.rows.show_row(field, visible=asks)
        self.rows.show_row(self.calendar, visible=chooses)
        for widget in (self.title, self.again, self.stop, self.remove):
            widget.setVisible(stands)
        self.lead.setVisible(not stands)
        self.search.setVisible(asks)
        for button in (self.use, self.back):
            button.setVisible(chooses)
        self.say("")
