"""A panel of the newer kind: icons register with it over the bus (StatusNotifierItem), menus are read so."""

import threading
from collections.abc import Mapping
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_method_call
from jeepney import new_method_return as answer_to
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
_PATIENCE = 10


class TrayHost:
    """Watches for icons while the block runs; ``items`` are the names on the bus of those that registered."""

    def __init__(self, env: Mapping[str, str]) -> None:
        address = env["DBUS_SESSION_BUS_ADDRESS"]
        self._speaking, self._listening = open_dbus_connection(address), open_dbus_connection(address)
        self.items: list[str] = []
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> Self:
        reply = self._listening.send_and_get_reply(message_bus.RequestName(WATCHER), timeout=_PATIENCE)
        assert reply.body == (1,)
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._ends.set()
        self._thread.join()
        for connection in (self._speaking, self._listening):
            connection.close()

    def property(self, name: str) -> Any:
        """Return a property of the icon that registered last."""
        where = DBusAddress("/StatusNotifierItem", self.items[-1], PROPERTIES)
        ((_signature, value),) = self._ask(new_method_call(where, "Get", "ss", (ITEM, name)))
        return value

    def click(self) -> None:
        """Click on the icon that registered last."""
        where = DBusAddress("/StatusNotifierItem", self.items[-1], ITEM)
        self._ask(new_method_call(where, "Activate", "ii", (0, 0)))

    def menu(self) -> dict[str, int]:
        """Return the lines of its menu, each with its number."""
        where = DBusAddress(str(self.property("Menu")), self.items[-1], MENU)
        (_revision, layout) = self._ask(new_method_call(where, "GetLayout", "iias", (0, -1, [])))
        lines = {}
        for _kind, (number, told, _children) in layout[2]:
            if "label" in told:
                lines[told["label"][1]] = number
        return lines

    def choose(self, line: str) -> None:
        """Choose a line of its menu."""
        where = DBusAddress(str(self.property("Menu")), self.items[-1], MENU)
        event = (self.menu()[line], "clicked", ("s", ""), 0)
        self._ask(new_method_call(where, "Event", "isvu", event))

    def _ask(self, message: Message) -> tuple[Any, ...]:
        reply = self._speaking.send_and_get_reply(message, timeout=_PATIENCE)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body

    def _listen(self) -> None:
        while not self._ends.is_set():
            try:
                message = self._listening.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(self._listening, message)

    def _answer(self, connection: DBusConnection, message: Message) -> None:
        fields = message.header.fields
        match fields[HeaderFields.member], message.body:
            case "RegisterStatusNotifierItem", (str(item),):
                self.items.append(str(fields[HeaderFields.sender]) if item.startswith("/") else item)
                connection.send(answer_to(message))
            case "Get", (_, "IsStatusNotifierHostRegistered"):
                connection.send(answer_to(message, "v", (("b", True),)))
            case "Get", (_, "ProtocolVersion"):
                connection.send(answer_to(message, "v", (("i", 0),)))
            case _:
                connection.send(answer_to(message, "a{sv}", ({},)))
