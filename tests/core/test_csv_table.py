"""The file itself: what spreadsheets do to it, and what is no table at all."""

import csv
import io
import re
from pathlib import Path

import pytest

from simdesk.errors import ColumnsRefused, Damage, FileUnreadable, RowRefused
from simdesk.exchange import cards_csv, log_csv, sheet
from simdesk.exchange import table as tables
from simdesk.exchange.table import guarded, read_table, unguarded, written

COLUMNS = ("id", "label", "number", "note")


def read(path: Path, data: bytes) -> tables.Table:
    path.write_bytes(data)
    return read_table(path, COLUMNS)


def refusal(path: Path, data: bytes) -> tuple[int, Damage, str]:
    path.write_bytes(data)
    with pytest.raises(RowRefused) as refused:
        read_table(path, COLUMNS)
    assert refused.value.path == str(path)
    return refused.value.line, refused.value.damage, refused.value.value


@pytest.mark.parametrize(
    ("cell", "in_file"),
    [
        ("+819012345678", "'+819012345678"),
        ("=1+1", "'=1+1"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'", "''"),
        ("''quoted'", "'''quoted'"),
        ("\tindented", "'\tindented"),
        ("\rreturn", "'\rreturn"),
        ("898110012345678901", "'898110012345678901"),
        ("123456789012", "'123456789012"),
        ("12345678901", "12345678901"),
        ("123456789012a", "123456789012a"),
        ("\nnew line", "\nnew line"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_one_apostrophe_before_what_a_spreadsheet_would_take_for_something_else(
    tmp_path: Path, cell: str, in_file: str
) -> None:
    assert guarded(cell) == in_file
    assert unguarded(in_file) == cell
    data = written(("label",), [{"label": cell or "x"}])
    shown = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert shown[1] == [in_file or "x"]
    assert [row.cells["label"] for row in read(tmp_path / "t.csv", data).rows] == [cell or "x"]


def test_the_file_is_what_excel_opens_in_chinese() -> None:
    data = written(
        COLUMNS, [{"id": "a", "label": "日本 号码", "number": "+81", "note": 'say "hi"\nthen, go'}]
    )

    assert data == (
        b"\xef\xbb\xbfid,label,number,note\r\n" + "a,日本 号码,'+81,".encode() + b'"say ""hi""\nthen, go"\r\n'
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_in_its_common_forms_is_understood(tmp_path: Path, encoding: str, end: str) -> None:
    mark = "\ufeff" if encoding.endswith(("-le", "-be")) else ""
    data = f"{mark}label,id{end}保号卡,a{end}{end},{end}codes,b".encode(encoding)

    table = read(tmp_path / "t.csv", data)

    assert table.columns == ("label", "id")
    assert [(row.line, dict(row.cells)) for row in table.rows] == [
        (2, {"label": "保号卡", "id": "a"}),
        (5, {"label": "codes", "id": "b"}),
    ]


def test_a_line_is_counted_where_its_row_begins(tmp_path: Path) -> None:
    table = read(tmp_path / "t.csv", b'label,note\r\na,"one\r\ntwo\nthree"\r\nb,x\r\n')

    assert [(row.line, row.cells["note"]) for row in table.rows] == [(2, "one\r\ntwo\nthree"), (5, "x")]


@pytest.mark.parametrize(
    ("data", "line", "damage", "value"),
    [
        (b"", 1, Damage.EMPTY, ""),
        (b"\xef\xbb\xbf\r\n", 1, Damage.EMPTY, ""),
        ("\ufeffid,label\r\n1,".encode() + b"\xba\xc5", 2, Damage.NOT_UTF8, ""),
        (b"id,label\n1,x\n2,\x81\x00\xff\n", 3, Damage.NOT_UTF8, ""),
        (b"\xff\xfei\x00d\x00\x00\xd8", 1, Damage.NOT_UTF8, ""),
        (b'id,label\n1,"open\n2,x\n', 2, Damage.NOT_A_TABLE, ""),
        (b'id,label\n1,"a"b\n', 2, Damage.NOT_A_TABLE, ""),
        (b"id,label\n1", 2, Damage.CELL_COUNT, "1"),
        (b"id,label\n1,a,b\n", 2, Damage.CELL_COUNT, "3"),
        (b"id:label:number\n1:a:b\n", 1, Damage.WRONG_SEPARATOR, ":"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(
    tmp_path: Path, data: bytes, line: int, damage: Damage, value: str
) -> None:
    assert refusal(tmp_path / "t.csv", data) == (line, damage, value)


def test_a_cell_or_a_file_that_no_honest_table_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = csv.field_size_limit()
    huge = b"id,label\n1," + b"x" * 10_000_001 + b"\n"
    assert refusal(tmp_path / "t.csv", huge) == (2, Damage.TOO_LONG, "")
    assert csv.field_size_limit() == before

    monkeypatch.setattr(sheet, "SIZE_LIMIT", 10)
    assert refusal(tmp_path / "t.csv", b"id,label\n1,a\n") == (1, Damage.TOO_LARGE, "")


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    with pytest.raises(ColumnsRefused) as refused:
        read(tmp_path / "t.csv", b"id,Colour,label,size,id\na,b,c,d,e\n")

    assert (refused.value.unknown, refused.value.repeated) == (("Colour", "size"), ("id",))
    assert read(tmp_path / "t.csv", b" Label ,ID\nx,1\n").columns == ("label", "id")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_table(tmp_path / "missing.csv", COLUMNS)
    with pytest.raises(FileUnreadable):
        read_table(tmp_path, COLUMNS)


@pytest.mark.parametrize(
    ("title", "columns"), [("Cards", cards_csv.COLUMNS), ("The log", log_csv.COLUMNS)], ids=["cards", "log"]
)
def test_the_page_about_tables_has_every_column_in_order(title: str, columns: list[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    listed = page.partition(f"## {title}\n\n")[2].partition("\n\n")[0]

    assert re.findall(r"`(\w+)`", listed) == list(columns)
