"""Step 1: where one is, what one has, and the ways to renew from there."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from simdesk.catalog.checking import checked, unchecked
from simdesk.catalog.choosing import Way, why_none
from simdesk.catalog.freshness import PriceStanding, price_standing
from simdesk.catalog.names import line_name
from simdesk.catalog.reasons import Reason
from simdesk.catalog.terms import Identity, Payment
from simdesk.domain.draft import Flaw
from simdesk.errors import SimDeskError
from simdesk.ui.browser import no_browser
from simdesk.ui.countries import countries
from simdesk.ui.fields import ChoiceField, Rows
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.renewal.choice import Choice
from simdesk.ui.renewal.clerk import known_of
from simdesk.ui.renewal.copying import number_hidden
from simdesk.ui.renewal.faces import face_of, none_words
from simdesk.ui.renewal.facts import Guide, channel_chosen, outcome_of
from simdesk.ui.renewal.offers import OfferChooser
from simdesk.ui.renewal.page import Page, Sheet, flaw_words
from simdesk.ui.renewal.parts import Remark, Stack, push_button, text_label
from simdesk.ui.renewal.support import support_rows
from simdesk.ui.rule_age import RuleAge
from simdesk.ui.special_fields import CalmWheel
from simdesk.ui.theme import Tone
from simdesk.wording.amounts import money
from simdesk.wording.countdown import ends
from simdesk.wording.dates import city, day
from simdesk.wording.freshness import price_doubt
from simdesk.wording.guide import identity_name
from simdesk.wording.language import _, _n, _p, current
from simdesk.wording.outcomes import outcome
from simdesk.wording.payments import payment_name
from simdesk.wording.problem import problem


class WherePage(Page):
    """The country, what one pays with, which ID; the ways that fit first, with their reasons; the offer."""

    step = 1

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self._by_hand = bool(sheet.draft.channel)
        self._open = False
        self.age = RuleAge()
        self.age.page_asked.connect(self._open_page)
        self.age.checked.connect(lambda: self._change_check(on=True))
        self.age.taken_back.connect(lambda: self._change_check(on=False))
        self.age.plan_asked.connect(self._open_plan)
        self.column.addWidget(self.age)
        self.flaw_of_rule = Remark(Tone.URGENT)
        self.flaw_of_rule.setVisible(False)
        self.column.addWidget(self.flaw_of_rule)
        self.country: ChoiceField[str] = ChoiceField(self._countries)
        self.country.setObjectName("country")
        self.country.edited.connect(self._moved)
        rows = Rows()
        rows.add(lambda: _("I am in"), self.country)
        self._rows = rows
        self.column.addLayout(rows)
        self.payments = Chips("payments", lambda: _("I pay with"), self._payments)
        self.payments.edited.connect(self._moved)
        self.column.addWidget(self.payments)
        self.ids = Chips("ids", lambda: _("I can show"), self._identities)
        self.ids.edited.connect(self._moved)
        self.column.addWidget(self.ids)
        self.none_fits = Remark(Tone.SOON)
        self.none_fits.setObjectName("none_fits")
        self.column.addWidget(self.none_fits)
        self.people = Stack("none_fits_people")
        self.column.addWidget(self.people)
        self.group = QButtonGroup(self)
        self.fitting = Stack("ways")
        self.more = push_button("other_ways", "page")
        self.more.clicked.connect(self._toggle_others)
        self.others = Stack("ways_other")
        self.column.addWidget(self.fitting)
        self.offers = OfferChooser(sheet)
        self.column.addWidget(self.offers)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.others)
        self.column.addStretch(1)
        self._wheel = CalmWheel(self)
        self._wheel.calm(self.area)
        self.flaw = text_label("channel_flaw", "flaw")
        self.preview = text_label("preview")
        self.preview.setTextFormat(Qt.TextFormat.RichText)
        self.foot.addWidget(self.flaw)
        self.foot.addWidget(self.preview)
        sheet.changed.connect(self._refresh)

    def take_focus(self) -> None:
        """Begin at the first field: the buttons above it are for those who look for them."""
        self.country.setFocus()

    def enter(self) -> None:
        draft = self.sheet.draft
        self._open = False
        self.country.set_choices(self._countries)
        self.country.set_value(draft.country)
        self.payments.set_values(draft.payments)
        self.ids.set_values(draft.ids)
        self.offers.enter()
        self.retranslate()

    def retranslate(self) -> None:
        self.title(_("How do you want to renew?"), self._about_card())
        self._show_age()
        self._rows.retranslate()
        self.payments.retranslate()
        self.ids.retranslate()
        self._show_ways()
        self.offers.retranslate()
        self._show_preview()
        self.flaw.setVisible(False)

    def show_flaws(self, flaws: frozenset[Flaw]) -> None:
        self.flaw.setVisible(Flaw.CHANNEL_MISSING in flaws)
        self.flaw.setText(f"⚠ {flaw_words(Flaw.CHANNEL_MISSING)}")
        self.offers.show_flaws(flaws)

    def _about_card(self) -> str:
        facts = self.sheet.facts
        number = number_hidden(facts.card, self.sheet.guide.home, hides=facts.masked)
        place = _("{city} time").format(city=city(facts.card.timezone))
        line = line_name(facts.card.carrier, facts.card.plan, current())
        about = _p("list", ", ").join(filter(None, (line, number)))
        return " · ".join(filter(None, (about, ends(facts.row), place)))

    def _countries(self) -> Sequence[tuple[str, str]]:
        """Return every country, the carrier's first; the first choice is not to say."""
        home = self.sheet.guide.home
        known = countries()
        first = [(code, _("{country} (home)").format(country=name)) for code, name in known if code == home]
        others = [pair for pair in known if pair[0] != home]
        return [("", _("– not said –")), *first, *others]

    def _payments(self) -> Sequence[tuple[str, str]]:
        """Return what some way of the plan takes, and whatever was chosen before."""
        channels = self.sheet.guide.catalog.channels_of(self.sheet.guide.plan)
        taken = {payment for channel in channels for payment in channel.payments} - {Payment.BALANCE}
        chosen = self.sheet.draft.payments
        return [(one.value, payment_name(one)) for one in Payment if one in taken or one.value in chosen]

    def _identities(self) -> Sequence[tuple[str, str]]:
        channels = self.sheet.guide.catalog.channels_of(self.sheet.guide.plan)
        asked = {one for channel in channels for one in channel.ids} - {Identity.NONE}
        chosen = self.sheet.draft.ids
        return [(one.value, identity_name(one)) for one in Identity if one in asked or one.value in chosen]

    def _moved(self) -> None:
        """Take what the owner said of place and purse, and the best way from there unless one was chosen."""
        self.sheet.change(
            country=self.country.value() or "", payments=self.payments.values(), ids=self.ids.values()
        )
        chosen = self.sheet.guide.way(self.sheet.facts, self.sheet.draft)
        best = next(iter(self.sheet.guide.ways(self.sheet.facts, self.sheet.draft)), None)
        if not self._by_hand and best is not None and best.fits and best != chosen:
            self.sheet.change(**channel_chosen(self.sheet.draft, best, self.sheet.facts, self.sheet.guide))
        self.offers.enter()
        self.retranslate()

    def _show_ways(self) -> None:
        found = self.sheet.guide.ways(self.sheet.facts, self.sheet.draft)
        fitting = [way for way in found if way.fits]
        others = [way for way in found if not way.fits]
        self.group.deleteLater()
        self.group = QButtonGroup(self)
        none = why_none(found)
        self.fitting.fill(self._choice(way, none) for way in fitting)
        chosen = any(way.channel.id == self.sheet.draft.channel for way in others)
        shown = self._open or chosen or not fitting
        self.others.fill(self._choice(way, none) for way in (others if shown else ()))
        self.more.setVisible(bool(others))
        words = (
            _n("Hide {n} other way", "Hide {n} other ways", len(others))
            if shown
            else _n("{n} other way, and why not", "{n} other ways, and why not", len(others))
        )
        self.more.setText(("▾ " if shown else "▸ ") + words.format(n=len(others)))
        self._show_none(none)

    def _show_none(self, none: Reason | None) -> None:
        """Say that nothing fits and what to do then, with the carrier's people below."""
        guide = self.sheet.guide
        self.none_fits.setVisible(none is not None)
        self.none_fits.say("" if none is None else none_words(none, guide.plan))
        doors = self.sheet.doors
        self.people.fill(
            support_rows(guide.carrier, doors.open_page, lambda: doors.open_phrases(known_of(self.sheet)))
            if none is not None
            else ()
        )

    def _show_age(self) -> None:
        fresh = self.sheet.guide.freshness(self.sheet.facts)
        self.age.setVisible(self.sheet.guide.plan is not None)
        self.age.show_age(fresh, self.sheet.facts.row.today)

    def _open_page(self, address: str) -> None:
        opened = self.sheet.doors.open_page(address)
        self.flaw_of_rule.say("" if opened else no_browser(address))
        self.flaw_of_rule.setVisible(not opened)

    def _open_plan(self) -> None:
        if (plan := self.sheet.guide.plan) is not None:
            self.sheet.doors.open_plan(plan.id)

    def _change_check(self, *, on: bool) -> None:
        """Note that the owner looked at the carrier's page today, or take that back."""
        plan, facts = self.sheet.guide.plan, self.sheet.facts
        if plan is None:
            return
        edit = checked(plan, facts.row.today, facts.moment) if on else unchecked(plan.id)
        try:
            catalog = self.sheet.doors.change_own(edit)
        except (SimDeskError, OSError) as error:
            self.flaw_of_rule.say(problem(error))
            self.flaw_of_rule.setVisible(True)
            return
        self.flaw_of_rule.setVisible(False)
        self.sheet.guide = Guide.to(facts.card, catalog)
        self._show_age()

    def _choice(self, way: Way, none: Reason | None) -> Choice:
        choice = Choice(face_of(way, none))
        choice.setObjectName(f"way_{way.channel.id}")
        self.group.addButton(choice)
        choice.show_chosen(on=way.channel.id == self.sheet.draft.channel)
        choice.chosen.connect(lambda: self._choose(way))
        return choice

    def _choose(self, way: Way) -> None:
        self._by_hand = True
        self.sheet.change(**channel_chosen(self.sheet.draft, way, self.sheet.facts, self.sheet.guide))
        self.flaw.setVisible(False)
        self.offers.enter()

    def _toggle_others(self) -> None:
        self._open = not self._open
        self._show_ways()

    def _bought(self) -> str:
        """Return what is bought and for how much; empty where nothing is chosen."""
        draft, offer = self.sheet.draft, self.sheet.guide.offer(self.sheet.draft)
        if not draft.costs:
            return ""
        name = draft.offer if offer is None else offer.name.said(current())
        standing = (
            PriceStanding.USABLE if offer is None else price_standing(offer, self.sheet.facts.row.today)
        )
        if offer is None or offer.price is None or standing is not PriceStanding.USABLE:
            doubt = "" if offer is None else price_doubt(standing, offer)
            return f"{name} · ⚠ {doubt}" if doubt else name
        return name if f"{offer.price.decimal:,f}" in name else f"{name} · {money(offer.price)}"

    def _refresh(self) -> None:
        if self.isVisible():
            self._show_preview()

    def _show_preview(self) -> None:
        found = outcome_of(self.sheet.facts, self.sheet.draft)
        words = escape(outcome(found))
        if found.moves and found.seen.after is not None:
            stressed = escape(day(found.seen.after))
            words = words.replace(stressed, f"<b>{stressed}</b>", 1)
        self.preview.setText("<br>".join(filter(None, (escape(self._bought()), words))))
