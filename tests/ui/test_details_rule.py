"""The rule of a card in its details: how old and how sure it is, a check, and another rule of its plan."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from simdesk.catalog.own import OwnRule, in_one_language, put
from simdesk.catalog.reading import catalog
from simdesk.domain.book import Book
from simdesk.domain.card import Card, Rule
from simdesk.domain.terms import Basis
from simdesk.storage.own_catalog import change_own, load_own
from simdesk.ui.renewal.wizard import RenewalWizard
from tests.core.making import GIFFGAFF, MOMENT, card
from tests.ui.window_making import Owner

PLAN = "tello-payg"


def tello(**fields: object) -> Card:
    """A card of Tello with the rule that its plan has in the catalog."""
    plan = catalog().plan_by_id(PLAN)
    assert plan is not None
    known = {"base": "2026-11-05", "carrier": "tello", "plan": PLAN, "id": "us", "label": "US number"}
    return card(fields.pop("rule", plan.rule), **(known | fields))  # type: ignore[arg-type]


def older(**fields: object) -> Card:
    """A card that has the plan's rule as an older catalog had it: two months."""
    plan = catalog().plan_by_id(PLAN)
    assert plan is not None
    return tello(rule=replace(plan.rule, valid_for="P2M", plan_version="2024-01-01"), **fields)


def owner_of(qtbot: QtBot, home: Path, *cards: Card) -> Owner:
    return Owner(qtbot, home, book=Book(cards=cards)).shows()


def is_seen(owner: Owner, name: str) -> bool:
    found = owner.window.findChild(QWidget, name)
    return isinstance(found, QWidget) and found.isVisible()


def kept_rule(owner: Owner) -> Rule:
    return owner.store.book.cards[0].rule


def test_the_details_say_how_old_and_how_sure_the_rule_is(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, tello())
    assert owner.reads("rule_age_words").startswith("Rule from a page")
    assert "confidence high" in owner.reads("rule_age_words")
    assert "Look at the carrier's page before you rely on it." in owner.reads("rule_age_doubt")
    assert owner.button("rule_page").text() == "Open tello.com"
    assert not is_seen(owner, "rule_offer")


def test_a_rule_that_is_not_sure_says_so_with_a_sign(qtbot: QtBot, home: Path) -> None:
    plan = catalog().plan_by_id("hahasim-365")
    assert plan is not None
    owner = owner_of(qtbot, home, card(plan.rule, carrier="hahasim", plan=plan.id, base="2026-05-01"))
    assert owner.reads("rule_age_doubt").startswith("⚠ What is known of this rule is not sure")
    assert "a page of the carrier on it is not known" in owner.reads("rule_age_words")
    assert not is_seen(owner, "rule_page")


