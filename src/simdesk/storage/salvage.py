"""What can be saved of a damaged book, record by record, and what is lost with it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from simdesk.domain.book import FORMAT, Book, Record, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.renewal import Renewal
from simdesk.errors import Damage, FileDamaged
from simdesk.storage.checking import LARGEST
from simdesk.storage.decoding import decode_book
from simdesk.storage.diagnosing import shown
from simdesk.storage.fitting import KINDS, MOVING, RULING, fitted, legible, shelf_of, texts_of
from simdesk.storage.formats import refuse_newer
from simdesk.storage.piecing import SHELVES, Broken, Piece, pieces
from simdesk.storage.reading import MARK
from simdesk.storage.scanning import path_text, scan

LISTED = 1000
"""How many losses are described at most; all are counted."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_REVISION = re.compile(r'"revision"[ \t]*:[ \t]*([0-9]{1,16})[ \t\r\n]*[,}]')
_WORD = re.compile(r"[^\s,:\[\]{}\"]{0,41}")

What = Literal["card", "renewal", "payment_method", "tombstone", "book"]
_WHAT: Mapping[str, What] = {
    "cards": "card",
    "renewals": "renewal",
    "payment_methods": "payment_method",
    "tombstones": "tombstone",
}


class Counts(Struct, frozen=True):
    """How many records of each kind."""

    cards: int = 0
    renewals: int = 0
    payment_methods: int = 0
    tombstones: int = 0


class Loss(Struct, frozen=True):
    """Something that could not be saved.

    ``field`` empty: the whole record is lost; else only that was left out, or replaced by what says less.
    ``name`` is what the record is called, as far as that can be read, never its number. Of ``book`` it is
    text that belongs to no record.
    """

    kind: What
    id: str
    name: str
    field: str
    fact: FileDamaged


class Salvage(Struct, frozen=True):
    """A sound book, and what is not in it.

    ``found`` counts the records that were there as far as could be seen, ``kept`` those in ``book``. ``lost``
    counts what ``losses`` are, of which no more than ``LISTED`` are described.
    """

    book: Book
    kept: Counts
    found: Counts
    losses: tuple[Loss, ...]
    lost: int


def counts_of(book: Book) -> Counts:
    """Return how many records of each kind *book* has."""
    return Counts(*(len(getattr(book, shelf)) for shelf in SHELVES))


def salvage(data: bytes, path: Path) -> Salvage:
    """Return what can be saved of *data*, the content of *path*. Some seconds for 40 MB.

    Raises:
        FileNewer: if it is of a newer format: nobody here knows what is in it.
    """
    refuse_newer(data, path, FORMAT)
    try:
        book = decode_book(data, path)
    except FileDamaged:
        return _Salvaging(data, path).run()
    return Salvage(book, counts_of(book), counts_of(book), (), 0)


