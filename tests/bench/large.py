"""Books of a given size, the same at every call, for measuring."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card, LinkedAccount, Rule, Rung, Statement
from simdesk.domain.money import Money
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import snapshot_of, with_dates
from simdesk.domain.terms import Basis, ClockName, Form, Kind, Phase, Status

_RULES = (
    ("povo", "povo2-base", Rule(Basis.PACK_END, "P180D", ladder=(Rung(Phase.SUSPENDED, "P30D", True),))),
    (
        "softbank",
        "sb-simple-style",
        Rule(Basis.EXPIRY, "P60D", "P360D", ladder=(Rung(Phase.RECEIVE_ONLY, "P360D"),)),
    ),
    ("giffgaff", "giffgaff-payg", Rule(Basis.USE, "P6M")),
    ("tello", "tello-payg", Rule(Basis.PAYMENT, "P3M")),
    ("hismobile", "his-jiyujizai", Rule(Basis.BILLING)),
)


def large_book(today: date, *, cards: int = 200, renewals: int = 2000) -> Book:
    """Return a book whose deadlines lie around *today*, its renewals spread evenly over its cards."""
    moment = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=400)
    held = [_card(number, today, moment) for number in range(cards)]
    log = [_renewal(number, held[number % cards], today, moment) for number in range(renewals)]
    return Book(revision=1, cards=tuple(held), renewals=tuple(log))


def _card(number: int, today: date, moment: datetime) -> Card:
    carrier, plan, rule = _RULES[number % len(_RULES)]
    since = today - timedelta(days=390)
    if rule.basis is Basis.BILLING:
        said = Statement(ClockName.BILL, since, base_day=today + timedelta(days=number % 28))
    else:
        said = Statement(ClockName.MAIN, since, end_day=today + timedelta(days=number * 7 % 300 - 30))
    return Card(
        id=f"card-{number:06}",
        changed=moment,
        label=f"Card number {number}",
        timezone="Asia/Tokyo",
        rule=rule,
        number=f"+8180{number:08}",
        form=Form.ESIM if number % 3 else Form.PHYSICAL,
        carrier=carrier,
        plan=plan,
        statements=(said,),
        balance=Money(str(number * 10), "JPY"),
        balance_on=since,
        device=("Pixel 9", "Drawer", "iPhone")[number % 3],
        tags=("bank",) if number % 4 else (),
        linked_accounts=(LinkedAccount("HSBC", "one-time codes"),),
        note="Keep for the bank.",
    )


def _renewal(number: int, card: Card, today: date, moment: datetime) -> Renewal:
    paid = today - timedelta(days=400 + number % 365)
    renewal = Renewal(
        id=f"renewal-{number:08}",
        changed=moment,
        entered=moment,
        card_id=card.id,
        card=snapshot_of(card),
        kind=Kind.PURCHASE,
        status=Status.VERIFIED,
        paid_on=paid,
        channel="official_site",
        offer="recharge-3000",
        verified_on=paid,
        amount="3000",
        currency="JPY",
        order_number=f"A{number:08}",
    )
    return with_dates(card, (), replace(renewal, note="Paid on the carrier's page."))
