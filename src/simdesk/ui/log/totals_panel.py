"""The totals of what the log shows: a chart, and the table it is drawn from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from simdesk.ui.fields import ChoiceField
from simdesk.ui.log.chart import BarChart
from simdesk.ui.log.entries import LogRow
from simdesk.ui.log.totals import By, Total, bars, by_name, currencies, totals
from simdesk.ui.log.totals_model import TotalsModel
from simdesk.wording.language import _


class TotalsPanel(QFrame):
    """Adds up what it is shown, by what the owner chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._rows: Sequence[LogRow] = ()
        self._found: list[Total] = []
        self._title, self._nothing = QLabel(), QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self.by: ChoiceField[By] = ChoiceField(lambda: [(one, by_name(one)) for one in By])
        self.by.setObjectName("log_totals_by")
        self.currency: ChoiceField[str] = ChoiceField(self._currencies)
        self.currency.setObjectName("log_totals_currency")
        self.chart = BarChart()
        self.model = TotalsModel()
        self.table = QTableView()
        self._lay_out()
        self.by.edited.connect(self._count)
        self.currency.edited.connect(self._draw)
        self.retranslate()

    def show_rows(self, rows: Sequence[LogRow]) -> None:
        """Add up *rows*."""
        self._rows = rows
        self._count()

    def retranslate(self) -> None:
        """Set every word anew; what was chosen stays."""
        self._title.setText(_("Totals"))
        self._nothing.setText(_("No payments are among these renewals."))
        self.by.retranslate()
        for field, name in ((self.by, _("Add up")), (self.currency, _("Currency of the chart"))):
            field.setAccessibleName(name)
            field.setAccessibleDescription(name)
        self.table.setAccessibleName(_("Totals"))
        self.table.setToolTip(_("Of what is shown above; what was refused or voided does not count."))
        self._count()

    def _lay_out(self) -> None:
        table = self.table
        table.setObjectName("log_totals")
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.by)
        head.addWidget(self.currency)
        head.addStretch(1)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(16)
        body.addWidget(self.chart, 1)
        body.addWidget(table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)

    def _currencies(self) -> list[tuple[str, str]]:
        return [(one, one) for one in currencies(self._found)]

    def _count(self) -> None:
        by = self.by.value() or By.MONTH
        self._found = totals(self._rows, by)
        self.model.show_totals(by, self._found)
        self.currency.set_choices(self._currencies)
        self.currency.setVisible(self.currency.count() > 1 and by is not By.CURRENCY)
        self.table.setMinimumWidth(self._needed())
        self._body.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)
        self._draw()

    def _needed(self) -> int:
        """Return the width in pixels at which nothing in the table is cut."""
        table, header = self.table, self.table.horizontalHeader()
        widths = (max(table.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in range(3))
        return sum(widths) + table.verticalScrollBar().sizeHint().width() + 2 * table.frameWidth()

    def _draw(self) -> None:
        by, currency = self.by.value() or By.MONTH, self.currency.value() or ""
        words = _("Number of payments by currency") if by is By.CURRENCY else f"{by_name(by)}, {currency}"
        self.chart.show_bars(words, bars(self._found, by, currency))
