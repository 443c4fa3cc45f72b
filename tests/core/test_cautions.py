"""What is warned of before one pays, and in which words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from simdesk.catalog.cautions import Danger, cautions, has_hours, working_day_before
from simdesk.catalog.choosing import Way
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Reason, Why
from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import row_of
from simdesk.domain.terms import Extends, Kind, Late, Status
from simdesk.wording.cautions import caution_words
from tests.core.making import MOMENT, SOFTBANK, card, day, renewal

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
"""A Thursday."""


def way(channel_id: str, *why: Why) -> Way:
    channel = catalog().channel(channel_id)
    assert channel is not None
    return Way(channel=channel, fits=not why, reasons=tuple(Reason(why=one) for one in why))


def found(
    mine: Card, *held: Renewal, now: datetime = NOON, by: Way | None = None, **typed: Any
) -> list[tuple[Danger, str]]:
    known = {"channel": "official_site", "paid_on": now.date().isoformat(), **typed}
    draft = RenewalDraft(card_id="a", renewal_id="new", correction_id="c", changed=MOMENT, **known)
    row = row_of(Book(cards=(mine,), renewals=held), mine, now.date())
    seen = draft.preview(mine, held, now.date(), now)
    told = cautions(draft, row, held, way=by or way("official_site"), seen=seen, now=now)
    return [(caution.danger, caution_words(caution)) for caution in told]


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    assert found(card(SOFTBANK, end="2026-12-31")) == []


@pytest.mark.parametrize(
    ("paid_on", "fields", "danger"),
    [
        ("2026-11-19", {}, Danger.LOGGED_LATELY),
        ("2026-11-09", {}, Danger.LOGGED_LATELY),
        ("2026-11-08", {}, None),
        ("2026-06-01", {"status": Status.PAID}, Danger.WAITS_FOR_CHECK),
        ("2026-11-18", {"status": Status.VOIDED}, None),
        ("2026-11-18", {"status": Status.REFUSED}, None),
        ("2026-11-18", {"kind": Kind.USE}, None),
        ("2026-11-18", {"kind": Kind.CORRECTION}, None),
        ("2026-11-18", {"id": "new"}, None),
    ],
)
def test_a_second_payment(paid_on: str, fields: dict[str, Any], danger: Danger | None) -> None:
    told = found(card(SOFTBANK, end="2026-12-31"), renewal(paid_on, **fields))
    assert [one for one, _words in told] == ([] if danger is None else [danger])


def test_a_second_payment_names_the_first() -> None:
    first = renewal("2026-11-18", amount="3000", currency="JPY")
    ((_danger, words),) = found(card(SOFTBANK, end="2026-12-31"), first)
    assert words == "You logged ¥3,000 on Wed 18 Nov 2026. Is this a second payment?"
    ((_danger, words),) = found(card(SOFTBANK, end="2026-12-31"), replace(first, status=Status.PAID))
    assert words.startswith("¥3,000 of Wed 18 Nov 2026 is paid and not seen to arrive yet.")


def test_using_the_card_is_no_second_payment() -> None:
    assert found(card(SOFTBANK, end="2026-12-31"), renewal("2026-11-18"), kind=Kind.USE) == []


@pytest.mark.parametrize(
    ("now", "last_day", "channel", "dangers"),
    [
        ("2026-11-21", "2026-12-31", "bank_transfer", [Danger.WEEKEND_NOW]),
        ("2026-11-21", "2026-12-31", "official_site", []),
        ("2026-11-21", "2026-12-31", "konbini_lawson", []),
        ("2026-11-20", "2026-11-22", "post_office", [Danger.WEEKEND_AT_THE_END]),
        ("2026-11-20", "2026-11-27", "post_office", []),
        ("2026-11-20", "2026-11-28", "post_office", []),
        ("2026-11-21", "2026-11-28", "telephone", [Danger.WEEKEND_NOW, Danger.WEEKEND_AT_THE_END]),
        ("2026-11-21", "2026-11-22", "carrier_shop", [Danger.WEEKEND_NOW]),
        ("2026-11-23", "2026-11-22", "carrier_shop", []),
    ],
)
def test_weekends_where_opening_hours_matter(
    now: str, last_day: str, channel: str, dangers: list[Danger]
) -> None:
    moment = datetime.combine(day(now), NOON.timetz())
    told = found(card(SOFTBANK, end=last_day), now=moment, by=way(channel))
    assert [one for one, _words in told] == dangers


def test_a_weekend_names_the_friday_and_owns_up_to_holidays() -> None:
    moment = datetime.combine(day("2026-11-20"), NOON.timetz())
    ((_danger, words),) = found(card(SOFTBANK, end="2026-11-22"), now=moment, by=way("post_office"))
    assert words == (
        "The last day, Sun 22 Nov 2026, is at a weekend. Do it by Fri 20 Nov 2026."
        " SimDesk does not know public holidays: look them up."
    )


@pytest.mark.parametrize(
    ("use_by", "time", "danger"),
    [
        ("2026-11-18", "", Danger.USE_BY_PASSED),
        ("2026-11-19", "", Danger.USE_BY_TODAY),
        ("2026-11-19", "12:00", Danger.USE_BY_TODAY),
        ("2026-11-19", "11:59", Danger.USE_BY_PASSED),
        ("2026-11-19", "9:00", Danger.USE_BY_PASSED),
        ("2026-11-19", "noon", Danger.USE_BY_TODAY),
        ("2026-11-20", "00:00", None),
        ("soon", "", None),
    ],
)
def test_a_payment_number_runs_out(use_by: str, time: str, danger: Danger | None) -> None:
    told = found(card(SOFTBANK, end="2026-12-31"), use_by=use_by, use_by_time=time)
    assert [one for one, _words in told] == ([] if danger is None else [danger])


def test_what_does_not_keep_the_number_and_what_is_thrown_away() -> None:
    mine = card(SOFTBANK, end="2027-10-15")
    assert found(mine, extends=Extends.DATA) == [
        (Danger.KEEPS_NO_NUMBER, "What you chose does not keep the number.")
    ]
    assert found(mine) == [(Danger.THROWN_AWAY, "30 days of this top-up would be lost. Waiting saves them.")]


def test_too_late_only_where_the_rule_forbids_it() -> None:
    strict = replace(SOFTBANK, late=Late.FORBIDDEN)
    assert found(card(SOFTBANK, end="2026-11-18")) == []
    assert found(card(strict, end="2026-11-19")) == []
    assert found(card(strict, end="2026-11-18")) == [
        (Danger.TOO_LATE, "The carrier takes no payment after the last day, Wed 18 Nov 2026.")
    ]


def test_a_way_that_is_ruled_out_says_why() -> None:
    told = found(card(SOFTBANK, end="2026-12-31"), by=way("official_app", Why.NOT_TAKEN, Why.USUAL))
    assert told == [(Danger.RULED_OUT, "This plan is not known to take it")]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-21", "2026-11-20"),
        ("2026-11-22", "2026-11-20"),
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_the_working_day_before(text: str, before: str) -> None:
    assert working_day_before(day(text)) == day(before)


def test_which_ways_have_hours() -> None:
    hours = {channel.id for channel in catalog().channels if has_hours(channel)}
    assert {"bank_transfer", "post_office", "carrier_shop", "telephone", "email"} <= hours
    assert hours.isdisjoint({"official_site", "konbini_711", "konbini_lawson", "paypay", "text_out"})
