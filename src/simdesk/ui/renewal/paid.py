"""Step 4: what was paid, when, how and where, and the receipt."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from simdesk.catalog.terms import Payment
from simdesk.domain.draft import Flaw
from simdesk.domain.terms import Basis, Kind
from simdesk.ui.fields import AmountField, DateField, TextField
from simdesk.ui.renewal.before import currency_choices, currency_field
from simdesk.ui.renewal.offers import price_hint
from simdesk.ui.renewal.page import Form, Page, Sheet, flaw_words
from simdesk.ui.renewal.receipts import Receipts
from simdesk.ui.special_fields import CalmWheel, NameField, NoteField
from simdesk.wording.dates import day
from simdesk.wording.language import _, current
from simdesk.wording.payments import payment_name

NOTE_LENGTH = 20_000


class PaidPage(Page):
    """Offer, amount, fee, method, place, day, order number, receipts, a note."""

    step = 4

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.amount, self.fee, self.currency = AmountField(), AmountField(), currency_field(sheet)
        self.currency.setObjectName("currency")
        self.paid_on, self.base_day = DateField(), DateField()
        self.method, self.place, self.order = NameField(), TextField(), TextField()
        self.method.setObjectName("payment_method")
        self.method.edited.connect(lambda: sheet.change(payment_method=self.method.currentText()))
        self.form = Form(sheet)
        self.form.bind("paid_on", self._paid_words, self.paid_on)
        self.form.bind("amount", lambda: _("Amount"), self.amount, lambda: price_hint(sheet))
        self.form.add(lambda: _("Currency"), self.currency)
        self.form.bind("fee", lambda: _("Fee"), self.fee, lambda: _("Paid on top, if any."))
        self.form.bind("base_day", lambda: _("The pack's last day"), self.base_day, self._pack_hint)
        self.form.add(lambda: _("Payment method"), self.method)
        self.form.bind("place", lambda: _("Place"), self.place)
        self.form.bind("order_number", lambda: _("Order number"), self.order)
        self.column.addLayout(self.form)
        self.receipts = Receipts(sheet)
        self.column.addWidget(self.receipts)
        self.note = NoteField()
        self.note.setObjectName("note")
        self.note.edited.connect(self._noted)
        self.note_title = self.subtitle("note_title")
        self.column.addWidget(self.note)
        self.column.addStretch(1)
        self._wheel = CalmWheel(self)
        self._wheel.calm(self.area)
        self.paid_on.edited.connect(self._show_pack)

    def enter(self) -> None:
        if not self.sheet.draft.paid_on:
            self.sheet.change(paid_on=self.sheet.facts.row.today.isoformat())
        self.form.enter()
        self.currency.set_choices(lambda: currency_choices(self.sheet))
        self.currency.set_value(self.sheet.draft.currency)
        self.method.show_text(self.sheet.draft.payment_method)
        self.receipts.enter()
        if self.note.toPlainText() != self.sheet.draft.note:
            self.note.setPlainText(self.sheet.draft.note)
        self.retranslate()

    def retranslate(self) -> None:
        used = not self.sheet.draft.costs
        self.title(_("What did you do?") if used else _("What did you pay?"), self._lead())
        self.form.retranslate()
        for field in (self.amount, self.fee, self.currency, self.method):
            self.form.show_row(field, visible=not used)
        self._show_pack()
        self.form.show_row(self.order, visible=not used)
        self.method.offer(self._methods())
        self.receipts.retranslate()
        self.note_title.setText(_("Note"))
        self.note.setAccessibleName(_("Note"))

    def show_flaws(self, flaws: frozenset[Flaw]) -> None:
        fields: list[tuple[Flaw, TextField]] = [
            (Flaw.PAID_ON_MISSING, self.paid_on),
            (Flaw.PAID_ON_UNREADABLE, self.paid_on),
            (Flaw.PAID_ON_FUTURE, self.paid_on),
            (Flaw.AMOUNT_UNREADABLE, self.amount),
            (Flaw.FEE_UNREADABLE, self.fee),
            (Flaw.BASE_DAY_UNREADABLE, self.base_day),
            (Flaw.BASE_DAY_BEFORE_PAYMENT, self.base_day),
        ]
        if Flaw.CURRENCY_UNKNOWN in flaws:
            self.form.look(self.currency, flaw_words(Flaw.CURRENCY_UNKNOWN))
            self.currency.setFocus()
        self.form.show_flaws({field: flaw_words(flaw) for flaw, field in fields if flaw in flaws})

    def _lead(self) -> str:
        draft, guide = self.sheet.draft, self.sheet.guide
        channel, offer = guide.channel(draft.channel), guide.offer(draft)
        names = [
            draft.channel if channel is None else channel.name.said(current()),
            draft.offer if offer is None else offer.name.said(current()),
        ]
        return " · ".join(filter(None, names))

    def _methods(self) -> Sequence[str]:
        """Return the owner's payment methods, then the kinds that the way takes."""
        channel = self.sheet.guide.channel(self.sheet.draft.channel)
        taken = tuple(Payment) if channel is None or not channel.payments else channel.payments
        labels = (method.label for method in self.sheet.facts.methods)
        return tuple(dict.fromkeys((*labels, *map(payment_name, taken))))

    def _paid_words(self) -> str:
        return _("Payment date") if self.sheet.draft.costs else _("Day of use")

    def _is_pack(self) -> bool:
        draft = self.sheet.draft
        if draft.kind in (Kind.USE, Kind.BILL):
            return False
        return self.sheet.facts.card.rule.basis is Basis.PACK_END or draft.extends.data

    def _show_pack(self) -> None:
        self.form.show_row(self.base_day, visible=self._is_pack())

    def _pack_hint(self) -> str:
        ends = self.sheet.draft.pack_end(self.sheet.facts.row.today)
        if ends is None:
            return _("As printed on it, or as the app says. Empty: counted from the day of payment.")
        if self.sheet.draft.base_day:
            return ""
        return _("Empty: {day}, by its length.").format(day=day(ends))

    def _noted(self) -> None:
        text = self.note.toPlainText()
        if len(text) > NOTE_LENGTH:
            self.note.setPlainText(text[:NOTE_LENGTH])
            return
        self.sheet.change(note=text)
