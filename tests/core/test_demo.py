"""The book of the demo: sound on every day, in every language, and with something of everything."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from simdesk.catalog.reading import catalog
from simdesk.domain.rows import rows_on
from simdesk.domain.terms import Phase, State
from simdesk.storage.book_file import FileStore
from simdesk.storage.checking import first_flaw
from simdesk.storage.decoding import decode_book, encode
from simdesk.storage.demo import demo_book
from simdesk.storage.folder import data_folder
from simdesk.wording.language import LANGUAGES

MOMENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
DAYS = (date(2026, 11, 21), date(2027, 12, 31), date(2028, 2, 29), date(2028, 3, 1))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_can_be_kept_and_read_back(tmp_path: Path, language: str, today: date) -> None:
    book = demo_book(today, MOMENT, language)
    assert first_flaw(book) is None
    assert decode_book(encode(book), tmp_path) == book
    kept = FileStore(data_folder(str(tmp_path), {})).apply(lambda _empty: book)
    assert kept.cards == book.cards


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_shows_the_same_whatever_the_day(today: date) -> None:
    found = {row.card.id: row.standing for row in rows_on(demo_book(today, MOMENT, "en"), today)}
    assert found["demo-bank"].days_left == 2
    assert found["demo-chat"].days_left == 9
    assert found["demo-osaka"].phase is Phase.SUSPENDED
    assert found["demo-osaka"].days_left == 11
    assert found["demo-shop"].pending is not None
    assert found["demo-lost"].may_be_lost_since is not None
    assert found["demo-travel"].days_left == 133


def test_its_plans_are_the_catalogs_with_their_rules() -> None:
    for card in demo_book(DAYS[0], MOMENT, "en").cards:
        carrier, plan = catalog().resolve(card.carrier, card.plan)
        if plan is not None:
            assert carrier is not None
            assert card.timezone == carrier.timezone
            assert card.rule.basis is plan.rule.basis
            assert card.rule.valid_for == plan.rule.valid_for
            assert [rung.phase for rung in card.rule.ladder] == [rung.phase for rung in plan.rule.ladder]


def test_there_is_something_archived_and_every_word_is_translated() -> None:
    english = demo_book(DAYS[0], MOMENT, "en")
    assert any(card.state is not State.IN_USE for card in english.cards)
    for language in LANGUAGES[1:]:
        other = demo_book(DAYS[0], MOMENT, language)
        for one, same in zip(english.cards, other.cards, strict=True):
            assert one.label != same.label or one.label.isascii() is False, one.label
