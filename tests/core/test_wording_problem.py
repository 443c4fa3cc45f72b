"""Every failure in words: what, where, and what became of the data."""

import errno
from pathlib import Path

import pytest

from simdesk import errors
from simdesk.errors import Damage
from simdesk.wording.language import LANGUAGES, use
from simdesk.wording.problem import damage_words, problem

BOOK = Path("/home/a/simdesk.json")
REST = ". Nothing was changed."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            errors.FileDamaged(BOOK, Damage.NOT_A_DATE, 12, 7, "$.cards[0].install_by", "2026-02-30"),
            (
                "/home/a/simdesk.json, line 12, column 7, field $.cards[0].install_by:"
                " this is not a date such as 2026-11-23 (“2026-02-30”). The file was left as it is."
            ),
        ),
        (
            errors.FileDamaged(BOOK, Damage.EMPTY),
            "/home/a/simdesk.json: the file is empty. The file was left as it is.",
        ),
        (
            errors.FileDamaged(BOOK, Damage.NOT_JSON, 3),
            "/home/a/simdesk.json, line 3: this is not JSON. The file was left as it is.",
        ),
        (
            errors.FileNewer(BOOK, 3, 1),
            "/home/a/simdesk.json was written by a newer SimDesk (format 3, this one reads up to 1)" + REST,
        ),
        (
            errors.FileUnreadable(BOOK, "Permission denied"),
            "/home/a/simdesk.json cannot be read: the system does not allow it" + REST,
        ),
        (
            errors.FileUnwritable(BOOK, "Input/output error"),
            "/home/a/simdesk.json cannot be written: the disk reports an error" + REST,
        ),
        (
            errors.FileUnwritable(BOOK, "No locks available", lockless=True),
            (
                "/home/a/simdesk.json cannot be locked: the drive knows no locks, without which two programs"
                " could write at once. Nothing was changed. Keep the data folder on another drive."
            ),
        ),
        (
            errors.FileUnwritable(BOOK, "No space left on device", disk_full=True),
            "There is no room left to write /home/a/simdesk.json" + REST,
        ),
        (
            errors.FileUnwritable(BOOK, "Read-only file system", read_only=True),
            "/home/a/simdesk.json cannot be written: the place is read-only" + REST,
        ),
        (
            errors.FileBusy(BOOK),
            "Another SimDesk is busy with /home/a/simdesk.json. Nothing was changed; try again.",
        ),
        (
            errors.RowRefused("cards.csv", 3, "expires_on", Damage.NOT_A_DATE, "tomorrow"),
            (
                "cards.csv, line 3, column expires_on: this is not a date such as 2026-11-23 (“tomorrow”)."
                " Nothing was imported."
            ),
        ),
        (
            errors.RowRefused("-", 3, "", Damage.AMBIGUOUS),
            "-, line 3: more than one card fits. Nothing was imported.",
        ),
        (
            errors.ColumnsRefused("cards.csv", unknown=("colour", "shape")),
            "cards.csv: unknown columns colour, shape. Nothing was imported.",
        ),
        (
            errors.ColumnsRefused("cards.csv", ("colour",), ("label",), ("id",)),
            (
                "cards.csv: unknown columns colour; missing columns label; columns there twice id."
                " Nothing was imported."
            ),
        ),
        (errors.CardGone("a"), "This card is no longer there. Nothing was changed."),
        (errors.RenewalGone("r"), "This renewal is no longer in the log. Nothing was changed."),
        (errors.StepOutdated("Renew {x}"), "“Renew {x}” was changed again since. Nothing was changed now."),
        (errors.BadOption("--on", "soon"), "“soon” does not fit --on. Nothing was done."),
        (errors.BadOption("--colour"), "“--colour” is not understood. Nothing was done."),
        (
            errors.ReceiptRefused(Path("/a/film.mp4"), 10, 20_000_000),
            "film.mp4 is neither a picture nor a PDF. It was not kept.",
        ),
        (
            errors.ReceiptRefused(Path("/a/big.png"), 20_000_001, 20_000_000),
            "big.png is larger than 20 MB. It was not kept.",
        ),
        (
            OSError(errno.EACCES, "Permission denied", "/a/b"),
            "/a/b: the system does not allow it. Nothing was saved.",
        ),
        (OSError("strange"), "The system refused: strange. Nothing was saved."),
        (OSError(), "The system refused: OSError. Nothing was saved."),
        (ZeroDivisionError("x"), "SimDesk did not expect this (ZeroDivisionError). Nothing was saved."),
    ],
)
def test_a_failure_in_english(error: Exception, words: str) -> None:
    assert problem(error) == words


@pytest.mark.parametrize(
    ("language", "damaged", "row", "full"),
    [
        (
            "zh_CN",
            "a，第 12 行，第 7 列，字段 x：没有这种货币（“JPN”）。文件保持原样。",
            "cards.csv，第 3 行，label 列：不能为空。未导入任何内容。",
            "空间不足，无法写入 /home/a/simdesk.json。未做任何更改。",
        ),
        (
            "zh_TW",
            "a，第 12 行，第 7 欄，欄位 x：沒有這種貨幣（「JPN」）。檔案維持原狀。",
            "cards.csv，第 3 行，label 欄：不能空白。沒有匯入任何內容。",
            "空間不足，無法寫入 /home/a/simdesk.json。沒有變更任何內容。",
        ),
        (
            "ja",
            "a、12 行目、7 桁目、項目 x：そのような通貨はありません（「JPN」）。ファイルはそのままです。",
            "cards.csv、3 行目、label 列：空にはできません。何も読み込んでいません。",
            "空き容量が足りず /home/a/simdesk.json に書き込めません。何も変更していません。",
        ),
    ],
)
def test_a_failure_in_other_languages(language: str, damaged: str, row: str, full: str) -> None:
    use(language)
    wrong = errors.FileDamaged(Path("a"), Damage.UNKNOWN_CURRENCY, 12, 7, "x", "JPN")
    assert problem(wrong) == damaged
    assert problem(errors.RowRefused("cards.csv", 3, "label", Damage.MISSING_VALUE)) == row
    assert problem(errors.FileUnwritable(BOOK, "", disk_full=True)) == full


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_damage_has_words_of_its_own(language: str) -> None:
    use(language)
    words = [damage_words(damage) for damage in Damage]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb\x1b[31m\u202ec", "“a·b·[31m·c”"),
        ("x" * 60, "“" + "x" * 60 + "”"),
        ("x" * 61, "“" + "x" * 60 + "…”"),
        ("号码 090", "“号码 090”"),
        ("{day}", "“{day}”"),
    ],
)
def test_a_value_is_shown_in_one_line_and_cut(value: str, shown: str) -> None:
    words = problem(errors.RowRefused("cards.csv", 2, "label", Damage.TOO_LONG, value))
    assert words == f"cards.csv, line 2, column label: this is too long ({shown}). Nothing was imported."
