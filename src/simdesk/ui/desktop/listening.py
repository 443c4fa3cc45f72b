"""What second starts want, as a signal of the event loop."""

import contextlib
import socket
import sys
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from simdesk.ui.desktop.instance import LONGEST, REFUSED, TAKEN, Seat, pipe_name, request_in


class Requests(QObject):
    """Listens at the seat of the window.

    Signals:
        asked: another start wants something; carries the :class:`Request`.
    """

    asked = Signal(object)

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speakers: dict[socket.socket, tuple[QSocketNotifier, bytearray]] = {}
        self._listener = seat.listener
        self._door: QSocketNotifier | None = None
        if self._listener is not None:
            self._door = self._watch(self._listener)
            self._door.activated.connect(self._open)
        elif sys.platform == "win32":
            self._listen_at_pipe(pipe_name(seat.name))

    def close(self) -> None:
        """Listen no more."""
        if self._door is not None:
            self._door.setEnabled(False)
        for speaker in list(self._speakers):
            self._dismiss(speaker)

    def _open(self) -> None:
        while self._listener is not None:
            try:
                speaker, _address = self._listener.accept()
            except OSError:  # nobody is waiting any more
                return
            speaker.setblocking(False)
            notifier = self._watch(speaker)
            self._speakers[speaker] = (notifier, bytearray())
            notifier.activated.connect(lambda *_, speaker=speaker: self._read(speaker))

    def _read(self, speaker: socket.socket) -> None:
        heard = self._speakers[speaker][1]
        try:
            heard += (more := speaker.recv(LONGEST))
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if b"\n" not in heard and more and len(heard) <= LONGEST:
            return
        request = request_in(bytes(heard[:LONGEST]))
        with contextlib.suppress(OSError):  # a speaker that did not wait for the answer is heard as well
            speaker.send(REFUSED if request is None else TAKEN)
        self._dismiss(speaker)
        if request is not None:
            self.asked.emit(request)

    def _dismiss(self, speaker: socket.socket) -> None:
        notifier, _heard = self._speakers.pop(speaker)
        notifier.setEnabled(False)
        notifier.deleteLater()
        speaker.close()

    def _watch(self, watched: socket.socket) -> QSocketNotifier:
        return QSocketNotifier(watched.fileno(), QSocketNotifier.Type.Read, self)

    def _listen_at_pipe(self, name: str) -> None:
        """Listen the way Windows has, which needs Qt's own server."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def answer(speaker: QLocalSocket) -> None:
            if not speaker.canReadLine():
                return
            request = request_in(bytes(speaker.readLine(LONGEST).data()))
            speaker.write(REFUSED if request is None else TAKEN)
            speaker.flush()
            speaker.disconnectFromServer()
            if request is not None:
                self.asked.emit(request)

        def welcome() -> None:
            while (speaker := server.nextPendingConnection()) is not None:
                speaker.readyRead.connect(partial(answer, speaker))
                speaker.disconnected.connect(speaker.deleteLater)

        server.newConnection.connect(welcome)
        server.listen(name)
