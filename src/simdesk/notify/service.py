"""org.freedesktop.Notifications through jeepney.

The specification (1.3) makes nearly everything optional, so what the service can do is asked for. A
note is sent and its answers are read on one connection, since services answer the sender alone.
"""

from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from simdesk.notify import APP_ID

if TYPE_CHECKING:
    from jeepney import HeaderFields, Message
    from jeepney.io.blocking import DBusConnection

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_SECONDS = 3.0
"""How long one waits for the service; it is asked from the window's own thread."""


class NotDelivered(Exception):
    """No service took the note; carries the system's own words. It is tried again, and told to nobody."""


class Note(Struct, frozen=True):
    """One notification.

    ``actions`` are pairs of a key and its words, shown where the service has buttons; the key
    ``default`` is the click on the note itself. ``without_buttons`` is said besides where it has none.
    ``replaces`` is the id of the note to put this one in the place of, 0 for none. ``urgent`` keeps the
    note on the screen until it is closed.
    """

    title: str
    body: str
    actions: tuple[tuple[str, str], ...] = ()
    without_buttons: str = ""
    replaces: int = 0
    urgent: bool = False

    @property
    def plain(self) -> str:
        """Return the body for whoever has no buttons."""
        return "\n".join(filter(None, (self.body, self.without_buttons)))


class Answer(Struct, frozen=True):
    """A button of note ``note`` was pressed; ``action`` is its key, or empty where it was closed.

    ``token`` is what the desktop gave so that a window may come to the front; empty where it gives none.
    """

    note: int
    action: str
    token: str = ""


class Notifier(Protocol):
    """Whatever takes notes: the desktop's service, the tray, a list in tests."""

    def show(self, note: Note) -> int:
        """Show *note* and return its id, not 0.

        Raises:
            NotDelivered: if it was not taken.
        """

    def close_note(self, number: int) -> None:
        """Take a note off the screen; nothing happens if it is gone already or the service is."""


class Service:
    """The notification service of the desktop's session; connected on the first use.

    After a failure the next call connects anew, so that a service that comes later is found.
    """

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._signals: deque[Message] = deque(maxlen=200)
        self._given: set[int] = set()
        self._tokens: dict[int, str] = {}
        self._owner = ""
        self._capabilities: frozenset[str] = frozenset()

    def fileno(self) -> int | None:
        """Return the socket to watch for answers; None while there is no connection."""
        return None if self._connection is None else self._connection.sock.fileno()

    def capabilities(self) -> frozenset[str]:
        """Return what the service says it can do.

        Raises:
            NotDelivered: if there is no service.
        """
        self._meet()
        return self._capabilities

    def show(self, note: Note) -> int:
        """Show *note*; see :class:`Notifier`.

        An id to replace that this service has not given is passed over: it may be somebody else's.
        """
        self._meet()
        replaces = note.replaces if note.replaces in self._given else 0
        has_buttons = "actions" in self._capabilities
        body = note.body if has_buttons else note.plain
        if "body-markup" in self._capabilities:
            body = _escaped(body)
        actions = [word for pair in note.actions for word in pair] if has_buttons else []
        hints = {"urgency": ("y", 2 if note.urgent else 1), "desktop-entry": ("s", APP_ID)}
        arguments = ("SimDesk", replaces, "simdesk", note.title, body, actions, hints, -1)
        number: int = self._call("Notify", "susssasa{sv}i", arguments)[0]
        self._given.add(number)
        return number

    def close_note(self, number: int) -> None:
        """Take a note off the screen; see :class:`Notifier`."""
        try:
            self._meet()
            if number in self._given:
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
        found = [answer for message in self._signals if (answer := self._answer_of(message)) is not None]
        self._signals.clear()
        return tuple(found)

    def disconnect(self) -> None:
        """Let the connection go; the next call opens another."""
        connection, self._connection, self._owner = self._connection, None, ""
        if connection is not None:
            connection.close()

    def _meet(self) -> None:
        """Ask a service that is another one than before what it can do, and forget what the last one gave.

        The bus is asked for its owner each time: a service that was ended and started again counts its
        notes from 1, and may be able to do other things.
        """
        from jeepney import message_bus

        reply = self._sent(message_bus.GetNameOwner(_NAME))
        owner = str(reply.body[0]) if _is_answer(reply) else ""
        if owner and owner == self._owner:
            return
        self._given.clear()
        # Asked even without an owner: the bus may start a service by that.
        (names,) = self._call("GetCapabilities", None, ())
        self._capabilities = frozenset(map(str, names))
        self._owner = owner

    def _call(self, method: str, signature: str | None, body: tuple[object, ...]) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        reply = self._sent(new_method_call(address, method, signature, body))
        if not _is_answer(reply):
            self._owner = ""
            raise NotDelivered(str(reply.body[0]) if reply.body else _error_name(reply.header.fields))
        return tuple(reply.body)

    def _sent(self, message: "Message") -> "Message":
        try:
            return self._connected().send_and_get_reply(message, timeout=_SECONDS)
        except (OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
            self.disconnect()
            raise NotDelivered(str(error) or type(error).__name__) from error

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

    def _answer_of(self, message: "Message") -> Answer | None:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), tuple(message.body):
            case "ActivationToken", (int(number), str(token)) if number in self._given:
                self._tokens[number] = token
            case "ActionInvoked", (int(number), str(action)) if number in self._given:
                return Answer(number, action, self._tokens.pop(number, ""))
            case "NotificationClosed", (int(number), int()) if number in self._given:
                self._given.discard(number)
                self._tokens.pop(number, None)
                return Answer(number, "")
        return None


def _is_answer(reply: "Message") -> bool:
    from jeepney import MessageType

    return reply.header.message_type is MessageType.method_return


def _error_name(fields: "dict[HeaderFields, object]") -> str:
    from jeepney import HeaderFields

    return str(fields.get(HeaderFields.error_name, "error"))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
