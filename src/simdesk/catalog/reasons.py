"""Why a way to renew fits or does not: facts; ``wording.reasons`` finds the words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simdesk.catalog.terms import Identity, Payment
from simdesk.catalog.text import Text
from simdesk.domain.terms import Phase


class Why(StrEnum):
    """What speaks for a way, casts doubt on it, or rules it out."""

    USUAL = "usual"
    MADE_FOR_PHASE = "made_for_phase"
    FROM_ELSEWHERE = "from_elsewhere"
    ON_THE_SPOT = "on_the_spot"
    TAKES = "takes"
    FOREIGN_ACCEPTED = "foreign_accepted"
    IN_LANGUAGE = "in_language"

    OWN_CARRIER = "own_carrier"
    PARTLY_TAKEN = "partly_taken"
    PARTLY_ELSEWHERE = "partly_elsewhere"
    ELSEWHERE_UNKNOWN = "elsewhere_unknown"
    FOREIGN_UNKNOWN = "foreign_unknown"
    ASKS_FOR_ID = "asks_for_id"
    ONLY_LANGUAGES = "only_languages"
    NOT_SURE = "not_sure"

    ENDED = "ended"
    NOT_TAKEN = "not_taken"
    NOT_KNOWN = "not_known"
    PLAN_ENDED = "plan_ended"
    NUMBER_LOST = "number_lost"
    CANNOT_BE_EXTENDED = "cannot_be_extended"
    DOES_NOT_COUNT = "does_not_count"
    OTHER_PHASE = "other_phase"
    SUPPORT_ONLY = "support_only"
    PORT_OUT_ONLY = "port_out_only"
    NO_WAY_BACK = "no_way_back"
    ONLY_CARRIERS_OF = "only_carriers_of"
    ONLY_IN = "only_in"
    NEEDS_PAYMENT = "needs_payment"
    FOREIGN_REFUSED = "foreign_refused"
    NEEDS_ID = "needs_id"
    NONE_FITS = "none_fits"
    NONE_KNOWN = "none_known"

    @property
    def speaks_for(self) -> bool:
        """Return whether it is a point in favour."""
        return self in _FOR

    @property
    def casts_doubt(self) -> bool:
        """Return whether it is something to look out for that rules nothing out."""
        return self in _DOUBTS

    @property
    def rules_out(self) -> bool:
        """Return whether the way does not fit because of it."""
        return self not in _FOR and self not in _DOUBTS


_FOR = frozenset(
    {
        Why.USUAL,
        Why.MADE_FOR_PHASE,
        Why.FROM_ELSEWHERE,
        Why.ON_THE_SPOT,
        Why.TAKES,
        Why.FOREIGN_ACCEPTED,
        Why.IN_LANGUAGE,
    }
)
_DOUBTS = frozenset(
    {
        Why.OWN_CARRIER,
        Why.PARTLY_TAKEN,
        Why.PARTLY_ELSEWHERE,
        Why.ELSEWHERE_UNKNOWN,
        Why.FOREIGN_UNKNOWN,
        Why.ASKS_FOR_ID,
        Why.ONLY_LANGUAGES,
        Why.NOT_SURE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason, with the facts that its sentence needs; those that it does not need are empty."""

    why: Why
    phases: tuple[Phase, ...] = ()
    countries: tuple[str, ...] = ()
    payments: tuple[Payment, ...] = ()
    ids: tuple[Identity, ...] = ()
    languages: tuple[str, ...] = ()
    day: date | None = None
    note: Text | None = None
