"""The forms of the owner's own catalog, used as their owner uses them."""

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.catalog.model import Carrier, Channel, Offer, Plan, PlanChannel, Step
from simdesk.catalog.overlay import with_own
from simdesk.catalog.own import OwnGuide, in_one_language, is_own_id, own_claim, put
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Action, Confidence, Elsewhere, Group, How, Payment, PlanKind, Reality
from simdesk.catalog.text import Text
from simdesk.domain.card import Funding, Rule, Rung
from simdesk.domain.money import Money
from simdesk.domain.terms import Basis, Extends, Form, Phase
from simdesk.ui.catalog.editing import (
    CarrierDialog,
    ChannelDialog,
    GuideDialog,
    OfferDialog,
    PlanDialog,
    RuleDialog,
)
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.wording import language
from tests.ui.window_making import NOON

TODAY = date(2026, 11, 21)
WORDS = Text.of("Recharge in time.", "按时充值。", "按時儲值。", "期限までにチャージします。")
RULE = Rule(
    Basis.EXPIRY,
    valid_for="P60D",
    cap="P360D",
    ladder=(Rung(Phase.RECEIVE_ONLY, "P360D", approximate=True),),
    plan_version="2026-11-21",
)
CARRIER = Carrier(
    id="softbank",
    name=in_one_language("SoftBank"),
    country="JP",
    timezone="Asia/Tokyo",
    hosts=("softbank.jp",),
    plans=(),
)
SHOP = Channel(
    id="carrier_shop",
    group=Group.IN_PERSON,
    name=Text.of("Carrier's shop", "营业厅", "門市", "ショップ"),
    summary=in_one_language("Go there."),
    status=Reality.REAL,
    at_hand=(in_one_language("Passport"),),
    steps=(
        Step(Text.of("Go to the shop.", "去营业厅。", "到門市。", "ショップに行きます。")),
        Step(in_one_language("Say your number."), Action.COPY_NUMBER),
        Step(in_one_language("Pay.")),
    ),
    payments=(Payment.CASH,),
    fee=in_one_language("none"),
)


