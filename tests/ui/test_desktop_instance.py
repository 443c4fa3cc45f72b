"""One window for a data folder, whoever asks, from wherever, and whatever became of the last one."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simdesk.ui.desktop import instance
from simdesk.ui.desktop.instance import Request, Seat, ask, request_in, seat_name, take_seat

PATIENCE = 20.0


def taken(folder: Path) -> Seat:
    seat = take_seat(folder, None)
    assert seat is not None
    return seat


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    found = taken(tmp_path)
    assert found.listener is not None
    yield found
    found.leave()


def heard(seat: Seat) -> tuple[socket.socket, bytes]:
    """The next speaker, and what it said."""
    assert seat.listener is not None
    seat.listener.settimeout(PATIENCE)
    speaker, _ = seat.listener.accept()
    speaker.settimeout(PATIENCE)
    return speaker, speaker.recv(4096)


def test_the_second_is_heard_and_gets_no_seat(seat: Seat, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        second = pool.submit(take_seat, tmp_path, Request("renew", "c1"))
        speaker, line = heard(seat)
        speaker.sendall(instance.TAKEN)
        speaker.close()

        assert second.result(PATIENCE) is None
    assert line == b'{"do": "renew", "card": "c1"}\n'


@pytest.mark.parametrize(("answer", "done"), [(instance.TAKEN, True), (instance.REFUSED, False)])
def test_a_window_that_is_asked_says_whether_it_will(
    seat: Seat, tmp_path: Path, answer: bytes, done: bool
) -> None:
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(ask, tmp_path, Request("look"), PATIENCE)
        speaker, line = heard(seat)
        speaker.sendall(answer)
        speaker.close()

        assert asked.result(PATIENCE) is done
    assert request_in(line) == Request("look")


def test_a_window_that_does_not_know_the_wish_comes_to_the_front(seat: Seat, tmp_path: Path) -> None:
    wish = Request("restore", file="/x/卡.simdesk", token="t")
    with ThreadPoolExecutor() as pool:
        second = pool.submit(take_seat, tmp_path, wish)
        lines = []
        for answer in (instance.REFUSED, instance.TAKEN):
            speaker, line = heard(seat)
            lines.append(request_in(line))
            speaker.sendall(answer)
            speaker.close()

        assert second.result(PATIENCE) is None
    assert lines == [wish, Request(token="t")]


@pytest.mark.parametrize("file", ["", "x.simdesk", 7])
def test_a_wish_to_restore_names_an_absolute_path(file: object) -> None:
    line = json.dumps({"do": "restore", "file": file}).encode()

    assert request_in(line) is None
    assert request_in(b'{"do": "restore"}') is None


def test_a_path_as_long_as_the_system_has_them_fits() -> None:
    wish = Request("restore", file="/" + "/".join(["卡" * 80] * 16), token="t" * 200)

    assert len(os.fsencode(wish.file)) < 4096
    assert len(wish.line()) < instance.LONGEST
    assert request_in(wish.line()) == wish
    odd = Request("restore", file=os.fsdecode(b"/\xff.simdesk"))
    assert request_in(odd.line()) == odd


def test_where_no_window_is_there_to_ask_the_seat_stays_free(tmp_path: Path, home: Path) -> None:
    assert not ask(tmp_path, Request("look"), 0.05)
    assert list((home / "run").iterdir()) == []
    taken(tmp_path).leave()


def test_one_that_wants_nothing_says_nothing(seat: Seat, tmp_path: Path) -> None:
    assert take_seat(tmp_path, None) is None
    assert seat.listener is not None
    with pytest.raises(BlockingIOError):
        seat.listener.accept()


def test_two_folders_have_a_seat_each(seat: Seat, tmp_path: Path) -> None:
    other = taken(tmp_path / "other")
    other.leave()

    assert other.name != seat.name


def test_a_folder_is_the_same_by_whatever_path(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "link").symlink_to(tmp_path)

    names = [seat_name(path) for path in (tmp_path / "inside" / "..", tmp_path / "link", tmp_path / ".")]

    assert set(names) == {seat.name}


def test_w14_two_users_of_one_folder_have_a_seat_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = seat_name(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 12345)

    assert seat_name(tmp_path) != mine


OTHER_USER = """
import os, sys
from pathlib import Path
from simdesk.ui.desktop import instance
above = [*Path(instance.__file__).resolve().parents, *Path(sys.prefix).resolve().parents]
# Where another user is not let in, as in a folder of root's, this is one as far as the name goes.
if os.getuid() == 0 and all(folder.stat().st_mode & 0o005 == 0o005 for folder in above):
    os.setgid(65534)
    os.setuid(65534)
else:
    os.getuid = lambda: 65534
