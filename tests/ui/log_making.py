"""A book with a log, and a page of the log over it, for the tests of that page."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simdesk.domain.book import Book
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.domain.terms import Kind, Status
from simdesk.ui.state import AppState
from tests.core.making import GIFFGAFF, MOMENT, SOFTBANK, card
from tests.memory_store import MemoryStore

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
RECEIPT = "a" * 64 + ".png"


class Wound:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


def paid(renewal_id: str, on: str, **fields: Any) -> Renewal:
    """Return a verified purchase of the SoftBank card."""
    known: dict[str, Any] = {
        "card_id": "hsbc",
        "card": Snapshot("HSBC", "+81 •••• 5678", "softbank", "sb-simple-style", "expiry P60D cap P360D"),
        "kind": Kind.PURCHASE,
        "status": Status.VERIFIED,
        "changed": MOMENT,
        "entered": MOMENT + timedelta(minutes=int(renewal_id[1:])),
        **fields,
    }
    return Renewal(id=renewal_id, paid_on=date.fromisoformat(on), **known)


def log_book() -> Book:
    """Return a book with two cards, one deleted one, and six renewals of three currencies and statuses."""
    uk = {"card_id": "uk", "card": Snapshot("UK bank", "+44 •••• 0123", "giffgaff", "gg-payg")}
    old = {"card_id": "gone", "card": Snapshot("Old Osaka", "+81 •••• 9999", "Somebody", "Something")}
    return Book(
        cards=(
            card(SOFTBANK, id="hsbc", label="HSBC codes", end="2026-09-24", on="2026-08-01"),
            card(GIFFGAFF, id="uk", label="UK bank", base="2026-01-09", timezone="Europe/London"),
        ),
        renewals=(
            paid("r1", "2026-07-26", amount="3000", currency="JPY", channel="official-site"),
            paid("r2", "2026-09-24", amount="3000", fee="110", currency="JPY", order_number="SB-77 12"),
            paid("r3", "2026-11-21", amount="5000", currency="JPY", status=Status.PAID, receipts=(RECEIPT,)),
            paid("r4", "2026-11-21", amount="10", currency="GBP", note="in\nthe shop", **uk),
            paid("r5", "2025-12-31", amount="1000", currency="JPY", **old),
            paid("r6", "2026-10-01", amount="9", currency="JPY", status=Status.REFUSED, **old),
            paid("r7", "2026-07-09", kind=Kind.USE, **uk),
        ),
    )


def state_of(book: Book) -> AppState:
    """Return the state of *book* at noon of 24 November 2026 in Tokyo."""
    return AppState(MemoryStore(book), Wound(), book)