class Owner:
    """Somebody who opens a form, types, and saves."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.given: list[object] = []

    def opens(self, form: EditingForm) -> None:
        self.form = form
        self.qtbot.addWidget(form)
        form.accepted_value.connect(self.given.append)
        form.open()
        assert QTest.qWaitForWindowActive(form)

    def types(self, part: str, text: str) -> None:
        field = self.line(part)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def writes(self, part: str, text: str) -> None:
        self.writes_in(self.note(part), text)

    def writes_in(self, note: QPlainTextEdit, text: str) -> None:
        note.setFocus()
        note.selectAll()
        QTest.keyClicks(note, text)

    def chooses(self, part: str, words: str) -> None:
        box = self.form.findChild(QComboBox, f"edit_{part}")
        assert box is not None
        place = box.findText(words)
        assert place >= 0
        box.setCurrentIndex(place)
        box.activated.emit(place)

    def ticks(self, name: str) -> None:
        boxes = (
            *self.form.findChildren(QCheckBox, f"edit_{name}"),
            *self.form.findChildren(QPushButton, f"edit_{name}"),
        )
        boxes[-1].click()  # one that was replaced may still be there for a moment

    def presses(self, name: str) -> None:
        buttons = self.form.findChildren(QPushButton)
        named = [one for one in buttons if name in (one.accessibleName(), one.text())]
        button = self.form.findChild(QPushButton, f"edit_{name}") or next(iter(named), None)
        assert button is not None, name
        button.click()

    def line(self, part: str) -> QLineEdit:
        field = self.form.findChild(QWidget, f"edit_{part}")
        assert field is not None
        found = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        assert found is not None
        return found

    def note(self, part: str) -> QPlainTextEdit:
        found = self.form.findChild(QPlainTextEdit, f"edit_{part}")
        assert found is not None
        return found

    def lines(self, field: str) -> list[QPlainTextEdit]:
        """The texts of a list, in the order they are seen."""
        found = [
            one
            for one in self.form.findChildren(QPlainTextEdit)
            if one.accessibleName().startswith(f"{field}, ") and one.isVisibleTo(self.form)
        ]
        return sorted(found, key=lambda one: int(one.accessibleName().rsplit(" ", 1)[1]))

    @property
    def refusal(self) -> str:
        label = self.form.findChild(QLabel, "edit_refusal")
        assert label is not None
        return label.text()

    def sees(self, words: str) -> bool:
        """Whether a sentence with *words* is in view somewhere."""
        return any(
            words in label.text() for label in self.form.findChildren(QLabel) if label.isVisibleTo(self.form)
        )


@pytest.fixture
def owner(qtbot: QtBot) -> Owner:
    return Owner(qtbot)


def guide_form(own: PlanChannel | None = None, channel: Channel | None = SHOP) -> GuideDialog:
    return GuideDialog(channel, [SHOP, catalog().channels[0]], CARRIER, TODAY, own=own)


def offer(**changes: object) -> Offer:
    known = Offer(
        id="recharge-3000",
        name=Text.of("Recharge", "充值", "儲值", "チャージ"),
        gives=in_one_language("3,000 yen of credit"),
        extends=Extends.NUMBER,
        paid=True,
        claims=(catalog().carriers[0].plans[0].claims[0],),
        price=Money("3000", "JPY"),
        at_least=True,
        valid_for="P60D",
    )
    return replace(known, **changes)


def test_a_rule_is_changed_and_its_words_keep_their_languages(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.types("valid_for", "90")
    assert owner.sees("Do these words still say it?")
    owner.presses("save")
    rule = replace(RULE, valid_for="P90D", plan_version=None)
    assert owner.given == [(rule, WORDS)]
    assert not owner.form.isVisible()


def test_new_words_are_the_same_in_every_language(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.writes("words", "Pay something every 60 days.")
    owner.presses("save")
    assert owner.given == [
        (replace(RULE, plan_version=None), in_one_language("Pay something every 60 days."))
    ]


def test_a_rule_takes_another_basis_a_phase_and_a_fee(owner: Owner) -> None:
    owner.opens(RuleDialog("LinksMate", RULE, WORDS))
    owner.chooses("basis", "Counted from the last use")
    owner.chooses("first_phase", "Receive only")
    owner.types("valid_for", "180")
    owner.presses("Add a phase")
    owner.types("amount", "517")
    owner.types("cycle", "1")
    cycle = owner.form.findChild(QWidget, "edit_cycle")
    assert cycle is not None
    unit = cycle.findChild(QComboBox)
    assert unit is not None
    unit.setCurrentIndex(unit.findText("months"))
    owner.presses("save")
    assert owner.given == [
        (
            Rule(
                Basis.USE,
                valid_for="P180D",
                ladder=(*RULE.ladder, Rung(Phase.SUSPENDED, "P30D")),
                first_phase=Phase.RECEIVE_ONLY,
                funding=Funding(Money("517", "JPY"), "P1M"),
            ),
            WORDS,
        )
    ]


def test_parts_that_do_not_matter_are_not_asked_for(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    cap = owner.form.findChild(QWidget, "edit_cap")
    ladder = owner.form.findChild(QWidget, "edit_ladder")
    assert cap is not None
    assert ladder is not None
    owner.chooses("basis", "No rule known")
    assert not cap.isVisible()
    assert not ladder.isVisible()
    owner.presses("save")
    assert owner.given == [(Rule(Basis.NONE), WORDS)]


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("valid_for", "soon", "Not a length yet."),
        ("amount", "much", "Not an amount yet."),
        ("amount", "-5", "below zero"),
        ("amount", "500", "needs both"),
        ("cycle", "3", "needs both"),
    ],
)
def test_a_mistake_in_a_rule_is_named_at_its_field(owner: Owner, part: str, text: str, words: str) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.types(part, text)
    owner.presses("save")
    assert owner.given == []
    assert owner.form.isVisible()
    assert owner.sees(words)
    assert "Not saved" in owner.refusal
    assert owner.line(part).text() == text


def test_a_rule_without_words_is_refused(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.note("words").clear()
    owner.presses("save")
    assert owner.given == []
    assert owner.sees("Say in a sentence")
    assert owner.form.focusWidget() is owner.note("words")


def test_what_was_not_changed_is_not_made_the_owners(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.presses("save")
    assert not owner.form.isVisible()
    assert owner.given == []


def test_cancel_asks_once_when_something_was_changed(owner: Owner) -> None:
    owner.opens(RuleDialog("Simple Style", RULE, WORDS))
    owner.presses("cancel")
    assert not owner.form.isVisible()
    owner.opens(OfferDialog(None, "JPY", TODAY))
    owner.types("name", "Pack")
    QTest.keyClick(owner.form, Qt.Key.Key_Escape)
    assert owner.form.isVisible()
    assert "not saved" in owner.refusal
    owner.types("name", "Pack of data")
    assert owner.refusal == ""
    owner.form.close()
    assert owner.form.isVisible()
    owner.presses("cancel")
    assert not owner.form.isVisible()
    assert owner.given == []


def test_what_cannot_be_kept_stays_in_the_form(owner: Owner) -> None:
    form = CarrierDialog(None)
    full = [True]
    form.accepted_value.connect(
        lambda _it: form.refuse("This name is taken. Nothing was saved.", "name") if full else None
    )
    owner.opens(form)
    owner.types("name", "SoftBank")
    owner.chooses("country", "Japan")
    owner.presses("save")
    assert form.isVisible()
    assert owner.line("name").text() == "SoftBank"
    assert "name is taken" in owner.refusal
    full.clear()
    owner.presses("save")
    assert not form.isVisible()


def test_a_new_offer(owner: Owner) -> None:
    owner.opens(OfferDialog(None, "JPY", TODAY))
    owner.types("name", "Data 3 GB")
    owner.writes("gives", "3 GB for 30 days")
    owner.chooses("extends", "Number and data")
    owner.types("amount", "990")
    owner.types("lasts", "30")
    owner.types("until", "2027/3/31")
    owner.presses("save")
    (made,) = owner.given
    assert isinstance(made, Offer)
    assert is_own_id(made.id)
    assert made == Offer(
        id=made.id,
        name=in_one_language("Data 3 GB"),
        gives=in_one_language("3 GB for 30 days"),
        extends=Extends.BOTH,
        paid=True,
        claims=(own_claim(TODAY),),
        price=Money("990", "JPY"),
        lasts="P30D",
        until=date(2027, 3, 31),
    )


def test_an_offer_edited_keeps_its_id_and_becomes_the_owners_word(owner: Owner) -> None:
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.types("amount", "3500")
    owner.presses("save")
    assert owner.given == [offer(price=Money("3500", "JPY"), claims=(own_claim(TODAY),))]


def test_an_unconfirmed_offer_is_confirmed_by_saving_it(owner: Owner) -> None:
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.presses("save")
    (kept,) = owner.given
    assert isinstance(kept, Offer)
    assert [(claim.how, claim.confidence) for claim in kept.claims] == [(How.OWNER, Confidence.HIGH)]


def test_a_price_may_be_not_known_and_a_free_thing_has_none(owner: Owner) -> None:
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.types("amount", "")
    owner.presses("save")
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.ticks("paid")
    assert not owner.line("amount").isVisible()
    owner.presses("save")
    unknown, free = owner.given
    assert isinstance(unknown, Offer)
    assert isinstance(free, Offer)
    assert (unknown.paid, unknown.price, unknown.at_least) == (True, None, False)
    assert (free.paid, free.price, free.at_least) == (False, None, False)


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("name", "", "Give it the name"),
        ("amount", "cheap", "Not an amount yet."),
        ("lasts", "long", "Not a length yet."),
        ("until", "11/12/2026", "Not a date yet."),
        ("currency", "BTC", "Choose the currency"),
    ],
)
def test_a_mistake_in_an_offer_is_named_at_its_field(owner: Owner, part: str, text: str, words: str) -> None:
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.types(part, text)
    owner.presses("save")
    assert owner.given == []
    assert owner.sees(words)


def test_an_offer_says_what_it_gives(owner: Owner) -> None:
    owner.opens(OfferDialog(offer(), "JPY", TODAY))
    owner.note("gives").clear()
    owner.presses("save")
    assert owner.given == []
    assert owner.sees("Say what one gets")
    owner.writes("gives", "a" * 2001)
    owner.presses("save")
    assert owner.sees("This text has 2001 characters; 2000 are the most.")
    assert owner.given == []


def test_a_guide_says_only_what_was_changed(owner: Owner) -> None:
    owner.opens(guide_form())
    owner.writes_in(owner.lines("Steps")[1], "Show your number.")
    owner.presses("save")
    (guide,) = owner.given
    steps = (SHOP.steps[0], Step(in_one_language("Show your number."), Action.COPY_NUMBER), SHOP.steps[2])
    assert guide == PlanChannel(channel="carrier_shop", claims=(own_claim(TODAY),), steps=steps)


def test_steps_are_moved_added_pasted_and_removed(owner: Owner) -> None:
    owner.opens(guide_form())
    rows = owner.lines("Steps")
    QTest.keyClick(rows[2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.toPlainText() for row in owner.lines("Steps")] == [
        "Go to the shop.",
        "Pay.",
        "Say your number.",
    ]
    QTest.keyClick(owner.lines("Steps")[1], Qt.Key.Key_Return)
    fresh = owner.form.focusWidget()
    assert isinstance(fresh, QPlainTextEdit)
    pasted = QMimeData()
    pasted.setText("Take the receipt.\n\nLook at the page.\n")
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(pasted)
    fresh.paste()
    clipboard.clear()
    owner.presses("save")
    (guide,) = owner.given
    assert isinstance(guide, PlanChannel)
    assert isinstance(guide.steps, tuple)
    assert [step.text.en for step in guide.steps] == [
        "Go to the shop.",
        "Pay.",
        "Take the receipt.",
        "Look at the page.",
        "Say your number.",
    ]
    assert [step.action for step in guide.steps][-1] is Action.COPY_NUMBER
    assert guide.steps[0] == SHOP.steps[0]


def test_buttons_move_and_remove_a_line(owner: Owner) -> None:
    owner.opens(guide_form())
    pick = {"Move 1 down", "Remove 3"}
    named = [one for one in owner.form.findChildren(QPushButton) if one.accessibleName() in pick]
    down = [one for one in named if one.accessibleName() == "Move 1 down"][-1]
    down.click()
    remove = [one for one in owner.form.findChildren(QPushButton) if one.accessibleName() == "Remove 3"][-1]
    remove.click()
    assert [row.toPlainText() for row in owner.lines("Steps")] == ["Say your number.", "Go to the shop."]


def test_tab_goes_through_the_lines_as_they_are_seen(owner: Owner) -> None:
    owner.opens(ChannelDialog(None, TODAY))
    owner.presses("Have at hand: Add a thing")
    for _step in range(2):
        owner.presses("Steps: Add a step")
    QTest.keyClick(owner.lines("Steps")[1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    owner.line("name").setFocus()
    passed: list[str] = []
    while len(passed) < 40 and "Save" not in passed:
        here = owner.form.focusWidget()
        assert here is not None
        passed.append(here.accessibleName() or str(here.property("text")))
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert passed == [
        "Name",
        "In a sentence",
        "Sort of channel",
        "Where it exists",
        "Have at hand, 1",
        "Remove 1",
        "Have at hand: Add a thing",
        "Steps, 1",
        "Steps, 1: what stands beside it",
        "Move 1 down",
        "Remove 1",
        "Steps, 2",
        "Steps, 2: what stands beside it",
        "Move 2 up",
        "Remove 2",
        "Steps: Add a step",
        "Cancel",
        "Save",
    ]


def test_a_step_of_more_than_200_characters_is_counted_and_refused(owner: Owner) -> None:
    owner.opens(guide_form())
    step = owner.lines("Steps")[0]
    owner.writes_in(step, "a" * 201)
    assert owner.sees("201 of 200")
    owner.presses("save")
    assert owner.given == []
    assert owner.sees("Number 1 has 201 characters; 200 are the most.")
    assert owner.form.focusWidget() is step
    owner.writes_in(step, "a" * 200)
    assert owner.sees("200 of 200")
    owner.presses("save")
    assert len(owner.given) == 1


def test_a_guide_keeps_what_its_owner_had_changed_before(owner: Owner) -> None:
    before = PlanChannel(
        channel="carrier_shop",
        claims=(own_claim(date(2026, 10, 1)),),
        fee=in_one_language("300 yen"),
    )
    owner.opens(guide_form(before, replace(SHOP, fee=in_one_language("300 yen"))))
    owner.types("minutes", "20")
    owner.presses("save")
    assert owner.given == [replace(before, claims=(own_claim(TODAY),), minutes=20)]


def test_a_channel_is_added_to_a_plan(owner: Owner) -> None:
    owner.opens(guide_form(channel=None))
    owner.presses("save")
    assert owner.sees("Choose the channel first.")
    owner.chooses("channel", "Carrier's shop")
    assert [row.toPlainText() for row in owner.lines("Steps")] == [step.text.en for step in SHOP.steps]
    owner.presses("save")
    assert owner.given == [PlanChannel(channel="carrier_shop", claims=(own_claim(TODAY),))]


def test_the_conditions_of_a_guide(owner: Owner) -> None:
    owner.opens(guide_form())
    owner.ticks("payments_credit_card")
    owner.chooses("foreign_cards", "no")
    owner.writes("fee", "110 yen")
    owner.chooses("from_elsewhere", "only on a condition")
    owner.writes("elsewhere_note", "A friend goes there.")
    owner.ticks("phases_usable")
    owner.ticks("ids_passport")
    owner.ticks("languages_zh")
    owner.types("address", "www.softbank.jp/shop")
    owner.chooses("status", "It works in part")
    owner.writes("status_note", "Not in every shop.")
    owner.presses("save")
    (guide,) = owner.given
    assert isinstance(guide, PlanChannel)
    assert guide.payments == (Payment.CREDIT_CARD, Payment.CASH)
    assert (guide.fee, guide.from_elsewhere) == (in_one_language("110 yen"), Elsewhere.PARTLY)
    assert guide.elsewhere_note == in_one_language("A friend goes there.")
    assert (guide.phases, guide.languages) == ((Phase.USABLE,), ("zh",))
    assert guide.address == "https://www.softbank.jp/shop"
    assert (guide.status, guide.status_note) == (Reality.PARTIAL, in_one_language("Not in every shop."))
    whole = with_own(
        catalog(), put(catalog().own, OwnGuide(changed=NOON, plan="sb-simple-style", guide=guide))
    )
    plan = whole.plan_by_id("sb-simple-style")
    assert any(one.fee == guide.fee for one in whole.channels_of(plan))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://softbank.jp/", "begin with https://"),
        ("https://example.com/", "Only the carrier's own pages"),
        ("https://softbank.jp.example.com/", "Only the carrier's own pages"),
        ("https://me@softbank.jp/", "Not the address of a page."),
        ("the shop", "Not the address of a page."),
    ],
)
def test_only_the_carriers_own_pages_can_be_opened(owner: Owner, address: str, words: str) -> None:
    owner.opens(guide_form())
    owner.types("address", address)
    owner.presses("save")
    assert owner.given == []
    assert owner.sees(words)
    assert owner.line("address").text() == address
    pages = owner.form.findChild(QTabWidget, "edit_pages")
    assert pages is not None
    assert pages.currentIndex() == 1


def test_a_condition_has_to_be_said(owner: Owner) -> None:
    owner.opens(guide_form())
    owner.chooses("from_elsewhere", "only on a condition")
    owner.presses("save")
    assert owner.given == []
    assert owner.sees("on which condition")


def test_a_new_carrier_takes_the_zone_of_its_country(owner: Owner) -> None:
    owner.opens(CarrierDialog(None))
    owner.types("name", "Club Sim")
    owner.chooses("country", "Hong Kong")
    assert owner.line("timezone").text() == "Asia/Hong_Kong"
    owner.types("hosts", "https://www.Example.com/sim, shop.example.org")
    owner.types("aliases", "CSL; 1O1O ;CSL")
    owner.presses("save")
    (made,) = owner.given
    assert isinstance(made, Carrier)
    assert is_own_id(made.id)
    assert made == Carrier(
        id=made.id,
        name=in_one_language("Club Sim"),
        country="HK",
        timezone="Asia/Hong_Kong",
        hosts=("www.example.com", "shop.example.org"),
        plans=(),
        aliases=("CSL", "1O1O"),
    )


def test_a_zone_that_was_typed_stays(owner: Owner) -> None:
    owner.opens(CarrierDialog(None))
    owner.types("timezone", "America/Denver")
    owner.chooses("country", "Japan")
    assert owner.line("timezone").text() == "America/Denver"


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        ("name", "", "Give the carrier its name."),
        ("timezone", "", "Choose the time zone"),
        ("timezone", "Asia/Nowhere", "There is no such time zone."),
        ("hosts", "a page", "“a” is no host."),
    ],
)
def test_a_mistake_in_a_carrier_is_named_at_its_field(owner: Owner, part: str, text: str, words: str) -> None:
    owner.opens(CarrierDialog(CARRIER))
    owner.types(part, text)
    owner.presses("save")
    assert owner.given == []
    assert owner.sees(words)


def test_a_new_plan_with_its_rule_and_warnings(owner: Owner) -> None:
    owner.opens(PlanDialog(None, CARRIER, TODAY))
    owner.types("name", "Grandma's plan")
    owner.ticks("forms_esim")
    owner.ticks("forms_physical")
    owner.chooses("kind", "Number storage")
    owner.types("page", "https://www.softbank.jp/storage")
    owner.types("stages", "30, 7")
    owner.presses("Warnings: Add a warning")
    owner.writes_in(owner.lines("Warnings")[0], "It receives nothing.")
    owner.chooses("basis", "Ends on a fixed day")
    owner.types("valid_for", "5")
    owner.presses("save")
    assert owner.sees("Say in a sentence")
    owner.writes("words", "Stored for five days.")
    owner.presses("save")
    (made,) = owner.given
    assert isinstance(made, Plan)
    assert is_own_id(made.id)
    assert (made.form, made.kind) == ((Form.ESIM,), PlanKind.STORAGE)
    assert (made.page, made.stages) == ("https://www.softbank.jp/storage", (30, 7))
    assert made.rule == Rule(Basis.FIXED, valid_for="P5D")
    assert made.rule_text == in_one_language("Stored for five days.")
    assert [(fact.text.ja, fact.claims) for fact in made.warnings] == [
        ("It receives nothing.", (own_claim(TODAY),))
    ]


def test_a_plan_needs_a_name_and_a_form(owner: Owner) -> None:
    owner.opens(PlanDialog(None, CARRIER, TODAY))
    owner.presses("save")
    assert owner.sees("Give the plan its name.")
    owner.types("name", "Plan")
    owner.ticks("forms_physical")
    owner.presses("save")
    assert owner.sees("Choose at least one")
    assert owner.given == []


def test_a_plan_edited_keeps_what_is_not_asked_for(owner: Owner) -> None:
    shipped = catalog().plan_by_id("povo2-base")
    assert shipped is not None
    carrier = catalog().carrier_of(shipped)
    owner.opens(PlanDialog(shipped, carrier, TODAY))
    owner.types("name", "povo")
    owner.presses("save")
    rule = replace(shipped.rule, plan_version=None)
    assert owner.given == [
        replace(shipped, name=in_one_language("povo"), rule=rule, claims=(own_claim(TODAY),))
    ]


def test_a_new_channel(owner: Owner) -> None:
    owner.opens(ChannelDialog(None, TODAY))
    owner.types("name", "The kiosk downstairs")
    owner.chooses("group", "In person")
    owner.chooses("country_more", "Japan")
    owner.chooses("country_more", "Hong Kong")
    owner.ticks("country_chips_JP")
    owner.presses("save")
    assert owner.sees("Write at least one step.")
    owner.presses("Steps: Add a step")
    owner.writes_in(owner.lines("Steps")[0], "Ask the man.")
    owner.types("address", "https://example.com/kiosk")
    owner.presses("save")
    (made,) = owner.given
    assert isinstance(made, Channel)
    assert is_own_id(made.id)
    name = in_one_language("The kiosk downstairs")
    assert made == Channel(
        id=made.id,
        group=Group.IN_PERSON,
        name=name,
        summary=name,
        status=Reality.REAL,
        countries=("HK",),
        steps=(Step(in_one_language("Ask the man.")),),
        address="https://example.com/kiosk",
        claims=(own_claim(TODAY),),
    )


@pytest.mark.parametrize("spoken", ["zh_CN", "zh_TW", "ja"])
def test_another_language_shows_its_own_words_and_keeps_what_was_typed(owner: Owner, spoken: str) -> None:
    owner.opens(guide_form())
    owner.writes_in(owner.lines("Steps")[1], "Show your number.")
    language.use(spoken)
    owner.form.retranslate()
    texts = [note.toPlainText() for note in owner.form.findChildren(QPlainTextEdit)]
    assert SHOP.steps[0].text.said(spoken) in texts
    assert "Show your number." in texts
    assert owner.form.is_changed()
    owner.presses("save")
    (guide,) = owner.given
    assert isinstance(guide, PlanChannel)
    assert isinstance(guide.steps, tuple)
    assert guide.steps[0] == SHOP.steps[0]


def test_a_change_of_language_alone_is_no_change(owner: Owner) -> None:
    owner.opens(guide_form())
    language.use("ja")
    owner.form.retranslate()
    assert not owner.form.is_changed()
    owner.presses("cancel")
    assert not owner.form.isVisible()


def test_every_field_has_its_name(owner: Owner) -> None:
    forms: list[EditingForm] = [
        RuleDialog("Simple Style", RULE, WORDS),
        OfferDialog(None, "JPY", TODAY),
        guide_form(),
        CarrierDialog(None),
        PlanDialog(None, CARRIER, TODAY),
        ChannelDialog(None, TODAY),
    ]
    nameless = []
    for form in forms:
        owner.qtbot.addWidget(form)
        form.show()
        nameless += [
            f"{form.objectName()}: {field.objectName()}"
            for kind in (QLineEdit, QPlainTextEdit, QComboBox, QPushButton, QCheckBox)
            for field in form.findChildren(kind)
            if field.isVisibleTo(form) and not (field.accessibleName() or getattr(field, "text", str)())
        ]
    assert nameless == []
