"""The portal through which a program in a sandbox asks to be started with the session.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html
"""

import os
import select
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from simdesk.errors import LoginRefused, Refusal
from simdesk.notify.bus import Line, NoBus
from simdesk.ui.desktop.autostart.standing import Standing, Start, Starts

if TYPE_CHECKING:
    from jeepney import Message

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"

_AT_ONCE = 10.0
"""Seconds that the portal has to say that it has understood."""

PATIENCE = 300.0
"""Seconds that the owner has to answer the desktop's question."""

_GRANTED, _CANCELLED = 0, 1


class Portal:
    """The portal named Background. It cannot be asked what holds, so its last answer counts.

    *answered* gives that answer; None: it was never asked. *reason* is what the desktop tells the owner.
    """

    waits = True

    def __init__(
        self,
        start: Start,
        answered: Callable[[], bool | None],
        reason: Callable[[], str] = lambda: "",
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._start, self._answered, self._why, self._patience = start, answered, reason, patience

    def standing(self) -> Standing:
        """Return what the portal answered last; see :class:`Autostart`."""
        return self._as_answered(self._answered())

    def turn(self, on: bool) -> Standing:
        """Ask for it and wait for the answer; see :class:`Autostart`.

        Raises:
            LoginRefused: if there is no portal, it does not answer, or its owner said no.
        """
        return self._as_answered(self._request(autostart=on))

    def keep_background(self) -> None:
        """Ask to go on without a window, and leave the start at login as it was answered last.

        A request that says nothing about the start at login takes the owner's entry away.

        Raises:
            LoginRefused: as ``turn``.
        """
        self._request(autostart=bool(self._answered()))

    def mend(self) -> bool:
        """Do nothing: in a sandbox the program does not move, and only its owner may ask."""
        return False

    def _as_answered(self, answer: bool | None) -> Standing:
        return Standing(
            on=answer,
            starts=Starts.THIS if answer else Starts.NOTHING,
            command=self._command if answer else (),
            place=NAME,
            asked_portal=True,
        )

    @property
    def _command(self) -> tuple[str, ...]:
        return ("simdesk", *self._start.options)

    def _request(self, *, autostart: bool) -> bool:
        """Send the request, with what shall be started and whether, and return what the portal granted."""
        from jeepney import DBusAddress, MatchRule, new_method_call

        options = {
            "handle_token": ("s", f"simdesk{os.urandom(4).hex()}"),
            "reason": ("s", self._why()),
            "autostart": ("b", autostart),
            "commandline": ("as", list(self._command)),
            "dbus-activatable": ("b", False),
        }
        rule = MatchRule(type="signal", interface="org.freedesktop.portal.Request", member="Response")
        portal = DBusAddress(PATH, NAME, "org.freedesktop.portal.Background")
        try:
            # The answer may come before the reply that says under which name: so one listens first.
            line = Line("SESSION", rule)
        except NoBus as error:
            raise LoginRefused(Refusal.NO_PORTAL, str(error)) from error
        try:
            asked = line.ask(new_method_call(portal, "RequestBackground", "sa{sv}", ("", options)))
            reply = line.reply(asked, _AT_ONCE)
            if reply is None:
                raise LoginRefused(Refusal.NO_ANSWER)
            if reply.error is not None:
                raise LoginRefused(Refusal.NO_PORTAL, reply.error)
            return self._response(line, str(reply.body[0]), wanted=autostart)
        except NoBus as error:
            raise LoginRefused(Refusal.NO_ANSWER, str(error)) from error
        finally:
            line.close()

    def _response(self, line: Line, handle: str, *, wanted: bool) -> bool:
        until = time.monotonic() + self._patience
        while True:
            for signal in line.signals():
                if _path(signal) == handle:
                    return _granted(signal, wanted=wanted)
            left = until - time.monotonic()
            if left <= 0:
                _withdraw(line, handle)
            select.select([line.fileno()], [], [], left)


def _path(message: "Message") -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.path, ""))


def _granted(signal: "Message", *, wanted: bool) -> bool:
    code, results = signal.body
    if code != _GRANTED:
        raise LoginRefused(Refusal.CANCELLED if code == _CANCELLED else Refusal.SYSTEM)
    granted = bool(results.get("autostart", ("b", False))[1])
    if wanted and not granted:
        # The desktop's settings say that this program may not.
        raise LoginRefused(Refusal.FORBIDDEN)
    return granted


def _withdraw(line: Line, handle: str) -> NoReturn:
    from jeepney import DBusAddress, new_method_call

    line.ask(new_method_call(DBusAddress(handle, NAME, "org.freedesktop.portal.Request"), "Close"))
    raise LoginRefused(Refusal.NO_ANSWER)
