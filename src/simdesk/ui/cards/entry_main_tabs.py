"""The first tab of a card's form, in which a plan fills in its rule."""

from datetime import date

from PySide6.QtCore import Signal

from simdesk.catalog.model import Carrier, Plan
from simdesk.catalog.text import Text
from simdesk.catalog.whole import Catalog
from simdesk.domain.terms import Basis, Form
from simdesk.ui.cards.entry_tabs import Binding, EntryTab, day_part, text_part
from simdesk.ui.fields import ChoiceField, DateField, TextField
from simdesk.ui.special_fields import LABEL, NameField, NumberField, PhoneField
from simdesk.wording.language import _, current
from simdesk.wording.terms import form_name

_COUNTED = (Basis.EXPIRY, Basis.PAYMENT, Basis.USE, Basis.PACK_END, Basis.FIXED)


class CardTab(EntryTab):
    """What the card is and where its clock stands.

    Signals:
        plan_chosen: the carrier and plan typed are others now; carries what the catalog knows of them,
            each None where it is the owner's own.
    """

    plan_chosen = Signal(object, object)

    def __init__(self, catalog: Catalog, home: str | None) -> None:
        super().__init__("card_card_tab")
        self._catalog, self._home = catalog, home
        self._chosen: tuple[Carrier | None, Plan | None] = (None, None)
        self.label, self.number = TextField(), PhoneField()
        self.number.country = home
        self.carrier, self.plan = NameField(), NameField()
        self.base_day, self.expires_on, self.next_bill = DateField(), LastDayField(), DateField()
        self.bill_day = NumberField(lambda: _("not known"), 0, 31)
        self._basis: Basis | None = None
        self._stored = False
        self._add_names()
        self._add_dates()
        self.carrier.edited.connect(self._look_up)
        self.plan.edited.connect(self._look_up)
        for field in (self.carrier, self.plan):
            field.left.connect(self._spell_out)
        self._offer_names()

    @property
    def known(self) -> tuple[Carrier | None, Plan | None]:
        """Return what the catalog knows of the carrier and plan typed."""
        return self._chosen

    @property
    def country(self) -> str | None:
        """Return the ISO 3166 country that a national number is from: the carrier's, else the owner's."""
        carrier = self._chosen[0]
        return self._home if carrier is None else carrier.country

    def show_names(self, carrier: str, plan: str) -> None:
        """Show a card's carrier and plan, by the catalog's names where it knows them."""
        self._chosen = self._catalog.resolve(carrier, plan)
        known_carrier, known_plan = self._chosen
        self.number.country = self.country
        self.carrier.show_text(known_carrier.name.said(current()) if known_carrier else carrier)
        self._offer_names()
        self.plan.show_text(known_plan.name.said(current()) if known_plan else plan)

    def show_basis(self, basis: Basis, *, stored: bool = False) -> None:
        """Show the dates that matter on *basis*, and what they mean; *stored*: for a number in storage."""
        if (basis, stored) == (self._basis, self._stored):
            return
        self._basis, self._stored = basis, stored
        self.rows.show_row(self.base_day, visible=basis in _COUNTED)
        self.rows.show_row(self.expires_on, visible=basis is not Basis.NONE)
        for field in (self.bill_day, self.next_bill):
            self.rows.show_row(field, visible=basis is Basis.BILLING)
        self.rows.retranslate()

    def retranslate(self) -> None:
        """Set every word anew; the names of the catalog come in the language chosen."""
        super().retranslate()
        self._offer_names()
        self._spell_out()

    def _add_names(self) -> None:
        self.bind(
            lambda: _("Label"),
            self.label,
            text_part("label", self.label, LABEL),
            lambda: _("What you call this card, such as “Bank codes”."),
        )
        self.bind(
            lambda: _("Carrier"),
            self.carrier,
            Binding("carrier", False, lambda _text: None, self._carrier_text),
            self._carrier_hint,
        )
        self.bind(
            lambda: _("Plan"),
            self.plan,
            Binding("plan", False, lambda _text: None, self._plan_text),
            self._plan_hint,
        )
        self.bind(
            lambda: _("Number"),
            self.number,
            Binding("number", False, self.number.show_text, self.number.text),
            self._number_hint,
        )
        form: ChoiceField[Form] = ChoiceField(lambda: [(one, form_name(one)) for one in Form])
        self.bind(lambda: _("Form"), form, Binding("form", False, form.set_value, form.value))

    def _add_dates(self) -> None:
        self.bind(lambda: _("Base day"), self.base_day, day_part("base_day", self.base_day), self._base_hint)
        self.bind(
            lambda: _("Expires on"),
            self.expires_on,
            day_part("expires_on", self.expires_on),
            lambda: _("The last day on which it works, if you know it. Empty: as the rule counts."),
        )
        self.bind(
            lambda: _("Bill day"),
            self.bill_day,
            Binding("bill_day", False, self.bill_day.set_number, self.bill_day.number),
            lambda: _("The day of the month; 31 is the last day of a shorter one."),
        )
        self.bind(lambda: _("Next bill on"), self.next_bill, day_part("next_bill_on", self.next_bill))

    def _base_hint(self) -> str:
        match self._basis:
            case Basis.PACK_END:
                return _("The last day of the paid pack that ends last, or the day of activation.")
            case Basis.USE:
                return _("The day of the last call, text or other use that counts.")
            case Basis.PAYMENT:
                return _("The day you last paid.")
            case Basis.FIXED:
                asked = _("The day the storage began.")
                return asked if self._stored else _("The day it was activated.")
            case _:
                return _("The day the present validity began.")

    def _number_hint(self) -> str:
        asked = _("As you would dial it, or with + and the country code. Leave it empty for data only.")
        return self.number.doubt() or asked

    def _carrier_hint(self) -> str:
        typed = self.carrier.currentText().strip().casefold()
        if self._chosen[0] is not None or not typed:
            return ""
        if any(typed in _everything(one.name).casefold() for one in self._catalog.carriers):
            return ""  # the rest of a name is still to be typed
        return _("SimDesk does not know it. Type the last day below, or say under Rule how the days count.")

    def _plan_hint(self) -> str:
        carrier, plan = self._chosen
        if plan is not None:
            return plan.rule_text.said(current())
        if carrier is None or self.plan.currentText().strip():
            return ""
        return _("Choose it here, and its rule is filled in.")

    def _carrier_text(self) -> str:
        carrier = self._chosen[0]
        return self.carrier.currentText() if carrier is None else self._catalog.card_text(carrier)

    def _plan_text(self) -> str:
        plan = self._chosen[1]
        return self.plan.currentText() if plan is None else self._catalog.card_text(plan)

    def _look_up(self) -> None:
        found = self._catalog.resolve(self.carrier.currentText(), self.plan.currentText())
        if found == self._chosen:
            return
        other_carrier = found[0] is not self._chosen[0]
        self._chosen = found
        if other_carrier:
            self.number.country = self.country
            self.number.tidy()
            self._offer_names()
        self.rows.retranslate()
        self.plan_chosen.emit(*found)

    def _spell_out(self) -> None:
        """Write what the catalog knows by the name it has there."""
        for field, known in zip((self.carrier, self.plan), self._chosen, strict=True):
            if known is not None:
                field.show_text(known.name.said(current()))

    def _offer_names(self) -> None:
        carriers = sorted(self._catalog.carriers, key=lambda one: one.name.said(current()).casefold())
        self.carrier.offer({one.name.said(current()): _everything(one.name) for one in carriers})
        known = self._chosen[0]
        plans = () if known is None else known.plans
        self.plan.offer({one.name.said(current()): _everything(one.name) for one in plans})


def _everything(name: Text) -> str:
    """Return a name in every language: whoever reads 软银 may type SoftBank, as the card does."""
    return "\n".join(name.every())


class LastDayField(DateField):
    """The last day, if the owner knows it; while it is blank it shows what the rule counts."""

    _ruled: date | None = None

    def show_rule(self, day: date | None) -> None:
        """Show *day* as that of the rule; None: it gives none."""
        if day != self._ruled:
            self._ruled = day
            self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        if self._ruled is not None:
            self.setPlaceholderText(_("by the rule {day}").format(day=self._ruled.isoformat()))
