"""The tab of the settings about the program itself: where the data lie, which version, whose work."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk import __version__
from simdesk.wording.language import _


class AboutTab(QWidget):
    """Says where the data folder is, and what SimDesk is made from. *open_folder* shows the folder."""

    def __init__(
        self, folder: Path, open_folder: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._show_folder = folder, open_folder
        self._where, self._path, self._open = QLabel(), QLabel(str(folder)), QPushButton()
        self._version, self._licences = QLabel(), QLabel()
        self._open.setObjectName("settings_open_folder")
        self._path.setObjectName("settings_folder")
        self._open.setAutoDefault(False)
        self._open.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        for label in (self._where, self._path, self._version, self._licences):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self._version, self._where):
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        column.addWidget(self._where)
        column.addWidget(self._path)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(16)
        column.addWidget(self._version)
        column.addWidget(self._licences)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self._where.setText(_("Your cards, your log and your receipts are in this folder"))
        self._path.setAccessibleName(_("Data folder: {path}").format(path=self._folder))
        self._open.setText(_("Open the folder"))
        self._version.setText(_("SimDesk {version}").format(version=__version__))
        self._licences.setText(
            _(
                "Free software under the MIT licence. It uses Qt and PySide6 (LGPL), msgspec and"
                " python-dateutil (BSD), platformdirs and jeepney (MIT), phonenumbers (Apache 2.0) and the"
                " time zone data of IANA. Nothing leaves this computer unless you ask for it."
            )
        )

    def _press(self) -> None:
        self._show_folder()
