"""A row of widgets that goes on in the next line where it is full."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Lays its widgets out like words. ``to_end``: lines stand at the far side, but for the first widget."""

    def __init__(self, parent: QWidget | None = None, *, to_end: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._to_end = to_end
        self.setSpacing(6)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        lines = list(self._lines(width - self._around().width()))
        return sum(_height(line) for line in lines) + self._gaps(len(lines)) + self._around().height()

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.y()
        for line in self._lines(room.width()):
            self._set(line, QRect(room.x(), top, room.width(), _height(line)))
            top += _height(line) + self.spacing()

    def sizeHint(self) -> QSize:
        """Return the size of everything in one line."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in shown) + self._gaps(len(shown))
        return QSize(width, _height(shown)) + self._around()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.sizeHint())
        return size + self._around()

    def _around(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _gaps(self, count: int) -> int:
        return self.spacing() * max(0, count - 1)

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if line and used + self.spacing() + needed > width:
                yield line
                line, used = [], 0
            used += needed + (self.spacing() if line else 0)
            line.append(item)
        if line:
            yield line

    def _set(self, line: list[QLayoutItem], room: QRect) -> None:
        used = sum(item.sizeHint().width() for item in line) + self._gaps(len(line))
        left, free = room.x(), room.width() - used if self._to_end else 0
        for place, item in enumerate(line):
            size = item.sizeHint()
            if place == (1 if line[0] is self._items[0] else 0):
                left += free
            item.setGeometry(QRect(QPoint(left, room.y()), QSize(size.width(), room.height())))
            left += size.width() + self.spacing()


def flow_box(flow: Flow) -> QWidget:
    """Return a widget that holds *flow* and is as high as its lines need."""
    box = QWidget()
    box.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box


def _height(items: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
