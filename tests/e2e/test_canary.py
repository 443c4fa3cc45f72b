"""Numbers, codes and secrets of a card, let into a whole run: where they may not be, they are not found."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from simdesk.storage.settings import CalendarServer, Settings, save_settings
from tests.core.making import SOFTBANK, card
from tests.e2e.calendar_server import PASSWORD, USER, calendar_server
from tests.e2e.calendar_server import CalendarServer as Radicale
from tests.e2e.desktop import PATIENCE, Desktop, until
from tests.e2e.program import Program
from tests.e2e.searching import files_below, found_in
from tests.e2e.secret_service import SecretService, secret_service
from tests.e2e.test_journey import Journey, exports_the_log
from tests.e2e.whole_run import renews_softbank

NUMBER, ICCID, CODE = "+819055501234", "8981100055566677788", "LPA:1$rsp.canary.example$CANARY-4711"
PIN, PUK = "27182818", "31415926"
KNOWN = (NUMBER, "09055501234", "9055501234", "90-5550-1234", "90 5550 1234", ICCID, CODE, "CANARY-4711")
"""What the book has, and shows masked everywhere but in itself and in tables of cards."""
SECRET = (PIN, PUK, PASSWORD)
"""What the keyring has, and nothing else."""
BANK = card(
    SOFTBANK,
    end="2026-12-01",
    id="bank",
    label="Bank codes",
    number=NUMBER,
    iccid=ICCID,
    activation_code=CODE,
    carrier="softbank",
    plan="sb-simple-style",
    note="kept for the bank",
)


class BreakingProgram(Program):
    """The program, with the fault *kind* put in where there is one, and with all secrets in its words."""

    kind = ""

    def starts(self, *options: str, wound: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        module = ("tests.e2e.breaking", self.kind) if self.kind else ("simdesk",)
        command = (sys.executable, "-m", *module, "--data-dir", str(self.folder.root), "--lang", "en")
        with self.told.open("ab") as told:
            return self.desk.start(*command, *options, out=told.fileno(), **(self.more | dict(wound or {})))


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(accessible=True) as found:
        yield found


@pytest.fixture
def keys(desk: Desktop) -> Iterator[SecretService]:
    with secret_service(desk) as found:
        yield found


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as found:
        yield found


@pytest.fixture
def journey(desk: Desktop, tmp_path: Path) -> Iterator[Journey]:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    desk.env["TMPDIR"] = str(temporary)
    found = Journey(desk, tmp_path)
    secrets = f"{NUMBER} {ICCID} {CODE} {PIN} {PUK} {PASSWORD}"
    found.program = BreakingProgram(desk, tmp_path / "book", SECRETS=secrets)
    found.receipt("page.png", 1)
    found.program.holds(BANK)
    with found.hand:
        yield found


def chooses_calendars(journey: Journey, server: Radicale) -> Path:
    """Have a calendar file and the calendar on the server kept; return the file."""
    code = (
        "import sys; from simdesk.exchange.caldav_errand import connected;"
        "print(connected(*sys.argv[1:4], None).account.calendar)"
    )
    words = (sys.executable, "-c", code, server.address, USER, PASSWORD)
    done = subprocess.run(words, env=journey.desk.env, capture_output=True, text=True, check=True)
    account = CalendarServer(address=server.address, user=USER, calendar=done.stdout.strip(), name="SimDesk")
    path = journey.place / "followed.ics"
    journey.program.folder.prepare()
    save_settings(journey.program.folder, Settings(calendar_file=str(path), calendar_server=account))
    return path


def keeps_codes(journey: Journey, keys: SecretService) -> None:
    """Put PIN and PUK into the keyring by the window for them."""
    hand = journey.hand
    journey.chooses("Bank codes")
    hand.presses("PIN and PUK…")
    hand.find("They go into the keyring of the system", "label")
    hand.fills("PIN", PIN)
    hand.fills("PUK", PUK)
    hand.presses("Save")
    until(lambda: keys.held("card bank PUK") == PUK, "the PUK in the keyring")
    until(lambda: journey.desk.active() == "SimDesk", "the main window")


def lives_a_day(journey: Journey, keys: SecretService, server: Radicale) -> None:
    """At the window: it stands still and breaks; codes, an edit, a renewal, an export, what falls due."""
    desk, hand, program = journey.desk, journey.hand, journey.program
    assert isinstance(program, BreakingProgram)
    program.kind = "freeze and slot"
    process = journey.starts()
    hand.find("Something went wrong that SimDesk did not expect.")
    until(desk.notes, "the notification")
    keeps_codes(journey, keys)
    hand.presses("Edit…")
    until(lambda: desk.active() == "Edit card", "the form")
    hand.fills("Label", "Bank codes too")
    hand.presses("Save")
    until(lambda: program.book().cards[0].label == "Bank codes too", "the edit")
    until(lambda: desk.active() == "SimDesk", "the main window")
    desk.press("ctrl+z")
    until(lambda: program.book().cards[0].label == "Bank codes", "the edit undone")
    renews_softbank(journey, "Bank codes", note="as shown")
    exports_the_log(journey)
    until(lambda: server.files, "events on the server")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0

    program.kind = "segv"
    assert journey.starts().wait(PATIENCE) < 0
    assert (program.folder.logs / "crash.log").stat().st_size
    program.kind = ""
    process = journey.starts()
    hand.find("SimDesk ended unexpectedly the last time.")
    desk.press("ctrl+q")
    assert process.wait(PATIENCE) == 0


def uses_every_command(journey: Journey) -> tuple[str, str]:
    """Call every command, one of them broken, too; return what was printed, and what was complained of."""
    place, printed, complaints = journey.place, "", ""
    for words in (
        *(("list",), ("list", "--json"), ("due", "--within", "400"), ("due", "--json"), ("due", "--notify")),
        *(("export", "log", "commanded.csv"), ("export", "calendar", "commanded.ics"), ("check",)),
        *(
            ("export", "cards", "cards.csv"),
            ("import", "cards", "cards.csv"),
            ("import", "log", "commanded.csv"),
        ),
        *(("backup", "all.zip"), ("restore", "--settings", "all.zip"), ("export", "log", "-")),
    ):
        for module in (("simdesk",), *([("tests.e2e.breaking", "command")] if words == ("check",) else [])):
            command = (sys.executable, "-m", *module, "--data-dir", str(journey.program.folder.root), *words)
            environ = journey.desk.env | journey.program.more | {"PYTHONPATH": str(Path.cwd())}
            done = subprocess.run(
                command, env=environ, cwd=place, capture_output=True, check=False, timeout=PATIENCE
            )
            assert done.returncode == (2 if len(module) > 1 else done.returncode % 2), (words, done.stderr)
            printed, complaints = printed + done.stdout.decode(), complaints + done.stderr.decode()
    return printed, complaints


def test_what_a_card_has_to_hide_is_found_nowhere(
    desk: Desktop, keys: SecretService, server: Radicale, journey: Journey
) -> None:
    followed = chooses_calendars(journey, server)
    lives_a_day(journey, keys, server)
    printed, complaints = uses_every_command(journey)
    assert keys.held(f"calendar {USER} 127.0.0.1:{server.port}") == PASSWORD

    folder, place = journey.program.folder, journey.place
    logs, told = list(files_below(folder.logs)), journey.program.told
    assert {"simdesk.log", "crash.log.1"} <= {path.name for path in logs}
    log = (folder.logs / "simdesk.log").read_text("utf-8")
    assert "stood still" in log
    assert "Broken" in log
    assert "ended by itself" in log
    shown = place / "shown"
    notes = "".join(f"{note.title}\n{note.body}\n" for note in desk.notes())
    assert "+81 •••• 1234" in notes
    shown.write_text(notes + complaints, "utf-8")
    (place / "printed").write_text(printed, "utf-8")
    hidden = [
        *logs,
        told,
        shown,
        followed,
        place / "commanded.ics",
        *server.files,
        *files_below(folder.events),
    ]
    assert found_in(hidden, (*KNOWN, *SECRET)) == set()

    everything = [
        path
        for path in files_below(desk.folder, place)
        if "keyrings" not in path.parts and path.parent.name != "radicale"
    ]
    assert {folder.book, place / "all.zip", place / "cards.csv"} <= set(everything)
    assert any(path.parent == folder.root / "backups" for path in everything)
    assert found_in(everything, SECRET) == set()
    names = "\n".join(str(path) for path in everything)
    assert not any(word in names for word in KNOWN)
    assert found_in([place / "cards.csv"], [ICCID]), "a table of cards has it, so the search does find"


@pytest.mark.parametrize("word", [*KNOWN, *SECRET])
def test_the_search_finds_a_word_in_every_shape(tmp_path: Path, word: str) -> None:
    with zipfile.ZipFile(packed := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book", f"before {word} after")
    written = {
        "plain": f"before {word} after".encode(),
        "wide": f"x{word}y".encode("utf-16"),
        "json": json.dumps({"a": word}).encode(),
        "packed": packed.getvalue(),
        "folded": b"BEGIN:VCALENDAR\r\n" + word.encode()[:4] + b"\r\n " + word.encode()[4:],
        **{f"coded-{n}": base64.b64encode(b"abc"[:n] + word.encode() + b"more"[: n + 1]) for n in range(3)},
    }
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)

    assert {Path(path).name for path, _word in found_in(files_below(tmp_path), [word])} == set(written)
