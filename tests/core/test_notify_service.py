"""What is sent to a notification service, what it answers, and what becomes of one that goes away."""

import socket
from collections import deque
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import jeepney
import pytest
from jeepney import HeaderFields, Message

import simdesk.notify.bus
from simdesk.notify import icon_of_notes
from simdesk.notify.bus import NoBus
from simdesk.notify.service import Answer, NotDelivered, Note, Service, ServiceState

SERVICE = "org.freedesktop.Notifications"
EVERYTHING = ("actions", "body", "body-markup")


class Bus:
    """A session bus with one notification service; counts its notes from 1 after each start.

    ``hangs``: the service takes what is sent, and answers when it goes on.
    """

    def __init__(self) -> None:
        self.capabilities: tuple[str, ...] = EVERYTHING
        self.owner = ":1.7"
        self.there = True
        self.hangs = False
        self.connections: list[Connection] = []
        self.waiting: list[tuple[Connection, Message]] = []
        self.notes: list[tuple[Any, ...]] = []
        self.closed: list[int] = []
        self.count = 0

    def restart(self, *capabilities: str) -> None:
        self.owner, self.count, self.capabilities = self.owner + "1", 0, capabilities

    def signal(self, name: str, signature: str, *body: object) -> None:
        emitter = jeepney.DBusAddress("/org/freedesktop/Notifications", interface=SERVICE)
        for connection in self.connections:
            connection.arrived.append(jeepney.new_signal(emitter, name, signature, body))

    def take(self, connection: "Connection", message: Message) -> None:
        to = message.header.fields[HeaderFields.destination]
        if to == "org.freedesktop.DBus" or not self.hangs:
            connection.arrived.append(self.reply(message))
        else:
            self.waiting.append((connection, message))

    def go_on(self, *, forgetting: int = 0) -> None:
        """Answer what waits; the first *forgetting* questions never."""
        self.hangs = False
        for connection, message in self.waiting[forgetting:]:
            connection.arrived.append(self.reply(message))
        self.waiting.clear()

    def die(self) -> None:
        """End the service while it hangs."""
        self.hangs, self.owner = False, ""
        for connection, message in self.waiting:
            connection.arrived.append(jeepney.new_error(message, "org.freedesktop.DBus.Error.NoReply"))
        self.waiting.clear()

    def reply(self, message: Message) -> Message:
        try:
            signature, body = self.answer(message)
        except LookupError:
            return jeepney.new_error(message, f"{SERVICE}.ServiceUnknown", "s", ("not there",))
        return jeepney.new_method_return(message, signature or None, body)

    def answer(self, message: Message) -> tuple[str, tuple[object, ...]]:
        if message.header.fields[HeaderFields.destination] not in {
            "org.freedesktop.DBus",
            SERVICE,
            self.owner,
        }:
            raise LookupError
        match message.header.fields[HeaderFields.member]:
            case "AddMatch":
                return "", ()
            case "GetNameOwner" if self.owner:
                return "s", (self.owner,)
            case "GetCapabilities" if self.owner:
                return "as", (list(self.capabilities),)
            case "GetServerInformation" if self.owner:
                return "ssss", ("Tester", "nobody", "1", "1.3")
            case "Notify" if self.owner:
                self.notes.append(message.body)
                self.count += 0 if message.body[1] else 1
                return "u", (message.body[1] or self.count,)
            case "CloseNotification" if self.owner:
                self.closed.append(message.body[0])
                return "", ()
        raise LookupError


class Connection:
    """The part of jeepney's connection that is used, to :class:`Bus`."""

    class sock:  # noqa: N801 an attribute of jeepney's
        @staticmethod
        def fileno() -> int:
            return 5

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.outgoing_serial = count(start=1)
        self.arrived: deque[Message] = deque()

    def send(self, message: Message, serial: int) -> None:
        if not self.bus.there:
            raise ConnectionResetError
        message.header.serial = serial
        message.header.fields[HeaderFields.sender] = ":1.1"
        self.bus.take(self, message)

    def receive(self, *, timeout: float) -> Message:
        assert timeout < 5
        if not self.bus.there:
            raise ConnectionResetError
        if not self.arrived:
            raise TimeoutError
        return self.arrived.popleft()

    def close(self) -> None:
        self.bus.connections.remove(self)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    bus = Bus()

    def connect(name: str) -> Connection:
        assert name == "SESSION"
        if not bus.there:
            raise NoBus("no bus")
        bus.connections.append(Connection(bus))
        return bus.connections[-1]

    monkeypatch.setattr(simdesk.notify.bus, "_connected", connect)
    return bus


NOTE = Note("Bank & co", "<3 days", (("default", "Open"), ("renew", "Renew")), "Open SimDesk.")


