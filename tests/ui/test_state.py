"""The state: an edit is saved before it is shown, and what the disk refuses is not lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from simdesk.domain.book import Book
from simdesk.domain.edits import Edit, add_card, change_card, delete_card, set_state
from simdesk.domain.terms import State
from simdesk.errors import CardGone, FileBusy, FileUnwritable, SimDeskError, StepOutdated
from simdesk.storage.book_file import FileStore
from simdesk.storage.device import Device
from simdesk.storage.folder import DataFolder
from simdesk.ui.state import AppState
from tests.core.making import MOMENT, SOFTBANK, card
from tests.memory_store import MemoryStore
from tests.ui.window_making import Watch

HSBC = card(SOFTBANK, end="2026-12-24")
FULL = FileUnwritable(Path("simdesk.json"), "no space left", disk_full=True)


class Told:
    """Remembers the errors that a state told."""

    def __init__(self, state: AppState) -> None:
        self.errors: list[SimDeskError] = []
        state.failed.connect(self.errors.append)


def made(*cards: object) -> tuple[AppState, MemoryStore, Watch]:
    """Return a state over a store without a disk."""
    book = Book(cards=cards)  # type: ignore[arg-type]
    store, watch = MemoryStore(book), Watch()
    store.load()
    return AppState(store, watch, book), store, watch


def labelled(label: str) -> Edit:
    """Return the edit that gives the card another label."""
    return change_card(card(SOFTBANK, end="2026-12-24", label=label))


def test_an_edit_is_kept_shown_and_undone_and_redone(qtbot: QtBot) -> None:
    state, store, _watch = made(HSBC)

    with qtbot.waitSignals([state.changed, state.saved]):
        assert state.apply("rename", labelled("Other"))
    assert store.book.cards[0].label == "Other"
    assert state.book == store.book
    assert (state.undo_label, state.redo_label) == ("rename", None)

    assert state.undo()
    assert store.book.cards[0].label == "Bank codes"
    assert (state.undo_label, state.redo_label) == (None, "rename")

    assert state.redo()
    assert store.book.cards[0].label == "Other"
    assert not state.redo()


def test_an_edit_that_cannot_be_saved_is_not_shown_but_kept(qtbot: QtBot) -> None:
    state, store, _watch = made(HSBC)
    told = Told(state)
    store.refuse = FULL

    with qtbot.assertNotEmitted(state.changed), qtbot.assertNotEmitted(state.saved):
        assert not state.apply("rename", labelled("Other"), "a")

    assert told.errors == [FULL]
    assert state.book == store.book
    assert state.rows()[0].card.label == "Bank codes"
    assert [one.label for one in state.pending] == ["rename"]
    assert not state.undo()


def test_a_pending_edit_is_tried_again(qtbot: QtBot) -> None:
    state, store, _watch = made(HSBC)
    store.refuse = FULL
    state.apply("rename", labelled("Other"), "a")
    state.apply("add", add_card(card(SOFTBANK, id="b", label="New")), "b")

    assert not state.retry()
    assert [one.label for one in state.pending] == ["rename", "add"]

    store.refuse = None
    with qtbot.waitSignal(state.pending_changed):
        assert state.retry()
    assert {one.label for one in store.book.cards} == {"Other", "New"}
    assert not state.pending
    assert state.undo()
    assert state.undo()
    assert [one.label for one in store.book.cards] == ["Bank codes"]


def test_of_one_record_only_the_last_edit_waits() -> None:
    state, store, _watch = made(HSBC)
    store.refuse = FULL
    state.apply("first", labelled("First"), "a")
    state.apply("second", labelled("Second"), "a")
    assert [one.label for one in state.pending] == ["second"]

    store.refuse = None
    assert state.apply("third", labelled("Third"), "a")
    assert state.pending == ()
    assert store.book.cards[0].label == "Third"


def test_dropped_edits_are_gone() -> None:
    state, store, _watch = made(HSBC)
    store.refuse = FULL
    state.apply("rename", labelled("Other"))
    state.drop_pending()
    store.refuse = None
    assert state.retry()
    assert store.book.cards == (HSBC,)


def test_the_edit_of_one_record_is_dropped_alone() -> None:
    state, store, _watch = made(HSBC)
    store.refuse = FULL
    state.apply("rename", labelled("Other"), "a")
    state.apply("add", add_card(card(SOFTBANK, id="b")), "b")
    state.drop_pending("b")
    assert [one.label for one in state.pending] == ["rename"]


@pytest.mark.parametrize("error", [FULL, FileBusy(Path("lock")), OSError("cable out")])
def test_what_the_disk_refuses_may_pass(error: Exception) -> None:
    state, store, _watch = made(HSBC)
    store.refuse = error  # type: ignore[assignment]
    state.apply("rename", labelled("Other"))
    assert len(state.pending) == 1


def test_an_edit_about_a_card_that_is_gone_does_not_wait() -> None:
    state, _store, _watch = made()
    told = Told(state)
    assert not state.apply("rename", labelled("Other"), "a")
    assert told.errors == [CardGone("a")]
    assert state.pending == ()


def test_undo_of_what_somebody_else_changed_since_says_so_and_does_nothing() -> None:
    state, store, _watch = made(HSBC)
    told = Told(state)
    state.apply("rename", labelled("Mine"))
    store.apply(labelled("Theirs"))

    assert not state.undo()
    assert told.errors == [StepOutdated("rename")]
    assert store.book.cards[0].label == "Theirs"


def test_an_undo_that_cannot_be_saved_can_be_done_again() -> None:
    state, store, _watch = made(HSBC)
    state.apply("rename", labelled("Other"))
    store.refuse = FULL
    assert not state.undo()
    assert state.undo_label == "rename"
    store.refuse = None
    assert state.undo()
    assert state.book.cards[0].label == "Bank codes"


def test_an_edit_is_made_to_what_is_there_now() -> None:
    state, store, _watch = made(HSBC)
    store.apply(add_card(card(SOFTBANK, id="b", label="From the command line")))

    assert state.apply("archive", set_state("a", State.ARCHIVED, MOMENT))
    assert [one.id for one in state.book.cards] == ["a", "b"]
    state.undo()
    assert [one.id for one in state.book.cards] == ["a", "b"]


def test_a_change_from_outside_is_seen_within_a_minute(qtbot: QtBot) -> None:
    state, store, watch = made(HSBC)
    store.book = replace(delete_card("a", MOMENT)(store.book), revision=7)
    watch.advance(minutes=1)
    with qtbot.waitSignals([state.changed, state.ticked]):
        state.tick()
    assert state.rows() == ()


def test_midnight_in_the_zone_of_the_card_changes_the_countdown(qtbot: QtBot) -> None:
    state, _store, watch = made(HSBC)
    watch.moment = datetime(2026, 11, 21, 23, 59, tzinfo=ZoneInfo("Asia/Tokyo"))
    state.tick()
    assert state.rows()[0].standing.days_left == 33
    watch.advance(minutes=1)
    with qtbot.waitSignal(state.changed):
        state.tick()
    assert state.rows()[0].standing.days_left == 32


def test_a_minute_in_which_nothing_happens_changes_nothing(qtbot: QtBot) -> None:
    state, _store, watch = made(HSBC)
    state.tick()
    watch.advance(minutes=1)
    with qtbot.assertNotEmitted(state.changed), qtbot.waitSignal(state.ticked):
        state.tick()


def test_another_zone_of_the_computer_is_shown(qtbot: QtBot) -> None:
    state, _store, watch = made(HSBC)
    state.rows()
    watch.moment = watch.moment.astimezone(ZoneInfo("America/Los_Angeles"))
    with qtbot.waitSignal(state.changed):
        state.tick()


def test_a_file_that_cannot_be_read_is_told_and_the_book_stays() -> None:
    state, store, _watch = made(HSBC)
    told = Told(state)
    store.refuse, store.seen = FULL, -1
    state.tick()
    assert told.errors == [FULL]
    assert state.book.cards == (HSBC,)


@pytest.mark.parametrize("away", [timedelta(hours=5), timedelta(days=3), timedelta(days=-1)])
def test_after_sleep_or_a_changed_clock_the_day_is_right(away: timedelta) -> None:
    state, _store, watch = made(HSBC)
    watch.moment += away
    state.tick()
    assert state.rows()[0].today == watch.moment.date()


def test_what_is_not_an_error_of_ours_is_not_swallowed(capsys: pytest.CaptureFixture[str]) -> None:
    state, _store, _watch = made(HSBC)

    def broken(_book: Book) -> Book:
        raise ZeroDivisionError

    call: Callable[[], bool] = lambda: state.apply("break", broken)  # noqa: E731
    with pytest.raises(ZeroDivisionError):
        call()
    assert state.pending == ()


def after_restart(store: MemoryStore) -> AppState:
    return AppState(store, Watch(), store.load())


def test_steps_of_before_the_start_are_recalled_when_they_are_wanted() -> None:
    state, store, _watch = made(HSBC)
    state.apply("rename", labelled("Other"))
    state.apply("add", add_card(card(SOFTBANK, id="b", label="New")))
    state.undo()

    again = after_restart(store)
    assert (again.undo_label, again.redo_label) == (None, None)
    again.recall()
    assert (again.undo_label, again.redo_label) == ("rename", "add")

    assert again.redo()
    assert [one.id for one in again.book.cards] == ["a", "b"]
    assert not again.book.tombstones
    assert again.undo()
    assert again.undo()
    assert [one.label for one in again.book.cards] == ["Bank codes"]
    (stone,) = again.book.tombstones
    assert (stone.kind, stone.id) == ("card", "b")
    assert (again.undo_label, again.redo_label) == (None, "rename")


def test_undo_needs_no_recall_before() -> None:
    state, store, _watch = made(HSBC)
    state.apply("rename", labelled("Other"))

    assert after_restart(store).undo()
    assert store.book.cards[0].label == "Bank codes"


def test_a_new_edit_ends_what_could_be_done_again_for_the_next_start_too() -> None:
    state, store, _watch = made(HSBC)
    state.apply("rename", labelled("Other"))
    state.undo()
    state.apply("archive", set_state("a", State.ARCHIVED, MOMENT))

    again = after_restart(store)
    again.recall()

    assert (again.undo_label, again.redo_label) == ("archive", None)


def test_a_step_that_cannot_be_taken_back_any_more_makes_room_for_the_one_before(qtbot: QtBot) -> None:
    state, store, _watch = made(HSBC)
    told = Told(state)
    state.apply("add", add_card(card(SOFTBANK, id="b", label="New")))
    state.apply("rename", labelled("Mine"))
    store.apply(labelled("Theirs"), label="theirs")

    with qtbot.waitSignal(state.steps_changed):
        assert not state.undo()
    assert told.errors == [StepOutdated("rename")]
    assert state.undo_label == "add"
    assert state.undo()
    assert [one.label for one in store.book.cards] == ["Theirs"]


def test_what_another_computer_did_is_told_and_can_be_undone(qtbot: QtBot) -> None:
    state, store, watch = made(HSBC)
    state.take_in()
    state.apply("rename", labelled("Mine"))
    store.book = replace(delete_card("a", MOMENT)(store.book), revision=7)
    watch.advance(minutes=1)

    with qtbot.waitSignal(state.taken_in) as told:
        state.tick()

    assert told.args is not None
    assert told.args[0].step.source == "outside"
    assert state.undo_label == "changes from another computer"
    assert state.undo()
    assert store.past()[-1].label == "changes from another computer"
    assert [one.label for one in state.book.cards] == ["Mine"]
    assert state.undo_label == "rename"


def test_what_came_with_an_edit_is_told_and_undone_apart_from_it(qtbot: QtBot) -> None:
    state, store, _watch = made(HSBC)
    state.take_in()
    new = card(SOFTBANK, id="b", label="From outside")
    store.book = replace(store.book, cards=(HSBC, new), revision=7)

    with qtbot.waitSignal(state.taken_in) as told:
        state.apply("rename", labelled("Mine"))

    assert [one.id for one in state.book.cards] == ["a", "b"]
    assert state.undo_label == "rename"
    assert told.args is not None
    assert state.take_back(told.args[0].step)
    assert state.undo_label == "Undone: changes from another computer"
    assert [one.label for one in state.book.cards] == ["Mine"]
    assert state.undo()
    assert [one.id for one in state.book.cards] == ["a", "b"]


def test_what_came_and_was_changed_since_is_not_taken_back_and_is_told_by_its_name(qtbot: QtBot) -> None:
    state, store, watch = made(HSBC)
    told = Told(state)
    state.take_in()
    store.book = replace(store.book, cards=(replace(HSBC, label="Theirs", changed=MOMENT),), revision=7)
    watch.advance(minutes=1)
    with qtbot.waitSignal(state.taken_in) as news:
        state.tick()
    assert news.args is not None
    state.apply("rename", labelled("Mine"))

    assert not state.take_back(news.args[0].step)
    assert told.errors == [StepOutdated("changes from another computer")]
    assert state.book.cards[0].label == "Mine"


class Refusing(MemoryStore):
    """A store that can be read, and not be written by what came from outside."""

    def take_in(self) -> Book:
        raise FULL


def test_what_cannot_be_kept_of_it_is_shown_all_the_same() -> None:
    theirs = Book(cards=(replace(HSBC, label="Theirs"),), revision=7)
    state = AppState(Refusing(theirs), Watch(), Book(cards=(HSBC,)))
    told = Told(state)

    state.take_in()

    assert told.errors == [FULL]
    assert state.book == theirs


def test_a_backup_is_asked_for_with_the_edit_and_when_it_is_tried_again() -> None:
    state, store, _watch = made(HSBC)
    store.refuse = FULL
    state.apply("import cards", labelled("Other"), "import", source="import", backup="import")
    store.refuse = None

    assert state.retry()
    assert store.backups == ["import"]
    assert [(step.label, step.source) for step in state.past("a")] == [("import cards", "import")]


def test_undo_and_redo_go_on_after_a_restart_over_the_file(tmp_path: Path) -> None:
    folder, watch = DataFolder(tmp_path / "book", Device("a" * 16)), Watch()

    def started() -> AppState:
        store = FileStore(folder, watch)
        return AppState(store, watch, store.load())

    first = started()
    first.apply("add", add_card(HSBC))
    first.apply("rename", labelled("Other"))
    first.apply("delete", delete_card("a", watch.now()))

    assert started().undo()
    assert started().undo()
    last = started()
    assert [one.label for one in last.book.cards] == ["Bank codes"]
    last.recall()
    assert (last.undo_label, last.redo_label) == ("add", "rename")
    assert started().redo()
    assert started().redo()
    assert not started().redo()
    assert not started().book.cards
    assert [step.source for step in started().past()] == ["edit"] * 3 + ["undo"] * 2 + ["redo"] * 2
