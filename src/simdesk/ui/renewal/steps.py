"""Step 3: the steps of the way that was chosen, one by one."""

from urllib.parse import urlsplit

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.catalog.model import Channel, Step
from simdesk.catalog.terms import Action
from simdesk.domain.draft import ticked
from simdesk.ui.browser import no_browser
from simdesk.ui.renewal.copying import copied, copy_number, number_hidden
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.renewal.page import Page, Sheet
from simdesk.ui.renewal.parts import Remark, Stack, push_button, text_label
from simdesk.ui.renewal.support import SupportPanel
from simdesk.ui.theme import Tone, colours
from simdesk.wording.language import _, _n, current


class StepsPage(Page):
    """Numbered steps to tick, each with what helps: the official page, the number, the clerk's screen.

    Signals:
        clerk_wanted: the sentence for the clerk is to be shown.
    """

    step = 3
    clerk_wanted = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.steps = Stack("steps")
        self.column.addWidget(self.steps)
        self.unknown = Remark(Tone.QUIET)
        self.column.addWidget(self.unknown)
        self.support = SupportPanel(sheet)
        self.support.setVisible(False)
        self.column.addWidget(self.support)
        self.column.addStretch(1)

    def retranslate(self) -> None:
        channel = self.sheet.guide.channel(self.sheet.draft.channel)
        name = self.sheet.draft.channel if channel is None else channel.name.said(current())
        self.title(name, _about(channel))
        self._show_steps(channel)
        self.unknown.say(_("SimDesk has no guide for this way. Go by what the carrier says."))
        self.unknown.setVisible(channel is None or not channel.steps)
        self.support.retranslate()

    def take_focus(self) -> None:
        """Begin at the step to do next."""
        boxes = self.steps.findChildren(NumberBox)
        now = next((box for box in boxes if box.stressed), None)
        if now is None:
            super().take_focus()
        else:
            now.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_support(self) -> None:
        """Show what to do when it does not work, and go there."""
        self.support.setVisible(True)
        self.support.retranslate()
        self.support.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(self.support)

    def _show_steps(self, channel: Channel | None) -> None:
        done = set(self.sheet.draft.ticked)
        rows: list[QWidget] = []
        now: StepRow | None = None
        for place, step in enumerate(() if channel is None else channel.steps, 1):
            key = f"step/{self.sheet.draft.channel}/{place}"
            row = StepRow(place, step, channel, self.sheet, on=key in done)
            row.ticked.connect(lambda on, key=key: self._tick(key, on=on))
            row.clerk_wanted.connect(self.clerk_wanted)
            if now is None and key not in done:
                now = row
            rows.append(row)
        if now is not None:
            now.stress()
        self.steps.fill(rows)

    def _tick(self, key: str, *, on: bool) -> None:
        self.sheet.change(ticked=ticked(self.sheet.draft, key, on=on).ticked)
        for row in self.steps.findChildren(StepRow):
            row.stress(on=False)
        left = (row for row in self.steps.findChildren(StepRow) if not row.box.isChecked())
        if (now := next(left, None)) is not None:
            now.stress()


