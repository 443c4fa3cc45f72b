"""What stands in the place of an empty list: three doors."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from simdesk.ui.icons import icon
from simdesk.wording.language import _


class FirstRun(QWidget):
    """Three ways to begin.

    Signals:
        add_asked, import_asked, demo_asked: a door was opened.
    """

    add_asked = Signal()
    import_asked = Signal()
    demo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_run")
        self._title, self._below = QLabel(), QLabel()
        for label in (self._title, self._below):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setBold(True)
        self._title.setFont(font)
        self._below.setProperty("role", "muted")
        self._doors = [
            _Door(
                "add", "door_add", lambda: _("Add a card"), lambda: _("Type in its number and its last day.")
            ),
            _Door(
                "import",
                "door_import",
                lambda: _("Import"),
                lambda: _("Take cards over from a table (CSV)."),
            ),
            _Door(
                "look",
                "door_demo",
                lambda: _("Look at a demo"),
                lambda: _("Made-up cards in a window of their own. Nothing is kept."),
            ),
        ]
        for door, signal in zip(
            self._doors, (self.add_asked, self.import_asked, self.demo_asked), strict=True
        ):
            door.clicked.connect(signal)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._below)
        column.addSpacing(12)
        for door in self._doors:
            column.addWidget(door)
        frame = QFrame()
        frame.setLayout(column)
        frame.setMaximumWidth(520)
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch()
        frame.setMinimumWidth(420)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self._title.setText(_("Which number must not be lost?"))
        self._below.setText(_("SimDesk counts its days, tells you in time, and shows you how to renew it."))
        for door in self._doors:
            door.retranslate()


class _Door(QPushButton):
    def __init__(self, drawing: str, name: str, words: Callable[[], str], below: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "door")
        self.setIcon(icon(drawing))
        self.setIconSize(QSize(28, 28))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words, self._more = words, below

    def retranslate(self) -> None:
        self.setText(f"{self._words()}\n{self._more()}")
        self.setAccessibleName(self._words())
        self.setAccessibleDescription(self._more())
