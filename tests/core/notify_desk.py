"""A desktop that takes notes and can be out of order, and an owner's days before it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.rows import Row, rows
from simdesk.notify.service import NotDelivered, Note
from simdesk.notify.telling import Teller
from simdesk.storage.folder import DataFolder
from simdesk.storage.settings import Settings
from tests.core.making import SOFTBANK, card

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=TOKYO)


class Notes:
    """Takes notes into a list; ``room`` is how many it takes before it refuses."""

    def __init__(self, room: int = 10**6) -> None:
        self.room = room
        self.taken: list[Note] = []
        self.live: dict[int, Note] = {}

    def show(self, note: Note) -> int:
        if not self.room:
            message = "nobody there"
            raise NotDelivered(message)
        self.room -= 1
        self.taken.append(note)
        number = note.replaces or len(self.taken) + 100
        self.live[number] = note
        return number

    def close_note(self, number: int) -> None:
        self.live.pop(number, None)

    @property
    def titles(self) -> list[str]:
        return [note.title for note in self.taken]


def known(held: Card) -> Card:
    """The card as one that was in the book long ago, so that the owner's hour counts."""
    return replace(held, changed=datetime(2026, 1, 1, tzinfo=UTC))


def cards(count: int, end: str = "2026-11-24") -> tuple[Card, ...]:
    """So many cards with one last day."""
    return tuple(
        known(card(SOFTBANK, end=end, id=f"c{place}", label=f"Card {place:02}")) for place in range(count)
    )


class Desk:
    """A running program: looks at moments, with a teller of its own."""

    def __init__(self, folder: DataFolder, notes: Notes, *held: Card) -> None:
        self.notes, self.book, self.settings = notes, Book(cards=held), Settings()
        self.teller = Teller(folder, notes)

    def rows(self, moment: datetime) -> Sequence[Row]:
        return rows(self.book, moment)

    def look(self, moment: datetime = NOON) -> list[str]:
        """Look at *moment*; the titles of what was told by that."""
        before = len(self.notes.taken)
        self.teller.look(self.book, self.rows(moment), moment, self.settings)
        return self.notes.titles[before:]


def days(count: float) -> timedelta:
    return timedelta(days=count)
