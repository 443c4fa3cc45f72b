"""The commands read a spreadsheet's own table, say how, and refuse what they would have to guess."""

from pathlib import Path

import pytest

from simdesk.cli import main
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder

HEADER = "label,number,carrier,plan,expires_on,note\r\n"
ROW = "日本保号卡,+819012345678,softbank,sb-simple-style,{day},工商银行的验证码\r\n"


class Run:
    """Calls a command in a language; ``status``, ``out`` and ``err`` are of the last call."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self._capture = folder, capture
        self.status, self.out, self.err = 0, "", ""

    def __call__(self, language: str, *words: str) -> None:
        self.status = main(["--data-dir", str(self.folder), "--lang", language, *words])
        shown = self._capture.readouterr()
        self.out, self.err = shown.out.decode(), shown.err.decode()

    def labels(self) -> list[str]:
        return [card.label for card in FileStore(data_folder(str(self.folder), {})).load().cards]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    return Run(tmp_path / "data", capfdbinary)


@pytest.mark.parametrize("language", ["en", "zh_CN", "ja"])
def test_d13_a_table_in_gbk_is_imported_and_that_is_said(run: Run, tmp_path: Path, language: str) -> None:
    path = tmp_path / "卡.csv"
    path.write_bytes((HEADER + ROW.format(day="2027/1/15")).encode("gbk"))
    run(language, "import", "cards", str(path))

    assert (run.status, run.err) == (0, "")
    assert run.labels() == ["日本保号卡"]
    assert "GB 18030" in run.out.splitlines()[0]


def test_of_utf8_nothing_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text((HEADER + ROW.format(day="2027-01-15")).replace(",", ";"), "utf-8")
    run("en", "import", "cards", str(path))

    assert run.out == "Line 2: 日本保号卡: added.\n1 added, 0 changed, 0 unchanged.\n"


@pytest.mark.parametrize(
    ("header", "day", "words"),
    [
        (HEADER, "11/12/2026", "line 2, column expires_on: day and month cannot be told apart here"),
        (HEADER.replace("note", "备注"), "2027-01-15", "unknown columns 备注"),
    ],
)
def test_what_would_be_a_guess_is_refused_and_nothing_is_changed(
    run: Run, tmp_path: Path, header: str, day: str, words: str
) -> None:
    path = tmp_path / "cards.csv"
    path.write_bytes((header + ROW.format(day=day)).encode("gbk"))
    run("en", "import", "cards", str(path))

    assert (run.status, run.out) == (2, "")
    assert words in run.err
    assert run.err.count("\n") == 1
    assert not run.folder.exists()


def test_how_days_are_read_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    other = ROW.format(day="15/01/2027").replace("+819012345678", "+819012345679")
    path.write_text(HEADER + ROW.format(day="11/12/2026") + other, "utf-8")
    run("en", "import", "cards", str(path), "--dry-run")

    assert run.out.splitlines()[0] == (
        "Column expires_on: “11/12/2026” is read as Fri 11 Dec 2026, as other dates of the column show."
    )


def test_a_backup_is_made_before_an_import(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(HEADER + ROW.format(day="2027-01-15"), "utf-8")
    run("en", "import", "cards", str(path))
    before = (run.folder / "simdesk.json").read_bytes()
    path.write_text(HEADER + ROW.format(day="2027-02-15"), "utf-8")
    run("en", "import", "cards", str(path))

    assert run.status == 0
    kept = [one.read_bytes() for one in run.folder.glob("backups/simdesk-*-import-*.json")]
    assert kept == [before]
