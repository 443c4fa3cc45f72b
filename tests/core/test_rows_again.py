"""Rows made from those there were are the rows that are made anew."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.rows import rows, rows_again
from simdesk.domain.terms import State
from tests.bench.large import large_book

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
BOOK = large_book(date(2026, 11, 21), cards=30, renewals=90)
METHOD = PaymentMethod(id="visa", changed=NOW, label="Visa", expires="2026-12")


def changed(book: Book, data: st.DataObject) -> Book:
    """Any few cards and renewals are others, are gone, or come a second time under another id."""
    shelves = {}
    for name in ("cards", "renewals"):
        held = list(getattr(book, name))
        for place in data.draw(st.lists(st.integers(0, len(held) - 1), max_size=3, unique=True)):
            one = held[place]
            match data.draw(st.sampled_from(["other", "gone", "more"])):
                case "other" if name == "cards":
                    held[place] = replace(one, state=State.ARCHIVED, label="Other")
                case "other":
                    held[place] = replace(one, expires_after=date(2027, 5, 1), card_id="card-000003")
                case "more":
                    held.append(replace(one, id=f"more-{place}"))
                case _:
                    held[place] = None
        shelves[name] = tuple(one for one in held if one is not None)
    methods = data.draw(st.sampled_from([book.payment_methods, (METHOD,)]))
    return replace(book, payment_methods=methods, **shelves)


@given(st.data(), st.integers(0, 60))
def test_rows_from_those_before_are_rows(data: st.DataObject, hours: int) -> None:
    later = NOW + timedelta(hours=hours)
    after = changed(BOOK, data)

    assert rows_again(after, later, BOOK, rows(BOOK, NOW)) == rows(after, later)


def test_what_has_not_changed_is_not_made_anew() -> None:
    known = rows(BOOK, NOW)
    after = replace(BOOK, cards=(replace(BOOK.cards[0], label="Other"), *BOOK.cards[1:]))

    again = rows_again(after, NOW, BOOK, known)

    assert sum(any(one is other for other in known) for one in again) == len(known) - 1
