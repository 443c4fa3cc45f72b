"""Notices inside the window, in the place of message boxes: what was done, what went wrong, what to do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.ui.icons import icon
from simdesk.wording.language import _

Words = Callable[[], str]
MOST = 3


class Remedy(NamedTuple):
    """A button of a notice: its words, and what it does. The notice goes away when it is pressed."""

    words: Words
    do: Callable[[], object]


class Notice(QFrame):
    """One sentence with buttons.

    Signals:
        dismissed: its owner has seen it.
    """

    dismissed = Signal()

    def __init__(self, words: Words, remedies: Sequence[Remedy], *, serious: bool) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.serious = serious
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
        self._sign.setPixmap(icon("warning" if self.serious else "check").pixmap(16, 16))

    def _press(self, do: Callable[[], object]) -> None:
        self.dismissed.emit()
        do()


class NoticeBar(QWidget):
    """At most three notices, the newest below. One of a key takes the place of the one before it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._held: dict[str, Notice] = {}
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the sentences shown, the oldest first."""
        return tuple(notice.text for notice in self._held.values())

    def tell(self, words: Words, *remedies: Remedy, key: str = "", serious: bool = False) -> None:
        """Show a sentence, and say it to those who listen instead of looking.

        *key* empty: the sentence itself is the key, so that the same one is not shown twice.
        """
        name = key or words()
        self.drop(name)
        while len(self._held) >= MOST:
            self.drop(self._least())
        notice = Notice(words, remedies, serious=serious)
        notice.dismissed.connect(partial(self.drop, name))
        self._held[name] = notice
        self._column.addWidget(notice)
        self.show()
        self._announce(notice)

    def drop(self, key: str) -> None:
        """Take the notice of that key away, if there is one."""
        notice = self._held.pop(key, None)
        if notice is not None:
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._held))

    def retranslate(self) -> None:
        """Set every word anew."""
        for notice in self._held.values():
            notice.retranslate()

    def _least(self) -> str:
        """Return the key of the notice that can go first: the oldest that is not serious."""
        return next((key for key, one in self._held.items() if not one.serious), next(iter(self._held)))

    def _announce(self, notice: Notice) -> None:
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(notice, notice.text)
            if notice.serious:
                event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)
