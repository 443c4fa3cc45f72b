"""Notices: stacked, merged, read out, and gone when they are answered."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from simdesk.ui.notice import Notice
from simdesk.ui.notice_bar import NoticeBar, Remedy
from simdesk.wording import language
from simdesk.wording.language import _


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    """An empty bar."""
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_the_same_sentence_is_said_once(bar: NoticeBar) -> None:
    for _time in range(3):
        bar.tell(lambda: "disk full", serious=True)
    bar.tell(lambda: "saved")
    assert bar.texts == ("disk full", "saved")


def test_a_question_does_not_look_like_something_done(bar: NoticeBar) -> None:
    bar.tell(lambda: "saved")
    bar.tell(lambda: "Shall it?", asks=True)
    bar.tell(lambda: "disk full", serious=True)
    assert [one.sign for one in bar.findChildren(Notice)] == ["check", "question", "warning"]


def test_a_key_replaces_what_had_it(bar: NoticeBar) -> None:
    bar.tell(lambda: "archived", key="done")
    bar.tell(lambda: "deleted", key="done")
    assert bar.texts == ("deleted",)


def test_of_many_the_oldest_that_is_not_serious_goes(bar: NoticeBar) -> None:
    bar.tell(lambda: "first")
    bar.tell(lambda: "bad", serious=True)
    for word in ("second", "third", "fourth"):
        bar.tell(lambda word=word: word)  # type: ignore[misc]
    assert bar.texts == ("bad", "third", "fourth")


def test_a_remedy_is_done_once_and_the_notice_goes(bar: NoticeBar) -> None:
    done: list[int] = []
    bar.tell(lambda: "archived", Remedy(lambda: "Undo", lambda: done.append(1)))
    button = bar.findChild(QPushButton, "notice_remedy_0")
    assert isinstance(button, QPushButton)
    button.click()
    assert done == [1]
    assert not bar.texts
    assert bar.isHidden()


def test_a_remedy_may_tell_again(bar: NoticeBar) -> None:
    def fails() -> None:
        bar.tell(lambda: "still full", Remedy(lambda: "Try again", fails), key="pending")

    fails()
    for _time in range(3):
        buttons = [one for one in bar.findChildren(QPushButton, "notice_remedy_0") if one.isVisibleTo(bar)]
        buttons[-1].click()
    assert bar.texts == ("still full",)


def test_it_can_be_dismissed(bar: NoticeBar) -> None:
    bar.tell(lambda: "archived")
    close = bar.findChild(QPushButton, "notice_close")
    assert isinstance(close, QPushButton)
    assert close.accessibleName() == "Dismiss"
    close.click()
    assert not bar.texts


def test_it_is_said_again_in_another_language(bar: NoticeBar) -> None:
    bar.tell(lambda: _("Saved"))
    language.use("ja")
    bar.retranslate()
    assert bar.texts == (_("Saved"),)


def test_those_who_listen_are_told(bar: NoticeBar, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    QAccessible.setActive(True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    try:
        bar.tell(lambda: "disk full", serious=True)
    finally:
        QAccessible.setActive(False)
    assert said == ["disk full"]
