"""How an entry of a list stands out: chosen, under the mouse, where the keys go."""

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractItemView


class Emphasis(Struct, frozen=True):
    """What an entry is at the moment; ``focused`` only where it is chosen."""

    chosen: bool
    hovered: bool
    focused: bool


class Watch:
    """Tells how the entries of a view stand out.

    ``QStyleOptionViewItem.state`` says the same, but to read it once makes Python load all enumerations of
    ``QStyle``, which takes longer than to paint every row of a window.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        self._view = view
        self._entered = QPersistentModelIndex()
        view.entered.connect(self._enter)
        view.viewportEntered.connect(lambda: self._enter(QModelIndex()))

    def emphasis(self, index: QModelIndex | QPersistentModelIndex) -> Emphasis:
        """Return how the entry at *index* stands out."""
        view = self._view
        chosen = view.selectionModel().isSelected(index)
        hovered = self._entered == index and view.underMouse() and self._is_under_mouse(index)
        return Emphasis(chosen, hovered, chosen and view.hasFocus())

    def _is_under_mouse(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        # Not asked of the viewport, which Qt made: to learn its kind, Python loads every widget there is.
        return self._view.indexAt(self._view.mapFromGlobal(QCursor.pos())) == index

    def _enter(self, index: QModelIndex) -> None:
        self._entered = QPersistentModelIndex(index)
