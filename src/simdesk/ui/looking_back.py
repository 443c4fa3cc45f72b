"""Opens the history of a card and the cards that were deleted, and brings back from there by edits."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

if TYPE_CHECKING:  # loaded when a history is opened
    from PySide6.QtWidgets import QWidget

    from simdesk.domain.book import Tombstone
    from simdesk.domain.card import Card
    from simdesk.domain.history import Step
    from simdesk.storage.folder import DataFolder
    from simdesk.ui.history.deleted_dialog import DeletedDialog
    from simdesk.ui.history.entries import Entry, Value
    from simdesk.ui.history.history_dialog import HistoryDialog
    from simdesk.ui.preferences import Preferences
    from simdesk.ui.state import AppState

    class Say(Protocol):
        """Says something in a window."""

        def __call__(self, words: Callable[[], str], *, flaw: bool = False) -> None: ...


class Past(QObject):
    """The steps that touched one card, read anew whenever the book is another one."""

    def __init__(self, card_id: str, state: "AppState", preferences: "Preferences") -> None:
        super().__init__()
        self._card_id, self._state, self._preferences = card_id, state, preferences
        self._steps: tuple[Step, ...] = ()
        self._dialog: HistoryDialog | None = None
        self._read()

    @property
    def label(self) -> str:
        """Return what the card is called; what it was called last if it is no longer there."""
        card = self._state.book.card(self._card_id) or self._last()
        return "" if card is None else card.label

    def entries(self, masked: bool) -> "Iterator[Entry]":
        """Give the entries, the newest first."""
        from simdesk.ui.cards.showing import Showing
        from simdesk.ui.history.entries import entries

        showing = Showing(masked=masked, home=self._preferences.settings.country)
        return entries(self._steps, self._card_id, self._state.book, showing)

    def follow(self, dialog: "HistoryDialog") -> None:
        """Keep *dialog* in step with the book for as long as it is there, and do what it asks for."""
        self.setParent(dialog)
        self._dialog = dialog
        dialog.back_asked.connect(self.bring_back)
        dialog.card_asked.connect(self.bring_card_back)
        dialog.show_again(self.label, gone=self._is_gone())
        self._state.changed.connect(self._show_again)

    def bring_back(self, value: "Value") -> None:
        """Make the fields of *value* again what they were."""
        from simdesk.domain.changes import bring_back
        from simdesk.wording.history import bring_back_label
        from simdesk.wording.language import _
        from simdesk.wording.problem import problem

        dialog, label, field = self._dialog, self.label, value.lines[0].name
        if dialog is None:
            return
        edit = bring_back(value.then, value.part, self._state.moment(), value.since)
        failures: list[Exception] = []
        self._state.failed.connect(failures.append)
        try:
            # It is about no record: what waits to be saved for the same card must not be thrown away for it.
            saved = self._state.apply(bring_back_label(field, label), edit)
        finally:
            self._state.failed.disconnect(failures.append)
        if saved:
            dialog.say(lambda: _("“{field}” is as it was. Undo takes that back.").format(field=field))
        elif failures:
            dialog.say(lambda: problem(failures[-1]), flaw=True)

    def bring_card_back(self) -> None:
        """Have the deleted card in the book again as it was last."""
        card, dialog = self._last(), self._dialog
        if card is not None and dialog is not None:
            _bring_card_back(card, self._state, dialog.say)

    def _last(self) -> "Card | None":
        from simdesk.domain.card import Card

        known = (
            record
            for step in reversed(self._steps)
            for side in (step.after, step.before)
            if isinstance(record := side.get((Card, self._card_id)), Card)
        )
        return next(known, None)

    def _show_again(self) -> None:
        self._read()
        if self._dialog is not None:
            self._dialog.show_again(self.label, gone=self._is_gone())

    def _is_gone(self) -> bool:
        return self._state.book.card(self._card_id) is None

    def _read(self) -> None:
        self._steps = self._state.past(self._card_id)


class Deleted(QObject):
    """Fills the window of deleted cards, and follows the book while it is open."""

    def __init__(
        self, dialog: "DeletedDialog", state: "AppState", preferences: "Preferences", folder: "DataFolder"
    ) -> None:
        from simdesk.ui.aside import Aside

        super().__init__(dialog)
        self._dialog, self._state, self._preferences, self._folder = dialog, state, preferences, folder
        self._known: dict[Tombstone, Card] = {}
        self._aside = Aside("history", self)
        self._aside.came.connect(self._take)
        dialog.back_asked.connect(self.bring_back)
        dialog.finished.connect(lambda _result: self._aside.drop())
        state.changed.connect(self._look)
        preferences.changed.connect(self._show)
        self._look()

    def bring_back(self, card_id: str) -> None:
        """Have the deleted card in the book again as it was last."""
        stone = next((one for one in self._stones() if one.id == card_id), None)
        if stone is not None and stone in self._known:
            _bring_card_back(self._known[stone], self._state, self._dialog.say)

    def _stones(self) -> "list[Tombstone]":
        stones = (one for one in self._state.book.tombstones if one.kind == "card")
        return sorted(stones, key=lambda one: one.deleted, reverse=True)

    def _look(self) -> None:
        from simdesk.storage.gone import last_known

        unknown = {one.id: one for one in self._stones() if one not in self._known}
        if unknown:
            self._aside.do(
                lambda _tell: {
                    unknown[name]: card for name, card in last_known(self._folder, unknown).items()
                }
            )
        else:
            self._show()

    def _take(self, outcome: object) -> None:
        if isinstance(outcome, dict):
            self._known |= outcome
            self._show()

    def _show(self) -> None:
        from simdesk.ui.cards.showing import Showing, number_shown
        from simdesk.ui.history.deleted_dialog import Gone

        settings, zone = self._preferences.settings, self._state.now.tzinfo
        showing = Showing(settings.masked, settings.country, settings.stages)
        stones = self._stones()
        gone = [
            Gone(one.id, card.label, number_shown(card, showing), one.deleted.astimezone(zone))
            for one in stones
            if (card := self._known.get(one)) is not None
        ]
        self._dialog.show_cards(gone, len(stones) - len(gone))


def deleted_dialog_for(
    state: "AppState", preferences: "Preferences", folder: "DataFolder", parent: "QWidget"
) -> "DeletedDialog":
    """Return the window with the cards that were deleted."""
    from simdesk.ui.history.deleted_dialog import DeletedDialog

    dialog = DeletedDialog(parent)
    Deleted(dialog, state, preferences, folder)
    return dialog


def _bring_card_back(card: "Card", state: "AppState", say: "Say") -> None:
    """Put *card* into the book again, and *say* whether that went well."""
    from simdesk.domain.book import Book
    from simdesk.domain.restoring import restore_card
    from simdesk.wording.language import _
    from simdesk.wording.problem import problem

    failures: list[Exception] = []
    state.failed.connect(failures.append)
    try:
        edit = restore_card(Book(cards=(card,)), card.id, state.moment())
        saved = state.apply(_("bring back {label}").format(label=card.label), edit)
    finally:
        state.failed.disconnect(failures.append)
    if saved:
        say(lambda: _("“{label}” is back. Undo takes that back.").format(label=card.label))
    elif failures:
        say(lambda: problem(failures[-1]), flaw=True)


def history_dialog_for(
    card_id: str, state: "AppState", preferences: "Preferences", parent: "QWidget"
) -> "HistoryDialog":
    """Return the window with the history of a card, which may have been deleted."""
    from simdesk.ui.history.history_dialog import HistoryDialog
    from simdesk.ui.masking import Masking

    past = Past(card_id, state, preferences)
    dialog = HistoryDialog(past.label, past.entries, parent)
    past.follow(dialog)
    Masking(preferences, dialog, dialog)
    return dialog
