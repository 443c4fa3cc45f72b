"""What a renewal would do, before it is entered."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.card import Card, Rule
from simdesk.domain.clocks import MainClock, funded_clock, main_clock, next_bill
from simdesk.domain.numbers import masked
from simdesk.domain.renewal import Renewal, Snapshot
from simdesk.domain.terms import Basis, Kind, Status


class Preview(Struct, frozen=True):
    """The last day of the first phase without and with a renewal, and the days a cap throws away."""

    before: date | None
    after: date | None
    thrown_away: int = 0


def preview(card: Card, others: Iterable[Renewal], renewal: Renewal) -> Preview:
    """Return the dates with *renewal* verified beside *others*, the card's other renewals.

    On the basis ``billing`` the dates are those of the next bill.
    """
    earlier = [one for one in others if one.id != renewal.id]
    both = [*earlier, replace(renewal, status=Status.VERIFIED)]
    if card.rule.basis is Basis.BILLING and renewal.kind is Kind.BILL:
        return Preview(next_bill(card, earlier), next_bill(card, both))
    after = _main(card, both)
    return Preview(_main(card, earlier).last_day, after.last_day, after.thrown_away)


def with_dates(card: Card, others: Iterable[Renewal], renewal: Renewal) -> Renewal:
    """Return *renewal* with the dates it moves from and to; those of a correction are its own."""
    seen = preview(card, others, renewal)
    after = renewal.expires_after if renewal.kind is Kind.CORRECTION else seen.after
    return replace(renewal, expires_before=seen.before, expires_after=after)


def snapshot_of(card: Card) -> Snapshot:
    """Return what the log keeps of the card: its names, its masked number, its rule."""
    number = "" if card.number is None else masked(card.number)
    return Snapshot(card.label, number, card.carrier, card.plan, rule_text(card.rule))


def rule_text(rule: Rule, valid_for: str | None = None) -> str:
    """Return the rule in its compact form, such as ``expiry P60D cap P360D``.

    *valid_for* is the length that was used where it is not the rule's.
    """
    words = [rule.basis.value]
    if length := valid_for or rule.valid_for:
        words.append(length)
    if rule.cap is not None:
        words += ["cap", rule.cap]
    if rule.count_base_day:
        words.append("count_base_day")
    return " ".join(words)


def _main(card: Card, renewals: list[Renewal]) -> MainClock:
    return funded_clock(card, renewals, main_clock(card, renewals))
