"""The steps that led to the book, in a file of this device: a line of JSON each, the newest last.

From them a step can be taken back after a restart, a value of long ago be looked up, and a state that this
device shared with another be made again. What cannot be read of it is as if it had not been kept.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from simdesk.domain.book import PaymentMethod, Record, Tombstone
from simdesk.domain.card import Card
from simdesk.domain.history import LIMIT, Key, Source, Step, key_of
from simdesk.domain.merging import Lost
from simdesk.domain.renewal import Renewal
from simdesk.storage.folder import DataFolder
from simdesk.storage.known import put

SIZE = 20_000_000
"""The size in bytes from which the older half of the file is thrown away."""

ROOM = 100_000_000
"""The size in bytes up to which the last steps are kept even so."""

_BLOCK = 262_144
_BETWEEN = 5_000_000

R = TypeVar("R", Card, Renewal, PaymentMethod, Tombstone)
K = TypeVar("K", Card, Renewal, PaymentMethod)


class Was(Struct, Generic[R], frozen=True, omit_defaults=True):
    """A record that changed, before and after; None where there was none."""

    before: R | None = None
    after: R | None = None


class Changes(Struct, frozen=True, omit_defaults=True):
    """Records that changed, by kind."""

    cards: tuple[Was[Card], ...] = ()
    renewals: tuple[Was[Renewal], ...] = ()
    payment_methods: tuple[Was[PaymentMethod], ...] = ()
    tombstones: tuple[Was[Tombstone], ...] = ()


class Loser(Struct, Generic[K], frozen=True):
    """A record that lost in some fields of it."""

    fields: tuple[str, ...]
    record: K


class Losers(Struct, frozen=True, omit_defaults=True):
    """Records that lost in a merge, by kind."""

    cards: tuple[Loser[Card], ...] = ()
    renewals: tuple[Loser[Renewal], ...] = ()
    payment_methods: tuple[Loser[PaymentMethod], ...] = ()


class Aside(Struct, frozen=True):
    """A state that was taken in: ``before`` as it then became, ``after`` as it was itself."""

    digest: str
    changes: Changes


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step as it is kept: from the state ``parent`` to the state ``digest``."""

    revision: int
    parent: str
    digest: str
    at: datetime
    source: Source = "edit"
    label: str = ""
    changes: Changes = Changes()
    lost: Losers = Losers()
    asides: tuple[Aside, ...] = ()


_SHELVES: dict[type[Record], str] = {
    Card: "cards",
    Renewal: "renewals",
    PaymentMethod: "payment_methods",
    Tombstone: "tombstones",
}


def line_of(
    step: Step, *, revision: int, at: datetime, parent: str, digest: str, asides: tuple[Aside, ...] = ()
) -> Line:
    """Return *step*, which led from the state *parent* to *digest*, as it is kept."""
    return Line(
        revision=revision,
        parent=parent,
        digest=digest,
        at=at,
        source=step.source,
        label=step.label,
        changes=changes_of(step),
        lost=_losers_of(step),
        asides=asides,
    )


def changes_of(step: Step) -> Changes:
    """Return what *step* changed, as it is kept."""
    found: dict[str, list[Was[Any]]] = {}
    for key, before in step.before.items():
        found.setdefault(_SHELVES[key[0]], []).append(Was(before, step.after.get(key)))
    return Changes(**{shelf: tuple(records) for shelf, records in found.items()})


def _losers_of(step: Step) -> Losers:
    """Return what lost in the merge that *step* is, as it is kept."""
    found: dict[str, list[Loser[Any]]] = {}
    for one in step.lost:
        found.setdefault(_SHELVES[type(one.record)], []).append(Loser(one.fields, one.record))
    return Losers(**{shelf: tuple(records) for shelf, records in found.items()})


def records_of(changes: Changes) -> tuple[dict[Key, Record | None], dict[Key, Record | None]]:
    """Return the records of *changes* by kind and id, before and after."""
    before: dict[Key, Record | None] = {}
    after: dict[Key, Record | None] = {}
    for shelf in _SHELVES.values():
        for was in getattr(changes, shelf):
            record = was.before if was.after is None else was.after
            if record is not None:
                before[key_of(record)] = was.before
                after[key_of(record)] = was.after
    return before, after


def step_of(line: Line) -> Step:
    """Return the step that *line* is about."""
    before, after = records_of(line.changes)
    lost = (
        *(Lost("card", one.record.id, one.fields, one.record) for one in line.lost.cards),
        *(Lost("renewal", one.record.id, one.fields, one.record) for one in line.lost.renewals),
        *(Lost("payment_method", one.record.id, one.fields, one.record) for one in line.lost.payment_methods),
    )
    return Step(line.label, before, after, line.at, line.source, lost)


def append(folder: DataFolder, line: Line) -> None:
    """Put *line* behind the others, and throw the oldest away where they are too many.

    Raises:
        OSError: if the system refuses.
    """
    data = msgspec.json.encode(line) + b"\n"
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(folder.history, flags, 0o600)
    try:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        if size and _last_byte(descriptor, size) != b"\n":  # whoever wrote it was killed half-way
            data = b"\n" + data
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) or len(rest) :]
    finally:
        os.close(descriptor)
    if size + len(data) > SIZE and size // _BETWEEN != (size + len(data)) // _BETWEEN:
        _thin_out(folder.history)


def raw_lines(folder: DataFolder) -> Iterator[bytes]:
    """Give the lines as they stand in the file, the newest first; none where it cannot be read."""
    return _newest_first(folder.history)


def lines(folder: DataFolder) -> Iterator[Line]:
    """Give the lines that can be read, the newest first."""
    decoder = msgspec.json.Decoder(Line)
    for raw in _newest_first(folder.history):
        try:
            yield decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue


def past(folder: DataFolder, about: str = "") -> tuple[Step, ...]:
    """Return the last steps, the oldest first; *about*: every one kept that touches the record of that id.

    What a card's renewals went through touches the card.
    """
    if not about:
        newest = list(islice(map(step_of, lines(folder)), LIMIT))
        return tuple(reversed(newest))
    name = msgspec.json.encode(about)
    decoder = msgspec.json.Decoder(Line)
    found: list[Step] = []
    for raw in _newest_first(folder.history):
        if name in raw:
            try:
                step = step_of(decoder.decode(raw))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
            if _touches(step, about):
                found.append(step)
    return tuple(reversed(found))


def _touches(step: Step, about: str) -> bool:
    records = (*step.before.values(), *step.after.values(), *(one.record for one in step.lost))
    return any(
        record is not None and about in (record.id, getattr(record, "card_id", None)) for record in records
    )


def _newest_first(path: Path) -> Iterator[bytes]:
    """Give the lines of the file *path* from the last to the first; none where it cannot be read."""
    try:
        with path.open("rb") as file:
            at, rest = file.seek(0, os.SEEK_END), b""
            while at:
                size = min(_BLOCK, at)
                at -= size
                file.seek(at)
                rest, *found = (file.read(size) + rest).split(b"\n")
                yield from filter(None, reversed(found))
            if rest:
                yield rest
    except OSError:
        return


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _thin_out(path: Path) -> None:
    """Throw away what is older than the newest half, but for the last steps where there is room."""
    kept: list[bytes] = []
    total = 0
    for line in _newest_first(path):
        total += len(line) + 1
        if total > (ROOM if len(kept) < LIMIT else SIZE // 2):
            break
        kept.append(line + b"\n")
    put(path, reversed(kept))
