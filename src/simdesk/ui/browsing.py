"""What the window of the catalog asks for, answered from the state, the settings and the data folder."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from simdesk.catalog.own import OwnEdit
from simdesk.catalog.whole import Catalog
from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder
from simdesk.storage.own_catalog import change_own
from simdesk.ui.browser import open_page
from simdesk.ui.catalog.subject import Doors
from simdesk.ui.catalog.window import CatalogWindow
from simdesk.ui.preferences import Preferences
from simdesk.ui.renewal.facts import Habits
from simdesk.ui.state import AppState


def catalog_window_for(
    catalog: Callable[[], Catalog],
    state: AppState,
    preferences: Preferences,
    folder: DataFolder,
    parent: QWidget,
) -> CatalogWindow:
    """Return the window of the catalog; what is done in it is kept in *folder* at once.

    Raises:
        FileDamaged, FileUnreadable, FileNotFoundError: if the installation is not whole.
    """

    def change(edit: OwnEdit) -> SimDeskError | OSError | None:
        try:
            change_own(folder, edit)
        except (SimDeskError, OSError) as error:
            return error
        return None

    def habits() -> Habits:
        settings = preferences.settings
        return Habits(country=settings.country or "", payments=settings.payments, ids=settings.ids)

    doors = Doors(
        catalog=catalog,
        change=change,
        moment=lambda: state.now,
        habits=habits,
        open_page=open_page,
    )
    return CatalogWindow(doors, parent)
