"""What became of a card, in words: fields by the names of the form, values as the window has them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from simdesk.catalog.names import carrier_name, plan_name
from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card, Funding, LinkedAccount, Rung, Statement
from simdesk.domain.history import Step
from simdesk.domain.money import Money
from simdesk.domain.numbers import masked, masked_iccid, spelled
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import (
    Basis,
    ClockName,
    EndsBy,
    Extends,
    Form,
    Kind,
    Late,
    Phase,
    State,
    Status,
    Works,
)
from simdesk.wording.amounts import amount, data, money
from simdesk.wording.dates import length, month, plain_day
from simdesk.wording.language import _, _n, _p, current
from simdesk.wording.merging import step_label
from simdesk.wording.payments import paid_with
from simdesk.wording.terms import (
    basis_name,
    clock_name,
    extends_name,
    form_name,
    kind_name,
    late_name,
    phase_name,
    state_name,
    stated_by_name,
    status_name,
    way_out_name,
    works_name,
)

LONGEST = 600
"""Letters of a value that are shown; a note may have 20,000."""

_HIDDEN = "••••••"


def step_title(step: Step) -> str:
    """Return what a step did, to stand above it: "Undone: archive HSBC"."""
    label = step_label(step)
    match step.source:
        case "undo":
            return _("Undone: {step}").format(step=label)
        case "redo":
            return _("Done again: {step}").format(step=label)
        case _:
            return label[:1].upper() + label[1:]


def card_title(before: Card | None, after: Card | None) -> str:
    """Return what became of a card as a whole; empty where only values of it changed."""
    if before is None:
        return _("The card was added")
    return _("The card was deleted") if after is None else ""


def renewal_title(before: Renewal | None, after: Renewal | None, what: str) -> str:
    """Return what became of a renewal; *what* says which it is."""
    if before is None:
        words = _("Renewal entered: {what}")
    elif after is None:
        words = _("Renewal taken out of the log: {what}")
    elif before.status is after.status:
        words = _("Renewal changed: {what}")
    elif after.status is Status.VERIFIED:
        words = _("Renewal verified: {what}")
    elif after.status is Status.VOIDED:
        words = _("Renewal voided: {what}")
    elif after.status is Status.REFUSED:
        words = _("Renewal refused: {what}")
    else:
        words = _("Renewal changed: {what}")
    return words.format(what=what)


def lost_title(what: str = "") -> str:
    """Return what to say above values that a merge did not take; *what* says of which renewal they are."""
    if what:
        return _(
            "Renewal changed on two computers: {what}. This was not taken, the later value holds:"
        ).format(what=what)
    return _("Changed on two computers. This was not taken, the later value holds:")


def bring_back_label(field: str, label: str) -> str:
    """Return what the step is called that brings a value back."""
    return _("bring back “{field}” of {label}").format(field=field, label=label)


def field_name(field: str) -> str:
    """Return what the form, or else the log, calls a field of a card or a renewal."""
    return _names().get(field, field)


class Reader(Struct, frozen=True):
    """For whom values are written.

    ``masked``: ICCID and activation code are hidden, and the number but for its end. ``country``: the ISO
    3166 country whose numbers are written nationally. ``methods``: the payment methods of the book.
    """

    masked: bool = True
    country: str | None = None
    methods: tuple[PaymentMethod, ...] = ()


def value_words(record: Card | Renewal, field: str, value: object, reader: Reader) -> str:
    """Return *value* of the *field* of *record*; "none" where there is nothing."""
    if value is None or value in ("", ()):
        return _nothing(field)
    words = _words(record, field, value, reader)
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _words(record: Card | Renewal, field: str, value: Any, reader: Reader) -> str:
    match field:
        case "number":
            return masked(value) if reader.masked else spelled(value, reader.country)
        case "iccid":
            return masked_iccid(value) if reader.masked else str(value)
        case "activation_code":
            return _HIDDEN if reader.masked else str(value)
        case "carrier":
            return carrier_name(value, current())
        case "plan" if isinstance(record, Card):
            return plan_name(record.carrier, value, current())
        case "payment_card_expires":
            return month(date.fromisoformat(f"{value}-01"))
        case "data_left_mb":
            return data(value)
        case "payment_method":
            return paid_with(value, reader.methods)
        case "amount" | "fee" | "balance_after" if isinstance(record, Renewal) and record.currency:
            return amount(value, record.currency)
        case "rule.valid_for" | "rule.cap" | "rule.use_within" | "valid_for":
            return length(value)
        case "receipts":
            return _n("{n} receipt", "{n} receipts", len(value)).format(n=len(value))
        case "tags" | "stages":
            return _p("list", ", ").join(map(str, value))
        case "statements" | "linked_accounts" | "rule.ladder":
            return "\n".join(map(_plain, value))
        case _:
            return _plain(value)


def _plain(value: Any) -> str:
    """Return a value whose kind says how it is written."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return plain_day(value)
    found = next((words for kind, words in _KINDS.items() if isinstance(value, kind)), None)
    return str(value) if found is None else found(value)


