"""A panel of facts: names at the left, values at the right, text that can be marked and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from simdesk.ui.cards.facts import Fact
from simdesk.ui.cards.labels import Copyable


class FactsGrid(QFrame):
    """Shows pairs of a name and a value under a title; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._labels: list[tuple[QLabel, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self._title)
        column.addLayout(self._grid)

    def show_facts(self, title: str, facts: Sequence[Fact]) -> None:
        """Show *facts*, each name muted before its value. *title* empty: none."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        while len(self._labels) < len(facts):
            self._labels.append(self._new_line(len(self._labels)))
        for (name, value), fact in zip(self._labels, facts, strict=False):
            name.setText(fact.name)
            value.setText(fact.value)
            value.setAccessibleName(f"{fact.name}: {fact.value}")
        for place, pair in enumerate(self._labels):
            for label in pair:
                label.setVisible(place < len(facts))
        self.setVisible(bool(facts))

    def _new_line(self, place: int) -> tuple[QLabel, QLabel]:
        name, value = QLabel(), Copyable()
        name.setProperty("role", "muted")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setFixedWidth(name.fontMetrics().averageCharWidth() * 16)
        self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, place, 1)
        return name, value
