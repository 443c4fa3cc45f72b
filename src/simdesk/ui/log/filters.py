"""The row of filters above the log."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from simdesk.domain.terms import Kind, Status
from simdesk.ui.fields import ChoiceField
from simdesk.ui.log.entries import LogFilter, LogRow, cards_in, years_in
from simdesk.ui.renewal.flow import Flow
from simdesk.wording.language import _, _n, _p
from simdesk.wording.terms import kind_name, status_name


class LogFilters(QWidget):
    """Card, year, kind and status, each chosen from what the log has.

    Signals:
        edited: the owner chose something else.
        export_asked: the log is to be written to a file.
    """

    edited = Signal()
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[LogRow] = ()
        self.card: ChoiceField[str | None] = ChoiceField(self._cards)
        self.year: ChoiceField[int | None] = ChoiceField(self._years)
        self.kind: ChoiceField[Kind | None] = ChoiceField(
            lambda: [(None, _p("log", "Every kind")), *((one, kind_name(one)) for one in Kind)]
        )
        self.status: ChoiceField[Status | None] = ChoiceField(
            lambda: [(None, _p("log", "Every status")), *((one, status_name(one)) for one in Status)]
        )
        self.count, self.export = QLabel(), QPushButton()
        self.count.setObjectName("log_count")
        self.count.setProperty("role", "muted")
        self.export.setObjectName("log_export")
        self.export.clicked.connect(self.export_asked)
        fields = Flow()
        for name, field in self._fields().items():
            field.setObjectName(f"log_{name}")
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(12)
            field.edited.connect(self.edited)
            fields.addWidget(field)
        fields.addWidget(self.count)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(fields, 1)
        row.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def set_rows(self, rows: Sequence[LogRow]) -> None:
        """Offer the cards and years of *rows*; a choice that is no longer among them becomes all."""
        self._rows = rows
        for field in (self.card, self.year):
            field.retranslate()

    def wanted(self, words: str) -> LogFilter:
        """Return what is chosen, together with *words* searched for."""
        return LogFilter(
            self.card.value(), self.year.value(), self.kind.value(), self.status.value(), words.strip()
        )

    def clear(self) -> None:
        """Choose everything."""
        for field in self._fields().values():
            field.setCurrentIndex(0)

    def show_count(self, shown: int, held: int) -> None:
        """Say how many renewals are shown, and of how many where that differs."""
        words = _n("{n} renewal", "{n} renewals", held).format(n=held)
        if shown != held:
            words = _("{shown} of {all}").format(shown=shown, all=words)
        self.count.setText(words)

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        for field in self._fields().values():
            field.retranslate()
        names = (_("Show which card"), _("Show which year"), _("Show which kind"), _("Show which status"))
        for field, name in zip(self._fields().values(), names, strict=True):
            # On Linux the name of a list of choices is the one chosen; so what it is for is a description.
            field.setAccessibleName(name)
            field.setAccessibleDescription(name)
        self.export.setText(_("Export…"))
        self.export.setAccessibleName(_("Export"))

    def _fields(self) -> dict[str, ChoiceField[Any]]:
        return {"card": self.card, "year": self.year, "kind": self.kind, "status": self.status}

    def _cards(self) -> list[tuple[str | None, str]]:
        return [(None, _p("log", "Every card")), *cards_in(self._rows)]

    def _years(self) -> list[tuple[int | None, str]]:
        return [(None, _p("log", "Every year")), *((year, str(year)) for year in years_in(self._rows))]
