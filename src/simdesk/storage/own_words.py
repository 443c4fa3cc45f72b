"""What the owner said of rules, from ``catalog.json``, with nothing of the catalog loaded.

Read leniently: the details of a card show it, and whoever opens the catalog is told what is wrong.
"""

import os
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from simdesk.catalog.freshness import Looked, looked, rule_mark
from simdesk.domain.card import Rule
from simdesk.errors import FileDamaged, FileUnreadable
from simdesk.storage.folder import DataFolder
from simdesk.storage.reading import MARK, read_file


class _Check(msgspec.Struct, frozen=True):
    plan: str
    on: date
    rule: str


class _Written(msgspec.Struct, frozen=True):
    plan: str
    changed: datetime
    rule: Rule


class _Words(msgspec.Struct, frozen=True):
    format: int
    checks: tuple[_Check, ...] = ()
    rules: tuple[_Written, ...] = ()


def own_words(folder: DataFolder) -> Mapping[str, Looked]:
    """Return what the owner said of rules, by the id of the plan; empty where it cannot be read.

    A check of a shipped rule is given whatever rule it was of. Creates nothing and raises nothing.
    """
    try:
        found = os.stat(folder.catalog)  # noqa: PTH116, asked at every look at a card
    except OSError:
        return {}
    return _words(folder.catalog, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=2)
def _words(path: Path, _signature: tuple[int, ...]) -> Mapping[str, Looked]:
    try:
        said = msgspec.json.decode((read_file(path) or b"").removeprefix(MARK), type=_Words)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, FileDamaged, FileUnreadable):
        return {}
    if said.format != 1:
        return {}
    words = {check.plan: Looked(check.on, check.rule) for check in said.checks}
    for one in said.rules:
        word = looked(one.changed.date(), words.get(one.plan), rule_mark(one.rule))
        if word is not None:
            words[one.plan] = word
    return words
