"""What is typed in the form of a card, before it is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from msgspec.structs import replace

from simdesk.domain.card import Card, LinkedAccount, Rule
from simdesk.domain.clocks import balance_of, first_bill_on_or_after
from simdesk.domain.lifecycle import standing
from simdesk.domain.money import CURRENCIES, Money
from simdesk.domain.numbers import parse_number
from simdesk.domain.renewal import Renewal
from simdesk.domain.stating import dates_in_force, stated
from simdesk.domain.terms import Basis, ClockName, Form, State
from simdesk.domain.zones import is_zone


class EntryFlaw(StrEnum):
    """Why a card as typed cannot be saved. The value names the field it is shown at."""

    NO_LABEL = "label"
    NOT_A_NUMBER = "number"
    NO_ZONE = "timezone"
    NO_CURRENCY = "currency"
    NOT_AN_ICCID = "iccid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """Everything in the form. Texts are as typed; dates and amounts None while blank.

    ``country`` is that of the carrier, for numbers written nationally. ``number`` empty: data only.
    """

    label: str
    rule: Rule
    timezone: str
    number: str = ""
    country: str | None = None
    form: Form = Form.PHYSICAL
    carrier: str = ""
    plan: str = ""
    base_day: date | None = None
    expires_on: date | None = None
    last_used_on: date | None = None
    data_expires_on: date | None = None
    bill_day: int | None = None
    next_bill_on: date | None = None
    payment_card_expires: str | None = None
    install_by: date | None = None
    opened_on: date | None = None
    balance: str | None = None
    currency: str = ""
    balance_on: date | None = None
    data_left_mb: int | None = None
    iccid: str = ""
    activation_code: str = ""
    device: str = ""
    payment_method: str = ""
    auto_renew: bool | None = None
    texts_abroad: bool | None = None
    texts_abroad_on: date | None = None
    login: str = ""
    linked_accounts: tuple[LinkedAccount, ...] = ()
    tags: tuple[str, ...] = ()
    stages: tuple[int, ...] | None = None
    state: State = State.IN_USE
    note: str = ""

    @property
    def e164(self) -> str | None:
        """Return the number as it is stored; None if it is blank or none."""
        return parse_number(self.number, self.country) if self.number.strip() else None

    def flaws(self) -> frozenset[EntryFlaw]:
        """Return every reason not to save; empty means ready."""
        found = set()
        if not self.label.strip():
            found.add(EntryFlaw.NO_LABEL)
        if self.number.strip() and self.e164 is None:
            found.add(EntryFlaw.NOT_A_NUMBER)
        if not is_zone(self.timezone):
            found.add(EntryFlaw.NO_ZONE)
        if (self.balance is not None or self.currency) and self.currency not in CURRENCIES:
            found.add(EntryFlaw.NO_CURRENCY)
        digits = _digits(self.iccid)
        if self.iccid.strip() and not (digits.isascii() and digits.isdecimal() and 10 <= len(digits) <= 20):
            found.add(EntryFlaw.NOT_AN_ICCID)
        return frozenset(found)

    def card(
        self,
        card_id: str,
        moment: datetime,
        today: date,
        old: Card | None = None,
        renewals: Sequence[Renewal] = (),
    ) -> Card:
        """Return the card that was typed. Only for an entry without flaws but that of the label.

        *today* is the date in the card's zone; a date that differs from the one in force becomes a
        statement of that day, and one that does not moves nothing. *old* is the card edited.
        """
        card = self._plain(card_id, moment, old, renewals)
        wanted = {
            ClockName.USE: (self.last_used_on, None),
            ClockName.DATA: (None, self.data_expires_on),
            ClockName.BILL: (self._first_bill(today), None),
            ClockName.MAIN: (self.base_day, self.expires_on),
        }
        shown = {
            name: (None, None) if old is None else dates_in_force(old, renewals, name) for name in wanted
        }
        for name, dates in wanted.items():
            if dates != shown[name]:
                card = stated(card, renewals, name, dates, today)
        return card

    def _plain(self, card_id: str, moment: datetime, old: Card | None, renewals: Sequence[Renewal]) -> Card:
        balance, balance_on = self._balance(old, renewals)
        fields = {
            "label": self.label.strip(),
            "timezone": self.timezone,
            "rule": self.rule,
            "number": self.e164,
            "form": self.form,
            "carrier": self.carrier.strip(),
            "plan": self.plan.strip(),
            "bill_day": self.bill_day,
            "payment_card_expires": self.payment_card_expires,
            "install_by": self.install_by,
            "opened_on": self.opened_on,
            "balance": balance,
            "balance_on": balance_on,
            "currency": self.currency or None,
            "data_left_mb": self.data_left_mb,
            "iccid": _digits(self.iccid) or None,
            "activation_code": self.activation_code.strip(),
            "device": self.device.strip(),
            "payment_method": self.payment_method.strip(),
            "auto_renew": self.auto_renew,
            "texts_abroad": self.texts_abroad,
            "texts_abroad_on": self.texts_abroad_on,
            "login": self.login.strip(),
            "linked_accounts": self.linked_accounts,
            "tags": self.tags,
            "stages": self.stages,
            "state": self.state,
            "note": self.note,
        }
        if old is not None:
            return replace(old, changed=moment, **fields)
        return Card(id=card_id, changed=moment, **fields)  # type: ignore[arg-type]

    def _balance(self, old: Card | None, renewals: Sequence[Renewal]) -> tuple[Money | None, date | None]:
        """Return the balance to keep: what was typed, or what was stated where the log's was left alone."""
        typed = None if self.balance is None else Money(self.balance, self.currency)
        shown = None if old is None else balance_of(old, renewals)
        if old is not None and shown is not None and (typed, self.balance_on) == (shown.money, shown.on):
            return old.balance, old.balance_on
        return typed, self.balance_on

    def _first_bill(self, today: date) -> date | None:
        if self.next_bill_on is None and self.bill_day is not None and self.rule.basis is Basis.BILLING:
            return first_bill_on_or_after(today, self.bill_day)
        return self.next_bill_on


