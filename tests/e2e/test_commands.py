"""The commands as processes: what they load, what they write where, and how they end."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from simdesk.domain.book import Book
from simdesk.exchange.archive_writing import packing, pieces
from simdesk.storage.folder import data_folder
from simdesk.storage.keeping import book_bytes
from tests.core.csv_making import NOW, both_tables
from tests.core.making import SOFTBANK, card, renewal
from tests.machine import needs

SIMDESK = (sys.executable, "-m", "simdesk")
LABEL = "銀行 =1+1 'quoted'"
BOOK = Book(
    cards=(
        card(SOFTBANK, end="2026-11-23", id="bank", label=LABEL, number="+819012345678", note='a\r\n"b",'),
        card(SOFTBANK, end="2027-01-20", id="far", label="far", iccid="8981100012345678901"),
    ),
    renewals=(
        renewal("2025-06-01", card_id="bank", order_number="00012345678901", place="ローソン"),
        renewal("2025-07-01", card_id="gone", note="@sum"),
    ),
)

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a book, at a path that is not plain."""
    path = tmp_path / "my 保号 folder"
    path.mkdir()
    (path / "simdesk.json").write_bytes(book_bytes(BOOK))
    return path


@pytest.fixture
def run(folder: Path) -> Run:
    def run(
        *words: str, env: Mapping[str, str] = {}, stdout: int | BinaryIO = subprocess.PIPE
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            (*SIMDESK, *words),
            env={**os.environ, "SIMDESK_DATA_DIR": str(folder), **env},
            stdout=stdout,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    return run


def sentence(process: "subprocess.CompletedProcess[bytes]") -> str:
    """Return the one sentence of a command that failed."""
    assert process.returncode == 2
    assert not process.stdout
    text = process.stderr.decode()
    assert text.count("\n") == 1, text
    assert text.endswith(".\n")
    return text


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--json"],
        ["due", "--json"],
        ["export", "cards", "-"],
        ["export", "log", "-"],
        ["import", "log", "LOG", "--dry-run"],
        ["import", "cards", "CARDS"],
        ["check"],
        ["backup", "-"],
        ["backup", "ARCHIVE"],
        ["restore", "ARCHIVE"],
        ["--help"],
        ["--version"],
        ["list", "--demo"],
        ["frobnicate"],
    ],
    ids=" ".join,
)
def test_commands_never_load_qt(folder: Path, tmp_path: Path, words: list[str]) -> None:
    for name, data in zip(("CARDS", "LOG"), both_tables(BOOK), strict=True):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "ARCHIVE").write_bytes(b"".join(pieces(packing(data_folder(str(folder), {}), NOW))))
    program = textwrap.dedent(
        """
        import sys
        from simdesk.cli import main
        main(sys.argv[1:])
        print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
        """
    )
    command = (sys.executable, "-c", program, *words)
    environ = os.environ | {"SIMDESK_DATA_DIR": str(folder)}

    process = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, check=True, timeout=60)

    loaded = set(process.stderr.decode().split())
    assert {name for name in loaded if name.startswith(("PySide6", "shiboken6", "simdesk.ui"))} == set()
    if words[0] in ("list", "due", "export") and "--demo" not in words:
        rare = {"argparse", "catalog", "csv", "dateutil", "phonenumbers", "platformdirs", "tempfile"}
        rare -= {"csv"} if words[0] == "export" else set()
        assert loaded & (rare | {"simdesk.catalog.reading", "simdesk.wording.problem"}) == set()


def test_export_import_export_as_processes(run: Run, tmp_path: Path) -> None:
    exports = {}
    for turn in ("first", "second"):
        environ = {} if turn == "first" else {"SIMDESK_DATA_DIR": str(tmp_path / "new")}
        for what in ("cards", "log"):
            path = tmp_path / f"{turn}-{what}.csv"
            assert run("export", what, str(path), env=environ).returncode == 0
            exports[turn, what] = path.read_bytes()
            assert run("export", what, "-", env=environ).stdout == exports[turn, what]
        if turn == "first":
            environ = {"SIMDESK_DATA_DIR": str(tmp_path / "new")}
            for what in ("cards", "log"):
                done = run("import", what, str(tmp_path / f"first-{what}.csv"), env=environ)
                assert done.returncode == 0, done.stderr

    assert exports["second", "cards"] == exports["first", "cards"] == both_tables(BOOK)[0]
    assert exports["second", "log"] == exports["first", "log"] == both_tables(BOOK)[1]


@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "ja_JP@calendar=japanese"},
        {"LC_ALL": "th_TH.UTF-8"},
        {"LC_ALL": "fa_IR.UTF-8", "LANGUAGE": "fa"},
        {"LC_ALL": "ar_EG.UTF-8"},
        {"TZ": "Pacific/Auckland"},
    ],
    ids=str,
)
def test_d11_dates_and_signs_are_the_same_in_every_locale(run: Run, environ: dict[str, str]) -> None:
    process = run("list", "--json", "--on", "2026-11-20", env=environ)

    assert process.stderr == b""
    record = json.loads(process.stdout.decode("utf-8"))[0]
    assert (record["label"], record["next_deadline"], record["days_left"]) == (LABEL, "2026-11-23", 3)
    assert LABEL.split(maxsplit=1)[0].encode() in process.stdout
    assert run("export", "cards", "-", env=environ).stdout == both_tables(BOOK)[0]
    plain = run("list", "--on", "2026-11-20", "--lang", "ja", env=environ)
    assert "11月23日(月)" in plain.stdout.decode("utf-8")


