"""What is not tested while a file is read, since that would take longer than the reading.

Texts that must be written in a certain way, and records whose fields must agree.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, cast, runtime_checkable

from msgspec import UNSET, Raw, Struct, ValidationError, inspect, json

from simdesk.catalog.soundness import Fault
from simdesk.catalog.text import LONGEST
from simdesk.errors import Damage


@runtime_checkable
class Flawed(Protocol):
    """A record that can say what is wrong with it as a whole."""

    @property
    def flaw(self) -> Damage | None:
        """Return what is wrong; None if nothing is."""


def misshapen(value: object, place: str) -> Iterator[Fault]:
    """Yield every text in *value* that is not written as its type says, and every record with a flaw.

    A record is asked for its flaw only where its texts can be read.
    """
    sound = True
    if isinstance(value, Struct):
        for field, written, forms in _fields(type(value)):
            for fault in _within(getattr(value, field), f"{place}.{written}", forms):
                sound = False
                yield fault
    if sound and isinstance(value, Flawed) and (flaw := value.flaw) is not None:
        yield flaw, place, ""


def _within(value: object, place: str, forms: tuple[re.Pattern[str], ...]) -> Iterator[Fault]:
    match value:
        case str():
            for form in forms:
                if not form.search(value):
                    yield Damage.RULE, place, value
        case Raw():
            yield from _unread(value, place)
        case tuple():
            for index, one in enumerate(value):
                yield from _within(one, f"{place}[{index}]", forms)
        case _ if value is not None and value is not UNSET:
            yield from misshapen(value, place)


def _unread(words: Raw, place: str) -> Iterator[Fault]:
    try:
        length = len(json.decode(words, type=str))
    except ValidationError:
        yield Damage.WRONG_TYPE, place, ""
        return
    if not 1 <= length <= LONGEST:
        yield Damage.RULE, place, ""


@lru_cache(maxsize=256)
def _fields(kind: type[Struct]) -> tuple[tuple[str, str, tuple[re.Pattern[str], ...]], ...]:
    """Return name, name in the file and forms of every field of *kind*."""
    return tuple(
        (field.name, field.encode_name, tuple(_forms(field.type)))
        for field in cast(inspect.StructType, inspect.type_info(kind)).fields
    )


def _forms(kind: inspect.Type) -> Iterator[re.Pattern[str]]:
    match kind:
        case inspect.Metadata():
            if kind.extra_json_schema and "pattern" in kind.extra_json_schema:
                yield re.compile(kind.extra_json_schema["pattern"])
            yield from _forms(kind.type)
        case inspect.UnionType():
            for one in kind.types:
                yield from _forms(one)
        case inspect.VarTupleType():
            yield from _forms(kind.item_type)
