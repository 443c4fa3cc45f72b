"""The windows of help: the trouble guide, sentences in Japanese, what one may have read."""

from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from simdesk.catalog.hearsay import Topic, Verdict, hearsay
from simdesk.catalog.phrases import phrases
from simdesk.catalog.trouble import trouble
from simdesk.domain.book import Book
from simdesk.domain.edits import add_card, delete_card
from simdesk.storage.settings import Settings
from simdesk.ui.help.hearsay_dialog import HearsayDialog, marked
from simdesk.ui.help.leafing import Leafing
from simdesk.ui.help.phrases_dialog import PLACES, PhrasesDialog
from simdesk.ui.help.side_list import Entry, SideModel
from simdesk.ui.help.trouble_dialog import TroubleDialog
from simdesk.ui.renewal.clerk import ClerkScreen
from simdesk.ui.renewal.facts import Habits
from simdesk.ui.renewal.wizard import RenewalWizard
from simdesk.wording.sources import doubt
from tests.core.making import GIFFGAFF, card
from tests.ui.renewing import Owner as Renewing
from tests.ui.renewing import part, press, softbank
from tests.ui.window_making import Owner

Kind = TypeVar("Kind", bound=QDialog)


@pytest.fixture
def owner(qtbot: QtBot, home: Path) -> Owner:
    return Owner(qtbot, home, settings=Settings(language="en", masked=False)).shows()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were opened in the browser."""
    pages: list[str] = []

    def note(url: QUrl) -> bool:
        pages.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return pages


def window(owner: Owner, kind: type[Kind]) -> Kind:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    found = [one for one in owner.window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    found[0].activateWindow()
    assert QTest.qWaitForWindowActive(found[0])
    return found[0]


def said(dialog: QDialog) -> str:
    """Every word that is to be seen at the right."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def listed(dialog: Leafing) -> list[str]:
    """The words of the list, from the top, titles included."""
    model = dialog.side.model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def seek(dialog: Leafing, words: str) -> None:
    dialog.search.setFocus()
    dialog.search.selectAll()
    # An input method commits what is no key of its own.
    dialog.search.insert(words)


def large(dialog: QDialog) -> ClerkScreen:
    screen = next(one for one in dialog.findChildren(ClerkScreen) if one.isVisible())
    assert screen.isFullScreen()
    return screen


def test_a_card_in_trouble_is_led_to_what_fits_it(owner: Owner) -> None:
    owner.chooses("bank")
    owner.clicks("details_trouble")
    dialog = window(owner, TroubleDialog)
    assert dialog.windowTitle() == "Something is wrong"
    assert listed(dialog)[:2] == ["May fit this card", "The card is suddenly dead"]
    assert "Other troubles" in listed(dialog)
    assert "SoftBank · 090-1234-5678 · Usable" in said(dialog)
    assert "Telephone: 157" in said(dialog)
    assert "My SoftBank" in said(dialog)
    assert "giffgaff" not in said(dialog)


def test_what_was_ticked_off_stays_ticked(owner: Owner) -> None:
    for text in ("✓", ""):
        owner.chooses("bank")
        owner.clicks("details_trouble")
        dialog = window(owner, TroubleDialog)
        box = part(dialog, QAbstractButton, "check_2")
        assert box.isChecked() is (text == "")
        if text:
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Space)
        assert not part(dialog, QAbstractButton, "check_1").isChecked()
        dialog.close()


def test_every_topic_is_shown_with_its_checks_and_sources(owner: Owner, opened: list[str]) -> None:
    owner.desk.opening.open_trouble()
    dialog = window(owner, TroubleDialog)
    assert listed(dialog) == [topic.title.en for topic in trouble().topics]
    dialog.side.setFocus()
    for place, topic in enumerate(trouble().topics):
        if place:
            QTest.keyClick(dialog.side, Qt.Key.Key_Down)
        assert topic.summary.en in said(dialog)
        assert all(check.text.en in said(dialog) for check in topic.checks)
        assert topic.ask.en in said(dialog)
        press(dialog, "sources_fold")
        shown = said(dialog)
        assert f"{len(topic.sources())} source" in part(dialog, QAbstractButton, "sources_fold").text()
        assert "from a copy" in shown or "quoted" in shown
    press(dialog, "source_open_1")
    assert opened
    assert opened[0].startswith("https://")


