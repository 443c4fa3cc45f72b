"""What is painted first is what is so: no card looks urgent for a moment before the book is read."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from simdesk.domain.edits import add_card
from simdesk.domain.rows import Row
from simdesk.storage.book_file import FileStore
from simdesk.storage.folder import data_folder
from simdesk.ui import theme
from simdesk.ui.cards import painting
from simdesk.ui.desktop.identity import application
from simdesk.ui.program import Program
from simdesk.ui.theme import Tone
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import Watch


@pytest.mark.parametrize(
    ("end", "tones"),
    [("2029-11-24", {Tone.CALM}), ("2026-12-02", {Tone.SOON}), ("2026-11-23", {Tone.URGENT})],
)
def test_r22_the_first_paint_shows_no_other_urgency_than_the_last(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch, end: str, tones: set[Tone]
) -> None:
    painted: list[Tone] = []

    def note(row: Row) -> Tone:
        painted.append(theme.tone_of(row))
        return painted[-1]

    monkeypatch.setattr(painting, "tone_of", note)
    folder = data_folder(str(home / "book"), {})
    for place in range(3):
        FileStore(folder).apply(add_card(card(SOFTBANK, end=end, id=f"c{place}")))
    qapp = application()
    style, palette = qapp.styleSheet(), qapp.palette()
    program = Program(folder, Watch(), background=False, demo=True, lang="en")
    program.open_book()
    assert program.desk is not None
    window = program.desk.window
    try:
        assert not painted
        with qtbot.waitSignal(window.seen):
            pass
        first = set(painted)
        qtbot.wait(300)
        assert set(painted) == first == tones
    finally:
        window.hide()
        window.deleteLater()
        if program._signals is not None:
            program._signals.close()
        qapp.setStyleSheet(style)
        qapp.setPalette(palette)
