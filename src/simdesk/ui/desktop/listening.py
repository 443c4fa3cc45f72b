"""What second starts want, as a signal of the event loop."""

import contextlib
import socket
import sys

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
        self._listener = seat.listener
        self._door: QSocketNotifier | None = None
        if self._listener is not None:
            self._door = QSocketNotifier(self._listener.fileno(), QSocketNotifier.Type.Read, self)
            self._door.activated.connect(self._open)
        elif sys.platform == "win32":
            self._listen_at_pipe(pipe_name(seat.name))

    def close(self) -> None:
        """Listen no more."""
        if self._door is not None:
            self._door.setEnabled(False)
        for speaker in self.findChildren(_Speaker):
            speaker.dismiss()

    def _open(self) -> None:
        while self._listener is not None:
            try:
                speaker, _address = self._listener.accept()
            except OSError:  # nobody is waiting any more
                return
            _Speaker(speaker, self).said.connect(self.asked)

    def _listen_at_pipe(self, name: str) -> None:
        """Listen the way Windows has, which needs Qt's own server."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._server.listen(name)

    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().readyRead.connect(self._answer)

    def _answer(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        for speaker in self._server.findChildren(QLocalSocket):
            if speaker.canReadLine():
                request = request_in(bytes(speaker.readLine(LONGEST).data()))
                speaker.write(REFUSED if request is None else TAKEN)
                speaker.flush()
                speaker.disconnectFromServer()
                if request is not None:
                    self.asked.emit(request)


class _Speaker(QObject):
    """One who has come to the door: listened to until a line is said, then let go.

    It knows nothing of its parent. If it held the last reference to it, its own end would be that of the
    parent, and that the end of this child a second time.

    Signals:
        said: it wants something; carries the :class:`Request`.
    """

    said = Signal(object)

    def __init__(self, speaker: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket, self._heard = speaker, b""
        speaker.setblocking(False)
        self._notifier = QSocketNotifier(speaker.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def dismiss(self) -> None:
        """Hear no more of it."""
        self._notifier.setEnabled(False)
        self._socket.close()
        self.deleteLater()

    def _read(self) -> None:
        try:
            more = self._socket.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        self._heard += more
        if b"\n" not in self._heard and more and len(self._heard) <= LONGEST:
            return
        request = request_in(self._heard[:LONGEST])
        self._notifier.setEnabled(False)
        with contextlib.suppress(OSError):  # a speaker that did not wait for the answer is heard as well
            self._socket.send(REFUSED if request is None else TAKEN)
        if request is not None:
            self.said.emit(request)
        self.dismiss()
