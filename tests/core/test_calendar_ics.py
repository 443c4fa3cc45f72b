"""The calendar file: what RFC 5545 asks for, and what a calendar makes of it that takes it in twice."""

from datetime import UTC, date, datetime

import icalendar
import pytest
from msgspec.structs import replace

from simdesk.domain.book import Book
from simdesk.domain.terms import State
from simdesk.exchange.calendar_ics import calendar_bytes, event_bytes, is_ours
from simdesk.reminders.calendar import KEEP_CANCELLED, CalendarEvent, Publication, Published, published
from tests.core.calendar_making import Calendar, bank, book_of, chat, events_of, told, value
from tests.core.making import MOMENT, day, renewal

EVIL = "銀行\r\nATTACH:http://evil.example/\rX\nBEGIN:VEVENT\u2028\x0bEND:VCALENDAR\x00;,\\"


def read(data: bytes) -> list[icalendar.Component]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_d15_a_uid_is_stable_and_its_own_and_the_day_is_a_whole_one() -> None:
    first, second = told(book_of(bank(), chat())), told(book_of(chat(), bank(label="Renamed")))
    events = read(calendar_bytes(first.items))

    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    assert uids == [item.event.uid for item in second.items]
    assert all(uid.endswith("@simdesk") for uid in uids)
    assert all(type(value(event, "DTSTART")) is date for event in events)
    assert all(b"DTSTART;VALUE=DATE:" in event.to_ical() for event in events)
    assert all((value(event, "DTEND") - value(event, "DTSTART")).days == 1 for event in events)


def test_d15_the_sequence_rises_with_every_change_and_with_nothing_else() -> None:
    book = book_of(bank())
    moved = book_of(bank(), renewal("2026-11-22", card_id="bank"))
    versions = [told(*books).items for books in ((book,), (book, book), (book, book, moved))]

    assert versions[0] == versions[1]
    for same, after in zip(versions[1], versions[2], strict=True):
        assert after.sequence > same.sequence
        assert after.changed > same.changed
    (event,) = read(event_bytes(versions[2][1]))
    assert value(event, "SEQUENCE") == versions[2][1].sequence
    assert value(event, "LAST-MODIFIED") == versions[2][1].changed


def test_d15_a_sequence_rises_twice_in_a_minute_and_after_what_was_published_got_lost() -> None:
    one, other = events_of(book_of(bank())), events_of(book_of(bank(end="2026-12-01")))
    first = published(Publication(), one, MOMENT)
    second = published(first, other, MOMENT)
    elsewhere = published(Publication(), one, datetime(2026, 11, 22, tzinfo=UTC))

    assert second.items[0].sequence == first.items[0].sequence + 1
    assert elsewhere.items[0].sequence > second.items[0].sequence


@pytest.mark.parametrize("after", [Book(), book_of(bank(state=State.ARCHIVED), chat())])
def test_d15_what_is_gone_is_cancelled(after: Book) -> None:
    calendar = Calendar({})
    calendar.take_in(calendar_bytes(told(book_of(bank(), chat())).items))
    gone = told(book_of(bank(), chat()), after)
    calendar.take_in(calendar_bytes(gone.items))

    assert set(calendar.days) == {event.uid for event in events_of(after)}
    assert calendar.held["bank.lost@simdesk"]["STATUS"] == "CANCELLED"
    assert calendar.held["bank.lost@simdesk"].walk("VALARM") == []


def test_d15_what_comes_back_is_confirmed_again() -> None:
    items = told(book_of(bank()), Book(), book_of(bank())).items
    calendar = Calendar({})
    for publication in (told(book_of(bank())).items, told(book_of(bank()), Book()).items, items):
        calendar.take_in(calendar_bytes(publication))

    assert calendar.days == {event.uid: event.day for event in events_of(book_of(bank()))}


def test_d15_the_same_file_twice_gives_no_duplicate() -> None:
    data = calendar_bytes(told(book_of(bank(), chat())).items)
    calendar = Calendar({})
    calendar.take_in(data)
    calendar.take_in(data)

    assert calendar.days == {event.uid: event.day for event in events_of(book_of(bank(), chat()))}
    assert len(calendar.held) == 4


