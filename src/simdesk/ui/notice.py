"""One notice: a sentence, what can be done about it, and a button to send it away."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from simdesk.ui.icons import icon
from simdesk.ui.notice_bar import Remedy, Words
from simdesk.wording.language import _


class Notice(QFrame):
    """One sentence with buttons; ``sign`` is the drawing before it.

    Signals:
        dismissed: its owner has seen it.
    """

    dismissed = Signal()

    def __init__(self, words: Words, remedies: Sequence[Remedy], *, serious: bool, asks: bool) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.serious = serious
        self.sign = "warning" if serious else "question" if asks else "check"
        self._words = words
        self._sign, self._label, self._close = QLabel(), QLabel(), QPushButton()
        self._label.setWordWrap(True)
        self._label.setObjectName("notice_words")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close.setProperty("role", "page")
        self._close.setObjectName("notice_close")
        self._close.setIcon(icon("close"))
        self._close.clicked.connect(self.dismissed)
        self._buttons: list[tuple[QPushButton, Words]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self._label, 1)
        for place, remedy in enumerate(remedies):
            button = QPushButton()
            button.setObjectName(f"notice_remedy_{place}")
            button.clicked.connect(partial(self._press, remedy.do))
            self._buttons.append((button, remedy.words))
            row.addWidget(button)
        row.addWidget(self._close)
        self.retranslate()

    @property
    def text(self) -> str:
        """Return the sentence as it is shown."""
        return self._label.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()

    def retranslate(self) -> None:
        """Set every word anew."""
        self._draw_sign()
        self._label.setText(self._words())
        self._close.setAccessibleName(_("Dismiss"))
        self._close.setToolTip(_("Dismiss"))
        for button, words in self._buttons:
            button.setText(words())

    def _draw_sign(self) -> None:
        self._sign.setPixmap(icon(self.sign).pixmap(16, 16))

    def _press(self, do: Callable[[], object]) -> None:
        self.dismissed.emit()
        do()

    def announce(self) -> None:
        """Say the sentence to those who listen instead of looking."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, self.text)
            if self.serious:
                event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)
