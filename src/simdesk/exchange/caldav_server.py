"""The calendars of one account: finding them, making one, and the events of SimDesk's in one of them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit
from xml.sax.saxutils import escape

from msgspec import Struct

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange.caldav_address import WELL_KNOWN, host_of
from simdesk.exchange.caldav_client import CALDAV, DAV, GOOD, Found, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caldav.davclient import DAVResponse

OURS = "@simdesk"
"""What every UID of an event of SimDesk's ends with."""

TAKEN = (403, 409, 412)
"""What servers answer where there is an event already, at that address or with that UID."""

_AT_ONCE = 100
_SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
_WHO = f"<d:propfind {_SPACES}><d:prop><d:current-user-principal/></d:prop></d:propfind>"
_HOME = f"<d:propfind {_SPACES}><d:prop><c:calendar-home-set/></d:prop></d:propfind>"
_CALENDARS = (
    f"<d:propfind {_SPACES}><d:prop><d:resourcetype/><d:displayname/><d:current-user-privilege-set/>"
    "<c:supported-calendar-component-set/></d:prop></d:propfind>"
)
_TAGS = f"<d:propfind {_SPACES}><d:prop><d:getetag/><d:resourcetype/></d:prop></d:propfind>"
_WANTED = "<d:prop><d:getetag/><c:calendar-data/></d:prop>"
_OURS = (
    f"<c:calendar-query {_SPACES}>{_WANTED}"
    '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:prop-filter name="UID">'
    f'<c:text-match collation="i;ascii-casemap">{OURS}</c:text-match>'
    "</c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
)


class Place(Struct, frozen=True):
    """A calendar on a server: where it is and what it is called there."""

    address: str
    name: str


class Held(Struct, frozen=True):
    """An event as the server has it: its address, the tag of this version, and the calendar it is."""

    address: str
    tag: str
    data: str


