"""Cards and renewals for tables: everything that a test does not say is the plainest value."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from simdesk.domain.card import Card, Rule, Rung, Statement
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.domain.terms import Basis, ClockName, Kind, Phase, Status

MOMENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

SOFTBANK = Rule(Basis.EXPIRY, "P60D", "P360D", ladder=(Rung(Phase.RECEIVE_ONLY, "P360D"),))
POVO = Rule(Basis.PACK_END, "P180D", ladder=(Rung(Phase.SUSPENDED, "P30D", approximate=True),))
GIFFGAFF = Rule(Basis.USE, "P6M")
TELLO = Rule(Basis.PAYMENT, "P3M")
HIS = Rule(Basis.BILLING)


def day(text: str) -> date:
    """Return the date that *text*, YYYY-MM-DD, stands for."""
    return date.fromisoformat(text)


def days(*texts: str) -> tuple[date, ...]:
    """Return the dates that *texts* stand for."""
    return tuple(map(day, texts))


def stated(clock: ClockName, *, base: str = "", end: str = "", on: str = "2026-01-01") -> Statement:
    """Return a statement about *clock* made on *on*."""
    return Statement(clock, day(on), day(base) if base else None, day(end) if end else None)


def card(rule: Rule, *, base: str = "", end: str = "", on: str = "2026-01-01", **fields: Any) -> Card:
    """Return a card in Tokyo whose main clock was stated on *on*, if a base or an end is given."""
    statements = fields.pop("statements", ())
    if base or end:
        statements = (stated(ClockName.MAIN, base=base, end=end, on=on), *statements)
    known: dict[str, Any] = {"id": "a", "label": "Bank codes", "timezone": "Asia/Tokyo", **fields}
    return Card(changed=MOMENT, rule=rule, statements=statements, **known)


def renewal(paid_on: str, **fields: Any) -> Renewal:
    """Return a verified purchase paid on *paid_on*; entered in the order of the calls' ids."""
    known: dict[str, Any] = {
        "id": f"r-{paid_on}",
        "card_id": "a",
        "kind": Kind.PURCHASE,
        "status": Status.VERIFIED,
        "entered": MOMENT + timedelta(minutes=1),
        **fields,
    }
    for name in ("base_day", "verified_on", "voided_on", "expires_before", "expires_after"):
        if isinstance(known.get(name), str):
            known[name] = day(known[name])
    return Renewal(changed=MOMENT, card=Snapshot("Bank codes"), paid_on=day(paid_on), **known)
