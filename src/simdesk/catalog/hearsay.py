"""What guides on the web say about keeping a number, and what holds, from ``resources/hearsay.json``."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Claim
from simdesk.catalog.text import Text
from simdesk.catalog.written import CatalogId, Version
from simdesk.resources import resource


class Topic(StrEnum):
    """What a saying is about, in the order the page shows them."""

    WHAT_IT_IS = "what_it_is"
    CARRIERS = "carriers"
    ONLINE = "online"
    PAYING = "paying"
    SHOPS = "shops"
    MACHINES = "machines"
    TIMING = "timing"
    EXPIRY = "expiry"
    ABROAD = "abroad"
    ESIM = "esim"
    HELP = "help"


class Verdict(StrEnum):
    """How far a saying holds.

    ``no_evidence``: nothing was found that supports it, which does not prove it false.
    ``not_verifiable``: it could not be settled by reading. ``risky``, ``too_late`` and ``dangerous``:
    who follows it may pay twice, miss the day, or lose the number or break the law.
    """

    RIGHT = "right"
    PARTLY_RIGHT = "partly_right"
    OUTDATED = "outdated"
    MOSTLY_WRONG = "mostly_wrong"
    WRONG = "wrong"
    NO_EVIDENCE = "no_evidence"
    NOT_VERIFIABLE = "not_verifiable"
    RISKY = "risky"
    TOO_LATE = "too_late"
    DANGEROUS = "dangerous"


class Hearsay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One saying of such a guide, and what holds instead.

    ``claims``: what the answer is known from; where nothing was found, the pages that show the real way.
    """

    id: CatalogId
    topic: Topic
    said: Text
    verdict: Verdict
    holds: Text
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]


class HearsayFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file; the sayings stand in the order of their topics."""

    version: Version
    hearsay: tuple[Hearsay, ...]

    def about(self, topic: Topic) -> tuple[Hearsay, ...]:
        """Return the sayings of one topic, in the order they are shown."""
        return tuple(one for one in self.hearsay if one.topic is topic)

    def containing(self, words: str, language: str) -> tuple[Hearsay, ...]:
        """Return the sayings whose text or answer contains each of *words*, whatever the case.

        ``language``: a code such as ``zh_TW``, that of the texts searched. No words find every saying.
        """
        wanted = words.casefold().split()
        return tuple(
            one
            for one in self.hearsay
            if all(
                word in f"{one.said.said(language)}\n{one.holds.said(language)}".casefold() for word in wanted
            )
        )


@lru_cache(maxsize=1)
def hearsay() -> HearsayFile:
    """Return the shipped sayings.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return decoded(resource("hearsay.json"), HearsayFile)
