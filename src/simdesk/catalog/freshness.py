"""How old what is known is, and whether a price may be used: facts; ``wording.freshness`` finds the words.

Loads nothing of the catalog itself: the details of a card ask here with what the index of names has.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec
from msgspec.structs import replace

if TYPE_CHECKING:
    from simdesk.catalog.model import Claim, Offer, Plan
    from simdesk.catalog.own import OwnCatalog
    from simdesk.domain.card import Rule

OLD_AFTER_DAYS = 180
"""Days after which what a page said is old."""


class Looked(msgspec.Struct, frozen=True):
    """What the owner said of a plan's rule ``on`` a day: found it so, or wrote it.

    ``rule`` is the mark of the rule that was found so; empty where none was. ``yours``: the rule in force
    is the owner's own.
    """

    on: date
    rule: str = ""
    yours: bool = False


class Freshness(msgspec.Struct, frozen=True):
    """How old the knowledge of a rule is.

    ``on``: the day it counts from, None where no page has a date. ``days``: since then. ``old``: more than
    ``OLD_AFTER_DAYS``, or not known. ``checked``: the owner looked that day and found it so; ``yours``: it
    is the owner's own. ``confidence``: ``high``, ``medium`` or ``low``, of the least sure source.
    ``page``: the carrier's own page on it. ``dated``: the date as the page has it, ``2025``, ``2025-05``
    or ``2025-05-12``; None where it has none, or it is the owner's word that counts. ``other``: this is
    of a card whose rule is another one than its plan's, and nothing that is known of that holds for it.
    """

    on: date | None
    days: int | None
    old: bool
    checked: bool
    confidence: str | None
    page: str | None
    dated: str | None = None
    yours: bool = False
    other: bool = False

    def checked_by(self, today: date) -> bool:
        """Return whether the owner checked it on *today*, or where that is already over."""
        return self.checked and self.on is not None and self.on >= today


class PriceStanding(StrEnum):
    """Whether an offer's price may be filled in. ``not_known`` only of what costs something."""

    USABLE = "usable"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"
    NOT_KNOWN = "not_known"


def plan_freshness(plan: "Plan", own: "OwnCatalog", today: date) -> Freshness:
    """Return how old the knowledge of *plan*'s rule is; *own* is that of the catalog it is from."""
    return freshness(newest_page(plan.claims), sureness(plan.claims), plan.page, today, _looked(plan, own))


def _looked(plan: "Plan", own: "OwnCatalog") -> Looked | None:
    written = own.rule(plan.id) or own.plan(plan.id)
    check = own.check(plan.id)
    return looked(
        None if written is None else written.changed.date(),
        None if check is None else Looked(check.on, check.rule),
        rule_mark(plan.rule),
    )


def looked(written: date | None, check: Looked | None, mark: str) -> Looked | None:
    """Return what counts of what the owner said of the rule with that *mark*.

    *written*: the day the owner wrote it, None if it is the shipped one. A check of another rule counts
    for nothing, nor does one from before the rule was written.
    """
    counts = check is not None and check.rule == mark and (written is None or check.on >= written)
    if check is not None and counts:
        return replace(check, yours=written is not None)
    return None if written is None else Looked(written, yours=True)


def freshness(
    dated: str | None, confidence: str | None, page: str | None, today: date, word: Looked | None = None
) -> Freshness:
    """Return how old something is that a page *dated* so says; *word* is the owner's, on just that.

    The owner's word is the surest there is, unless a page is younger.
    """
    on = None if dated is None else earliest_day(dated)
    if word is None or (on is not None and on > word.on and not word.yours):
        return Freshness(on, *_age(on, today), checked=False, confidence=confidence, page=page, dated=dated)
    days, old = _age(word.on, today)
    return Freshness(word.on, days, old, bool(word.rule), "high", page, yours=word.yours)


def of_another(found: Freshness) -> Freshness:
    """Return how old the rule of a card is that has another one than its plan, of which *found* tells."""
    return Freshness(None, None, old=True, checked=False, confidence=None, page=found.page, other=True)


def _age(on: date | None, today: date) -> tuple[int | None, bool]:
    days = None if on is None else max(0, (today - on).days)
    return days, days is None or days > OLD_AFTER_DAYS


def newest_page(claims: "Iterable[Claim]") -> str | None:
    """Return the date of the newest page among *claims*, as the page has it; None if none has one.

    What is not sure counts only where nothing is surer.
    """
    every = tuple(claims)
    surer = [claim for claim in every if claim.confidence != "low"] or every
    dated = [claim for claim in surer if claim.page_dated is not None or claim.how == "owner"]
    newest = max(dated, key=lambda claim: claim.dated_on or claim.read_on, default=None)
    return None if newest is None else newest.page_dated or newest.read_on.isoformat()


def sureness(claims: "Iterable[Claim]") -> str | None:
    """Return how sure the least sure of *claims* is; None if there are none."""
    least = max((claim.confidence for claim in claims), key=lambda one: one.doubt, default=None)
    return None if least is None else least.value


def earliest_day(dated: str) -> date:
    """Return the earliest day that a page's date can mean: the first of its month, or of its year."""
    year, month, day = (*map(int, dated.split("-")), 1, 1)[:3]
    return date(year, month, day)


def rule_mark(rule: "Rule") -> str:
    """Return what tells one rule from another, whatever the version of the catalog: eight digits."""
    return f"{crc32(msgspec.json.encode(replace(rule, plan_version=None))):08x}"


def price_standing(offer: "Offer", today: date) -> PriceStanding:
    """Return whether the price of *offer* may be used on *today*. What is free has no price to doubt."""
    if offer.until is not None and offer.until < today:
        return PriceStanding.ENDED
    if offer.price is None:
        return PriceStanding.NOT_KNOWN if offer.paid else PriceStanding.USABLE
    return PriceStanding.UNCONFIRMED if sureness(offer.claims) == "low" else PriceStanding.USABLE
