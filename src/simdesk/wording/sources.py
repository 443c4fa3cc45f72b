"""Where something is known from, source by source, and how sure it is."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from simdesk.catalog.model import Channel, Claim, least_sure
from simdesk.catalog.terms import Confidence, How
from simdesk.wording.dates import plain_day
from simdesk.wording.freshness import page_date
from simdesk.wording.guide import confidence_name
from simdesk.wording.language import _, _p


class Source(NamedTuple):
    """One source. ``host`` is empty for the owner's own word; ``address`` where it cannot be opened."""

    host: str
    address: str
    words: str


def sources(claims: Iterable[Claim]) -> tuple[Source, ...]:
    """Return the sources of *claims*, each once. Only pages with https can be opened."""
    found: dict[tuple[str, str], Source] = {}
    for claim in claims:
        words, address = how_read(claim), claim.source or ""
        host = urlsplit(address).hostname or ""
        found.setdefault(
            (address, words), Source(host, address if address.startswith("https://") else "", words)
        )
    return tuple(found.values())


def doubt(claims: tuple[Claim, ...]) -> str:
    """Return "⚠ confidence low" where the least sure of *claims* is so; else empty."""
    if least_sure(claims) is Confidence.LOW:
        return f"⚠ {confidence_name(Confidence.LOW)}"
    return ""


def sources_line(claims: tuple[Claim, ...]) -> str:
    """Return all of it in one line: "⚠ confidence low · softbank.jp: from a copy of May 2025"."""
    sure = least_sure(claims)
    if sure is None:
        return _("no source")
    parts = [doubt(claims) or confidence_name(sure), *map(source_words, sources(claims))]
    return " · ".join(parts)


def known_from(channel: Channel) -> tuple[str, ...]:
    """Return where a guide is known from and how sure it is, in a few short words each."""
    sure = least_sure(channel.claims)
    if not channel.claims or sure is None:
        return (_("no source"),)
    return how_read(channel.claims[0]), doubt(channel.claims) or confidence_name(sure)


def source_words(source: Source) -> str:
    """Return one source: its host, and when and how it was read."""
    if not source.host:
        return source.words
    return _p("source", "{host}: {how}").format(host=source.host, how=source.words)


def how_read(claim: Claim) -> str:
    """Return when and how a source was read. Only what was read live, or by the owner, is called checked."""
    if claim.source is None:
        return _("your own word of {day}").format(day=plain_day(claim.read_on))
    when = None if claim.page_dated is None else page_date(claim.page_dated)
    match claim.how:
        case How.LIVE | How.OWNER:
            return _("checked {day}").format(day=plain_day(claim.read_on))
        case How.STORED_COPY:
            return _("from a copy, undated") if when is None else _("from a copy of {date}").format(date=when)
        case How.QUOTED:
            return _("quoted, undated") if when is None else _("quoted, {date}").format(date=when)
