"""What a renewal leads to, in sentences: the new date, what is thrown away, what stays as it is."""

from dataclasses import dataclass
from datetime import date

from simdesk.catalog.cautions import fills_balance
from simdesk.domain.draft import RenewalDraft, is_length
from simdesk.domain.lifecycle import Standing
from simdesk.domain.renewing import Preview
from simdesk.domain.rows import Row
from simdesk.domain.terms import Basis, ClockName, Kind, Late, Phase
from simdesk.wording.dates import day, length
from simdesk.wording.language import _, _n, _p
from simdesk.wording.terms import phase_name


@dataclass(frozen=True, slots=True)
class Outcome:
    """A renewal and where it leads: the card's row now, the dates, the standing it would have."""

    draft: RenewalDraft
    row: Row
    seen: Preview
    after: Standing

    @property
    def moves(self) -> bool:
        """Return whether the last day becomes another one."""
        return self.seen.after is not None and self.seen.after != self.seen.before


def outcome(now: Outcome) -> str:
    """Return where the renewal leads, in a few sentences."""
    if now.draft.kind is Kind.BILL:
        return _bill(now)
    if fills_balance(now.row.card.rule, now.draft.extends) and not now.moves:
        return _(
            "This fills the balance. Once it arrived, type the new balance: the last day follows from it."
        )
    if now.row.card.rule.basis is Basis.FIXED:
        return _("This card ends on a fixed day; nothing extends it.")
    if not now.draft.extends.number:
        return _no_number(now)
    if now.seen.after is None:
        return _(
            "SimDesk cannot count the new date here. Once it arrived, type what the carrier's page says."
        )
    if not now.moves:
        return _unmoved(now)
    cap = now.row.card.rule.cap
    said = (_moved(now), _kept(now), _guess(now), thrown_away(now.seen, cap))
    return _p("sentences", " ").join(filter(None, said))


def _bill(now: Outcome) -> str:
    if now.seen.after is None:
        return _("SimDesk does not know when the next bill comes.")
    if now.seen.before is None:
        return _("The next bill is then {day}.").format(day=day(now.seen.after))
    return _("This settles the bill of {before}; the next one is {day}.").format(
        before=day(now.seen.before), day=day(now.seen.after)
    )


def _no_number(now: Outcome) -> str:
    ends = now.draft.pack_end(now.row.today)
    kept = (
        _("This does not keep the number.")
        if now.seen.before is None
        else _("This does not keep the number: its last day stays {day}.").format(day=day(now.seen.before))
    )
    if now.draft.extends.data and ends is not None:
        return kept + _p("sentences", " ") + _("The data last until {day}.").format(day=day(ends))
    return kept


def _moved(now: Outcome) -> str:
    after = now.seen.after or now.row.today
    if now.seen.before is None:
        return _("{phase} until {day}.").format(phase=_phase(now), day=day(after))
    return _("{phase} until {day} (was {before}).").format(
        phase=_phase(now), day=day(after), before=day(now.seen.before)
    )


def _phase(now: Outcome) -> str:
    return phase_name(now.row.card.rule.first_phase)


def _kept(now: Outcome) -> str:
    """Return how long the number itself is kept after the first phase; empty where it ends with it."""
    spans = now.after.spans
    held = next((span for span in reversed(spans) if span.phase is not Phase.LOST), None)
    if held is None or held.last_day is None or held.last_day == now.seen.after or len(spans) < 3:
        return ""
    if spans[-1].approximate:
        return _("The number is kept until about {day}.").format(day=day(held.last_day))
    return _("The number is kept until {day}.").format(day=day(held.last_day))


def _guess(now: Outcome) -> str:
    """Return that the pack's end is not known where the date should be counted from it."""
    if now.row.card.rule.basis is not Basis.PACK_END or now.draft.pack_end(now.row.today) is not None:
        return ""
    return _("How long the pack lasts is not known, so it is counted from the day of payment.")


def thrown_away(seen: Preview, cap: str | None) -> str:
    """Return how many days a cap takes away; empty where it takes none."""
    if not seen.thrown_away or cap is None:
        return ""
    return _n(
        "{n} day is lost: never more than {cap} from the day of payment.",
        "{n} days are lost: never more than {cap} from the day of payment.",
        seen.thrown_away,
    ).format(n=seen.thrown_away, cap=length(cap))


def _unmoved(now: Outcome) -> str:
    card, paid, last_day = now.row.card, now.draft.paid_day or now.row.today, now.seen.before
    said = card.stated(ClockName.MAIN)
    if last_day is None:
        return ""
    if said is not None and paid < said.stated_on:
        return _(
            "The last day stays {day}: it was entered on {said}, after this payment, and contains it already."
        ).format(day=day(last_day), said=day(said.stated_on))
    if card.rule.basis is Basis.EXPIRY and card.rule.late is Late.FORBIDDEN and paid > last_day:
        return _("Too late: after {day} this card cannot be extended any more.").format(day=day(last_day))
    if now.seen.thrown_away:
        return _("The last day stays {day}: it is as far away as the carrier lets it be.").format(
            day=day(last_day)
        )
    return _("The last day stays {day}.").format(day=day(last_day))


def counted_from(now: Outcome) -> str:
    """Return in words what the new date is counted from; empty where nothing is counted."""
    draft, rule, today = now.draft, now.row.card.rule, now.row.today
    text = draft.valid_for if is_length(draft.valid_for) else rule.valid_for
    paid = draft.paid_day or today
    if draft.kind is Kind.BILL or not draft.extends.number or text is None or not now.moves:
        return ""
    lasts = length(text)
    match rule.basis:
        case Basis.EXPIRY if now.seen.before is not None and now.seen.before >= paid:
            return _("{length} added to the last day so far, {day}").format(
                length=lasts, day=day(now.seen.before)
            )
        case Basis.EXPIRY | Basis.PAYMENT:
            return _("{length} from the day of payment, {day}").format(length=lasts, day=day(paid))
        case Basis.USE:
            return _("{length} from the day of use, {day}").format(length=lasts, day=day(paid))
        case Basis.PACK_END:
            ends = draft.pack_end(today) or paid
            return _("{length} from the pack's last day, {day}").format(
                length=length(rule.valid_for or text), day=day(ends)
            )
        case _:
            return ""


def old_date(seen: Preview, today: date) -> str:
    """Return the last day so far and how it stands: "Mon 23 Nov 2026"; a dash where none is known."""
    if seen.before is None:
        return "–"
    if seen.before < today:
        return _("{day} (passed)").format(day=day(seen.before))
    return day(seen.before)
