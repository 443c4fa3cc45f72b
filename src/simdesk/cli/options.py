"""What stands on the command line, as values.

Read by hand: the library for that takes as long to load as everything else that a list of cards
needs, and its complaints cannot be translated.
"""

import os
from collections.abc import Sequence
from datetime import date

from simdesk.errors import ArgumentMissing, BadOption, OptionsClash

ANYWHERE = {
    "--data-dir": "DIR",
    "--background": "",
    "--demo": "",
    "--lang": "en|zh_CN|zh_TW|ja",
    "--self-test": "",
    "--version": "",
    "--help": "",
}
"""The options that stand before or after any command, with the name of their value; empty: none."""

WINDOW = {"--add": "", "--renew": ""}
"""The options that are for the window only, in the same way."""

FILE = "FILE.simdesk"
"""What may stand in the place of a command: a backup, which the window then offers to restore."""


class Command:
    """What may follow a command: its options as in ANYWHERE, and the names of its arguments in order.

    An argument with a ``|`` in its name is one of the words between them.
    """

    def __init__(self, options: dict[str, str], arguments: tuple[str, ...] = ()) -> None:
        self.options = options
        self.arguments = arguments


COMMANDS = {
    "due": Command({"--on": "DATE", "--within": "DAYS", "--json": "", "--notify": ""}),
    "list": Command({"--on": "DATE", "--all": "", "--json": ""}),
    "export": Command({}, ("log|cards|calendar", "FILE")),
    "import": Command({"--dry-run": ""}, ("cards|log", "FILE")),
    "check": Command({}),
    "backup": Command({}, ("FILE",)),
    "restore": Command({"--settings": ""}, ("FILE",)),
}

_SHORT = {"-h": "--help"}

# What is told is told now and kept as told, and a demo sends nothing.
_CLASHES = (
    *(("--demo", "--data-dir"), ("--notify", "--on"), ("--notify", "--demo")),
    *(("--add", "--renew"), ("--add", "--background"), ("--renew", "--background")),
    *(("--demo", "--add"), ("--demo", "--renew")),
    # Something else would be begun, nobody would see it, or nothing would be kept.
    *((option, FILE) for option in ("--add", "--renew", "--background", "--demo")),
)


class Options:
    """The command, empty for the window, its arguments, and every option that was given.

    The window has at most one argument: a backup, as it was named. ``given`` maps an option to its value, and
    to an empty text where it has none.
    """

    def __init__(self, command: str, arguments: tuple[str, ...], given: dict[str, str]) -> None:
        self.command = command
        self.arguments = arguments
        self.given = given

    def has(self, option: str) -> bool:
        """Return whether the option was given."""
        return option in self.given

    @property
    def data_dir(self) -> str | None:
        """Return what ``--data-dir`` was given; None if it was not."""
        return self.given.get("--data-dir")

    @property
    def lang(self) -> str | None:
        """Return the language asked for; None if none was."""
        return self.given.get("--lang")

    @property
    def on(self) -> date | None:
        """Return the date of ``--on``; None if it was not given."""
        text = self.given.get("--on")
        return None if text is None else date.fromisoformat(text)

    @property
    def within(self) -> int | None:
        """Return the days of ``--within``; None if it was not given."""
        text = self.given.get("--within")
        return None if text is None else int(text)


def language_asked_for(words: Sequence[str]) -> str | None:
    """Return what follows the last ``--lang``, whatever it is; None where nothing does.

    For complaints about the rest of the line, which are made before the line is understood.
    """
    found = None
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            found = words[place + 1]
        elif word.startswith("--lang="):
            found = word.partition("=")[2]
    return found


def read_options(words: Sequence[str]) -> Options:
    """Return what *words* ask for; of an option given twice the last counts.

    With ``--help`` or ``--version`` nothing else is looked at.

    Raises:
        ArgumentMissing, BadOption, OptionsClash: for the first thing that cannot be meant.
    """
    for option in ("--help", "--version"):
        if option in words or (option == "--help" and "-h" in words):
            return Options("", (), {option: ""})
    given, plain = _sorted_out(list(words))
    if "--self-test" in given:
        _check_alone("--self-test", given, plain)
    named = bool(plain) and plain[0] not in COMMANDS and _is_file(plain[0])
    command = plain.pop(0) if plain and not named else ""
    if command and command not in COMMANDS:
        raise BadOption(command)
    known = COMMANDS[command] if command else Command(WINDOW, (FILE,) if named else ())
    for option, value in given.items():
        if option not in ANYWHERE and option not in known.options:
            raise BadOption(option)
        _check_value(option, value)
    _check_arguments(command, known.arguments, plain)
    for one, other in _CLASHES:
        if one in given and (other in given or (named and other == FILE)):
            raise OptionsClash(one, other)
    return Options(command, tuple(plain), given)


def _is_file(word: str) -> bool:
    """Return whether *word* names a backup: by how it ends, or because there is such a file.

    A word that is none of both is a mistyped command rather than a file.
    """
    return word.casefold().endswith(".simdesk") or word.startswith("file:") or os.path.isfile(word)  # noqa: PTH113


def _sorted_out(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options with their values, and the other words."""
    with_value = {name: what for one in COMMANDS.values() for name, what in one.options.items()}
    with_value |= ANYWHERE | WINDOW
    given: dict[str, str] = {}
    plain: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            plain += words
            break
        if word == "-" or not word.startswith("-"):
            plain.append(word)
            continue
        name, equals, value = word.partition("=")
        name = _SHORT.get(name, name)
        if name not in with_value or (equals and not with_value[name]):
            raise BadOption(word)
        if with_value[name] and not equals:
            if not words:
                raise ArgumentMissing(name, with_value[name])
            value = words.pop(0)
        given[name] = value
    return given, plain


def _check_alone(option: str, given: dict[str, str], plain: list[str]) -> None:
    """Refuse whatever stands beside *option*, but for the language that it answers in."""
    for other in (*plain, *given):
        if other not in (option, "--lang"):
            raise OptionsClash(option, other)


def _check_value(option: str, value: str) -> None:
    match option:
        case "--lang":
            fits = value in ANYWHERE["--lang"].split("|")
        case "--on":
            fits = _is_date(value)
        case "--within":
            fits = value.isascii() and value.isdigit() and len(value) < 6
        case _:
            return
    if not fits:
        raise BadOption(option, value)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_arguments(command: str, names: Sequence[str], words: Sequence[str]) -> None:
    for name, word in zip(names, words, strict=False):
        if "|" in name and word not in name.split("|"):
            raise BadOption(command, word)
        if not word:
            raise ArgumentMissing(command, name)
    if len(words) < len(names):
        raise ArgumentMissing(command, names[len(words)])
    if len(words) > len(names):
        raise BadOption(words[len(names)])
