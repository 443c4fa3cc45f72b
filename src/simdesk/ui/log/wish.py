"""What the owner may ask for a renewal of the log. No Qt."""

from enum import Enum

from simdesk.domain.terms import Status
from simdesk.ui.log.entries import LogRow
from simdesk.wording.language import _


class LogWish(Enum):
    """One thing to be done with a renewal."""

    ARRIVED = "arrived"
    NOT_YET = "not_yet"
    REFUSED = "refused"
    VOID = "void"
    SHOW_CARD = "show_card"
    HISTORY = "history"


def wishes_of(row: LogRow) -> tuple[LogWish, ...]:
    """Return what can be asked for the renewal as it stands, the likeliest first."""
    shown = (LogWish.HISTORY,) if row.deleted else (LogWish.SHOW_CARD,)
    match row.renewal.status:
        case Status.PAID:
            return (LogWish.ARRIVED, LogWish.NOT_YET, LogWish.REFUSED, LogWish.VOID, *shown)
        case Status.VERIFIED:
            return (LogWish.VOID, *shown)
        case _:
            return shown


def wish_words(wish: LogWish) -> str:
    """Return what a button or a line of a menu says."""
    match wish:
        case LogWish.ARRIVED:
            return _("It arrived")
        case LogWish.NOT_YET:
            return _("Not yet")
        case LogWish.REFUSED:
            return _("It was refused")
        case LogWish.VOID:
            return _("Void")
        case LogWish.SHOW_CARD:
            return _("Show the card")
        case LogWish.HISTORY:
            return _("History…")


def wish_hint(wish: LogWish) -> str:
    """Return what becomes of it; empty where the word itself says it."""
    match wish:
        case LogWish.ARRIVED:
            return _("The last day moves, counted from the day of payment.")
        case LogWish.NOT_YET:
            return _("It stays paid, not verified. SimDesk asks again.")
        case LogWish.VOID:
            return _("It stays in the log and counts no more: the last day moves back.")
        case _:
            return ""


def step_words(wish: LogWish, label: str) -> str:
    """Return what the step is called that fulfils *wish*."""
    match wish:
        case LogWish.VOID:
            return _("void a renewal of {label}").format(label=label)
        case _:
            return _("check a renewal of {label}").format(label=label)


def done_words(wish: LogWish, label: str) -> str:
    """Return a sentence on what was done."""
    match wish:
        case LogWish.ARRIVED:
            words = _("The renewal of “{label}” arrived.")
        case LogWish.REFUSED:
            words = _("The renewal of “{label}” is marked as refused.")
        case LogWish.VOID:
            words = _("The renewal of “{label}” is void: it counts no more.")
        case _:
            words = _("The renewal of “{label}” stays paid, not verified. SimDesk goes on reminding you.")
    return words.format(label=label)


def receipt_step_words(label: str, *, more: bool) -> str:
    """Return what the step is called that adds receipts to a renewal, or else removes one."""
    words = _("add a receipt to a renewal of {label}") if more else _("remove a receipt of {label}")
    return words.format(label=label)


def receipt_done_words(label: str, *, more: bool) -> str:
    """Return a sentence on what became of the receipts of a renewal."""
    if more:
        return _("The receipt is kept with the renewal of “{label}”.").format(label=label)
    words = _("The receipt is taken from the renewal of “{label}”. Its file stays in the data folder.")
    return words.format(label=label)
