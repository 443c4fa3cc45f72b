"""A page in the owner's browser: the one way to it, and what is said where there is none."""

from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from simdesk.ui.renewal.parts import text_label
from simdesk.wording.language import _


def open_page(address: str) -> bool:
    """Have *address* opened in the browser, and say whether the system has one."""
    return QDesktopServices.openUrl(QUrl(address))


def no_browser(address: str) -> str:
    """Return what is said where *address* could not be opened."""
    words = _("No browser could be opened. Type the address yourself: {host}")
    return words.format(host=urlsplit(address).hostname or address)


def opener(address: str, through: Callable[[str], bool]) -> tuple[Callable[[], None], QLabel]:
    """Return what opens *address* with *through*, and the sentence that is seen where that did not do."""
    flaw = text_label("no_browser", "flaw")
    flaw.setVisible(False)

    def act() -> None:
        opened = through(address)
        flaw.setText("" if opened else f"⚠ {no_browser(address)}")
        flaw.setVisible(not opened)

    return act, flaw