def test_whoever_stops_reading_hears_no_complaint(folder: Path) -> None:
    many = tuple(card(SOFTBANK, id=f"c{n}", label="x" * 200) for n in range(2000))
    (folder / "simdesk.json").write_bytes(book_bytes(Book(cards=many)))
    environ = os.environ | {"SIMDESK_DATA_DIR": str(folder)}
    command = (*SIMDESK, "list", "--json")
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"["
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_a_full_disk_is_said_in_one_sentence(run: Run, folder: Path) -> None:
    before = (folder / "simdesk.json").read_bytes()
    assert "/dev/full" in sentence(run("export", "cards", "/dev/full"))
    with Path("/dev/full").open("wb") as full:
        process = run("list", "--json", stdout=full)
    assert process.returncode == 2
    assert process.stderr.decode().count("\n") == 1
    assert (folder / "simdesk.json").read_bytes() == before


def test_an_error_that_cannot_be_told_still_has_its_status(folder: Path) -> None:
    environ = os.environ | {"SIMDESK_DATA_DIR": str(folder)}
    with Path("/dev/full").open("wb") as full:
        command = (*SIMDESK, "list", "--on", "never")
        process = subprocess.run(command, env=environ, stderr=full, timeout=60, check=False)
    assert process.returncode == 2


def test_a_closed_standard_output_is_no_reason_to_fail(folder: Path) -> None:
    environ = os.environ | {"SIMDESK_DATA_DIR": str(folder)}
    command = " ".join((*SIMDESK, "due", "--on", "2026-11-20", ">&-"))

    process = subprocess.run(command, shell=True, env=environ, capture_output=True, timeout=60, check=False)

    assert (process.returncode, process.stderr) == (1, b"")


def test_nothing_is_written_into_a_folder_that_is_read_only(run: Run, folder: Path, tmp_path: Path) -> None:
    needs("strace")
    tables = dict(zip(("cards", "log"), both_tables(Book(cards=BOOK.cards[:1])), strict=True))
    (tmp_path / "c.csv").write_bytes(tables["cards"].replace(b"in_use", b"archived"))
    assert run("import", "cards", str(tmp_path / "c.csv")).returncode == 0
    locks = list(folder.glob("local/*/lock"))
    before = (folder / "simdesk.json").read_bytes()
    (tmp_path / "c.csv").write_bytes(tables["cards"])

    refused = (f"--trace-path={locks[0]}", "-e", "inject=openat:error=EROFS")
    command = ("strace", "-f", "-qq", "-o", os.devnull, *refused, *SIMDESK, "import", "cards", "c.csv")
    environ = os.environ | {"SIMDESK_DATA_DIR": str(folder)}
    process = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, check=False, timeout=60)

    assert "read-only" in sentence(process)
    assert (folder / "simdesk.json").read_bytes() == before
    assert run("list", "--json").returncode == 0


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (b"id,label,expires_on\r\nbank,x,2026-02-30\r\n", "line 2, column expires_on"),
        (b"id,balance,currency\r\nbank,NaN,JPY\r\n", "line 2, column balance"),
        (b"id,balance,currency\r\nbank,5,JPX\r\n", "line 2, column currency"),
        (b"id,timezone\r\nbank,Asia/Edo\r\n", "line 2, column timezone"),
        (b"id,colour\r\nbank,red\r\n", "colour"),
        (b"id:label\r\nbank:x\r\n", "line 1"),
        (b"\xef\xbb\xbfid,label\r\nbank,\xba\xc5\r\n", "line 2"),
        (b"id,label\r\nbank,\x81\xff\r\n", "line 2"),
        (b'id,label\r\nbank,"open\r\n', "line 2"),
        (b"", "line 1"),
    ],
)
def test_a_table_that_cannot_be_taken_changes_nothing(
    run: Run, folder: Path, tmp_path: Path, table: bytes, place: str
) -> None:
    (tmp_path / "cards.csv").write_bytes(table)
    before = (folder / "simdesk.json").read_bytes()

    said = sentence(run("import", "cards", str(tmp_path / "cards.csv")))

    assert "cards.csv" in said
    assert place in said
    assert sentence(run("import", "cards", str(tmp_path / "cards.csv"), "--dry-run")) == said
    assert (folder / "simdesk.json").read_bytes() == before


def test_what_is_not_understood_is_said_in_the_language_of_the_environment(run: Run) -> None:
    assert sentence(run("frobnicate")).startswith("“frobnicate”")
    process = run("frobnicate", env={"LANG": "zh_HK.UTF-8"})
    assert (process.returncode, process.stdout) == (2, b"")
    assert process.stderr.decode("utf-8").endswith("。\n")


def test_commands_that_only_read_leave_the_folder_as_it_is(run: Run, folder: Path) -> None:
    for words in (["list"], ["due"], ["export", "log", "-"], ["check"]):
        run(*words)

    assert [path.name for path in folder.iterdir()] == ["simdesk.json"]
