"""Why a way to renew fits or does not, in a few words."""

from simdesk.catalog.reasons import Reason, Why
from simdesk.wording.dates import day
from simdesk.wording.guide import country_name, identity_name, language_name
from simdesk.wording.language import _, _p, current
from simdesk.wording.payments import payment_name
from simdesk.wording.terms import phase_name


def reason_words(reason: Reason) -> str:
    """Return the sentence of a reason. A note of the catalog is said instead where it says more."""
    if reason.note is not None:
        return reason.note.said(current())
    if reason.why.speaks_for:
        return _for(reason)
    return _doubt(reason) if reason.why.casts_doubt else _against(reason)


def _for(reason: Reason) -> str:
    match reason.why:
        case Why.USUAL:
            return _("The usual way for this plan")
        case Why.MADE_FOR_PHASE:
            return _("Made for a card that is: {phase}").format(phase=_phases(reason))
        case Why.FROM_ELSEWHERE:
            return _("Works from {country}").format(country=_countries(reason))
        case Why.ON_THE_SPOT:
            return _("You are in {country}").format(country=_countries(reason))
        case Why.TAKES:
            return _("Takes {payments}").format(payments=_payments(reason, _p("list", ", ")))
        case Why.IN_LANGUAGE:
            return _("Can be done in {languages}").format(languages=_languages(reason))
        case _:
            return _("Takes cards issued abroad")


def _doubt(reason: Reason) -> str:
    match reason.why:
        case Why.OWN_CARRIER:
            return _("Ask the carrier whether it takes this")
        case Why.PARTLY_TAKEN:
            return _("Taken in part")
        case Why.PARTLY_ELSEWHERE:
            return _("Works only in part from where you are")
        case Why.ELSEWHERE_UNKNOWN:
            return _("Whether it works from {country} is not known").format(country=_countries(reason))
        case Why.FOREIGN_UNKNOWN:
            return _("Whether cards issued abroad pass is not known")
        case Why.ASKS_FOR_ID:
            return _("Asks for ID: {ids}").format(ids=_ids(reason))
        case Why.ONLY_LANGUAGES:
            return _("Only in {languages}").format(languages=_languages(reason))
        case _:
            return _("Not sure that it still works")


def _against(reason: Reason) -> str:
    match reason.why:
        case Why.ENDED if reason.day is not None:
            return _("Ended {day}").format(day=day(reason.day))
        case Why.ENDED:
            return _("Ended")
        case Why.NOT_TAKEN:
            return _("This plan is not known to take it")
        case Why.NOT_KNOWN:
            return _("Nobody is known to take it today")
        case Why.PLAN_ENDED:
            return _("The plan has ended")
        case Why.NUMBER_LOST:
            return _("The number is lost")
        case Why.CANNOT_BE_EXTENDED:
            return _("This card ends on a fixed day; nothing extends it")
        case Why.DOES_NOT_COUNT:
            return _("Using the card does not keep it")
        case Why.OTHER_PHASE:
            return _("Only while the card is: {phases}").format(phases=_phases(reason))
        case Why.SUPPORT_ONLY:
            return _("Only the carrier's support can reopen the card now")
        case Why.PORT_OUT_ONLY:
            return _("The number can only be ported out now")
        case Why.NO_WAY_BACK:
            return _("Nobody can extend the card any more")
        case _:
            return _against_owner(reason)


def _against_owner(reason: Reason) -> str:
    match reason.why:
        case Why.ONLY_CARRIERS_OF:
            return _("Only for carriers of {country}").format(country=_countries(reason))
        case Why.ONLY_IN:
            return _("Only in {country}").format(country=_countries(reason))
        case Why.NEEDS_PAYMENT:
            return _("Takes only {payments}").format(payments=_payments(reason, _p("list", " or ")))
        case Why.FOREIGN_REFUSED:
            return _("Takes no cards issued abroad")
        case Why.NEEDS_ID:
            return _("Asks for ID: {ids}").format(ids=_ids(reason))
        case Why.NONE_KNOWN:
            return _("No way to renew this plan is known")
        case _:
            return _("No way is known that works from here, with what you have")


def what_then(reason: Reason) -> str:
    """Return what to do where nothing fits for that *reason*, one of ``why_none``."""
    match reason.why:
        case Why.NUMBER_LOST:
            return _(
                "If you are not sure, try a call, or ask the carrier. Otherwise move the accounts that use"
                " this number to another one, then archive the card."
            )
        case Why.PLAN_ENDED:
            return _(
                "Ask the carrier whether the number still belongs to you. If not, move the accounts that use"
                " it to another number, then archive the card."
            )
        case Why.CANNOT_BE_EXTENDED:
            return _(
                "Move the accounts that use this number to another one before the last day. If you need it"
                " for longer, get another SIM in good time."
            )
        case Why.SUPPORT_ONLY:
            return _("Call or write to the carrier today, and note the day and what you were told.")
        case Why.PORT_OUT_ONLY:
            return _(
                "Ask another carrier at once to take the number over, and the present one what that needs."
            )
        case Why.NO_WAY_BACK:
            return _(
                "Ask the carrier all the same, today. Move the accounts that use this number to another one."
            )
        case Why.NONE_KNOWN:
            return _(
                "Ask the carrier, or whoever sold you the card, well before the last day. Move the accounts"
                " that use this number while it still works."
            )
        case _:
            return _(
                "Change above where you are or what you pay with, or look below why the ways do not fit."
                " If nothing helps, ask the carrier."
            )


def _phases(reason: Reason) -> str:
    return _p("list", " or ").join(phase_name(phase) for phase in reason.phases)


def _countries(reason: Reason) -> str:
    return _p("list", " or ").join(country_name(code) for code in reason.countries)


def _payments(reason: Reason, between: str) -> str:
    return between.join(payment_name(payment) for payment in reason.payments)


def _languages(reason: Reason) -> str:
    return _p("list", " or ").join(dict.fromkeys(map(language_name, reason.languages)))


def _ids(reason: Reason) -> str:
    return _p("list", " or ").join(identity_name(identity) for identity in reason.ids)