class NumberBox(QCheckBox):
    """A box that shows the number of its step until it is ticked."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.stressed = False

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 10
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        own = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(own.fill(Tone.CALM))
        else:
            painter.setBrush(own.accent if self.stressed else own.track)
        painter.drawEllipse(circle)
        if self.hasFocus():
            painter.setPen(QPen(own.text, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(-1, -1, 1, 1))
        if self.isChecked():
            painter.setPen(own.on_fill(Tone.CALM))
        else:
            painter.setPen(own.on_accent if self.stressed else own.text)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "✓" if self.isChecked() else str(self._number))


class StepRow(QFrame):
    """One step: its box, its words, and the buttons that go with it.

    Signals:
        ticked: the owner ticked it or took the tick away.
        clerk_wanted: the sentence for the clerk is to be shown.
    """

    ticked = Signal(bool)
    clerk_wanted = Signal()

    def __init__(
        self,
        place: int,
        step: Step,
        channel: Channel | None,
        sheet: Sheet,
        *,
        on: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._channel, self._sheet = step, channel, sheet
        self.box = NumberBox(place, self)
        self.box.setObjectName(f"step_box_{place}")
        self.box.setChecked(on)
        words = step.text.said(current())
        self.box.setAccessibleName(_("Step {n}: {words}").format(n=place, words=words))
        self.box.toggled.connect(self.ticked)
        self.words = text_label(f"step_words_{place}")
        self.words.setText(words)
        self.said = QLabel(self)
        self.said.setProperty("role", "hint")
        self.said.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(5)
        right.addWidget(self.words)
        right.addWidget(self.said)
        self._add_buttons(right, place)
        self.said.setVisible(bool(self.said.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)

    def stress(self, *, on: bool = True) -> None:
        """Show the step as the one to do next, or no longer so."""
        self.box.stressed = on
        font = self.words.font()
        font.setBold(on)
        self.words.setFont(font)
        self.box.update()

    def _add_buttons(self, column: QVBoxLayout, place: int) -> None:
        buttons = []
        match self._step.action:
            case Action.OPEN_PAGE:
                buttons = self._open_button()
            case Action.COPY_NUMBER:
                buttons = self._copy_button()
            case Action.COPY_PAYMENT_NUMBER:
                buttons = self._copy_payment_button()
            case Action.SHOW_TO_CLERK:
                button = _button(_("Show to clerk"))
                button.clicked.connect(self.clerk_wanted)
                buttons = [button]
        if buttons:
            line = Flow()
            for index, button in enumerate(buttons):
                button.setObjectName(f"step_button_{place}" + (f"_{index}" if index else ""))
                line.addWidget(button)
            column.addLayout(line)

    def _open_button(self) -> list[QPushButton]:
        address = None if self._channel is None else self._channel.address
        if address is None or not address.startswith("https://"):
            self.said.setText(_("SimDesk does not know its address. Type the one on the carrier's papers."))
            return []
        host = urlsplit(address).hostname or ""
        self.said.setText(
            _("{host}, opened in your browser. SimDesk never asks for your password.").format(host=host)
        )
        button = _button(_("Open page"))
        button.setAccessibleDescription(host)
        button.clicked.connect(lambda: self._open(address))
        return [button]

    def _open(self, address: str) -> None:
        if not self._sheet.doors.open_page(address):
            self._say(no_browser(address))

    def _copy_button(self) -> list[QPushButton]:
        if self._sheet.facts.card.number is None:
            return []
        button = _button(_("Copy number"))
        button.clicked.connect(self._copy_number)
        return [button]

    def _copy_number(self) -> None:
        facts, home = self._sheet.facts, self._sheet.guide.home
        copy_number(facts.card, home)
        self._copied(number_hidden(facts.card, home, hides=facts.masked))

    def _copy_payment_button(self) -> list[QPushButton]:
        number = self._sheet.draft.payment_number.strip()
        if not number:
            self.said.setText(_("The payment number is typed in step 2; there is none yet."))
            return []
        button = _button(_("Copy payment number"))
        button.clicked.connect(lambda: self._copied(copied(number)))
        return [button]

    def _copied(self, text: str) -> None:
        self._say(_("Copied: {text}").format(text=text))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.setVisible(True)


def _button(words: str) -> QPushButton:
    button = push_button("")
    button.setText(words)
    return button


def _about(channel: Channel | None) -> str:
    """Return how long it takes and what it costs, and that one may come back."""
    facts = []
    if channel is not None and channel.minutes is not None:
        facts.append(_n("About {n} minute", "About {n} minutes", channel.minutes).format(n=channel.minutes))
    if channel is not None and channel.fee is not None:
        facts.append(_("Fee: {fee}").format(fee=channel.fee.said(current())))
    return "\n".join(
        filter(None, (" · ".join(facts), _("Tick as you go. You can close this and come back.")))
    )
