"""The wizard's own notice line: a sentence, and what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from simdesk.ui.renewal.parts import Remark, push_button
from simdesk.ui.theme import Tone

Action = tuple[str, Callable[[], str], Callable[[], None]]
"""The name of a button, its words, what it does."""


class Notice(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._remark = Remark(Tone.URGENT)
        self._remark.row.setAlignment(self._remark.sign, Qt.AlignmentFlag.AlignVCenter)
        self._words: Callable[[], str] | None = None
        self._buttons: list[tuple[QPushButton, Callable[[], str]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 10, 22, 0)
        column.addWidget(self._remark)
        self.setVisible(False)

    def say(self, words: Callable[[], str], actions: Sequence[Action]) -> None:
        """Show *words* with a button for each of *actions*."""
        self.clear()
        self._words = words
        for action in actions:
            self.add(*action)
        self.retranslate()
        self.setVisible(True)

    def add(self, name: str, words: Callable[[], str], act: Callable[[], None]) -> None:
        """Add one more thing that can be done."""
        button = push_button(name)
        button.clicked.connect(lambda _on=False: act())
        button.setText(words())
        self._remark.row.addWidget(button)
        button.show()
        self._buttons.append((button, words))

    def clear(self) -> None:
        """Say nothing."""
        self._words = None
        for button, _said in self._buttons:
            self._remark.row.removeWidget(button)
            button.setObjectName("")
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.setVisible(False)

    def retranslate(self) -> None:
        """Set every word anew."""
        if self._words is not None:
            self._remark.say(self._words())
            self.setAccessibleName(self._words())
        for button, said in self._buttons:
            button.setText(said())
