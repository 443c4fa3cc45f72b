"""Starting with the session: what is entered, what is read from it, and what of it is the owner's."""

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simdesk.errors import FileUnreadable, FileUnwritable, LoginRefused, Refusal
from simdesk.notify import APP_ID
from simdesk.ui.desktop.autostart.entry import AutostartEntry
from simdesk.ui.desktop.autostart.here import autostart_here
from simdesk.ui.desktop.autostart.login_item import LoginItem
from simdesk.ui.desktop.autostart.portal import Portal
from simdesk.ui.desktop.autostart.program import Running, file_of, program_of
from simdesk.ui.desktop.autostart.proof import proof
from simdesk.ui.desktop.autostart.quoting import escaped, exec_value, exec_words, unescaped
from simdesk.ui.desktop.autostart.run_key import APPROVED, RUN, RunKey, command_line, command_words
from simdesk.ui.desktop.autostart.standing import Autostart, Standing, Start, Starts, start_of
from simdesk.ui.desktop.autostart.words import is_fine, remedy_words, standing_words
from simdesk.wording import language
from tests.house.source import ROOT

AWKWARD = [
    "plain",
    "with blank",
    "R&D (100%) ~;|<>*?#",
    "日本保号卡",
    "dollar$tick`quote\"back\\slash'apostrophe",
    " leading",
    "new\nline\ttab\rreturn",
    "what Python takes for lines \u2028\u2029\x85\x0b\x0c\x1c",
]
FAKE = '#!/bin/sh\nprintf "%s\\n" "$@" >"$(dirname "$0")/said"\n'


class Place:
    """A folder for one program and one data folder, with the entry that starts the one for the other."""

    def __init__(self, home: Path, name: str = "app", environ: dict[str, str] | None = None) -> None:
        self.program = home / name / "simdesk"
        self.program.parent.mkdir(exist_ok=True)
        self.program.write_text(FAKE, "utf-8")
        self.program.chmod(0o755)
        self.environ = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")} | (environ or {})
        self.start = Start((str(self.program),), home / name / "data", named=True)
        self.entry = AutostartEntry(self.start, self.environ, lambda: "Tells you")

    @property
    def text(self) -> str:
        return self.entry.path.read_text("utf-8")

    def edits(self, before: str, after: str) -> None:
        assert before in self.text
        self.entry.path.write_text(self.text.replace(before, after), "utf-8")

    def values(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.text.splitlines() if "=" in line)


@pytest.fixture
def place(home: Path) -> Place:
    return Place(home)


# What is started


def script(folder: Path, interpreter: str) -> Path:
    folder.mkdir(parents=True)
    path = folder / "simdesk"
    path.write_text(f"#!{interpreter}\nimport simdesk\n", "utf-8")
    path.chmod(0o755)
    return path


def test_the_script_beside_the_interpreter_is_started(tmp_path: Path) -> None:
    found = script(tmp_path / "venv", f"{tmp_path}/venv/python")

    assert program_of(Running({}, executable=f"{tmp_path}/venv/python")) == (str(found),)


def test_a_script_behind_a_shell_since_the_path_has_blanks(tmp_path: Path) -> None:
    folder = tmp_path / "my venv"
    found = script(folder, "/bin/sh\n'''exec' \"" + f'{folder}/python" "$0" "$@"')

    assert program_of(Running({}, executable=f"{folder}/python")) == (str(found),)


def test_w11_a_script_that_names_another_python_is_not_entered(tmp_path: Path) -> None:
    """A virtual environment that was moved has scripts of the old place."""
    script(tmp_path / "venv", "/where/it/was/python")
    interpreter = f"{tmp_path}/venv/python"

    assert program_of(Running({}, executable=interpreter)) == (interpreter, "-P", "-m", "simdesk")


