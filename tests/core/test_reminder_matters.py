"""Everything that is told besides deadlines: what, when, in which words, and when no more."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book, PaymentMethod
from simdesk.domain.card import Card, Funding, Rule, Rung
from simdesk.domain.edits import refuse, set_state, verify
from simdesk.domain.money import Money
from simdesk.domain.rows import rows
from simdesk.domain.terms import Basis, ClockName, Extends, Kind, Phase, State, Status
from simdesk.reminders.coming import upcoming
from simdesk.reminders.ledger import Ledger
from simdesk.reminders.matters import Matter, Reminder, Rules
from simdesk.reminders.planner import open_reminders
from simdesk.storage.folder import DataFolder
from simdesk.wording import reminders as words
from simdesk.wording.reminders import Button
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, TELLO, card, day, renewal, stated
from tests.core.notify_desk import NOON, TOKYO, Desk, Notes, days, known
from tests.core.store_samples import DEVICE

FAR = "2029-11-24"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(DataFolder(tmp_path / "book", DEVICE), Notes())


def told(desk: Desk, count: int, begin: datetime = NOON) -> list[tuple[int, str]]:
    """What is told at noon of so many days, with the number of the day."""
    return [(n, title) for n in range(count) for title in desk.look(begin + days(n))]


def open_now(book: Book, moment: datetime = NOON, **fields: Any) -> list[Reminder]:
    return list(open_reminders(book, rows(book, moment), Rules(**fields), moment))


def test_a_payment_that_nobody_saw_arrive_is_asked_about_again_and_again(desk: Desk) -> None:
    paid = renewal("2026-11-20", status=Status.PAID)
    desk.book = Book(cards=(known(card(SOFTBANK, end=FAR, number="+818012345678")),), renewals=(paid,))

    assert told(desk, 60) == [
        (after - 1, "Bank codes: did the payment arrive?") for after in (1, 3, 7, 14, 30)
    ]
    assert desk.notes.taken[0].body.splitlines() == [
        "Check whether your payment of Fri 20 Nov arrived",
        "Paid 20 Nov, not verified yet",
        "+81 •••• 5678",
    ]
    assert [key for key, _ in desk.notes.taken[0].actions] == ["default", "arrived", "snooze"]


@pytest.mark.parametrize("answer", ["verified", "refused"])
def test_an_answered_payment_is_asked_about_no_more(desk: Desk, answer: str) -> None:
    paid = renewal("2026-11-20", status=Status.PAID)
    desk.book = Book(cards=(known(card(SOFTBANK, end=FAR)),), renewals=(paid,))
    assert len(told(desk, 1)) == 1
    edit = verify(paid.id, day("2026-11-21"), NOON) if answer == "verified" else refuse(paid.id, NOON)
    desk.book = edit(desk.book)

    assert told(desk, 60) == []
    assert desk.notes.live == {}


def test_a_deadline_that_asks_for_the_payment_asks_instead(desk: Desk) -> None:
    paid = renewal("2026-11-20", status=Status.PAID)
    desk.book = Book(cards=(known(card(SOFTBANK, end="2026-11-24")),), renewals=(paid,))

    assert told(desk, 5) == [
        (0, "Bank codes: 3 days left"),
        (2, "Bank codes: 1 day left"),
        (3, "Bank codes: last day today"),
        (4, "Bank codes: 359 days left to save the number"),
    ]
    assert desk.notes.taken[0].body.startswith("Check whether your payment")


def test_the_end_of_data_is_told_twice_and_hides_no_deadline(desk: Desk) -> None:
    ends = stated(ClockName.DATA, end="2026-11-25")
    desk.book = Book(cards=(known(card(SOFTBANK, end="2026-11-25", statements=(ends,))),))

    assert told(desk, 5) == [
        (0, "Bank codes: 4 days left"),
        (1, "Bank codes: 3 days left"),
        (1, "Bank codes: 3 days of data left"),
        (3, "Bank codes: 1 day left"),
        (3, "Bank codes: 1 day of data left"),
        (4, "Bank codes: last day today"),
    ]
    assert sorted(note.title for note in desk.notes.live.values()) == [
        "Bank codes: 1 day of data left",
        "Bank codes: last day today",
    ]


@pytest.mark.parametrize(
    ("bought", "ends", "days_told"),
    [
        ("2026-11-20", "2026-11-27", [3, 5]),
        ("2026-11-20", "2026-11-23", [1]),
        ("2026-11-20", "2026-11-21", []),
    ],
)
def test_a_short_pack_is_told_less_often(desk: Desk, bought: str, ends: str, days_told: list[int]) -> None:
    pack = renewal(bought, base_day=ends, extends=Extends.DATA)
    desk.book = Book(
        cards=(known(card(SOFTBANK, end=FAR)),), renewals=(replace(pack, changed=NOON - days(1)),)
    )

    assert [n for n, _ in told(desk, 12)] == days_told


def test_data_that_ended_while_the_computer_was_off_is_told_for_a_week(desk: Desk) -> None:
    ends = stated(ClockName.DATA, end="2026-11-18")
    desk.book = Book(cards=(known(card(SOFTBANK, end=FAR, statements=(ends,))),))
    assert desk.look() == ["Bank codes: the data has ended"]
    assert desk.notes.taken[0].body == "Data ended 18 Nov"
    later = replace(desk.book.cards[0], statements=(stated(ClockName.DATA, end="2026-11-10"),))
    assert open_now(Book(cards=(later,))) == []


def test_a_balance_that_no_fee_is_left_of_is_low(desk: Desk) -> None:
    rule = Rule(Basis.BILLING, funding=Funding(Money("290", "JPY"), "P1M"))
    held = card(rule, base="2026-11-10", balance=Money("100", "JPY"), balance_on=day("2026-11-20"))
    desk.book = Book(cards=(known(held),))

    assert desk.look() == ["Bank codes: 19 days left", "Bank codes: the balance is low"]
    assert desk.notes.taken[1].body == "¥100 left. What keeps the number takes ¥290."
    assert desk.look(NOON + days(1)) == []


@pytest.mark.parametrize(
    ("rule", "balance", "cost", "low"),
    [
        (GIFFGAFF, "0", None, True),
        (GIFFGAFF, "1", None, False),
        (GIFFGAFF, "0.10", "0.30", True),
        (GIFFGAFF, "0.30", "0.30", False),
        (TELLO, "0", None, False),
        (SOFTBANK, "10", None, False),
    ],
)
def test_a_balance_is_low_where_the_next_act_takes_more(
    rule: Rule, balance: str, cost: str | None, low: bool
) -> None:
    held = card(rule, base="2026-11-10", balance=Money(balance, "GBP"), balance_on=day("2026-11-20"))
    text = renewal("2026-11-10", kind=Kind.USE, amount=cost, currency="GBP")
    book = Book(cards=(held,), renewals=() if cost is None else (text,))

    assert (Matter.LOW_BALANCE in [one.matter for one in open_now(book)]) is low


def test_a_balance_is_to_be_looked_at_every_so_many_days(desk: Desk) -> None:
    held = card(SOFTBANK, end=FAR, balance=Money("1240", "JPY"), balance_on=day("2026-11-01"))
    desk.book = Book(cards=(known(held),))
    desk.settings = replace(desk.settings, balance_days=30)

    assert told(desk, 80) == [(n, "Bank codes: look at the balance") for n in (10, 40, 70)]
    assert desk.notes.taken[0].body == "It was ¥1,240 on 1 Nov 2026. Look again, and enter what is left."
    desk.settings = replace(desk.settings, balance_days=None)
    assert told(desk, 300) == []


def test_a_card_without_a_rule_is_looked_at_every_ninety_days(desk: Desk) -> None:
    desk.book = Book(cards=(replace(card(Rule(Basis.NONE)), changed=NOON),))

    assert told(desk, 300) == [(n, "Bank codes: look whether it still works") for n in (90, 180, 270)]


def paid_by_visa(card_id: str, rule: Rule = HIS, **fields: Any) -> Card:
    return known(card(rule, id=card_id, label=card_id.upper(), payment_method="visa", **fields))


VISA = PaymentMethod(id="visa", changed=NOON - days(90), label="Visa", expires="2026-11")


def test_a_payment_method_that_expires_names_the_cards_to_update(desk: Desk) -> None:
    billed = [paid_by_visa(name, auto_renew=True, bill_day=20) for name in ("a", "b")]
    topped = paid_by_visa("c", SOFTBANK, end=FAR)
    other = known(card(SOFTBANK, id="d", end=FAR, label="D"))
    desk.book = Book(cards=(*billed, topped, other), payment_methods=(VISA,))

    assert told(desk, 13) == [
        (0, "Visa: the payment card expires in 9 days"),
        (2, "Visa: the payment card expires in 7 days"),
        (6, "Visa: the payment card expires in 3 days"),
        (8, "Visa: the payment card expires in 1 day"),
        (9, "Visa: the payment card expires today"),
        (10, "Visa: the payment card has expired"),
        (11, "Visa: the payment card has expired"),
        (12, "Visa: the payment card has expired"),
    ]
    assert desk.notes.taken[0].body == "Cards to update: A, B, C"
    assert [note.urgent for note in desk.notes.taken] == [False] * 4 + [True] * 4
    assert set(desk.teller.about(101)) == {"a", "b", "c"}

    desk.book = replace(desk.book, payment_methods=(replace(VISA, expires="2029-11"),))
    assert told(desk, 30, NOON + days(13)) == []
    assert desk.notes.live == {}


def test_a_method_that_only_pays_by_hand_is_told_once_after_it_expired(desk: Desk) -> None:
    desk.book = Book(cards=(paid_by_visa("a", SOFTBANK, end=FAR),), payment_methods=(VISA,))

    assert told(desk, 30, NOON + days(12)) == [(0, "Visa: the payment card has expired")]


def test_a_method_that_no_card_is_paid_from_is_not_told() -> None:
    archived = paid_by_visa("a", SOFTBANK, end=FAR, state=State.ARCHIVED)
    assert open_now(Book(cards=(archived,), payment_methods=(VISA,))) == []


def test_a_card_with_a_payment_card_of_its_own_is_told_by_itself() -> None:
    held = paid_by_visa("a", auto_renew=True, bill_day=20, payment_card_expires="2026-11")
    (found,) = open_now(Book(cards=(held,), payment_methods=(VISA,)))

    assert (found.matter, found.kind, found.subject) == (Matter.DEADLINE, "payment_card", "a")


def test_what_renews_by_itself_is_asked_about_for_three_days(desk: Desk) -> None:
    held = card(Rule(Basis.EXPIRY, "P60D", ladder=POVO.ladder), end="2026-11-22", auto_renew=True)
    desk.book = Book(cards=(known(held),))

    assert told(desk, 6) == [
        (0, "Bank codes: 1 day left"),
        (1, "Bank codes: last day today"),
        (2, "Bank codes: did it renew?"),
        (3, "Bank codes: did it renew?"),
        (4, "Bank codes: did it renew?"),
        (5, "Bank codes: 26 days left to save the number"),
    ]


def test_what_may_be_lost_is_asked_once_and_weekly_for_eight_weeks(desk: Desk) -> None:
    desk.book = Book(cards=(known(card(POVO, end="2026-10-22")),))

    assert told(desk, 80) == [
        (0, "Bank codes: last day today"),
        *((1 + 7 * week, "Bank codes: may be lost, try it") for week in range(9)),
    ]
    assert desk.notes.taken[1].body == (
        "May be lost since 22 Nov: try it\n"
        "If it still works, give SimDesk the new date. Else say that it is lost, or archive it."
    )
    desk.book = set_state("a", State.CONFIRMED_LOST, NOON + days(81))(desk.book)
    assert told(desk, 30, NOON + days(82)) == []
    assert desk.notes.live == {}


def test_a_loss_that_was_foreseen_is_not_told(desk: Desk) -> None:
    desk.book = Book(cards=(known(card(TELLO, base="2026-08-22")),))

    assert told(desk, 10)[-1] == (1, "Bank codes: last day today")


def test_a_loss_that_came_while_the_computer_was_off_is_told_once(desk: Desk) -> None:
    desk.book = Book(cards=(known(card(TELLO, base="2026-08-22", number="+18012345678")),))
    assert desk.look() == ["Bank codes: 1 day left"]

    assert told(desk, 20, NOON + days(5)) == [(0, "Bank codes: the number is lost")]
    assert desk.notes.taken[-1].body.splitlines()[0] == "Number lost since 23 Nov"


def test_a_loss_that_the_owner_entered_is_no_news(desk: Desk) -> None:
    desk.book = Book(cards=(replace(card(TELLO, base="2026-01-22"), changed=NOON),))

    assert desk.look() == []


def test_the_notice_of_the_month_comes_once_a_month_where_it_is_wanted(desk: Desk) -> None:
    desk.book = Book(cards=(known(card(SOFTBANK, end=FAR)), known(card(SOFTBANK, end=FAR, id="b"))))
    assert told(desk, 40) == []
    desk.settings = replace(desk.settings, monthly_notice=True)

    assert told(desk, 80) == [(n, "SimDesk is watching 2 cards") for n in (0, 10, 41, 72)]
    assert desk.notes.taken[0].body.startswith("Next: Bank codes, 1")
    assert not desk.notes.taken[0].urgent
    desk.book = Book()
    assert told(desk, 80, NOON + days(100)) == []


def test_a_notice_of_the_month_is_no_part_of_a_summary(desk: Desk) -> None:
    desk.book = Book(cards=tuple(known(card(SOFTBANK, end="2026-11-24", id=f"c{n}")) for n in range(5)))
    desk.settings = replace(desk.settings, monthly_notice=True)

    assert desk.look() == ["5 cards need you", "SimDesk is watching 5 cards"]


@pytest.mark.parametrize("matter", Matter)
def test_every_matter_has_words_and_a_way_to_the_window(matter: Matter) -> None:
    (row,) = rows(Book(cards=(card(SOFTBANK, end="2026-11-24"),)), NOON)
    method = VISA if matter is Matter.PAYMENT_METHOD else None
    about_card = matter not in (Matter.PAYMENT_METHOD, Matter.WATCHING)
    made = Reminder(
        matter=matter,
        deadline=day("2026-11-24"),
        kind=matter.value,
        stage=3,
        days_left=3,
        row=row if about_card else None,
        method=method,
        rows=(row,),
    )

    assert words.title(made)
    assert words.buttons(made)[0] is Button.OPEN
    assert bool(words.where_to_go(made)) is (matter is not Matter.WATCHING)
    assert "None" not in words.title(made) + words.body(made)


def test_upcoming_tells_of_every_matter_before_it_is_told() -> None:
    """What is announced half a year ahead are the stages that a look on each day finds open."""
    ends = stated(ClockName.DATA, end="2027-01-10")
    held = (
        known(card(POVO, end="2026-12-20", id="k", statements=(ends,))),
        known(card(SOFTBANK, end=FAR, id="s", balance=Money("1", "JPY"), balance_on=day("2026-11-01"))),
        replace(card(Rule(Basis.NONE), id="n"), changed=NOON),
        paid_by_visa("v", auto_renew=True, bill_day=20),
        known(card(Rule(Basis.FIXED, ladder=(Rung(Phase.STORED, "P30D"),)), id="f", end="2027-01-20")),
    )
    paid = renewal("2026-11-21", id="p", card_id="s", status=Status.PAID)
    book = Book(cards=held, renewals=(paid,), payment_methods=(replace(VISA, expires="2027-01"),))
    rules = Rules(monthly=True)
    ahead = upcoming(book, rows(book, NOON), Ledger(), rules, NOON, count=400)
    limit = NOON + timedelta(days=180)

    found, seen = {}, {one.key for one in open_now(book, monthly=True)}
    for n in range(1, 181):
        moment = (NOON + timedelta(days=n)).replace(hour=10)
        for one in open_now(book, moment, monthly=True):
            if one.key not in seen and one.matter is not Matter.LOST:
                found[one.key] = moment
            seen.add(one.key)

    announced = {one.reminder.key: one.when for one in ahead if NOON < one.when <= limit}
    assert {key: when for key, when in announced.items() if when > NOON + days(1)} == {
        key: when for key, when in found.items() if when > NOON + days(1)
    }
    assert len(found) > 40


@pytest.mark.parametrize(
    ("place", "moment", "said"),
    [
        # A day in Tokyo begins at 15:00 in London: told then, and after a night at the first look.
        ("Europe/London", "2026-11-20T14:59", False),
        ("Europe/London", "2026-11-20T15:00", True),
        ("Europe/London", "2026-11-21T06:00", True),
        # And at 07:00 in Los Angeles, before the owner's hour.
        ("America/Los_Angeles", "2026-11-20T07:30", False),
        ("America/Los_Angeles", "2026-11-20T10:00", True),
    ],
)
def test_a_stage_begins_with_the_cards_day_at_the_owners_hour(
    desk: Desk, place: str, moment: str, said: bool
) -> None:
    desk.book = Book(cards=(known(card(SOFTBANK, end="2026-11-24")),))
    desk.settings = replace(desk.settings, stages=(3,))

    assert bool(desk.look(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(place)))) is said


def test_a_renewal_logged_today_makes_the_card_one_that_was_changed_today(desk: Desk) -> None:
    """What the carrier's page says is a log entry: the stage that it opens is told at once."""
    early = datetime(2026, 11, 21, 8, 0, tzinfo=TOKYO)
    desk.book = Book(cards=(known(card(SOFTBANK, end="2027-11-24")),))
    assert desk.look(early) == []
    page = renewal("2026-11-21", kind=Kind.CORRECTION, expires_after="2026-11-24")
    desk.book = replace(desk.book, renewals=(replace(page, changed=early, entered=early),))

    assert desk.look(early + timedelta(minutes=1)) == ["Bank codes: 3 days left"]
