"""What the forms of the owner's own catalog have in common: pages, save, cancel, and nothing lost."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.renewal.parts import push_button, text_label
from simdesk.wording.language import _


class EditingForm(QDialog):
    """Asks for one thing of the catalog, and gives it out once it is whole.

    Signals:
        accepted_value: the thing, as typed. Whoever could not keep it calls ``refuse`` before
            returning; else the form closes.
    """

    accepted_value = Signal(object)

    def __init__(self, name: str, *, new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._new = new
        self._pages: tuple[FormPage, ...] = ()
        self._as_opened: dict[str, object] = {}
        self._warned = self._refused = False
        self._tabs, self._save, self._cancel = QTabWidget(), QPushButton(), push_button("edit_cancel")
        self._lead = text_label("edit_lead", "muted")
        self._refusal = text_label("edit_refusal", "flaw")

    def title(self) -> str:
        """Return the title of the window."""
        raise NotImplementedError

    def lead(self) -> str:
        """Return what is said above the fields; empty for nothing."""
        return ""

    def flaw(self) -> tuple[str, str] | None:
        """Return the part that does not fit the others and a sentence on why; None if all fits."""
        return None

    def value(self) -> object:
        """Return the thing as it was typed. Only asked for when nothing is wrong."""
        raise NotImplementedError

    def is_worth_keeping(self) -> bool:
        """Return whether saving would keep anything: something new, or something changed."""
        return self._new or self.is_changed()

    def is_changed(self) -> bool:
        """Return whether a field holds something else than when the form was opened."""
        return self.held() != self._as_opened

    def held(self) -> dict[str, object]:
        """Return what each part of every page holds."""
        return {part: held for page in self._pages for part, held in page.held().items()}

    def refuse(self, sentence: str, part: str = "") -> None:
        """Say why nothing was saved: below the field of *part* if there is one, else at the foot."""
        self._refused = True
        self._refuse(sentence, part, sentence if part else None)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.setWindowTitle(self.title())
        self._lead.setText(self.lead())
        self._lead.setVisible(bool(self.lead()))
        for place, page in enumerate(self._pages):
            page.retranslate()
            self._tabs.setTabText(place, page.title())
        self._tabs.setAccessibleName(_("Parts of the form"))
        self._save.setText(_("Save"))
        self._calm()

    def reject(self) -> None:
        """Close without saving; where something was changed, only when asked a second time."""
        if self._warned or not self.is_changed():
            super().reject()
            return
        self._warned = True
        self._cancel.setText(_("Throw away"))
        self._refusal.setText("⚠ " + _("What you typed is not saved."))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())

    def begin(self, *pages: FormPage, letters: int = 104, lines: int = 42) -> None:
        """Lay out *pages*, already filled in, in a window about so many letters wide and lines high."""
        self._pages = pages
        self._lay_out(QSize(letters, lines))
        for page in pages:
            page.edited.connect(self._calm)
        self.retranslate()
        self._as_opened = self.held()
        pages[0].begin()

    def begin_again(self) -> None:
        """Take what the fields hold now as what they held at the beginning."""
        self._as_opened = self.held()

    def changed_parts(self) -> frozenset[str]:
        """Return the parts that hold something else than at the beginning."""
        return frozenset(part for part, held in self.held().items() if held != self._as_opened.get(part))

    def _lay_out(self, size: QSize) -> None:
        self._tabs.setObjectName("edit_pages")
        self._tabs.setDocumentMode(True)
        self._tabs.setTabBarAutoHide(True)
        for page in self._pages:
            self._tabs.addTab(page, "")
        self._save.setObjectName("edit_save")
        self._save.setDefault(True)
        self._save.clicked.connect(self._try_to_save)
        self._cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(self._refusal, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        self._lead.setContentsMargins(14, 12, 14, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._lead)
        column.addWidget(self._tabs, 1)
        column.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        wanted = QSize(letter * size.width(), line * size.height())
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))

    def _calm(self) -> None:
        """Take back what was said of the last try to save or to close."""
        self._refusal.clear()
        self._warned = False
        self._cancel.setText(_("Cancel"))

    def _try_to_save(self) -> None:
        part = next((found for page in self._pages if (found := page.flawed())), None)
        if part is not None:
            self._refuse(_("Not saved: one field needs another look."), part, None)
            return
        flaw = self.flaw()
        if flaw is not None:
            self._refuse(_("Not saved: one field needs another look."), *flaw)
            return
        if not self.is_worth_keeping():
            super().reject()
            return
        self._refused = False
        self.accepted_value.emit(self.value())
        if not self._refused:
            self.accept()

    def _refuse(self, sentence: str, part: str, words: str | None) -> None:
        self._refusal.setText(f"⚠ {sentence}")
        for place, page in enumerate(self._pages):
            if page.has(part):
                self._tabs.setCurrentIndex(place)
                page.show_flaw(part, words)