def test_w11_what_is_written_starts_this_program(home: Path) -> None:
    """The whole line is run as a desktop would run it, with the question for the version behind it."""
    start = start_of(home / "book", program_of(Running(os.environ)), os.environ)
    entry = AutostartEntry(start, os.environ)
    entry.turn(True)
    line = next(one for one in entry.path.read_text("utf-8").splitlines() if one.startswith("Exec="))

    done = subprocess.run(
        [*exec_words(line.removeprefix("Exec=")), "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
    )

    assert done.stdout.startswith("simdesk ")
    assert proof(entry.standing()).works
    assert proof(entry.standing()).said == done.stdout.strip()


def test_w11_so_does_the_interpreter_where_there_is_no_script(home: Path) -> None:
    start = Start((sys.executable, "-P", "-m", "simdesk"), home / "book", named=True)
    entry = AutostartEntry(start, os.environ)
    entry.turn(True)
    # It must not take what happens to lie where the session begins.
    (home / "simdesk").mkdir()
    (home / "simdesk" / "__init__.py").write_text("raise SystemExit('the wrong one')\n", "utf-8")

    done = subprocess.run(
        [*entry.standing().command, "--version"], capture_output=True, text=True, check=False, cwd=home
    )

    assert done.stdout.startswith("simdesk ")
    assert entry.standing().starts is Starts.THIS


def test_w09_an_appimage_is_started_by_its_file(home: Path) -> None:
    image = home / "My Apps" / "SimDesk.AppImage"
    image.parent.mkdir()
    image.write_text(FAKE, "utf-8")
    image.chmod(0o755)
    environ = {
        "APPIMAGE": str(image),
        "APPDIR": "/tmp/.mount_SimDes1a2b",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    running = Running(environ, executable="/tmp/.mount_SimDes1a2b/usr/bin/python3")
    entry = AutostartEntry(start_of(home / "book", program_of(running), environ), environ)
    entry.turn(True)
    text = entry.path.read_text("utf-8")

    assert entry.standing().command[0] == str(image)
    assert f"TryExec={image}\n" in text
    assert ".mount_" not in text
    assert is_fine(entry.standing())


def test_w09_without_a_mount_told_the_variable_counts() -> None:
    environ = {"APPIMAGE": "/home/o/SimDesk.AppImage"}

    assert program_of(Running(environ, executable="/usr/bin/python3")) == ("/home/o/SimDesk.AppImage",)


def test_w09_an_appimage_of_somebody_else_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """A terminal that is an AppImage hands its variables to whatever is started in it."""
    environ = {"APPIMAGE": "/home/o/Terminal.AppImage", "APPDIR": "/tmp/.mount_Termin"}
    interpreter = f"{tmp_path}/python"

    assert program_of(Running(environ, executable=interpreter))[0] == interpreter


@pytest.mark.parametrize(("there", "entered"), [(True, "SimDesk.exe"), (False, "simdesk-cli.exe")])
def test_a_window_opened_from_a_console_starts_without_one_next_time(
    tmp_path: Path, there: bool, entered: str
) -> None:
    if there:
        (tmp_path / "SimDesk.exe").touch()
    running = Running({}, executable=str(tmp_path / "simdesk-cli.exe"), platform="win32", frozen=True)

    assert program_of(running) == (str(tmp_path / entered),)


def test_a_frozen_program_is_its_own_file(tmp_path: Path) -> None:
    running = Running({}, executable="/opt/simdesk/simdesk", frozen=True, named=(str(tmp_path / "none"),))

    assert program_of(running) == ("/opt/simdesk/simdesk",)


@pytest.mark.parametrize(
    ("leads_to", "started"),
    [
        ("lib/simdesk/simdesk", "bin/simdesk"),  # as the package for Debian lays it out
        ("lib/other/simdesk", "lib/simdesk/simdesk"),  # the name is that of another copy
        ("lib/gone/simdesk", "lib/simdesk/simdesk"),
    ],
)
def test_an_installed_program_goes_by_its_name(tmp_path: Path, leads_to: str, started: str) -> None:
    for folder in ("lib/simdesk", "lib/other", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("lib/simdesk/simdesk", "lib/other/simdesk"):
        (tmp_path / file).touch()
    name = tmp_path / "bin" / "simdesk"
    name.symlink_to(tmp_path / leads_to)
    executable = str(tmp_path / "lib" / "simdesk" / "simdesk")
    running = Running({}, executable=executable, frozen=True, named=(str(name),))

    assert program_of(running) == (str(tmp_path / started),)
    assert file_of(running) == tmp_path / "lib" / "simdesk" / "simdesk"


def test_an_update_replaces_the_file_of_an_appimage_and_no_python() -> None:
    environ = {"APPIMAGE": "/home/o/SimDesk.AppImage", "APPDIR": "/tmp/.mount_SimDes"}
    mounted = "/tmp/.mount_SimDes/usr/lib/simdesk/simdesk"

    assert file_of(Running(environ, executable=mounted, frozen=True)) == Path("/home/o/SimDesk.AppImage")
    assert program_of(Running(environ, executable=mounted, frozen=True)) == ("/home/o/SimDesk.AppImage",)
    assert file_of(Running({}, executable=sys.executable)) is None


def test_on_windows_no_console_comes_with_it(tmp_path: Path) -> None:
    (tmp_path / "pythonw.exe").touch()
    running = Running({}, executable=str(tmp_path / "python.exe"), platform="win32")

    assert program_of(running) == (str(tmp_path / "pythonw.exe"), "-P", "-m", "simdesk")


def test_the_data_folder_is_named_unless_every_session_opens_it(home: Path) -> None:
    plain = home / "data" / "simdesk"

    assert start_of(plain, ("simdesk",), {}).options == ("--background",)
    named = ("--background", "--data-dir", str(plain))
    assert start_of(plain, ("simdesk",), {"SIMDESK_DATA_DIR": "/elsewhere"}).options == named
    assert start_of(home / "x", ("simdesk",), {}).options == ("--background", "--data-dir", str(home / "x"))


# The line in a desktop entry


@pytest.mark.parametrize(
    ("command", "value"),
    [
        (("/usr/bin/simdesk", "--background"), "/usr/bin/simdesk --background"),
        (("/a b/simdesk",), '"/a b/simdesk"'),
        (("/R&D/simdesk",), '"/R&D/simdesk"'),
        (("/100%/simdesk",), '"/100%%/simdesk"'),
        (("/日本/simdesk",), '"/日本/simdesk"'),
        (('/"$`/x',), '"/\\\\"\\\\$\\\\`/x"'),
        (("/a\\b",), '"/a\\\\\\\\b"'),
        (("x", ""), 'x ""'),
    ],
)
def test_w10_a_command_as_the_specification_quotes_it(command: tuple[str, ...], value: str) -> None:
    assert exec_value(command) == value
    assert exec_words(value) == command


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)))
@example(['\\"', "%f", "$HOME", " ", "\n\t\r", "'"])
def test_w10_every_command_is_read_back(command: list[str]) -> None:
    assert exec_words(exec_value(command)) == tuple(command)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_value_is_read_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert "\n" not in escaped(text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("simdesk --background %U", ("simdesk", "--background")),
        ("env 'A=b c' simdesk", ("env", "A=b c", "simdesk")),
        ("/my\\\\ apps/simdesk", ("/my apps/simdesk",)),
        ('"never closed', ()),
        ("", ()),
    ],
)
def test_what_others_have_written_is_read(value: str, words: tuple[str, ...]) -> None:
    assert exec_words(value) == words


