"""What the pages of help are made of: headings, things to tick off, sources, sentences in Japanese."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from simdesk.catalog.model import Claim
from simdesk.catalog.phrases import Phrase
from simdesk.catalog.terms import Confidence
from simdesk.ui.browser import opener
from simdesk.ui.renewal.clerk import BLANK, JAPANESE
from simdesk.ui.renewal.copying import copied
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.renewal.parts import Remark, Stack, enlarge, push_button, text_label
from simdesk.ui.renewal.steps import NumberBox
from simdesk.ui.theme import Tone
from simdesk.wording.guide import confidence_name
from simdesk.wording.language import _, _n, _p, current
from simdesk.wording.sources import Source, doubt, source_words, sources

Known = dict[str, str]
"""What sentences need, by the names of their needs; what is not known is not there, or empty."""


def heading(name: str, words: str, factor: float = 1.05, role: str = "") -> QLabel:
    """Return *words* as a heading, *factor* times as large as the program's type."""
    label = text_label(name, role)
    label.setText(words)
    label.setContentsMargins(0, label.fontMetrics().height() // 2 if factor < 1.2 else 0, 0, 0)
    enlarge(label, factor)
    return label


def paragraph(name: str, words: str, role: str = "") -> QLabel:
    """Return *words* as they are read in a row."""
    label = text_label(name, role)
    label.setText(words)
    return label


def button(name: str, words: str, act: Callable[[], object], spoken: str = "") -> QWidget:
    """Return a button that stands at the left, as wide as its *words*; *spoken* says more of it."""
    made = push_button(name)
    made.setText(words)
    if spoken:
        made.setAccessibleName(spoken)
    made.clicked.connect(lambda _on=False: act())
    line = Flow()
    line.addWidget(made)
    box = QWidget()
    box.setLayout(line)
    return box


def doubts(claims: Sequence[Claim]) -> list[QWidget]:
    """Return a remark where what *claims* stand for is not sure; nothing where it is."""
    if not doubt(tuple(claims)):
        return []
    remark = Remark(
        Tone.SOON, _("Confidence low: some of this rests on weak sources. Do not rely on it alone.")
    )
    remark.setObjectName("help_doubt")
    return [remark]


class CheckRow(QWidget):
    """One thing to look at: its number until it is ticked, its words, and what makes it doubtful.

    Signals:
        ticked: the owner ticked it or took the tick away.
    """

    ticked = Signal(bool)

    def __init__(self, place: int, words: str, claims: Sequence[Claim], *, on: bool) -> None:
        super().__init__()
        self.box = NumberBox(place, self)
        self.box.setObjectName(f"check_{place}")
        self.box.setChecked(on)
        self.box.toggled.connect(self.ticked)
        said = paragraph(f"check_words_{place}", words)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(said)
        remark = doubt(tuple(claims))
        if remark:
            column.addWidget(paragraph(f"check_doubt_{place}", remark, "hint"))
        spoken = _("Step {n}: {words}").format(n=place, words=words)
        self.box.setAccessibleName(_p("list", ", ").join(filter(None, (spoken, remark))))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


class SourcesFold(QWidget):
    """Where a page is known from: how many sources, and on demand each with what can be opened."""

    def __init__(
        self, claims: Sequence[Claim], open_page: Callable[[str], bool], *, unfolded: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("sources")
        self._open = open_page
        found = sources(claims)
        self._weak = {source for claim in claims if doubt((claim,)) for source in sources((claim,))}
        self._fold = push_button("sources_fold")
        self._fold.setCheckable(True)
        self._words = _n("{n} source", "{n} sources", len(found)).format(n=len(found))
        self._list = Stack("sources_list")
        self._list.fill([self._line(place, source) for place, source in enumerate(found, 1)])
        line = Flow()
        line.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(line)
        column.addWidget(self._list)
        self._fold.toggled.connect(self._show)
        self._fold.setChecked(unfolded)
        self._show(unfolded)

    def _show(self, on: bool) -> None:
        self._list.setVisible(on)
        self._fold.setText(f"▾ {self._words}" if on else f"▸ {self._words}")
        self._fold.setAccessibleName(self._words)

    def _line(self, place: int, source: Source) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        column.addLayout(row)
        sure = f"⚠ {confidence_name(Confidence.LOW)}" if source in self._weak else ""
        words = " · ".join(filter(None, (source_words(source), sure)))
        row.addWidget(paragraph(f"source_{place}", words, "muted"), 1)
        if source.address:
            open_it, flaw = opener(source.address, self._open)
            page = push_button(f"source_open_{place}", "compact")
            page.setText(_("Open page"))
            page.setAccessibleName(_("Open {host}").format(host=source.host))
            page.setToolTip(source.address)
            page.clicked.connect(open_it)
            row.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)
            column.addWidget(flaw)
        return box


class PhraseBox(QFrame):
    """A sentence in Japanese: how it is written, how it is read, what it means.

    *shown* is what is known of its blanks as it may be seen here, *known* as it is copied.

    Signals:
        large_wanted: the sentence is to fill the screen; carries its id.
        fill_wanted: its blanks are to be filled in; carries its id. Only where *fills*.
    """

    large_wanted = Signal(str)
    fill_wanted = Signal(str)

    def __init__(
        self, phrase: Phrase, known: Known, shown: Known, *, factor: float = 1.35, fills: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName(f"phrase_{phrase.id}")
        self.setProperty("role", "panel")
        self._phrase, self._known = phrase, known
        japanese = paragraph("phrase_ja", phrase.filled(phrase.ja, shown, BLANK))
        enlarge(japanese, factor)
        japanese.setFont(in_japanese(japanese.font()))
        reading = paragraph("phrase_reading", phrase.filled(phrase.reading, shown, BLANK), "hint")
        reading.setFont(in_japanese(reading.font()))
        means = phrase.filled(phrase.translation.said(current()), shown, BLANK)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        for label in (japanese, reading, paragraph("phrase_means", means)):
            column.addWidget(label)
        column.addLayout(self._buttons(fills=fills and bool(missing(phrase, known))))
        self.setAccessibleName(means)

    def _buttons(self, *, fills: bool) -> Flow:
        means = self._phrase.translation.said(current()).partition("\n")[0]
        line = Flow()
        for name, words, spoken, act in (
            ("phrase_large", _("Show large"), _("Show large: {text}"), self._enlarge),
            ("phrase_copy", _("Copy"), _("Copy {text}"), self._copy),
            ("phrase_fill", _("Fill in the blanks…"), _("Fill in the blanks: {text}"), self._fill),
        ):
            if act == self._fill and not fills:
                continue
            made = push_button(name)
            made.setText(words)
            made.setAccessibleName(spoken.format(text=means))
            made.clicked.connect(lambda _on=False, act=act: act())
            line.addWidget(made)
        return line

    def _enlarge(self) -> None:
        self.large_wanted.emit(self._phrase.id)

    def _fill(self) -> None:
        self.fill_wanted.emit(self._phrase.id)

    def _copy(self) -> None:
        copied(self._phrase.filled(self._phrase.ja, self._known, BLANK))


def missing(phrase: Phrase, known: Known) -> tuple[str, ...]:
    """Return what *phrase* needs and nothing is known of."""
    return tuple(need for need in phrase.needs if not known.get(need))


def in_japanese(font: QFont) -> QFont:
    """Return *font* with the families that write kanji the Japanese way first."""
    made = QFont(font)
    made.setFamilies([*JAPANESE, *font.families()])
    return made
