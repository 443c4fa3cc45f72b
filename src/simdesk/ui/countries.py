"""The countries one chooses from."""

from PySide6.QtCore import QCollator, QLocale

from simdesk.catalog.places import places
from simdesk.wording.language import current


def countries() -> list[tuple[str, str]]:
    """Return every country's ISO 3166 code and name, as a reader looks for them.

    By the alphabet, by pinyin, by strokes: the numbers of the signs are no order to anybody.
    """
    order = QCollator(QLocale(current())).sortKey
    named = ((one.code, one.name.said(current())) for one in places())
    return sorted(named, key=lambda pair: order(pair[1]))