@pytest.mark.parametrize("name", AWKWARD)
def test_w10_any_path_is_entered_and_read(home: Path, name: str) -> None:
    place = Place(home, name)
    standing = place.entry.turn(True)

    assert standing.command == (str(place.program), "--background", "--data-dir", str(place.start.root))
    assert is_fine(standing)


@pytest.mark.parametrize("name", AWKWARD)
def test_w10_any_path_is_quoted_on_windows(name: str) -> None:
    command = (f"C:\\Users\\{name}\\pythonw.exe", "-m", "simdesk", "--data-dir", f"D:\\{name}\\")
    line = command_line(command)

    assert line.startswith('"C:\\Users\\')
    if '"' not in name:  # which Windows has in no name
        assert command_words(line) == command


# The switch is what the file says


def test_nothing_is_there_at_first(place: Place) -> None:
    standing = place.entry.standing()

    assert (standing.on, standing.starts, standing.place) == (False, Starts.NOTHING, str(place.entry.path))
    assert not place.entry.path.parent.exists()


def test_on_and_off_again(place: Place) -> None:
    assert place.entry.turn(True).on
    assert place.values()["TryExec"] == str(place.program)
    assert place.values()["Comment"] == "Tells you"
    assert place.entry.path.stat().st_mode & 0o777 == 0o644
    assert place.entry.turn(True).on

    assert place.entry.turn(False) == place.entry.standing()
    assert not place.entry.path.exists()
    assert not place.entry.turn(False).on


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Terminal=false", "Terminal=false\nHidden=true"),
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"),
        ("Terminal=false", "Terminal=false\nOnlyShowIn=KDE;"),
        ("Terminal=false", "Terminal=false\nNotShowIn=XFCE;GNOME;"),
    ],
)
def test_w12_switched_off_elsewhere_reads_as_off(home: Path, before: str, after: str) -> None:
    place = Place(home, environ={"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    place.entry.turn(True)
    place.edits(before, after)
    text = place.text

    standing = place.entry.standing()
    assert (standing.on, standing.switched_off, standing.starts) == (False, True, Starts.THIS)
    assert not place.entry.mend()
    assert place.text == text, "switched on again behind the owner's back"

    assert is_fine(place.entry.turn(True))


def test_w12_what_the_owner_edited_stays(place: Place) -> None:
    place.entry.turn(True)
    place.edits("Terminal=false", "# mine\nTerminal=false\nX-GNOME-Autostart-Delay=30\nName[de]=Karten")
    edited = place.text

    assert is_fine(place.entry.turn(True))
    assert place.text == edited
    off = place.entry.turn(False)
    assert (off.on, off.switched_off) == (False, True)
    assert "# mine\nTerminal=false\nX-GNOME-Autostart-Delay=30\nName[de]=Karten\n" in place.text
    assert is_fine(place.entry.turn(True))
    assert place.text == edited


def test_w12_a_command_of_the_owner_s_is_told_and_never_mended(place: Place) -> None:
    place.entry.turn(True)
    command = place.values()["Exec"]
    for line, starts in (
        (f'sh -c "sleep 20; {place.program} --background"', Starts.THIS),
        (f"env A=b {command}", Starts.THIS),
        ("/bin/true", Starts.ANOTHER),
        (f"{place.program} --background", Starts.ANOTHER_FOLDER),
        (f"{place.program} --data-dir=/elsewhere", Starts.ANOTHER_FOLDER),
        ("/gone/simdesk --background", Starts.GONE),
        ("", Starts.GONE),
    ):
        place.edits(f"\nExec={place.values()['Exec']}\n", f"\nExec={line}\n")
        text = place.text
        assert place.entry.standing().starts is starts, line
        assert not place.entry.mend()
        assert place.text == text


def test_it_has_the_icon_that_every_installation_brings(place: Place) -> None:
    place.entry.turn(True)

    shown = (ROOT / "packaging" / "linux" / f"{APP_ID}.desktop").read_text("utf-8").splitlines()
    assert f"Icon={place.values()['Icon']}" in shown


def test_w12_an_entry_that_was_removed_is_not_written_again(place: Place) -> None:
    place.entry.turn(True)
    place.entry.path.unlink()

    assert not place.entry.mend()
    assert not place.entry.path.exists()
    assert place.entry.standing().on is False


def test_w10_an_entry_whose_program_moved_is_put_right(home: Path) -> None:
    old = Place(home, "old")
    old.entry.turn(True)
    old.edits(f"Icon={APP_ID}", f"Icon={APP_ID}\nX-Mine=yes")
    moved = AutostartEntry(
        Start((str(old.program.rename(home / "moved to & from")),), old.start.root, named=True), old.environ
    )
    assert moved.standing().starts is Starts.GONE
    assert moved.standing().on is False

    assert moved.mend()
    assert is_fine(moved.standing())
    assert "X-Mine=yes" in old.text
    assert not moved.mend()


def test_a_program_that_still_is_where_it_was_is_left(home: Path) -> None:
    """Two installations: the one that was entered stays, whichever is opened."""
    one, two = Place(home, "one"), Place(home, "two")
    one.entry.turn(True)
    other = AutostartEntry(Start(two.start.program, one.start.root, named=True), one.environ)

    assert other.standing().starts is Starts.ANOTHER
    assert other.standing().on
    assert not other.mend()
    assert is_fine(other.turn(True))


def test_a_second_data_folder_has_an_entry_of_its_own(home: Path) -> None:
    one, two = Place(home, "one"), Place(home, "two")
    one.entry.turn(True)

    assert two.entry.standing().on is False
    two.entry.turn(True)
    one.entry.turn(False)
    assert is_fine(two.entry.standing())


def test_an_entry_of_the_system_is_hidden_not_removed(home: Path) -> None:
    system = home / "etc"
    place = Place(home, environ={"XDG_CONFIG_DIRS": f"{home}/none:{system}"})
    place.entry.turn(True)
    (system / "autostart").mkdir(parents=True)
    common = place.entry.path.rename(system / "autostart" / place.entry.path.name)
    assert is_fine(place.entry.standing())
    assert place.entry.standing().place == str(common)

    off = place.entry.turn(False)

    assert (off.on, off.switched_off) == (False, True)
    assert common.exists()
    assert place.values()["Hidden"] == "true"
    assert is_fine(place.entry.turn(True))
    assert not place.entry.turn(False).on


def test_without_background_its_window_comes(place: Place) -> None:
    place.entry.turn(True)
    place.edits(" --background", "")

    assert place.entry.standing().opens_window
    assert place.entry.standing().on


def test_a_program_to_try_that_is_gone_starts_nothing(place: Place) -> None:
    place.entry.turn(True)
    place.edits(f"TryExec={place.program}", "TryExec=/gone/simdesk")

    assert (place.entry.standing().on, place.entry.standing().starts) == (False, Starts.GONE)
    assert not place.entry.mend(), "it is not what SimDesk has written"


@pytest.mark.parametrize("after", ["Type=Link\n", ""])
def test_what_is_no_application_starts_nothing(place: Place, after: str) -> None:
    place.entry.turn(True)
    place.edits("Type=Application\n", after)

    assert (place.entry.standing().on, place.entry.standing().starts) == (False, Starts.GONE)
    assert not place.entry.mend(), "its owner has made something else of it"
    assert is_fine(place.entry.turn(True))


def test_an_entry_that_cannot_be_read_is_neither_on_nor_off(place: Place) -> None:
    place.entry.path.mkdir(parents=True)

    standing = place.entry.standing()
    assert (standing.on, standing.reason) == (None, "Is a directory")
    for wish in (True, False):
        with pytest.raises(FileUnreadable):
            place.entry.turn(wish)
    with pytest.raises(FileUnreadable):
        place.entry.mend()


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_neither_waited_for_nor_replaced(place: Place, tmp_path: Path, kind: str) -> None:
    there = Path(os.devnull)
    if kind == "pipe":
        there = tmp_path / "pipe"
        os.mkfifo(there)
    place.entry.path.parent.mkdir(parents=True)
    place.entry.path.symlink_to(there)

    assert place.entry.standing().on is None
    for wish in (True, False):
        with pytest.raises(FileUnreadable):
            place.entry.turn(wish)
    assert not there.is_file()


def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    place = Place(home)
    (home / "config").write_text("a file in the way", "utf-8")

    with pytest.raises(FileUnwritable):
        place.entry.turn(True)
    assert place.entry.standing().on is False


@pytest.mark.parametrize(
    "text", ["", "[Desktop Entry]\n", "no entry at all\n", "\udcff", "[Other]\nExec=/bin/true\n"]
)
def test_any_file_is_understood_or_replaced(place: Place, text: str) -> None:
    place.entry.path.parent.mkdir(parents=True)
    place.entry.path.write_bytes(text.encode("utf-8", "surrogateescape"))

    assert place.entry.standing().on is False
    assert is_fine(place.entry.turn(True))


def test_what_is_written_is_valid(place: Place) -> None:
    from tests.machine import needs

    needs("desktop-file-validate")
    place.entry.turn(True)
    done = subprocess.run(
        ["desktop-file-validate", place.entry.path], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


# Windows


class Registry(dict[tuple[str, str], str | bytes]):
    """A registry in memory; ``refuses``: the system lets nothing be read or written."""

    refuses = False

    def read(self, key: str, name: str) -> str | bytes | None:
        self._ask()
        return self.get((key, name))

    def write(self, key: str, name: str, value: str) -> None:
        self._ask()
        self[key, name] = value

    def remove(self, key: str, name: str) -> None:
        self._ask()
        self.pop((key, name), None)

    def _ask(self) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")


def run_key(registry: Registry, folder: str = r"C:\Program Files\Sim & Desk 日本", *there: str) -> RunKey:
    program = rf"{folder}\simdesk.exe"
    start = Start((program,), Path("/data"), named=True)
    return RunKey(start, registry, lambda path: path if path in {program, *there} else None)


def test_w10_the_value_of_windows_is_quoted_with_its_arguments() -> None:
    registry = Registry()
    key = run_key(registry)
    assert key.standing().on is False

    assert is_fine(key.turn(True))
    value = r'"C:\Program Files\Sim & Desk 日本\simdesk.exe" --background --data-dir /data'
    assert registry == {(RUN, key.name): value}
    assert not key.turn(False).on
    assert registry == {}


def test_w10_a_value_whose_program_moved_is_put_right() -> None:
    registry = Registry()
    run_key(registry, r"C:\Old Place").turn(True)
    moved = run_key(registry, r"D:\新しい場所")
    assert (moved.standing().on, moved.standing().starts) == (False, Starts.GONE)

    assert moved.mend()
    assert is_fine(moved.standing())
    assert not moved.mend()


def test_w12_what_the_task_manager_switched_off_is_off_and_stays_off() -> None:
    registry = Registry()
    key = run_key(registry)
    key.turn(True)
    registry[APPROVED, key.name] = b"\x03" + bytes(11)
    assert (key.standing().on, key.standing().switched_off) == (False, True)
    assert not key.mend()
    moved = run_key(registry, r"D:\elsewhere")
    assert not moved.mend()

    assert is_fine(key.turn(True))
    registry[APPROVED, key.name] = b"\x02" + bytes(11)
    assert is_fine(key.standing())


def test_w12_a_value_of_the_owner_s_own_is_left() -> None:
    registry = Registry({(RUN, run_key(Registry()).name): r'"C:\gone.exe" /mine'})
    key = run_key(registry)
    before = dict(registry)

    assert key.standing().starts is Starts.GONE
    assert not key.mend()
    assert registry == before


def test_a_value_that_windows_would_cut_off_is_refused() -> None:
    registry = Registry()
    with pytest.raises(LoginRefused) as refused:
        run_key(registry, "C:\\" + "long" * 70).turn(True)

    assert refused.value.refusal is Refusal.TOO_LONG
    assert registry == {}


def test_a_registry_that_refuses_is_told() -> None:
    registry = Registry()
    key = run_key(registry)
    registry.refuses = True

    assert key.standing() == Standing(on=None, place=key.standing().place, reason="Access is denied")
    with pytest.raises(LoginRefused) as refused:
        key.turn(True)
    assert refused.value == LoginRefused(Refusal.SYSTEM, "Access is denied")


# macOS


class Launchd:
    """What launchd was told of labels."""

    def __init__(self) -> None:
        self.disabled: set[str] = set()
        self.asked: list[Sequence[str]] = []

    def __call__(self, command: Sequence[str]) -> str:
        self.asked.append(command)
        if command[1] == "enable":
            self.disabled.discard(command[2].rpartition("/")[2])
        lines = [f'\t"{label}" => disabled' for label in self.disabled]
        return "\n".join(["disabled services = {", '\t"com.other" => enabled', *lines, "}"])


def login_item(home: Path, launchd: Launchd, program: str = "/Applications/Sim Desk.app/x") -> LoginItem:
    start = Start((program,), home / "data" / "simdesk", named=False)
    found = {program, "/Applications/other"}
    return LoginItem(start, home / "LaunchAgents", 501, launchd, lambda path: path if path in found else None)


def test_an_agent_of_macos_is_entered_and_taken_out(home: Path) -> None:
    item = login_item(home, Launchd())
    assert item.standing().on is False

    assert is_fine(item.turn(True))
    told = plistlib.loads(item.path.read_bytes())
    assert told["ProgramArguments"] == ["/Applications/Sim Desk.app/x", "--background"]
    assert (told["Label"], told["RunAtLoad"]) == ("org.simdesk.SimDesk", True)
    assert not item.turn(False).on
    assert not item.path.exists()
    assert not item.turn(False).on


def test_w12_what_was_switched_off_on_macos_is_off_until_it_is_switched_on(home: Path) -> None:
    launchd = Launchd()
    item = login_item(home, launchd)
    item.turn(True)
    launchd.disabled.add("org.simdesk.SimDesk")
    assert (item.standing().on, item.standing().switched_off) == (False, True)
    assert not item.mend()

    assert is_fine(item.turn(True))
    # To unload it would end the program that it started, to load it would start another.
    assert {command[1] for command in launchd.asked} == {"print-disabled", "enable"}


def test_w10_an_agent_whose_program_moved_is_put_right(home: Path) -> None:
    login_item(home, Launchd(), "/Volumes/SimDesk/x").turn(True)
    item = login_item(home, Launchd())
    assert item.standing().starts is Starts.GONE

    assert item.mend()
    assert is_fine(item.standing())


def test_an_agent_that_cannot_be_read(home: Path) -> None:
    item = login_item(home, Launchd())
    item.path.parent.mkdir()
    item.path.write_text("<plist", "utf-8")

    assert item.standing().on is None
    assert is_fine(item.turn(True))


# Which way, and its words


def test_w07_in_a_sandbox_the_portal_is_asked_and_nothing_is_written(home: Path) -> None:
    sandbox = home / ".flatpak-info"
    assert isinstance(autostart_here(home, lambda: None, os.environ, sandbox), AutostartEntry)
    sandbox.touch()

    portal = autostart_here(home, lambda: None, os.environ, sandbox)

    assert isinstance(portal, Portal)
    assert portal.standing() == Standing(on=None, place=portal.standing().place, asked_portal=True)
    with pytest.raises(LoginRefused) as refused:  # there is no bus here
        portal.turn(True)
    assert refused.value.refusal is Refusal.NO_PORTAL
    assert not (home / "config").exists()


@pytest.mark.parametrize("answer", [True, False, None])
def test_w07_the_switch_shows_what_the_portal_answered_last(home: Path, answer: bool | None) -> None:
    portal = Portal(Start(("simdesk",), home, named=False), lambda: answer)

    assert portal.standing().on is answer
    assert portal.waits
    assert not portal.mend()


def ways(place: Place) -> list[Autostart]:
    portal = Portal(place.start, lambda: None)
    return [place.entry, run_key(Registry()), login_item(place.program.parent, Launchd()), portal]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_whatever_holds_has_words_and_a_remedy(place: Place, spoken: str) -> None:
    language.use(spoken)
    for starts in Starts:
        for on in (True, False, None):
            for portal in (True, False):
                standing = Standing(
                    on=on, starts=starts, command=("/x", "y"), place="/p", reason="r", asked_portal=portal
                )
                assert standing_words(standing)
                assert bool(remedy_words(standing)) is not is_fine(standing)
    assert [way.standing().on for way in ways(place)] == [False, False, False, None]


def test_only_this_very_program_is_tried(place: Place) -> None:
    place.entry.turn(True)
    assert proof(place.entry.standing()).works is False, "it does not answer as SimDesk does"
    assert (place.program.parent / "said").read_text("utf-8") == "--version\n"

    for line in (shlex.join(["sh", "-c", f"{place.program} --background"]), "/bin/true --background"):
        place.edits(f"\nExec={place.values()['Exec']}\n", f"\nExec={line}\n")
        assert proof(place.entry.standing()).works is None
    assert proof(Standing(on=False)).works is None
