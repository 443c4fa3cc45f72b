"""org.freedesktop.Notifications through jeepney.

The specification (1.3) makes nearly everything optional, so what the service can do is asked for. A
note is sent and its answers are read on one connection, since services answer the sender alone.
"""

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simdesk.errors import SimDeskError

if TYPE_CHECKING:
    from jeepney import HeaderFields, Message
    from jeepney.io.blocking import DBusConnection

APP_ID = "org.simdesk.SimDesk"
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_SECONDS = 3.0
"""How long one waits for the service; it is asked from the window's own thread."""


@dataclass
class NotDelivered(SimDeskError):
    """No service took the note. ``reason`` is the system's own words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """One notification.

    ``actions`` are pairs of a key and its words, shown where the service has buttons; the key
    ``default`` is the click on the note itself. ``replaces`` is the id of the note to put this one in
    the place of, 0 for none. ``urgent`` keeps the note on the screen until it is closed.
    """

    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    replaces: int = 0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of note ``note`` was pressed; ``action`` is its key, or empty where it was closed."""

    note: int
    action: str


class Notifier(Protocol):
    """Whatever takes notes: the desktop's service, the tray, a list in tests."""

    def show(self, note: Note) -> int:
        """Show *note* and return its id, not 0.

        Raises:
            NotDelivered: if it was not taken.
        """


class Service:
    """The notification service of the desktop's session; connected on the first use.

    After a failure the next call connects anew, so that a service that comes later is found.
    """

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._signals: deque[Message] = deque(maxlen=200)
        self._capabilities: frozenset[str] | None = None

    def fileno(self) -> int | None:
        """Return the socket to watch for answers; None while there is no connection."""
        return None if self._connection is None else self._connection.sock.fileno()

    def capabilities(self) -> frozenset[str]:
        """Return what the service says it can do.

        Raises:
            NotDelivered: if there is no service.
        """
        if self._capabilities is None:
            (names,) = self._call("GetCapabilities", None, ())
            self._capabilities = frozenset(str(name) for name in names)  # type: ignore[attr-defined]
        return self._capabilities

    def show(self, note: Note) -> int:
        """Show *note*; see :class:`Notifier`."""
        can = self.capabilities()
        body = _escaped(note.body) if "body-markup" in can else note.body
        actions = [word for pair in note.actions for word in pair] if "actions" in can else []
        hints = {"urgency": ("y", 2 if note.urgent else 1), "desktop-entry": ("s", APP_ID)}
        if not note.urgent:
            hints["category"] = ("s", "im.received")
        arguments = ("SimDesk", note.replaces, "simdesk", note.title, body, actions, hints, -1)
        (number,) = self._call("Notify", "susssasa{sv}i", arguments)
        return int(number)  # type: ignore[call-overload, no-any-return]

    def close_note(self, number: int) -> None:
        """Take a note off the screen; nothing happens if it is gone already or the service is."""
        try:
            self._call("CloseNotification", "u", (number,))
        except NotDelivered:
            return

    def answers(self) -> tuple[Answer, ...]:
        """Return what was pressed or closed since the last call, without waiting."""
        if self._connection is None:
            return ()
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except (OSError, EOFError):
            self.disconnect()
        found = [answer for message in self._signals if (answer := _answer_of(message)) is not None]
        self._signals.clear()
        return tuple(found)

    def disconnect(self) -> None:
        """Let the connection go; the next call opens another."""
        connection, self._connection, self._capabilities = self._connection, None, None
        if connection is not None:
            connection.close()

    def _call(self, method: str, signature: str | None, body: tuple[object, ...]) -> tuple[object, ...]:
        from jeepney import DBusAddress, MessageType, new_method_call

        address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        try:
            message = new_method_call(address, method, signature, body)
            reply = self._connected().send_and_get_reply(message, timeout=_SECONDS)
        except (OSError, EOFError, KeyError, ValueError) as error:
            self.disconnect()
            raise NotDelivered(str(error) or type(error).__name__) from error
        if reply.header.message_type is MessageType.error:
            self._capabilities = None
            raise NotDelivered(str(reply.body[0]) if reply.body else _error_name(reply.header.fields))
        return tuple(reply.body)

    def _connected(self) -> "DBusConnection":
        if self._connection is None:
            from jeepney import MatchRule, message_bus
            from jeepney.io.blocking import open_dbus_connection

            rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
            connection = open_dbus_connection("SESSION")
            connection.filter(rule, queue=self._signals)
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_SECONDS)
            self._connection = connection
        return self._connection


def _answer_of(message: "Message") -> Answer | None:
    from jeepney import HeaderFields

    match message.header.fields.get(HeaderFields.member), tuple(message.body):
        case "ActionInvoked", (int(number), str(action)):
            return Answer(number, action)
        case "NotificationClosed", (int(number), int()):
            return Answer(number, "")
    return None


def _error_name(fields: "dict[HeaderFields, object]") -> str:
    from jeepney import HeaderFields

    return str(fields.get(HeaderFields.error_name, "error"))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
