"""What stands in the place of an empty list: three doors."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

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
        outer = QVBoxLayout(self)
        outer.addStretch()
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch()
        frame.setFixedWidth(self.fontMetrics().averageCharWidth() * 88)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self._title.setText(_("Which number must not be lost?"))
        self._below.setText(_("SimDesk counts its days, tells you in time, and shows you how to renew it."))
        for door in self._doors:
            door.retranslate()


class _Door(QPushButton):
    """A button of two lines."""

    def __init__(self, drawing: str, name: str, words: Callable[[], str], below: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words, self._more = words, below
        self._title, self._line, self._sign = QLabel(), QLabel(), QLabel()
        self._drawing = drawing
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._line.setProperty("role", "muted")
        lines = QVBoxLayout()
        lines.setSpacing(3)
        lines.addWidget(self._title)
        lines.addWidget(self._line)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(16)
        row.addWidget(self._sign)
        row.addLayout(lines, 1)
        for label in (self._title, self._line, self._sign):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._sign.setPixmap(icon(self._drawing).pixmap(26, 26))

    def retranslate(self) -> None:
        """Set both lines anew."""
        self._title.setText(self._words())
        self._line.setText(self._more())
        self._sign.setPixmap(icon(self._drawing).pixmap(26, 26))
        self.setAccessibleName(self._words())
        self.setAccessibleDescription(self._more())
