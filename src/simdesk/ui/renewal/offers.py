"""What is bought: an offer of the plan with what it gives and extends, or the owner's own words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from simdesk.catalog.cautions import fills_balance
from simdesk.catalog.freshness import PriceStanding, price_standing
from simdesk.catalog.model import Offer
from simdesk.domain.draft import Flaw, is_length
from simdesk.domain.terms import Basis, Extends, Kind
from simdesk.ui.fields import ChoiceField, TextField
from simdesk.ui.renewal.choice import Choice, Face
from simdesk.ui.renewal.facts import offer_chosen
from simdesk.ui.renewal.length_field import LengthField
from simdesk.ui.renewal.page import Form, Sheet, flaw_words
from simdesk.ui.renewal.parts import Stack, enlarge, text_label
from simdesk.wording.amounts import money
from simdesk.wording.dates import day, length
from simdesk.wording.freshness import price_doubt
from simdesk.wording.language import _, current
from simdesk.wording.sources import doubt
from simdesk.wording.terms import extends_name

_OWN = "offer_"


class OfferChooser(QWidget):
    """The offers of the way that was chosen, and a form for something else."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._own = False
        self.heading = text_label("offers_title")
        enlarge(self.heading, 1.05)
        self.group = QButtonGroup(self)
        self.offers = Stack("offers")
        self.form = Form(sheet)
        self.what = TextField(lambda: _("3,000 yen, 24-hour pack, …"))
        self.form.bind("offer", lambda: _("What you buy"), self.what)
        self.extends: ChoiceField[Extends] = ChoiceField(_extends_choices)
        self.extends.setObjectName("extends")
        self.extends.edited.connect(lambda: sheet.change(extends=self.extends.value() or Extends.NUMBER))
        self.form.add(lambda: _("It extends"), self.extends)
        self.valid_for = LengthField("valid_for")
        self.valid_for.edited.connect(lambda: sheet.change(valid_for=self.valid_for.text()))
        self.form.add(lambda: _("It adds"), self.valid_for, self._usual_length)
        self.lasts = LengthField("lasts")
        self.lasts.edited.connect(lambda: sheet.change(lasts=self.lasts.text(), base_day=""))
        self.form.add(lambda: _("The pack lasts"), self.lasts, lambda: _("From the day of payment."))
        box = QWidget()
        box.setLayout(self.form)
        self._box = box
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        for widget in (self.heading, self.offers, box):
            column.addWidget(widget)
        self.extends.edited.connect(self._show_rows)

    def enter(self) -> None:
        """Show the offers of the way that the draft has, and what it holds."""
        draft = self._sheet.draft
        known = self._known()
        self._own = not known or (self._sheet.guide.offer(draft) is None and (self._own or bool(draft.offer)))
        self._show_fields()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.setVisible(self._sheet.draft.kind is not Kind.USE)
        self.heading.setText(
            _("What do you pay?") if self._sheet.draft.kind is Kind.BILL else _("What do you buy?")
        )
        known = self._known()
        self.group.deleteLater()
        self.group = QButtonGroup(self)
        choices = [self._choice(offer) for offer in known]
        if known:
            other = Choice(Face(_("Something else"), (_("Type what it is and what it does."),)))
            other.setObjectName(_OWN)
            self.group.addButton(other)
            other.show_chosen(on=self._own)
            other.chosen.connect(self._choose_own)
            choices.append(other)
        self.offers.fill(choices)
        self.form.retranslate()
        self._show_rows()

    def show_flaws(self, flaws: frozenset[Flaw]) -> None:
        """Say beside the lengths what is wrong with them."""
        if Flaw.LENGTH_UNREADABLE in flaws:
            for field in (self.valid_for, self.lasts):
                if field.text() and not is_length(field.text()):
                    self.form.look(field, flaw_words(Flaw.LENGTH_UNREADABLE))
                    field.setFocus()

    def _known(self) -> Sequence[Offer]:
        way = self._sheet.guide.way(self._sheet.facts, self._sheet.draft)
        return self._sheet.guide.offers(way, self._sheet.facts.row.today)

    def _show_rows(self) -> None:
        bill = self._sheet.draft.kind is Kind.BILL
        pack = self._sheet.facts.card.rule.basis is Basis.PACK_END or self._sheet.draft.extends.data
        self._box.setVisible(self._own)
        self.form.show_row(self.extends, visible=not bill)
        self.form.show_row(self.valid_for, visible=not bill and not pack and self._sheet.draft.extends.number)
        self.form.show_row(self.lasts, visible=not bill and pack)

    def _choice(self, offer: Offer) -> Choice:
        choice = Choice(face_of(offer, self._sheet))
        choice.setObjectName(f"offer_{offer.id}")
        self.group.addButton(choice)
        choice.show_chosen(on=not self._own and offer.id == self._sheet.draft.offer)
        choice.chosen.connect(lambda: self._choose(offer))
        return choice

    def _choose(self, offer: Offer) -> None:
        self._own = False
        self._sheet.change(
            **offer_chosen(self._sheet.draft, offer, self._sheet.guide, self._sheet.facts.row.today)
        )
        self._show_fields()

    def _choose_own(self) -> None:
        if not self._own:
            self._own = True
            self._sheet.change(offer="", extends=Extends.NUMBER, valid_for="", lasts="", base_day="")
        self._show_fields()

    def _show_fields(self) -> None:
        self.form.enter()
        self.extends.set_value(self._sheet.draft.extends)
        self.valid_for.show_text(self._sheet.draft.valid_for)
        self.lasts.show_text(self._sheet.draft.lasts)
        self._show_rows()

    def _usual_length(self) -> str:
        usual = self._sheet.facts.card.rule.valid_for
        if usual is None:
            return _("Its length is not known; leave it empty if you do not know it either.")
        return _("Empty: {length}, as the card's rule says.").format(length=length(usual))


