"""What spreadsheets make of SimDesk's tables comes back as it was, or is refused by its place."""

import codecs
import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.errors import Damage, RowRefused
from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.cards_import import imported_cards
from simdesk.exchange.columns import columns_named
from simdesk.exchange.encodings import Encoding
from simdesk.exchange.log_import import imported_log
from simdesk.exchange.report import Outcome, remarks
from simdesk.exchange.sheet import read_sheet
from simdesk.exchange.table import Table, read_table, table_of
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from tests.core.csv_making import NOW, books, both_tables, take_cards, through_both
from tests.core.spreadsheets import SPREADSHEETS, saved_by

TABLES = Path(__file__).parents[1] / "data" / "tables"
# Those called calc were saved by LibreOffice 7.4 itself; the others are made after what is known of each.
SAVED = sorted(path.name for path in TABLES.glob("cards-*.*.csv"))


def language_of(name: str) -> str:
    return name.removesuffix(".csv").split("-", 1)[1].split(".")[0]


def own_book(language: str) -> Book:
    cards, log = (read_table(TABLES / f"{kind}-{language}.csv", one) for kind, one in kinds())
    book, _ = imported_cards(Book(), cards, catalog(), NOW)
    return imported_log(book, log, NOW)[0]


def kinds() -> list[tuple[str, list[str]]]:
    return [("cards", cards_csv.COLUMNS), ("log", log_csv.COLUMNS)]


def table(path: Path, data: bytes, language: str = "en", columns: list[str] = cards_csv.COLUMNS) -> Table:
    path.write_bytes(data)
    return read_table(path, columns, language)


