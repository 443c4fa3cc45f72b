"""Notices inside the window, in the place of message boxes: what was done, what went wrong, what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from simdesk.ui.notice import Notice

Words = Callable[[], str]
MOST = 3


class Remedy(Struct, frozen=True):
    """A button of a notice: its words, and what it does. The notice goes away when it is pressed."""

    words: Words
    do: Callable[[], object]


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

    def tell(
        self, words: Words, *remedies: Remedy, key: str = "", serious: bool = False, asks: bool = False
    ) -> None:
        """Show a sentence, and say it to those who listen instead of looking.

        *key* empty: the sentence itself is the key, so that the same one is not shown twice. *asks*: it is a
        question, not something done.
        """
        name = key or words()
        self.drop(name)
        while len(self._held) >= MOST:
            self.drop(self._least())
        from simdesk.ui.notice import Notice

        notice = Notice(words, remedies, serious=serious, asks=asks)
        notice.dismissed.connect(partial(self.drop, name))
        self._held[name] = notice
        self._column.addWidget(notice)
        self.show()
        notice.announce()

    def holds(self, key: str) -> bool:
        """Return whether there is a notice of that key."""
        return key in self._held

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
