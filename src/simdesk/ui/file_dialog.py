"""The dialog that asks for a file, with every word in the language on the screen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

# Qt 6.12 gave these a letter to reach them by, and its own translations still know them without.
_RENAMED = (
    (QFileDialog.DialogLabel.LookIn, "&Look in:", "Look in:"),
    (QFileDialog.DialogLabel.FileType, "Files of &type:", "Files of type:"),
)


def file_dialog(parent: QWidget, title: str) -> QFileDialog:
    """Return a dialog called *title* that asks for a file, not open yet. Some desktops show their own."""
    dialog = QFileDialog(parent, title)
    for label, words, former in _RENAMED:
        known = QCoreApplication.translate("QFileDialog", former)
        if known != former and QCoreApplication.translate("QFileDialog", words) == words:
            dialog.setLabelText(label, known)
    return dialog
