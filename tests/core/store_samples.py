"""Books for the tests of the store, and the text of one that has something of everything."""

import json
from datetime import UTC, date
from typing import Any

from hypothesis import strategies as st

from simdesk.domain import terms
from simdesk.domain.book import Book, PaymentMethod, Tombstone
from simdesk.domain.card import Card, Funding, LinkedAccount, Rule, Rung, Statement
from simdesk.domain.money import CURRENCIES, Money
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.domain.terms import Phase
from simdesk.storage.device import Device

DEVICE = Device("0123456789abcdef")

_MOMENT = "2026-11-21T03:00:00Z"
_RULE: dict[str, Any] = {
    "basis": "expiry",
    "valid_for": "P60D",
    "cap": "P360D",
    "ladder": [{"phase": "receive_only", "length": "P360D"}],
}
_CARD: dict[str, Any] = {
    "id": "bank",
    "changed": _MOMENT,
    "label": "銀行 codes",
    "timezone": "Asia/Tokyo",
    "rule": _RULE,
    "number": "+819012345678",
    "statements": [{"clock": "main", "stated_on": "2026-09-01", "end_day": "2026-11-23"}],
    "balance": {"amount": "1240", "currency": "JPY"},
    "iccid": "8981100000000000000",
}
_OTHER: dict[str, Any] = {
    "id": "shop",
    "changed": _MOMENT,
    "label": "Shop",
    "timezone": "Europe/London",
    "rule": {"basis": "use", "valid_for": "P6M"},
}
_RENEWAL: dict[str, Any] = {
    "id": "r1",
    "changed": _MOMENT,
    "entered": _MOMENT,
    "card_id": "bank",
    "card": {"label": "Bank"},
    "kind": "purchase",
    "status": "verified",
    "paid_on": "2026-09-24",
    "amount": "3000",
    "currency": "JPY",
}


def sample(**changes: Any) -> dict[str, Any]:
    """Return a sound book as a plain value, to spoil: two cards, a renewal, a method, a tombstone."""
    book = {
        "format": 1,
        "revision": 7,
        "cards": [_CARD, _OTHER],
        "renewals": [_RENEWAL],
        "payment_methods": [{"id": "visa", "changed": _MOMENT, "label": "Visa", "country": "JP"}],
        "tombstones": [{"id": "gone", "kind": "card", "deleted": _MOMENT}],
    }
    copied: dict[str, Any] = json.loads(json.dumps(book | changes))
    return copied


def sample_text() -> str:
    """Return the sample as a file has it, a field a line."""
    return json.dumps(sample(), indent=1, ensure_ascii=False) + "\n"


def _struct(kind: Any, required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=optional).map(lambda fields: kind(**fields))


def _tuples(of: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


def _matching(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


_ids = _matching("[A-Za-z0-9_-]{1,64}")
_moments = st.datetimes(timezones=st.just(UTC))
_days = st.dates(date(1900, 1, 1))
_letters = st.characters(codec="utf-8")
_texts = st.text(_letters, max_size=30)
_names = st.text(_letters, min_size=1, max_size=30)
_lengths = _matching("P[1-9][0-9]{0,3}(D|W|M|Y|M/end)")
_amounts = _matching(r"-?[0-9]{1,12}(\.[0-9]{1,4})?")
_currencies = st.sampled_from(sorted(CURRENCIES))
_months = _matching("20[0-9]{2}-(0[1-9]|1[0-2])")
_money = st.builds(Money, _amounts, _currencies)

_usable = st.sampled_from([one for one in Phase if one not in (Phase.LOST, Phase.NOT_ACTIVE)])
_rungs = _struct(
    Rung,
    {"phase": _usable, "length": _lengths},
    {
        "approximate": st.booleans(),
        "ends_by": st.sampled_from(terms.EndsBy),
        "works": _tuples(st.sampled_from(terms.Works)),
    },
)
_rules = _struct(
    Rule,
    {"basis": st.sampled_from(terms.Basis)},
    {
        "valid_for": _lengths,
        "count_base_day": st.booleans(),
        "ladder": _tuples(_rungs),
        "first_phase": _usable,
        "late": st.sampled_from(terms.Late),
        "use_within": _lengths,
        "funding": st.builds(Funding, _money, _lengths),
        "plan_version": _texts,
    },
)
_statements = _struct(
    Statement,
    {"clock": st.sampled_from(terms.ClockName), "stated_on": _days, "base_day": _days},
    {"end_day": _days, "by": st.sampled_from(terms.StatedBy), "reason": _texts},
)
cards = _struct(
    Card,
    {
        "id": _ids,
        "changed": _moments,
        "label": _names,
        "timezone": st.sampled_from(["Asia/Tokyo", "Europe/London", "UTC"]),
        "rule": _rules,
    },
    {
        "number": _matching(r"\+[1-9][0-9]{3,14}"),
        "form": st.sampled_from(terms.Form),
        "carrier": _texts,
        "statements": _tuples(_statements),
        "bill_day": st.integers(1, 31),
        "payment_card_expires": _months,
        "install_by": _days,
        "balance": _money,
        "balance_on": _days,
        "currency": _currencies,
        "data_left_mb": st.integers(0, 10**6),
        "iccid": _matching("[0-9]{10,20}"),
        "auto_renew": st.booleans(),
        "texts_abroad": st.booleans(),
        "linked_accounts": _tuples(st.builds(LinkedAccount, _names, _texts, _texts)),
        "tags": _tuples(_texts),
        "stages": _tuples(st.integers(0, 3650)),
        "state": st.sampled_from(terms.State),
        "note": _texts,
    },
)
renewals = _struct(
    Renewal,
    {
        "id": _ids,
        "changed": _moments,
        "entered": _moments,
        "card_id": _ids,
        "card": st.builds(Snapshot, _texts, _texts, _texts),
        "kind": st.sampled_from(terms.Kind),
        "status": st.sampled_from(terms.Status),
        "paid_on": _days,
        "currency": _currencies,
    },
    {
        "channel": _texts,
        "extends": st.sampled_from(terms.Extends),
        "base_day": _days,
        "valid_for": _lengths,
        "amount": _amounts,
        "fee": _amounts,
        "expires_after": _days,
        "receipts": _tuples(_matching(r"[0-9a-f]{64}\.(png|pdf|jpeg)")),
        "note": _texts,
    },
)
_methods = _struct(
    PaymentMethod,
    {"id": _ids, "changed": _moments, "label": _names},
    {"country": _matching("[A-Z]{2}"), "expires": _months},
)
_tombstones = st.builds(Tombstone, _ids, st.sampled_from(["card", "renewal", "payment_method"]), _moments)


def _records(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3, unique_by=lambda record: record.id).map(tuple)


books = st.builds(
    Book,
    revision=st.integers(0, 2**53 - 2),
    cards=_records(cards),
    renewals=_records(renewals),
    payment_methods=_records(_methods),
    tombstones=_records(_tombstones),
)
