"""A secret on the clipboard: lent for a while, then taken back."""

import sys

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

LENT = 30_000
"""Milliseconds after which a secret is taken off the clipboard."""

# By which programs that remember what was copied know that they are to forget it.
_HINTS = {
    "win32": ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
    "darwin": ("application/x-nspasteboard-concealed-type", b"1"),
}
_ON_LINUX = ("x-kde-passwordManagerHint", b"secret")


class Loan(QObject):
    """Lends secrets to the clipboard, one at a time. It lives as long as the program, not as a window.

    What somebody copied since is left alone.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lent = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LENT)
        self.timer.timeout.connect(self.take_back)

    def lend(self, text: str) -> None:
        """Put *text* on the clipboard until it is taken back."""
        kind, value = _HINTS.get(sys.platform, _ON_LINUX)
        held = QMimeData()
        held.setText(text)
        held.setData(kind, QByteArray(value))
        self._lent = text
        QGuiApplication.clipboard().setMimeData(held)
        self.timer.start()

    def take_back(self) -> None:
        """Take what was lent off the clipboard, if it is still there."""
        self.timer.stop()
        lent, self._lent = self._lent, ""
        clipboard = QGuiApplication.clipboard()
        if lent and clipboard.text() == lent:
            clipboard.clear()


def loan() -> Loan:
    """Return what lends, one for the program; at its end the clipboard is cleared, too."""
    clipboard, program = QGuiApplication.clipboard(), QGuiApplication.instance()
    made = clipboard.findChild(Loan)
    if made is None:
        made = Loan(clipboard)
        if program is not None:
            program.aboutToQuit.connect(made.take_back)
    return made


def take_selection_back(text: str) -> None:
    """Empty what marking puts at hand for the middle mouse button, where *text* or a part of it is there."""
    clipboard, mode = QGuiApplication.clipboard(), QClipboard.Mode.Selection
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        marked = clipboard.text(mode)
        if marked and marked in text:
            clipboard.clear(mode)
