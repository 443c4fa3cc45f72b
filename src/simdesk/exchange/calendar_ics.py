"""Events as an iCalendar file (RFC 5545). The same events always give the same bytes."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from simdesk.reminders.calendar import Published

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar

PRODUCT = "-//SimDesk//SimDesk//EN"
"""Who made it. Without a version, so that a new SimDesk does not write every file anew."""

# Whatever some reader of a calendar may take for the end of a line, or refuses in a text.
_BREAKS = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UID = re.compile(rb"^UID:([A-Za-z0-9_-]+)\.[a-z0-9_-]+@simdesk\r?$", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")


def calendar_bytes(items: Iterable[Published], *, name: str = "SimDesk") -> bytes:
    """Return a file with all *items*; *name* is what the calendar is called; empty: nothing.

    Lines end in CR LF and are folded at 75 octets.
    """
    calendar = _calendar()
    if name:
        calendar.add("x-wr-calname", _line(name))
    empty = bytes(calendar.to_ical())
    end = b"END:VCALENDAR\r\n"
    return empty.removesuffix(end) + b"".join(map(_event, items)) + end


def event_bytes(item: Published) -> bytes:
    """Return a calendar with this event alone, as a CalDAV server takes it."""
    return calendar_bytes([item], name="")


def is_ours(data: bytes) -> bool:
    """Return whether *data* is a calendar that was made here."""
    begins = data[:1000].lstrip(b"\xef\xbb\xbf").upper()
    return begins.startswith(b"BEGIN:VCALENDAR") and PRODUCT.upper().encode() in begins


def cards_in(data: bytes) -> frozenset[str]:
    """Return the ids of the cards of which a calendar that was made here tells."""
    return frozenset(found.decode() for found in _UID.findall(data.replace(b"\r\n ", b"")))


def _calendar() -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


@lru_cache(maxsize=2048)
def _event(item: Published) -> bytes:
    """Return the lines of one event. Most are the same at the next change, and making them takes long."""
    from icalendar import Event

    known, event = item.event, Event()
    event.add("uid", known.uid)
    # That of the last change, so that a file of which nothing changed is the very same one.
    event.add("dtstamp", item.changed)
    event.add("last-modified", item.changed)
    event.add("sequence", item.sequence)
    event.add("dtstart", known.day)
    if known.day < date.max:
        event.add("dtend", known.day + timedelta(days=1))
    event.add("summary", _line(known.summary))
    event.add("description", _text(known.description))
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if not item.cancelled:
        for hours in known.alarms:
            event.add_component(_alarm(hours, _line(known.summary)))
    return bytes(event.to_ical())


def _alarm(hours: int, title: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(hours=hours))
    return alarm


def _text(words: str) -> str:
    """Return *words* without what could end a property; its lines stay lines."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", words))


def _line(words: str) -> str:
    return _text(words).replace("\n", " ")
