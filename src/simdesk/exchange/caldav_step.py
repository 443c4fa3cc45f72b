"""Keeping a calendar on a server in step with what is published, and touching nothing else in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange.caldav_address import host_of
from simdesk.exchange.caldav_server import OURS
from simdesk.exchange.calendar_ics import event_bytes
from simdesk.storage.device import short_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, MutableMapping

    from simdesk.exchange.caldav_server import Held, Server
    from simdesk.reminders.calendar import Published

_ROUNDS = 3


class Done(Struct):
    """How many events were created, changed, cancelled and removed."""

    created: int = 0
    changed: int = 0
    cancelled: int = 0
    removed: int = 0


class Seen(Struct, frozen=True):
    """What an event says, as far as SimDesk says it. ``alarms`` are seconds from the beginning of the day."""

    day: date | None
    cancelled: bool
    summary: str
    description: str
    alarms: tuple[int, ...]
    sequence: int

    def is_at(self, other: Seen) -> bool:
        """Return whether both are on the same day, and both cancelled or neither."""
        return (self.day, self.cancelled) == (other.day, other.cancelled)

    def says(self, other: Seen) -> bool:
        """Return whether both have the same words and alarms."""
        return (self.summary, self.description, self.alarms) == (
            other.summary,
            other.description,
            other.alarms,
        )


def bring_in_step(
    server: Server,
    calendar: str,
    items: Iterable[Published],
    put: MutableMapping[str, str],
    *,
    cards: Collection[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Done:
    """Let *calendar* have every event of *items*, and no other of the same book; return what was done.

    *put*: by UID, a digest of what this device put last, empty where the answer to that did not come; it is
    kept up to date even if the work breaks off.
    Words and alarms that somebody else gave an event since then are left to it until the event itself
    becomes another. *cards*: the ids of the cards whose events *items* has in full, so that others of
    theirs are out of date. *progress* is told how much of the work is done, and how much there is.

    Raises:
        ServerFailed: if it is not in step. Of the rest, as much as could be was done.
    """
    work = _Work(
        server,
        calendar,
        {item.event.uid: item for item in items},
        put,
        cards=frozenset(cards),
        progress=progress,
    )
    held = server.events(calendar)
    # A server that does not find what must be there cannot look for it, or somebody removed it.
    if any(uid in put and uid not in held for uid in work.wanted):
        held = server.every_event(calendar)
    for _round in range(_ROUNDS):
        if work.do(held):
            break
        # Something is not as it was seen a moment ago.
        held = server.every_event(calendar)
    else:
        raise ServerFailed(ServerTrouble.REFUSED, host_of(calendar))
    if work.refused is not None:
        raise work.refused
    return work.done


class _Work:
    """One time of bringing a calendar in step."""

    def __init__(
        self,
        server: Server,
        calendar: str,
        wanted: dict[str, Published],
        put: MutableMapping[str, str],
        *,
        cards: frozenset[str],
        progress: Callable[[int, int], None],
    ) -> None:
        self._server, self._calendar, self._put, self._cards = server, calendar, put, cards
        self.wanted, self._progress = wanted, progress
        self.done = Done()
        self.refused: ServerFailed | None = None

    def do(self, held: dict[str, Held]) -> bool:
        """Do what is to be done where the calendar has *held*; False if that is not what it has."""
        late = [uid for uid, item in self.wanted.items() if self._is_to_put(item, held.get(uid))]
        stale = [uid for uid in held if uid not in self.wanted and self._is_ours(uid)]
        agreed = True
        for number, uid in enumerate((*late, *stale)):
            self._progress(number, len(late) + len(stale))
            try:
                agreed &= self._send(uid, held.get(uid))
            except ServerFailed as error:
                # The others are not to go without because of one.
                if error.trouble is not ServerTrouble.REFUSED:
                    raise
                self.refused = error
        for uid in [uid for uid in self._put if uid not in self.wanted and uid not in held]:
            del self._put[uid]
        return agreed

    def _is_ours(self, uid: str) -> bool:
        """Return whether an event that is wanted no more is of this book, and not of another one."""
        return uid in self._put or uid.removesuffix(OURS).rpartition(".")[0] in self._cards

    def _is_to_put(self, item: Published, held: Held | None) -> bool:
        """Return whether the server is to be given *item*; notes what it has already."""
        uid, made_of = item.event.uid, digest(item)
        if held is None:
            if item.cancelled:
                self._put[uid] = made_of
            return not item.cancelled
        there, here = seen_in(held.data), seen_in(event_bytes(item).decode())
        if there is None or here is None or not there.is_at(here):
            return True
        if not there.says(here) and self._put.get(uid) != made_of:
            return True
        self._put[uid] = made_of
        return False

    def _send(self, uid: str, held: Held | None) -> bool:
        item = self.wanted.get(uid)
        if item is None:
            if held is None or not self._server.remove(held):
                return False
            self._put.pop(uid, None)
            self.done.removed += 1
            return True
        there = None if held is None else seen_in(held.data)
        if there is not None and there.sequence >= item.sequence:
            item = replace(item, sequence=there.sequence + 1)
        before = self._put.get(uid)
        # If the answer does not come, nobody knows whose words are there.
        self._put[uid] = ""
        if not self._server.put(self._calendar, uid, event_bytes(item), held):
            self._put.pop(uid)
            if before is not None:
                self._put[uid] = before
            return False
        self._put[uid] = digest(item)
        if held is None:
            self.done.created += 1
        elif item.cancelled:
            self.done.cancelled += 1
        else:
            self.done.changed += 1
        return True


def digest(item: Published) -> str:
    """Return what tells apart what events say; the version does not count."""
    known = item.event
    return short_digest(
        repr((known.day, item.cancelled, known.summary, known.description, known.alarms, known.uid))
    )


def seen_in(data: str) -> Seen | None:
    """Return what the event in *data* says; None if that is no event of a whole day.

    Alarms that a telephone adds of its own, or puts off, are not counted.
    """
    from icalendar import Calendar

    try:
        event = next(iter(Calendar.from_ical(data).walk("VEVENT")), None)
        if event is None:
            return None
        day = event.decoded("dtstart")
        alarms = {
            int(trigger.total_seconds())
            for alarm in event.walk("VALARM")
            if "RELATED-TO" not in alarm and "X-APPLE-DEFAULT-ALARM" not in alarm and "TRIGGER" in alarm
            if isinstance(trigger := alarm.decoded("trigger"), timedelta)
        }
        return Seen(
            None if isinstance(day, datetime) else day,
            str(event.get("status", "")).upper() == "CANCELLED",
            str(event.get("summary", "")),
            str(event.get("description", "")),
            tuple(sorted(alarms)),
            int(event.get("sequence", 0)),
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
