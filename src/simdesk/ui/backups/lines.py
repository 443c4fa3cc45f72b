"""The cards of a backup beside those of the book now: what differs, in words. No widgets."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from simdesk.catalog.names import plan_name
from simdesk.domain.book import Book
from simdesk.domain.card import Card, Rule, Statement
from simdesk.domain.comparing import Difference, difference
from simdesk.domain.money import Money
from simdesk.domain.numbers import masked_iccid
from simdesk.domain.terms import Form, State
from simdesk.ui.backups.values import CardLine, Content, FieldLine, Mark
from simdesk.ui.cards.showing import Showing, carrier_shown, login_shown, number_shown
from simdesk.wording.amounts import data, money
from simdesk.wording.dates import plain_day
from simdesk.wording.language import _, _p, current
from simdesk.wording.plans import ladder_lines, rule_lines
from simdesk.wording.terms import clock_name, form_name, state_name

_MOST = 300
"""Letters of a value that are shown."""


def content_of(then: Book, now: Book | None, showing: Showing, found: Difference | None = None) -> Content:
    """Return what the book *then* has in it, compared with *now*; None: with nothing.

    *found*: what differs, where that is known already.
    """
    if now is None:
        plain = (_line(card, Mark.PLAIN, showing) for card in then.cards)
        return Content(tuple(sorted(plain, key=_by_label)), len(then.renewals), None)
    found = difference(then, now) if found is None else found
    held = {card.id: card for card in now.cards}
    were = {card.id: card for card in then.cards}
    owners = {one.id: one.card_id for one in then.renewals}
    missing = Counter(owners[one] for one in found.renewals.gone)
    marks = dict.fromkeys(found.cards.gone, Mark.GONE) | dict.fromkeys(found.cards.changed, Mark.CHANGED)
    lines = [
        _line(card, marks.get(card.id, Mark.SAME), showing, held, missing[card.id]) for card in then.cards
    ]
    new = [_line(held[one], Mark.NEW, showing) for one in found.cards.added if one not in were]
    order = list(Mark)
    ordered = sorted((*lines, *new), key=lambda one: (order.index(one.mark), *_by_label(one)))
    return Content(tuple(ordered), len(then.renewals), found)


def _by_label(line: CardLine) -> tuple[str, str]:
    return line.label.casefold(), line.card_id


def _line(
    card: Card,
    mark: Mark,
    showing: Showing,
    held: Mapping[str, Card] | None = None,
    missing: int = 0,
) -> CardLine:
    fields: tuple[FieldLine, ...] = ()
    if mark is Mark.CHANGED and held is not None:
        fields = field_lines(card, held[card.id], showing)
    return CardLine(card.id, card.label, number_shown(card, showing), mark, fields, missing)


def field_lines(then: Card, now: Card, showing: Showing) -> tuple[FieldLine, ...]:
    """Return the fields in which two states of a card differ, with both values."""
    found = []
    for field in Card.__struct_fields__:
        if field not in ("id", "changed") and getattr(then, field) != getattr(now, field):
            old, new = (_cut(_value(card, field, showing)) for card in (then, now))
            found.append(FieldLine(_name(field), old, new))
    return tuple(found)


def _cut(words: str) -> str:
    return words if len(words) <= _MOST else f"{words[:_MOST]}…"


def _name(field: str) -> str:
    names = {
        "label": _("Label"),
        "timezone": _("Time zone"),
        "rule": _("Rule"),
        "number": _("Number"),
        "form": _("Form"),
        "carrier": _("Carrier"),
        "plan": _("Plan"),
        "statements": _("Dates stated"),
        "bill_day": _("Bill day"),
        "payment_card_expires": _("Payment card expires"),
        "install_by": _("Install by"),
        "opened_on": _("Activated on"),
        "balance": _("Balance"),
        "balance_on": _("Balance looked at on"),
        "currency": _("Currency"),
        "data_left_mb": _("Data left"),
        "iccid": _("ICCID"),
        "activation_code": _("Activation code"),
        "device": _("Device"),
        "payment_method": _("Payment method"),
        "auto_renew": _("Renews or is paid by itself"),
        "texts_abroad": _("Texts arrive abroad"),
        "texts_abroad_on": _("Tried abroad on"),
        "login": _("Login of the account"),
        "linked_accounts": _("Linked accounts"),
        "tags": _("Tags"),
        "stages": _("Remind me"),
        "state": _("State"),
        "note": _("Note"),
    }
    return names.get(field, field)


def _value(card: Card, field: str, showing: Showing) -> str:
    match field:
        case "number":
            return number_shown(card, showing)
        case "carrier":
            return carrier_shown(card)
        case "plan":
            return plan_name(card.carrier, card.plan, current()) if card.plan else ""
        case "iccid":
            return "" if card.iccid is None else masked_iccid(card.iccid) if showing.masked else card.iccid
        case "activation_code":
            return "••••••" if card.activation_code else ""
        case "login":
            return login_shown(card, showing)
        case "data_left_mb":
            return "" if card.data_left_mb is None else data(card.data_left_mb)
        case "linked_accounts":
            return _p("list", ", ").join(one.service for one in card.linked_accounts)
        case _:
            return _plain(getattr(card, field))


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Form():
            return form_name(value)
        case State():
            return state_name(value)
        case Money():
            return money(value)
        case Rule():
            return " · ".join((*rule_lines(value), *ladder_lines(value)))
        case tuple():
            return _p("list", ", ").join(filter(None, map(_plain, value)))
        case Statement():
            return _statement(value)
        case _ if hasattr(value, "isoformat"):
            return plain_day(value)
        case _:
            return str(value)


def _statement(one: Statement) -> str:
    days = []
    if one.base_day is not None:
        days.append(_("counted from {day}").format(day=plain_day(one.base_day)))
    if one.end_day is not None:
        days.append(_("last day {day}").format(day=plain_day(one.end_day)))
    return f"{clock_name(one.clock)} {_p('list', ', ').join(days)}"
