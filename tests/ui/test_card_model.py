"""The model of the list of cards: it only answers, and what stays keeps its index."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from simdesk.domain.book import Book
from simdesk.domain.rows import Row, rows
from simdesk.ui.cards.filter_list import FilterModel
from simdesk.ui.cards.model import CardModel, Role
from simdesk.ui.cards.showing import Showing
from simdesk.ui.cards.sieve import OWN_GROUPS
from simdesk.wording.countdown import days_left
from tests.core.making import SOFTBANK, card
from tests.ui.window_making import NOON, plights

_STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
ENDS = ("2026-11-23", "2026-12-24", "2027-03-01")


def rows_of(wanted: Sequence[tuple[int, int]]) -> tuple[Row, ...]:
    """Return rows of cards given as a number and the place of its last day."""
    cards = [card(SOFTBANK, id=f"c{number}", label=f"Card {number}", end=ENDS[end]) for number, end in wanted]
    return rows(Book(cards=tuple({one.id: one for one in cards}.values())), NOON)


SETS = st.lists(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2)), max_size=8).map(rows_of), min_size=2, max_size=5
)


@given(SETS)
def test_any_rows_after_any_others(qapp: QApplication, wanted: list[tuple[Row, ...]]) -> None:
    model = CardModel()
    tester = QAbstractItemModelTester(model, _STRICT)
    model.show_first(wanted[0])
    for before, after in pairwise(wanted):
        held = {row.card.id: QPersistentModelIndex(model.index(place)) for place, row in enumerate(before)}
        model.set_rows(after)
        assert [model.index(place).data(Role.ROW) for place in range(model.rowCount())] == list(after)
        kept = {row.card.id for row in after}
        for card_id, index in held.items():
            assert index.isValid() is (card_id in kept)
            if index.isValid():
                assert index.data(Role.CARD_ID) == card_id
    assert tester.model() is model


def test_a_row_is_read_out_as_its_label_and_the_days_left(qapp: QApplication) -> None:
    model = CardModel()
    seen = rows(plights(), NOON)
    model.show_first(seen)
    for place, row in enumerate(seen):
        spoken = model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.startswith(row.card.label)
        if row.standing.days_left is not None:
            assert days_left(row.standing.days_left) in spoken
    assert "2 days left" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "¥1,240 are lost then" in model.index(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_the_filters_hold_to_the_rules_of_models(qapp: QApplication) -> None:
    model = FilterModel()
    tester = QAbstractItemModelTester(model, _STRICT)
    seen = rows(plights(), NOON)
    for some in (seen, seen[:2], (), seen):
        model.set_rows(some, Showing(), OWN_GROUPS)
    titles = [place for place in range(model.rowCount()) if model.filter_at(model.index(place)) is None]
    assert [model.index(place).data() for place in titles] == ["Device", "Carrier", "Tag"]
    assert all(model.index(place).flags() == Qt.ItemFlag.NoItemFlags for place in titles)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "All cards, 7 cards"
    assert tester.model() is model