def entry_of(card: Card, renewals: Sequence[Renewal], today: date, country: str | None) -> CardEntry:
    """Return the form filled with *card* and the dates in force on *today*."""
    found = standing(card, renewals, today)
    data = dates_in_force(card, renewals, ClockName.DATA)[1]
    balance = balance_of(card, renewals)
    return CardEntry(
        label=card.label,
        rule=card.rule,
        timezone=card.timezone,
        number=card.number or "",
        country=country,
        form=card.form,
        carrier=card.carrier,
        plan=card.plan,
        base_day=found.counted_from,
        expires_on=found.expires_on,
        last_used_on=dates_in_force(card, renewals, ClockName.USE)[0],
        data_expires_on=data,
        bill_day=card.bill_day,
        next_bill_on=found.bill_on,
        payment_card_expires=card.payment_card_expires,
        install_by=card.install_by,
        opened_on=card.opened_on,
        balance=None if balance is None else balance.money.amount,
        currency=card.currency or ("" if balance is None else balance.money.currency),
        balance_on=None if balance is None else balance.on,
        data_left_mb=card.data_left_mb,
        iccid=card.iccid or "",
        activation_code=card.activation_code,
        device=card.device,
        payment_method=card.payment_method,
        auto_renew=card.auto_renew,
        texts_abroad=card.texts_abroad,
        texts_abroad_on=card.texts_abroad_on,
        login=card.login,
        linked_accounts=card.linked_accounts,
        tags=card.tags,
        stages=card.stages,
        state=card.state,
        note=card.note,
    )


def _digits(text: str) -> str:
    return text.replace(" ", "").replace("-", "")
