"""Two states of the owner's own catalog become one: what holds, what is lost, and what never is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simdesk.catalog.own import OwnCatalog, OwnRule, drop, put, records
from simdesk.catalog.own_merging import merged_own
from tests.core.own_making import NOON, own_carrier, own_channel, own_guide, own_offer, own_plan, own_rule

LATER = NOON + timedelta(minutes=1)
EMPTY = OwnCatalog()
BASE = put(EMPTY, own_rule("one"), own_rule("two"))
LONGER = own_rule("one", "P120D", LATER)
LONGEST = own_rule("one", "P150D", LATER + timedelta(minutes=1))
WITHOUT = drop(BASE, OwnRule, "one")

CASES = {
    "nothing": (BASE, BASE, BASE, BASE),
    "changed here": (BASE, put(BASE, LONGER), BASE, put(BASE, LONGER)),
    "dropped here": (BASE, WITHOUT, BASE, WITHOUT),
    "added on both": (
        BASE,
        put(BASE, own_rule("three", changed=LATER)),
        put(BASE, own_rule("four", changed=NOON)),
        put(BASE, own_rule("four", changed=NOON), own_rule("three", changed=LATER)),
    ),
    "dropped here, another changed there": (
        BASE,
        WITHOUT,
        put(BASE, own_rule("two", "P120D", LATER)),
        put(WITHOUT, own_rule("two", "P120D", LATER)),
    ),
    "dropped here, changed there": (BASE, WITHOUT, put(BASE, LONGER), put(BASE, LONGER)),
    "both changed it": (BASE, put(BASE, LONGER), put(BASE, LONGEST), put(BASE, LONGEST)),
    "nothing known": (EMPTY, WITHOUT, BASE, BASE),
    "every kind": (
        EMPTY,
        put(EMPTY, own_carrier(), own_plan()),
        put(EMPTY, own_channel(), own_offer(), own_guide()),
        put(EMPTY, own_carrier(), own_plan(), own_channel(), own_offer(), own_guide()),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_two_become(case: str) -> None:
    base, one, other, wanted = CASES[case]

    assert merged_own(base, one, other).own == wanted
    assert merged_own(base, other, one).own == wanted


def test_the_earlier_of_two_changes_of_one_record_is_told() -> None:
    assert merged_own(BASE, put(BASE, LONGER), put(BASE, LONGEST)).lost == (LONGER,)


OWNS = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.integers(0, 3), st.sampled_from(("P30D", "P60D", "P90D")))
).map(
    lambda rules: put(
        EMPTY,
        *(own_rule(name, length, NOON + timedelta(hours=hour)) for name, (hour, length) in rules.items()),
    )
)


@given(OWNS, OWNS, OWNS)
def test_it_is_one_thing_either_way_round_and_twice_changes_nothing(
    base: OwnCatalog, one: OwnCatalog, other: OwnCatalog
) -> None:
    found = merged_own(base, one, other).own

    assert merged_own(base, other, one).own == found
    assert merged_own(one, found, one).own == found
    assert merged_own(other, found, other).own == found
    assert merged_own(base, found, found).own == found


@given(OWNS, OWNS, OWNS)
def test_nothing_is_gone_that_nobody_dropped(base: OwnCatalog, one: OwnCatalog, other: OwnCatalog) -> None:
    outcome = merged_own(base, one, other)
    kept = {record.key: record for record in records(outcome.own)}
    known = {record.key: record for record in records(base)}

    for side in (one, other):
        for record in records(side):
            if record != known.get(record.key):
                assert kept[record.key] == record or record in outcome.lost
    for key, record in kept.items():
        assert any(record in records(side) for side in (one, other)), key


def test_a_record_that_only_the_moment_tells_apart_is_the_later() -> None:
    early, late = put(EMPTY, own_rule("one")), put(EMPTY, replace(own_rule("one"), changed=LATER))

    assert merged_own(EMPTY, early, late).own == late
