"""The words that owners' own tables are headed and filled with, from ``resources/columns.json``."""

from functools import lru_cache

import msgspec
from msgspec import Struct

from simdesk.resources import resource


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by what they mean.

    ``columns``: for each column of SimDesk's tables and each language what it is called, the first being
    what it is shown as. ``values``: what stands for a value of a closed list, in any language. ``usual``:
    the signs that are written often in a language, for telling encodings apart.
    """

    columns: dict[str, dict[str, tuple[str, ...]]]
    values: dict[str, tuple[str, ...]]
    usual: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the shipped words.

    Raises:
        FileNotFoundError: if the installation is not whole.
    """
    return msgspec.json.decode(resource("columns.json").read_bytes(), type=Words)
