"""org.freedesktop.Notifications through jeepney.

The specification (1.3) makes nearly everything optional, so what the service can do is asked for. A
note is sent and its answers are read on one connection, since services answer the sender alone.

A service may hang, and take what was sent when it goes on. So a question whose answer does not come
stays asked: nothing else is sent until it has come, and nobody waits for it.
"""

from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from simdesk.notify.writing import DEFAULT, NAME, OPEN, PATH, question, written

if TYPE_CHECKING:
    from jeepney import Message

    from simdesk.notify.bus import Line

PATIENT = 3.0
"""How many seconds a command waits for the service."""

_BRIEFLY = 0.4
"""Seconds that the window waits: it stands still meanwhile."""


class NotDelivered(Exception):
    """No service took the note; carries the system's own words. It is tried again, and told to nobody."""


class Note(Struct, frozen=True):
    """One notification.

    ``actions`` are pairs of a key and its words, shown where the service has buttons; the key
    :data:`DEFAULT` is the click on the note itself. ``without_buttons`` is said besides where it has none.
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


class ServiceState(Struct, frozen=True):
    """What is known of the service. ``name``: what it calls itself; empty where it does not say.

    ``hangs``: it is there and does not answer. ``reason``: the system's own words where nobody answered.
    """

    there: bool
    capabilities: frozenset[str] = frozenset()
    name: str = ""
    hangs: bool = False
    reason: str = ""


class _Asked(Struct, frozen=True):
    """A question that is not answered yet. ``note`` is what was to be shown, if anything was."""

    serial: int
    note: Note | None = None


class Service:
    """The notification service of the desktop's session; connected on the first use.

    After a failure the next call connects anew, so that a service that comes later is found. *patience*
    is how many seconds an answer is waited for; where it comes later, the note counts as delivered when
    it is shown again, and is not sent a second time. *stays*: whether the process goes on to hear answers.
    """

    def __init__(self, patience: float = _BRIEFLY, *, stays: bool = True) -> None:
        self._patience, self._stays = patience, stays
        self._line: Line | None = None
        self._asked: list[_Asked] = []
        self._late: tuple[Note, int] | None = None
        self._goes_on = False
        self._given: set[int] = set()
        self._tokens: dict[int, str] = {}
        self._owner = ""
        self._capabilities: frozenset[str] = frozenset()

    def fileno(self) -> int | None:
        """Return the socket to watch for answers; None while there is no connection."""
        return None if self._line is None else self._line.fileno()

    @property
    def goes_on(self) -> bool:
        """Return, once, whether a service that hung has answered since the last time one asked."""
        found, self._goes_on = self._goes_on, False
        return found

    def capabilities(self) -> frozenset[str]:
        """Return what the service says it can do.

        Raises:
            NotDelivered: if there is no service.
        """
        self._meet()
        return self._capabilities

    def state(self) -> ServiceState:
        """Return what is known of the service at this moment."""
        try:
            self._meet()
            body = self._called("GetServerInformation", None, ())
        except NotDelivered as error:
            hangs = bool(self._asked)
            return ServiceState(hangs, self._capabilities if hangs else frozenset(), "", hangs, str(error))
        return ServiceState(True, self._capabilities, str(body[0]) if body else "")

    def show(self, note: Note) -> int:
        """Show *note*; see :class:`Notifier`.

        An id to replace that this service has not given is passed over: it may be somebody else's.
        """
        self._meet()
        late, self._late = self._late, None
        if late is not None and late[0] == note:
            return late[1]
        # One that came late and is wanted no more has its place taken.
        replaces = note.replaces if note.replaces in self._given else 0 if late is None else late[1]
        arguments = written(note, replaces, self._capabilities, stays=self._stays)
        number: int = self._called("Notify", "susssasa{sv}i", arguments, note)[0]
        self._given.add(number)
        return number

    def close_note(self, number: int) -> None:
        """Take a note off the screen; see :class:`Notifier`."""
        if self._line is None or not self._owner or number not in self._given:
            return
        from simdesk.notify.bus import NoBus

        try:
            # Where it hangs, it does so when it goes on; one that was started again is not asked.
            self._line.ask(question("CloseNotification", "u", (number,), self._owner))
        except NoBus:
            self.disconnect()

    def close_unwanted(self) -> None:
        """Take a note off the screen that came late and was not asked for again."""
        late, self._late = self._late, None
        if late is not None:
            self.close_note(late[1])

    def answers(self) -> tuple[Answer, ...]:
        """Return what was pressed or closed since the last call, without waiting."""
        if self._line is None:
            return ()
        from simdesk.notify.bus import NoBus

        try:
            signals = self._line.signals()
            self._catch_up()
        except NoBus:
            self.disconnect()
            return ()
        return tuple(answer for message in signals if (answer := self._answer_of(message)) is not None)

    def disconnect(self) -> None:
        """Let the connection go; the next call opens another."""
        line, self._line, self._owner = self._line, None, ""
        self._asked, self._late = [], None
        if line is not None:
            line.close()

    def _meet(self) -> None:
        """Ask a service that is another one than before what it can do, and forget what the last one gave.

        The bus is asked for its owner each time: a service that was ended and started again counts its
        notes from 1, and may be able to do other things.
        """
        from jeepney import message_bus

        from simdesk.notify.bus import NoBus

        try:
            reply = self._connected().ask_bus(message_bus.GetNameOwner(NAME))
            self._catch_up()
        except NoBus as error:
            self.disconnect()
            raise NotDelivered(str(error)) from error
        owner = str(reply.body[0]) if reply.error is None else ""
        if owner and owner == self._owner:
            return
        if owner != self._owner:
            self._given.clear()
            self._late = None
        # Asked even without an owner: the bus may start a service by that.
        (names,) = self._called("GetCapabilities", None, ())
        self._capabilities = frozenset(map(str, names))
        self._owner = owner

    def _called(
        self, method: str, signature: str | None, body: tuple[object, ...], note: Note | None = None
    ) -> tuple[Any, ...]:
        """Ask a service that was just met, and return its answer.

        Raises:
            NotDelivered: if it refused, does not answer, or has not answered what it was asked before.
        """
        from simdesk.notify.bus import NoBus

        try:
            line = self._connected()
            if self._asked:
                self._prod(line)
                raise NotDelivered("it does not answer")
            serial = line.ask(question(method, signature, body))
            reply = line.reply(serial, self._patience)
        except NoBus as error:
            self.disconnect()
            raise NotDelivered(str(error)) from error
        if reply is None:
            self._asked.append(_Asked(serial, note))
            raise NotDelivered("it does not answer")
        if reply.error is not None:
            self._owner = ""
            raise NotDelivered(reply.error)
        return reply.body

    def _prod(self, line: "Line") -> None:
        """Ask one thing more of a service that hangs: if it answers that first, it has lost the other."""
        if len(self._asked) == 1:
            self._asked.append(_Asked(line.ask(question("GetCapabilities", None, ()))))

    def _catch_up(self) -> None:
        """Take what a service that hung has answered since. What it has passed over is lost."""
        if self._line is None or not self._asked:
            return
        answered = {reply.serial: reply for reply in self._line.replies()}
        found = [(one, answered[one.serial]) for one in self._asked if one.serial in answered]
        if not found:
            return
        self._asked, self._goes_on = [], True
        for asked, reply in found:
            if asked.note is not None and reply.error is None:
                number: int = reply.body[0]
                self._given.add(number)
                self._late = (asked.note, number)

    def _connected(self) -> "Line":
        if self._line is None:
            from jeepney import MatchRule

            from simdesk.notify.bus import Line

            self._line = Line("SESSION", MatchRule(type="signal", interface=NAME, path=PATH))
        return self._line

    def _answer_of(self, message: "Message") -> Answer | None:
        from jeepney import HeaderFields

        match message.header.fields.get(HeaderFields.member), tuple(message.body):
            case "ActivationToken", (int(number), str(token)) if number in self._given:
                self._tokens[number] = token
            case "ActionInvoked", (int(number), str(action)) if number in self._given:
                action = DEFAULT if action == OPEN else action
                return Answer(number, action, self._tokens.pop(number, ""))
            case "NotificationClosed", (int(number), int()) if number in self._given:
                self._given.discard(number)
                self._tokens.pop(number, None)
                return Answer(number, "")
        return None
