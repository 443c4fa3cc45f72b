"""The command line as values: what it may say, and what one is told where it says something else."""

from datetime import date
from pathlib import Path

import pytest

from simdesk.cli.options import FILE, language_asked_for, read_options
from simdesk.errors import ArgumentMissing, BadOption, OptionsClash, SimDeskError


@pytest.mark.parametrize(
    "line",
    [
        "--data-dir /x --lang ja list --json",
        "list --json --data-dir /x --lang ja",
        "list --lang=ja --data-dir=/x --json",
        "--json --data-dir /x list --lang zh_CN --lang ja",
    ],
)
def test_options_stand_before_or_after_the_command(line: str) -> None:
    options = read_options(line.split())

    assert (options.command, options.arguments) == ("list", ())
    assert (options.data_dir, options.lang, options.has("--json"), options.has("--all")) == (
        "/x",
        "ja",
        True,
        False,
    )


def test_nothing_is_the_window() -> None:
    options = read_options([])

    assert (options.command, options.data_dir, options.lang) == ("", None, None)
    assert read_options(["--background", "--demo"]).has("--background")


def test_values_are_read() -> None:
    options = read_options("due --on 2026-12-24 --within 0".split())

    assert (options.on, options.within) == (date(2026, 12, 24), 0)
    assert (read_options(["due"]).on, read_options(["due"]).within) == (None, None)


def test_arguments_may_look_like_options() -> None:
    assert read_options(["export", "log", "-"]).arguments == ("log", "-")
    assert read_options(["export", "log", "--", "--json"]).arguments == ("log", "--json")
    assert read_options(["--data-dir", "--odd", "check"]).data_dir == "--odd"


@pytest.mark.parametrize("line", ["--help", "-h", "list --help", "--frobnicate --help", "export --help"])
def test_help_is_given_whatever_else_is_said(line: str) -> None:
    assert read_options(line.split()).given == {"--help": ""}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("frobnicate", BadOption("frobnicate")),
        ("calendar", BadOption("calendar")),
        ("--frobnicate", BadOption("--frobnicate")),
        ("list --dry-run", BadOption("--dry-run")),
        ("--json", BadOption("--json")),
        ("list --js", BadOption("--js")),
        ("list -x", BadOption("-x")),
        ("list --json=yes", BadOption("--json=yes")),
        ("list extra", BadOption("extra")),
        ("check a", BadOption("a")),
        ("export log a b", BadOption("b")),
        ("export pictures a", BadOption("export", "pictures")),
        ("import esim a", BadOption("import", "esim")),
        ("export", ArgumentMissing("export", "log|cards|calendar")),
        ("import cards", ArgumentMissing("import", "FILE")),
        ("due --on", ArgumentMissing("--on", "DATE")),
        ("list --data-dir", ArgumentMissing("--data-dir", "DIR")),
        ("due --on tomorrow", BadOption("--on", "tomorrow")),
        ("due --on 2026-02-30", BadOption("--on", "2026-02-30")),
        ("due --on 20261224", BadOption("--on", "20261224")),
        ("due --on 2026-W52-4", BadOption("--on", "2026-W52-4")),
        ("due --on ２０２６-12-24", BadOption("--on", "２０２６-12-24")),
        ("due --within -1", BadOption("--within", "-1")),
        ("due --within soon", BadOption("--within", "soon")),
        ("due --within 1.5", BadOption("--within", "1.5")),
        ("--lang de list", BadOption("--lang", "de")),
        ("--lang zh list", BadOption("--lang", "zh")),
        ("--demo --data-dir /x", OptionsClash("--demo", "--data-dir")),
        ("list --data-dir /x --demo", OptionsClash("--demo", "--data-dir")),
        ("lst", BadOption("lst")),
        ("list a.simdesk", BadOption("a.simdesk")),
        ("a.simdesk b.simdesk", BadOption("b.simdesk")),
        ("a.simdesk --json", BadOption("--json")),
        ("a.simdesk --add", OptionsClash("--add", FILE)),
        ("--renew a.simdesk", OptionsClash("--renew", FILE)),
        ("--background a.simdesk", OptionsClash("--background", FILE)),
        ("--demo a.simdesk", OptionsClash("--demo", FILE)),
        ("--add --renew", OptionsClash("--add", "--renew")),
        ("--renew --background", OptionsClash("--renew", "--background")),
        ("--background --add", OptionsClash("--add", "--background")),
        ("--demo --add", OptionsClash("--demo", "--add")),
        ("list --add", BadOption("--add")),
        ("due --renew", BadOption("--renew")),
        ("--add=x", BadOption("--add=x")),
    ],
)
def test_what_cannot_be_meant_is_refused(line: str, error: SimDeskError) -> None:
    with pytest.raises(type(error)) as refused:
        read_options(line.split())

    assert vars(refused.value) == vars(error)


@pytest.mark.parametrize(
    "line",
    [
        "a.simdesk",
        "--lang ja a.simdesk",
        "a.simdesk --data-dir /x",
        "/x/我的卡.SIMDESK",
        "file:///x/y",
        "-- -a.simdesk",
    ],
)
def test_a_backup_may_be_named(line: str) -> None:
    options = read_options(line.split())

    assert options.command == ""
    assert [word in line.split() for word in options.arguments] == [True]


def test_a_file_that_is_there_is_named_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("lst", "list", "with blank"):
        Path(name).write_bytes(b"")
    Path("folder").mkdir()

    assert read_options(["lst"]).arguments == ("lst",)
    assert read_options(["with blank"]).arguments == ("with blank",)
    assert read_options(["list"]).command == "list"
    assert read_options(["./list"]).arguments == ("./list",)
    with pytest.raises(BadOption):
        read_options(["folder"])


@pytest.mark.parametrize("line", ["--add", "--renew", "--renew --lang ja --data-dir /x"])
def test_the_window_may_begin_with_something(line: str) -> None:
    options = read_options(line.split())

    assert (options.command, options.arguments) == ("", ())
    assert options.has("--add") or options.has("--renew")


def test_an_empty_file_name_is_none() -> None:
    with pytest.raises(ArgumentMissing):
        read_options(["export", "log", ""])


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("--lang ja frobnicate", "ja"),
        ("frobnicate --lang=zh_TW", "zh_TW"),
        ("--lang ja --lang xx", "xx"),
        ("--lang", None),
        ("", None),
    ],
)
def test_the_language_is_known_before_the_line_is_understood(line: str, language: str | None) -> None:
    assert language_asked_for(line.split()) == language
