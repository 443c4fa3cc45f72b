"""A calendar on a real server has what the book has, and keeps what else is in it."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import caldav
import icalendar
import pytest
from msgspec.structs import replace

from simdesk.errors import ServerFailed, ServerTrouble
from simdesk.exchange.caldav_server import Place, Server
from simdesk.exchange.caldav_step import Done, bring_in_step, digest
from simdesk.exchange.calendar_ics import calendar_bytes, event_bytes
from simdesk.reminders.calendar import CalendarEvent, Publication, published
from tests.e2e.calendar_server import PASSWORD, USER, CalendarServer, calendar_server

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Owner//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
    "DTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:{name}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def server(radicale: CalendarServer) -> Iterator[Server]:
    made = Server(radicale.address, USER, PASSWORD)
    yield made
    made.close()


@pytest.fixture
def place(server: Server) -> Place:
    return server.make_calendar("SimDesk")


def event(card: str, day: str = "2027-02-28", kind: str = "lost", **fields: object) -> CalendarEvent:
    known = {
        "summary": f"{card}: 最終日",
        "description": "Renew; or, else\nnothing\\",
        "alarms": (-158, 10),
        **fields,
    }
    return CalendarEvent(f"{card}.{kind}@simdesk", card, date.fromisoformat(day), **known)  # type: ignore[arg-type]


def told(*events: CalendarEvent, before: Publication | None = None, later: int = 0) -> Publication:
    return published(before or Publication(), events, NOW + timedelta(minutes=later))


@contextmanager
def program(server: CalendarServer, place: Place) -> Iterator[Any]:
    """A calendar program of the owner's, at that calendar."""
    client: Any = caldav.DAVClient(server.address, username=USER, password=PASSWORD)
    with client:
        yield client.calendar(url=place.address)


def read(server: CalendarServer, place: Place) -> dict[str, Any]:
    """What a calendar program that knows nothing of SimDesk finds there, by UID."""
    with program(server, place) as calendar:
        found = [
            component
            for one in calendar.events()
            for component in icalendar.Calendar.from_ical(one.data).walk("VEVENT")
        ]
    uids = [str(one["UID"]) for one in found]
    assert len(uids) == len(set(uids)), "an event is there twice"
    return dict(zip(uids, found, strict=True))


def imports(server: CalendarServer, place: Place, data: bytes) -> None:
    """The owner opens a file of events with their calendar program."""
    with program(server, place) as calendar:
        for one in icalendar.Calendar.from_ical(data).walk("VEVENT"):
            single = icalendar.Calendar()
            single.add_component(one)
            calendar.save_event(single.to_ical().decode())


def days(server: CalendarServer, place: Place) -> dict[str, date]:
    """The days of the events that are not cancelled."""
    return {
        uid: one.decoded("DTSTART")
        for uid, one in read(server, place).items()
        if one.get("STATUS") != "CANCELLED"
    }


