"""What holds about the start at login, and what any system's way of entering it can do."""

import os
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from simdesk.errors import BadOption
from simdesk.storage.folder import data_folder


class Starts(StrEnum):
    """What an entry starts.

    ``ANOTHER`` is a program that is there, but is not known to be this one; ``ANOTHER_FOLDER`` this one
    with other data; ``GONE`` a program that is not there, or nothing that can be understood.
    """

    NOTHING = "nothing"
    THIS = "this"
    ANOTHER = "another"
    ANOTHER_FOLDER = "another_folder"
    GONE = "gone"


class Standing(Struct, frozen=True, kw_only=True):
    """What the system has, as of a moment ago.

    ``on``: something that is there is started at login; None: nobody can say. ``command``: what the entry
    starts, empty if there is none. ``place``: the file or key of the entry, where it is or would be.
    ``switched_off``: there is an entry that says it is not to be followed, or the system was told so.
    ``opens_window``: the window would come with it. ``asked_portal``: it is what a portal answered last,
    for a sandbox cannot look. ``reason``: the system's own words where it could not be read.
    """

    on: bool | None
    starts: Starts = Starts.NOTHING
    command: tuple[str, ...] = ()
    place: str = ""
    switched_off: bool = False
    opens_window: bool = False
    asked_portal: bool = False
    reason: str = ""


class Autostart(Protocol):
    """One system's way to start a program with the session.

    ``waits``: the owner may be asked by the desktop, so that ``turn`` takes as long as that takes.
    """

    waits: bool

    def standing(self) -> Standing:
        """Return what is there now; quick, and changes nothing."""

    def turn(self, on: bool) -> Standing:
        """Enter this program, or see that it is not started; return what is there afterwards.

        Raises:
            SimDeskError: if the system or its owner refused; all is as it was.
        """

    def keep_background(self) -> None:
        """Tell a desktop that wants to be asked that the program goes on without a window.

        Raises:
            SimDeskError: if it refused.
        """

    def mend(self) -> bool:
        """Let an entry that SimDesk wrote, of a program that is gone, start this one; say whether it did.

        An entry that its owner edited, switched off or removed is left as it is.

        Raises:
            SimDeskError: if the system refused.
        """


class Start(Struct, frozen=True):
    """What is to be started: the words of ``program``, and what data it is told to open.

    ``root`` is the data folder; ``named``: a program that is told nothing would open other data.
    """

    program: tuple[str, ...]
    root: Path
    named: bool

    @property
    def command(self) -> tuple[str, ...]:
        """Return every word of the command."""
        return (*self.program, *self.options)

    @property
    def options(self) -> tuple[str, ...]:
        """Return what stands behind the program."""
        return ("--background", *(("--data-dir", str(self.root)) if self.named else ()))

    def of(self, command: Sequence[str], found: "Callable[[str], str | None]") -> Starts:
        """Return what *command* starts; *found* gives the path of a program, None if it is not there."""
        if not command or found(command[0]) is None:
            return Starts.GONE
        place = self._place_in(command, found)
        if place is None:
            # Behind a shell the rest is one word that only the shell understands.
            return Starts.THIS if any(self.program[0] in word for word in command[1:]) else Starts.ANOTHER
        named = _folder_named(command[place + len(self.program) :])
        try:
            opened = data_folder(named, {}).root
        except BadOption:
            return Starts.ANOTHER_FOLDER
        return Starts.THIS if _is_same(str(opened), str(self.root)) else Starts.ANOTHER_FOLDER

    def _place_in(self, command: Sequence[str], found: "Callable[[str], str | None]") -> int | None:
        rest = self.program[1:]
        for place, word in enumerate(command):
            path = found(word) if place == 0 else word
            same = path is not None and _is_same(path, self.program[0])
            if same and tuple(command[place + 1 : place + 1 + len(rest)]) == rest:
                return place
        return None


def start_of(root: Path, program: tuple[str, ...], environ: Mapping[str, str]) -> Start:
    """Return how *program* is started for the data folder *root*, whatever a session has in *environ*."""
    plain = data_folder(None, {}).root
    return Start(program, root, named=plain != root or data_folder(None, environ).root != root)


def _folder_named(options: Sequence[str]) -> str | None:
    named = None
    for place, word in enumerate(options):
        if word == "--data-dir" and place + 1 < len(options):
            named = options[place + 1]
        elif word.startswith("--data-dir="):
            named = word.partition("=")[2]
    return named


def _is_same(one: str, other: str) -> bool:
    if os.path.normcase(one) == os.path.normcase(other):
        return True
    try:
        # Of a virtual environment the interpreter is a link to one that knows nothing of SimDesk.
        folders = os.path.samefile(os.path.dirname(one), os.path.dirname(other))  # noqa: PTH120, PTH121
    except OSError:
        return False
    return folders and os.path.basename(one) == os.path.basename(other)  # noqa: PTH119


def program_found(name: str) -> str | None:
    """Return the path of a program that can be started; None if there is none of that name or path."""
    import shutil

    return shutil.which(name)
