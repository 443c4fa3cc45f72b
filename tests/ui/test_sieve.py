"""Filters and search: which cards are shown, and how many each filter counts."""

import pytest

from simdesk.domain.book import Book
from simdesk.domain.card import LinkedAccount
from simdesk.domain.rows import rows
from simdesk.domain.terms import State
from simdesk.ui.cards.showing import Showing, number_shown, subtitle
from simdesk.ui.cards.sieve import (
    EVERYTHING,
    STANDING_GROUPS,
    Filter,
    Group,
    admits,
    counts,
    filter_name,
    matches,
    own_filters,
)
from simdesk.wording import language
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import NOON, plights

ROWS = rows(plights(), NOON)
PLAIN = Showing()


def shown(chosen: Filter) -> set[str]:
    """Return the ids of the cards that a filter admits."""
    return {row.card.id for row in ROWS if admits(chosen, row, PLAIN)}


@pytest.mark.parametrize(
    ("group", "ids"),
    [
        (Group.ALL, {"bank", "osaka", "shop", "uk", "us", "home", "trip"}),
        (Group.DUE, {"bank", "osaka", "shop", "uk", "trip"}),
        (Group.SUSPENDED, {"osaka", "trip"}),
        (Group.WAITING, {"shop", "trip"}),
        (Group.ARCHIVED, {"old"}),
    ],
)
def test_what_each_filter_admits(group: Group, ids: set[str]) -> None:
    assert shown(Filter(group)) == ids
    assert counts(ROWS, PLAIN)[Filter(group)] == len(ids)


def test_own_filters_are_those_that_some_card_has() -> None:
    counted = counts(ROWS, PLAIN)
    assert own_filters(counted) == (
        Filter(Group.DEVICE, "Drawer"),
        Filter(Group.CARRIER, "povo"),
        Filter(Group.CARRIER, "SoftBank"),
        Filter(Group.TAG, "bank"),
    )
    assert shown(Filter(Group.CARRIER, "SoftBank")) == {"bank", "shop"}
    assert counted[Filter(Group.CARRIER, "SoftBank")] == 2


def test_the_carriers_of_a_filter_speak_the_language_in_force() -> None:
    language.use("ja")
    assert Filter(Group.CARRIER, "ソフトバンク") in own_filters(counts(ROWS, PLAIN))


def test_countries_are_a_filter_where_there_are_several() -> None:
    book = plights()
    both = (*book.cards, card(SOFTBANK, id="g", label="G", carrier="giffgaff", timezone="Europe/London"))
    seen = rows(type(book)(cards=both), NOON)
    names = [filter_name(one) for one in own_filters(counts(seen, PLAIN)) if one.group is Group.COUNTRY]
    assert names == ["Japan", "United Kingdom"]


@pytest.mark.parametrize(
    ("number", "carrier", "name"),
    [
        ("+819012345678", "Corner shop", "Japan"),
        ("+79161234567", "Corner shop", "Russia"),
        ("+16042345678", "", "Canada"),
        ("+35699123456", "Corner shop", "Malta"),
        ("+819012345678", "giffgaff", "United Kingdom"),
        ("+88216123456", "Corner shop", None),
        (None, "Corner shop", None),
    ],
)
def test_the_number_tells_the_country_where_the_carrier_does_not(
    number: str | None, carrier: str, name: str | None
) -> None:
    seen = rows(Book(cards=(card(SOFTBANK, number=number, carrier=carrier),)), NOON)
    counted = counts(seen, PLAIN)
    told = {filter_name(one): count for one, count in counted.items() if one.group is Group.COUNTRY}
    assert told == ({} if name is None else {name: 1})
    for one in counted:
        assert all(admits(one, row, PLAIN) for row in seen)


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_filter_has_a_name(spoken: str) -> None:
    language.use(spoken)
    names = [filter_name(Filter(group)) for group in STANDING_GROUPS]
    assert all(names)
    assert len(set(names)) == len(names)


SEARCHED = card(
    SOFTBANK,
    label="Bank ＣＯＤＥＳ",
    end="2026-12-24",
    number="+819012345678",
    carrier="softbank",
    plan="sb-simple-style",
    note="Line two\nthe blue one",
    device="Drawer",
    linked_accounts=(LinkedAccount("三菱UFJ", "one-time codes"),),
    state=State.IN_USE,
)


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "  ",
        "bank",
        "CODES",
        "codes bank",
        "SoftBank",
        "blue",
        "ufj",
        "三菱",
        "090-1234-5678",
        "090 1234",
        "09012345678",
        "+81 90 1234 5678",
        "5678",
        "１２３４",
        "drawer",
    ],
)
def test_a_search_that_finds(wanted: str) -> None:
    assert matches(rows(type(plights())(cards=(SEARCHED,)), NOON)[0], wanted)


@pytest.mark.parametrize("wanted", ["HSBC", "bank red", "0999", "0", "povo"])
def test_a_search_that_does_not_find(wanted: str) -> None:
    found = matches(rows(type(plights())(cards=(SEARCHED,)), NOON)[0], wanted)
    assert found is (wanted == "0")


def test_numbers_are_masked_unless_the_owner_wants_to_see_them() -> None:
    assert number_shown(SEARCHED, PLAIN) == "+81 •••• 5678"
    assert number_shown(SEARCHED, Showing(masked=False, home="JP")) == "090-1234-5678"
    assert number_shown(SEARCHED, Showing(masked=False)) == "+81 90-1234-5678"
    assert subtitle(SEARCHED, PLAIN) == "SoftBank · +81 •••• 5678 · SIM card"
    assert "data only" in subtitle(card(SOFTBANK, end="2026-12-24"), PLAIN)


def test_all_is_the_filter_to_begin_with() -> None:
    assert Filter(Group.ALL) == EVERYTHING