seat = instance.take_seat(Path(sys.argv[1]), None)
print(seat is not None and seat.name, flush=True)
sys.stdin.read()
"""


def test_w14_two_users_work_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither has a runtime folder of the session, so both fall back to a place that all can write to."""
    shared = Path(tempfile.mkdtemp(prefix="sdu-"))
    shared.chmod(0o1777)
    monkeypatch.setenv("TMPDIR", str(shared))
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", None)
    mine = taken(tmp_path)
    command = [sys.executable, "-c", OTHER_USER, str(tmp_path)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        theirs = other.stdout.readline().strip()
        assert theirs not in {"False", "", mine.name}
        assert mine.listener is not None
        assert take_seat(tmp_path, None) is None
    finally:
        other.kill()
        other.communicate()
        mine.leave()
        shutil.rmtree(shared)
    taken(tmp_path).leave()


def test_w14_what_another_user_left_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of somebody else stands where ours would be made: it is passed over."""
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    monkeypatch.setattr(
        instance, "_runtime_folders", lambda: iter([(theirs, True), (tmp_path / "mine", True)])
    )
    name = seat_name(tmp_path)
    (theirs / f"{name}.lock").touch()
    (theirs / f"{name}.socket").touch()

    seat = taken(tmp_path)
    assert seat.listener is not None
    seat.leave()


def test_a_seat_that_was_left_is_free_and_leaves_no_socket(tmp_path: Path, home: Path) -> None:
    first = taken(tmp_path)
    assert first.listener is not None
    first.leave()
    first.leave()

    assert [path for path in (home / "run").iterdir() if path.is_socket()] == []
    taken(tmp_path).leave()


HOLDER = """
import os, sys
from pathlib import Path
from simdesk.ui.desktop.instance import take_seat
seat = take_seat(Path(sys.argv[1]), None)
print("sat" if seat.listener else "deaf", flush=True)
sys.stdin.read()
"""


def test_w14_what_a_killed_one_left_is_in_nobodys_way(tmp_path: Path, home: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"sat\n"
    assert take_seat(tmp_path, None) is None
    holder.kill()
    holder.communicate()
    assert [path for path in (home / "run").iterdir() if path.is_socket()] != []

    taken(tmp_path).leave()


def test_a_program_started_by_the_window_does_not_keep_its_seat(tmp_path: Path) -> None:
    seat = taken(tmp_path)
    command = [sys.executable, "-c", "print('up', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"up\n"
        seat.leave()
        taken(tmp_path).leave()
        child.communicate(b"\n")


def test_a_seat_that_is_being_left_is_waited_for(tmp_path: Path) -> None:
    first = taken(tmp_path)
    assert first.listener is not None
    with ThreadPoolExecutor() as pool:
        second = pool.submit(take_seat, tmp_path, Request())
        speaker, _ = heard(first)
        speaker.close()  # without an answer: it is ending
        first.leave()
        found = second.result(PATIENCE)

    assert found is not None
    found.leave()


def test_one_that_does_not_answer_finds_the_request_later(seat: Seat, tmp_path: Path) -> None:
    assert take_seat(tmp_path, Request("add"), wait=0.05) is None

    speaker, line = heard(seat)
    speaker.close()
    assert line == b'{"do": "add"}\n'


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o770])
def test_a_folder_that_others_can_reach_is_not_used(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(mode)
    own = tmp_path / "own"
    monkeypatch.setattr(instance, "_runtime_folders", lambda: iter([(tmp_path / "open", True), (own, True)]))

    taken(tmp_path).leave()

    assert list((tmp_path / "open").iterdir()) == []
    assert [path.suffix for path in own.iterdir()] == [".lock"]
    assert own.stat().st_mode & 0o777 == 0o700


def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "theirs")
    monkeypatch.setattr(instance, "_runtime_folders", lambda: iter([(tmp_path / "link", True)]))

    seat = taken(tmp_path)

    assert (seat.listener, list((tmp_path / "theirs").iterdir())) == (None, [])


def test_a_folder_with_too_long_a_name_is_passed_over(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = home / ("x" * 100)
    folders = [(long, True), (home / "own", True)]
    monkeypatch.setattr(instance, "_runtime_folders", lambda: iter(folders))

    seat = taken(tmp_path)
    assert seat.listener is not None
    assert [path.suffix for path in sorted((home / "own").iterdir())] == [".lock", ".socket"]
    seat.leave()
    assert not long.exists()


def test_in_a_flatpak_it_sits_in_the_folder_that_all_its_sandboxes_share(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = home / "app" / "org.simdesk.SimDesk"
    shared.mkdir(parents=True)
    for folder in (home, shared):
        folder.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("FLATPAK_ID", shared.name)

    seat = taken(tmp_path)

    assert seat.listener is not None
    assert [path.suffix for path in sorted(shared.iterdir())] == [".lock", ".socket"]
    seat.leave()


def test_one_that_listens_late_is_spoken_to_until_it_does(tmp_path: Path) -> None:
    seat = taken(tmp_path)
    with ThreadPoolExecutor() as pool:
        second = pool.submit(take_seat, tmp_path, Request("add"))
        speaker, line = heard(seat)
        speaker.sendall(instance.TAKEN)
        assert second.result(PATIENCE) is None
        speaker.close()
    seat.leave()

    assert line == b'{"do": "add"}\n'


def test_without_a_place_for_a_lock_the_window_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_runtime_folders", lambda: iter([]))

    first, second = take_seat(tmp_path, Request()), take_seat(tmp_path, Request())

    assert first is not None
    assert second is not None
    assert (first.listener, second.listener) == (None, None)


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        (b'{"do": "raise"}\n', Request()),
        (b'{"do": "add", "card": "", "more": 1}', Request("add")),
        (b'{"do": "renew", "card": "a", "token": "t"}', Request("renew", "a", "t")),
        (b'{"do": "quit"}', None),
        (b'{"do": "renew", "card": 5}', None),
        (b'{"do": ["raise"]}', None),
        (b'{"card": "a"}', None),
        (b'"raise"', None),
        (b"raise", None),
        (b"\xff\xfe", None),
        (b"", None),
        (b"[" * 100_000, None),
    ],
)
def test_a_line_is_a_request_or_nothing(line: bytes, request_: Request | None) -> None:
    assert request_in(line) == request_


def test_what_is_said_is_what_is_heard() -> None:
    for request in (Request(), Request("add"), Request("renew", "カード", "t\n")):
        assert request.line().count(b"\n") == 1
        assert request_in(request.line()) == request
