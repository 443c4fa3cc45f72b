"""The names of the closed lists. Each is asked for when it is shown, so a change of language takes effect."""

from simdesk.domain.terms import (
    Basis,
    ClockName,
    DeadlineKind,
    EndsBy,
    Extends,
    Form,
    Kind,
    Late,
    Phase,
    State,
    StatedBy,
    Status,
    Works,
)
from simdesk.wording.language import _p


def form_name(form: Form) -> str:
    """Return what the card is made of."""
    match form:
        case Form.PHYSICAL:
            return _p("form", "SIM card")
        case Form.ESIM:
            return _p("form", "eSIM")
        case Form.VIRTUAL:
            return _p("form", "Virtual number")


def phase_name(phase: Phase) -> str:
    """Return what the card is able to do, as a title."""
    match phase:
        case Phase.NOT_ACTIVE:
            return _p("phase", "Not active")
        case Phase.USABLE:
            return _p("phase", "Usable")
        case Phase.STORED:
            return _p("phase", "Stored")
        case Phase.RECEIVE_ONLY:
            return _p("phase", "Receive only")
        case Phase.OVERDUE:
            return _p("phase", "Overdue")
        case Phase.SUSPENDED:
            return _p("phase", "Suspended")
        case Phase.PORT_OUT_ONLY:
            return _p("phase", "Port out only")
        case Phase.LOST:
            return _p("phase", "Number lost")


def state_name(state: State) -> str:
    """Return what the owner says of the card."""
    match state:
        case State.IN_USE:
            return _p("state", "In use")
        case State.ARCHIVED:
            return _p("state", "Archived")
        case State.PORTED_OUT:
            return _p("state", "Ported out")
        case State.CONFIRMED_LOST:
            return _p("state", "Number lost, confirmed")


def basis_name(basis: Basis) -> str:
    """Return what the last day is counted from."""
    match basis:
        case Basis.EXPIRY:
            return _p("basis", "Adds up: counted from the last day so far")
        case Basis.PAYMENT:
            return _p("basis", "Counted from the day of payment")
        case Basis.USE:
            return _p("basis", "Counted from the last use")
        case Basis.PACK_END:
            return _p("basis", "Counted from the end of the last paid pack")
        case Basis.BILLING:
            return _p("basis", "Billed regularly")
        case Basis.FIXED:
            return _p("basis", "Ends on a fixed day")
        case Basis.NONE:
            return _p("basis", "No rule known")


def late_name(late: Late) -> str:
    """Return what a renewal after the last day counts from."""
    match late:
        case Late.FROM_PAYMENT:
            return _p("late", "Counted from the day of payment")
        case Late.FROM_EXPIRY:
            return _p("late", "Counted from the old last day")
        case Late.FORBIDDEN:
            return _p("late", "Not possible any more")


def way_out_name(way_out: EndsBy) -> str:
    """Return who is able to lift the card out of a phase."""
    match way_out:
        case EndsBy.ANY_CHANNEL:
            return _p("way out", "Any channel")
        case EndsBy.SUPPORT_ONLY:
            return _p("way out", "The carrier's support only")
        case EndsBy.PORT_OUT_ONLY:
            return _p("way out", "Porting out only")
        case EndsBy.NOBODY:
            return _p("way out", "Nobody")


def works_name(works: Works) -> str:
    """Return one thing that still works."""
    match works:
        case Works.TEXTS_IN:
            return _p("works", "Texts in")
        case Works.TEXTS_OUT:
            return _p("works", "Texts out")
        case Works.CALLS_IN:
            return _p("works", "Calls in")
        case Works.CALLS_OUT:
            return _p("works", "Calls out")
        case Works.DATA:
            return _p("works", "Data")


def kind_name(kind: Kind) -> str:
    """Return what sort of act a renewal was."""
    match kind:
        case Kind.PURCHASE:
            return _p("kind", "Purchase")
        case Kind.USE:
            return _p("kind", "Use")
        case Kind.BILL:
            return _p("kind", "Bill")
        case Kind.AUTO:
            return _p("kind", "Automatic renewal")
        case Kind.CORRECTION:
            return _p("kind", "Correction")


def status_name(status: Status) -> str:
    """Return how far a renewal has got."""
    match status:
        case Status.PAID:
            return _p("status", "Paid, not verified")
        case Status.VERIFIED:
            return _p("status", "Verified")
        case Status.REFUSED:
            return _p("status", "Refused")
        case Status.VOIDED:
            return _p("status", "Voided")


def extends_name(extends: Extends) -> str:
    """Return what a renewal extends."""
    match extends:
        case Extends.NUMBER:
            return _p("extends", "Number")
        case Extends.DATA:
            return _p("extends", "Data")
        case Extends.BOTH:
            return _p("extends", "Number and data")
        case Extends.NOTHING:
            return _p("extends", "Nothing")


def clock_name(clock: ClockName) -> str:
    """Return the thing that runs out."""
    match clock:
        case ClockName.MAIN:
            return _p("clock", "Number")
        case ClockName.USE:
            return _p("clock", "Use")
        case ClockName.DATA:
            return _p("clock", "Data")
        case ClockName.BILL:
            return _p("clock", "Bill")


def stated_by_name(stated_by: StatedBy) -> str:
    """Return whose word a date is."""
    match stated_by:
        case StatedBy.OWNER:
            return _p("stated by", "You")
        case StatedBy.CARRIER:
            return _p("stated by", "The carrier")


def deadline_name(kind: Phase | DeadlineKind) -> str:
    """Return what a deadline is about: the phase that begins when it has passed, or its own kind."""
    match kind:
        case DeadlineKind.BILL:
            return _p("deadline", "Bill")
        case DeadlineKind.PAYMENT_CARD:
            return _p("deadline", "Payment card expires")
        case DeadlineKind.AUTO_RENEWAL:
            return _p("deadline", "Automatic renewal")
        case _:
            return phase_name(kind)