def face_of(offer: Offer, sheet: Sheet) -> Face:
    """Return what an offer shows: its price, what it gives, what it extends, until when it is sold.

    What is not sure of it is said with a sign; what has ended is pale.
    """
    standing = price_standing(offer, sheet.facts.row.today)
    extends, keeps = _extends_words(offer, sheet)
    lines = [offer.gives.said(current()), extends]
    if offer.until is not None and standing is not PriceStanding.ENDED:
        lines.append(_("Sold until {day}").format(day=day(offer.until)))
    doubts = [doubt(offer.claims)]
    if standing in (PriceStanding.ENDED, PriceStanding.UNCONFIRMED):
        doubts.append(f"⚠ {price_doubt(standing, offer)}")
    lines.append(" · ".join(filter(None, doubts)))
    pale = standing is PriceStanding.ENDED or not keeps
    return Face(offer.name.said(current()), tuple(filter(None, lines)), (_price(offer),), pale=pale)


def price_hint(sheet: Sheet) -> str:
    """Return why the amount to pay is not filled in; empty where it is, or nothing is known to say."""
    offer = sheet.guide.offer(sheet.draft)
    if offer is None:
        return ""
    match price_standing(offer, sheet.facts.row.today):
        case PriceStanding.NOT_KNOWN:
            return _("SimDesk does not know the price. Type what the page or the till says.")
        case PriceStanding.UNCONFIRMED if offer.price is not None:
            words = _("{price} was read somewhere and is not confirmed. Type what the page or the till says.")
            return words.format(price=money(offer.price))
        case PriceStanding.ENDED:
            return _("This offer has ended. Type what the page or the till says.")
    return ""


def _price(offer: Offer) -> str:
    if offer.price is None:
        return _("price not known") if offer.paid else _("free")
    return _("at least {price}").format(price=money(offer.price)) if offer.at_least else money(offer.price)


def _extends_words(offer: Offer, sheet: Sheet) -> tuple[str, bool]:
    """Return what an offer extends, and whether it serves the card; a bill keeps it without words."""
    rule = sheet.facts.card.rule
    if sheet.draft.kind is Kind.BILL:
        return "", True
    if offer.extends.number:
        return _("✓ Keeps the number. Extends: {what}").format(what=extends_name(offer.extends)), True
    if fills_balance(rule, offer.extends):
        return _("✓ Fills the balance, from which the plan takes its fee."), True
    if rule.basis is Basis.FIXED:
        return _("The last day stays as it is."), True
    return _("⚠ Does not keep the number. Extends: {what}").format(what=extends_name(offer.extends)), False


def _extends_choices() -> Sequence[tuple[Extends, str]]:
    return [(one, extends_name(one)) for one in Extends]
