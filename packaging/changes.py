"""Reads CHANGELOG.md: which releases there were, and what each changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
_RELEASE = re.compile(r"((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}) - (\d{4}-\d\d-\d\d)")
_HEADING = re.compile(r"(#{1,3}) (\S.*)")
_MARKUP = re.compile(r"`([^`]+)`|\*([^\s*](?:[^*]*[^\s*])?)\*")


@dataclass(frozen=True)
class Section:
    """What a release changed in one way: *kind* is of ``KINDS``, *items* are sentences without markup."""

    kind: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """One release: *sections* in the order of the file, *said* of the whole of it, empty where nothing is."""

    version: str
    date: date
    sections: tuple[Section, ...]
    said: str = ""


class UnreadableError(ValueError):
    """A line of the list of changes that is not in its form, with its number."""

    def __init__(self, number: int, line: str, why: str) -> None:
        super().__init__(f"CHANGELOG.md, line {number}: {why}: {line!r}")


@dataclass(frozen=True)
class _Block:
    """Lines that belong together, from line *number* on; *mark* is empty for a paragraph."""

    number: int
    mark: str
    text: str

    def refused(self, why: str) -> UnreadableError:
        return UnreadableError(self.number, f"{self.mark} {self.text}".strip(), why)


def releases(changelog: str) -> list[Release]:
    """The releases that the text of a CHANGELOG.md tells of, newest first; what is unreleased is left out.

    Raises:
        UnreadableError: a line is not in the form of the file, a release has nothing in it, or the releases
            are not in order.
    """
    parts: list[tuple[_Block, list[_Block]]] = []
    for block in _blocks(changelog):
        if block.mark == "##":
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
        elif block.mark in {"###", "-"}:
            raise block.refused("stands before the first release")
    if parts and parts[0][0].text == "Unreleased":
        del parts[0]
    told = [_release(head, inside) for head, inside in parts]
    for (newer, older), (head, _) in zip(pairwise(told), parts[1:], strict=True):
        if _order(older) >= _order(newer) or older.date > newer.date:
            raise head.refused(f"is not older than {newer.version}")
    return told


def _order(release: Release) -> tuple[int, ...]:
    return tuple(int(part) for part in release.version.split("."))


def _release(head: _Block, inside: list[_Block]) -> Release:
    named = _RELEASE.fullmatch(head.text)
    if named is None:
        raise head.refused("is not VERSION - YYYY-MM-DD")
    try:
        day = date.fromisoformat(named[2])
    except ValueError:
        raise head.refused("names no day") from None
    said: list[str] = []
    items: list[str] = []
    kinds: dict[str, list[str]] = {}
    for block in inside:
        if block.mark == "###" and block.text in KINDS and block.text not in kinds:
            items = kinds[block.text] = []
        elif block.mark == "-" and kinds:
            items.append(_plain(block))
        elif not block.mark and not kinds:
            said.append(_plain(block))
        else:
            raise block.refused("does not belong there")
    if not kinds or not all(kinds.values()):
        raise head.refused("has nothing in it, or a kind that has nothing")
    return Release(
        named[1], day, tuple(Section(kind, tuple(of)) for kind, of in kinds.items()), " ".join(said)
    )


def _blocks(changelog: str) -> Iterator[_Block]:
    """Headings, items and paragraphs, in order; lines that go on are taken together."""
    going: _Block | None = None
    for number, line in enumerate(changelog.splitlines(), 1):
        if going and _goes_on(going, line):
            going = _Block(going.number, going.mark, f"{going.text} {line.strip()}")
            continue
        if going:
            yield going
            going = None
        if heading := _HEADING.fullmatch(line):
            yield _Block(number, heading[1], heading[2])
        elif line:
            going = _begun(number, line)
    if going:
        yield going


def _begun(number: int, line: str) -> _Block:
    """The item or paragraph that begins with *line*."""
    if line.startswith("- ") and line[2:].strip():
        return _Block(number, "-", line[2:])
    if line[0] in " \t#-*+>|`":
        raise UnreadableError(number, line, "is not a heading, an item or a paragraph")
    return _Block(number, "", line)


def _goes_on(block: _Block, line: str) -> bool:
    """Whether *line* goes on with an item, two spaces in, or with a paragraph, at its margin."""
    inset = 2 if block.mark else 0
    return (
        bool(line) and len(line) - len(line.lstrip()) == inset and not line.lstrip().startswith(("- ", "#"))
    )


def _plain(block: _Block) -> str:
    """The sentence without markup; what is stressed is named on the screen, and gets quotation marks."""
    if re.search(r"[*`<\[\]]", _MARKUP.sub("", block.text)):
        raise block.refused("has markup that is not known")
    return _MARKUP.sub(lambda found: found[1] or f"“{found[2]}”", block.text)
