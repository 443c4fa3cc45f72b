"""A panel of facts: names at the left, values at the right, text that can be marked and copied."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from simdesk.ui.cards.facts import Fact
from simdesk.ui.cards.labels import Copyable
from simdesk.ui.theme import colours

_EDGE, _GAP, _BETWEEN = 14, 14, 6
_TOP = 12
_WORDS = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class FactsGrid(QFrame):
    """Shows pairs of a name and a value under a title; hidden while there are none.

    The names are painted, and said to assistive technology with their values: a label for each takes as
    much memory as ten cards.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._facts: Sequence[Fact] = ()
        self._values: list[Copyable] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _TOP, _EDGE, _TOP)
        column.addWidget(self._title)
        self._column = QVBoxLayout()
        self._column.setSpacing(_BETWEEN)
        column.addLayout(self._column)

    def show_facts(self, title: str, facts: Sequence[Fact]) -> None:
        """Show *facts*, each name muted before its value. *title* empty: none."""
        self._facts = facts
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._column.setContentsMargins(self._name_width + _GAP, 0, 0, 0)
        while len(self._values) < len(facts):
            self._values.append(Copyable())
            self._column.addWidget(self._values[-1])
        for place, value in enumerate(self._values):
            value.setVisible(place < len(facts))
        for value, fact in zip(self._values, facts, strict=False):
            value.setText(fact.value)
            value.setAccessibleName(f"{fact.name}: {fact.value}")
            value.setMinimumHeight(self._height_of(fact.name))
        self.setVisible(bool(facts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(colours(self.palette()).muted)
        left = self.contentsRect().left() + _EDGE
        for value, fact in zip(self._values, self._facts, strict=False):
            painter.drawText(QRect(left, value.y(), self._name_width, value.height()), _WORDS, fact.name)
        painter.end()

    @property
    def _name_width(self) -> int:
        return self.fontMetrics().averageCharWidth() * 16

    def _height_of(self, name: str) -> int:
        room = QRect(0, 0, self._name_width, 10_000)
        return self.fontMetrics().boundingRect(room, _WORDS, name).height()
