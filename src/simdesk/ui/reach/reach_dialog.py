"""Will it reach me? The page that proves it, each line looked at now."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from simdesk.ui.reach.line import Line, Report, Verdict
from simdesk.ui.reach.line_box import AheadBox, LineBox
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import Remark, Stack, Tick, push_button, text_label
from simdesk.ui.theme import Tone
from simdesk.wording.language import _, _n, _p

Words = Callable[[], str]


class ReachDialog(QDialog):
    """Shows a report, sends a test, and has the switch of the monthly notice, which is *monthly* now.

    Signals:
        look_asked: everything is to be looked at anew.
        test_asked: a test is to be sent.
        act_asked: something is to be done about a line; carries the :class:`Act`.
        monthly_asked: the monthly notice is wanted, or no longer.
    """

    look_asked = Signal()
    test_asked = Signal()
    act_asked = Signal(object)
    monthly_asked = Signal(bool)

    def __init__(self, *, monthly: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reach_dialog")
        self._report: Report | None = None
        self._tested: tuple[Words, bool] | None = None
        self._told = Remark(Tone.QUIET)
        self.head, self.list = Stack("reach_head"), Stack("reach_list")
        self.looked = text_label("reach_looked", "muted")
        self.about_test = text_label("reach_about_test", "muted")
        self.test, self.again, self.shut = (
            push_button(f"reach_{name}") for name in ("test", "again", "close")
        )
        self.monthly = Tick("reach_monthly", "", on=monthly)
        self.outcome = Stack("reach_outcome")
        self.test.clicked.connect(self.test_asked)
        self.again.clicked.connect(self.look_asked)
        self.shut.clicked.connect(self.reject)
        self.monthly.ticked.connect(self.monthly_asked)
        self._lay_out()
        self.retranslate()

    def show_report(self, report: Report) -> None:
        """Show what was found."""
        self._report = report
        self.head.fill([_headline(report.lines)])
        boxes: list[QWidget] = [LineBox(line, self.act_asked.emit) for line in report.lines]
        if report.ahead:
            place = next((n for n, line in enumerate(report.lines, 1) if line.key == "ahead"), len(boxes))
            boxes.insert(place, AheadBox(report.ahead))
        self.list.fill(boxes)
        self.looked.setText(_("As of {when}").format(when=report.looked))

    def show_test(self, words: Words, *, taken: bool) -> None:
        """Show what became of a test, in *words* that can be said again in another language."""
        self._tested = (words, taken)
        remark = Remark(Tone.CALM if taken else Tone.URGENT, words())
        remark.setObjectName("reach_test_result")
        self.outcome.fill([remark])
        self.area.ensureWidgetVisible(self.outcome)

    def show_monthly(self, *, on: bool) -> None:
        """Show whether the monthly notice is wanted."""
        if self.monthly.box.isChecked() != on:
            self.monthly.box.setChecked(on)

    def retranslate(self) -> None:
        """Set every word anew, and ask for the report in the language of now."""
        self.setWindowTitle(_("Will it reach me?"))
        self.test.setText(_("Send a test"))
        self.again.setText(_("Look again"))
        self.shut.setText(_("Close"))
        self.about_test.setText(
            _("A test goes the way that reminders go. See that it appears, and where it stays.")
        )
        words = _("Once a month, say how many cards SimDesk is watching, so that silence means something.")
        self.monthly.label.setText(words)
        self.monthly.box.setAccessibleName(words)
        if self._tested is not None:
            said, taken = self._tested
            self.show_test(said, taken=taken)
        self.look_asked.emit()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        for widget in (self.head, self.list, self._test_box()):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("reach_area")
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 8, 18, 12)
        foot.addWidget(self.looked, 1)
        line = Flow(to_end=True)
        line.addWidget(self.again)
        line.addWidget(self.shut)
        foot.addWidget(flow_box(line))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addLayout(foot)
        letter, height = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.setMinimumSize(letter * 58, height * 18)
        self.resize(QSize(letter * 100, height * 46).boundedTo(self.screen().availableSize() * 0.9))

    def _test_box(self) -> QFrame:
        box = QFrame()
        box.setProperty("role", "panel")
        column = QVBoxLayout(box)
        column.setContentsMargins(14, 12, 14, 12)
        line = Flow()
        line.addWidget(self.test)
        column.addWidget(self.about_test)
        column.addLayout(line)
        column.addWidget(self.outcome)
        column.addWidget(self.monthly)
        return box


def _headline(lines: tuple[Line, ...]) -> Remark:
    """Return in one sentence whether reminders arrive, and what is in their way."""
    bad = [line.name for line in lines if line.verdict is Verdict.BAD]
    if bad:
        words = _n(
            "One thing may keep reminders from you: {names}",
            "{n} things may keep reminders from you: {names}",
            len(bad),
        )
        remark = Remark(Tone.URGENT, words.format(n=len(bad), names=_p("list", ", ").join(bad)))
    else:
        remark = Remark(Tone.CALM, _("Nothing that SimDesk can see keeps reminders from you."))
    remark.setObjectName("reach_headline")
    return remark
