"""The second click: what would be logged, or the day that the carrier's page says, and a button."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from simdesk.ui.fields import DateField
from simdesk.ui.theme import repolish
from simdesk.wording.language import _


class Strip(QFrame):
    """Asks once more before something is entered.

    Signals:
        agreed: the owner agreed; carries the day that was typed, None where none was asked for.
        more_asked: the owner would rather enter it in the wizard.
    """

    agreed = Signal(object)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setProperty("role", "strip")
        self._words, self._flaw = QLabel(), QLabel()
        self._words.setWordWrap(True)
        self._flaw.setWordWrap(True)
        self._flaw.setProperty("role", "flaw")
        self._day = DateField()
        self._day.setObjectName("strip_day")
        self.agree, self._more, self._close = QPushButton(), QPushButton(), QPushButton()
        self.agree.setObjectName("strip_agree")
        self.agree.setProperty("role", "primary")
        self._more.setObjectName("strip_more")
        self._close.setObjectName("strip_close")
        row = QHBoxLayout()
        for button in (self.agree, self._more, self._close):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        for widget in (self._words, self._day, self._flaw):
            column.addWidget(widget)
        column.addLayout(row)
        self.agree.clicked.connect(self._agree)
        self._day.returnPressed.connect(self._agree)
        self._more.clicked.connect(self._ask_more)
        self._close.clicked.connect(self.hide)
        self._asks_day = False
        self.hide()

    def ask(self, words: str, agree: str, *, day: bool = False) -> None:
        """Show *words* and wait for the button *agree*; with *day*, for a day too."""
        self._asks_day = day
        self._words.setText(words)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.agree.setText(agree)
        self._more.setText(_("More…"))
        self._close.setText(_("Cancel"))
        self._more.setVisible(not day)
        self._day.setVisible(day)
        self._day.setAccessibleName(_("Last day"))
        self._day.clear()
        self._flaw.hide()
        repolish(self)
        self.show()
        (self._day if day else self.agree).setFocus(Qt.FocusReason.OtherFocusReason)

    def reword(self, words: str, agree: str) -> None:
        """Say the same in another language; what was typed stays."""
        self._words.setText(words)
        self.agree.setText(agree)
        self._more.setText(_("More…"))
        self._close.setText(_("Cancel"))
        self._day.retranslate()
        self._day.setAccessibleName(_("Last day"))

    def _agree(self) -> None:
        day: date | None = None
        if self._asks_day:
            day = self._day.day()
            if day is None:
                self._flaw.setText("⚠ " + _("Type the last day, like 2026-11-21."))
                self._flaw.show()
                self._day.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.hide()
        self.agreed.emit(day)

    def _ask_more(self) -> None:
        self.hide()
        self.more_asked.emit()
