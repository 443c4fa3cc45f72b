"""How long a card has got, in words: the badge, the line of what ends, the line of what follows."""

from datetime import date, timedelta

from msgspec import Struct

from simdesk.domain.lifecycle import Span
from simdesk.domain.rows import DEFAULT_STAGES, Row
from simdesk.domain.terms import Basis, DeadlineKind, EndsBy, Phase, State
from simdesk.wording.amounts import money
from simdesk.wording.dates import brief_day, city, month, short_day
from simdesk.wording.language import _, _n, _p
from simdesk.wording.terms import phase_name, state_name


class Headline(Struct, frozen=True):
    """What a badge shows: a large figure or sign, and a small word under it, which may be empty."""

    figure: str
    unit: str

    @property
    def words(self) -> str:
        """Return both in one line, as they are read out: "2 days", "today", "✓ by itself"."""
        return self.unit if self.figure == "0" else f"{self.figure} {self.unit}".rstrip()


def headline(row: Row) -> Headline:
    """Return the countdown of the badge. A sign or a word says how bad it is, never a colour alone."""
    left = row.standing.days_left
    if row.card.state in (State.ARCHIVED, State.PORTED_OUT):
        return Headline("–", "")
    if row.standing.may_be_lost_since is not None:
        return Headline("?", _p("badge", "try it"))
    if row.standing.phase is Phase.LOST:
        return Headline("✕", _p("badge", "lost"))
    if paid_by_itself(row):
        return Headline("✓", _p("badge", "by itself"))
    if left is None:
        return Headline("–", "")
    if left < 0:
        return Headline(str(-left), _n("day ago", "days ago", -left))
    if left == 0:
        return Headline("0", _p("badge", "today"))
    if row.standing.past_first and row.standing.deadline_kind is Phase.LOST:
        return Headline(str(left), _p("badge", "to loss"))
    return Headline(str(left), _n("day", "days", left))


def days_left(days: int | None) -> str:
    """Return how far away a deadline is; None: there is none. Negative: it has passed."""
    if days is None:
        return _("no deadline")
    if days < 0:
        return _n("{n} day ago", "{n} days ago", -days).format(n=-days)
    if days == 0:
        return _("last day today")
    return _n("{n} day left", "{n} days left", days).format(n=days)


def paid_by_itself(row: Row) -> bool:
    """Return whether a bill pays itself and nothing about the payment card is near."""
    standing = row.standing
    if standing.deadline_kind is DeadlineKind.PAYMENT_CARD:
        return (standing.days_left or 0) > DEFAULT_STAGES[0]
    basis = row.card.rule.basis
    return basis is Basis.BILLING and row.card.auto_renew is True and standing.days_left is None


def ends(row: Row) -> str:
    """Return what ends, and when: "Expires Mon 23 Nov", "Suspended, lost from about 3 Dec"."""
    standing = row.standing
    if row.card.state is not State.IN_USE:
        return state_name(row.card.state)
    if standing.may_be_lost_since is not None:
        since = brief_day(standing.may_be_lost_since, row.today)
        return _("May be lost since {day}: try it").format(day=since)
    if standing.phase is Phase.LOST:
        return _("Number lost since {day}").format(day=_brief(standing.lost_on, row))
    if paid_by_itself(row):
        if standing.bill_on is None:
            return _("Paid by itself")
        return _("Next bill {day}").format(day=short_day(standing.bill_on, row.today))
    if standing.next_deadline is None:
        return _("No deadline known") if row.card.rule.basis is Basis.NONE else _("Last day not known")
    return _ending(row, standing.next_deadline)


def what_is_missing(row: Row) -> str:
    """Return what SimDesk has to be told before it can count; empty where it counts, or cannot ever."""
    standing, basis = row.standing, row.card.rule.basis
    gone = standing.may_be_lost_since is not None or standing.phase is Phase.LOST
    if row.card.state is not State.IN_USE or gone or standing.next_deadline is not None:
        return ""
    if basis in (Basis.NONE, Basis.BILLING) or paid_by_itself(row):
        return ""
    return _("SimDesk cannot count down to its end yet. Type its last day under Edit.")


