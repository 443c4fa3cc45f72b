"""A plan's rule that is another one now: offered with both dates, never applied by itself.

Taking it over or keeping the card's own are edits (``domain.edits``: ``set_rule`` and ``keep_rule``).
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from simdesk.catalog.model import Plan
from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card, Rule
from simdesk.domain.lifecycle import standing
from simdesk.domain.renewal import Renewal
from simdesk.domain.terms import Phase


class RuleChange(Struct, frozen=True, kw_only=True):
    """A card's rule and the one that its plan has now, with the dates that each leads to.

    Days as in ``Standing``; None where a rule gives none. The phases are those of today.
    """

    old: Rule
    new: Rule
    deadline_before: date | None
    deadline_after: date | None
    lost_before: date | None
    lost_after: date | None
    phase_before: Phase
    phase_after: Phase

    @property
    def moves_a_date(self) -> bool:
        """Return whether a date of this card is another one then."""
        before = self.deadline_before, self.lost_before
        return before != (self.deadline_after, self.lost_after)


def offered_change(
    card: Card,
    renewals: Iterable[Renewal],
    plan: Plan | None,
    today: date,
    method: PaymentMethod | None = None,
) -> RuleChange | None:
    """Return the change that *plan* offers its card; None where there is nothing to ask.

    Only a rule that was copied from the catalog is asked about, once for each version, and only if the
    new one counts otherwise. *today* is a date in the card's zone.
    """
    old = card.rule
    if plan is None or old.plan_version is None or old.plan_version == plan.rule.plan_version:
        return None
    if counts_alike(old, plan.rule):
        return None
    held = tuple(renewals)
    before = standing(card, held, today, method)
    after = standing(replace(card, rule=plan.rule), held, today, method)
    return RuleChange(
        old=old,
        new=plan.rule,
        deadline_before=before.next_deadline,
        deadline_after=after.next_deadline,
        lost_before=before.lost_on,
        lost_after=after.lost_on,
        phase_before=before.phase,
        phase_after=after.phase,
    )


def counts_alike(one: Rule, other: Rule) -> bool:
    """Return whether both rules lead to the same dates, whatever version they are from."""
    return _counting(one) == _counting(other)


def _counting(rule: Rule) -> Rule:
    """Return what of a rule moves dates: not who can end a phase, nor what works in it."""
    ladder = tuple(replace(rung, ends_by=None, works=None) for rung in rule.ladder)
    return replace(rule, ladder=ladder, plan_version=None)
