"""Which events a card has, on which days, in which words, and when they ring."""

from datetime import timedelta

import pytest

from simdesk.domain.card import Card, Rule, Rung
from simdesk.domain.money import Money
from simdesk.domain.rows import rows_on
from simdesk.domain.terms import Basis, ClockName, EndsBy, Extends, Phase, State, Status
from simdesk.exchange.calendar_events import events
from simdesk.reminders.calendar import CalendarEvent
from simdesk.wording.language import current
from tests.core.calendar_making import bank, book_of, chat, events_of
from tests.core.making import GIFFGAFF, HIS, MOMENT, TELLO, card, day, days, renewal, stated

TOPS_ITSELF_UP = Rule(Basis.EXPIRY, "P60D", ladder=(Rung(Phase.SUSPENDED, "P30D"),))
TWO_RUNGS = Rule(
    Basis.PAYMENT,
    "P90D",
    ladder=(Rung(Phase.SUSPENDED, "P30D"), Rung(Phase.SUSPENDED, "P30D", ends_by=EndsBy.PORT_OUT_ONLY)),
)

CASES: list[tuple[Card, dict[str, tuple[str, str]]]] = [
    (
        bank(),
        {
            "receive_only": ("2026-11-23", "last day to renew"),
            "lost": ("2027-11-18", "last day to save the number"),
        },
    ),
    (
        chat(),
        {
            "suspended": ("2027-02-28", "last day to renew"),
            "lost": ("2027-03-30", "last day to save the number"),
        },
    ),
    (card(GIFFGAFF, base="2026-09-01"), {"lost": ("2027-03-01", "last day to use it")}),
    (card(TELLO, base="2026-09-01"), {"lost": ("2026-12-01", "last day to renew")}),
    (card(Rule(Basis.FIXED), end="2026-12-10"), {"lost": ("2026-12-10", "last day")}),
    (
        card(Rule(Basis.EXPIRY, "P60D"), install_by=day("2027-02-01")),
        {"lost": ("2027-02-01", "last day to install it")},
    ),
    (card(HIS, bill_day=31), {"bill": ("2026-11-30", "pay the bill")}),
    (
        card(HIS, statements=(stated(ClockName.BILL, base="2026-11-10"),), bill_day=10),
        {"bill": ("2026-11-10", "pay the bill")},
    ),
    (
        card(HIS, auto_renew=True, payment_card_expires="2028-02"),
        {"payment_card": ("2028-02-29", "payment card expires")},
    ),
    (
        card(TOPS_ITSELF_UP, end="2026-12-10", auto_renew=True, payment_card_expires="2026-11"),
        {
            "payment_card": ("2026-11-30", "payment card expires"),
            "auto_renewal": ("2026-12-10", "renews by itself"),
            "lost": ("2027-01-09", "last day to save the number"),
        },
    ),
    (
        card(TWO_RUNGS, base="2026-09-01"),
        {
            "suspended": ("2026-11-30", "last day to renew"),
            "suspended-2": ("2026-12-30", "last day to renew"),
            "lost": ("2027-01-29", "last day to port the number out"),
        },
    ),
    (card(Rule(Basis.NONE)), {}),
    (card(HIS, auto_renew=True), {}),
    (bank(state=State.ARCHIVED), {}),
    (bank(state=State.PORTED_OUT), {}),
    (bank(state=State.CONFIRMED_LOST), {}),
]


@pytest.mark.parametrize(("mine", "expected"), CASES)
def test_every_phase_that_ends_is_an_event_on_its_last_day(
    mine: Card, expected: dict[str, tuple[str, str]]
) -> None:
    found = {event.uid: (event.day.isoformat(), event.summary) for event in events_of(book_of(mine))}

    assert found == {
        f"{mine.id}.{kind}@simdesk": (last_day, f"{mine.label}: {words}")
        for kind, (last_day, words) in expected.items()
    }


@pytest.mark.parametrize("mine", [mine for mine, _ in CASES])
def test_an_event_stays_the_same_while_the_days_pass(mine: Card) -> None:
    """Else it would be published anew each day, and a phone would say so."""
    book = book_of(mine)
    known = events_of(book)
    last = max((event.day for event in known), default=MOMENT.date())

    for passed in (1, 2, 45, (last - MOMENT.date()).days + 5):
        found = events(book, rows_on(book, MOMENT.date() + timedelta(days=passed)))
        if not (mine.rule.basis is Basis.BILLING and mine.bill_day == 31):  # its next bill is another one
            assert found == known


