"""A line to a bus of D-Bus through jeepney on which nobody waits long.

What is asked is sent at once. Its answer is waited for as long as the asker likes, and where it comes
later, it is found by the number under which it was asked.
"""

import os
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from jeepney import MatchRule, Message
    from jeepney.io.blocking import DBusConnection

_AT_BUS = 1.0
"""Seconds that the bus itself has for its answers. It gives them at once, or the desktop stands still."""
_FAILURES = (OSError, EOFError, KeyError, ValueError, RuntimeError)


class NoBus(Exception):
    """There is no such bus, or it has gone; carries the system's own words."""


class Reply(Struct, frozen=True):
    """What came back for what was asked under ``serial``.

    ``error`` is what the system says where it was refused, else None.
    """

    serial: int
    body: tuple[Any, ...]
    error: str | None = None


class Line:
    """An open line to the bus of the session or of the system, and the signals that *rules* let through.

    Raises:
        NoBus: if there is none; every other call raises it too, after which the line is to be closed.
    """

    def __init__(self, name: Literal["SESSION", "SYSTEM"], *rules: "MatchRule") -> None:
        from jeepney import message_bus

        self._rules = rules
        self._signals: deque[Message] = deque(maxlen=200)
        self._replies: deque[Reply] = deque(maxlen=50)
        self._connection = _connected(name)
        for rule in rules:
            self.ask(message_bus.AddMatch(rule))

    def fileno(self) -> int:
        """Return the socket to watch for what comes."""
        return self._connection.sock.fileno()

    def ask(self, message: "Message") -> int:
        """Send *message* and return the number under which its reply will come."""
        serial = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except (OSError, ValueError) as error:
            raise _gone(error) from error
        return serial

    def reply(self, serial: int, patience: float) -> Reply | None:
        """Return the reply to what was asked as *serial*; None if it does not come within *patience* seconds.

        Replies to other questions are kept for ``replies``.
        """
        until = time.monotonic() + patience
        while True:
            self._receive(max(0.0, until - time.monotonic()))
            for found in self._replies:
                if found.serial == serial:
                    self._replies.remove(found)
                    return found
            if time.monotonic() >= until:
                return None

    def ask_bus(self, message: "Message") -> Reply:
        """Ask the bus itself, and return its reply."""
        found = self.reply(self.ask(message), _AT_BUS)
        if found is None:
            raise NoBus("the bus does not answer")
        return found

    def replies(self) -> tuple[Reply, ...]:
        """Return the replies that nobody waited for, those of now included."""
        self._drain()
        found = tuple(self._replies)
        self._replies.clear()
        return found

    def signals(self) -> "tuple[Message, ...]":
        """Return the signals that came since the last call, without waiting; the last ones too."""
        try:
            self._drain()
        except NoBus:
            if not self._signals:
                raise
        found = tuple(self._signals)
        self._signals.clear()
        return found

    def close(self) -> None:
        """Let the line go."""
        self._connection.close()

    def _drain(self) -> None:
        while self._receive(0.0):
            pass

    def _receive(self, patience: float) -> bool:
        """Put the next message where it belongs, and return whether one came."""
        from jeepney import HeaderFields, MessageType

        try:
            message = self._connection.receive(timeout=patience)
        except TimeoutError:
            return False
        except _FAILURES as error:
            raise _gone(error) from error
        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal and any(rule.matches(message) for rule in self._rules):
            self._signals.append(message)
        elif kind in {MessageType.method_return, MessageType.error}:
            name = str(fields.get(HeaderFields.error_name, "error"))
            words = str(message.body[0]) if message.body else name
            serial = int(str(fields.get(HeaderFields.reply_serial, 0)))
            refused = words if kind is MessageType.error else None
            self._replies.append(Reply(serial, tuple(message.body), refused))
        return True


def _connected(name: Literal["SESSION", "SYSTEM"]) -> "DBusConnection":
    from jeepney.bus import get_bus
    from jeepney.io.blocking import DBusConnection, prep_socket

    class Connection(DBusConnection):
        """One that does not wait for ever to be greeted by a bus that hangs."""

        def receive(self, *, timeout: float | None = None) -> "Message":
            return super().receive(timeout=_AT_BUS if timeout is None else timeout)

    try:
        place = get_bus(name)
    except _FAILURES as error:  # the parts of an address that jeepney cannot read say nothing to anybody
        variable = f"DBUS_{name}_BUS_ADDRESS"
        raise NoBus(f"{variable}={os.environ.get(variable, '')}") from error
    try:
        socket = prep_socket(place, timeout=_AT_BUS)
    except _FAILURES as error:
        raise _gone(error) from error
    try:
        return Connection(socket)
    except _FAILURES as error:
        socket.close()
        raise _gone(error) from error


def _gone(error: Exception) -> NoBus:
    return NoBus(str(error) or type(error).__name__)
