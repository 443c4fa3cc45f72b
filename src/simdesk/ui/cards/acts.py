"""What is done with a card without a window of its own: as edits, with a word on what was done."""

from collections.abc import Iterable
from datetime import date, datetime

from simdesk.catalog.model import Plan
from simdesk.catalog.usual import usual_renewal
from simdesk.domain.edits import Edit, delete_card, log_renewal, new_id, refuse, set_state, verify
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import preview, snapshot_of
from simdesk.domain.rows import Row
from simdesk.domain.terms import Kind, State, Status
from simdesk.ui.cards.wish import Wish
from simdesk.wording.amounts import amount
from simdesk.wording.dates import short_day
from simdesk.wording.language import _, _p, current

_STATES = {
    Wish.ARCHIVE: State.ARCHIVED,
    Wish.PORTED_OUT: State.PORTED_OUT,
    Wish.LOST: State.CONFIRMED_LOST,
    Wish.IN_USE: State.IN_USE,
}


def edit_of(wish: Wish, row: Row, moment: datetime) -> Edit | None:
    """Return the edit that fulfils *wish* for the card of *row*; None where it takes more than that."""
    card, waiting = row.card, row.standing.pending
    if wish in _STATES:
        return set_state(card.id, _STATES[wish], moment)
    match wish:
        case Wish.DELETE:
            return delete_card(card.id, moment)
        case Wish.ARRIVED if waiting is not None:
            return verify(waiting.renewal.id, row.today, moment)
        case Wish.REFUSED if waiting is not None:
            return refuse(waiting.renewal.id, moment)
        case Wish.RENEWED | Wish.NOT_RENEWED:
            return log_renewal(_automatic(row, moment, renewed=wish is Wish.RENEWED))
    return None


def still_works(row: Row, last_day: date, moment: datetime) -> Edit:
    """Return the edit that says the number works, and that its last day is *last_day*."""
    return log_renewal(
        Renewal(
            id=new_id(),
            changed=moment,
            entered=moment,
            card_id=row.card.id,
            card=snapshot_of(row.card),
            kind=Kind.CORRECTION,
            status=Status.VERIFIED,
            paid_on=row.today,
            verified_on=row.today,
            expires_after=last_day,
        )
    )


def usual_words(row: Row, plan: Plan | None, others: Iterable[Renewal], moment: datetime) -> str:
    """Return what "I did it today" would log, and the day it leads to; empty where nothing is usual."""
    held = tuple(others)
    renewal = usual_renewal(row, plan, held, "preview", moment)
    if renewal is None:
        return ""
    seen = preview(row.card, held, renewal)
    words = _("Log for today: {what}.").format(what=_act_words(renewal, plan, row.today))
    if seen.after is None or seen.after == seen.before:
        return words
    then = (
        _("The next bill is then {day}.") if renewal.kind is Kind.BILL else _("The last day is then {day}.")
    )
    return _p("sentences", " ").join((words, then.format(day=short_day(seen.after, row.today))))


def step_words(wish: Wish, label: str) -> str:
    """Return what the step is called that fulfils *wish*: "Archive HSBC"."""
    match wish:
        case Wish.ARCHIVE:
            words = _("archive {label}")
        case Wish.PORTED_OUT | Wish.LOST | Wish.IN_USE:
            words = _("change the state of {label}")
        case Wish.DELETE:
            words = _("delete {label}")
        case _:
            words = _("log a renewal of {label}")
    return words.format(label=label)


def done_words(wish: Wish, label: str) -> str:
    """Return a sentence on what was done."""
    match wish:
        case Wish.ARCHIVE:
            words = _("“{label}” is archived.")
        case Wish.PORTED_OUT:
            words = _("“{label}” is marked as ported out.")
        case Wish.LOST:
            words = _("“{label}” is marked as lost.")
        case Wish.IN_USE:
            words = _("“{label}” is in use again.")
        case Wish.DELETE:
            words = _(
                "“{label}” is deleted. Its renewals stay in the log, and its PIN and PUK, if you gave them,"
                " in the keyring of the system."
            )
        case Wish.ARRIVED:
            words = _("The renewal of “{label}” arrived.")
        case Wish.REFUSED:
            words = _("The renewal of “{label}” is marked as refused.")
        case Wish.NOT_RENEWED:
            words = _("“{label}” did not renew by itself.")
        case _:
            words = _("A renewal of “{label}” is logged.")
    return words.format(label=label)


def not_yet_words(label: str) -> str:
    """Return a sentence on a renewal that has not arrived yet: nothing was done."""
    words = _("The renewal of “{label}” stays paid, not verified. SimDesk goes on reminding you.")
    return words.format(label=label)


def _automatic(row: Row, moment: datetime, *, renewed: bool) -> Renewal:
    on = row.standing.next_deadline or row.today
    return Renewal(
        id=new_id(),
        changed=moment,
        entered=moment,
        card_id=row.card.id,
        card=snapshot_of(row.card),
        kind=Kind.AUTO,
        status=Status.VERIFIED if renewed else Status.REFUSED,
        paid_on=on,
        verified_on=row.today if renewed else None,
    )


def _act_words(renewal: Renewal, plan: Plan | None, today: date) -> str:
    match renewal.kind:
        case Kind.USE:
            return _("the card was used, such as for a text or a call")
        case Kind.BILL if renewal.base_day is not None:
            return _("the bill of {day} is paid").format(day=short_day(renewal.base_day, today))
        case Kind.BILL:
            return _("the bill is paid")
    offer = None if plan is None else plan.offer(renewal.offer)
    if offer is None:
        return _("a top-up or another purchase")
    name = offer.name.said(current())
    if renewal.amount is None or renewal.currency is None or _names_amount(name, renewal.amount):
        return name
    return _("{offer} for {money}").format(offer=name, money=amount(renewal.amount, renewal.currency))


def _names_amount(name: str, price: str) -> bool:
    return price in name.replace(",", "")
