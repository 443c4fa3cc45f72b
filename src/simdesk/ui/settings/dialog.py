"""The window of settings: it takes values, and gives values back when they are saved."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from simdesk.domain.book import PaymentMethod
from simdesk.domain.card import Card
from simdesk.ui.settings.about_tab import AboutTab
from simdesk.ui.settings.calendar_tab import CalendarTab
from simdesk.ui.settings.general_tab import GeneralTab, PurseTab
from simdesk.ui.settings.payment_methods import Apply, PaymentMethodsTab
from simdesk.ui.settings.reminders_tab import RemindersTab
from simdesk.ui.settings.values import SettingsValues
from simdesk.wording.language import _

Tab = GeneralTab | PurseTab | PaymentMethodsTab | RemindersTab | CalendarTab | AboutTab


class SettingsDialog(QDialog):
    """Shows the settings of this device. They are in force once *save* has kept them.

    *save* says whether it could. *apply* makes the edits of payment methods, which are saved at once.
    *moment* is asked for the present one. *open_folder* shows the data folder *folder*.

    Signals:
        retranslated: every word was set anew; those that came from elsewhere are to be given again.
    """

    retranslated = Signal()

    def __init__(
        self,
        values: SettingsValues,
        *,
        save: Callable[[SettingsValues], bool],
        apply: Apply,
        moment: Callable[[], datetime],
        folder: Path,
        open_folder: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self._values, self._keep = values, save
        self.general, self.purse, self.reminders = GeneralTab(), PurseTab(), RemindersTab()
        self.methods, self._about = PaymentMethodsTab(apply, moment), AboutTab(folder, open_folder)
        self.calendar = CalendarTab()
        self._valued = (self.general, self.purse, self.reminders, self.calendar)
        self._tabs: tuple[Tab, ...] = (
            self.general,
            self.purse,
            self.methods,
            self.reminders,
            self.calendar,
            self._about,
        )
        self._pages, self._refusal = QTabWidget(), QLabel()
        self._save, self._cancel = QPushButton(), QPushButton()
        self._lay_out()
        for tab in self._valued:
            tab.show_values(values)
        self._save.clicked.connect(self._try_to_save)
        self._cancel.clicked.connect(self.reject)
        self._as_opened, self._warned = self.typed(), False
        self.retranslate()
        self.general.language.setFocus()

    def show_methods(self, methods: Sequence[PaymentMethod], cards: Sequence[Card]) -> None:
        """Show the payment methods of the book, which *cards* name them, and which can be in a calendar."""
        self.methods.show_methods(methods, cards)
        self.calendar.show_cards(cards)

    def turn_to(self, part: str) -> None:
        """Show a part: the name of one of the tabs of this window, such as ``methods``."""
        self._pages.setCurrentWidget(getattr(self, part))

    def typed(self) -> SettingsValues:
        """Return the settings as they are set now."""
        values = self._values
        for tab in self._valued:
            values = tab.typed(values)
        return values

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._warned or self.typed() == self._as_opened:
            super().closeEvent(event)
            return
        # Whoever leaves or restarts the program may not have thought of what stands here.
        self._warned = True
        self._refusal.setText("⚠ " + _("What you typed is not saved."))
        event.ignore()

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.setWindowTitle(_("Settings"))
        names = (
            _("General"),
            _("Renewing"),
            _("Payment methods"),
            _("Reminders"),
            _("Calendar"),
            _("About"),
        )
        for place, (tab, name) in enumerate(zip(self._tabs, names, strict=True)):
            tab.retranslate()
            self._pages.setTabText(place, name)
        self._pages.setAccessibleName(_("Parts of the settings"))
        self._save.setText(_("Save"))
        self._cancel.setText(_("Cancel"))
        self._refusal.clear()
        self.retranslated.emit()

    def _lay_out(self) -> None:
        self._pages.setObjectName("settings_pages")
        self._pages.setDocumentMode(True)
        for tab in self._tabs:
            self._pages.addTab(tab, "")
        self._save.setObjectName("settings_save")
        self._cancel.setObjectName("settings_cancel")
        self._refusal.setObjectName("settings_refusal")
        self._refusal.setProperty("role", "flaw")
        self._refusal.setWordWrap(True)
        self._save.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._refusal, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 104, line * 40).boundedTo(self.screen().availableSize() * 0.9))

    def _try_to_save(self) -> None:
        flaw = self.reminders.flaw()
        if flaw:
            self._pages.setCurrentWidget(self.reminders)
            self.reminders.show_flaw()
            self._refusal.setText(f"⚠ {flaw}")
        elif flaw := self.calendar.flaw():
            self._pages.setCurrentWidget(self.calendar)
            self._refusal.setText(f"⚠ {flaw}")
        elif self._keep(self.typed()):
            self.accept()
        else:
            self._refusal.setText("⚠ " + _("The settings could not be saved. They are as they were."))
