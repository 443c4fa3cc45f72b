"""What to do when it does not work: what to look at first, and the carrier's people."""

from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from simdesk.catalog.model import Carrier, Support
from simdesk.catalog.terms import SupportKind
from simdesk.ui.browser import opener
from simdesk.ui.renewal.clerk import known_of
from simdesk.ui.renewal.copying import copied
from simdesk.ui.renewal.flow import Flow
from simdesk.ui.renewal.page import Sheet
from simdesk.ui.renewal.parts import Stack, enlarge, push_button, text_label
from simdesk.wording.guide import language_names, support_name
from simdesk.wording.language import _, _p, current
from simdesk.wording.sources import doubt


class SupportPanel(QFrame):
    """The carrier's support, and the way to the whole guide for troubles."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("support")
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = sheet
        self.title = text_label("support_title")
        enlarge(self.title, 1.1)
        self.first = text_label("support_first")
        self.lines = Stack("support_lines")
        self.none = text_label("support_none")
        self.guide = push_button("support_guide")
        self.guide.clicked.connect(lambda _on=False: self._sheet.doors.open_trouble())
        line = Flow()
        line.addWidget(self.guide)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        for widget in (self.title, self.first, self.lines, self.none):
            column.addWidget(widget)
        column.addLayout(line)

    def retranslate(self) -> None:
        """Set every word anew."""
        carrier = self._sheet.guide.carrier
        self.title.setText(_("It does not work"))
        self.setAccessibleName(_("It does not work"))
        self.first.setText(
            _(
                "Pay nothing a second time before you know what became of the first. Look at the carrier's"
                " page, your bank and your mail; note the error and the time. Then ask:"
            )
        )
        self.none.setText(
            _("SimDesk knows no support of this carrier. Look at its page or at the papers of the card.")
        )
        self.guide.setText(_("Something is wrong: what to check…"))
        doors = self._sheet.doors
        rows = support_rows(carrier, doors.open_page, lambda: doors.open_phrases(known_of(self._sheet)))
        self.lines.fill(rows)
        self.none.setVisible(not rows)


def support_rows(
    carrier: Carrier | None, open_page: Callable[[str], bool], speak: Callable[[], object]
) -> list[QWidget]:
    """Return a row for each line to the people of *carrier*; *speak* opens what to say in Japanese."""
    if carrier is None:
        return []
    return [
        _row(support, open_page, speak if _is_japanese(support, carrier) else None)
        for support in carrier.support
    ]


def _is_japanese(support: Support, carrier: Carrier) -> bool:
    at_home = carrier.country == "JP" and support.kind is SupportKind.TELEPHONE
    return at_home and (not support.languages or "ja" in support.languages)


def _row(support: Support, open_page: Callable[[str], bool], speak: Callable[[], object] | None) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(3)
    head = text_label("support_line")
    head.setText(
        _p("support", "{kind}: {value}").format(kind=support_name(support.kind), value=support.value)
    )
    enlarge(head, 1.0)
    column.addWidget(head)
    parts = [text.said(current()) for text in (support.hours, support.note) if text is not None]
    if support.languages:
        parts.append(_("Languages: {names}").format(names=language_names(support.languages)))
    if parts := [*parts, *filter(None, (doubt(support.claims),))]:
        more = text_label("support_more", "muted")
        more.setText("\n".join(parts))
        column.addWidget(more)
    open_it, flaw = opener(support.value, open_page)
    column.addLayout(_buttons(support, open_it, speak))
    column.addWidget(flaw)
    return box


def _buttons(support: Support, open_it: Callable[[], object], speak: Callable[[], object] | None) -> Flow:
    line = Flow()
    if support.value.startswith("https://"):
        host = urlsplit(support.value).hostname or ""
        page = push_button("support_open")
        page.setText(_("Open {host}").format(host=host))
        page.clicked.connect(lambda _on=False: open_it())
        line.addWidget(page)
    elif support.kind in (SupportKind.TELEPHONE, SupportKind.MAIL):
        copier = push_button("support_copy")
        copier.setText(_("Copy"))
        copier.setAccessibleName(_("Copy {text}").format(text=support.value))
        copier.clicked.connect(lambda: copied(support.value))
        line.addWidget(copier)
    if speak is not None:
        speaker = push_button("support_speak")
        speaker.setText(_("What to say…"))
        speaker.setAccessibleName(_("What to say in Japanese on {number}").format(number=support.value))
        speaker.clicked.connect(lambda _on=False: speak())
        line.addWidget(speaker)
    return line
