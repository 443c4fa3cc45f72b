"""The form of a card: add one, or edit one. It gives an edit back and writes nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from msgspec.structs import replace as replace_fields
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simdesk.catalog.model import Carrier, Plan
from simdesk.catalog.whole import Catalog
from simdesk.clock import day_in
from simdesk.domain.card import Card, Rule
from simdesk.domain.edits import Edit, add_card, change_card, new_id
from simdesk.domain.entry import CardEntry, EntryFlaw, entry_of
from simdesk.domain.lifecycle import standing
from simdesk.domain.numbers import spelled
from simdesk.domain.renewal import Renewal
from simdesk.domain.stating import ruled
from simdesk.domain.terms import Basis, Phase
from simdesk.domain.zones import is_zone
from simdesk.ui.cards.entry_main_tabs import CardTab
from simdesk.ui.cards.entry_more_tab import MoreTab
from simdesk.ui.cards.entry_rule_tab import RuleTab
from simdesk.ui.cards.entry_tabs import EntryTab, money_tab
from simdesk.wording.dates import day
from simdesk.wording.language import _
from simdesk.wording.spans import preview_lines

Save = Callable[[str, Edit, str], bool]
"""Makes an edit: its label, itself, and the id of the record it is about; whether it is in force."""


class CardDialog(QDialog):
    """Asks for a card, showing the dates it leads to while they are typed.

    *card* None adds a new one; else that card is edited, *renewals* being its own: what is not touched here
    stays as the book has it when it is saved. *home* is the country whose numbers are read nationally
    where the carrier's is not known. *now* gives the moment of saving; None: *moment*, that of opening.
    What was typed stays when *save* refuses it.

    Signals:
        secrets_asked: PIN and PUK of the card are wanted; carries its id.
        given_up: what *save* refused before was thrown away; carries the id of the card.
    """

    secrets_asked = Signal(str)
    given_up = Signal(str)

    def __init__(
        self,
        catalog: Catalog,
        save: Save,
        moment: datetime,
        *,
        card: Card | None = None,
        renewals: Sequence[Renewal] = (),
        methods: Sequence[str] = (),
        home: str | None = None,
        now: Callable[[], datetime] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card_dialog")
        self._now = now or (lambda: moment)
        self._save, self._moment, self._old, self._renewals = save, moment, card, renewals
        self._warned = self._was_refused = False
        self._stages_filled: tuple[int, ...] | None = None
        self._zone_filled: str | None = None
        self._id = new_id() if card is None else card.id
        self._tab = CardTab(catalog, home)
        self._rule_tab = RuleTab()
        self._more_tab = MoreTab(saved=card is not None)
        self._more_tab.secrets_asked.connect(lambda: self.secrets_asked.emit(self._id))
        money = money_tab(list(methods))
        self._tabs: tuple[EntryTab, ...] = (self._tab, self._rule_tab, money, self._more_tab)
        self._build()
        self._first = self._entry_to_begin_with()
        for tab in self._tabs:
            tab.show_entry(self._first)
        for tab in self._tabs:
            tab.edited.connect(self._look)
        self._tab.plan_chosen.connect(self._fill_in)
        self.retranslate()
        self._as_opened = self._typed()
        self._tab.label.setFocus()

    def hide_numbers(self, *, on: bool) -> None:
        """Hide ICCID and activation code while they are not being edited, or do not."""
        self._more_tab.hide_numbers(on=on)

    def retranslate(self) -> None:
        """Set every word anew; what was typed stays."""
        self.setWindowTitle(_("Add card") if self._old is None else _("Edit card"))
        for tab in self._tabs:
            tab.retranslate()
        names = (_("Card"), _("Rule"), _("Money and data"), _("More"))
        for index, name in enumerate(names):
            self._pages.setTabText(index, name)
        self._pages.setAccessibleName(_("Parts of the form"))
        self._heading.setText(_("What this leads to"))
        self._save_button.setText(_("Save"))
        self._look()

    def reject(self) -> None:
        """Close without saving; where something was typed, only when asked a second time."""
        if self._warned or self._typed() == self._as_opened:
            if self._was_refused:
                self.given_up.emit(self._id)
            super().reject()
            return
        self._warned = True
        self._cancel_button.setText(_("Throw away"))
        self._refuse(_("What you typed is not saved."))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.setAccepted(not self.isVisible())

    def _build(self) -> None:
        self._pages = QTabWidget()
        self._pages.setObjectName("card_pages")
        self._pages.setDocumentMode(True)
        for tab in self._tabs:
            self._pages.addTab(tab, "")
        panel = QFrame()
        panel.setProperty("role", "panel")
        self._heading, self._preview, self._refusal = QLabel(), QLabel(), QLabel()
        self._heading.setProperty("role", "muted")
        self._preview.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._preview.setObjectName("card_preview")
        self._refusal.setObjectName("card_refusal")
        self._refusal.setProperty("role", "flaw")
        for label in (self._preview, self._refusal):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        inside = QVBoxLayout(panel)
        inside.addWidget(self._heading)
        inside.addWidget(self._preview)
        self._save_button, self._cancel_button = QPushButton(), QPushButton()
        self._save_button.setObjectName("card_save")
        self._cancel_button.setObjectName("card_cancel")
        self._save_button.setDefault(True)
        self._save_button.clicked.connect(self._try_to_save)
        self._cancel_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._refusal, 1)
        foot.addWidget(self._cancel_button)
        foot.addWidget(self._save_button)
        box = QVBoxLayout(self)
        box.addWidget(self._pages, 1)
        box.addWidget(panel)
        box.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 116, line * 45).boundedTo(self.screen().availableSize() * 0.9))

    def _entry_to_begin_with(self) -> CardEntry:
        if self._old is None:
            return CardEntry(label="", rule=Rule(Basis.EXPIRY), timezone="")
        self._tab.show_names(self._old.carrier, self._old.plan)
        country = self._tab.country
        today = day_in(self._old.timezone, self._moment)
        found = entry_of(self._old, self._renewals, today, country)
        number = "" if self._old.number is None else spelled(self._old.number, country)
        base = found.base_day
        # A last day that follows from the base day is not typed, or it would outlast another base day.
        follows = base is not None and ruled(self._old, self._renewals, base, today) == found.expires_on
        return replace(found, number=number, expires_on=None if follows else found.expires_on)

    def _typed(self) -> CardEntry | None:
        """Return what the form holds; None while its rule contradicts itself."""
        entry = replace(self._first, country=self._tab.country)
        try:
            for tab in self._tabs:
                entry = tab.typed(entry)
        except ValueError:
            return None
        if entry.rule != self._first.rule:  # the owner's own then: no catalog offers a change of it
            entry = replace(entry, rule=replace_fields(entry.rule, plan_version=None))
        return entry

    def _fill_in(self, carrier: Carrier | None, plan: Plan | None) -> None:
        """Let the plan chosen fill in its rule, and the carrier its zone."""
        entry = self._typed() or self._first
        if carrier is not None:
            entry = replace(entry, timezone=carrier.timezone)
        elif entry.timezone == self._zone_filled:  # that of a carrier which it is no longer
            entry = replace(entry, timezone=self._first.timezone)
        self._zone_filled = None if carrier is None else carrier.timezone
        if plan is not None:
            form = plan.form[0] if entry.form not in plan.form else entry.form
            own_stages = entry.stages not in (None, self._stages_filled)
            stages = entry.stages if own_stages else plan.stages
            self._stages_filled = plan.stages
            entry = replace(entry, rule=plan.rule, form=form, stages=stages)
            self._first = replace(self._first, rule=plan.rule)
        for tab in (self._rule_tab, self._tab):
            tab.show_entry(entry)
        self._look()

    def _look(self) -> None:
        """Show what the form leads to, and what is wrong with it."""
        entry = self._typed()
        if entry is not None:
            entry = self._with_zone(entry)
            self._tab.show_basis(entry.rule.basis, stored=entry.rule.first_phase is Phase.STORED)
            self._rule_tab.show_basis(entry.rule.basis)
        self._refusal.clear()
        self._warned = False
        self._cancel_button.setText(_("Cancel"))
        self._preview.setText("\n".join(self._lines(entry)))

    def _lines(self, entry: CardEntry | None) -> Sequence[str]:
        if entry is None or not is_zone(entry.timezone):
            return (_("Choose a carrier or a time zone to see the dates."),)
        today = day_in(entry.timezone, self._moment)
        card = replace(entry, label=entry.label.strip() or "–").card(
            self._id, self._moment, today, self._old, self._renewals
        )
        found = standing(card, self._renewals, today)
        self._tab.expires_on.show_rule(found.expires_on)
        lines = list(preview_lines(found)) or [_("No date is known yet.")]
        if entry.base_day is not None and entry.expires_on is not None:
            lines += self._difference(card, entry, today)
        return lines

    def _difference(self, card: Card, entry: CardEntry, today: date) -> Sequence[str]:
        by_rule = None if entry.base_day is None else ruled(card, self._renewals, entry.base_day, today)
        if by_rule is None or entry.expires_on in (None, by_rule):
            return ()
        sentence = _("By the rule it would be {day}; the day you typed counts.")
        return (sentence.format(day=day(by_rule)),)

    def _with_zone(self, entry: CardEntry) -> CardEntry:
        """Return the entry with the zone of its number's country where none was chosen."""
        if entry.timezone.strip() or not entry.number.strip() or entry.e164 is None:
            return entry
        from simdesk.catalog.places import zone_of_number

        return replace(entry, timezone=zone_of_number(entry.e164) or "")

    def _try_to_save(self) -> None:
        entry = self._typed()
        flawed = next((part for tab in self._tabs if (part := tab.flawed())), None)
        if entry is None or flawed is not None:
            self._refuse(_("This field cannot be read yet. Nothing was saved."), flawed or "basis")
            return
        entry = self._with_zone(entry)
        flaws = entry.flaws()
        flaw = next((one for one in EntryFlaw if one in flaws), None)
        if flaw is not None:
            self._refuse(flaw_words(flaw), flaw.value, flaw_words(flaw))
            return
        card = replace_fields(self._card_of(entry), changed=self._now())
        if self._old is None:
            saved = self._save(_("Add {label}").format(label=card.label), add_card(card), card.id)
        else:
            edit = change_card(card, self._untouched(self._old))
            saved = self._save(_("Edit {label}").format(label=card.label), edit, card.id)
        if saved:
            self.accept()
        else:
            self._was_refused = True
            self._refuse(_("It could not be saved. What you typed is still here: try again."))

    def _untouched(self, old: Card) -> Card:
        """Return the card as the form has it with nothing typed: it fills in more than *old* has."""
        first = self._as_opened
        return old if first is None or first.flaws() else self._card_of(first)

    def _card_of(self, entry: CardEntry) -> Card:
        today = day_in(entry.timezone, self._moment)
        return entry.card(self._id, self._moment, today, self._old, self._renewals)

    def _refuse(self, sentence: str, part: str = "", words: str | None = None) -> None:
        """Say why nothing was saved, and go to the field of *part*, saying *words* below it."""
        self._refusal.setText(f"⚠ {sentence}")
        for place, tab in enumerate(self._tabs):
            if tab.has(part):
                self._pages.setCurrentIndex(place)
                tab.show_flaw(part, words)


def flaw_words(flaw: EntryFlaw) -> str:
    """Return a sentence on why a card cannot be saved as it was typed."""
    match flaw:
        case EntryFlaw.NO_LABEL:
            return _("Give the card a label. Nothing was saved.")
        case EntryFlaw.NOT_A_NUMBER:
            return _("This is not a phone number of that country. Nothing was saved.")
        case EntryFlaw.NO_ZONE:
            return _("Choose a time zone under Rule. Nothing was saved.")
        case EntryFlaw.NO_CURRENCY:
            return _("Choose the currency of the balance. Nothing was saved.")
        case EntryFlaw.NOT_AN_ICCID:
            return _("An ICCID has 18 to 20 digits. Nothing was saved.")
