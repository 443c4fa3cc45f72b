"""What assistive technology is told of the windows on a desktop, and what it can do there (AT-SPI)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jeepney import DBusAddress, Message, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

Place = tuple[str, str]
"""The name on the bus and the path of something accessible."""

_ATSPI = "org.a11y.atspi"
_ROOT = (f"{_ATSPI}.Registry", "/org/a11y/atspi/accessible/root")
_PATIENCE = 10


class GoneError(Exception):
    """What was asked about is no longer there: windows change while they are read."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A window, or something in it; ``about`` is its description."""

    role: str
    name: str
    about: str
    place: Place


class Reader:
    """Reads SimDesk's windows on a desktop that was started ``accessible``; ``env`` is the desktop's."""

    def __init__(self, env: Mapping[str, str]) -> None:
        session = open_dbus_connection(env["DBUS_SESSION_BUS_ADDRESS"])
        try:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            reply = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=_PATIENCE)
            address: str = reply.body[0]
        finally:
            session.close()
        self._bus = open_dbus_connection(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bus.close()

    def things(self, role: str = "") -> list[Thing]:
        """Return everything in SimDesk's windows, of *role* only where one is given, in reading order."""
        return [thing for thing in self._walk() if role in ("", thing.role)]

    def names(self, role: str = "") -> list[str]:
        """Return the names of :meth:`things`."""
        return [thing.name for thing in self.things(role)]

    def entries(self, name: str) -> list[Thing]:
        """Return what is in the list called *name*, in its order; nothing where there is no such list."""
        lists = (thing for thing in self.things("list") if thing.name == name)
        return [self._thing(place) for one in lists for place in self._children(one.place)]

    def press(self, name: str) -> None:
        """Press the button called *name*, the first there is."""
        button = next(thing for thing in self.things("push button") if thing.name == name)
        self._ask(button.place, "Action.DoAction", "i", (0,))

    def choose(self, entry: Thing) -> None:
        """Choose an entry of a list."""
        (number,) = self._ask(entry.place, "Accessible.GetIndexInParent")
        (chosen,) = self._ask(self._property(entry.place, "Parent"), "Selection.SelectChild", "i", (number,))
        assert chosen, entry.name

    def _walk(self) -> Iterator[Thing]:
        for program in self._children(_ROOT):
            if self._property(program, "Name") == "simdesk":
                yield from self._below(program)

    def _below(self, place: Place) -> Iterator[Thing]:
        for child in self._children(place):
            try:
                thing = self._thing(child)
            except GoneError:
                continue
            yield thing
            yield from self._below(child)

    def _thing(self, place: Place) -> Thing:
        (role,) = self._ask(place, "Accessible.GetRoleName")
        return Thing(role, self._property(place, "Name"), self._property(place, "Description"), place)

    def _children(self, place: Place) -> list[Place]:
        try:
            (children,) = self._ask(place, "Accessible.GetChildren")
        except GoneError:
            return []
        return [(bus, path) for bus, path in children]

    def _property(self, place: Place, name: str) -> Any:
        bus, path = place
        where = DBusAddress(path, bus, "org.freedesktop.DBus.Properties")
        call = new_method_call(where, "Get", "ss", (f"{_ATSPI}.Accessible", name))
        ((_signature, value),) = self._answer(call)
        return value

    def _ask(
        self, place: Place, what: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        interface, _, method = what.partition(".")
        bus, path = place
        call = new_method_call(DBusAddress(path, bus, f"{_ATSPI}.{interface}"), method, signature, body)
        return self._answer(call)

    def _answer(self, call: Message) -> tuple[Any, ...]:
        reply = self._bus.send_and_get_reply(call, timeout=_PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise GoneError(*reply.body)
        return reply.body
