"""What a notification says, and what it offers: rendered from the reminder, in today's words."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.domain.rows import rows
from simdesk.domain.terms import ClockName, Status
from simdesk.reminders.matters import Matter, Reminder
from simdesk.reminders.of_card import reminder_of
from simdesk.wording import reminders as words
from simdesk.wording.reminders import Button
from tests.core.making import GIFFGAFF, HIS, POVO, SOFTBANK, card, renewal, stated
from tests.core.notify_desk import NOON, cards

PLAIN = (Button.OPEN, Button.RENEW, Button.DID_IT, Button.SNOOZE)


def reminder(held: Card, *renewals: Renewal, moment: datetime = NOON) -> Reminder:
    (row,) = rows(Book(cards=(held,), renewals=renewals), moment)
    found = reminder_of(row)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("held", "title", "body"),
    [
        (
            card(SOFTBANK, end="2026-11-24", number="+818012345678"),
            "Bank codes: 3 days left",
            """\
Top up before the end of Tue 24 Nov, Tokyo time
Then receives only, kept until 19 Nov 2027
+81 •••• 5678""",
        ),
        (
            card(SOFTBANK, end="2026-11-21"),
            "Bank codes: last day today",
            "Top up before the end of Sat 21 Nov, Tokyo time\nThen receives only, kept until 16 Nov 2027",
        ),
        (
            card(POVO, base="2026-05-20", number="+818012345678"),
            "Bank codes: 25 days left to save the number",
            "Buy a pack before the end of Wed 16 Dec, Tokyo time\nRenewing still saves it\n+81 •••• 5678",
        ),
        (
            card(GIFFGAFF, base="2026-05-22", timezone="Europe/London", number="+447912345678"),
            "Bank codes: 1 day left",
            "Use it before the end of Sun 22 Nov, London time\nLost from 23 Nov\n+44 •••• 5678",
        ),
        (
            card(HIS, bill_day=20, statements=(stated(ClockName.BILL, base="2026-11-20"),)),
            "Bank codes: 1 day ago",
            "Pay the bill of Fri 20 Nov now",
        ),
    ],
)
def test_title_and_body(held: Card, title: str, body: str) -> None:
    told = reminder(held)

    assert (words.title(told), words.body(told)) == (title, body)
    assert words.buttons(told) == PLAIN


def test_a_paid_renewal_is_to_be_checked() -> None:
    held = card(SOFTBANK, end="2026-11-24")
    told = reminder(held, renewal("2026-11-20", status=Status.PAID))

    assert words.title(told) == "Bank codes: 3 days left"
    assert words.body(told).splitlines()[0] == "Check whether your payment of Fri 20 Nov arrived"
    assert words.buttons(told) == (Button.OPEN, Button.ARRIVED, Button.SNOOZE)


def test_what_should_have_renewed_by_itself_is_asked_about() -> None:
    held = card(SOFTBANK, end="2026-11-20", auto_renew=True)
    told = reminder(held)

    assert words.title(told) == "Bank codes: did it renew?"
    assert words.body(told) == "Look whether it renewed by itself on Fri 20 Nov, Tokyo time"
    assert words.buttons(told) == (Button.OPEN, Button.RENEWED, Button.NOT_RENEWED, Button.SNOOZE)


def test_an_expiring_payment_card_is_not_renewed_here() -> None:
    held = card(HIS, bill_day=20, auto_renew=True, payment_card_expires="2026-11")
    told = reminder(held)

    assert words.body(told) == "Give the carrier a new payment card before the end of Mon 30 Nov"
    assert words.buttons(told) == (Button.OPEN, Button.SNOOZE)


@pytest.mark.parametrize(
    ("count", "title", "last"),
    [
        (4, "4 cards need you", "Card 03: 3 days left"),
        (5, "5 cards need you", "Card 04: 3 days left"),
        (6, "6 cards need you", "and 1 more"),
        (25, "25 cards need you", "and 20 more"),
    ],
)
def test_a_summary_names_the_most_urgent(count: int, title: str, last: str) -> None:
    told = [reminder(one) for one in cards(count)]

    assert words.summary_title(told) == title
    assert words.summary_body(told).splitlines()[-1] == last
    assert len(words.summary_body(told).splitlines()) <= words.MOST_LINES + 1


def test_a_summary_counts_cards_first_and_last_however_many_reminders_a_card_has() -> None:
    """A card with two reminders is one card, and is not among those that are left."""
    deadlines = [reminder(one) for one in cards(8)]
    told = [one for due in deadlines for one in (due, replace(due, matter=Matter.LOW_BALANCE))]

    lines = words.summary_body(told).splitlines()

    assert words.summary_title(told) == "8 cards need you"
    assert [line.partition(":")[0] for line in lines] == [*(f"Card {n:02}" for n in range(5)), "and 3 more"]


def test_a_summary_of_few_cards_with_many_reminders_leaves_no_card_out() -> None:
    first, second = [reminder(one) for one in cards(2)]
    told = [replace(first, days_left=left) for left in range(6)]

    lines = words.summary_body([*told, second]).splitlines()

    assert words.summary_title([*told, second]) == "2 cards need you"
    assert len(lines) == words.MOST_LINES
    assert lines[-1] == words.title(second)


def test_every_button_has_words_of_its_own() -> None:
    assert len({words.button_words(button) for button in Button}) == len(Button)


def test_no_number_is_told_in_full() -> None:
    told = reminder(replace(card(SOFTBANK, end="2026-11-24"), number="+818012345678"))

    assert "8012345678" not in words.title(told) + words.body(told)
