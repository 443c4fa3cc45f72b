"""What the windows of help ask for, answered from the state, the settings and the catalog."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from simdesk.catalog.whole import Catalog
from simdesk.domain.numbers import masked
from simdesk.ui.browser import open_page
from simdesk.ui.help.hearsay_dialog import HearsayDialog
from simdesk.ui.help.phrases_dialog import PhrasesDialog
from simdesk.ui.help.subject import Cards, HelpDoors, Subject
from simdesk.ui.help.trouble_dialog import TroubleDialog
from simdesk.ui.preferences import Preferences
from simdesk.ui.renewal.clerk import spoken_amount
from simdesk.ui.renewal.copying import number_shown
from simdesk.ui.renewal.facts import Guide
from simdesk.ui.state import AppState

CatalogOf = Callable[[], Catalog]


def trouble_dialog_for(
    state: AppState,
    preferences: Preferences,
    catalog: CatalogOf,
    open_phrases: Callable[[str, str], object],
    *,
    ticked: set[str],
    parent: QWidget,
) -> TroubleDialog:
    """Return the trouble guide over the cards of the book as they are and become.

    *open_phrases* and *ticked* are those of :class:`HelpDoors` and of the window.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    doors = HelpDoors(open_page=open_page, open_phrases=open_phrases)
    dialog = TroubleDialog(_cards(state, preferences, catalog), doors, ticked, parent)
    _follow(state, preferences, dialog.look)
    return dialog


def phrases_dialog_for(
    state: AppState, preferences: Preferences, catalog: CatalogOf, parent: QWidget
) -> PhrasesDialog:
    """Return the sentences in Japanese, to be filled from the cards of the book as they are and become.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    dialog = PhrasesDialog(_cards(state, preferences, catalog), parent)
    _follow(state, preferences, dialog.look)
    return dialog


def hearsay_dialog_for(parent: QWidget) -> HearsayDialog:
    """Return what one may have read, and what holds.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """
    return HearsayDialog(open_page, parent)


def _cards(state: AppState, preferences: Preferences, catalog: CatalogOf) -> Cards:
    def choices() -> list[tuple[str, str]]:
        return [(row.card.id, row.card.label) for row in state.rows()]

    def subject(card_id: str) -> Subject | None:
        row = state.row(card_id)
        if row is None:
            return None
        guide, waiting = Guide.to(row.card, catalog()), row.standing.pending
        number, paid = number_shown(row.card, guide.home), None if waiting is None else waiting.renewal
        secret = row.card.number if preferences.settings.masked else None
        return Subject(
            card_id=card_id,
            label=row.card.label,
            phase=row.standing.phase,
            carrier=guide.carrier,
            plan=guide.plan,
            number=number,
            shown=number if secret is None else masked(secret),
            amount="" if paid is None else spoken_amount(paid.amount, paid.currency),
        )

    return Cards(choices=choices, subject=subject)


def _follow(state: AppState, preferences: Preferences, look: Callable[[], None]) -> None:
    """Have the window look again when the book or the settings are others; its end ends that."""
    state.changed.connect(look)
    preferences.changed.connect(look)
