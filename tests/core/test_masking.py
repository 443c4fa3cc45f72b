"""What an error leaves in the log: its kind, its place, the words of programs, and no other word."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simdesk.clock import SystemClock
from simdesk.storage.crash_file import CrashFile, stack_in
from simdesk.storage.folder import DataFolder
from simdesk.storage.journal import Journal
from simdesk.storage.masking import error_line, masked, shortened
from tests.core.store_samples import DEVICE

TEXTS = {
    "+819012345678": "•••",
    "8981100000000000018 of Bank": "••• of •••",
    "LPA:1$rsp.example.com$ABCD-EFGH": "•••",
    "pässwörd 密码": "•••",
    "hunter correct horse": "•••",
    "invalid literal for int() with base 10: 'abc12'": "invalid literal for int() with base •••",
    "[Errno 28] No space left on device: '/home/x/My Bank.json'": ("[Errno 28] No space left on device: •••"),
    "'NoneType' object has no attribute 'label'": "••• object has no attribute •••",
    "it doesn't take 'O'Brien's card' or \"an open one": "it doesn't take ••• or •••",
    "list index out of range": "list index out of range",
    "QThread: destroyed while thread is running 4711": "QThread: destroyed while thread is •••",
}


@pytest.mark.parametrize("text", TEXTS)
def test_only_the_words_of_programs_stay(text: str) -> None:
    assert masked(text) == TEXTS[text]


@given(some.text(max_size=2000))
def test_no_digit_and_no_strange_letter_ever_stays(text: str) -> None:
    found = masked(text)

    assert len(found) <= 400
    assert "\n" not in found
    assert text.startswith("[") or not any(letter.isdigit() for letter in found)
    assert all(letter.isascii() or letter == "•" for letter in found)


def test_what_led_to_it_is_named_with_its_places() -> None:
    def deep(depth: int) -> None:
        if depth:
            deep(depth - 1)
        raise KeyError("Bank")

    def fail() -> None:
        try:
            deep(300)
        except KeyError as error:
            raise RuntimeError("+819012345678") from error

    with pytest.raises(RuntimeError) as raised:
        fail()
    line = error_line(raised.value)

    # The folder of the checkout may be called as the package is: then it stands before the place.
    assert re.match(r"RuntimeError: ••• at (simdesk/tests/core/)?test_masking\.py:", line)
    assert re.search(r" \|\| after KeyError: ••• at (simdesk/tests/core/)?test_masking\.py:", line)
    assert "more)" in line
    assert "Bank" not in line
    assert len(line) < 10_000


def test_an_error_that_cannot_say_what_it_is_is_named_all_the_same() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError("+819012345678")

    assert error_line(Mute()).endswith("Mute: ••• at no place")


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/home/owner/app/src/simdesk/ui/program.py", "simdesk/ui/program.py"),
        ("C:\\Users\\owner\\simdesk\\cli\\help.py", "simdesk/cli/help.py"),
        ("/home/owner/venv/lib/python3.11/site-packages/PySide6/x.py", "PySide6/x.py"),
        ("/usr/lib/python3.11/threading.py", "threading.py"),
        ("/home/owner/secret/other.py", "other.py"),
    ],
)
def test_nobodys_home_is_in_a_place(path: str, short: str) -> None:
    assert shortened(path) == short


def test_a_file_of_a_fall_is_taken_over_once_and_bounded(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "book", DEVICE)
    file = CrashFile(folder)
    assert file.taken_over() is None, "nothing was there"
    assert file.open() is None, "there is no data folder"
    folder.prepare()
    file.open()
    file.close()
    assert not file.path.exists(), "it ended well"

    frame = '  File "/home/owner/simdesk/ui/x.py", line 3 in act\n'
    file.path.write_text(f"Current thread 0x1 (most recent call first):\n{frame * 5000}", "utf-8")
    left = file.taken_over()
    assert left is not None
    assert not file.path.exists()
    assert left.stat().st_size <= 64_000
    assert "/home/owner" not in left.read_text("utf-8")
    assert stack_in(left.read_text("utf-8")).startswith("simdesk/ui/x.py:3:act < ")
    assert file.taken_over() is None


def test_the_file_of_a_fall_is_closed_before_it_is_removed_as_windows_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder(tmp_path / "book", DEVICE)
    folder.prepare()
    file = CrashFile(folder)
    descriptor, real = file.open(), Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        try:
            os.fstat(descriptor or -1)
        except OSError:
            real(path, missing_ok=missing_ok)
        else:
            raise PermissionError

    monkeypatch.setattr(Path, "unlink", unlink)
    file.close()

    assert not file.path.exists()


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("no folder", "utf-8")
    folder = DataFolder(tmp_path / "book", DEVICE)

    Journal(folder, SystemClock()).line("lost")

    assert CrashFile(folder).open() is None
