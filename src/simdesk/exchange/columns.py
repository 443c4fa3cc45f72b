"""Which of SimDesk's columns a column of an owner's own table is: by its name, in four languages."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from simdesk.errors import ColumnsRefused
from simdesk.exchange.words import words

Columns = tuple[str | None, ...]
"""For each column of a file the one of SimDesk's it is; None for one that is left out."""

_GAP = re.compile(r"[\s_\-]+")
_UNIT = re.compile(r"\([^()]*\)\Z")


def column_named(name: str, known: Sequence[str] | None = None) -> str | None:
    """Return the column of *known* that *name* means; None if it means none of them.

    *known* None: of all that any table of SimDesk's has.
    """
    names, key = _names(tuple(words().columns if known is None else known)), _key(name)
    return names.get(key) or names.get(_UNIT.sub("", key).rstrip())


def columns_named(header: Sequence[str], known: Sequence[str]) -> Columns:
    """Return what the columns of a file are, by name; a second one of a name is left out."""
    taken: set[str] = set()
    found: list[str | None] = []
    exact = own_columns(header)
    for name, own in zip(header, exact, strict=True):
        column = own if own in known else column_named(name, known)
        # A column under SimDesk's own name goes before one that is merely called something like it.
        if column is not None and (column in taken or (column != own and column in exact)):
            column = None
        if column is not None:
            taken.add(column)
        found.append(column)
    return tuple(found)


def own_columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return the names as SimDesk writes them, known or not."""
    return tuple(name.removeprefix("'").strip().lower() for name in header)


def only_own(path: str, header: Sequence[str], known: Sequence[str]) -> Columns:
    """Return the columns of a file that has SimDesk's own names.

    Raises:
        ColumnsRefused: for columns that are not of *known* or stand there twice.
    """
    columns = own_columns(header)
    unknown = tuple(name for name, column in zip(header, columns, strict=True) if column not in known)
    repeated = tuple(dict.fromkeys(name for name in columns if columns.count(name) > 1))
    if unknown or repeated:
        raise ColumnsRefused(path, unknown=unknown, repeated=repeated)
    return columns


def column_words(column: str, language: str) -> str:
    """Return what a column is called in a language."""
    by_language = words().columns[column]
    return by_language.get(language, by_language["en"])[0]


@lru_cache(maxsize=8)
def _names(known: tuple[str, ...]) -> dict[str, str]:
    every = words().columns
    found = {_key(column): column for column in known}
    for column in known:
        for names in every[column].values():
            for name in names:
                found.setdefault(_key(name), column)
    return found


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).removeprefix("'").strip(" \t\r\n.:#*").casefold()
    return _GAP.sub(" ", plain)