def _ending(row: Row, deadline: date) -> str:
    standing = row.standing
    passed = deadline < row.today
    match standing.deadline_kind:
        case DeadlineKind.BILL:
            sentence = _("Bill of {day} not paid") if passed else _("Next bill {day}")
        case DeadlineKind.PAYMENT_CARD:
            sentence = _("Payment card expired {day}") if passed else _("Payment card expires {day}")
        case DeadlineKind.AUTO_RENEWAL:
            sentence = _("Did it renew on {day}?") if passed else _("Renews by itself {day}")
        case Phase.LOST if standing.past_first:
            return _lost_after_rung(row)
        case _ if standing.phase is Phase.NOT_ACTIVE:
            sentence = _("Install it by {day}")
        case _ if passed:
            return _since(row, deadline)
        case _ if standing.past_first or standing.phase is not Phase.USABLE:
            sentence = _("{phase} until {day}")
        case _:
            sentence = _("Expires {day}")
    return sentence.format(phase=phase_name(standing.phase), day=short_day(deadline, row.today))


def _since(row: Row, deadline: date) -> str:
    """Return what began after a deadline that has passed, where its end is not known."""
    begun = short_day(deadline + timedelta(days=1), row.today)
    return _("{phase} since {day}").format(phase=phase_name(row.standing.phase), day=begun)


def _lost_after_rung(row: Row) -> str:
    about = row.standing.approximate
    sentence = _("{phase}, lost from about {day}") if about else _("{phase}, lost from {day}")
    return sentence.format(phase=phase_name(row.standing.phase), day=_brief(row.standing.lost_on, row))


def afterwards(row: Row, *, short: bool = False) -> str:
    """Return what follows the next deadline if nothing is done, and what is forfeited then; may be empty.

    *short*: without the phase that comes next, where the day of the loss is known.
    """
    standing = row.standing
    if row.card.state is not State.IN_USE or standing.phase is Phase.LOST:
        return ""
    if standing.payment_card_ends is not None and paid_by_itself(row):
        return _("payment card valid to {month}").format(month=month(standing.payment_card_ends))
    if standing.days_left is None or standing.days_left < 0:
        return ""
    if standing.deadline_kind is DeadlineKind.AUTO_RENEWAL:
        return ""
    parts = [_way_out(row), *_following(row, short=short)]
    if standing.lost_on is not None and standing.forfeits is not None:
        parts.append(_("{money} are lost then").format(money=money(standing.forfeits)))
    return " · ".join(filter(None, parts))


def _following(row: Row, *, short: bool) -> list[str]:
    """Return the phase that comes next, and how long the number is kept."""
    later = [span for span in row.standing.spans if span.first_day is not None and span.first_day > row.today]
    if not later or (row.standing.past_first and later[0].phase is Phase.LOST):
        return []
    parts = [] if later[0].phase is Phase.LOST else [_then(later[0].phase)]
    loss = next((span for span in later if span.phase is Phase.LOST), None)
    if loss is not None and loss.first_day is not None:
        when = _loss(loss, loss.first_day, row, said=bool(parts))
        parts = [when] if short else [*parts, when]
    return [_p("list", ", ").join(parts)]


def _loss(loss: Span, first_day: date, row: Row, *, said: bool) -> str:
    if loss.approximate:
        return _("lost from about {day}").format(day=brief_day(first_day, row.today))
    if said:
        return _("kept until {day}").format(day=brief_day(first_day - timedelta(days=1), row.today))
    return _("lost from {day}").format(day=brief_day(first_day, row.today))


def _then(phase: Phase) -> str:
    match phase:
        case Phase.RECEIVE_ONLY:
            return _("then receives only")
        case Phase.SUSPENDED:
            return _("then suspended")
        case Phase.STORED:
            return _("then stored")
        case Phase.OVERDUE:
            return _("then overdue")
        case Phase.PORT_OUT_ONLY:
            return _("then port out only")
        case _:
            return _("then usable")


def _way_out(row: Row) -> str:
    """Return who can still save a card whose first deadline has passed; empty before that."""
    span = row.standing.span
    if span is None or not row.standing.past_first:
        return ""
    match span.way_out:
        case EndsBy.ANY_CHANNEL:
            billed = row.card.rule.basis is Basis.BILLING
            return _("paying still saves it") if billed else _("renewing still saves it")
        case EndsBy.SUPPORT_ONLY:
            return _("only the carrier's support can reopen it")
        case EndsBy.PORT_OUT_ONLY:
            return _("it can only be ported out")
        case EndsBy.NOBODY:
            return _("nobody can extend it")


