"""Step 2: what to look at before one pays."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from simdesk.catalog.cautions import Danger
from simdesk.catalog.model import Channel
from simdesk.catalog.terms import Action, Confidence, Group, Payment
from simdesk.domain.draft import ticked
from simdesk.domain.money import CURRENCIES
from simdesk.ui.fields import AmountField, ChoiceField, DateField, TextField
from simdesk.ui.renewal.copying import copy_number, number_hidden
from simdesk.ui.renewal.facts import cautions_of
from simdesk.ui.renewal.offers import price_hint
from simdesk.ui.renewal.page import Form, Page, Sheet
from simdesk.ui.renewal.parts import Remark, Stack, Tick, enlarge, push_button, text_label
from simdesk.ui.special_fields import CalmWheel
from simdesk.ui.theme import Tone
from simdesk.wording.amounts import amount
from simdesk.wording.cautions import caution_words
from simdesk.wording.guide import identity_name
from simdesk.wording.language import _, _p, current

_ON_THE_WEB = (Group.ONLINE, Group.PAYMENT_SERVICES, Group.WEB_SHOPS)
_COMMON = ("JPY", "USD", "EUR", "GBP", "CNY", "HKD", "TWD", "SGD", "KRW", "AUD", "CAD")


class BeforePage(Page):
    """The number and the amount to confirm, a payment number, a check list, warnings."""

    step = 2

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.warnings = Stack("warnings")
        self.column.addWidget(self.warnings)
        self.number = text_label("number_shown")
        enlarge(self.number, 1.5)
        self._asked = False
        self.show_number, self.copy = push_button("show_number"), push_button("copy_number")
        self.show_number.clicked.connect(self._turn)
        self.copy.clicked.connect(lambda: copy_number(self.sheet.facts.card, self.sheet.guide.home))
        line = QHBoxLayout()
        line.addWidget(self.number, 1)
        line.addWidget(self.show_number)
        line.addWidget(self.copy)
        self.column.addLayout(line)
        self.amount, self.currency = AmountField(), currency_field(sheet)
        self.payment_number, self.use_by = TextField(), DateField()
        self.use_by_time = TextField(lambda: _("HH:MM"))
        self.form = Form(sheet)
        self.form.bind("amount", lambda: _("Amount to pay"), self.amount, lambda: price_hint(sheet))
        self.amount.setObjectName("amount_to_pay")
        self.form.add(lambda: _p("money", "Currency to pay in"), self.currency)
        self.currency.setObjectName("currency_to_pay")
        self.form.bind(
            "payment_number",
            lambda: _("Payment number (払込番号)"),
            self.payment_number,
            lambda: _("From the carrier's page, e-mail or bill. It is kept with this renewal."),
        )
        self.form.bind("use_by", lambda: _("Use the payment number by"), self.use_by)
        self.form.bind("use_by_time", lambda: _("On that day until"), self.use_by_time)
        self.column.addLayout(self.form)
        self.list_title = self.subtitle("check_title")
        self.checks = Stack("checks")
        self.column.addWidget(self.checks)
        self.site = Remark(Tone.QUIET)
        self.site.setObjectName("real_site")
        self.column.addWidget(self.site)
        self.plan_title = self.subtitle("plan_title")
        self.plan_words = text_label("plan_words")
        self.column.addWidget(self.plan_words)
        self.column.addStretch(1)
        self._wheel = CalmWheel(self)
        self._wheel.calm(self.area)
        for field in (self.amount, self.use_by, self.use_by_time, self.payment_number):
            field.edited.connect(self._show_warnings)
        self.amount.edited.connect(self._show_checks)
        self.currency.edited.connect(self._show_checks)

    def enter(self) -> None:
        self._asked = False
        self.form.enter()
        self.currency.set_choices(lambda: currency_choices(self.sheet))
        self.currency.set_value(self.sheet.draft.currency)
        self.retranslate()

    def retranslate(self) -> None:
        channel = self._channel()
        self.title(_("Before you start"), "" if channel is None else channel.name.said(current()))
        self.form.retranslate()
        costs = self.sheet.draft.costs
        self.form.show_row(self.amount, visible=costs)
        self.form.show_row(self.currency, visible=costs)
        for field in (self.payment_number, self.use_by, self.use_by_time):
            self.form.show_row(field, visible=channel is not None and takes_payment_number(channel))
        shown = self._number()
        self.number.setText(shown)
        self.number.setVisible(bool(shown))
        self.show_number.setText(_("Hide number") if self._asked else _("Show number"))
        self.show_number.setVisible(bool(shown) and self.sheet.facts.masked)
        self.copy.setText(_("Copy number"))
        self.copy.setVisible(bool(shown))
        self.list_title.setText(_("Have you got it all?"))
        self._show_checks()
        self._show_warnings()
        self._show_site(channel)
        self._show_plan()

    def _number(self) -> str:
        """Return the number, to be compared digit by digit once the owner asks for that; empty for none."""
        facts, home = self.sheet.facts, self.sheet.guide.home
        return number_hidden(facts.card, home, hides=facts.masked and not self._asked)

    def _turn(self) -> None:
        self._asked = not self._asked
        self.retranslate()

    def _channel(self) -> Channel | None:
        return self.sheet.guide.channel(self.sheet.draft.channel)

    def _show_warnings(self) -> None:
        found = cautions_of(self.sheet.facts, self.sheet.draft, self.sheet.guide)
        urgent = (Danger.USE_BY_PASSED, Danger.TOO_LATE, Danger.WAITS_FOR_CHECK)
        remarks = [
            Remark(Tone.URGENT if caution.danger in urgent else Tone.SOON, caution_words(caution))
            for caution in found
        ]
        if self._unsure():
            words = _(
                "What is known of this way is not sure. Look at the carrier's page before you rely on it."
            )
            remarks.append(Remark(Tone.SOON, words))
        self.warnings.fill(remarks)

    def _unsure(self) -> bool:
        way = self.sheet.guide.way(self.sheet.facts, self.sheet.draft)
        return way is not None and way.known and way.confidence is Confidence.LOW

    def _show_plan(self) -> None:
        plan = self.sheet.guide.plan
        known = () if plan is None else plan.warnings
        self.plan_title.setText(_("Good to know about this plan"))
        self.plan_words.setText("\n".join(f"• {fact.text.said(current())}" for fact in known))
        self.plan_title.setVisible(bool(known))
        self.plan_words.setVisible(bool(known))

    def _show_checks(self) -> None:
        self.checks.fill(self._tick(key, words) for key, words in self._checks())

    def _tick(self, key: str, words: str) -> Tick:
        box = Tick(key.replace("/", "_"), words, on=key in self.sheet.draft.ticked)
        box.ticked.connect(lambda on: self.sheet.change(ticked=ticked(self.sheet.draft, key, on=on).ticked))
        return box

    def _checks(self) -> Iterator[tuple[str, str]]:
        """Yield what there is to tick, with the key it is kept under."""
        draft, facts, guide = self.sheet.draft, self.sheet.facts, self.sheet.guide
        if shown := self._number():
            yield "check/number", _("The number is right: {number}").format(number=shown)
        money = draft.renewal(facts.card, facts.row.today, facts.moment)
        if draft.costs and money.amount and money.currency:
            yield (
                "check/amount",
                _("The amount is right: {amount}").format(amount=amount(money.amount, money.currency)),
            )
        channel = self._channel()
        if channel is None:
            return
        if channel.group in _ON_THE_WEB:
            yield "check/network", _("The network here is stable.")
        if Payment.CREDIT_CARD in channel.payments and guide.home not in ("", draft.country):
            yield "check/foreign", _("My bank lets the card pay abroad and on the web.")
        for index, words in enumerate(channel.at_hand):
            yield f"check/{channel.id}/{index}", words.said(current())
        if asked := [one for one in channel.ids if one.value != "none"]:
            names = _p("list", " or ").join(map(identity_name, asked))
            yield "check/identity", _("I have the ID that is asked for: {names}").format(names=names)

    def _show_site(self, channel: Channel | None) -> None:
        carrier = self.sheet.guide.carrier
        on_the_web = channel is not None and (channel.group in _ON_THE_WEB or channel.address is not None)
        known = carrier is not None and bool(carrier.hosts)
        self.site.setVisible(known and on_the_web)
        if carrier is not None and known:
            self.site.say(
                _(
                    "The real site: its address ends in {hosts}. Open it from here or type it yourself, never"
                    " from a link in a message. SimDesk never asks for a password."
                ).format(hosts=_p("list", " or ").join(carrier.hosts))
            )


def takes_payment_number(channel: Channel) -> bool:
    """Return whether a bill with a payment number is paid through *channel*."""
    wanted = (Action.COPY_PAYMENT_NUMBER, Action.SHOW_TO_CLERK)
    return any(step.action in wanted for step in channel.steps)


def currency_field(sheet: Sheet) -> ChoiceField[str]:
    """Return a choice among all currencies, the likely ones first, bound to the draft."""
    field: ChoiceField[str] = ChoiceField(lambda: currency_choices(sheet))
    field.edited.connect(lambda: sheet.change(currency=field.value() or ""))
    return field


def currency_choices(sheet: Sheet) -> Sequence[tuple[str, str]]:
    """Return every currency with what it is called, the draft's own first."""
    likely = dict.fromkeys((sheet.draft.currency, *_COMMON))
    others = sorted(CURRENCIES.difference(likely))
    return [(code, code) for code in (*filter(CURRENCIES.__contains__, likely), *others)]
