"""A portal on a desktop of one's own: it is asked what may start with the session, and answers as told."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"


@dataclass
class FakePortal:
    """The portal named Background. It keeps an entry as the real one does: by what each request says.

    ``code`` is its answer: 0 yes, 1 the owner said no; None: none. ``allows``: the desktop's settings let
    programs start. ``early``: the answer comes before the reply. ``broken``: it refuses to be asked.
    """

    env: Mapping[str, str]
    code: int | None = 0
    allows: bool = True
    early: bool = False
    broken: bool = False
    entry: tuple[str, ...] | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._ends = threading.Event()
        self._bus = open_dbus_connection(self.env["DBUS_SESSION_BUS_ADDRESS"])
        self._bus.send_and_get_reply(message_bus.RequestName(NAME), timeout=5)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._ends.set()
        self._thread.join(10)
        self._bus.close()

    def _serve(self) -> None:
        while not self._ends.is_set():
            try:
                message = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._take(message)

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if fields[HeaderFields.member] == "Close":
            self.closed.append(str(fields[HeaderFields.path]))
            self._bus.send(new_method_return(message))
            return
        if self.broken:
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.Failed", "s", ("out of order",)))
            return
        assert fields[HeaderFields.member] == "RequestBackground"
        _parent, options = message.body
        asked = {name: value for name, (_signature, value) in options.items()}
        self.requests.append(asked)
        sender = str(fields[HeaderFields.sender])
        handle = f"{PATH}/request/{sender[1:].replace('.', '_')}/{asked['handle_token']}"
        granted = self.code == 0 and self.allows and bool(asked.get("autostart"))
        if self.code == 0:
            # As the real one: without the key, or where it says no, the entry of before goes.
            self.entry = tuple(asked["commandline"]) if granted else None
        reply = new_method_return(message, "o", (handle,))
        if not self.early:
            self._bus.send(reply)
        if self.code is not None:
            self._answer(sender, handle, granted=granted)
        if self.early:
            self._bus.send(reply)

    def _answer(self, sender: str, handle: str, *, granted: bool) -> None:
        where = DBusAddress(handle, interface="org.freedesktop.portal.Request")
        for path in (f"{PATH}/request/1_1/another", handle):
            where = DBusAddress(path, interface="org.freedesktop.portal.Request")
            code = self.code if path == handle else 2
            results = {"background": ("b", self.allows), "autostart": ("b", granted)}
            signal = new_signal(where, "Response", "ua{sv}", (code, results))
            signal.header.fields[HeaderFields.destination] = sender
            self._bus.send(signal)
