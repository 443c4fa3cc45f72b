"""The table of cards: one row a card, with the dates as they stand after everything that was logged."""

from collections.abc import Sequence

from simdesk.domain.book import Book, renewals_by_card
from simdesk.domain.card import Card
from simdesk.domain.clocks import balance_of
from simdesk.domain.renewal import Renewal
from simdesk.domain.stating import dates_in_force
from simdesk.domain.terms import ClockName
from simdesk.exchange import cells
from simdesk.exchange.rules import rule_cells
from simdesk.exchange.table import written

COLUMNS = (
    "id,label,number,form,carrier,plan,basis,valid_for,cap,count_base_day,ladder,counted_from,expires_on,"
    "use_within,last_used_on,bill_day,next_bill_on,payment_card_expires,data_expires_on,install_by,timezone,"
    "balance,currency,balance_on,data_left_mb,iccid,device,payment_method,auto_renew,texts_abroad,opened_on,"
    "login,linked_accounts,tags,stages,state,note"
).split(",")


def exported_cards(book: Book) -> bytes:
    """Return the CSV file of all cards, whatever their state, in the order of the book."""
    renewals = renewals_by_card(book.renewals)
    return written(COLUMNS, (card_cells(card, renewals.get(card.id, [])) for card in book.cards))


def card_cells(card: Card, renewals: Sequence[Renewal]) -> dict[str, str]:
    """Return the card's cells by column; *renewals* are those of this card."""
    return {
        **_plain_cells(card),
        **rule_cells(card.rule),
        **_date_cells(card, renewals),
        **_balance_cells(card, renewals),
    }


def _plain_cells(card: Card) -> dict[str, str]:
    return {
        "id": card.id,
        "label": card.label,
        "number": card.number or "",
        "form": card.form.value,
        "carrier": card.carrier,
        "plan": card.plan,
        "bill_day": _text(card.bill_day),
        "payment_card_expires": card.payment_card_expires or "",
        "install_by": _text(card.install_by),
        "timezone": card.timezone,
        "data_left_mb": _text(card.data_left_mb),
        "iccid": card.iccid or "",
        "device": card.device,
        "payment_method": card.payment_method,
        "auto_renew": cells.yes_no_or_empty(card.auto_renew),
        "texts_abroad": cells.yes_no_or_empty(card.texts_abroad),
        "opened_on": _text(card.opened_on),
        "login": card.login,
        "linked_accounts": cells.account_cell(card.linked_accounts),
        "tags": cells.joined(card.tags),
        "stages": cells.joined(map(str, card.stages or ())),
        "state": card.state.value,
        "note": card.note,
    }


def _date_cells(card: Card, renewals: Sequence[Renewal]) -> dict[str, str]:
    counted_from, expires_on = dates_in_force(card, renewals, ClockName.MAIN)
    return {
        "counted_from": _text(counted_from),
        "expires_on": _text(expires_on),
        "last_used_on": _text(dates_in_force(card, renewals, ClockName.USE)[0]),
        "next_bill_on": _text(dates_in_force(card, renewals, ClockName.BILL)[0]),
        "data_expires_on": _text(dates_in_force(card, renewals, ClockName.DATA)[1]),
    }


def _balance_cells(card: Card, renewals: Sequence[Renewal]) -> dict[str, str]:
    balance = balance_of(card, renewals)
    if balance is None:
        return {"balance": "", "currency": card.currency or "", "balance_on": _text(card.balance_on)}
    money = balance.money
    return {"balance": money.amount, "currency": money.currency, "balance_on": _text(balance.on)}


def _text(value: object) -> str:
    """Return a date in ISO form, a number in digits, nothing for None."""
    return "" if value is None else str(value)
