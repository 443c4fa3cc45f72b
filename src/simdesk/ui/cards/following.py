"""Lists in which what is selected is also the current entry, whoever selects it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView


def follow_selection(view: QAbstractItemView) -> None:
    """Let the entry that is selected in *view* be the current one: assistive technology only selects."""

    def follow() -> None:
        selected = view.selectionModel().selectedIndexes()
        if selected and selected[0] != view.currentIndex():
            view.setCurrentIndex(selected[0])

    # Later, because a key or the mouse selects first and makes it current afterwards.
    view.selectionModel().selectionChanged.connect(lambda: QTimer.singleShot(0, view, follow))
