"""What a column of an owner's own table is, by its name."""

import pytest

from simdesk.exchange import cards_csv, log_csv
from simdesk.exchange.columns import column_named, column_words, columns_named
from simdesk.exchange.words import words
from simdesk.wording.language import LANGUAGES


@pytest.mark.parametrize("known", [cards_csv.COLUMNS, log_csv.COLUMNS], ids=["cards", "log"])
def test_every_column_is_called_something_in_every_language_and_no_name_means_two(known: list[str]) -> None:
    for column in known:
        assert set(words().columns[column]) == set(LANGUAGES)
        for language, names in words().columns[column].items():
            assert names
            assert {column_named(name, known) for name in (column, *names)} == {column}, language
    for language in LANGUAGES:
        assert len({column_words(column, language) for column in known}) == len(known)


def test_no_word_is_there_for_a_column_that_no_table_has() -> None:
    assert set(words().columns) == {*cards_csv.COLUMNS, *log_csv.COLUMNS}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Expiry date", "expires_on"),
        (" EXPIRES_ON ", "expires_on"),
        ("expires-on:", "expires_on"),
        ("到期日", "expires_on"),
        ("有効期限", "expires_on"),
        ("Ｎｏｔｅ", "note"),
        ("备注（可空）", "note"),
        ("Balance (JPY)", "balance"),
        ("剩余流量（MB）", "data_left_mb"),
        ("Colour", None),
        ("", None),
    ],
)
def test_names_as_people_write_them(name: str, column: str | None) -> None:
    assert column_named(name, cards_csv.COLUMNS) == column


def test_a_column_under_its_own_name_goes_before_one_that_is_called_like_it() -> None:
    assert columns_named(["Name", "label", "Note", "Notes", "x"], cards_csv.COLUMNS) == (
        None,
        "label",
        "note",
        None,
        None,
    )


def test_words_for_values_in_a_list_are_for_values_that_there_are() -> None:
    assert set(words().values) == {
        *("yes", "no"),
        *("physical", "esim", "virtual"),
        *("in_use", "archived", "ported_out", "confirmed_lost"),
    }
    assert set(words().usual) == {"zh_CN", "zh_TW", "ja"}
