"""Which rows are shown: the filter chosen at the left and the words searched for."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from simdesk.catalog.names import country_name, known_carrier
from simdesk.domain.rows import Row, is_current, is_due
from simdesk.domain.terms import DeadlineKind, State
from simdesk.ui.cards.showing import Showing, carrier_shown
from simdesk.wording.language import _p, current


class Group(StrEnum):
    """The kinds of filter, in the order they are listed."""

    ALL = "all"
    DUE = "due"
    SUSPENDED = "suspended"
    WAITING = "waiting"
    ARCHIVED = "archived"
    DEVICE = "device"
    CARRIER = "carrier"
    COUNTRY = "country"
    TAG = "tag"


STANDING_GROUPS = (Group.ALL, Group.DUE, Group.SUSPENDED, Group.WAITING, Group.ARCHIVED)
_STANDING = (Group.ALL, Group.DUE, Group.SUSPENDED, Group.WAITING)
OWN_GROUPS = (Group.DEVICE, Group.CARRIER, Group.COUNTRY, Group.TAG)


class Filter(Struct, frozen=True):
    """One filter; ``value`` is the device, carrier, country or tag, and empty for the others."""

    group: Group
    value: str = ""


EVERYTHING = Filter(Group.ALL)


def admits(chosen: Filter, row: Row, showing: Showing) -> bool:
    """Return whether *row* is among those of the filter. Only ``archived`` has what is no more in use."""
    if chosen.group is Group.ARCHIVED:
        return not is_current(row)
    if not is_current(row):
        return False
    match chosen.group:
        case Group.DUE:
            return is_due(row, general=showing.stages)
        case Group.SUSPENDED:
            return row.standing.past_first and row.card.state is State.IN_USE
        case Group.WAITING:
            return waits_for_answer(row)
        case Group.ALL:
            return True
        case _:
            return chosen.value in _values(row, chosen.group)


def waits_for_answer(row: Row) -> bool:
    """Return whether SimDesk has a question about the card: did it arrive, renew, still work?"""
    standing = row.standing
    if row.card.state is not State.IN_USE:
        return False
    asks = standing.pending is not None or standing.may_be_lost_since is not None
    return asks or asks_whether_renewed(row)


def asks_whether_renewed(row: Row) -> bool:
    """Return whether the card should have topped itself up and nobody has said that it did."""
    standing = row.standing
    passed = standing.days_left is not None and standing.days_left < 0
    return standing.deadline_kind is DeadlineKind.AUTO_RENEWAL and passed


def counts(rows: Iterable[Row], showing: Showing, groups: Sequence[Group] = OWN_GROUPS) -> Counter[Filter]:
    """Return how many rows each filter admits, the owner's own only of *groups*.

    Filters that admit none are not in it.
    """
    found: Counter[Filter] = Counter()
    for row in rows:
        if not is_current(row):
            found[Filter(Group.ARCHIVED)] += 1
            continue
        found.update(Filter(group) for group in _STANDING if admits(Filter(group), row, showing))
        found.update(Filter(group, value) for group in groups for value in _values(row, group))
    return found


def own_filters(counted: Iterable[Filter]) -> tuple[Filter, ...]:
    """Return, of *counted*, those by device, carrier, country and tag, in the order they are listed.

    Where all cards are of one country there is no filter by country.
    """
    shown: list[Filter] = []
    for group in OWN_GROUPS:
        ours = [one for one in counted if one.group is group]
        if group is not Group.COUNTRY or len(ours) > 1:
            shown += sorted(ours, key=lambda one: filter_name(one).casefold())
    return tuple(shown)


def filter_name(chosen: Filter) -> str:
    """Return what a filter is called."""
    match chosen.group:
        case Group.ALL:
            return _p("filter", "All cards")
        case Group.DUE:
            return _p("filter", "Due soon")
        case Group.SUSPENDED:
            return _p("filter", "Suspended")
        case Group.WAITING:
            return _p("filter", "Waiting for a check")
        case Group.ARCHIVED:
            return _p("filter", "Archived")
        case Group.COUNTRY:
            return _country_name(chosen.value)
        case _:
            return chosen.value


def group_name(group: Group) -> str:
    """Return the title above the filters of a group; empty for those that need none."""
    match group:
        case Group.DEVICE:
            return _p("filter", "Device")
        case Group.CARRIER:
            return _p("filter", "Carrier")
        case Group.COUNTRY:
            return _p("filter", "Country")
        case Group.TAG:
            return _p("filter", "Tag")
        case _:
            return ""


def matches(row: Row, wanted: str) -> bool:
    """Return whether every word of *wanted* is in the card's label, number, carrier, note or accounts."""
    if not wanted.strip():
        return True
    card = row.card
    accounts = (words for one in card.linked_accounts for words in (one.service, one.use))
    text = _plain(
        "\n".join(
            (card.label, card.carrier, carrier_shown(card), card.plan, card.note, card.device, *accounts)
        )
    )
    digits = card.number or ""
    return all(_in_text_or_number(word, text, digits) for word in _words(wanted))


def _words(wanted: str) -> list[str]:
    plain = _plain(wanted).strip()
    # A number is one word, however it is spaced.
    return [re.sub(r"\D", "", plain)] if re.fullmatch(r"[+\d][\d\s()-]*", plain) else plain.split()


def _in_text_or_number(word: str, text: str, number: str) -> bool:
    if word in text:
        return True
    if not word.isdigit() or not number:
        return False
    # A national number begins with a 0 that the international one has not.
    return word in number or (word.startswith("0") and len(word) > 1 and word[1:] in number)


def _plain(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", text).casefold()


def _values(row: Row, group: Group) -> set[str]:
    card = row.card
    match group:
        case Group.DEVICE:
            return {card.device} - {""}
        case Group.CARRIER:
            return {carrier_shown(card)} - {""}
        case Group.COUNTRY:
            return {_country(card.carrier) or _country_of_number(card.number or "")} - {""}
        case _:
            return set(card.tags) - {""}


@lru_cache(maxsize=256)
def _country(carrier: str) -> str:
    known = known_carrier(carrier)
    return "" if known is None else known.country


@lru_cache(maxsize=256)
def _country_of_number(number: str) -> str:
    """Return the country that a number's code tells, for a card whose carrier is the owner's own word."""
    if not number:
        return ""
    from simdesk.catalog.places import places_of
    from simdesk.domain.numbers import region_of

    sharing = places_of(number)
    return (sharing[0].code if len(sharing) == 1 else region_of(number)) or ""


def _country_name(code: str) -> str:
    name = country_name(code, current())
    if name != code:
        return name
    from simdesk.catalog.places import place

    known = place(code)
    return code if known is None else known.name.said(current())