def what_to_do(row: Row) -> str:
    """Return the deadline in a full sentence, with its zone; empty where there is none to meet.

    "Top up before the end of Mon 23 Nov, Tokyo time".
    """
    standing = row.standing
    if row.card.state is not State.IN_USE or standing.next_deadline is None or standing.days_left is None:
        return ""
    if paid_by_itself(row):
        return ""
    sentence = _sentence_after(row) if standing.days_left < 0 else _sentence_before(row)
    day = short_day(standing.next_deadline, row.today)
    return sentence.format(day=day, city=city(row.card.timezone))


def _sentence_after(row: Row) -> str:
    match row.standing.deadline_kind:
        case DeadlineKind.PAYMENT_CARD:
            return _("The payment card expired on {day}: give the carrier a new one")
        case DeadlineKind.AUTO_RENEWAL:
            return _("Look whether it renewed by itself on {day}, {city} time")
        case DeadlineKind.BILL:
            return _("Pay the bill of {day} now")
        case _ if _is_of_use(row):
            return _("Use it now: it had to be used by {day}, {city} time")
        case _:
            return _("Top up now: what was paid lasted to {day}, {city} time")


def _sentence_before(row: Row) -> str:
    span = row.standing.span
    match row.standing.deadline_kind:
        case DeadlineKind.BILL:
            return _("Pay the bill before the end of {day}, {city} time")
        case DeadlineKind.PAYMENT_CARD:
            return _("Give the carrier a new payment card before the end of {day}")
        case DeadlineKind.AUTO_RENEWAL:
            return _("Renews by itself on {day}, {city} time")
    if row.standing.phase is Phase.NOT_ACTIVE:
        return _("Install it before the end of {day}, {city} time")
    match span.way_out if span is not None else EndsBy.ANY_CHANNEL:
        case EndsBy.SUPPORT_ONLY:
            return _("Ask the carrier's support to reopen it before the end of {day}, {city} time")
        case EndsBy.PORT_OUT_ONLY:
            return _("Port the number out before the end of {day}, {city} time")
        case EndsBy.NOBODY:
            return _("Ends with {day}, {city} time, and nobody can extend it")
        case _:
            return _act_by_basis(row)


def _act_by_basis(row: Row) -> str:
    if not row.standing.past_first and _is_of_use(row):
        return _("Use it before the end of {day}, {city} time")
    match row.card.rule.basis:
        case Basis.USE:
            return _("Use it before the end of {day}, {city} time")
        case Basis.PACK_END:
            return _("Buy a pack before the end of {day}, {city} time")
        case Basis.BILLING if row.card.rule.funding is None:
            return _("Pay the bill before the end of {day}, {city} time")
        case Basis.NONE:
            return _("Renew it before the end of {day}, {city} time")
        case Basis.FIXED:
            return _("Ends with {day}, {city} time, and cannot be extended")
        case _:
            return _("Top up before the end of {day}, {city} time")


def _is_of_use(row: Row) -> bool:
    """Return whether the clock of use, and not the main one, is what the deadline is about."""
    return row.card.rule.use_within is not None and row.standing.next_deadline != row.standing.expires_on


def pending(row: Row) -> str:
    """Return the renewal that waits to be verified: "paid 21 Nov, would become 22 Jan"; empty if none."""
    waiting = row.standing.pending
    if waiting is None:
        return ""
    paid = brief_day(waiting.renewal.paid_on, row.today)
    if waiting.would_be is None or waiting.would_be == row.standing.expires_on:
        return _("paid {paid}, not verified yet").format(paid=paid)
    would_be = brief_day(waiting.would_be, row.today)
    return _("paid {paid}, would become {day}").format(paid=paid, day=would_be)


def data_line(row: Row) -> str:
    """Return until when data can be used, or since when no more: "data until 3 Apr"; empty if not known."""
    last_day = row.standing.data_ends_on
    if last_day is None:
        return ""
    sentence = _("data ended {day}") if last_day < row.today else _("data until {day}")
    return sentence.format(day=brief_day(last_day, row.today))


def row_name(row: Row) -> str:
    """Return the accessible name of a row: it begins with the label and contains the days left."""
    left = row.standing.days_left
    parts = [row.card.label, "" if left is None else days_left(left), ends(row), pending(row)]
    return _p("list", ", ").join(filter(None, parts))


def _brief(when: date | None, row: Row) -> str:
    return "–" if when is None else brief_day(when, row.today)