def test_a_note_is_sent_as_the_specification_says(bus: Bus) -> None:
    service = Service()

    assert service.fileno() is None
    assert service.show(NOTE) == 1
    assert service.fileno() == 5
    hints = {"urgency": ("y", 1), "desktop-entry": ("s", "org.simdesk.SimDesk")}
    assert bus.notes == [
        (
            "SimDesk",
            0,
            icon_of_notes(),
            "Bank & co",
            "&lt;3 days",
            ["default", "Open", "renew", "Renew", "open", "Open"],
            hints,
            -1,
        )
    ]


def test_r17_an_urgent_note_is_critical(bus: Bus) -> None:
    Service().show(Note("now", "", urgent=True))

    assert bus.notes[0][6]["urgency"] == ("y", 2)


def test_r18_a_service_without_buttons_and_markup_is_told_where_to_go_in_plain_words(bus: Bus) -> None:
    bus.capabilities = ("body",)

    Service().show(NOTE)

    assert bus.notes[0][4:6] == ("<3 days\nOpen SimDesk.", [])


def test_r18_the_click_on_a_note_has_a_button_of_its_own_too(bus: Bus) -> None:
    service = Service()
    number = service.show(NOTE)
    bus.signal("ActionInvoked", "us", number, bus.notes[0][5][-2])

    assert bus.notes[0][5][-1] == "Open"
    assert service.answers() == (Answer(number, "default"),)


def test_w15_the_service_learns_whose_notes_they_are(bus: Bus) -> None:
    Service().show(NOTE)

    assert bus.notes[0][6]["desktop-entry"] == ("s", "org.simdesk.SimDesk")
    assert bus.notes[0][:3] == ("SimDesk", 0, icon_of_notes())


def test_the_note_of_a_command_has_no_buttons_and_is_nobodys_that_ends(bus: Bus) -> None:
    Service(stays=False).show(NOTE)

    assert bus.notes[0][4:7] == ("&lt;3 days\nOpen SimDesk.", [], {"urgency": ("y", 1)})


def test_r16_two_notes_do_not_take_each_others_place(bus: Bus) -> None:
    service = Service()

    assert (service.show(NOTE), service.show(NOTE)) == (1, 2)
    assert [note[1] for note in bus.notes] == [0, 0]


def test_answers_are_those_about_ones_own_notes(bus: Bus) -> None:
    service = Service()
    number = service.show(NOTE)
    assert service.answers() == ()

    bus.signal("ActionInvoked", "us", number, "renew")
    bus.signal("ActionInvoked", "us", 77, "renew")
    bus.signal("NotificationClosed", "uu", number, 2)
    bus.signal("NotificationClosed", "uu", number, 2)

    assert service.answers() == (Answer(number, "renew"), Answer(number, ""))
    assert service.answers() == ()


def test_a_token_comes_with_the_answer_it_was_given_for(bus: Bus) -> None:
    service = Service()
    first, second = service.show(NOTE), service.show(NOTE)

    bus.signal("ActivationToken", "us", first, "token-1")
    bus.signal("ActionInvoked", "us", second, "renew")
    bus.signal("ActionInvoked", "us", first, "default")
    bus.signal("ActionInvoked", "us", first, "default")

    assert service.answers() == (
        Answer(second, "renew"),
        Answer(first, "default", "token-1"),
        Answer(first, "default"),
    )


def test_a_later_note_takes_the_place_of_ones_own(bus: Bus) -> None:
    service = Service()
    number = service.show(NOTE)

    assert service.show(Note("later", "", replaces=number)) == number
    service.close_note(number)

    assert bus.notes[1][1] == number
    assert bus.closed == [number]


def test_numbers_of_a_service_that_ended_are_neither_replaced_nor_closed(bus: Bus) -> None:
    service = Service()
    number = service.show(NOTE)
    bus.restart("body")

    service.close_note(number)
    service.show(Note("later", "", (("default", "Open"),), replaces=number))

    assert bus.closed == []
    assert bus.notes[1][1] == 0
    assert bus.notes[1][5] == []


@pytest.mark.parametrize("number", [0, -3, 99])
def test_numbers_that_are_not_its_own_are_left_alone(bus: Bus, number: int) -> None:
    service = Service()
    service.close_note(number)
    service.show(Note("one", "", replaces=number))

    assert (bus.closed, bus.notes[0][1]) == ([], 0)


def test_without_a_service_nothing_is_delivered_until_there_is_one(bus: Bus) -> None:
    service, bus.owner = Service(), ""
    with pytest.raises(NotDelivered, match="not there"):
        service.show(NOTE)
    service.close_note(1)

    bus.owner = ":1.9"
    assert service.show(NOTE) == 1


def test_without_a_bus_nothing_is_delivered_until_there_is_one(bus: Bus) -> None:
    service, bus.there = Service(), False
    with pytest.raises(NotDelivered):
        service.show(NOTE)
    service.close_note(1)
    assert service.answers() == ()

    bus.there = True
    assert service.show(NOTE) == 1


