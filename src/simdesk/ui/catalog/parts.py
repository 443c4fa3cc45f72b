"""What a sheet of the catalog is made of: sections, facts with their sources below them, buttons."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from simdesk.catalog.model import Claim, Fact
from simdesk.ui.cards.labels import Copyable
from simdesk.ui.catalog.subject import Wish
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.ui.renewal.parts import enlarge, push_button
from simdesk.ui.theme import Tone, colours
from simdesk.wording.guide import confidence_name
from simdesk.wording.language import _, _p, current
from simdesk.wording.sources import Source, doubt, sources, sources_line


class SourceLine(QLabel):
    """Where something is known from, small and quiet; only a doubt stands out. A host opens its page.

    Signals:
        page_asked: a page is to be opened; carries its https address.
    """

    page_asked = Signal(str)

    def __init__(self, claims: tuple[Claim, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        enlarge(self, 0.9, bold=False)
        found = sources(claims)
        self.setText(_html(claims, found))
        self.setAccessibleName(sources_line(claims))
        if any(one.address for one in found):
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            self.setToolTip("\n".join(one.address for one in found if one.address))
            self.linkActivated.connect(self.page_asked)


class Section(QFrame):
    """A panel of the sheet under a title; ``inner``: a part of another one, without a frame.

    Signals:
        page_asked: a page is to be opened; carries its https address.
        wished: something is to be done; carries the :class:`Wish` and what it is about beside the plan.
    """

    page_asked = Signal(str)
    wished = Signal(object, str)

    def __init__(self, name: str, title: str = "", *, yours: bool = False, inner: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(6)
        if inner:
            self.column.setContentsMargins(0, 8, 0, 4)
        else:
            self.setProperty("role", "panel")
            self.column.setContentsMargins(14, 12, 14, 12)
        self._head = QHBoxLayout()
        if title:
            label = _label(f"{name}_title", marked(title, yours=yours))
            enlarge(label, 1.0 if inner else 1.1)
            self._head.addWidget(label, 1)
            self.column.addLayout(self._head)

    def say(self, words: str, name: str = "words", role: str = "") -> QLabel:
        """Add a sentence."""
        label = _label(name, words, role)
        self.column.addWidget(label)
        return label

    def stress(self, words: str, name: str = "words") -> None:
        """Add words in bold."""
        self.column.addSpacing(4)
        enlarge(self.say(words, name), 1.0)

    def know(self, fact: Fact | None, sign: str = "") -> None:
        """Add a fact with its sources; None: that it is not known."""
        if fact is None:
            self.say(not_known(), role="muted")
        else:
            self.say(sign + fact.text.said(current()))
            self.cite(fact.claims)

    def know_all(self, facts: Sequence[Fact], sign: str) -> None:
        """Add facts; those that follow one another and are from the same sources share the line of these."""
        if not facts:
            self.know(None)
        for place, fact in enumerate(facts):
            self.say(sign + fact.text.said(current()))
            if place + 1 == len(facts) or facts[place + 1].claims != fact.claims:
                self.cite(fact.claims)

    def cite(self, claims: tuple[Claim, ...]) -> None:
        """Add where the thing before is known from."""
        line = SourceLine(claims)
        line.page_asked.connect(self.page_asked)
        self.column.addWidget(line)
        self.column.addSpacing(3)

    def offer_above(self, *buttons: QPushButton) -> None:
        """Add small buttons beside the title."""
        for button in buttons:
            button.setProperty("role", "small")
            self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, *buttons: QPushButton) -> None:
        """Add a row of buttons."""
        flow = Flow()
        for button in buttons:
            flow.addWidget(button)
        self.column.addWidget(flow_box(flow))

    def wish_button(self, wish: Wish, words: str, about: str = "", spoken: str = "") -> QPushButton:
        """Return a button that makes *wish*; *spoken* is what it says aloud where its words do not do."""
        button = push_button(wish.value + (f"_{about}" if about else ""), "compact")
        button.setText(words)
        button.setAccessibleName(spoken or words)
        button.clicked.connect(lambda: self.wished.emit(wish, about))
        return button

    def page_button(self, address: str, name: str = "open_page") -> QPushButton:
        """Return a button that opens a page; it says at which host."""
        button = push_button(name, "compact")
        button.setText(_("Open {host}").format(host=host_of(address)))
        button.setToolTip(address)
        button.clicked.connect(lambda: self.page_asked.emit(address))
        return button

    def take_in(self, inner: "Section") -> None:
        """Add a section inside this one; what it asks for, this one asks for."""
        inner.page_asked.connect(self.page_asked)
        inner.wished.connect(self.wished)
        self.column.addWidget(inner)


def _label(name: str, words: str, role: str = "") -> QLabel:
    label = Copyable()
    label.setObjectName(name)
    label.setText(words)
    if role:
        label.setProperty("role", role)
    return label


def marked(words: str, *, yours: bool) -> str:
    """Return *words*, marked where they are the owner's own."""
    from simdesk.ui.catalog.entries import yours_word

    return f"{words} · {yours_word()}" if yours else words


def not_known() -> str:
    """Return what stands where nothing is known."""
    return _("Not known")


def host_of(address: str) -> str:
    """Return the host of an address."""
    from urllib.parse import urlsplit

    return urlsplit(address).hostname or ""


def _html(claims: tuple[Claim, ...], found: tuple[Source, ...]) -> str:
    palette = colours(QGuiApplication.palette())
    doubted = doubt(claims)
    warning = f'<b style="color: {palette.hue(Tone.SOON).name()}">{escape(doubted)}</b>'
    least = max(claims, key=lambda one: one.confidence.doubt, default=None)
    if least is None:
        return escape(_("no source"))
    first = warning if doubted else escape(confidence_name(least.confidence))
    return " · ".join((first, *(_source_html(one, palette.muted.name()) for one in found)))


def _source_html(source: Source, colour: str) -> str:
    if not source.host:
        return escape(source.words)
    host = escape(source.host)
    if source.address:
        host = f'<a href="{escape(source.address)}" style="color: {colour}">{host}</a>'
    return _p("source", "{host}: {how}").format(host=host, how=escape(source.words))
