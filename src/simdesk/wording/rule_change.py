"""A plan's rule that is another one now, in words."""

from datetime import date

from simdesk.catalog.rule_change import RuleChange
from simdesk.wording.dates import day
from simdesk.wording.language import _, _p
from simdesk.wording.terms import phase_name


def change_words(change: RuleChange) -> str:
    """Return that the plan's rule is another one, and what both lead to, a line each."""
    parts = [
        _("You wrote another rule for this plan; the card still has the one it had.")
        if _is_own(change)
        else _("SimDesk knows another rule for this plan now; the card still has the one it had.")
    ]
    if change.deadline_before != change.deadline_after:
        words = _("Next deadline: {before} by the card's rule, {after} by the new one.")
        parts.append(words.format(before=_day(change.deadline_before), after=_day(change.deadline_after)))
    if change.lost_before != change.lost_after:
        words = _("Number lost: {before} by the card's rule, {after} by the new one.")
        parts.append(words.format(before=_day(change.lost_before), after=_day(change.lost_after)))
    if change.phase_before is not change.phase_after:
        words = _("Today: {before} by the card's rule, {after} by the new one.")
        before, after = phase_name(change.phase_before), phase_name(change.phase_after)
        parts.append(words.format(before=before, after=after))
    if not change.moves_a_date:
        parts.append(_("Both give the dates that the card has today; later ones may differ."))
    return "\n".join(parts)


def _is_own(change: RuleChange) -> bool:
    return (change.new.plan_version or "").startswith("own ")


def _day(found: date | None) -> str:
    return _p("date", "none") if found is None else day(found)