def test_a_bus_that_goes_away_is_let_go_and_met_again(bus: Bus) -> None:
    service = Service()
    service.show(NOTE)
    bus.there = False
    assert service.answers() == ()
    assert service.fileno() is None

    bus.there = True
    assert service.show(NOTE) == 2
    assert len(bus.connections) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, "DBUS_SESSION_BUS_ADDRESS="),
        ("tcp:host=localhost,port=1", "DBUS_SESSION_BUS_ADDRESS=tcp:host=localhost,port=1"),
        ("nonsense", "DBUS_SESSION_BUS_ADDRESS=nonsense"),
        ("unix:path=/nowhere/bus", "[Errno 2] No such file or directory"),
    ],
)
def test_a_session_without_a_usable_bus_is_no_crash_and_the_reason_is_said(
    address: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    with pytest.raises(NotDelivered) as caught:
        Service().show(NOTE)
    assert str(caught.value) == said


def test_a_bus_that_does_not_greet_is_no_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lets one in, and then says nothing more."""
    monkeypatch.setattr(simdesk.notify.bus, "_AT_BUS", 0.2)
    address = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(address))
        door.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={address}")

        def let_in() -> None:
            with door.accept()[0] as speaker:
                speaker.recv(1000)
                speaker.sendall(b"OK 0123456789abcdef\r\n")
                while speaker.recv(1000):
                    pass

        doorkeeper = Thread(target=let_in)
        doorkeeper.start()
        with pytest.raises(NotDelivered):
            Service().show(NOTE)
        doorkeeper.join(10)


def test_the_program_can_be_given_up_and_used_again(bus: Bus) -> None:
    service = Service()
    service.show(NOTE)
    service.disconnect()
    service.disconnect()

    assert bus.connections == []
    assert service.show(NOTE) == 2


# --- a service that hangs


def impatient() -> Service:
    return Service(patience=0)


def test_one_that_hangs_is_waited_for_once_and_asked_nothing_more(bus: Bus) -> None:
    service = impatient()
    bus.hangs = True
    for _ in range(5):
        with pytest.raises(NotDelivered, match="does not answer"):
            service.show(NOTE)

    assert bus.notes == []
    assert [message.body for _, message in bus.waiting] == [(), ()]
    assert service.state() == ServiceState(there=True, hangs=True, reason="it does not answer")


def test_when_it_goes_on_the_note_is_delivered(bus: Bus) -> None:
    service = impatient()
    bus.hangs = True
    with pytest.raises(NotDelivered):
        service.show(NOTE)
    bus.go_on()

    assert (service.answers(), service.goes_on, service.goes_on) == ((), True, False)
    assert service.show(NOTE) == 1


def test_r04_a_note_that_was_taken_late_is_not_sent_again(bus: Bus) -> None:
    service = impatient()
    first = service.show(Note("first", ""))
    bus.hangs = True
    for _ in range(3):
        with pytest.raises(NotDelivered):
            service.show(NOTE)
    bus.go_on()

    assert service.show(NOTE) == first + 1
    assert [note[3] for note in bus.notes] == ["first", "Bank & co"]
    bus.signal("ActionInvoked", "us", first + 1, "renew")
    assert service.answers() == (Answer(first + 1, "renew"),)


def test_in_the_place_of_one_that_came_late_comes_what_is_due_by_then(bus: Bus) -> None:
    service = impatient()
    service.capabilities()
    bus.hangs = True
    with pytest.raises(NotDelivered):
        service.show(NOTE)
    bus.go_on()

    assert service.show(Note("tomorrow's words", "")) == 1
    assert [note[1] for note in bus.notes] == [0, 1]


def test_one_that_came_late_and_is_not_wanted_goes(bus: Bus) -> None:
    service = impatient()
    service.capabilities()
    bus.hangs = True
    with pytest.raises(NotDelivered):
        service.show(NOTE)
    bus.go_on()
    service.answers()
    service.close_unwanted()
    service.close_unwanted()

    assert bus.closed == [1]


def test_what_a_hanging_service_has_lost_is_sent_again(bus: Bus) -> None:
    service = impatient()
    service.capabilities()
    bus.hangs = True
    for _ in range(2):
        with pytest.raises(NotDelivered):
            service.show(NOTE)
    bus.go_on(forgetting=1)

    assert service.show(NOTE) == 1
    assert len(bus.notes) == 1


def test_one_that_dies_while_it_hangs_is_met_anew(bus: Bus) -> None:
    service = impatient()
    service.capabilities()
    bus.hangs = True
    with pytest.raises(NotDelivered):
        service.show(NOTE)
    bus.die()
    with pytest.raises(NotDelivered, match="not there"):
        service.show(NOTE)
    bus.owner = ":1.12"

    assert service.show(NOTE) == 1
    assert len(bus.notes) == 1


def test_what_is_known_of_a_service(bus: Bus) -> None:
    service = Service()
    assert service.state() == ServiceState(there=True, capabilities=frozenset(EVERYTHING), name="Tester")
    bus.owner = ""
    assert service.state() == ServiceState(there=False, reason="not there")
    bus.there = False
    assert not service.state().there