class Server:
    """What one account has on one server. Every call may take as long as the network does."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._address, self._line = address, Line(address, user, password)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def calendars(self) -> tuple[Place, ...]:
        """Return the calendars that events can be put into, by their names.

        Raises:
            ServerFailed: if they cannot be had.
        """
        found = (_place(one) for one in self._line.list("PROPFIND", self._home(), _CALENDARS, 1))
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.name.casefold()))

    def make_calendar(self, name: str) -> Place:
        """Make a calendar and return it.

        Raises:
            ServerFailed: if the server does not make it.
        """
        address = urljoin(self._home(), f"simdesk-{uuid.uuid4()}/")
        body = (
            f"<c:mkcalendar {_SPACES}><d:set><d:prop><d:displayname>{escape(name)}</d:displayname>"
            '<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>'
            "</d:prop></d:set></c:mkcalendar>"
        )
        answer = self._line.ask("MKCALENDAR", address, body)
        if answer.status not in GOOD:
            raise self._line.refused(answer)
        return Place(address, name)

    def events(self, calendar: str) -> dict[str, Held]:
        """Return the events of SimDesk's in *calendar*, by UID, as far as the server can look for them.

        Raises:
            ServerFailed: if they cannot be had.
        """
        return _by_uid(self._line.list("REPORT", calendar, _OURS, 1))

    def every_event(self, calendar: str) -> dict[str, Held]:
        """Return the same by looking at all that is in *calendar*: for a server that cannot look for it.

        Raises:
            ServerFailed: if they cannot be had.
        """
        listed = [
            one.url
            for one in self._line.list("PROPFIND", calendar, _TAGS, 1)
            if not one.every(f"{DAV}resourcetype/{DAV}collection")
        ]
        held: dict[str, Held] = {}
        for first in range(0, len(listed), _AT_ONCE):
            some = "".join(
                f"<d:href>{escape(urlsplit(url).path)}</d:href>" for url in listed[first : first + _AT_ONCE]
            )
            body = f"<c:calendar-multiget {_SPACES}>{_WANTED}{some}</c:calendar-multiget>"
            held |= _by_uid(self._line.list("REPORT", calendar, body, 1))
        return held

    def put(self, calendar: str, uid: str, data: bytes, held: Held | None) -> bool:
        """Put an event in the place of *held*, or None: as a new one; False if that is not what is there.

        Raises:
            ServerFailed: if the server does not take it.
        """
        address = new_address(calendar, uid) if held is None else held.address
        asked = {"Content-Type": "text/calendar; charset=utf-8"} | _condition(held)
        try:
            answer = self._line.ask("PUT", address, data, asked)
        except ServerFailed as error:
            if error.trouble is ServerTrouble.FORBIDDEN and held is None:
                return False
            raise
        return self._is_done(answer)

    def remove(self, held: Held) -> bool:
        """Remove an event that is as *held*; False if it is another by now. One that is gone is fine.

        Raises:
            ServerFailed: if the server does not remove it.
        """
        answer = self._line.ask("DELETE", held.address, headers=_condition(held))
        return answer.status in (404, 410) or self._is_done(answer)

    def _is_done(self, answer: DAVResponse) -> bool:
        if answer.status in TAKEN:
            return False
        if answer.status not in GOOD:
            raise self._line.refused(answer)
        return True

    def _home(self) -> str:
        """Return where the account has its calendars."""
        bare = urlsplit(self._address).path in ("", "/")
        starts = [urljoin(self._address, WELL_KNOWN), self._address] if bare else [self._address]
        for start in starts:
            try:
                who = self._link(self._line.introduce(start), _WHO, f"{DAV}current-user-principal")
                home = self._link(who, _HOME, f"{CALDAV}calendar-home-set") if who else ""
            except ServerFailed as error:
                if error.trouble not in _NOT_HERE:
                    raise
                continue
            if home:
                return home if home.endswith("/") else f"{home}/"
        raise ServerFailed(ServerTrouble.NO_CALENDARS, host_of(self._address))

    def _link(self, url: str, body: str, name: str) -> str:
        return next(
            (link for one in self._line.list("PROPFIND", url, body, 0) if (link := one.link(name))), ""
        )


_NOT_HERE = (ServerTrouble.GONE, ServerTrouble.REFUSED, ServerTrouble.NONSENSE, ServerTrouble.FORBIDDEN)


def new_address(calendar: str, uid: str) -> str:
    """Return where an event that is not in *calendar* yet is put."""
    return urljoin(calendar, quote(f"simdesk-{uid.removesuffix(OURS)}.ics"))


def _condition(held: Held | None) -> dict[str, str]:
    """Return the header that lets nothing be overwritten which is not as it was seen."""
    if held is None:
        return {"If-None-Match": "*"}
    # A weak tag is no match for any condition.
    return {"If-Match": held.tag} if held.tag and not held.tag.startswith("W/") else {}


def _place(found: Found) -> Place | None:
    """Return a calendar that takes events; None for what is none."""
    if not found.every(f"{DAV}resourcetype/{CALDAV}calendar"):
        return None
    kinds = [one.get("name") for one in found.every(f"{CALDAV}supported-calendar-component-set/{CALDAV}comp")]
    if kinds and "VEVENT" not in kinds:
        return None
    rights = {one.tag for one in found.every(f"{DAV}current-user-privilege-set/{DAV}privilege/*")}
    if rights and not rights & {f"{DAV}write", f"{DAV}write-content", f"{DAV}bind", f"{DAV}all"}:
        return None
    name = found.text(f"{DAV}displayname").strip()
    return Place(found.url, name or urlsplit(found.url).path.rstrip("/").rpartition("/")[2])


def _by_uid(answers: Iterable[Found]) -> dict[str, Held]:
    held = {}
    for one in answers:
        data = one.text(f"{CALDAV}calendar-data")
        uid = _uid(data)
        if uid.endswith(OURS):
            held[uid] = Held(one.url, one.text(f"{DAV}getetag"), data)
    return held


def _uid(data: str) -> str:
    """Return the UID of the event that *data* is; empty if it is none. Lines may be folded."""
    whole = data.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    _head, found, event = whole.partition("BEGIN:VEVENT\n")
    lines = event.split("\n") if found else []
    return next((line[4:].strip() for line in lines if line[:4].upper() == "UID:"), "")
