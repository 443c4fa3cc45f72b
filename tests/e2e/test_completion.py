"""Bash offers every command, option and argument that there is, and nothing that is not."""

import subprocess
from pathlib import Path

import pytest

from simdesk.cli.options import ANYWHERE, COMMANDS, WINDOW, Command
from tests.house.source import ROOT
from tests.machine import needs

SCRIPT = ROOT / "packaging" / "linux" / "bash-completion" / "simdesk"
# Bash makes words of the line, three of an option with "="; compopt is for a line that is being typed.
ASK = """
compopt() { :; }
. "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_simdesk
printf '%s\\n' "${COMPREPLY[@]}"
"""
ALONE = {"": Command(WINDOW), **COMMANDS}


def offered(*line: str, folder: Path = ROOT) -> list[str]:
    """What is offered for the last of the words."""
    needs("bash")
    done = subprocess.run(
        ["bash", "-c", ASK, "ask", SCRIPT, "simdesk", *line],
        capture_output=True,
        check=True,
        text=True,
        cwd=folder,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1] if done.stdout.strip() else []


@pytest.fixture
def folder(home: Path) -> Path:
    """A folder with a backup, a table and a folder, each with a name that could be taken for two."""
    (home / "work" / "old ones").mkdir(parents=True)
    (home / "work" / "all cards.simdesk").touch()
    (home / "work" / "my cards.csv").touch()
    return home / "work"


@pytest.mark.parametrize("command", ALONE)
def test_every_option_of_a_command_is_offered(command: str) -> None:
    expected = ANYWHERE | ALONE[command].options
    words = [command] if command else []

    assert sorted(offered(*words, "-")) == sorted(expected)
    assert sorted(offered(*words, "--lang", "ja", "--")) == sorted(expected)
    assert sorted(offered("--lang", "=", "ja", *words, "--")) == sorted(expected)


def test_every_command_is_offered_and_each_backup(folder: Path) -> None:
    assert offered("", folder=folder) == [*COMMANDS, *offered("restore", "", folder=folder)]
    assert sorted(offered("restore", "", folder=folder)) == ["all cards.simdesk", "old ones"]
    assert offered("--demo", "li") == ["list"]
    assert offered("--data-dir", "list", "exp") == ["export"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_of_a_command_is_offered(command: str, folder: Path) -> None:
    here = ["all cards.simdesk", "my cards.csv", "old ones"]
    given = [command]
    for argument in COMMANDS[command].arguments:
        found = offered(*given, "", folder=folder)
        if "|" in argument:
            assert found == argument.split("|")
        else:
            assert sorted(found) == (
                [name for name in here if ".csv" not in name] if command == "restore" else here
            )
        given.append(argument.partition("|")[0])

    assert offered(*given, "", folder=folder) == []


@pytest.mark.parametrize(
    "option", sorted({name: 0 for one in ALONE.values() for name in ANYWHERE | one.options})
)
def test_the_value_of_an_option_is_offered(option: str, folder: Path) -> None:
    values = {name: what for one in ALONE.values() for name, what in (ANYWHERE | one.options).items()}
    expected = {"--lang": ANYWHERE["--lang"].split("|"), "--data-dir": ["old ones"]}
    if not values[option]:
        assert offered(option, "due", "--with") == ["--within"]
        return

    assert offered(option, "", folder=folder) == expected.get(option, [])
    assert offered(option, "=", folder=folder) == expected.get(option, [])
    if option == "--lang":
        assert offered(option, "=", "zh_T") == ["zh_TW"]
