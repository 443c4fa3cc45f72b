"""Several names in one sentence."""

from collections.abc import Iterable, Sequence

from simdesk.wording.language import _n, _p


def names_words(names: Iterable[str], most: int) -> str:
    """Return *names* in quotation marks; beyond the first *most* only how many more there are."""
    held: Sequence[str] = tuple(names)
    shown = [_p("name", "“{text}”").format(text=name) for name in held[:most]]
    if len(held) > most:
        more = len(held) - most
        shown.append(_n("{n} more", "{n} more", more).format(n=more))
    return _p("list", ", ").join(shown)
