"""The files that were installed, compared with the list that was written when they were."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simdesk.wording.self_test import (
    Finding,
    Outcome,
    Subject,
    altered,
    missing,
    no_list,
    replaced,
    unusable,
)

if TYPE_CHECKING:
    from importlib.metadata import Distribution

INVENTORY = "inventory.sha256"
"""The list in a frozen program: digest and path, as sha256sum writes them, below the folder it lies in."""

_OURS = "simdesk/resources/"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)\n")


class Listed(NamedTuple):
    """A file as the list has it. ``digest`` is that of its content; ``own``: it is a resource of ours."""

    path: Path
    digest: bytes
    own: bool


def files() -> Iterator[Finding]:
    """Yield each file that is not there, and those that are not what was installed.

    Other libraries than those that SimDesk was built with are no failure: their licences give everybody
    the right to put in another, and whether it works is for the other checks.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    listed = _of_wheel() if frozen is None else _of_frozen(Path(frozen))
    if listed is None:
        yield Finding(Subject.FILES, Outcome.NOTE, no_list())
        return
    if not listed:
        yield Finding(Subject.FILES, Outcome.FAILED, altered(Path(str(frozen), INVENTORY)))
        return
    failed, others = False, []
    for one in listed:
        try:
            is_there = one.path.is_file()
            if is_there and _digest(one.path) == one.digest:
                continue
        except OSError as error:  # one that may not be read does not hide the next
            failed = True
            words = unusable(one.path, error.strerror or str(error))
            yield Finding(Subject.FILES, Outcome.FAILED, words)
            continue
        if is_there and not one.own:
            others.append(one.path)
            continue
        failed = True
        words = altered(one.path) if is_there else missing(one.path)
        yield Finding(Subject.FILES, Outcome.FAILED, words)
    if others:
        yield Finding(Subject.FILES, Outcome.NOTE, replaced(others))
    elif not failed:
        yield Finding(Subject.FILES, Outcome.OK, str(len(listed)))


def _of_frozen(folder: Path) -> list[Listed]:
    """Return the files of the frozen program in *folder*; none where the list is no whole one.

    Raises:
        FileNotFoundError: if there is no list.
    """
    found = []
    text = (folder / INVENTORY).read_bytes().decode("utf-8", "replace")
    for line in text.splitlines(keepends=True):
        match = _LINE.fullmatch(line)
        if match is None:
            return []
        digest, name = match.groups()
        found.append(Listed(folder / name, bytes.fromhex(digest), name.startswith(_OURS)))
    return found


def _of_wheel() -> list[Listed] | None:
    """Return the files of the wheel that runs here; None if none does: the sources do."""
    from importlib import metadata

    import simdesk

    package = Path(simdesk.__file__).parent
    for installed in metadata.distributions(name="simdesk"):
        if _is_same(Path(str(installed.locate_file("simdesk"))), package):
            found = [*_recorded(installed)]
            if any(one.path.name == "__main__.py" for one in found):
                return found
    return None


def _recorded(installed: "Distribution") -> Iterator[Listed]:
    """Yield the files of the package. What the library itself lists leaves out those that are missing.

    Where the command and the notes on the installation lie is up to whoever installs.
    """
    import base64
    import csv

    for name, digest, _size in csv.reader((installed.read_text("RECORD") or "").splitlines()):
        kind, _, value = digest.partition("=")
        if kind == "sha256" and name.startswith("simdesk/"):
            content = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
            yield Listed(Path(str(installed.locate_file(name))), content, name.startswith(_OURS))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _digest(path: Path) -> bytes:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
