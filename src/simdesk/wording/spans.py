"""The phases of a card, one sentence each, for previews and for the details."""

from simdesk.domain.lifecycle import Span, Standing
from simdesk.domain.terms import DeadlineKind, Phase
from simdesk.wording.dates import day
from simdesk.wording.language import _
from simdesk.wording.terms import phase_name


def span_line(span: Span) -> str:
    """Return one phase with its days: "Suspended from about Sat 29 Aug 2026 to Sun 27 Sep 2026"."""
    if span.phase is Phase.LOST:
        sentence = _("Number lost from about {first}") if span.approximate else _("Number lost from {first}")
    elif span.first_day is None:
        sentence = _("{phase} to {last}") if span.last_day is not None else _("{phase}, no end known")
    elif span.last_day is None:
        sentence = _("{phase} from {first}")
    elif span.approximate:
        sentence = _("{phase} from about {first} to {last}")
    else:
        sentence = _("{phase} from {first} to {last}")
    return sentence.format(
        phase=phase_name(span.phase),
        first="" if span.first_day is None else day(span.first_day),
        last="" if span.last_day is None else day(span.last_day),
    )


def preview_lines(standing: Standing) -> tuple[str, ...]:
    """Return every date that a card's form leads to, the phases first, then the further clocks."""
    lines = [span_line(span) for span in standing.spans]
    if standing.bill_on is not None and standing.deadline_kind is not DeadlineKind.BILL:
        lines.append(_("Next bill {day}").format(day=day(standing.bill_on)))
    if standing.payment_card_ends is not None:
        lines.append(_("Payment card expires {day}").format(day=day(standing.payment_card_ends)))
    if standing.data_ends_on is not None:
        lines.append(_("Data to {day}").format(day=day(standing.data_ends_on)))
    return tuple(lines)