def _nothing(field: str) -> str:
    if field == "number":
        return _("data only")
    unknown = ("auto_renew", "texts_abroad", "rule.valid_for", "bill_day")
    return _("not known") if field in unknown else _p("value", "none")


def _statement(one: Statement) -> str:
    days = []
    if one.end_day is not None:
        days.append(_("last day {day}").format(day=plain_day(one.end_day)))
    if one.base_day is not None:
        match one.clock:
            case ClockName.BILL:
                words = _("next bill {day}")
            case ClockName.USE:
                words = _("last used {day}")
            case _:
                words = _("counted from {day}")
        days.append(words.format(day=plain_day(one.base_day)))
    # Translators: what somebody said of a clock: "Number: last day 23 Nov 2026 (You, 1 Aug 2026)".
    said = _p("statement", "{clock}: {days} ({who}, {when})").format(
        clock=clock_name(one.clock),
        days=_p("list", ", ").join(days),
        who=stated_by_name(one.by),
        when=plain_day(one.stated_on),
    )
    return _join((said, one.reason))


def _account(one: LinkedAccount) -> str:
    moved = _("moved to {where}").format(where=one.moved) if one.moved else ""
    return _join((one.service, one.use, moved))


def _rung(one: Rung) -> str:
    words = _("{phase}, about {length}") if one.approximate else _("{phase}, {length}")
    said = words.format(phase=phase_name(one.phase), length=length(one.length))
    ends = "" if one.ends_by is None else way_out_name(one.ends_by)
    works = "" if one.works is None else _p("list", ", ").join(map(works_name, one.works))
    return _join((said, works, ends))


def _funding(one: Funding) -> str:
    return _("{fee} every {length}").format(fee=money(one.fee), length=length(one.cycle))


def _join(words: Iterable[str]) -> str:
    return " · ".join(filter(None, words))


_KINDS: dict[type, Callable[[Any], str]] = {
    Money: money,
    Statement: _statement,
    LinkedAccount: _account,
    Rung: _rung,
    Funding: _funding,
    Form: form_name,
    State: state_name,
    Basis: basis_name,
    Late: late_name,
    Phase: phase_name,
    Kind: kind_name,
    Status: status_name,
    Extends: extends_name,
    EndsBy: way_out_name,
    Works: works_name,
}


def _names() -> dict[str, str]:
    return {**_card_names(), **_rule_names(), **_renewal_names()}


def _card_names() -> dict[str, str]:
    return {
        "label": _("Label"),
        "timezone": _("Time zone"),
        "number": _("Number"),
        "form": _("Form"),
        "carrier": _("Carrier"),
        "plan": _("Plan"),
        "statements": _("Days stated"),
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


def _rule_names() -> dict[str, str]:
    return {
        "rule": _("Rule"),
        "rule.basis": _("How the deadline is counted"),
        "rule.valid_for": _("Valid for"),
        "rule.cap": _("At most, from the day of payment"),
        "rule.count_base_day": _("The carrier counts the base day itself"),
        "rule.ladder": _("After the last day"),
        "rule.first_phase": _("Until the last day"),
        "rule.late": _("If renewed too late"),
        "rule.use_within": _("Must be used within"),
        "rule.funding": _("Taken from the balance"),
        "rule.plan_version": _("Version of the plan's rule"),
    }


def _renewal_names() -> dict[str, str]:
    return {
        "status": _("Status"),
        "kind": _("Kind"),
        "paid_on": _("Paid on"),
        "channel": _("Channel"),
        "place": _("Place"),
        "offer": _("Offer"),
        "extends": _("Extends"),
        "base_day": _("Base day"),
        "valid_for": _("Valid for"),
        "verified_on": _("Verified on"),
        "voided_on": _("Voided on"),
        "amount": _("Amount"),
        "fee": _("Fee"),
        "expires_before": _("Last day before"),
        "expires_after": _("Last day after"),
        "balance_after": _("Balance after"),
        "order_number": _("Order number"),
        "receipts": _("Receipts"),
    }
