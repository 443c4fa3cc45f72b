"""What a start of the program wants is begun when nothing else waits for an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from simdesk.wording.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from simdesk.ui.desktop.instance import Request
    from simdesk.ui.notice_bar import NoticeBar

_KEY = "wish"


class Wishing(QObject):
    """Hands a request on to *do*: at once, or after what is asked in the windows now. The last one counts.

    *bar* gives where it is said that a request waits; None while there is no window for that.
    """

    def __init__(
        self, do: Callable[[Request], object], bar: Callable[[], NoticeBar | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._do, self._bar = do, bar
        self._waiting: Request | None = None

    def take(self, request: Request) -> None:
        """Begin what is wanted, or say that it comes next."""
        asked = QApplication.activeModalWidget()
        if asked is None:
            self._do(request)
            return
        asked.raise_()
        asked.activateWindow()
        if request.file and asked.windowFilePath() == request.file:
            return  # the question is about this very file
        (asked.finished if isinstance(asked, QDialog) else asked.destroyed).connect(self._soon)
        self._waiting = request
        bar = self._bar()
        if bar is not None:
            bar.tell(lambda: _waiting_words(request), key=_KEY)

    def _soon(self) -> None:
        # What was answered is done first.
        QTimer.singleShot(0, self, self._again)

    def _again(self) -> None:
        request, self._waiting = self._waiting, None
        if request is None:
            return
        bar = self._bar()
        if bar is not None:
            bar.drop(_KEY)
        self.take(request)


def _waiting_words(request: Request) -> str:
    if request.file:
        words = _("“{file}” is looked into as soon as the question that is open is answered.")
        return words.format(file=Path(request.file).name)
    return _("That begins as soon as the question that is open is answered.")
