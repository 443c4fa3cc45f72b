"""Books whose deadlines go into calendars, and what a calendar that reads the file makes of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import icalendar

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import rows
from simdesk.exchange.calendar_events import events
from simdesk.reminders.calendar import CalendarEvent, Publication, published
from tests.core.making import MOMENT, POVO, SOFTBANK, card

BANK: dict[str, Any] = {"id": "bank", "label": "Bank codes", "number": "+819012345678"}


def bank(end: str = "2026-11-23", **fields: Any) -> Card:
    """Usable to that day, then receives only for 360 days."""
    return card(SOFTBANK, end=end, **{**BANK, **fields})


def chat(**fields: Any) -> Card:
    """Usable to 28 February 2027, suspended and lost from about 31 March."""
    return card(POVO, base="2026-09-01", **{"id": "chat", "label": "Chat", **fields})


def book_of(*records: Card | Renewal) -> Book:
    return Book(
        cards=tuple(one for one in records if isinstance(one, Card)),
        renewals=tuple(one for one in records if isinstance(one, Renewal)),
    )


def events_of(book: Book, moment: datetime = MOMENT, **wanted: Any) -> tuple[CalendarEvent, ...]:
    return events(book, rows(book, moment), **wanted)


def told(*books: Book) -> Publication:
    """What was published after each of *books*, a day apart."""
    found = Publication()
    for days, book in enumerate(books):
        moment = MOMENT + timedelta(days=days)
        found = published(found, events_of(book, moment), moment)
    return found


def value(event: icalendar.Component, name: str) -> Any:
    """What a property of an event is to Python: a date, a number."""
    return event.decoded(name)


@dataclass
class Calendar:
    """A calendar of somebody's: an event of a known UID takes the place of the older one."""

    held: dict[str, icalendar.Component]

    def take_in(self, data: bytes) -> None:
        for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
            uid = str(event["UID"])
            if uid not in self.held or value(event, "SEQUENCE") >= value(self.held[uid], "SEQUENCE"):
                self.held[uid] = event

    @property
    def days(self) -> dict[str, date]:
        """The days of the events that are not cancelled."""
        return {
            uid: value(event, "DTSTART") for uid, event in self.held.items() if event["STATUS"] != "CANCELLED"
        }
