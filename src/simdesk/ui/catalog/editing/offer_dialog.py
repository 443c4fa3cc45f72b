"""The form of an offer. It gives the offer back and writes nothing itself."""

from datetime import date

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Offer
from simdesk.catalog.own import in_one_language, new_own_id, own_claim
from simdesk.domain.terms import Extends
from simdesk.ui.cards.rule_fields import RuleLength
from simdesk.ui.catalog.editing.choices import extensions
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.text_fields import PriceField, TextLine, TextNote
from simdesk.ui.fields import ChoiceField, DateField
from simdesk.ui.special_fields import TickField
from simdesk.wording.language import _

_BLANK = in_one_language("?")


class OfferDialog(EditingForm):
    """Asks for an offer; *offer* None: a new one. Saving one unchanged makes it the owner's own word.

    *currency* is what its price comes in where none is known; *today* the day of the owner's word.
    """

    def __init__(
        self, offer: Offer | None, currency: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("offer_dialog", new=offer is None, parent=parent)
        self._today = today
        self._old = offer or Offer(
            id=new_own_id(),
            name=_BLANK,
            gives=_BLANK,
            extends=Extends.NUMBER,
            paid=True,
            claims=(own_claim(today),),
        )
        self._name, self._gives = TextLine(), TextNote(1)
        self._extends: ChoiceField[Extends] = ChoiceField(extensions)
        self._paid = TickField(lambda: _("It costs something"))
        self._price = PriceField(lambda: _("not known"))
        self._at_least = TickField(lambda: _("One may pay more than that"))
        self._lasts = RuleLength(lambda: _("not known"))
        self._valid_for = RuleLength(lambda: _("as the plan's rule says"))
        self._until = DateField()
        self._page = FormPage("edit_offer", lambda: _("Offer"))
        self._lay_rows()
        self._show(currency)
        self._paid.edited.connect(self._show_price)
        self.begin(self._page, letters=96, lines=36)

    def title(self) -> str:
        return _("Add an offer") if self._new else _("Edit the offer")

    def is_worth_keeping(self) -> bool:
        return True

    def flaw(self) -> tuple[str, str] | None:
        if self._name.told() is None:
            return "name", _("Give it the name that the carrier's page or the shop has for it.")
        if self._gives.told() is None:
            return "gives", _("Say what one gets for it, such as “3 GB for 30 days”.")
        return None

    def value(self) -> Offer:
        paid = self._paid.isChecked()
        price = self._price.money() if paid else None
        return replace(
            self._old,
            name=self._name.told(),
            gives=self._gives.told(),
            extends=self._extends.value() or Extends.NUMBER,
            paid=paid,
            claims=(own_claim(self._today),),
            price=price,
            at_least=self._at_least.isChecked() and price is not None,
            lasts=self._lasts.length(),
            valid_for=self._valid_for.length(),
            until=self._until.day(),
        )

    def _lay_rows(self) -> None:
        add = self._page.add
        add("name", lambda: _("Name"), self._name, self._name.told)
        add("gives", lambda: _("What it gives"), self._gives, self._gives.told)
        add("extends", lambda: _("What it extends"), self._extends, self._extends.value)
        add("paid", lambda: "", self._paid, self._paid.isChecked)
        add("price", lambda: _("Price"), self._price, self._price.typed)
        add("at_least", lambda: "", self._at_least, self._at_least.isChecked)
        add(
            "lasts",
            lambda: _("The pack lasts"),
            self._lasts,
            self._lasts.text,
            lambda: _("For a pack with an end of its own, counted from the day of payment."),
        )
        add(
            "valid_for",
            lambda: _("It keeps the number for"),
            self._valid_for,
            self._valid_for.text,
            lambda: _("Only where it differs from the plan's rule."),
        )
        add(
            "until",
            lambda: _("Sold until"),
            self._until,
            self._until.text,
            lambda: _("The last day it can be bought. Empty: no end is known."),
        )

    def _show(self, currency: str) -> None:
        old = self._old
        if not self._new:
            self._name.show_told(old.name)
            self._gives.show_told(old.gives)
        self._extends.set_value(old.extends)
        self._paid.setChecked(old.paid)
        self._price.show_money(old.price, currency)
        self._at_least.setChecked(old.at_least)
        self._lasts.set_length(old.lasts)
        self._valid_for.set_length(old.valid_for)
        self._until.set_day(old.until)
        self._show_price()

    def _show_price(self) -> None:
        for field in (self._price, self._at_least):
            self._page.rows.show_row(field, visible=self._paid.isChecked())
