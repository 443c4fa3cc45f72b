"""What to do when something went wrong, from ``resources/trouble.json``."""

from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import STEP_LIMIT, Carrier, Claim, Plan
from simdesk.catalog.text import Text
from simdesk.catalog.written import CatalogId, Version
from simdesk.domain.terms import Phase
from simdesk.resources import resource


class Check(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing to look at or to do, in at most 200 characters.

    ``claims``: what just this is known from; empty where it rests on the topic's own or is plain advice.
    ``carriers`` and ``plans``: ids that it is meant for, any one of them; both empty means every card.
    Where both are given, the plans are those of the carriers that it is meant for.
    """

    text: Text
    claims: tuple[Claim, ...] = ()
    carriers: tuple[CatalogId, ...] = ()
    plans: tuple[CatalogId, ...] = ()

    def __post_init__(self) -> None:
        if max(map(len, self.text.every())) > STEP_LIMIT:
            raise ValueError(f"a check has at most {STEP_LIMIT} characters")

    @property
    def for_every_card(self) -> bool:
        """Return whether it is meant for no carrier or plan in particular."""
        return not self.carriers and not self.plans

    def names(self, carrier: Carrier | None, plan: Plan | None) -> bool:
        """Return whether it is meant for that carrier or plan in particular.

        *plan* None, an owner's own plan, may be any of the carrier's.
        """
        if plan is not None and self.plans:
            return plan.id in self.plans
        return carrier is not None and carrier.id in self.carriers


class Topic(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A kind of trouble: what to check, in that order, and whom to ask then.

    ``phrases``: ids of sentences that help, of ``simdesk.catalog.phrases``. ``phases``: of the card, in
    which it is suggested; empty where none suggests it.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,64}$(?!\n)")]
    title: Text
    summary: Text
    checks: Annotated[tuple[Check, ...], Meta(min_length=1)]
    ask: Text
    claims: Annotated[tuple[Claim, ...], Meta(min_length=1)]
    phrases: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()

    def sources(self) -> tuple[Claim, ...]:
        """Return every claim of the topic and of its checks, its own first, each source once."""
        every = (*self.claims, *(claim for check in self.checks for claim in check.claims))
        first: dict[str | None, Claim] = {}
        for claim in every:
            first.setdefault(claim.source, claim)
        return tuple(first.values())


class TroubleFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: the whole guide, for every carrier, the most usual trouble first."""

    version: Version
    topics: tuple[Topic, ...]

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic with that id; None if there is none."""
        return next((one for one in self.topics if one.id == topic_id), None)


@lru_cache(maxsize=1)
def trouble() -> TroubleFile:
    """Return the shipped guide.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return decoded(resource("trouble.json"), TroubleFile)


def topics_for(
    file: TroubleFile, phase: Phase | None, carrier: Carrier | None, plan: Plan | None
) -> tuple[Topic, ...]:
    """Return every topic, those that fit the card first, without what is meant for other carriers.

    First come the topics that its phase suggests, then those that have something to say of its carrier
    or plan, each group in the file's order. *phase* None: not known. *carrier* and *plan* None: the
    owner's own. Where no card is meant at all, ``file.topics`` is the whole guide.
    """
    topics = [_meant(topic, carrier, plan) for topic in file.topics]
    return tuple(sorted(topics, key=lambda topic: _place(topic, phase)))


def _meant(topic: Topic, carrier: Carrier | None, plan: Plan | None) -> Topic:
    checks = tuple(one for one in topic.checks if one.for_every_card or one.names(carrier, plan))
    return replace(topic, checks=checks)


def _place(topic: Topic, phase: Phase | None) -> tuple[bool, bool]:
    return phase not in topic.phases, all(check.for_every_card for check in topic.checks)
