"""The dialog that asks for a file speaks one language, also where the system has none of its own."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from simdesk.ui.file_dialog import file_dialog
from simdesk.ui.speech import Speech
from simdesk.wording import language


@pytest.fixture
def speech(qtbot: QtBot) -> Iterator[Speech]:
    assert qtbot is not None
    before = language.current()
    speech = Speech()
    yield speech
    speech.use(before)


def labels(dialog: QFileDialog) -> list[str]:
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return [one.text() for one in dialog.findChildren(QLabel) if one.text()]


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW", "ja"])
def test_no_word_of_it_stays_english(code: str, speech: Speech, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    speech.use(code)
    words = labels(file_dialog(parent, "x"))

    assert len(words) == 3
    assert [one for one in words if re.search("[A-Za-z]{2}", one)] == []


def test_in_english_it_is_as_qt_made_it(speech: Speech, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    speech.use("en")

    assert labels(file_dialog(parent, "x")) == labels(QFileDialog(parent, "x"))
