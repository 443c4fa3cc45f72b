"""The names of the catalog's closed lists."""

from collections.abc import Sequence

from simdesk.catalog.places import place
from simdesk.catalog.terms import Confidence, Identity, SupportKind
from simdesk.wording.language import _, _p, current


def identity_name(identity: Identity) -> str:
    """Return a document that one shows."""
    match identity:
        case Identity.PASSPORT:
            return _p("identity", "Passport")
        case Identity.RESIDENCE_CARD:
            return _p("identity", "Residence card")
        case Identity.MY_NUMBER_CARD:
            return _p("identity", "My Number card")
        case Identity.DRIVING_LICENCE:
            return _p("identity", "Driving licence")
        case Identity.NONE:
            return _p("identity", "No ID")


def support_name(kind: SupportKind) -> str:
    """Return how one reaches a carrier's people."""
    match kind:
        case SupportKind.TELEPHONE:
            return _p("support", "Telephone")
        case SupportKind.CHAT:
            return _p("support", "Chat")
        case SupportKind.MAIL:
            return _p("support", "Mail")
        case SupportKind.SHOP:
            return _p("support", "Shop")
        case SupportKind.FORM:
            return _p("support", "Form")


def confidence_name(confidence: Confidence) -> str:
    """Return how sure something is."""
    match confidence:
        case Confidence.HIGH:
            return _("confidence high")
        case Confidence.MEDIUM:
            return _("confidence medium")
        case Confidence.LOW:
            return _("confidence low")


def country_name(code: str) -> str:
    """Return the name of a country; the code itself where it is not among those known."""
    known = place(code)
    return code if known is None else known.name.said(current())


def language_names(codes: Sequence[str]) -> str:
    """Return languages that people speak at a counter or on a line, as a list."""
    return _p("list", ", ").join(language_name(code) for code in codes)


def language_name(code: str) -> str:
    """Return the name of a language that people speak; the code itself where it has none here."""
    match code:
        case "en":
            return _p("language", "English")
        case "ja":
            return _p("language", "Japanese")
        case "zh" | "zh_CN" | "zh_TW":
            return _p("language", "Chinese")
        case "ko":
            return _p("language", "Korean")
        case "vi":
            return _p("language", "Vietnamese")
        case "pt":
            return _p("language", "Portuguese")
        case "es":
            return _p("language", "Spanish")
        case "ne":
            return _p("language", "Nepali")
        case "th":
            return _p("language", "Thai")
        case "tl":
            return _p("language", "Tagalog")
        case _:
            return code