class _Salvaging:
    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        if data.startswith(_UTF_16):
            self._text = data.decode("utf-16", "replace")
        else:
            self._text = data.removeprefix(MARK).decode("utf-8", "replace")
        self._illegible = "\ufffd" in self._text
        self._found = dict.fromkeys(SHELVES, 0)
        self._kept: dict[str, dict[tuple[str, str], Record]] = {shelf: {} for shelf in SHELVES}
        self._losses: list[Loss] = []
        self._lost = 0
        self._lines = (0, 1)

    def run(self) -> Salvage:
        for one in pieces(self._text):
            if isinstance(one, Broken):
                self._lose("book", {}, "", self._fact(one.damage, one.at, ""))
            else:
                self._take(one)
        revision = _REVISION.search(self._text, 0, 1000)
        number = int(revision[1]) if revision else 0
        shelves: dict[str, Any] = {shelf: tuple(held.values()) for shelf, held in self._kept.items()}
        book = Book(revision=number if number <= LARGEST else 0, **shelves)
        found = Counts(**self._found)
        return Salvage(book, counts_of(book), found, tuple(self._losses), self._lost)

    def _take(self, piece: Piece) -> None:
        fields, texts = legible(piece.fields) if self._is_illegible(piece) else (piece.fields, [])
        shelf = shelf_of(fields)
        place = self._found[shelf]
        self._found[shelf] += 1
        known = dict(fields)
        flaws: list[tuple[str, FileDamaged]] = []
        for broken in piece.broken:
            where = path_text((shelf, place, broken.name)) if broken.name else ""
            flaws.append((broken.name or "…", self._fact(broken.damage, broken.at, where)))
        flaws += [
            (_name(parts), self._placed(piece, Damage.NOT_UTF8, (shelf, place), parts)) for parts in texts
        ]
        record, found = fitted(KINDS[shelf], fields)
        flaws += [
            (_name(flaw.parts), self._placed(piece, flaw.damage, (shelf, place), flaw.parts))
            for flaw in found
        ]
        if not piece.is_whole and not piece.broken:
            flaws.append(("…", self._fact(Damage.NOT_JSON, piece.end, "")))
        if record is None or _is_doubtful(KINDS[shelf], piece):
            fact = flaws[-1][1] if record is None else flaws[0][1]
            self._lose(_WHAT[shelf], known, "", fact)
            return
        self._keep(shelf, record, piece, place, known)
        for name, fact in flaws:
            self._lose(_WHAT[shelf], known, name, fact)

    def _keep(self, shelf: str, record: Record, piece: Piece, place: int, known: Mapping[str, Any]) -> None:
        kind = record.kind if isinstance(record, Tombstone) else ""
        first = self._kept[shelf].setdefault((kind, record.id), record)
        if first is record:
            return
        if first == record:
            self._found[shelf] -= 1
        else:
            fact = self._placed(piece, Damage.DUPLICATE_ID, (shelf, place), ("id",))
            self._lose(_WHAT[shelf], known, "", fact)

    def _lose(self, kind: What, fields: Mapping[str, Any], field: str, fact: FileDamaged) -> None:
        self._lost += 1
        if len(self._losses) < LISTED:
            held = fields.get("id")
            name = next(texts_of(fields), "")
            self._losses.append(Loss(kind, held if isinstance(held, str) else "", name, field, fact))

    def _is_illegible(self, piece: Piece) -> bool:
        text = self._text
        return (self._illegible and text.find("\ufffd", piece.at, piece.end) >= 0) or (
            text.find("\\ud", piece.at, piece.end) >= 0 or text.find("\\uD", piece.at, piece.end) >= 0
        )

    def _placed(
        self, piece: Piece, damage: Damage, record: tuple[str, int], parts: tuple[str | int, ...]
    ) -> FileDamaged:
        """Return the fact about the value that *parts* lead to from the record."""
        spot = scan(self._text[piece.at : piece.end], parts).spot if len(self._losses) < LISTED else None
        at = piece.at + (spot.at if spot else 0)
        return self._fact(damage, at, path_text((*record, *parts)), spot.text if spot else "")

    def _fact(self, damage: Damage, at: int, field: str, value: str | None = None) -> FileDamaged:
        if len(self._losses) >= LISTED:
            return FileDamaged(self._path, damage)  # nobody sees it, and lines take time to count
        since, line = self._lines if self._lines[0] <= at else (0, 1)
        line += self._text.count("\n", since, at)
        self._lines = at, line
        column = at - self._text.rfind("\n", 0, at)
        if value is None:
            word = _WORD.match(self._text, at)
            value = (word[0] if word else "") or self._text[at : at + 1].strip()
        return FileDamaged(self._path, damage, line, column, field, shown(value))


def _name(parts: tuple[str | int, ...]) -> str:
    return path_text(parts)[2:] or "…"


def _is_doubtful(kind: type[Record], piece: Piece) -> bool:
    """Return whether what is missing may have said when the record counts, or what it is at all."""
    names = {one.name for one in piece.broken}
    if kind is Renewal:
        return not piece.is_whole or not names.isdisjoint(MOVING | {""})
    if kind is Card:
        twice = {one.name for one in piece.broken if one.damage is Damage.DUPLICATE_KEY}
        return not twice.isdisjoint(RULING)
    return not piece.is_whole or not names <= set(kind.__struct_fields__)
