"""A plan in words: what sort it is, whether it is alive, how its rule counts, what becomes of the number."""

from collections.abc import Sequence

from simdesk.catalog.terms import PlanKind, PlanStatus
from simdesk.domain.card import Rule, Rung
from simdesk.domain.terms import Basis, Late, Phase
from simdesk.wording.amounts import money
from simdesk.wording.dates import length
from simdesk.wording.language import _, _p
from simdesk.wording.terms import basis_name, late_name, phase_name, way_out_name, works_name

_HAS_LENGTH = (Basis.EXPIRY, Basis.PAYMENT, Basis.USE, Basis.PACK_END)


def plan_kind_name(kind: PlanKind) -> str:
    """Return what sort of tariff a plan is."""
    match kind:
        case PlanKind.PREPAID:
            return _p("plan", "Prepaid")
        case PlanKind.POSTPAID:
            return _p("plan", "Monthly bill")
        case PlanKind.ZERO_BASE:
            return _p("plan", "No basic fee")
        case PlanKind.STORAGE:
            return _p("plan", "Number storage")
        case PlanKind.TOURIST:
            return _p("plan", "For visitors")
        case PlanKind.FREE:
            return _p("plan", "Free")


def plan_status_name(status: PlanStatus) -> str:
    """Return whether a plan is alive."""
    match status:
        case PlanStatus.ACTIVE:
            return _p("plan", "On offer")
        case PlanStatus.LEGACY:
            return _p("plan", "Closed to new users")
        case PlanStatus.ENDED:
            return _p("plan", "Ended")


def rule_lines(rule: Rule) -> tuple[str, ...]:
    """Return what the last day is counted from, how long, and what else of the rule counts."""
    lines = [_basis(rule)]
    if rule.cap is not None:
        lines.append(_("At most {length} from the day of payment").format(length=length(rule.cap)))
    if rule.use_within is not None:
        lines.append(_("Besides, it must be used once in {length}").format(length=length(rule.use_within)))
    if rule.funding is not None:
        words = _("{fee} is taken from the balance, each time for {length}")
        lines.append(words.format(fee=money(rule.funding.fee), length=length(rule.funding.cycle)))
    if rule.late is not Late.FROM_PAYMENT:
        lines.append(_("Renewed after the last day: {how}").format(how=late_name(rule.late)))
    return tuple(lines)


def ladder_lines(rule: Rule) -> tuple[str, ...]:
    """Return the phases of the number, one line each, to its loss; empty where no rule is known."""
    if rule.basis is Basis.NONE:
        return ()
    lines = [_("{phase}: to the last day").format(phase=phase_name(rule.first_phase))]
    if rule.basis is Basis.BILLING and not rule.ladder:
        words = _("{phase}: when a bill is not paid. When the number is lost is not known.")
        return (*lines, words.format(phase=phase_name(Phase.OVERDUE)))
    lines += [_rung(rung) for rung in rule.ladder]
    about = any(rung.approximate for rung in rule.ladder)
    lost = _("{phase}: from about then") if about else _("{phase}: after that")
    return (*lines, lost.format(phase=phase_name(Phase.LOST)))


def stages_words(stages: Sequence[int]) -> str:
    """Return how many days before its last day one is reminded."""
    return _("{days} days before the last day").format(days=_p("list", ", ").join(map(str, stages)))


def _basis(rule: Rule) -> str:
    name = basis_name(rule.basis)
    if rule.valid_for is not None:
        return _p("rule", "{basis}: {length}").format(basis=name, length=length(rule.valid_for))
    if rule.basis in _HAS_LENGTH:
        return _("{basis}; how long is not known").format(basis=name)
    return name


def _rung(rung: Rung) -> str:
    words = _("{phase}: from about then, {length}") if rung.approximate else _("{phase}: then {length}")
    parts = [words.format(phase=phase_name(rung.phase), length=length(rung.length))]
    working = _p("list", ", ").join(map(works_name, rung.still_works))
    parts.append(_("still works: {things}").format(things=working) if working else _("nothing works"))
    parts.append(_("way out: {who}").format(who=way_out_name(rung.way_out)))
    return " · ".join(parts)
