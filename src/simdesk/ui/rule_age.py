"""How old the knowledge of a plan's rule is, with the carrier's page and *I checked this today* beside it."""

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from simdesk.ui.cards.labels import Copyable
from simdesk.ui.renewal.flow import Flow, flow_box
from simdesk.wording.freshness import age_warning, rule_age
from simdesk.wording.language import _, _p

if TYPE_CHECKING:
    from simdesk.catalog.freshness import Freshness


class RuleAge(QFrame):
    """Says where a rule is from, and what to do where that is old or not sure.

    Signals:
        page_asked: the carrier's page is to be opened; carries its https address.
        checked: the owner looked today and found the rule so.
        taken_back: the owner did not.
        plan_asked: everything about the plan is wanted.
    """

    page_asked = Signal(str)
    checked = Signal()
    taken_back = Signal()
    plan_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule_age")
        self.setProperty("role", "panel")
        self._page = ""
        self._age, self._doubt = Copyable(), Copyable()
        self._age.setObjectName("rule_age_words")
        self._age.setProperty("role", "muted")
        self._doubt.setObjectName("rule_age_doubt")
        font = self._doubt.font()
        font.setBold(True)
        self._doubt.setFont(font)
        self._open, self._check, self._back, self._about = (QPushButton() for _place in range(4))
        flow = Flow()
        for button, name in (
            (self._open, "rule_page"),
            (self._check, "rule_checked"),
            (self._back, "rule_check_back"),
            (self._about, "about_plan"),
        ):
            button.setObjectName(name)
            button.setAutoDefault(False)
            flow.addWidget(button)
        self._open.clicked.connect(lambda: self.page_asked.emit(self._page))
        self._check.clicked.connect(self.checked)
        self._back.clicked.connect(self.taken_back)
        self._about.clicked.connect(self.plan_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        for widget in (self._age, self._doubt, flow_box(flow)):
            column.addWidget(widget)

    def show_age(self, fresh: "Freshness | None", today: date) -> None:
        """Show how old a rule is; None: the rule was written by hand, and there is nothing to say of it."""
        self._page = "" if fresh is None else fresh.page or ""
        self._age.setText("" if fresh is None else _age_words(fresh))
        self._age.setVisible(fresh is not None)
        doubt = "" if fresh is None else doubt_words(fresh)
        self._doubt.setText(f"⚠ {doubt}")
        self._doubt.setVisible(bool(doubt))
        host = urlsplit(self._page).hostname or ""
        self._open.setText(_("Open {host}").format(host=host))
        self._open.setVisible(bool(host))
        self._check.setText(_("I checked this today"))
        self._check.setVisible(fresh is not None and not fresh.other and not fresh.checked_by(today))
        self._back.setText(_("Take back"))
        self._back.setAccessibleName(_("Take back that you checked it"))
        self._back.setVisible(fresh is not None and fresh.checked)
        self._about.setText(_("About this plan…"))
        self.setAccessibleName(_p("sentences", " ").join(filter(None, (self._age.text(), doubt))))


def doubt_words(fresh: "Freshness") -> str:
    """Return why one should not rely on a rule as it stands; empty where nothing speaks against it."""
    unsure = fresh.confidence == "low"
    words = (_("What is known of this rule is not sure (confidence low).") if unsure else "", _warning(fresh))
    return _p("sentences", " ").join(filter(None, words))


def _warning(fresh: "Freshness") -> str:
    """Return the warning of an old rule; where no page is known, that names whom to ask instead."""
    if fresh.page is not None or not fresh.old:
        return age_warning(fresh)
    if fresh.days is None:
        return _("Nobody knows how old this rule is. Ask the carrier before you rely on it.")
    return _("This rule is more than half a year old. Ask the carrier before you rely on it.")


def _age_words(fresh: "Freshness") -> str:
    words = rule_age(fresh)
    if fresh.checked or fresh.yours:
        return f"✓ {words}" if fresh.checked and not fresh.old else words
    parts = [words, _sureness(fresh.confidence)]
    if fresh.page is None:
        parts.append(_("a page of the carrier on it is not known"))
    return " · ".join(filter(None, parts))


def _sureness(confidence: str | None) -> str:
    """Return how sure a source is; empty for the least sure, which is said on its own."""
    # Not by wording.guide, which brings part of the catalog: the details of a card are there at the start.
    match confidence:
        case "high":
            return _("confidence high")
        case "medium":
            return _("confidence medium")
    return ""
