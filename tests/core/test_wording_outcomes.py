"""Where a renewal leads, in sentences."""

from typing import Any

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.draft import RenewalDraft
from simdesk.domain.lifecycle import standing
from simdesk.domain.rows import row_of
from simdesk.domain.terms import Basis, ClockName, Extends, Kind, Late, Status
from simdesk.wording import language
from simdesk.wording.outcomes import Outcome, counted_from, old_date, outcome
from tests.core.making import GIFFGAFF, HIS, MOMENT, POVO, SOFTBANK, TELLO, card, day, stated

TODAY = day("2026-11-21")


def led(mine: Card, **typed: Any) -> Outcome:
    known = {"channel": "official_site", "paid_on": "2026-11-21", "arrived": True, **typed}
    draft = RenewalDraft(card_id="a", renewal_id="r", correction_id="c", changed=MOMENT, **known)
    bought = replace(draft.renewal(mine, TODAY, MOMENT), status=Status.VERIFIED)
    row = row_of(Book(cards=(mine,)), mine, TODAY)
    return Outcome(draft, row, draft.preview(mine, [], TODAY, MOMENT), standing(mine, [bought], TODAY))


@pytest.mark.parametrize(
    ("mine", "typed", "words"),
    [
        (
            card(SOFTBANK, end="2026-11-23"),
            {},
            "Usable until Fri 22 Jan 2027 (was Mon 23 Nov 2026). The number is kept until Mon 17 Jan 2028.",
        ),
        (
            card(replace(SOFTBANK, ladder=()), end="2027-10-15"),
            {},
            (
                "Usable until Tue 16 Nov 2027 (was Fri 15 Oct 2027)."
                " 28 days are lost: never more than 360 days from the day of payment."
            ),
        ),
        (
            card(POVO, base="2026-06-15"),
            {"lasts": "P7D"},
            (
                "Usable until Thu 27 May 2027 (was Sat 12 Dec 2026)."
                " The number is kept until about Sat 26 Jun 2027."
            ),
        ),
        (
            card(POVO, base="2026-06-15"),
            {},
            (
                "Usable until Thu 20 May 2027 (was Sat 12 Dec 2026)."
                " The number is kept until about Sat 19 Jun 2027."
                " How long the pack lasts is not known, so it is counted from the day of payment."
            ),
        ),
        (card(TELLO), {}, "Usable until Sun 21 Feb 2027."),
        (
            card(SOFTBANK, end="2026-11-23"),
            {"extends": Extends.DATA, "lasts": "P7D"},
            (
                "This does not keep the number: its last day stays Mon 23 Nov 2026."
                " The data last until Sat 28 Nov 2026."
            ),
        ),
        (card(TELLO), {"extends": Extends.NOTHING}, "This does not keep the number."),
        (
            card(SOFTBANK, end="2027-03-01", on="2026-11-21"),
            {"paid_on": "2026-11-20"},
            (
                "The last day stays Mon 1 Mar 2027: it was entered on Sat 21 Nov 2026,"
                " after this payment, and contains it already."
            ),
        ),
        (
            card(replace(SOFTBANK, late=Late.FORBIDDEN), end="2026-11-20"),
            {},
            "Too late: after Fri 20 Nov 2026 this card cannot be extended any more.",
        ),
        (
            card(SOFTBANK, end="2027-11-16"),
            {},
            "The last day stays Tue 16 Nov 2027: it is as far away as the carrier lets it be.",
        ),
        (
            card(replace(SOFTBANK, basis=Basis.FIXED, cap=None), end="2027-11-16"),
            {},
            "This card ends on a fixed day; nothing extends it.",
        ),
        (
            card(replace(TELLO, valid_for=None)),
            {},
            "SimDesk cannot count the new date here. Once it arrived, type what the carrier's page says.",
        ),
        (
            card(HIS, statements=(stated(ClockName.BILL, base="2026-11-30"),)),
            {"kind": Kind.BILL},
            "This settles the bill of Mon 30 Nov 2026; the next one is Wed 30 Dec 2026.",
        ),
        (card(HIS), {"kind": Kind.BILL}, "SimDesk does not know when the next bill comes."),
    ],
)
def test_where_it_leads(mine: Card, typed: dict[str, Any], words: str) -> None:
    assert outcome(led(mine, **typed)) == words


@pytest.mark.parametrize(
    ("mine", "typed", "words"),
    [
        (card(SOFTBANK, end="2026-11-23"), {}, "60 days added to the last day so far, Mon 23 Nov 2026"),
        (card(SOFTBANK, end="2026-11-20"), {}, "60 days from the day of payment, Sat 21 Nov 2026"),
        (
            card(SOFTBANK, end="2026-11-23"),
            {"valid_for": "P5D"},
            "5 days added to the last day so far, Mon 23 Nov 2026",
        ),
        (
            card(SOFTBANK, end="2026-11-23"),
            {"valid_for": "Psome"},
            "60 days added to the last day so far, Mon 23 Nov 2026",
        ),
        (card(TELLO, base="2026-09-21"), {}, "3 months from the day of payment, Sat 21 Nov 2026"),
        (
            card(GIFFGAFF, base="2026-09-21"),
            {"kind": Kind.USE},
            "6 months from the day of use, Sat 21 Nov 2026",
        ),
        (
            card(POVO, base="2026-06-15"),
            {"lasts": "P7D"},
            "180 days from the pack's last day, Sat 28 Nov 2026",
        ),
        (card(SOFTBANK, end="2026-11-23"), {"extends": Extends.DATA}, ""),
        (card(SOFTBANK, end="2027-11-16"), {}, ""),
        (card(HIS), {"kind": Kind.BILL}, ""),
    ],
)
def test_what_it_is_counted_from(mine: Card, typed: dict[str, Any], words: str) -> None:
    assert counted_from(led(mine, **typed)) == words


def test_the_old_date_says_when_it_has_passed() -> None:
    assert old_date(led(card(SOFTBANK, end="2026-11-21")).seen, TODAY) == "Sat 21 Nov 2026"
    assert old_date(led(card(SOFTBANK, end="2026-11-20")).seen, TODAY) == "Fri 20 Nov 2026 (passed)"
    assert old_date(led(card(TELLO)).seen, TODAY) == "–"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_placeholder_is_left_in_any_language(code: str) -> None:
    language.use(code)
    try:
        for rule, stood in ((SOFTBANK, "2026-11-23"), (SOFTBANK, "2027-10-15"), (POVO, "2026-12-01")):
            found = led(card(rule, end=stood), lasts="P7D")
            assert "{" not in outcome(found) + counted_from(found) + old_date(found.seen, TODAY)
    finally:
        language.use("en")
