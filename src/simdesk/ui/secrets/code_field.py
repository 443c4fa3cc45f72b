"""A code that nobody looking on can read, with buttons that show it for a while and copy it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from simdesk.domain.card_codes import Code, code_typed, is_code
from simdesk.ui.fields import TextField
from simdesk.ui.renewal.parts import push_button
from simdesk.ui.secrets.clipboard import take_selection_back
from simdesk.wording.language import _

SHOWN = 30_000
"""Milliseconds for which a code is shown when that is asked for."""

_LONGEST = 32
_COPIES = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class CodeLine(TextField):
    """The line itself: while its code is shown, the keys that copy only ask for that.

    Signals:
        copy_asked: the code is wanted on the clipboard.
    """

    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(_LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(event.matches(keys) for keys in _COPIES):
            # What Qt would put on the clipboard would stay there.
            self.copy_asked.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            event.accept()
            return
        super().contextMenuEvent(event)


class CodeField(QWidget):
    """The code *code* of a card: hidden, shown for ``SHOWN`` on request, copied through *lend*.

    Signals:
        edited: the owner changed it.
        copied: it was lent to the clipboard.
    """

    edited = Signal()
    copied = Signal()

    def __init__(self, code: Code, lend: Callable[[str], object]) -> None:
        super().__init__()
        self._code, self._lend = code, lend
        self.line = CodeLine()
        self.show_button, self.copy_button = push_button(""), push_button("")
        self.hide_timer = QTimer(self)
        self.hide_timer.setSingleShot(True)
        self.hide_timer.setInterval(SHOWN)
        self.hide_timer.timeout.connect(self.hide_code)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.copy_button)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self.edited)
        self.line.textChanged.connect(self._look)
        self.line.copy_asked.connect(self._copy)
        self.show_button.clicked.connect(self._turn)
        self.copy_button.clicked.connect(self._copy)
        self._look()

    @property
    def shown(self) -> bool:
        """Return whether the code can be read on the screen."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def setObjectName(self, name: str) -> None:
        super().setObjectName(name)
        for part, widget in (("line", self.line), ("show", self.show_button), ("copy", self.copy_button)):
            widget.setObjectName(f"{name}_{part}")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self._name_buttons()

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def digits(self) -> str:
        """Return what is typed, without spaces; empty for nothing."""
        return code_typed(self.line.text())

    def fill(self, digits: str) -> None:
        """Put *digits* into the line, without saying that it was edited."""
        self.line.show_text(digits)

    def show_code(self) -> None:
        """Let the code be read, until the time is over or ``hide_code`` comes first."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self.hide_timer.start()
        self._look()

    def hide_code(self) -> None:
        """Let nobody read the code any more."""
        self.hide_timer.stop()
        if not self.shown:
            return
        self.line.deselect()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        take_selection_back(self.line.text())
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_code()
        super().hideEvent(event)

    def flaw(self) -> str:
        """Return what keeps the code from being kept; empty if nothing does."""
        digits = self.digits()
        if not digits or is_code(self._code, digits):
            return ""
        if self._code is Code.PIN:
            return _("A PIN has 4 to 8 digits.")
        return _("A PUK has 8 digits.")

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.copy_button.setText(_("Copy"))
        self._look()

    def _turn(self) -> None:
        if self.shown:
            self.hide_code()
        else:
            self.show_code()

    def _copy(self) -> None:
        if self.digits():
            self._lend(self.digits())
            self.copied.emit()

    def _look(self) -> None:
        there = bool(self.line.text())
        if not there:
            self.hide_timer.stop()
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button.setText(_("Hide") if self.shown else _("Show"))
        for button in (self.show_button, self.copy_button):
            button.setEnabled(there)
        self._name_buttons()

    def _name_buttons(self) -> None:
        for button in (self.show_button, self.copy_button):
            words = _("{button}: {field}")
            button.setAccessibleName(words.format(button=button.text(), field=self._code.value))
