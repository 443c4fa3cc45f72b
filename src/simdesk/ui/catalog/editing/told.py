"""What the owner typed, against what stood there in four languages."""

from simdesk.catalog.own import in_one_language
from simdesk.catalog.text import Text


def flat(words: str) -> str:
    """Return the words on one line, with single spaces."""
    return " ".join(words.split())


def told(words: str, before: Text | None) -> Text | None:
    """Return what *words* say; None if nothing.

    *before*, in all its languages, where they are still the words of one of them.
    """
    plain = words.strip()
    if not plain:
        return None
    return before if is_still(plain, before) else in_one_language(plain)


def is_still(words: str, before: Text | None) -> bool:
    """Return whether *words* are what *before* says in one of its languages."""
    return before is not None and flat(words) in map(flat, before.every())