def test_a_check_is_noted_and_taken_back(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    def opens(address: QUrl) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    owner = owner_of(qtbot, home, tello())
    owner.clicks("rule_page")
    assert [url.host() for url in opened] == ["tello.com"]
    owner.clicks("rule_checked")
    assert owner.reads("rule_age_words") == "✓ Checked by you on 21 Nov 2026"
    assert not is_seen(owner, "rule_age_doubt")
    assert owner.window.notices.texts == ("Noted: you checked the rule today.",)
    owner.clicks("notice_remedy_0")
    assert load_own(owner.desk.folder).value.check(PLAN) is None
    assert is_seen(owner, "rule_age_doubt")
    owner.clicks("rule_checked")
    owner.clicks("rule_check_back")
    assert load_own(owner.desk.folder).value.check(PLAN) is None
    owner.clicks("notice_remedy_0")
    check = load_own(owner.desk.folder).value.check(PLAN)
    assert check is not None
    assert check.on == date(2026, 11, 21)


def test_everything_about_the_plan_is_one_click_away(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, tello())
    owner.clicks("about_plan")
    window = owner.window.findChild(QWidget, "catalog_window")
    assert isinstance(window, QWidget)
    assert window.isVisible()


def test_of_a_rule_written_by_hand_nothing_is_said(qtbot: QtBot, home: Path) -> None:
    by_hand = tello(rule=Rule(Basis.PAYMENT, "P3M"), label="By hand")
    unknown = card(GIFFGAFF, id="own", carrier="Little Carrier", plan="Little plan", label="Own")
    owner = owner_of(qtbot, home, by_hand, unknown)
    owner.chooses("us")
    assert not is_seen(owner, "rule_age_words")
    assert not is_seen(owner, "rule_checked")
    assert is_seen(owner, "about_plan")
    owner.chooses("own")
    assert not is_seen(owner, "rule_age")


def test_another_rule_of_the_plan_is_offered_with_both_dates(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, older())
    words = owner.reads("rule_offer_words")
    assert words.startswith("⚠ SimDesk knows another rule for this plan now")
    assert "Next deadline: Tue 5 Jan 2027 by the card's rule, Fri 5 Feb 2027 by the new one." in words
    assert owner.reads("details_countdown") == "45 days"


def test_the_new_rule_is_taken_over_and_that_is_undone(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, older())
    before = kept_rule(owner)
    owner.clicks("rule_take_over")
    assert kept_rule(owner).valid_for == "P3M"
    assert owner.reads("details_countdown") == "76 days"
    assert not is_seen(owner, "rule_offer")
    assert owner.window.notices.texts == ("“US number” has the new rule of its plan.",)
    owner.clicks("notice_remedy_0")
    assert kept_rule(owner) == before
    assert is_seen(owner, "rule_offer")


def test_ones_own_rule_is_kept_until_the_next_change_and_that_is_undone(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, older())
    owner.clicks("rule_keep_mine")
    assert kept_rule(owner).valid_for == "P2M"
    assert not is_seen(owner, "rule_offer")
    assert owner.reads("details_countdown") == "45 days"
    owner.clicks("notice_remedy_0")
    assert is_seen(owner, "rule_offer")
    owner.clicks("rule_keep_mine")
    own = OwnRule(changed=MOMENT, plan=PLAN, rule=Rule(Basis.PAYMENT, "P1M"), text=in_one_language("A month"))
    change_own(owner.desk.folder, lambda had: put(had, own))
    owner.cards.refresh()
    words = owner.reads("rule_offer_words")
    assert words.startswith("⚠ You wrote another rule for this plan")
    assert "Sat 5 Dec 2026 by the new one" in words


def test_a_rule_kept_beside_another_of_the_plan_is_not_called_the_plans(qtbot: QtBot, home: Path) -> None:
    """What is known of the plan's rule, its age and that its owner wrote it, holds for that one only."""
    owner = owner_of(qtbot, home, tello())
    own = OwnRule(changed=MOMENT, plan=PLAN, rule=Rule(Basis.PAYMENT, "P1M"), text=in_one_language("A month"))
    change_own(owner.desk.folder, lambda had: put(had, own))
    owner.cards.refresh()
    owner.clicks("rule_keep_mine")
    assert owner.reads("rule_age_words").startswith("The card has another rule than its plan has now")
    assert owner.reads("rule_age_doubt").startswith("⚠ Nobody knows how old this rule is.")
    assert not is_seen(owner, "rule_checked")
    owner.desk.opening.renew("us")
    wizard = owner.window.findChild(RenewalWizard)
    assert isinstance(wizard, RenewalWizard)
    words = wizard.findChild(QLabel, "rule_age_words")
    assert isinstance(words, QLabel)
    assert words.text().startswith("The card has another rule than its plan has now")


def test_a_rule_by_which_the_card_is_suspended_at_once_says_so(qtbot: QtBot, home: Path) -> None:
    plan = catalog().plan_by_id("povo2-base")
    assert plan is not None
    long = replace(plan.rule, valid_for="P200D", plan_version="2024-01-01")
    owner = owner_of(qtbot, home, card(long, carrier="povo", plan=plan.id, base="2026-05-20"))
    assert "Today: Usable by the card's rule, Suspended by the new one." in owner.reads("rule_offer_words")


def test_words_follow_the_language(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, older())
    before = owner.reads("rule_offer_words")
    owner.speech.use("ja")
    assert "2027年1月5日" in owner.reads("rule_offer_words")
    owner.speech.use("en")
    assert owner.reads("rule_offer_words") == before


def test_what_is_known_of_texts_abroad_is_said_until_the_owner_has_tested_it(
    qtbot: QtBot, home: Path
) -> None:
    plan = catalog().plan_by_id("povo2-base")
    assert plan is not None
    assert plan.roaming_texts is not None
    untested = card(plan.rule, carrier="povo", plan=plan.id, base="2026-09-01")
    tested = replace(untested, id="tested", texts_abroad=True)
    owner = owner_of(qtbot, home, untested, tested)
    names = {label.accessibleName() for label in owner.window.findChildren(QLabel)}
    assert f"Texts abroad: {plan.roaming_texts.text.en}" in names
    owner.chooses("tested")
    names = {label.accessibleName() for label in owner.window.findChildren(QLabel)}
    assert "Texts abroad: arrive" in names


def test_a_check_in_the_catalog_is_seen_in_an_open_wizard_too(qtbot: QtBot, home: Path) -> None:
    owner = owner_of(qtbot, home, tello())
    owner.desk.opening.renew("us")
    wizard = owner.window.findChild(RenewalWizard)
    assert isinstance(wizard, RenewalWizard)
    wizard.sheet.change(note="half a sentence")
    owner.desk.opening.open_catalog("")
    window = owner.window.findChild(QWidget, "catalog_window")
    assert isinstance(window, QWidget)
    check = next(one for one in window.findChildren(QPushButton) if one.text() == "I checked this today")
    QTest.mouseClick(check, Qt.MouseButton.LeftButton)
    words = wizard.findChild(QLabel, "rule_age_words")
    assert isinstance(words, QLabel)
    assert words.text() == "✓ Checked by you on 21 Nov 2026"
    assert wizard.draft.note == "half a sentence"
    found = owner.window.findChildren(QLabel, "rule_age_words")
    assert [label.text() for label in found] == [words.text()] * 2