def cell(path: Path, column: str, *cells: str) -> list[str]:
    """Return what the cells of one column are read as."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["label", column], *(["x", one] for one in cells)])
    return [row.cells[column] for row in table(path, text.getvalue().encode()).rows]


def refused(path: Path, column: str, *cells: str) -> RowRefused:
    with pytest.raises(RowRefused) as found:
        cell(path, column, *cells)
    return found.value


def test_d12_a_table_opens_in_chinese_and_is_read_with_and_without_its_mark(tmp_path: Path) -> None:
    book = own_book("zh_CN")
    for data, columns in zip(both_tables(book), (cards_csv.COLUMNS, log_csv.COLUMNS), strict=True):
        assert data.startswith(codecs.BOM_UTF8)
        assert data.count(b"\r\n") == data.count(b"\n") > 1
        assert "日本保号卡" in data.decode("utf-8-sig")
        marked = table(tmp_path / "t.csv", data, columns=columns)
        unmarked = table(tmp_path / "t.csv", data.removeprefix(codecs.BOM_UTF8), columns=columns)
        assert (marked.columns, marked.rows) == (unmarked.columns, unmarked.rows)
        assert marked.columns == tuple(columns)


@pytest.mark.parametrize("name", SAVED)
def test_d13_a_table_of_simdesk_that_a_spreadsheet_saved_changes_nothing(name: str) -> None:
    language = language_of(name)
    book = own_book(language)

    assert imported_cards(book, saved(name), catalog(), NOW)[0] is book
    assert imported_log(book, saved(name.replace("cards-", "log-")), NOW)[0] is book


@pytest.mark.parametrize("name", SAVED)
def test_d13_into_an_empty_book_it_brings_what_was_there_but_for_zeros(name: str) -> None:
    """Zeros at the ends of digits, and commas, are gone for good; where their card is known it keeps them."""
    book, _ = imported_cards(Book(), saved(name), catalog(), NOW)
    book, _ = imported_log(book, saved(name.replace("cards-", "log-")), NOW)

    assert _without_zeros(both_tables(book)) == _without_zeros(both_tables(own_book(language_of(name))))


@pytest.mark.parametrize("country", ["en_US", "en_GB"])
def test_d13_where_a_column_does_not_say_what_comes_first_nobody_guesses(country: str) -> None:
    with pytest.raises(RowRefused) as found:
        read_table(TABLES / f"cards-zh_CN.excel-{country}.csv", cards_csv.COLUMNS)
    assert (found.value.column, found.value.damage) == ("balance_on", Damage.DAY_OR_MONTH)


def saved(name: str) -> Table:
    """Return a table that a spreadsheet saved, its owner saying which comes first in its country."""
    columns = cards_csv.COLUMNS if name.startswith("cards") else log_csv.COLUMNS
    sheet = read_sheet(TABLES / name, language_of(name))
    first = {"en_US": False, "en_GB": True}.get(name.split(".")[1].removeprefix("excel-"))
    return table_of(sheet, columns_named(sheet.header, columns), day_first=first)


def _without_zeros(tables: tuple[bytes, bytes]) -> list[list[str]]:
    cells = [row for one in tables for row in csv.reader(io.StringIO(one.decode("utf-8-sig"), newline=""))]
    return [[one.lstrip("0").replace(",", "").rstrip("0") for one in row] for row in cells]


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW", "ja"])
@pytest.mark.parametrize(
    ("name", "encoding", "separator", "label"),
    [
        ("zh_CN.gbk", Encoding.GB18030, ",", "外婆的卡"),
        ("zh_TW.big5", Encoding.BIG5, ";", "外婆的卡"),
        ("ja.sjis", Encoding.SHIFT_JIS, "\t", "祖母のSIM"),
        ("en.western", Encoding.WESTERN, ";", "Grand-mère"),
    ],
)
def test_d13_a_table_made_by_hand_is_understood_in_a_program_of_any_language(
    name: str, encoding: Encoding, separator: str, label: str, language: str
) -> None:
    sheet = read_sheet(TABLES / f"byhand-{name}.csv", language)
    found = table_of(sheet, columns_named(sheet.header, cards_csv.COLUMNS))
    book, lines = imported_cards(Book(), found, catalog(), NOW)

    assert (sheet.encoding, sheet.separator) == (encoding, separator)
    assert [line.outcome for line in lines] == [Outcome.ADDED] * 2
    assert [(one.label == label, one.number) for one in book.cards] == [
        (True, "+819012345670"),
        (False, "+818023456780"),
    ]
    assert [str(one.statements[0].end_day) for one in book.cards] == ["2027-01-15", "2026-12-11"]
    assert found.left_out == (sheet.header[-1],)


def test_d13_what_was_concluded_is_said() -> None:
    sheet = read_sheet(TABLES / "byhand-en.western.csv", "en")
    found = table_of(sheet, columns_named(sheet.header, cards_csv.COLUMNS))

    assert remarks(found) == [
        "The file is read as Windows-1252 (western European).",
        "Column Expiry date: “11/12/2026” is read as Fri 11 Dec 2026, as other dates of the column show.",
        "Left out: Colour.",
    ]


def test_d14_the_cells_of_a_table_are_no_formulas_and_no_numbers() -> None:
    for data in both_tables(own_book("zh_CN")):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for one in row:
                assert not one.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert not (one.isdigit() and len(one) > 11)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("iccid", ["8.9E+19"]),
        ("iccid", ["8,98E+19"]),
        ("iccid", ["8981100012345670000"]),
        ("iccid", ["89811000123456700000"]),
        ("number", ["8.19012E+11"]),
        ("id", ["1.23E+57"]),
        ("balance", ["1.5E+12"]),
        ("data_left_mb", ["1.23457E+11"]),
    ],
)
def test_d14_what_a_spreadsheet_has_rounded_is_refused_by_its_place(
    tmp_path: Path, column: str, cells: list[str]
) -> None:
    error = refused(tmp_path / "t.csv", column, "", *cells)

    assert (error.line, error.column, error.damage, error.value) == (3, column, Damage.ROUNDED, cells[0])


def test_d14_an_iccid_in_full_is_taken_with_or_without_its_apostrophe(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"

    assert cell(path, "iccid", "'8981100012345678901", "8981100012345678901", "８９８１１０００１２３４") == [
        "8981100012345678901",
        "8981100012345678901",
        "898110001234",
    ]
    # That it ends in zeros is no doubt where an apostrophe says that it was text all along.
    assert cell(path, "iccid", "'8981100012345670000") == ["8981100012345670000"]


@pytest.mark.parametrize(
    "number",
    [
        "+819012345678",
        "819012345678",
        "09012345678",
        "9012345678",
        "０９０－１２３４－５６７８",
        "090 1234 5678",
    ],
)
def test_d14_a_number_is_the_same_whatever_a_spreadsheet_did_to_its_signs(
    tmp_path: Path, number: str
) -> None:
    rows = {"label": "x", "carrier": "softbank", "plan": "sb-simple-style", "number": number}
    text = ",".join(rows) + "\r\n" + ",".join(rows.values()) + "\r\n"
    book, _ = imported_cards(Book(), table(tmp_path / "t.csv", text.encode()), catalog(), NOW)

    assert book.cards[0].number == "+819012345678"


@pytest.mark.parametrize("number", ["819012345678", "9012345678", "8.19012E+11"])
def test_d14_a_number_that_lost_its_country_is_not_guessed(tmp_path: Path, number: str) -> None:
    text = f"label,number,timezone,basis\r\nx,{number},Asia/Tokyo,none\r\n"
    with pytest.raises(RowRefused) as found:
        imported_cards(Book(), table(tmp_path / "t.csv", text.encode()), catalog(), NOW)
    assert (found.value.line, found.value.column, found.value.value) == (2, "number", number)


def _with_ids_of_letters(book: Book) -> Book:
    """Return the book with ids that nobody takes for numbers, as almost all of SimDesk's own are."""
    return replace(
        book,
        cards=tuple(replace(one, id=f"c{one.id}") for one in book.cards),
        renewals=tuple(replace(one, id=f"r{one.id}", card_id=f"c{one.card_id}") for one in book.renewals),
    )


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(books().map(_with_ids_of_letters))
def test_d14_any_book_survives_any_spreadsheet_or_is_refused_by_a_place(book: Book) -> None:
    """Text that looks like a date or a power of ten is another one afterwards, and is said to be changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        for program in SPREADSHEETS.values():
            tables = (saved_by(program, one) for one in both_tables(book))
            try:
                after = through_both(path, book, (next(tables), next(tables)))
            except RowRefused as error:
                if error.line == 1:
                    raise
                continue
            for one, old in zip(after.cards, book.cards, strict=True):
                assert (one.number, one.iccid, one.statements) == (old.number, old.iccid, old.statements)
                assert (one.balance_on, one.opened_on, one.install_by) == (
                    old.balance_on,
                    old.opened_on,
                    old.install_by,
                )
                assert (one.rule, one.balance and one.balance.decimal) == (
                    old.rule,
                    old.balance and old.balance.decimal,
                )


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (
            ["2026/11/21", "2026/1/5", "2026-1-5", "2026.11.21"],
            ["2026-11-21", "2026-01-05", "2026-01-05", "2026-11-21"],
        ),
        (["21.11.2026", "1.2.2026"], ["2026-11-21", "2026-02-01"]),
        (["2026年11月21日", "２０２６／１１／２１", "20261121"], ["2026-11-21"] * 3),
        (["2026/11/21 0:00", "2026-11-21 00:00:00"], ["2026-11-21"] * 2),
        (["21-Nov-2026", "Nov 21, 2026", "21 November 2026"], ["2026-11-21"] * 3),
        (["11/12/2026", "11/21/2026"], ["2026-11-12", "2026-11-21"]),
        (["11/12/2026", "21/11/2026"], ["2026-12-11", "2026-11-21"]),
        (["11/11/2026"], ["2026-11-11"]),
        (["", "2026-11-21"], ["", "2026-11-21"]),
        (["٢٠٢٦-١١-٢١", "2026-11-21 "], ["2026-11-21"] * 2),
    ],
)
def test_dates_as_spreadsheets_write_them(tmp_path: Path, cells: list[str], days: list[str]) -> None:
    assert cell(tmp_path / "t.csv", "expires_on", *cells) == days


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (["11/12/2026"], 2),
        (["2026-11-21", "1/2/2026"], 3),
        (["21/11/2026", "11/21/2026"], 3),
        (["11/21/2026", "1/2/2026", "21/11/2026"], 4),
    ],
)
def test_a_day_that_could_be_two_is_refused_unless_its_column_decides(
    tmp_path: Path, cells: list[str], line: int
) -> None:
    error = refused(tmp_path / "t.csv", "expires_on", *cells)

    assert (error.line, error.column, error.damage) == (line, "expires_on", Damage.DAY_OR_MONTH)
    assert error.value == cells[line - 2]


@pytest.mark.parametrize(
    "text", ["21/11/2569", "1405/08/30", "令和8年11月21日", "11/21/26", "21.13.2026", "46347"]
)
def test_d11_a_day_of_another_calendar_or_without_its_century_is_not_guessed(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(RowRefused) as found:
        take_cards(
            tmp_path / "t.csv",
            Book(),
            {"label": "x", "timezone": "Asia/Tokyo", "basis": "none", "opened_on": text},
        )
    assert (found.value.column, found.value.damage, found.value.value) == (
        "opened_on",
        Damage.NOT_A_DATE,
        text,
    )


@pytest.mark.parametrize(
    "text", ["2028-04", "Apr-28", "2028年4月", "2028/4", "2028/4/1", "04/2028", "April 2028"]
)
def test_a_month_as_spreadsheets_write_it(tmp_path: Path, text: str) -> None:
    assert cell(tmp_path / "t.csv", "payment_card_expires", text) == ["2028-04"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3,50", "3.50"),
        ("1,240.50", "1240.50"),
        ("３０００", "3000"),
        ("¥3000", "3000"),
        ("3000円", "3000"),
        ("'-5", "-5"),
    ],
)
def test_amounts_that_are_read_in_one_way_only(tmp_path: Path, text: str, amount: str) -> None:
    assert cell(tmp_path / "t.csv", "balance", text) == [amount]


@pytest.mark.parametrize("text", ["3,000", "3.000,50", "1 240", "3.0.0"])
def test_amounts_that_are_not_stay_for_the_reader_to_refuse(tmp_path: Path, text: str) -> None:
    assert cell(tmp_path / "t.csv", "balance", text) == [text]


def test_what_is_empty_at_the_end_is_nothing(tmp_path: Path) -> None:
    data = "id,label,note,,\r\na,A,x,,\r\nb,B\r\n,,,,\r\n\r\nc,C,z,\r\n"
    found = table(tmp_path / "t.csv", data.encode())

    assert found.columns == ("id", "label", "note")
    assert [dict(row.cells) for row in found.rows] == [
        {"id": "a", "label": "A", "note": "x"},
        {"id": "b", "label": "B"},  # of its note it says nothing, so the note stays
        {"id": "c", "label": "C", "note": "z"},
    ]


def test_a_last_line_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RowRefused) as found:
        table(tmp_path / "t.csv", b"id,label,note\r\na,A,x\r\nb,B")
    assert (found.value.line, found.value.damage) == (3, Damage.CELL_COUNT)


@pytest.mark.parametrize("start", ["sep=;\r\n", '"sep=;"\n', "\ufeffsep=;\r\n"])
def test_a_first_line_that_says_the_separator(tmp_path: Path, start: str) -> None:
    found = table(tmp_path / "t.csv", f"{start}label;note\r\nA;b,c\r\n".encode())

    assert [(row.line, dict(row.cells)) for row in found.rows] == [(3, {"label": "A", "note": "b,c"})]


@pytest.mark.parametrize(
    "locale", ["ja_JP.UTF-8@calendar=japanese", "th_TH.UTF-8", "fa_IR.UTF-8", "ar_EG.UTF-8"]
)
def test_d11_a_table_has_gregorian_dates_in_ascii_digits_in_any_locale(tmp_path: Path, locale: str) -> None:
    book = own_book("ja")
    FileStore(data_folder(str(tmp_path), {})).apply(lambda _: book)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    for kind, _columns in kinds():
        done = subprocess.run(
            [sys.executable, "-m", "simdesk", "--data-dir", str(tmp_path), "export", kind, "-"],
            env={**clean, "LC_ALL": locale, "LANG": locale},
            capture_output=True,
            check=True,
        )
        assert done.stdout == (TABLES / f"{kind}-ja.csv").read_bytes()
        assert not any(sign.isdigit() and not sign.isascii() for sign in done.stdout.decode())


@pytest.mark.parametrize(
    ("before", "saved", "encoding"),
    [
        ("Two\r\nlines", "Two\nlines", "utf-8"),
        ("Two\nlines", "Two\r\nlines", "utf-8"),
        ("12E4", "120000", "utf-8"),
        ("12E4", "1.2E+05", "utf-8"),
        ("12E45", "1,2E+046", "utf-8"),
        ("3,000", "3000", "utf-8"),
        ("3,000", "3.000", "cp1252"),
        ("3,00", "3", "cp1252"),
        ("7-11", "7-Nov", "utf-8"),
        ("7-11", "11-Jul", "cp1252"),
        ("7-11", "Jul-11", "utf-8"),
        ("7-11", "11月7日", "gbk"),
        ("7-11", "7月11日", "cp932"),
        ("7-11", "07/11/2026", "utf-8"),
        ("7/11", "2026-07-11", "utf-8"),
        ("2026-11-12", "2026/11/12", "gbk"),
        ("2026-11-12", "12.11.2026", "cp1252"),
        ("2026-11-12", "11/12/2026", "utf-8"),
        ("保号卡 😀", "保号卡 ?", "gbk"),
        ("银行 März", "银行 M?rz", "gbk"),
        ("銀行卡 号", "銀行卡 ?", "cp950"),
        ("予備〜高", "予備～高", "cp932"),
        ("Zürich 银行", "Zürich ??", "cp1252"),
    ],
)
def test_d13_what_a_spreadsheet_had_no_signs_for_is_not_taken_from_the_book(
    tmp_path: Path, before: str, saved: str, encoding: str
) -> None:
    path, language = tmp_path / "table.csv", {"cp932": "ja", "cp950": "zh_TW", "cp1252": "en"}.get(encoding)
    rows = {"id": "a", "label": before, "timezone": "Asia/Tokyo", "basis": "use", "note": before}
    book, _ = take_cards(path, Book(), rows)
    cells = [["id", "label", "note"], ["a", saved, saved]]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(cells)

    read = table(path, text.getvalue().encode(encoding), language or "zh_CN")

    assert imported_cards(book, read, catalog(), NOW)[0] is book
    # What was typed anew is taken all the same.
    other = table(path, text.getvalue().replace(saved, "typed").encode(), "en")
    assert imported_cards(book, other, catalog(), NOW)[0].cards[0].label == "typed"


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        ("7-11", "7/11"),
        ("7-11", "11-7"),
        ("7-11", "8-Nov"),
        ("3,000", "30,000"),
        ("2026-11-12", "2026-12-11"),
        ("2026-11-12", "2027/11/12"),
        ("2026-11-12", "13/11/2026"),
    ],
)
def test_d13_another_word_like_a_date_or_a_number_is_an_edit(tmp_path: Path, before: str, typed: str) -> None:
    path = tmp_path / "table.csv"
    rows = {"id": "a", "label": before, "timezone": "Asia/Tokyo", "basis": "use"}
    book, _ = take_cards(path, Book(), rows)

    read = table(path, f'id,label\r\na,"{typed}"\r\n'.encode(), "en")

    assert imported_cards(book, read, catalog(), NOW)[0].cards[0].label == typed


def test_d13_a_question_mark_that_the_encoding_did_not_make_is_an_edit(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = {"id": "a", "label": "银行吗？", "timezone": "Asia/Tokyo", "basis": "use"}
    book, _ = take_cards(path, Book(), rows)

    read = table(path, "id,label\r\na,银行吗?\r\n".encode("gbk"), "zh_CN")

    assert imported_cards(book, read, catalog(), NOW)[0].cards[0].label == "银行吗?"
