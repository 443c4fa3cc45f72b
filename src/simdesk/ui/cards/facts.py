"""What the details say of a card: pairs of a name and a value, in groups. Words only, no widgets."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from simdesk.catalog.names import cheapest_keep, plan_name, texts_abroad
from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card
from simdesk.domain.clocks import balance_of, data_packs, use_clock
from simdesk.domain.numbers import masked_iccid
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import Row
from simdesk.domain.terms import Kind, State, Status
from simdesk.ui.cards.showing import Showing, carrier_shown, login_shown, number_shown
from simdesk.wording.amounts import amount, data, money
from simdesk.wording.countdown import days_left
from simdesk.wording.dates import brief_day, short_day
from simdesk.wording.language import _, _n, _p, current
from simdesk.wording.terms import form_name, kind_name, state_name, status_name

LAST_RENEWALS = 5


class Fact(NamedTuple):
    """A name and what it is for this card."""

    name: str
    value: str


def card_facts(
    row: Row, renewals: Sequence[Renewal], showing: Showing, methods: Sequence[PaymentMethod]
) -> list[Fact]:
    """Return what the card is, and how it is kept; nothing for what is not known.

    *methods*: the payment methods of the book.
    """
    card = row.card
    facts = [
        Fact(_("Number"), number_shown(card, showing)),
        Fact(_("Form"), form_name(card.form)),
        Fact(_("Carrier"), carrier_shown(card)),
        Fact(_("Plan"), plan_name(card.carrier, card.plan, current()) if card.plan else ""),
        Fact(_("State"), "" if card.state is State.IN_USE else state_name(card.state)),
        Fact(_("Balance"), _balance(row, renewals)),
        Fact(_("Data left"), "" if card.data_left_mb is None else data(card.data_left_mb)),
        Fact(
            _("Cheapest way to keep it"),
            cheapest_keep(card.carrier, card.plan, current()) if card.plan else "",
        ),
        Fact(_("Device"), card.device),
        Fact(_("Texts abroad"), _texts_abroad(row)),
        Fact(_("Login"), login_shown(card, showing)),
        Fact(_("Paid from"), _paid_from(card, methods)),
        Fact(_("ICCID"), _iccid(card, showing)),
        Fact(_("Activation code"), "••••••" if card.activation_code else ""),
        Fact(_("Tags"), _p("list", ", ").join(card.tags)),
        Fact(_("Note"), card.note),
    ]
    return [fact for fact in facts if fact.value]


def clock_facts(row: Row, renewals: Sequence[Renewal]) -> list[Fact]:
    """Return the days that further clocks run out on, and what the main one is counted from."""
    card, standing = row.card, row.standing
    uses = use_clock(card, renewals).last_day
    facts = [
        Fact(_("Counted from"), _day(standing.counted_from, row)),
        Fact(_("Use it by"), _day_and_left(uses, row)),
        Fact(_("Next bill"), _day(standing.bill_on, row)),
        Fact(_("Payment card valid to"), _day(standing.payment_card_ends, row)),
        Fact(_("Install by"), _day(card.install_by, row) if not standing.counted_from else ""),
    ]
    packs = (pack for pack in data_packs(card, renewals) if pack >= row.today)
    facts += [Fact(_("Data pack until"), _day_and_left(pack, row)) for pack in packs]
    lost = standing.lost_on
    if lost is not None and lost > row.today:
        name = _("Number lost from about") if standing.approximate else _("Number lost from")
        facts.append(Fact(name, _day(lost, row)))
    return [fact for fact in facts if fact.value]


def account_facts(card: Card) -> list[Fact]:
    """Return what the number unlocks, and where that has been moved to."""
    return [
        Fact(one.service, _("moved to {where}").format(where=one.moved) if one.moved else one.use)
        for one in card.linked_accounts
    ]


def renewal_facts(row: Row, renewals: Sequence[Renewal]) -> list[Fact]:
    """Return the last renewals, latest first: the day, and what was done."""
    latest = sorted(renewals, key=lambda one: (one.paid_on, one.entered), reverse=True)
    return [Fact(brief_day(one.paid_on, row.today), renewal_words(one)) for one in latest[:LAST_RENEWALS]]


def renewal_words(renewal: Renewal) -> str:
    """Return one renewal in a few words: what, by which channel, how much, and if it did not count."""
    paid = ""
    if renewal.amount is not None and renewal.currency is not None:
        paid = amount(renewal.amount, renewal.currency)
    how = "" if renewal.status is Status.VERIFIED else status_name(renewal.status)
    what = kind_name(renewal.kind)
    if renewal.kind is Kind.CORRECTION and renewal.expires_after is not None:
        what = _("The carrier says {day}").format(day=brief_day(renewal.expires_after, renewal.paid_on))
    receipts = _n("{n} receipt", "{n} receipts", len(renewal.receipts)).format(n=len(renewal.receipts))
    return " · ".join(filter(None, (what, paid, receipts if renewal.receipts else "", how)))


def ago(day: date, today: date) -> str:
    """Return how long ago somebody looked: "today", "6 days ago"."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    return _n("{n} day ago", "{n} days ago", days).format(n=days)


def _balance(row: Row, renewals: Sequence[Renewal]) -> str:
    found = balance_of(row.card, renewals)
    if found is None:
        return ""
    looked = "" if found.on is None else ago(found.on, row.today)
    return " · ".join(filter(None, (money(found.money), looked)))


def _paid_from(card: Card, methods: Sequence[PaymentMethod]) -> str:
    if not card.payment_method:
        return ""
    from simdesk.wording.payments import paid_with

    return paid_with(card.payment_method, methods)


def _texts_abroad(row: Row) -> str:
    arrive = row.card.texts_abroad
    if arrive is None:
        # What the owner tested counts more than what was read of the plan.
        return texts_abroad(row.card.carrier, row.card.plan, current()) if row.card.plan else ""
    words = _("arrive") if arrive else _("do not arrive")
    tested = row.card.texts_abroad_on
    if tested is None:
        return words
    return _("{answer}, tested {when}").format(answer=words, when=brief_day(tested, row.today))


def _iccid(card: Card, showing: Showing) -> str:
    if card.iccid is None:
        return ""
    return masked_iccid(card.iccid) if showing.masked else card.iccid


def _day(day: date | None, row: Row) -> str:
    return "" if day is None else short_day(day, row.today)


def _day_and_left(day: date | None, row: Row) -> str:
    if day is None:
        return ""
    return f"{short_day(day, row.today)} · {days_left((day - row.today).days)}"
