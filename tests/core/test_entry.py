"""The form of a card: what it refuses, and which of its dates become statements."""

from dataclasses import replace

import pytest

from simdesk.domain.card import Card
from simdesk.domain.entry import CardEntry, EntryFlaw, entry_of
from simdesk.domain.lifecycle import standing
from simdesk.domain.money import Money
from simdesk.domain.stating import ruled
from simdesk.domain.terms import ClockName, Kind
from tests.core.making import HIS, MOMENT, POVO, SOFTBANK, TELLO, card, day, renewal, stated

TODAY = day("2026-11-21")
PLAIN = CardEntry(label="Bank codes", rule=SOFTBANK, timezone="Asia/Tokyo")


def entered(entry: CardEntry, old: Card | None = None, *renewals: object) -> Card:
    return entry.card("a", MOMENT, TODAY, old, renewals)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"label": "  "}, EntryFlaw.NO_LABEL),
        ({"number": "12"}, EntryFlaw.NOT_A_NUMBER),
        ({"number": "090-1234-5678"}, EntryFlaw.NOT_A_NUMBER),
        ({"timezone": ""}, EntryFlaw.NO_ZONE),
        ({"timezone": "Mars/Olympus"}, EntryFlaw.NO_ZONE),
        ({"balance": "12"}, EntryFlaw.NO_CURRENCY),
        ({"balance": "12", "currency": "XXX"}, EntryFlaw.NO_CURRENCY),
        ({"iccid": "12345"}, EntryFlaw.NOT_AN_ICCID),
        ({"iccid": "89811000000000012x4"}, EntryFlaw.NOT_AN_ICCID),
    ],
)
def test_what_cannot_be_saved(change: dict[str, str], flaw: EntryFlaw) -> None:
    assert replace(PLAIN, **change).flaws() == {flaw}  # type: ignore[arg-type]


def test_a_card_is_made_of_what_was_typed() -> None:
    entry = replace(
        PLAIN,
        label=" Bank codes ",
        number="090-1234-5678",
        country="JP",
        expires_on=day("2026-11-23"),
        balance="1240",
        currency="JPY",
        iccid="8981 1000 0000 0001 234",
    )
    assert entry.flaws() == frozenset()
    found = entered(entry)
    assert (found.label, found.number, found.iccid) == ("Bank codes", "+819012345678", "8981100000000001234")
    assert found.balance == Money("1240", "JPY")
    assert standing(found, [], TODAY).next_deadline == day("2026-11-23")


def test_the_form_shows_what_is_in_force_and_saving_it_moves_nothing() -> None:
    old = card(SOFTBANK, end="2026-11-23", number="+819012345678")
    paid = renewal("2026-11-21")
    entry = entry_of(old, [paid], TODAY, "JP")
    assert entry.expires_on == day("2027-01-22")
    assert entered(entry, old, paid).statements == old.statements
    renamed = entered(replace(entry, label="Other", note="x"), old, paid)
    assert renamed.statements == old.statements
    assert standing(renamed, [paid], TODAY).next_deadline == day("2027-01-22")


def test_a_date_that_is_typed_over_counts_from_now_on() -> None:
    old = card(SOFTBANK, end="2026-11-23")
    paid = renewal("2026-11-21")
    entry = replace(entry_of(old, [paid], TODAY, None), expires_on=day("2027-01-10"))
    changed = entered(entry, old, paid)
    assert len(changed.statements) == 2
    assert standing(changed, [paid], TODAY).next_deadline == day("2027-01-10")
    later = renewal("2026-12-01")
    assert standing(changed, [paid, later], TODAY).next_deadline == day("2027-03-11")


def test_a_date_that_is_emptied_is_taken_back() -> None:
    old = card(TELLO, base="2026-11-01")
    entry = replace(entry_of(old, [], TODAY, None), base_day=None, expires_on=None)
    assert entered(entry, old).statements == ()


def test_another_rule_moves_a_date_that_was_counted() -> None:
    old = card(TELLO, base="2026-11-01")
    entry = replace(entry_of(old, [], TODAY, None), rule=POVO)
    unchanged = entered(entry, old)
    assert standing(unchanged, [], TODAY).expires_on == day("2027-04-30")


def test_a_bill_day_alone_gives_the_next_bill() -> None:
    found = entered(replace(PLAIN, rule=HIS, bill_day=20))
    assert found.stated(ClockName.BILL) == stated(ClockName.BILL, base="2026-12-20", on="2026-11-21")
    paid = renewal("2026-12-20", kind=Kind.BILL)
    assert entry_of(found, [paid], TODAY, None).next_bill_on == day("2027-01-20")


def test_the_balance_shown_is_the_one_last_seen_and_saving_it_states_nothing() -> None:
    old = card(SOFTBANK, end="2026-11-23", balance=Money("4240", "JPY"), balance_on=day("2026-11-01"))
    paid = renewal("2026-11-20", balance_after="1240", currency="JPY")
    entry = entry_of(old, [paid], TODAY, None)
    assert (entry.balance, entry.currency, entry.balance_on) == ("1240", "JPY", day("2026-11-20"))
    assert entered(entry, old, paid).balance == old.balance
    looked = entered(replace(entry, balance="900", balance_on=TODAY), old, paid)
    assert (looked.balance, looked.balance_on) == (Money("900", "JPY"), TODAY)


def test_what_the_rule_gives_for_a_base_day() -> None:
    assert ruled(card(POVO, end="2026-09-15"), [], day("2026-03-01"), TODAY) == day("2026-08-28")
