"""Opens the history of a card, and brings values back from it as edits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:  # loaded when a history is opened
    from PySide6.QtWidgets import QWidget

    from simdesk.domain.history import Step
    from simdesk.ui.history.entries import Entry, Value
    from simdesk.ui.history.history_dialog import HistoryDialog
    from simdesk.ui.preferences import Preferences
    from simdesk.ui.state import AppState


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
        from simdesk.domain.card import Card

        card = self._state.book.card(self._card_id)
        if card is not None:
            return card.label
        known = (
            record
            for step in reversed(self._steps)
            for side in (step.after, step.before)
            if isinstance(record := side.get((Card, self._card_id)), Card)
        )
        last = next(known, None)
        return "" if last is None else last.label

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

    def _show_again(self) -> None:
        self._read()
        if self._dialog is not None:
            self._dialog.show_again(self.label, gone=self._is_gone())

    def _is_gone(self) -> bool:
        return self._state.book.card(self._card_id) is None

    def _read(self) -> None:
        self._steps = self._state.past(self._card_id)


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
