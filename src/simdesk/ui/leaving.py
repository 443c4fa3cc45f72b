"""The one question on leaving: what becomes of a change that could not be saved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from simdesk.ui.state import AppState
from simdesk.wording.language import _, _n


def ask_before_leaving(window: QWidget, state: AppState, leave: Callable[[], None]) -> QMessageBox:
    """Ask whether to try once more, to give the pending edits up, or to stay; the box is open on return."""
    waiting = len(state.pending)
    box = QMessageBox(window)
    box.setObjectName("leaving")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("SimDesk"))
    words = _n("{n} change could not be saved.", "{n} changes could not be saved.", waiting)
    box.setText(words.format(n=waiting))
    box.setInformativeText("\n".join(one.label[:1].upper() + one.label[1:] for one in state.pending))
    again = box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole)
    anyway = box.addButton(_("Quit without saving"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)

    def answered() -> None:
        if box.clickedButton() is anyway or (box.clickedButton() is again and state.retry()):
            leave()

    box.finished.connect(answered)
    box.open()
    return box
