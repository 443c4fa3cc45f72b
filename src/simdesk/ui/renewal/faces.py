"""What a way to renew shows of itself, and what is said where none fits."""

from simdesk.catalog.choosing import Way
from simdesk.catalog.model import Plan
from simdesk.catalog.reasons import Reason, Why
from simdesk.ui.renewal.choice import Face
from simdesk.wording.language import current
from simdesk.wording.reasons import reason_words, what_then
from simdesk.wording.sources import doubt, known_from


def none_words(none: Reason, plan: Plan | None) -> str:
    """Return that nothing fits and what to do then, as the catalog says it for *plan* where it does."""
    told = None if plan is None or none.why is Why.NONE_FITS else plan.no_channels
    if told is None:
        return "\n".join((reason_words(none), what_then(none)))
    # That none is known, the catalog says in its own words.
    reason = "" if none.why is Why.NONE_KNOWN else reason_words(none)
    return "\n".join(filter(None, (reason, told.said(current()))))


def face_of(way: Way, none: Reason | None = None) -> Face:
    """Return what a way shows: its name, what it is, its reasons, where that is known from.

    *none*: why no way fits at all, which is said above and not again of each.
    """
    channel, said = way.channel, current()
    own = [reason for reason in way.reasons if none is None or reason.why is not none.why]
    ordered = sorted(own, key=lambda reason: not (way.fits and reason.why.speaks_for))
    reasons = [f"{_sign(reason.why)}{reason_words(reason)}" for reason in ordered]
    if not way.fits:
        # A guide that is sure is none for a plan that is not known to take it; one that is not warns.
        known = known_from(channel) if way.known else tuple(filter(None, (doubt(channel.claims),)))
        return Face(channel.name.said(said), tuple(reasons[:2]), known, pale=True)
    lines = [channel.summary.said(said), *([" · ".join(reasons)] if reasons else [])]
    return Face(channel.name.said(said), tuple(lines), known_from(channel))


def _sign(why: Why) -> str:
    if why.speaks_for:
        return "✓ "
    return "⚠ " if why.casts_doubt else "✕ "
