"""Each command from the inside: what it prints, what it returns, what it leaves on the disk."""

import json
import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from simdesk.cli import INTERRUPTED, answering, main
from simdesk.clock import SystemClock
from simdesk.domain.book import Book, put
from simdesk.domain.rows import rows_on
from simdesk.domain.terms import State
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.storage.receipts import keep_receipt_bytes
from simdesk.storage.settings import Settings, save_settings
from tests.core.csv_making import NOW, both_tables
from tests.core.making import HIS, POVO, SOFTBANK, card, day, renewal

BOOK = Book(
    cards=(
        card(SOFTBANK, end="2026-11-23", id="bank", number="+819012345678", carrier="SoftBank"),
        card(POVO, base="2026-03-01", id="chat", label="chat"),
        card(SOFTBANK, end="2026-11-22", id="old", label="old", state=State.ARCHIVED),
        card(HIS, id="home", label="Home", auto_renew=True),
        card(SOFTBANK, end="2027-01-20", id="far", label="far"),
    ),
    renewals=(renewal("2025-06-01", card_id="bank"), renewal("2025-07-01", card_id="gone", note="x,\n")),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(SystemClock, "now", lambda self: NOW)
    path = tmp_path / "data"
    FileStore(data_folder(str(path), {})).apply(lambda _: BOOK)
    return path


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> "Run":
    return Run(folder, capfdbinary)


class Run:
    """Calls a command on the folder of the test; ``status``, ``out`` and ``err`` are of the last call."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self._capture = folder, capture
        self.status, self.out, self.err = 0, "", ""

    def __call__(self, *words: str) -> "Run":
        self.status = main(["--data-dir", str(self.folder), "--lang", "en", *words])
        shown = self._capture.readouterr()
        self.out, self.err = shown.out.decode(), shown.err.decode()
        return self

    @property
    def ids(self) -> list[str]:
        return [record["id"] for record in json.loads(self.out)]


def test_list_gives_every_current_card_in_the_order_of_the_window(run: Run) -> None:
    run("list", "--json")
    assert (run.status, run.err) == (0, "")
    assert run.ids == ["bank", "far", "chat", "home"]
    assert run("list", "--json", "--all").ids == ["old", "bank", "far", "chat", "home"]


def test_json_has_the_promised_keys_in_their_order(run: Run) -> None:
    record = json.loads(run("list", "--json", "--on", "2026-11-20").out)[0]

    assert list(record.items()) == [
        ("id", "bank"),
        ("label", "Bank codes"),
        ("number", "+819012345678"),
        ("form", "physical"),
        ("carrier", "SoftBank"),
        ("plan", None),
        ("state", "in_use"),
        ("phase", "usable"),
        ("next_deadline", "2026-11-23"),
        ("deadline_kind", "receive_only"),
        ("days_left", 3),
        ("lost_on", "2027-11-19"),
        ("approximate", False),
        ("data_ends_on", None),
        ("timezone", "Asia/Tokyo"),
    ]


def test_a_ladder_that_has_run_out_keeps_the_day_of_the_loss(run: Run) -> None:
    record = next(one for one in json.loads(run("list", "--json").out) if one["id"] == "chat")

    assert record["phase"] == "lost"
    assert (record["next_deadline"], record["deadline_kind"], record["days_left"]) == (None, None, None)
    assert (record["lost_on"], record["approximate"]) == ("2026-09-28", True)


def test_the_rows_are_those_of_the_window(run: Run) -> None:
    rows = [row for row in rows_on(BOOK, day("2026-12-24")) if row.card.state is State.IN_USE]

    records = json.loads(run("list", "--on", "2026-12-24", "--json").out)

    assert [(one["id"], one["days_left"], one["phase"]) for one in records] == [
        (row.card.id, row.standing.days_left, row.standing.phase) for row in rows
    ]


@pytest.mark.parametrize(
    ("words", "ids", "status"),
    [
        ((), ["bank", "chat"], 1),
        (("--on", "2026-12-21"), ["far", "bank", "chat"], 1),
        (("--within", "60"), ["bank", "far", "chat"], 1),
        (("--within", "2"), ["bank", "chat"], 1),
        (("--within", "1"), ["chat"], 1),
        (("--within", "1", "--on", "2026-02-01"), [], 0),
        (("--on", "2026-11-24", "--within", "0"), ["bank", "chat"], 1),
        (("--on", "2026-08-01", "--within", "27"), ["chat"], 1),
        (("--on", "2026-08-01", "--within", "26"), [], 0),
    ],
)
def test_due_is_a_window_and_past_deadlines_are_always_in_it(
    run: Run, words: tuple[str, ...], ids: list[str], status: int
) -> None:
    run("due", "--json", *words)

    assert (run.ids, run.status) == (ids, status)


def test_due_follows_the_stages_of_the_settings_where_a_card_has_none(run: Run) -> None:
    save_settings(data_folder(str(run.folder), {}), Settings(stages=(7, 1, 0)))

    assert run("due", "--json").ids == ["bank", "chat"]


def test_export_to_a_file_and_to_standard_output(run: Run, tmp_path: Path) -> None:
    cards, log = both_tables(BOOK)
    previous = os.umask(0o027)
    try:
        assert run("export", "cards", str(tmp_path / "c.csv")).status == 0
    finally:
        os.umask(previous)
    assert run.out == f"5 cards written to {tmp_path / 'c.csv'}.\n"
    assert (tmp_path / "c.csv").read_bytes() == cards
    assert stat.S_IMODE((tmp_path / "c.csv").stat().st_mode) == 0o640
    assert run("export", "log", "-").out.encode() == log
    assert (run.status, run.err) == (0, "")


def test_the_log_takes_its_receipts_along(run: Run, tmp_path: Path) -> None:
    folder = data_folder(str(run.folder), {})
    kept, spoilt = (keep_receipt_bytes(folder, b"\x89PNG\r\n\x1a\n" + more, "png") for more in (b"1", b"2"))
    (folder.receipts / spoilt).write_bytes(b"not it")
    named = replace(BOOK.renewals[0], receipts=(kept, spoilt))
    FileStore(folder).apply(lambda book: put(book, named, replace(BOOK.renewals[1], receipts=(kept,))))
    path, copies = tmp_path / "my.log.csv", tmp_path / "my.log-receipts"

    previous = os.umask(0o022)
    try:
        assert run("export", "log", str(path)).status == 0
    finally:
        os.umask(previous)

    assert run.out.splitlines() == [
        f"2 renewals written to {path}.",
        f"1 receipt copied to {copies}.",
        f"1 receipt is missing or damaged and was not copied: {spoilt}.",
    ]
    assert [copy.name for copy in copies.iterdir()] == [kept]
    assert (copies / kept).read_bytes() == b"\x89PNG\r\n\x1a\n1"
    assert (stat.S_IMODE(copies.stat().st_mode), stat.S_IMODE((copies / kept).stat().st_mode)) == (
        0o755,
        0o644,
    )
    before = sorted(tmp_path.iterdir())
    run("export", "log", "-")
    assert run.out.encode() == path.read_bytes()
    run("export", "cards", str(tmp_path / "cards.csv"))
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "cards.csv"])

    copies.rename(tmp_path / "other")
    copies.write_text("a file where the folder should be")
    run("export", "log", str(path))
    assert (run.status, run.out) == (2, "")
    assert str(copies) in run.err


def test_export_leaves_a_file_whole_or_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("before")
    (tmp_path / "c.csv").chmod(0o600)
    run("export", "cards", str(tmp_path / "c.csv"))
    assert stat.S_IMODE((tmp_path / "c.csv").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["c.csv"]

    run("export", "cards", str(tmp_path / "no" / "c.csv"))
    assert (run.status, run.out) == (2, "")
    assert run.err.endswith(" Nothing was changed.\n")
    assert run.err.count("\n") == 1


def test_import_takes_all_or_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    path, book = tmp_path / "c.csv", run.folder / "simdesk.json"
    path.write_text("id,note\nbank,new\nhome,also\n")
    before = book.read_bytes()

    run("import", "cards", str(path), "--dry-run")
    assert run.out.splitlines() == [
        "Line 2: Bank codes: changed (note).",
        "Line 3: Home: changed (note).",
        "0 added, 2 changed, 0 unchanged. This was a trial: nothing was changed.",
    ]
    assert book.read_bytes() == before

    assert run("import", "cards", str(path)).status == 0
    after = book.read_bytes()
    assert after != before
    run("import", "cards", str(path))
    assert run.out.splitlines()[-1] == "0 added, 0 changed, 2 unchanged."
    assert book.read_bytes() == after

    path.write_text("id,note,state\nbank,newer,in_use\nhome,x,asleep\n")
    run("import", "cards", str(path))
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        f"{path}, line 3, column state: this is none of the values that can stand here (“asleep”)."
        " Nothing was imported.\n"
    )
    assert book.read_bytes() == after


def test_import_of_the_log(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("card_id,kind,status,paid_on\nbank,purchase,verified,2026-11-21\n")

    run("import", "log", str(path))

    assert run.out.splitlines()[0] == "Line 2: Bank codes, Sat 21 Nov 2026: added."
    assert json.loads(run("list", "--json").out)[1]["next_deadline"] == "2027-01-22"


def test_unknown_columns_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("id,Colour,note\nbank,red,x\n")

    run("import", "cards", str(tmp_path / "c.csv"))

    assert (run.status, run.err) == (
        2,
        f"{tmp_path / 'c.csv'}: unknown columns Colour. Nothing was imported.\n",
    )


def test_check_reads_everything_and_changes_nothing(run: Run) -> None:
    before = sorted(run.folder.rglob("*"))
    assert run("check").status == 0
    assert run.out == f"{run.folder}: everything is sound (5 cards, 2 renewals).\n"
    (run.folder / "simdesk.json").write_bytes(b'{"format": 1, "cards": [{"id": "a"}]}')
    run("check")
    assert (run.status, run.out) == (2, "")
    assert "$.cards[0]" in run.err
    assert sorted(run.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "status", "out"),
    [
        (("list", "--json"), 0, "[]\n"),
        (("due", "--json"), 0, "[]\n"),
        (("list",), 0, "No card.\n"),
        (("check",), 0, None),
        (("export", "log", "-"), 0, None),
    ],
)
def test_a_missing_folder_is_an_empty_book_and_stays_missing(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    words: tuple[str, ...],
    status: int,
    out: str | None,
) -> None:
    folder = tmp_path / "not" / "there"

    assert main(["--data-dir", str(folder), *words]) == status
    shown = capfdbinary.readouterr()
    assert shown.err == b""
    assert out is None or shown.out.decode() == out
    assert not (tmp_path / "not").exists()


def test_the_demo_lists_examples_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    assert main(["list", "--demo", "--json"]) == 0

    assert len(json.loads(capfdbinary.readouterr().out)) > 3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environ", "words", "said"),
    [
        ({"LANG": "zh_TW.UTF-8"}, ("frobnicate",), "frobnicate"),
        ({"LANG": "C"}, ("--lang", "zh_CN", "frobnicate"), "frobnicate"),
        ({"LANG": "C"}, ("--lang", "xx", "list"), "xx"),
    ],
)
def test_complaints_are_one_sentence_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    environ: dict[str, str],
    words: tuple[str, ...],
    said: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert main(list(words)) == 2

    shown = capfdbinary.readouterr()
    assert shown.out == b""
    assert shown.err.decode().count("\n") == 1
    assert said in shown.err.decode()
    assert ("。" in shown.err.decode()) is ("zh" in repr((environ, words)))


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW", "ja"])
def test_help_fits_a_terminal_of_100_columns(
    capfdbinary: pytest.CaptureFixture[bytes], language: str
) -> None:
    from simdesk.cli.sheet import width

    assert main(["--help", "--lang", language]) == 0

    text = capfdbinary.readouterr().out.decode()
    assert "--data-dir" in text
    assert [line for line in text.splitlines() if width(line) > 100] == []


def test_the_version(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from simdesk import __version__

    assert main(["--version"]) == 0
    assert capfdbinary.readouterr().out == f"simdesk {__version__}\n".encode()


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def interrupted(options: object) -> tuple[int, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(answering, "_done", interrupted)

    assert main(["list"]) == INTERRUPTED
    assert capfdbinary.readouterr() == (b"", b"")


def test_the_calendar_goes_to_a_file_or_to_standard_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "simdesk.ics"
    run("export", "calendar", str(path))

    assert (run.status, run.err) == (0, "")
    assert run.out == f"6 events written to {path}.\n"
    assert run("export", "calendar", "-").out.encode() == path.read_bytes()
    assert "UID:bank.lost@simdesk" in run.out
    assert "UID:old." not in run.out, "an archived card"
    assert "9012345678" not in run.out


def test_the_calendar_speaks_the_language_of_the_settings_unless_another_is_asked_for(
    run: Run, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    save_settings(data_folder(str(run.folder), {}), Settings(language="ja"))
    capfdbinary.readouterr()

    main(["--data-dir", str(run.folder), "export", "calendar", "-"])
    assert "東京時間" in capfdbinary.readouterr().out.decode()
    assert "東京時間" not in run("export", "calendar", "-").out


def test_a_calendar_of_no_book_makes_nothing(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    missing = tmp_path / "missing"

    assert main(["--data-dir", str(missing), "export", "calendar", "-"]) == 0
    assert b"BEGIN:VCALENDAR" in capfdbinary.readouterr().out
    assert not missing.exists()


def test_an_import_brings_the_calendar_file_up_to_date(run: Run, tmp_path: Path) -> None:
    file, cards = tmp_path / "calendar" / "simdesk.ics", tmp_path / "cards.csv"
    save_settings(data_folder(str(run.folder), {}), Settings(calendar_file=str(file)))
    cards.write_text(
        "id,label,basis,valid_for,counted_from,timezone\nnew,New,payment,P60D,2026-11-01,Asia/Tokyo\n",
        "utf-8",
    )
    assert "not up to date" in run("import", "cards", str(cards)).out
    assert run.status == 0, "the import is done"

    file.parent.mkdir()
    run("import", "cards", str(cards), "--dry-run")
    assert not file.exists()
    assert "not up to date" not in run("import", "cards", str(cards)).out
    assert b"UID:new.lost@simdesk" in file.read_bytes()


@pytest.mark.parametrize("name", ["none.simdesk", "./none.simdesk"])
def test_a_backup_that_is_not_there_opens_no_window(run: Run, tmp_path: Path, name: str) -> None:
    said = run(str(tmp_path / name))

    assert said.status == 2
    assert said.err.startswith(f"{tmp_path}/none.simdesk cannot be read: there is no such file")
