"""What a card gives to sentences, and the screen that shows them large."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from simdesk.catalog.phrases import Phrase, phrases
from simdesk.ui.help.boxes import Known
from simdesk.ui.help.subject import Subject
from simdesk.ui.renewal.clerk import BLANK, ClerkScreen
from simdesk.wording.language import current


def known_of(subject: Subject | None, *, seen: bool) -> Known:
    """Return what sentences need of a card; *seen*: the number as it is shown where it need not be read."""
    if subject is None:
        return {}
    return {"number": subject.shown if seen else subject.number, "amount": subject.amount}


def show_large(which: Sequence[Phrase], phrase_id: str, known: Known, parent: QWidget) -> ClerkScreen:
    """Fill the screen with the sentence *phrase_id*; the arrow keys turn to the others of *which*."""
    place = next((place for place, one in enumerate(which) if one.id == phrase_id), 0)
    without = phrases().no_payment_number.said(current())
    screen = ClerkScreen(which, known, without, parent, at=place, blank=BLANK)
    screen.showFullScreen()
    return screen