@pytest.mark.parametrize("label", [EVIL, EVIL[::-1], "x" * 199, "漢" * 199, "📱" * 150, ":;,\\n", "  "])
def test_d15_no_label_breaks_out_of_its_line_and_none_is_longer_than_75_octets(label: str) -> None:
    data = calendar_bytes(told(book_of(bank(label=label))).items, name=label)
    lines = data.split(b"\r\n")

    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(mark in data.replace(b"\r\n", b"") for mark in (b"\r", b"\n", b"\x0b", b"\x00"))
    assert all(line.decode().splitlines() == [line.decode()] for line in lines[:-1])
    begun = [line for line in lines if line.startswith((b"BEGIN:", b"ATTACH", b"END:VCALENDAR"))]
    assert begun == [
        b"BEGIN:VCALENDAR",
        *([b"BEGIN:VEVENT"] + [b"BEGIN:VALARM"] * 11),
        *([b"BEGIN:VEVENT"] + [b"BEGIN:VALARM"] * 6),
        b"END:VCALENDAR",
    ]


def test_d15_what_calendars_give_a_meaning_is_read_back_as_it_was_written() -> None:
    label = "Bank; codes, \\n and “more”: 銀行"
    (event, _) = read(calendar_bytes(told(book_of(bank(label=label))).items))

    assert str(event["SUMMARY"]) == f"{label}: last day to save the number"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Top up before the end of Thu 18 Nov, Tokyo time",
        "Renewing still saves it",
        "+81 •••• 5678",
    ]


def test_the_file_says_who_made_it_and_never_the_number() -> None:
    data = calendar_bytes(told(book_of(bank())).items)

    assert is_ours(data)
    assert is_ours(b"\xef\xbb\xbf" + data)
    assert not is_ours(data.replace(b"SimDesk", b"Other"))
    assert not is_ours(b'{"format": 1}')
    assert b"9012345678" not in data
    assert b"METHOD" not in data, "a server that stores calendars refuses that"


def test_several_alarms_show_the_title_hours_before_the_day() -> None:
    event = CalendarEvent("a.lost@simdesk", "a", day("2026-12-24"), "Title", "Text", (-158, -14, 10))
    (read_back,) = read(event_bytes(Published(event, 3, MOMENT)))

    assert [alarm.to_ical().split(b"TRIGGER:")[1].split()[0] for alarm in read_back.walk("VALARM")] == [
        b"-P6DT14H",
        b"-PT14H",
        b"PT10H",
    ]
    assert {str(alarm["ACTION"]) for alarm in read_back.walk("VALARM")} == {"DISPLAY"}
    assert {str(alarm["DESCRIPTION"]) for alarm in read_back.walk("VALARM")} == {"Title"}
    assert (read_back["TRANSP"], read_back["STATUS"]) == ("TRANSPARENT", "CONFIRMED")


@pytest.mark.parametrize("last", ["9999-12-31", "9999-12-30", "0001-01-01"])
def test_the_ends_of_time_can_be_written(last: str) -> None:
    event = CalendarEvent("a.lost@simdesk", "a", day(last), "Title", "Text")

    assert value(read(event_bytes(Published(event, 0, MOMENT)))[0], "DTSTART") == day(last)


def test_an_empty_book_is_a_calendar_without_events() -> None:
    assert read(calendar_bytes(())) == []
    assert is_ours(calendar_bytes(()))


def test_one_card_is_published_alone() -> None:
    both = told(book_of(bank(), chat()))
    later = MOMENT.replace(month=12)
    changed = events_of(book_of(bank(end="2026-12-20"), chat(label="Other")))
    after = published(both, changed, later, only="bank")

    assert after.of("chat") == both.of("chat")
    assert all(item.changed == later for item in after.of("bank"))
    assert published(both, (), later, only="bank").of("chat") == both.of("chat")


def test_what_is_long_cancelled_is_forgotten() -> None:
    gone = published(told(book_of(bank())), (), MOMENT)
    (first, *_) = gone.items

    assert first.cancelled
    assert published(gone, (), MOMENT + KEEP_CANCELLED) == gone
    assert published(gone, (), MOMENT + KEEP_CANCELLED * 2).items == ()
    assert published(replace(gone, items=()), (), MOMENT).items == ()