def test_calendars_are_found_from_the_bare_address_and_one_is_made(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    named = server.make_calendar("Karten & <手机>")

    assert {place, named} <= set(server.calendars())
    with closing(Server(named.address, USER, PASSWORD)) as there:
        assert named in there.calendars(), "from the address of a calendar, too"


def test_events_are_created_changed_and_cancelled(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    put: dict[str, str] = {}
    first = told(event("a"), event("b"))

    assert bring_in_step(server, place.address, first.items, put) == Done(created=2)
    assert bring_in_step(server, place.address, first.items, put) == Done()
    there = read(radicale, place)["a.lost@simdesk"]
    assert there["SUMMARY"] == "a: 最終日"
    assert there["DESCRIPTION"] == "Renew; or, else\nnothing\\"
    assert [alarm.decoded("TRIGGER") for alarm in there.walk("VALARM")] == [
        timedelta(hours=-158),
        timedelta(hours=10),
    ]

    second = told(event("a", "2027-04-29"), before=first, later=1)

    assert bring_in_step(server, place.address, second.items, put) == Done(changed=1, cancelled=1)
    found = read(radicale, place)
    assert found["a.lost@simdesk"].decoded("DTSTART") == date(2027, 4, 29)
    assert found["a.lost@simdesk"]["SEQUENCE"] > there["SEQUENCE"]
    assert found["b.lost@simdesk"]["STATUS"] == "CANCELLED"
    assert not found["b.lost@simdesk"].walk("VALARM")

    # In the end what was cancelled is forgotten, and goes.
    third = told(event("a", "2027-04-29"))
    assert bring_in_step(server, place.address, third.items, put) == Done(removed=1)
    assert set(read(radicale, place)) == {"a.lost@simdesk"} == set(put)


def test_what_the_owner_has_there_is_left_alone(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    # One of them is of another book, or of another program that ends its UIDs so.
    with program(radicale, place) as calendar:
        for uid in ("dentist", "x@other", "someone.lost@simdesk"):
            calendar.save_event(FOREIGN.format(uid=uid, name="Mine"))
    before = [path.read_bytes() for path in radicale.files]
    put: dict[str, str] = {}

    bring_in_step(server, place.address, told(event("a")).items, put, cards={"a"})
    bring_in_step(server, place.address, (), put, cards={"a"})

    assert [path.read_bytes() for path in radicale.files] == before


def test_an_event_of_the_book_that_nobody_remembers_is_taken_out(server: Server, place: Place) -> None:
    bring_in_step(server, place.address, told(event("a", kind="lost"), event("b")).items, {})
    put: dict[str, str] = {}

    done = bring_in_step(
        server, place.address, told(event("a", kind="suspended")).items, put, cards={"a", "c"}
    )

    assert done == Done(created=1, removed=1)
    assert set(server.events(place.address)) == {"a.suspended@simdesk", "b.lost@simdesk"}


def test_a_file_imported_twice_gives_no_duplicate(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    publication, put = told(event("a"), event("b"), event("c.d")), dict[str, str]()

    for _time in range(2):
        imports(radicale, place, calendar_bytes(publication.items))
    assert len(read(radicale, place)) == 3

    assert bring_in_step(server, place.address, publication.items, put) == Done()
    moved = told(event("a", "2027-03-01"), event("b"), event("c.d"), before=publication, later=1)
    assert bring_in_step(server, place.address, moved.items, put) == Done(changed=1)
    imports(radicale, place, calendar_bytes(moved.items))
    assert bring_in_step(server, place.address, moved.items, put) == Done()
    assert days(radicale, place) == {one.uid: one.day for one in (item.event for item in moved.items)}


def test_a_whole_file_in_the_place_of_the_calendar_gives_no_duplicate(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    """As an import by the server itself does it: every event lies at an address of its own."""
    publication, put = told(event("a"), event("b")), dict[str, str]()
    with program(radicale, place) as calendar:
        for _time in range(2):
            data = calendar_bytes(publication.items).decode()
            calendar.client.put(place.address, data, {"Content-Type": "text/calendar"})
    moved = told(event("a", "2027-03-01"), event("b"), before=publication, later=1)

    assert bring_in_step(server, place.address, moved.items, put) == Done(changed=1)
    assert len(read(radicale, place)) == 2


def test_what_a_telephone_notes_on_an_event_stays_until_the_event_is_another(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    first, put = told(event("a")), dict[str, str]()
    bring_in_step(server, place.address, first.items, put)
    held = server.events(place.address)["a.lost@simdesk"]
    theirs = held.data.replace("BEGIN:VALARM", "X-DONE:1\r\nBEGIN:VALARM", 1).replace("最終日", "call them")
    assert server.put(place.address, "a.lost@simdesk", theirs.encode(), held)

    assert bring_in_step(server, place.address, first.items, put) == Done()
    assert "call them" in server.events(place.address)["a.lost@simdesk"].data

    second = told(event("a", description="Renew at the shop"), before=first, later=1)
    assert bring_in_step(server, place.address, second.items, put) == Done(changed=1)
    assert "call them" not in server.events(place.address)["a.lost@simdesk"].data


def test_what_was_put_and_not_confirmed_is_taken_back(
    radicale: CalendarServer, server: Server, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes away between a change of words and its answer, and the owner undoes the change."""
    first, put = told(event("a")), dict[str, str]()
    bring_in_step(server, place.address, first.items, put)
    takes = server.put

    def goes_away(*event: Any) -> bool:
        takes(*event)
        raise ServerFailed(ServerTrouble.UNREACHABLE)

    second = told(event("a", summary="Bank: 最終日"), before=first, later=1)
    monkeypatch.setattr(server, "put", goes_away)
    with pytest.raises(ServerFailed):
        bring_in_step(server, place.address, second.items, put)
    monkeypatch.setattr(server, "put", takes)
    third = told(event("a"), before=second, later=2)

    assert bring_in_step(server, place.address, third.items, put) == Done(changed=1)
    assert read(radicale, place)["a.lost@simdesk"]["SUMMARY"] == "a: 最終日"
    assert bring_in_step(server, place.address, third.items, put) == Done()


def test_a_day_that_was_moved_by_hand_is_put_right(server: Server, place: Place) -> None:
    first, put = told(event("a")), dict[str, str]()
    bring_in_step(server, place.address, first.items, put)
    held = server.events(place.address)["a.lost@simdesk"]
    assert server.put(
        place.address, "a.lost@simdesk", held.data.replace("20270228", "20270328").encode(), held
    )

    assert bring_in_step(server, place.address, first.items, put) == Done(changed=1)


def test_an_event_removed_there_comes_back(radicale: CalendarServer, server: Server, place: Place) -> None:
    first, put = told(event("a"), event("b")), dict[str, str]()
    bring_in_step(server, place.address, first.items, put)
    server.remove(server.events(place.address)["b.lost@simdesk"])

    assert bring_in_step(server, place.address, first.items, put) == Done(created=1)
    assert set(read(radicale, place)) == {"a.lost@simdesk", "b.lost@simdesk"}


def test_nothing_is_overwritten_that_became_another_meanwhile(server: Server, place: Place) -> None:
    bring_in_step(server, place.address, told(event("a")).items, {})
    held = server.events(place.address)["a.lost@simdesk"]
    assert server.put(
        place.address, "a.lost@simdesk", event_bytes(told(event("a", "2027-03-01")).items[0]), held
    )

    assert not server.put(place.address, "a.lost@simdesk", event_bytes(told(event("a")).items[0]), held)
    assert not server.remove(held)
    assert not server.put(place.address, "a.lost@simdesk", event_bytes(told(event("a")).items[0]), None)


def test_two_devices_with_the_same_book_do_not_write_over_each_other(server: Server, place: Place) -> None:
    here, there = told(event("a")), told(event("a", summary="a: last day"), later=5)
    first, second = dict[str, str](), dict[str, str]()

    bring_in_step(server, place.address, here.items, first, cards={"a"})
    assert bring_in_step(server, place.address, there.items, second, cards={"a"}) == Done(changed=1)
    for _time in range(2):
        assert bring_in_step(server, place.address, here.items, first, cards={"a"}) == Done()
        assert bring_in_step(server, place.address, there.items, second, cards={"a"}) == Done()


def test_a_server_that_cannot_look_for_events_is_looked_through(
    radicale: CalendarServer, server: Server, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = told(*(event(f"card-{number}") for number in range(120)))
    bring_in_step(server, place.address, first.items, {})
    monkeypatch.setattr(server, "events", lambda calendar: {})

    put = {item.event.uid: digest(item) for item in first.items}
    assert bring_in_step(server, place.address, first.items, put) == Done()
    # Even if this device knows of nothing, nothing is there twice.
    imported = told(event("card-1", "2027-03-01"), before=first, later=1).of("card-1")
    assert bring_in_step(server, place.address, imported, dict[str, str]()) == Done(changed=1)
    assert len(read(radicale, place)) == 120


@pytest.mark.parametrize("seed", range(2))
def test_after_a_hundred_random_edits_the_calendar_has_the_book_event_for_event(
    radicale: CalendarServer, server: Server, place: Place, seed: int
) -> None:
    chance, publication, put = random.Random(seed), Publication(), dict[str, str]()
    book: dict[str, CalendarEvent] = {}
    for number in range(100):
        one = event(
            f"card-{chance.randrange(8)}",
            (NOW.date() + timedelta(days=chance.randrange(400))).isoformat(),
            chance.choice(("suspended", "lost")),
            summary=chance.choice(("Bank: 最終日", "銀行", "a;b,c\\d")),
            alarms=chance.choice(((10,), (-14, 10), ())),
        )
        if chance.random() < 0.25:
            book.pop(one.uid, None)
        else:
            book[one.uid] = one
        publication = told(*book.values(), before=publication, later=number)
        if chance.random() < 0.5:  # not every one is sent by itself
            bring_in_step(server, place.address, publication.items, put)
    bring_in_step(server, place.address, publication.items, put)

    found = read(radicale, place)
    assert days(radicale, place) == {uid: one.day for uid, one in book.items()}
    for uid, one in book.items():
        assert found[uid]["SUMMARY"] == one.summary
        assert found[uid]["DESCRIPTION"] == one.description
        rings = tuple(alarm.decoded("TRIGGER") for alarm in found[uid].walk("VALARM"))
        assert rings == tuple(timedelta(hours=hours) for hours in one.alarms)
    assert bring_in_step(server, place.address, publication.items, put) == Done()


def test_an_event_that_the_server_does_not_take_keeps_none_of_the_others_back(
    radicale: CalendarServer, server: Server, place: Place
) -> None:
    odd = told(event("a"), event("b"), event("c"))
    broken = replace(odd.items[1], event=replace(odd.items[1].event, uid="b\x00.lost@simdesk"))
    put: dict[str, str] = {}

    with pytest.raises(ServerFailed):
        bring_in_step(server, place.address, (odd.items[0], broken, odd.items[2]), put)

    assert {"a.lost@simdesk", "c.lost@simdesk"} <= set(read(radicale, place))
