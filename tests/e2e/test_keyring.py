"""PIN and PUK of a card in a real keyring: kept, locked, absent, late; and in no file of SimDesk's."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simdesk.storage.settings import CalendarServer, Settings, save_settings
from tests.core.calendar_making import bank
from tests.e2e.calendar_server import PASSWORD, USER
from tests.e2e.calendar_server import calendar_server as radicale
from tests.e2e.desktop import Desktop, until
from tests.e2e.hand import Hand
from tests.e2e.program import Program
from tests.e2e.secret_service import SecretService, secret_service

PIN, PUK = "271828", "31415926"
_NAMES = ("card bank PIN", "card bank PUK")


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(notifications=False, accessible=True) as started:
        yield started


@pytest.fixture
def keys(desk: Desktop) -> Iterator[SecretService]:
    with secret_service(desk) as service:
        yield service


@pytest.fixture
def program(desk: Desktop) -> Program:
    made = Program(desk, desk.folder / "book")
    made.holds(bank())
    return made


def opens_codes(hand: Hand) -> None:
    hand.presses("PIN and PUK…")
    hand.find("They go into the keyring of the system", "label")


def says(hand: Hand, words: str, patience: float = 30.0) -> None:
    """Wait until the window says *words*."""
    until(
        lambda: any(words in thing.name for thing in hand.seen("label")),
        lambda: f"{words!r}; on the screen are {[thing.name for thing in hand.seen()]}",
        patience,
    )


def is_alive(hand: Hand) -> None:
    """Have the main window answer at once."""
    began = time.monotonic()
    assert any(thing.name == "Cards" for thing in hand.seen())
    assert time.monotonic() - began < 5


def files_with(folder: Path, *secrets: str) -> list[Path]:
    """Return every file below *folder* in which one of *secrets* can be read."""
    wanted = [text.encode() for secret in secrets for text in (secret, secret[::-1])]
    wanted += [secret.encode("utf-16-le") for secret in secrets]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]


def test_both_outlive_the_program_and_are_in_no_file(
    desk: Desktop, keys: SecretService, program: Program
) -> None:
    process = program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "The keyring has no PIN and PUK of this card yet.")
        hand.fills("PIN", PIN)
        hand.fills("PUK", PUK)
        hand.presses("Save")
        until(lambda: keys.held(_NAMES[1]) == PUK, "the PUK in the keyring")
    assert keys.held(_NAMES[0]) == PIN
    described = keys.described()
    assert "bank" in described, "the id of the card"
    assert not any(word in described for word in (bank().label, str(bank().number)))
    desk.press("ctrl+q")
    assert process.wait(30) == 0

    process = program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        until(lambda: hand.text("PIN"), "the PIN, hidden")
        hand.presses("Show: PIN")
        until(lambda: hand.text("PIN") == PIN, "the PIN, shown")
        hand.presses("Remove")
        hand.presses("Remove for good")
        says(hand, "The keyring has no PIN and PUK of this card yet.")
        assert (keys.held(_NAMES[0]), keys.held(_NAMES[1])) == ("", "")
    done = subprocess.run(
        [sys.executable, "-m", "simdesk", "--data-dir", program.folder.root, "export", "cards", "-"],
        env=desk.env,
        capture_output=True,
        check=True,
    )
    assert not any(one.encode() in done.stdout for one in (PIN, PUK))
    assert files_with(desk.folder, PIN, PUK) == []
    assert program.complaints == ""


def test_a_locked_one_leaves_the_field_empty_and_what_was_typed_alone(
    desk: Desktop, keys: SecretService, program: Program
) -> None:
    program.opens()
    keys.lock()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "The keyring of the system is locked. Unlock it, then try again.")
        hand.fills("PIN", PIN)
        hand.presses("Save")
        time.sleep(1)  # what it says then is what it said before
        says(hand, "The keyring of the system is locked. Unlock it, then try again.")
        is_alive(hand)
        keys.stop()
        keys.start()  # which opens it
        assert keys.held(_NAMES[0]) == ""
        hand.presses("Try again")
        until(lambda: keys.held(_NAMES[0]) == PIN, "what was typed, in the keyring")
    assert program.complaints == ""


def test_where_there_is_none_that_is_said_and_it_is_found_once_it_is_there(
    desk: Desktop, program: Program
) -> None:
    program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "This system has no keyring that keeps secrets safe, so SimDesk keeps no PIN or PUK")
        hand.fills("PUK", PUK)
        hand.presses("Save")
        time.sleep(1)  # what it says then is what it said before
        says(hand, "This system has no keyring that keeps secrets safe, so SimDesk keeps no PIN or PUK")
        is_alive(hand)
        assert files_with(desk.folder, PUK) == []
        with secret_service(desk) as keys:
            hand.presses("Try again")
            until(lambda: keys.held(_NAMES[1]) == PUK, "what was typed, in the keyring")
    assert program.complaints == ""


def test_one_that_answers_late_is_listened_to(desk: Desktop, keys: SecretService, program: Program) -> None:
    program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "The keyring has no PIN and PUK of this card yet.")
        hand.fills("PIN", PIN)
        with keys.hanging():
            hand.presses("Save")
            says(hand, "Asking the keyring to keep it.")
            is_alive(hand)
            says(hand, "The keyring of the system has not answered yet", patience=40)
            is_alive(hand)
            hand.presses("Try again")
            says(hand, "Asking the keyring to keep it.")
        until(lambda: keys.held(_NAMES[0]) == PIN, "what was typed, in the keyring")
        until(lambda: not any(thing.name == "Save" for thing in hand.seen("push button")), "its end")
    assert program.complaints == ""


def test_one_that_dies_while_it_is_asked_is_asked_again(
    desk: Desktop, keys: SecretService, program: Program
) -> None:
    program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "The keyring has no PIN and PUK of this card yet.")
        hand.fills("PIN", PIN)
        with keys.hanging():
            hand.presses("Save")
            says(hand, "Asking the keyring to keep it.")
            keys.stop()
        hand.find("Try again", "push button")
        is_alive(hand)
        keys.start()
        hand.presses("Try again")
        until(lambda: keys.held(_NAMES[0]) == PIN, "what was typed, in the keyring")


def test_it_is_shown_and_on_the_clipboard_for_half_a_minute(
    desk: Desktop, keys: SecretService, program: Program
) -> None:
    program.opens()
    with Hand(desk) as hand:
        opens_codes(hand)
        says(hand, "The keyring has no PIN and PUK of this card yet.")
        hand.fills("PIN", PIN)
        hand.presses("Show: PIN")
        hand.presses("Copy: PIN")
        began = time.monotonic()
        until(lambda: clipboard(desk) == PIN, "the PIN on the clipboard")
        hand.find("Hide: PIN")
        until(lambda: clipboard(desk) != PIN, "an empty clipboard", 60)
        until(lambda: any(thing.name == "Show: PIN" for thing in hand.seen("push button")), "a hidden PIN")
        assert 25 < time.monotonic() - began < 50


def clipboard(desk: Desktop) -> str:
    """What another program would paste."""
    return desk.said("timeout", "5", "xclip", "-selection", "clipboard", "-o")


def test_the_password_of_the_calendar_is_read_from_it(
    desk: Desktop, keys: SecretService, tmp_path: Path
) -> None:
    program = Program(desk, desk.folder / "book")
    program.holds(bank())
    with radicale(tmp_path / "radicale") as server:
        code = (
            "import sys; from simdesk.exchange.caldav_errand import connected;"
            "made = connected(sys.argv[1], sys.argv[2], sys.argv[3], None);"
            "assert made.unkept is None; print(made.account.calendar)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, server.address, USER, PASSWORD],
            env=desk.env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert keys.held(f"calendar {USER} 127.0.0.1:{server.port}") == PASSWORD
        chosen = CalendarServer(
            address=server.address, user=USER, calendar=done.stdout.strip(), name="SimDesk"
        )
        program.folder.prepare()
        save_settings(program.folder, Settings(calendar_server=chosen))
        program.opens()
        until(lambda: server.files, "events on the server, put there with the password of the keyring")
    assert files_with(program.folder.root, PASSWORD) == []
