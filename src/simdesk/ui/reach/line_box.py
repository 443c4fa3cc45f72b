"""One line of the page on reminders, and the ones that are ahead."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from simdesk.ui.reach.line import Act, Ahead, Line, Verdict
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.renewal.parts import enlarge, push_button, text_label
from simdesk.ui.sign import Sign
from simdesk.ui.theme import Tone
from simdesk.wording.language import _, _p


class LineBox(QFrame):
    """Shows *line*: a sign and a word for how it stands, what was found, what to do. *act* does it."""

    def __init__(self, line: Line, act: Callable[[Act], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"reach_{line.key}")
        self.setProperty("role", "panel")
        name = text_label(f"reach_name_{line.key}")
        name.setText(line.name)
        enlarge(name, 1.0)
        word = Sign(verdict_words(line.verdict), _TONES[line.verdict])
        word.setObjectName(f"reach_verdict_{line.key}")
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(head)
        for part, text, role in (("found", line.found, ""), ("todo", line.todo, "")):
            if text:
                label = text_label(f"reach_{part}_{line.key}", role)
                label.setText(_p("reminder", "→ {todo}").format(todo=text) if part == "todo" else text)
                column.addWidget(label)
        if line.act is not None:
            column.addSpacing(4)
            column.addLayout(self._button(line, line.act, act))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        sign = Sign(SIGNS[line.verdict], _TONES[line.verdict])
        sign.setFixedWidth(sign.fontMetrics().horizontalAdvance("⚠") + 4)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        spoken = (line.name, verdict_words(line.verdict), line.found, line.todo)
        self.setAccessibleName(_p("list", ", ").join(filter(None, spoken)))

    def _button(self, line: Line, wanted: Act, act: Callable[[Act], object]) -> Flow:
        button = push_button(f"reach_act_{line.key}")
        button.setText(act_words(wanted))
        button.setAccessibleName(
            _p("reminder", "{act}: {title}").format(act=act_words(wanted), title=line.name)
        )
        button.clicked.connect(lambda _on=False: act(wanted))
        flow = Flow()
        flow.addWidget(button)
        return flow


class AheadBox(QFrame):
    """Shows the next reminders: when, and what each will say."""

    def __init__(self, ahead: Sequence[Ahead], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reach_next")
        self.setProperty("role", "panel")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        title = text_label("reach_next_title")
        title.setText(_("The next reminders"))
        enlarge(title, 1.0)
        grid.addWidget(title, 0, 0, 1, 2)
        for place, one in enumerate(ahead, 1):
            when, words = text_label(f"reach_when_{place}", "muted"), text_label(f"reach_what_{place}")
            when.setText(one.when)
            when.setWordWrap(False)
            words.setText(one.title)
            grid.addWidget(when, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)


SIGNS = {Verdict.GOOD: "✓", Verdict.BAD: "⚠", Verdict.UNKNOWN: "?", Verdict.OFF: "–"}
"""A sign for how something stands, so that no colour has to say it."""

_TONES = {
    Verdict.GOOD: Tone.CALM,
    Verdict.BAD: Tone.URGENT,
    Verdict.UNKNOWN: Tone.SOON,
    Verdict.OFF: Tone.QUIET,
}


def verdict_words(verdict: Verdict) -> str:
    """Return how something stands, in a word or two."""
    match verdict:
        case Verdict.GOOD:
            return _p("verdict", "in order")
        case Verdict.BAD:
            return _p("verdict", "not in order")
        case Verdict.UNKNOWN:
            return _p("verdict", "not known")
        case Verdict.OFF:
            return _p("verdict", "not in use")


def act_words(act: Act) -> str:
    """Return what the button of a line says."""
    match act:
        case Act.START_AT_LOGIN:
            return _("Start when I log in")
        case Act.REMINDERS | Act.CALENDAR:
            return _("Settings…")
        case Act.INBOX:
            return _("Reminders…")
