"""What second starts want reaches the window, however it is said; what is no request does nothing."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from simdesk.ui.desktop.instance import LONGEST, Request, Seat, take_seat
from simdesk.ui.desktop.listening import Requests


class Door:
    """A window that listens, and what it has heard."""

    def __init__(self, qtbot: QtBot, seat: Seat) -> None:
        self.qtbot, self.seat = qtbot, seat
        self.heard: list[Request] = []
        self.requests = Requests(seat)
        self.requests.asked.connect(self.heard.append)

    def speaker(self) -> socket.socket:
        assert self.seat.listener is not None
        found = socket.socket(socket.AF_UNIX)
        found.settimeout(10)
        found.connect(self.seat.listener.getsockname())
        return found

    def answer(self, speaker: socket.socket) -> bytes:
        speaker.setblocking(False)
        found = b""

        def arrived() -> bool:
            nonlocal found
            try:
                found = speaker.recv(100)
            except BlockingIOError:
                return False
            except ConnectionResetError:  # closed with something unread: nobody listens any more
                found = b""
            return True

        self.qtbot.waitUntil(arrived, timeout=10_000)
        return found


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path) -> Iterator[Door]:
    seat = take_seat(tmp_path, None)
    assert seat is not None
    door = Door(qtbot, seat)
    yield door
    door.requests.close()
    seat.leave()


def test_a_request_is_heard_and_answered(door: Door) -> None:
    with door.speaker() as speaker:
        speaker.sendall(Request("renew", "c1").line())

        assert door.answer(speaker) == b"ok\n"
    assert door.heard == [Request("renew", "c1")]


def test_what_was_said_before_anybody_listened_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    seat = take_seat(tmp_path, None)
    assert seat is not None
    assert seat.listener is not None
    take_seat(tmp_path, Request("add"), wait=0.05)

    door = Door(qtbot, seat)

    qtbot.waitUntil(lambda: door.heard == [Request("add")], timeout=10_000)
    door.requests.close()
    seat.leave()


def test_many_at_once_are_all_heard(door: Door) -> None:
    speakers = [door.speaker() for _ in range(20)]
    for place, speaker in enumerate(speakers):
        speaker.sendall(Request("renew", f"c{place}").line())

    assert [door.answer(speaker) for speaker in speakers] == [b"ok\n"] * 20
    assert sorted(request.card for request in door.heard) == sorted(f"c{place}" for place in range(20))
    for speaker in speakers:
        speaker.close()


def test_a_request_may_come_in_pieces(door: Door) -> None:
    line = Request("renew", "c1").line()
    with door.speaker() as speaker:
        for byte in line:
            speaker.sendall(bytes([byte]))
            QCoreApplication.processEvents()
        assert door.answer(speaker) == b"ok\n"
    assert door.heard == [Request("renew", "c1")]


@pytest.mark.parametrize(
    "said", [b"hello\n", b'{"do": "format the disk"}\n', b"\0\xff\n", b"x" * (LONGEST + 1)]
)
def test_what_is_no_request_is_refused(door: Door, said: bytes) -> None:
    with door.speaker() as speaker:
        speaker.sendall(said)
        assert door.answer(speaker) in {b"no\n", b""}
    with door.speaker() as speaker:
        speaker.sendall(Request().line())
        assert door.answer(speaker) == b"ok\n"
    assert door.heard == [Request()]


def test_one_that_goes_without_a_word_or_an_ear_is_no_matter(door: Door) -> None:
    door.speaker().close()
    deaf = door.speaker()
    deaf.sendall(Request("add").line())
    deaf.close()

    door.qtbot.waitUntil(lambda: door.heard == [Request("add")], timeout=10_000)


def test_one_that_says_nothing_keeps_nobody_waiting(door: Door) -> None:
    with door.speaker(), door.speaker() as other:
        other.sendall(Request().line())
        assert door.answer(other) == b"ok\n"


def test_after_closing_nobody_is_heard(door: Door) -> None:
    with door.speaker() as early:
        early.sendall(b'{"do"')
        QCoreApplication.processEvents()
        door.requests.close()
        assert door.answer(early) == b""
    with door.speaker() as late:
        late.sendall(Request().line())
        QCoreApplication.processEvents()
    assert door.heard == []


def test_the_way_of_windows_is_the_same(door: Door, home: Path) -> None:
    """Qt's server listens at a path here; there it does at the name of a pipe."""
    path = str(home / "run" / "pipe")
    door.requests._listen_at_pipe(path)

    with socket.socket(socket.AF_UNIX) as speaker:
        speaker.connect(path)
        speaker.sendall(Request("renew", "c1").line())
        assert door.answer(speaker) == b"ok\n"
    with socket.socket(socket.AF_UNIX) as speaker:
        speaker.connect(path)
        speaker.sendall(b"hello\n")
        assert door.answer(speaker) == b"no\n"
    assert door.heard == [Request("renew", "c1")]
