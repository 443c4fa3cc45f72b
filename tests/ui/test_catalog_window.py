"""The window of the catalog, used as its owner uses it: over a folder on the disk."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from simdesk.catalog.model import Claim
from simdesk.catalog.own import OwnCatalog, OwnEdit
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Confidence, How, PlanStatus
from simdesk.catalog.whole import Catalog
from simdesk.domain.book import Book
from simdesk.errors import SimDeskError
from simdesk.storage.folder import DataFolder, data_folder
from simdesk.storage.own_catalog import catalog_in, change_own, load_own
from simdesk.ui.catalog.edits import undone
from simdesk.ui.catalog.entries import entries
from simdesk.ui.catalog.parts import SourceLine
from simdesk.ui.catalog.subject import Doors
from simdesk.ui.catalog.window import CatalogWindow
from simdesk.ui.renewal.facts import Habits
from simdesk.ui.renewal.parts import Remark
from simdesk.wording import language
from tests.core.making import SOFTBANK, card, day
from tests.core.own_making import own_offer, own_rule
from tests.ui import window_making

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@dataclass
class Reader:
    """Somebody who reads the catalog and knows some of it better."""

    qtbot: QtBot
    home: Path
    habits: Habits = field(default_factory=Habits)
    opened: list[str] = field(default_factory=list)
    browser: bool = True

    @property
    def folder(self) -> DataFolder:
        return data_folder(str(self.home / "book"), {})

    @property
    def own(self) -> OwnCatalog:
        """Return what the disk holds."""
        return load_own(self.folder).value

    def catalog(self) -> Catalog:
        return catalog_in(self.folder).value

    def change(self, edit: OwnEdit) -> SimDeskError | OSError | None:
        try:
            change_own(self.folder, edit)
        except (SimDeskError, OSError) as error:
            return error
        return None

    def open_page(self, address: str) -> bool:
        self.opened.append(address)
        return self.browser

    def opens(self, plan: str = "") -> CatalogWindow:
        doors = Doors(
            catalog=self.catalog,
            change=self.change,
            moment=lambda: NOON,
            habits=lambda: self.habits,
            open_page=self.open_page,
        )
        window = CatalogWindow(doors)
        self.qtbot.addWidget(window)
        window.show()
        window.show_plan(plan)
        assert QTest.qWaitForWindowActive(window)
        return window

    def form(self, window: CatalogWindow, name: str) -> QDialog:
        """Return the form of that name, which must be open."""
        self.qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(QDialog, name)))
        return next(one for one in window.findChildren(QDialog, name) if one.isVisible())


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Reader:
    return Reader(qtbot, tmp_path)


def said(widget: QWidget) -> str:
    """Return every word that is to be seen in *widget*, a line each."""
    labels = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(
        one.accessibleName() if isinstance(one, SourceLine) else one.text() for one in labels if one.text()
    )


def part(window: QWidget, name: str) -> QWidget:
    """Return the widget of that name."""
    found = next((one for one in window.findChildren(QWidget, name) if one.isVisibleTo(window)), None)
    assert found is not None, name
    return found


def has(window: QWidget, name: str) -> bool:
    return any(one.isVisibleTo(window) for one in window.findChildren(QWidget, name))


def press(window: QWidget, name: str) -> None:
    """Click the button of that name."""
    button = part(window, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled()
    button.click()
    QApplication.processEvents()


def write(form: QWidget, name: str, words: str) -> None:
    """Type *words* into a field in the place of what it holds."""
    found = part(form, name)
    target = found
    if not isinstance(found, QLineEdit | QPlainTextEdit):
        target = found.findChild(QLineEdit) or found.findChild(QPlainTextEdit) or found
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(target, words)


def focus(window: QWidget) -> QWidget:
    """Return where the keys go."""
    found = window.focusWidget()
    assert found is not None
    return found


def choose(form: QWidget, name: str, words: str) -> None:
    """Choose the entry *words* of a field."""
    box = part(form, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def listed(window: CatalogWindow) -> list[str]:
    model = window.list.entries
    return [str(model.index(at).data()) for at in range(model.rowCount())]


def test_the_menu_opens_it_at_the_plan_of_the_card_that_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    owner = window_making.Owner(qtbot, tmp_path).shows()
    owner.chooses("bank")

    owner.window.window_actions.catalog.trigger()

    window = owner.window.findChild(CatalogWindow)
    assert window is not None
    assert "Simple Style (prepaid)" in said(window.sheet)
    assert window.list.entry is not None
    assert window.list.entry.key == ("softbank", "sb-simple-style")
    owner.desk.opening.open_catalog("giffgaff-payg")
    assert owner.window.findChildren(CatalogWindow) == [window]
    assert "giffgaff · United Kingdom · SIM card, eSIM · Prepaid" in said(window.sheet)
    window.close()


def test_a_check_in_one_window_is_seen_in_the_other(qtbot: QtBot, tmp_path: Path) -> None:
    rule = replace(SOFTBANK, plan_version="2026-11-21")
    bank = card(rule, id="bank", end="2026-11-23", carrier="softbank", plan="sb-simple-style")
    owner = window_making.Owner(qtbot, tmp_path, Book(cards=(bank,))).shows()
    owner.clicks("about_plan")
    window = owner.window.findChild(CatalogWindow)
    assert window is not None

    press(window, "check")

    assert "✓ Checked by you on 21 Nov 2026" in owner.reads("rule_age_words")
    owner.window.activateWindow()
    owner.clicks("rule_check_back")
    window.activateWindow()
    qtbot.waitUntil(lambda: has(window, "check"))
    window.close()


def test_the_list_answers_as_a_model_must(reader: Reader) -> None:
    window = reader.opens()
    tester = QAbstractItemModelTester(
        window.list.entries, QAbstractItemModelTester.FailureReportingMode.Fatal
    )

    window.search.setText("giff")

    assert tester.model() is window.list.entries
    assert listed(window) == ["giffgaff", "Pay as you go"]


def test_every_carrier_and_every_plan_is_listed_once(reader: Reader) -> None:
    window = reader.opens()
    every = catalog()

    names = [carrier.name.en for carrier in every.carriers]
    names += [plan.name.en for carrier in every.carriers for plan in carrier.plans]
    assert sorted(listed(window)) == sorted(names)


@pytest.mark.parametrize(
    ("wanted", "first", "plans"),
    [
        ("simple style", "SoftBank", 1),
        ("软银", "SoftBank", 1),
        ("イギリス payg", "1pMobile", None),
        ("  VISITORS docomo ", "NTT docomo", 1),
        ("giffgaff（英国）", "giffgaff", 1),
        ("ended prepaid au", "au (KDDI)", 1),
        ("no such thing", None, 0),
    ],
)
def test_it_is_searched_by_names_countries_kinds_and_whether_it_ended(
    reader: Reader, wanted: str, first: str | None, plans: int | None
) -> None:
    window = reader.opens()

    window.search.setText(wanted)

    assert listed(window)[:1] == ([] if first is None else [first])
    found = sum(entry.plan is not None for entry in entries(catalog(), wanted))
    assert plans is None or found == plans
    assert f"{found} plan" in said(window)


def test_a_search_leaves_the_sheet_until_something_else_is_chosen(reader: Reader) -> None:
    window = reader.opens("povo2-base")

    QTest.keyClicks(window.search, "tello")
    reader.qtbot.waitUntil(lambda: "Tello · United States" in said(window.sheet))
    QTest.keyClick(window.search, Qt.Key.Key_Escape)

    assert window.search.text() == ""
    assert window.list.hasFocus()
    assert window.list.entry is not None
    assert window.list.entry.key[1] == "tello-payg"


def test_the_keyboard_walks_through_it_and_goes_over_to_the_sheet(reader: Reader) -> None:
    window = reader.opens("povo2-base")
    window.list.setFocus()
    here = window.list.currentIndex().row()

    QTest.keyClick(window.list, Qt.Key.Key_Down)

    assert window.list.currentIndex().row() == here + 1
    entry = window.list.entry
    assert entry is not None
    reader.qtbot.waitUntil(lambda: entry.title in said(window.sheet))
    QTest.keyClick(window.list, Qt.Key.Key_Return)
    focus = window.focusWidget()
    assert focus is not None
    assert window.sheet.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()


def test_what_is_read_aloud_says_what_is_seen(reader: Reader) -> None:
    window = reader.opens("docomo-prepaid")

    words = window.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)

    assert words.startswith("NTT docomo, ")
    assert words.endswith("Prepaid · ✕ Ended")
    assert QAccessible.queryAccessibleInterface(window.list).text(QAccessible.Text.Name)
    for button in window.sheet.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()


ORDER = (
    "catalog_head catalog_rule catalog_counts catalog_cheapest catalog_offers catalog_ways catalog_support"
    " catalog_warnings catalog_residence catalog_texts catalog_stages"
).split()


@pytest.mark.parametrize("spoken", ["en", "zh_CN", "zh_TW", "ja"])
def test_every_plan_has_a_whole_sheet_in_every_language(reader: Reader, spoken: str) -> None:
    window = reader.opens()
    language.use(spoken)
    try:
        window.retranslate()
        for carrier in catalog().carriers:
            for plan in carrier.plans:
                window.show_plan(plan.id)
                words = said(window.sheet)
                names = [one.objectName() for one in window.sheet.findChildren(QWidget)]
                there = [name for name in names if name in ORDER]
                assert there == [one for one in ORDER if plan.warnings or one != "catalog_warnings"]
                assert plan.name.said(spoken) in words
                assert plan.rule_text.said(spoken) in words
                facts = (*plan.counts, *plan.does_not_count, *plan.warnings)
                assert [one for one in facts if one.text.said(spoken) not in words] == []
                assert [one.id for one in plan.offers if one.name.said(spoken) not in words] == []
                channels = reader.catalog().channels_of(plan)
                assert [one.id for one in channels if one.name.said(spoken) not in words] == []
                assert [one.value for one in carrier.support if one.value not in words] == []
                if not channels:
                    assert plan.no_channels is not None
                    remark = part(window, "catalog_no_ways")
                    assert remark.accessibleName() == plan.no_channels.said(spoken)
    finally:
        language.use("en")


def test_an_ended_plan_says_so_before_all_else(reader: Reader) -> None:
    window = reader.opens("au-prepaid")
    ended = reader.catalog().plan_by_id("au-prepaid")

    assert ended is not None
    assert ended.status is PlanStatus.ENDED
    assert "✕ Ended" in said(part(window, "catalog_head"))
    assert ended.status_note is not None
    assert part(window, "catalog_status").accessibleName() == ended.status_note.text.en


def test_low_confidence_stands_at_the_fact_with_a_word_and_a_sign(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    plan = reader.catalog().plan_by_id("sb-simple-style")
    assert plan is not None
    doubtful = [way for way in plan.channels if any(one.confidence is Confidence.LOW for one in way.claims)]

    assert doubtful
    for way in doubtful:
        words = said(part(window, f"catalog_way_{way.channel}"))
        assert "⚠ confidence low" in words


def test_every_fact_has_its_sources_below_it_and_only_https_is_opened(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    lines = part(window, "catalog_rule").findChildren(SourceLine)

    assert [
        one.accessibleName().startswith("confidence medium · gameni.net: from a copy of") for one in lines
    ]
    (line,) = lines
    assert 'href="http://' not in line.text()
    line.linkActivated.emit("https://dime.jp/genre/1723649")
    assert reader.opened == ["https://dime.jp/genre/1723649"]
    press(window, "catalog_page")
    plan = reader.catalog().plan_by_id("sb-simple-style")
    assert plan is not None
    assert reader.opened[1:] == [plan.page]


def test_where_no_browser_opens_the_host_is_said(reader: Reader) -> None:
    reader.browser = False
    window = reader.opens("povo2-base")
    button = next(one for one in window.sheet.findChildren(QAbstractButton) if one.text().startswith("Open "))

    button.click()

    assert window.notices.texts[0].startswith("No browser could be opened. Type the address yourself: ")
    assert reader.opened[0].startswith("https://")


def test_a_rule_that_is_old_or_undated_is_said_to_be(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    assert "more than half a year old" in part(window, "catalog_age").accessibleName()

    window.show_plan("bmobile-visitor")

    assert "Nobody knows how old this rule is" in part(window, "catalog_age").accessibleName()


def test_i_checked_this_today_and_back(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    changes: list[bool] = []
    window.changed.connect(lambda: changes.append(True))
    assert "Checked" not in said(part(window, "catalog_rule"))
    assert not has(window, "take_back")

    press(window, "check")

    check = reader.own.check("sb-simple-style")
    assert check is not None
    assert check.on == day("2026-11-21")
    assert "✓ Checked by you on 21 Nov 2026" in said(part(window, "catalog_rule"))
    assert not has(window, "check")
    assert window.notices.texts == ("Noted: you checked the rule today.",)
    assert changes == [True]

    press(window, "take_back")

    assert reader.own == OwnCatalog()
    assert "more than half a year old" in part(window, "catalog_age").accessibleName()
    press(window, "notice_remedy_0")
    assert reader.own.check("sb-simple-style") == check


def test_a_check_that_cannot_be_kept_moves_nothing(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    reader.folder.root.mkdir(parents=True)
    reader.folder.catalog.write_text("{", encoding="utf-8")

    press(window, "check")

    assert reader.folder.catalog.read_text("utf-8") == "{"
    assert has(window, "check")
    assert "catalog.json" in window.notices.texts[0]


def test_the_steps_are_unfolded_on_demand(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    panel = part(window, "catalog_way_official_site")
    assert "1. Open SoftBank's recharge page." not in said(panel)

    press(panel, "unfold_official_site")

    assert "1. Open SoftBank's recharge page." in said(panel)
    assert "Have at hand:" in said(panel)
    press(panel, "unfold_official_site")
    assert "1. Open SoftBank's recharge page." not in said(panel)


def test_a_way_says_whether_it_fits_its_owner(reader: Reader) -> None:
    reader.habits = Habits(country="CN")
    window = reader.opens("sb-simple-style")

    assert "✕ Only in Japan" in said(part(window, "catalog_way_carrier_shop"))
    assert "⚠ Only in Japanese" in said(part(window, "catalog_way_official_site"))
    facts = part(window, "catalog_facts_official_site")
    assert isinstance(facts, QLabel)
    assert "Paid with: Credit card" in facts.text()
    assert "Languages: Japanese" in facts.text()
    unknown = part(window, "catalog_unknown_official_site")
    assert isinstance(unknown, QLabel)
    assert unknown.text() == "Not known: Cards issued abroad, ID"


def test_the_owners_rule_stands_over_the_shipped_one_until_it_goes_back(reader: Reader) -> None:
    window = reader.opens("tello-payg")
    press(window, "edit_rule")
    form = reader.form(window, "rule_dialog")
    write(form, "edit_words", "Any top-up keeps it for 120 days.")

    press(form, "edit_save")

    kept = reader.own.rule("tello-payg")
    assert kept is not None
    assert kept.text.ja == "Any top-up keeps it for 120 days."
    assert "How the number is kept · yours" in said(part(window, "catalog_rule"))
    assert "Any top-up keeps it for 120 days." in said(part(window, "catalog_rule"))
    assert "Your own rule, written on 21 Nov 2026" in said(part(window, "catalog_rule"))
    assert window.list.entry is not None
    assert window.list.entry.about == "Prepaid · yours"
    press(window, "rule_back")
    assert reader.own.rule("tello-payg") is None
    assert "yours" not in said(part(window, "catalog_rule"))
    press(window, "notice_remedy_0")
    assert reader.own.rule("tello-payg") == kept


def test_a_shipped_offer_is_removed_and_comes_back(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")

    press(window, "remove_offer_recharge-5000")

    assert not has(window, "catalog_price_recharge-5000")
    assert "Recharge 5,000 yen: removed by you" in said(part(window, "catalog_offers"))
    press(window, "offer_back_recharge-5000")
    assert has(window, "catalog_price_recharge-5000")
    assert reader.own.offers == ()


def test_a_new_offer_is_the_owners_and_can_be_removed(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    press(window, "add_offer")
    form = reader.form(window, "offer_dialog")
    press(form, "edit_save")
    assert form.isVisible()
    write(form, "edit_name", "Card from the kiosk")
    write(form, "edit_gives", "60 days")
    write(form, "edit_amount", "2000")

    press(form, "edit_save")

    (record,) = reader.own.offers
    assert record.offer is not None
    assert "Card from the kiosk · yours" in said(part(window, "catalog_offers"))
    assert "¥2,000 · Extends: Number" in said(part(window, "catalog_offers"))
    assert "your own word of 21 Nov 2026" in said(part(window, "catalog_offers"))
    press(window, f"remove_offer_{record.offer.id}")
    assert reader.own.offers == ()


def test_the_steps_of_a_way_are_the_owners_until_they_go_back(reader: Reader) -> None:
    window = reader.opens("sb-simple-style")
    press(window, "edit_guide_official_site")
    form = reader.form(window, "guide_dialog")
    field = next(one for one in form.findChildren(QPlainTextEdit) if "recharge page" in one.toPlainText())
    field.setFocus()
    QTest.keyClicks(field, " Mine.")

    press(form, "edit_save")

    assert reader.own.guide("sb-simple-style", "official_site") is not None
    assert "My SoftBank (website) · yours" in said(part(window, "catalog_ways"))
    press(window, "unfold_official_site")
    assert "Mine." in said(part(window, "catalog_way_official_site"))
    press(window, "guide_back_official_site")
    assert reader.own.guides == ()
    assert "· yours" not in said(part(window, "catalog_ways"))


def test_a_carrier_a_plan_and_a_way_of_the_owners(reader: Reader) -> None:
    window = reader.opens()
    press(window, "catalog_add_carrier")
    form = reader.form(window, "carrier_dialog")
    write(form, "edit_name", "SoftBank")
    choose(form, "edit_country", "Japan")
    press(form, "edit_save")
    assert form.isVisible()
    assert "SoftBank" in said(form)
    write(form, "edit_name", "Corner Mobile")
    press(form, "edit_save")
    (carrier,) = reader.own.carriers
    assert "Corner Mobile · yours" in said(window.sheet)
    assert listed(window)[0] == "Corner Mobile"

    press(window, "add_plan")
    form = reader.form(window, "plan_dialog")
    write(form, "edit_name", "Yearly card")
    press(form, "edit_save")
    assert form.isVisible()
    write(form, "edit_words", "Each card keeps the number for a year.")
    press(form, "edit_save")
    (plan,) = reader.own.plans
    assert plan.carrier == carrier.carrier.id
    assert listed(window)[:2] == ["Corner Mobile", "Yearly card"]
    assert "Yearly card · yours" in said(window.sheet)
    assert "these are the general guides" in said(part(window, "catalog_ways"))
    assert not has(window, "edit_guide_official_site")

    press(window, "add_channel")
    form = reader.form(window, "channel_dialog")
    write(form, "edit_name", "The man at the market")
    press(part(form, "edit_steps"), "lines_add")
    QTest.keyClicks(focus(form), "Find him under the bridge.")
    press(form, "edit_save")
    (way,) = reader.catalog().channels_of(reader.catalog().plan_by_id(plan.plan.id))
    assert way.name.en == "The man at the market"
    assert "The man at the market · yours" in said(part(window, "catalog_ways"))
    (channel,) = reader.own.channels
    press(window, f"guide_back_{channel.channel.id}")
    assert (reader.own.channels, reader.own.guides) == ((), ())

    press(window, "remove_plan")
    assert reader.own.plans == ()
    press(window, "notice_remedy_0")
    assert reader.own.plan(plan.plan.id) is not None


def test_a_change_of_language_leaves_the_window_where_it_is(reader: Reader) -> None:
    window = reader.opens("povo2-base")
    QTest.keyClicks(window.search, "povo")
    language.use("ja")
    try:
        window.retranslate()
        assert window.search.text() == "povo"
        assert window.list.entry is not None
        assert window.list.entry.key == ("povo", "povo2-base")
        assert "日本" in said(window.sheet)
    finally:
        language.use("en")


def test_undone_leaves_what_came_since() -> None:
    before = OwnCatalog(rules=(own_rule(length="P90D"),))
    after = OwnCatalog(rules=(own_rule(length="P30D"),), offers=(own_offer(),))
    since = OwnCatalog(rules=after.rules, offers=(*after.offers, own_offer("own-later")))

    assert undone(before, after)(since) == OwnCatalog(rules=before.rules, offers=(own_offer("own-later"),))


def test_a_source_names_its_host_and_how_it_was_read() -> None:
    claims = (
        Claim("http://a.example/x", "2025-05", day("2026-11-21"), How.STORED_COPY, Confidence.HIGH),
        Claim("https://b.example/?a=1&b=<2>", None, day("2026-11-21"), How.QUOTED, Confidence.LOW),
        Claim(None, None, day("2026-11-20"), How.OWNER, Confidence.HIGH),
    )

    line = SourceLine(claims)

    assert line.accessibleName() == (
        "⚠ confidence low · a.example: from a copy of May 2025 · b.example: quoted, undated"
        " · your own word of 20 Nov 2026"
    )
    assert 'href="https://b.example/?a=1&amp;b=&lt;2&gt;"' in line.text()
    assert "a.example/x" not in line.text()


def test_remarks_say_their_words_to_everybody(reader: Reader) -> None:
    window = reader.opens("au-prepaid")

    remarks = list(window.sheet.findChildren(Remark))

    assert remarks
    assert all(remark.accessibleName() for remark in remarks)