def test_where_no_browser_opens_a_source_or_the_support_it_is_said_there(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    owner.desk.opening.open_hearsay()
    sayings = window(owner, HearsayDialog)
    press(sayings, "source_open_1")
    assert "⚠ No browser could be opened. Type the address yourself: " in said(sayings)
    sayings.close()

    owner.state.apply("Add", add_card(card(GIFFGAFF, id="there", carrier="giffgaff", base="2026-11-01")))
    owner.desk.opening.open_trouble("there")
    dialog = window(owner, TroubleDialog)
    press(dialog, "support_open")
    assert "⚠ No browser could be opened. Type the address yourself: " in said(dialog)


def test_what_is_not_sure_says_so_where_it_stands(owner: Owner) -> None:
    owner.desk.opening.open_trouble()
    dialog = window(owner, TroubleDialog)
    for topic in trouble().topics:
        dialog.side.choose(topic.id)
        assert ("some of this rests on weak sources" in said(dialog)) is bool(doubt(topic.claims))
        for place, check in enumerate(topic.checks, 1):
            shown = dialog.findChild(QLabel, f"check_doubt_{place}")
            assert (shown is not None) is bool(doubt(check.claims))
            assert shown is None or shown.text() == "⚠ confidence low"


def test_a_search_finds_what_a_check_says(owner: Owner) -> None:
    owner.desk.opening.open_trouble()
    dialog = window(owner, TroubleDialog)
    seek(dialog, "PUK wrong")
    assert "PIN and PUK" in listed(dialog)
    assert len(listed(dialog)) < len(trouble().topics)
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.side
    seek(dialog, "xyzzy")
    assert listed(dialog) == []
    assert "Nothing was found." in said(dialog)


def test_a_sentence_of_the_guide_fills_the_screen_and_is_copied(owner: Owner) -> None:
    owner.chooses("bank")
    owner.clicks("details_trouble")
    dialog = window(owner, TroubleDialog)
    assert "電話番号090-1234-5678の回線が利用停止になりました。" in said(dialog)
    press(dialog, "phrase_copy")
    assert "090-1234-5678" in QGuiApplication.clipboard().text()
    press(dialog, "phrase_large")
    screen = large(dialog)
    assert "090-1234-5678" in screen.text
    assert "Say this on the telephone" in screen.text
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_a_hidden_number_is_hidden_until_it_is_read(qtbot: QtBot, home: Path) -> None:
    owner = Owner(qtbot, home, settings=Settings(language="en", masked=True)).shows()
    owner.chooses("bank")
    owner.clicks("details_trouble")
    dialog = window(owner, TroubleDialog)
    assert "+81 •••• 5678" in said(dialog)
    assert "1234" not in said(dialog)
    press(dialog, "phrase_large")
    assert "090-1234-5678" in large(dialog).text


def test_telephone_lines_lead_to_what_to_say_there(owner: Owner) -> None:
    owner.chooses("bank")
    owner.clicks("details_trouble")
    press(window(owner, TroubleDialog), "support_speak")
    dialog = window(owner, PhrasesDialog)
    assert "On the telephone" in said(dialog)
    assert dialog.card.value() == "bank"
    assert dialog.side.key == phrases().said_at("telephone")[0].id


def test_a_card_from_elsewhere_needs_no_japanese(owner: Owner) -> None:
    owner.state.apply("Add", add_card(card(GIFFGAFF, id="there", carrier="giffgaff", base="2026-11-01")))
    owner.desk.opening.open_trouble("there")
    dialog = window(owner, TroubleDialog)
    assert "giffgaff" in said(dialog)
    assert dialog.findChild(QAbstractButton, "phrase_large") is None
    assert dialog.findChild(QAbstractButton, "support_speak") is None


def test_a_card_that_goes_leaves_the_whole_guide(owner: Owner) -> None:
    owner.desk.opening.open_trouble("bank")
    dialog = window(owner, TroubleDialog)
    owner.state.apply("Delete", delete_card("bank", owner.watch.now()))
    assert dialog.card.value() == ""
    assert listed(dialog) == [topic.title.en for topic in trouble().topics]


def test_what_a_friend_can_do_is_a_click_away(owner: Owner) -> None:
    owner.desk.opening.open_trouble("bank")
    dialog = window(owner, TroubleDialog)
    press(dialog, "trouble_friend")
    assert dialog.side.key == "friend_in_japan"
    assert dialog.findChild(QAbstractButton, "trouble_friend") is None


def test_the_wizard_leads_to_the_guide_and_to_the_telephone(qtbot: QtBot) -> None:
    renewing = Renewing(softbank(), Habits(country="JP"))
    wizard = renewing.opens()
    assert isinstance(wizard, RenewalWizard)
    while wizard.draft.step < 3:
        press(wizard, "next")
    press(wizard, "trouble")
    press(wizard, "support_guide")
    press(wizard, "support_speak")
    assert renewing.helped[0] == {}
    assert renewing.helped[1]["number"] == "090-1234-5678"
    assert renewing.helped[1]["amount"] == "3,000円"
    renewing.crashes()


def test_all_sentences_are_there_by_place(owner: Owner) -> None:
    owner.desk.opening.open_phrases()
    dialog = window(owner, PhrasesDialog)
    assert set(dialog.side.keys) == {phrase.id for phrase in phrases().phrases}
    assert [words for words in listed(dialog) if words.startswith(("At ", "On "))] == [
        "At the register of a shop",
        "At the carrier's counter",
        "On the telephone",
    ]
    for _place in dialog.side.keys:
        press(dialog, "phrase_after")
        assert "{" not in said(dialog)
        phrase = phrases().phrase(dialog.side.key)
        assert phrase is not None
        press(dialog, "phrase_large")
        assert "{" not in large(dialog).text
        large(dialog).close()
    assert {phrase.place for phrase in phrases().phrases} == set(PLACES)


def test_what_is_typed_is_filled_into_the_blanks(owner: Owner) -> None:
    owner.desk.opening.open_phrases("pay_with_payment_number", "bank")
    dialog = window(owner, PhrasesDialog)
    assert "There is no payment number yet." in said(dialog)
    for name, text in (("phrases_payment_number", "1234-5678-90123"), ("phrases_amount", "3000")):
        field = part(dialog, QLineEdit, name)
        field.setFocus()
        QTest.keyClicks(field, text)
    assert "払込番号：1234-5678-90123\n金額：3,000円" in said(dialog)
    press(dialog, "phrase_large")
    lines = large(dialog).text.split("\n")
    assert "1234-5678-90123" in lines
    assert "3,000円" in lines


def test_what_may_be_typed_is_shown_whole(owner: Owner) -> None:
    owner.desk.opening.open_phrases("pay_with_payment_number", "bank")
    dialog = window(owner, PhrasesDialog)
    for need in ("number", "amount", "payment_number"):
        field = part(dialog, QLineEdit, f"phrases_{need}")
        sample = field.fontMetrics().horizontalAdvance(field.placeholderText())
        assert field.width() > sample + 2 * field.fontMetrics().averageCharWidth()


def test_sentences_are_found_by_what_they_mean_and_how_they_are_read(owner: Owner) -> None:
    owner.desk.opening.open_phrases()
    dialog = window(owner, PhrasesDialog)
    for words in ("roaming", "こくさい", "じゅしんしたい", "国際"):
        seek(dialog, words)
        assert "texts_abroad" in dialog.side.keys


def test_a_payment_that_is_awaited_gives_its_amount(owner: Owner) -> None:
    paid = replace(owner.state.book.renewals[0], amount="3000", currency="JPY")
    owner.state.apply("Amount", lambda held: Book(cards=held.cards, renewals=(paid,)))
    owner.desk.opening.open_phrases("not_arrived", "shop")
    assert "3,000円" in said(window(owner, PhrasesDialog))


def test_every_saying_has_its_verdict_as_a_sign_and_a_word(owner: Owner) -> None:
    owner.desk.opening.open_hearsay()
    dialog = window(owner, HearsayDialog)
    assert len(dialog.side.keys) == len(hearsay().hearsay)
    model = dialog.side.model()
    spoken = {
        str(model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for place in range(model.rowCount())
    }
    for one in hearsay().hearsay:
        assert f"{one.said.en}, {marked(one.verdict)}" in spoken
    assert len({marked(verdict)[0] for verdict in Verdict}) > 4
    first = hearsay().hearsay[0]
    assert first.holds.en in said(dialog)
    assert f"{len(hearsay().hearsay)} of {len(hearsay().hearsay)} sayings" in said(dialog)


def test_sayings_are_filtered_and_searched(owner: Owner, opened: list[str]) -> None:
    owner.desk.opening.open_hearsay()
    dialog = window(owner, HearsayDialog)
    choices = [dialog.verdict.itemText(place) for place in range(dialog.verdict.count())]
    dialog.verdict.setCurrentIndex(choices.index(marked(Verdict.WRONG)))
    dialog.verdict.activated.emit(dialog.verdict.currentIndex())
    wrong = {one.id for one in hearsay().hearsay if one.verdict is Verdict.WRONG}
    assert set(dialog.side.keys) == wrong
    topic = next(one.topic for one in hearsay().hearsay if one.id in wrong)
    dialog.topic.setCurrentIndex(1 + list(Topic).index(topic))
    dialog.topic.activated.emit(dialog.topic.currentIndex())
    assert set(dialog.side.keys) == {one.id for one in hearsay().about(topic)} & wrong
    press(dialog, "source_open_1")
    assert opened[0].startswith("https://")


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW", "ja"])
def test_the_windows_follow_the_language(owner: Owner, code: str) -> None:
    owner.desk.opening.open_trouble("bank")
    owner.desk.opening.open_phrases("texts_abroad", "bank")
    owner.desk.opening.open_hearsay()
    owner.speech.use(code)
    QApplication.processEvents()
    topic = trouble().topics[0]
    assert topic.title.said(code) in said(window(owner, TroubleDialog))
    assert hearsay().hearsay[0].holds.said(code) in said(window(owner, HearsayDialog))
    wanted = phrases().phrase("texts_abroad")
    assert wanted is not None
    shown = said(window(owner, PhrasesDialog))
    assert wanted.translation.said(code).replace("{number}", "090-1234-5678") in shown
    assert window(owner, PhrasesDialog).side.key == "texts_abroad"


def test_the_model_of_the_list_is_sound(qtbot: QtBot) -> None:
    model = SideModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_entries([Entry("", "Title"), Entry("a", "A", "note"), Entry("b", "B")])
    assert model.keys() == ("a", "b")
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert not model.index_of("c").isValid()
    assert tester.model() is model
