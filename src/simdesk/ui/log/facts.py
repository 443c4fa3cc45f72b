"""Everything that the log knows of one renewal, as pairs of a name and a value. No Qt."""

from datetime import date

from simdesk.catalog.names import line_name
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Extends, Kind
from simdesk.ui.cards.facts import Fact
from simdesk.ui.log.columns import amount_words, dates_words
from simdesk.ui.log.entries import LogRow
from simdesk.wording.amounts import amount
from simdesk.wording.dates import day, length
from simdesk.wording.language import _, current
from simdesk.wording.terms import extends_name, kind_name, status_name


def renewal_facts(row: LogRow) -> list[Fact]:
    """Return what was done, for which card, and what became of it; nothing for what is not known."""
    renewal = row.renewal
    facts = [
        Fact(_("Status"), _status(renewal)),
        Fact(_("Paid on"), day(renewal.paid_on)),
        Fact(_("Kind"), kind_name(renewal.kind)),
        Fact(_("Offer"), row.what if renewal.offer else ""),
        Fact(_("Amount"), amount_words(renewal)),
        Fact(_("Paid with"), row.method),
        Fact(_("Channel"), row.channel),
        Fact(_("Place"), renewal.place),
        Fact(_("Order number"), renewal.order_number),
        Fact(_("Last day"), dates_words(renewal)),
        Fact(_("Extends"), "" if renewal.kind is Kind.CORRECTION else _extends(renewal)),
        Fact(_base_name(renewal), _day(renewal.base_day)),
        Fact(_("Balance after"), _balance(renewal)),
        Fact(_("Number"), renewal.card.number),
        Fact(_("Carrier"), line_name(renewal.card.carrier, renewal.card.plan, current())),
        Fact(_("Called then"), "" if renewal.card.label == row.label else renewal.card.label),
        Fact(_("Rule"), renewal.card.rule),
        Fact(_("Note"), renewal.note),
    ]
    return [fact for fact in facts if fact.value]


def _status(renewal: Renewal) -> str:
    words = status_name(renewal.status)
    when = renewal.voided_on or renewal.verified_on
    return words if when is None else _("{status} on {day}").format(status=words, day=day(when))


def _extends(renewal: Renewal) -> str:
    words = extends_name(renewal.extends)
    if renewal.valid_for is None or renewal.extends is Extends.NOTHING:
        return words
    return _("{what} by {length}").format(what=words, length=length(renewal.valid_for))


def _base_name(renewal: Renewal) -> str:
    match renewal.kind:
        case Kind.USE:
            return _("Used on")
        case Kind.BILL:
            return _("Bill of")
        case _:
            return _("Pack ends on")


def _balance(renewal: Renewal) -> str:
    if renewal.balance_after is None or renewal.currency is None:
        return renewal.balance_after or ""
    return amount(renewal.balance_after, renewal.currency)


def _day(when: date | None) -> str:
    return "" if when is None else day(when)
