"""What the renewal wizard asks for, answered from the state, the settings and the data folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from simdesk.catalog.own import OwnEdit
from simdesk.catalog.whole import Catalog
from simdesk.errors import CardGone
from simdesk.storage.drafts import drop_draft, keep_draft, load_drafts
from simdesk.storage.folder import DataFolder
from simdesk.storage.own_catalog import catalog_in, change_own
from simdesk.ui.browser import open_page
from simdesk.ui.preferences import Preferences
from simdesk.ui.receipts.folder import receipt_doors
from simdesk.ui.renewal.facts import Doors, Facts, Habits
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.ui.state import AppState


def wizard_for(
    facts: Facts,
    catalog: Catalog,
    state: AppState,
    preferences: Preferences,
    folder: DataFolder,
    *,
    open_trouble: Callable[[], object],
    open_phrases: Callable[[dict[str, str]], object],
    open_plan: Callable[[str], object],
    own_changed: Callable[[], object],
    parent: QWidget,
) -> RenewalWizard:
    """Return the wizard for a card, where it was left if it was left half-way.

    *open_trouble*, *open_phrases* and *open_plan* are those of :class:`Doors`; *own_changed* is told when
    the owner's own catalog is another one.
    """
    settings, card_id = preferences.settings, facts.card.id
    held = (draft for draft in load_drafts(folder).value if draft.card_id == card_id)
    doors = Doors(
        facts=partial(facts_of, card_id, state, preferences),
        keep_draft=partial(keep_draft, folder),
        drop_draft=partial(drop_draft, folder),
        receipts=receipt_doors(folder),
        open_page=open_page,
        finish=state.apply,
        remember=partial(_remember, preferences),
        change_own=partial(_change_own, folder, own_changed),
        open_plan=open_plan,
        open_trouble=open_trouble,
        open_phrases=open_phrases,
        calendar_place=partial(_calendar_place, card_id, preferences),
        add_to_calendar=partial(_add_to_calendar, card_id, state, preferences, folder),
    )
    habits = Habits(country=settings.country or "", payments=settings.payments, ids=settings.ids)
    wizard = RenewalWizard(facts, catalog, doors, next(held, None), habits=habits, parent=parent)
    state.changed.connect(wizard.look)
    preferences.changed.connect(wizard.look)
    return wizard


def facts_of(card_id: str, state: AppState, preferences: Preferences) -> Facts | None:
    """Return the card as the book has it now; None if it is gone."""
    row = state.row(card_id)
    if row is None:
        return None
    return Facts(
        row=row,
        renewals=state.book.renewals_of(card_id),
        moment=state.now,
        methods=state.book.payment_methods,
        stages=preferences.settings.stages,
        masked=preferences.settings.masked,
    )


def _calendar_place(card_id: str, preferences: Preferences) -> str:
    settings = preferences.settings
    if card_id in settings.calendar_excluded:
        return ""
    if settings.calendar_server is not None:
        return settings.calendar_server.name
    if settings.calendar_file is None:
        return ""
    return settings.calendar_file if Path(settings.calendar_file).exists() else ""


def _add_to_calendar(
    card_id: str, state: AppState, preferences: Preferences, folder: DataFolder
) -> Path | None:
    from simdesk.exchange.calendar_publishing import card_file

    row = state.row(card_id)
    if row is None:
        raise CardGone(card_id)
    path = card_file(folder, state.book, row, preferences.settings, state.now)
    return None if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) else path


def _remember(preferences: Preferences, habits: Habits) -> None:
    preferences.change(country=habits.country or None, payments=habits.payments, ids=habits.ids)


def _change_own(folder: DataFolder, changed: Callable[[], object], edit: OwnEdit) -> Catalog:
    change_own(folder, edit)
    changed()
    return catalog_in(folder).value
