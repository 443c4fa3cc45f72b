"""A renewal under way: what it previews, what stops it, what it enters."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Rule
from simdesk.domain.clocks import main_clock
from simdesk.domain.draft import DraftReceipt, Flaw, RenewalDraft, day_of, ticked
from simdesk.domain.terms import ClockName, Extends, Kind, Status
from simdesk.errors import CardGone
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, card, day, renewal, stated

TODAY = day("2026-11-21")
RECEIPT = DraftReceipt("a" * 64 + ".png", "photo.png")


def draft(**typed: Any) -> RenewalDraft:
    known: dict[str, Any] = {"channel": "official_site", "paid_on": "2026-11-21", "arrived": True, **typed}
    return RenewalDraft(card_id="a", renewal_id="r1", correction_id="r2", changed=MOMENT, **known)


@pytest.mark.parametrize(
    ("typed", "step", "flaws"),
    [
        ({}, None, set()),
        ({"channel": "  "}, 1, {Flaw.CHANNEL_MISSING}),
        ({"channel": ""}, None, {Flaw.CHANNEL_MISSING}),
        ({"channel": ""}, 4, set()),
        ({"valid_for": "sixty days"}, 1, {Flaw.LENGTH_UNREADABLE}),
        ({"lasts": "P0D"}, 1, {Flaw.LENGTH_UNREADABLE}),
        ({"paid_on": ""}, 4, {Flaw.PAID_ON_MISSING}),
        ({"paid_on": "21/11"}, 4, {Flaw.PAID_ON_UNREADABLE}),
        ({"paid_on": "2026-02-30"}, 4, {Flaw.PAID_ON_UNREADABLE}),
        ({"paid_on": "2026-11-21\n"}, 4, {Flaw.PAID_ON_UNREADABLE}),
        ({"paid_on": "2026-11-22"}, 4, {Flaw.PAID_ON_FUTURE}),
        ({"paid_on": "2024-02-29"}, 4, set()),
        ({"base_day": "soon"}, 4, {Flaw.BASE_DAY_UNREADABLE}),
        ({"base_day": "2026-11-20"}, 4, {Flaw.BASE_DAY_BEFORE_PAYMENT}),
        ({"base_day": "2026-11-21"}, 4, set()),
        ({"amount": "3000", "currency": "JPY"}, 4, set()),
        ({"amount": "3000"}, 4, {Flaw.CURRENCY_UNKNOWN}),
        ({"amount": "3000", "currency": "YEN"}, 4, {Flaw.CURRENCY_UNKNOWN}),
        ({"amount": "3,000", "currency": "JPY"}, 4, {Flaw.AMOUNT_UNREADABLE}),
        ({"amount": "-1", "currency": "JPY"}, 4, {Flaw.AMOUNT_UNREADABLE}),
        ({"amount": "NaN", "currency": "JPY"}, 4, {Flaw.AMOUNT_UNREADABLE}),
        ({"fee": "x", "currency": "JPY"}, 4, {Flaw.FEE_UNREADABLE}),
        ({"amount": "x", "kind": Kind.USE}, 4, set()),
        ({"arrived": None}, 5, {Flaw.ARRIVED_MISSING}),
        ({"arrived": None}, 4, set()),
        ({"balance_after": "lots"}, 5, {Flaw.BALANCE_UNREADABLE}),
        ({"stated_day": "tomorrow"}, 5, {Flaw.STATED_DAY_UNREADABLE}),
        ({"stated_day": "tomorrow", "arrived": False}, 5, set()),
        ({"paid_on": "", "arrived": None}, None, {Flaw.PAID_ON_MISSING, Flaw.ARRIVED_MISSING}),
    ],
)
def test_what_stops_a_step(typed: dict[str, Any], step: int | None, flaws: set[Flaw]) -> None:
    assert draft(**typed).flaws(TODAY, step) == flaws


@pytest.mark.parametrize(
    ("rule", "stood", "typed", "seen"),
    [
        (SOFTBANK, {"end": "2026-12-01"}, {}, ("2026-12-01", "2027-01-30", 0)),
        (SOFTBANK, {"end": "2027-10-15"}, {}, ("2027-10-15", "2027-11-16", 28)),
        (SOFTBANK, {"end": "2026-11-01"}, {}, ("2026-11-01", "2027-01-20", 0)),
        (SOFTBANK, {"end": "2026-12-01"}, {"valid_for": "P10D"}, ("2026-12-01", "2026-12-11", 0)),
        (SOFTBANK, {"end": "2026-12-01"}, {"extends": Extends.NOTHING}, ("2026-12-01", "2026-12-01", 0)),
        (SOFTBANK, {"end": "2026-12-01"}, {"paid_on": ""}, ("2026-12-01", "2027-01-30", 0)),
        (POVO, {"base": "2026-08-01"}, {"lasts": "P7D"}, ("2027-01-28", "2027-05-27", 0)),
        (POVO, {"base": "2026-08-01"}, {"base_day": "2026-12-01"}, ("2027-01-28", "2027-05-30", 0)),
        (POVO, {"base": "2026-08-01"}, {"extends": Extends.DATA}, ("2027-01-28", "2027-01-28", 0)),
        (GIFFGAFF, {"base": "2026-08-31"}, {"kind": Kind.USE}, ("2027-02-28", "2027-05-21", 0)),
    ],
)
def test_the_dates_it_leads_to(
    rule: Rule, stood: dict[str, str], typed: dict[str, Any], seen: tuple[str, str, int]
) -> None:
    found = draft(**typed).preview(card(rule, **stood), [], TODAY, MOMENT)
    assert (str(found.before), str(found.after), found.thrown_away) == seen


def test_a_bill_settles_the_oldest_open_one() -> None:
    mine = card(HIS, bill_day=31, statements=(stated(ClockName.BILL, base="2026-11-30"),))
    seen = draft(kind=Kind.BILL, lasts="P7D").preview(mine, [], TODAY, MOMENT)
    assert (seen.before, seen.after) == (day("2026-11-30"), day("2026-12-31"))


def test_every_field_reaches_the_log() -> None:
    mine = card(SOFTBANK, end="2026-12-01", number="+819012345678", carrier="softbank")
    typed = draft(
        channel="convenience_lawson", offer="charge_3000", amount="3000", fee="110", currency="JPY",
        payment_method="Cash", place="Lawson Ueno", order_number="A-1", receipts=(RECEIPT,),
        balance_after="3240", note="rain", paid_on="2026-11-20",
    )  # fmt: skip
    book = typed.edit(mine, TODAY, MOMENT)(Book(cards=(mine,)))
    (logged,) = book.renewals
    assert msgspec.to_builtins(logged) == {
        "id": "r1",
        "changed": "2026-11-21T03:00:00Z",
        "entered": "2026-11-21T03:00:00Z",
        "card_id": "a",
        "card": {
            "label": "Bank codes",
            "number": "+81 •••• 5678",
            "carrier": "softbank",
            "rule": "expiry P60D cap P360D",
        },
        "kind": "purchase",
        "status": "verified",
        "paid_on": "2026-11-20",
        "channel": "convenience_lawson",
        "place": "Lawson Ueno",
        "offer": "charge_3000",
        "verified_on": "2026-11-21",
        "amount": "3000",
        "fee": "110",
        "currency": "JPY",
        "payment_method": "Cash",
        "expires_before": "2026-12-01",
        "expires_after": "2027-01-30",
        "balance_after": "3240",
        "order_number": "A-1",
        "receipts": ("a" * 64 + ".png",),
        "note": "rain",
    }


def test_not_yet_enters_it_as_paid_and_moves_nothing() -> None:
    mine = card(SOFTBANK, end="2026-12-01")
    book = draft(arrived=False, stated_day="2027-02-01").edit(mine, TODAY, MOMENT)(Book(cards=(mine,)))
    (logged,) = book.renewals
    assert (logged.status, logged.verified_on) == (Status.PAID, None)
    assert logged.expires_after == day("2027-01-30")
    assert main_clock(mine, book.renewals).last_day == day("2026-12-01")


def test_the_carriers_page_overrules_the_rule_by_an_entry_of_its_own() -> None:
    mine = card(SOFTBANK, end="2026-12-01")
    book = draft(stated_day="2027-02-01").edit(mine, TODAY, MOMENT)(Book(cards=(mine,)))
    bought, corrected = book.renewals
    assert (bought.kind, bought.expires_after) == (Kind.PURCHASE, day("2027-01-30"))
    assert (corrected.kind, corrected.status, corrected.paid_on) == (Kind.CORRECTION, Status.VERIFIED, TODAY)
    assert corrected.amount is None
    assert main_clock(mine, reversed(book.renewals)).last_day == day("2027-02-01")


@pytest.mark.parametrize("clumsy", ["2027-01-30", "", "2027-1-30"])
def test_a_page_that_says_nothing_new_enters_nothing_more(clumsy: str) -> None:
    mine = card(SOFTBANK, end="2026-12-01")
    assert len(draft(stated_day=clumsy).edit(mine, TODAY, MOMENT)(Book(cards=(mine,))).renewals) == 1


def test_a_draft_that_outlives_its_finishing_enters_nothing_twice() -> None:
    mine = card(SOFTBANK, end="2026-12-01")
    typed = draft(stated_day="2027-02-01")
    once = typed.edit(mine, TODAY, MOMENT)(Book(cards=(mine,)))
    twice = typed.edit(mine, TODAY, MOMENT + timedelta(minutes=5))(once)
    assert [one.id for one in twice.renewals] == ["r1", "r2"]
    assert main_clock(mine, twice.renewals).last_day == day("2027-02-01")


def test_a_card_deleted_meanwhile_is_named() -> None:
    with pytest.raises(CardGone):
        draft().edit(card(SOFTBANK), TODAY, MOMENT)(Book())


def test_a_correction_follows_a_renewal_that_was_logged_ahead_of_the_day() -> None:
    mine = card(SOFTBANK, end="2026-12-01")
    held = Book(cards=(mine,), renewals=(renewal("2026-11-21"),))
    book = draft(stated_day="2027-03-01").edit(mine, TODAY, MOMENT + timedelta(hours=1))(held)
    assert main_clock(mine, book.renewals).last_day == day("2027-03-01")


def test_what_is_half_typed_survives_and_is_left_out_of_the_preview() -> None:
    typed = draft(amount="3,0", currency="JP", paid_on="2026-11", base_day="x", valid_for="P", arrived=None)
    kept = msgspec.json.decode(msgspec.json.encode(typed), type=RenewalDraft)
    assert kept == typed
    half = kept.renewal(card(SOFTBANK), TODAY, MOMENT)
    assert (half.amount, half.currency, half.paid_on, half.base_day, half.valid_for) == (
        None, None, TODAY, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("currency", ["", "YEN", "jpy"])
def test_money_without_a_currency_is_left_out_of_the_preview(currency: str) -> None:
    half = draft(amount="3000", fee="1", currency=currency).renewal(card(SOFTBANK), TODAY, MOMENT)
    assert (half.amount, half.fee, half.currency) == (None, None, None)


def test_use_has_no_money() -> None:
    used = draft(kind=Kind.USE, amount="12", fee="1", currency="GBP", payment_method="Visa", lasts="P7D")
    half = used.renewal(card(GIFFGAFF), TODAY, MOMENT)
    assert (half.amount, half.fee, half.payment_method, half.base_day) == (None, None, "", None)


def test_ticks_are_put_on_and_taken_off() -> None:
    once = ticked(ticked(draft(), "ready/wifi", on=True), "ready/wifi", on=True)
    assert once.ticked == ("ready/wifi",)
    assert ticked(once, "ready/wifi", on=False).ticked == ()
    assert ticked(once, "steps/1", on=False) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-11-21", TODAY), ("2026-02-29", None), ("20261121", None), ("2026-W47-6", None), ("", None)],
)
def test_a_day_is_written_one_way(text: str, found: Any) -> None:
    assert day_of(text) == found


def test_the_steps_are_six() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(replace(draft(), step=7)), RenewalDraft)
