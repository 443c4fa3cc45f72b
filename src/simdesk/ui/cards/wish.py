"""What the owner may ask for a card, from a row, its menu, or the details."""

from enum import Enum

from simdesk.domain.rows import Row
from simdesk.domain.terms import Basis, DeadlineKind, Phase, State
from simdesk.wording.countdown import paid_by_itself
from simdesk.wording.language import _


class Wish(Enum):
    """One thing to be done with a card, or with a renewal of it that waits for an answer."""

    RENEW = "renew"
    DID_IT = "did_it"
    LOG_IT = "log_it"
    EDIT = "edit"
    ARCHIVE = "archive"
    PORTED_OUT = "ported_out"
    LOST = "lost"
    IN_USE = "in_use"
    DELETE = "delete"
    ARRIVED = "arrived"
    NOT_YET = "not_yet"
    REFUSED = "refused"
    RENEWED = "renewed"
    NOT_RENEWED = "not_renewed"
    STILL_WORKS = "still_works"
    TROUBLE = "trouble"
    SECRETS = "secrets"
    HISTORY = "history"


def can_log(row: Row) -> bool:
    """Return whether an act of its owner can be logged for the card at once: one that it is kept by."""
    basis = row.card.rule.basis
    kept = basis not in (Basis.FIXED, Basis.NONE) or row.standing.deadline_kind is DeadlineKind.BILL
    alive = row.card.state is State.IN_USE and row.standing.phase is not Phase.LOST
    return kept and alive and not paid_by_itself(row)


def menu_of(row: Row) -> tuple[tuple[Wish, ...], ...]:
    """Return what the menu of a card offers, in groups."""
    if row.card.state is State.IN_USE:
        return (
            (Wish.RENEW, Wish.DID_IT, Wish.EDIT) if can_log(row) else (Wish.RENEW, Wish.EDIT),
            (Wish.SECRETS, Wish.HISTORY),
            (Wish.ARCHIVE, Wish.PORTED_OUT, Wish.LOST),
            (Wish.DELETE,),
        )
    return ((Wish.EDIT, Wish.IN_USE), (Wish.SECRETS, Wish.HISTORY), (Wish.DELETE,))


def wish_words(wish: Wish) -> str:
    """Return what a button or a line of a menu says."""
    match wish:
        case Wish.RENEW:
            return _("Renew…")
        case Wish.DID_IT:
            return _("I did it today")
        case Wish.LOG_IT:
            return _("Log it")
        case Wish.EDIT:
            return _("Edit…")
        case Wish.ARCHIVE:
            return _("Archive")
        case Wish.PORTED_OUT:
            return _("Ported out")
        case Wish.LOST:
            return _("The number is lost")
        case Wish.IN_USE:
            return _("In use again")
        case Wish.DELETE:
            return _("Delete the card")
        case Wish.ARRIVED:
            return _("It arrived")
        case Wish.NOT_YET:
            return _("Not yet")
        case Wish.REFUSED:
            return _("It was refused")
        case Wish.RENEWED:
            return _("Yes, it renewed")
        case Wish.NOT_RENEWED:
            return _("No")
        case Wish.STILL_WORKS:
            return _("It still works")
        case Wish.TROUBLE:
            return _("Something is wrong…")
        case Wish.SECRETS:
            return _("PIN and PUK…")
        case Wish.HISTORY:
            return _("History…")