def test_a_data_pack_has_an_event_of_its_own() -> None:
    pack = renewal("2026-11-01", card_id="chat", extends=Extends.DATA, base_day="2026-12-01")
    (data,) = [one for one in events_of(book_of(chat(), pack)) if one.uid == "chat.data@simdesk"]

    assert (data.day, data.summary, data.alarms) == (day("2026-12-01"), "Chat: data ends", (-62, -14, 10))
    assert data.description == "Data can be used until the end of Tue 1 Dec 2026"


def test_the_text_says_what_to_do_and_what_follows_and_hides_the_number() -> None:
    waits = renewal("2026-11-20", card_id="bank", status=Status.PAID)
    book = book_of(bank(balance=Money("1240", "JPY")), waits)
    first, second = (one.description.splitlines() for one in reversed(events_of(book)))

    assert first == [
        "Top up before the end of Mon 23 Nov, Tokyo time",
        "Then receives only, kept until 18 Nov 2027 · ¥1,240 are lost then",
        "Check whether your payment of Fri 20 Nov arrived",
        "+81 •••• 5678",
    ]
    assert second[:2] == [
        "Top up before the end of Thu 18 Nov, Tokyo time",
        "Renewing still saves it · ¥1,240 are lost then",
    ]
    assert not any("9012345678" in one.description or "9012345678" in one.summary for one in events_of(book))


def test_alarms_ring_at_the_owners_hour_on_the_cards_own_stages() -> None:
    (first,) = events_of(book_of(card(GIFFGAFF, base="2026-09-01", stages=(14, 1))), hour=8)
    (second,) = events_of(book_of(card(GIFFGAFF, base="2026-09-01")), stages=(90, 100, 0), hour=0)

    assert first.alarms == (8 - 14 * 24, 8 - 24)
    assert second.alarms == (-90 * 24, 0), "100 days are more than half of its six months"


def test_the_days_before_a_loss_ring_daily_and_so_does_the_first_of_them() -> None:
    lost = next(one for one in events_of(book_of(chat())) if one.uid == "chat.lost@simdesk")

    rings = [lost.day + timedelta(hours=hours - 10) for hours in lost.alarms]
    assert rings[0] == day("2027-03-01"), "the day on which it is suspended"
    assert rings[-8:] == [lost.day - timedelta(days=left) for left in range(7, -1, -1)]
    assert len(rings) <= 11


def test_a_card_that_tops_itself_up_rings_the_day_after_as_well() -> None:
    first, *_ = events_of(book_of(card(TOPS_ITSELF_UP, end="2026-12-10", auto_renew=True)))

    assert (first.uid, first.alarms[-2:]) == ("a.auto_renewal@simdesk", (10, 34))


def test_a_renewal_moves_the_same_events() -> None:
    before = {one.uid: one.day for one in events_of(book_of(bank()))}
    after = {one.uid: one.day for one in events_of(book_of(bank(), renewal("2026-11-21", card_id="bank")))}

    assert tuple(before.values()) == days("2027-11-18", "2026-11-23")
    assert {uid: last_day + timedelta(days=60) for uid, last_day in before.items()} == after


def test_cards_are_chosen_and_the_order_is_that_of_the_uids() -> None:
    book = book_of(chat(), bank())

    assert [one.uid for one in events_of(book)] == [
        "bank.lost@simdesk",
        "bank.receive_only@simdesk",
        "chat.lost@simdesk",
        "chat.suspended@simdesk",
    ]
    assert {one.card_id for one in events_of(book, excluded=("bank",))} == {"chat"}


def test_events_come_in_the_language_asked_for_and_only_they() -> None:
    def texts(found: tuple[CalendarEvent, ...]) -> list[str]:
        return [one.description for one in found]

    in_english = texts(events_of(book_of(bank())))
    in_japanese = texts(events_of(book_of(bank()), language="ja"))

    assert "東京時間" in in_japanese[0]
    assert current() == "en"
    assert texts(events_of(book_of(bank()))) == in_english
