# The part of jeepney.io.blocking that SimDesk uses.

import socket
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager

from jeepney import MatchRule, Message

class DBusConnection:
    sock: socket.socket
    unique_name: str
    outgoing_serial: Iterator[int]

    def send(self, message: Message, serial: int | None = None) -> None: ...
    def receive(self, *, timeout: float | None = None) -> Message: ...
    def recv_messages(self, *, timeout: float | None = None) -> None: ...
    def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message: ...
    def filter(
        self, rule: MatchRule, *, queue: deque[Message] | None = None, bufsize: int = 1
    ) -> AbstractContextManager[deque[Message]]: ...
    def close(self) -> None: ...

def open_dbus_connection(
    bus: str = "SESSION", enable_fds: bool = False, auth_timeout: float = 1.0
) -> DBusConnection: ...
