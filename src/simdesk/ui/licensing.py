"""What the window of the program and that of its licences ask for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from simdesk.catalog.licences import licences
from simdesk.resources import licence_folder
from simdesk.storage.folder import DataFolder
from simdesk.ui.about import AboutDialog
from simdesk.ui.folders import open_folder
from simdesk.ui.help.licences_dialog import LicencesDialog


def about_dialog_for(folder: DataFolder, open_licences: Callable[[], object], parent: QWidget) -> AboutDialog:
    """Return what says a few words about the program, with its licences where they are shipped."""
    shipped = licence_folder() is not None
    return AboutDialog(
        folder.root,
        folder.logs,
        open_folder,
        parent,
        open_licences=open_licences if shipped else None,
    )


def licences_dialog_for(parent: QWidget) -> LicencesDialog:
    """Return the window of the licences.

    Raises:
        FileDamaged, FileUnreadable: if the installation is not whole.
    """
    return LicencesDialog(licences(licence_folder() or Path("licences")), open_folder, parent)
