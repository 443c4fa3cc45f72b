"""The one question before much is changed at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from simdesk.wording.language import _


def ask(parent: QWidget, question: str, details: str, yes: str, do: Callable[[], object]) -> QMessageBox:
    """Ask once, with *yes* on the button that does it; the box is open on return, and Cancel is chosen."""
    box = QMessageBox(parent)
    box.setObjectName("ask")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("SimDesk"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(details)
    sure = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    sure.setObjectName("ask_yes")
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    stay.setObjectName("ask_no")
    box.setDefaultButton(stay)

    def answered() -> None:
        if box.clickedButton() is sure:
            do()

    box.finished.connect(answered)
    box.open()
    return box
