"""Tells the owner what is due, and keeps on the disk what has been told.

Load, plan, deliver and keep happen under one lock, so that two looks at the same minute, or two
processes, tell a thing once. It counts as told only when somebody has taken it. A disk that refuses
stops no reminder: what was told is then remembered as long as the process lives.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from simdesk.domain.rows import Row
from simdesk.errors import SimDeskError
from simdesk.notify.service import NotDelivered, Note, Notifier
from simdesk.reminders.ledger import Key, Ledger, delivered, snoozed
from simdesk.reminders.planner import SUMMARY_FROM, Reminder, reminder_of, reminders_due
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import change_ledger, load_ledger
from simdesk.storage.settings import Settings
from simdesk.wording import reminders as words

SNOOZE = timedelta(days=1)

_Edit = Callable[[Ledger], Ledger]


class _Shown(Struct, frozen=True):
    """A note on the screen, and what it is about. Several reminders: it is a summary."""

    note: int
    keys: tuple[Key, ...]

    @property
    def cards(self) -> tuple[str, ...]:
        return tuple(card_id for card_id, *_rest in self.keys)


class Teller:
    """Knows what was told, and which note on the screen is about what."""

    def __init__(self, folder: DataFolder, notifier: Notifier) -> None:
        self._folder = folder
        self._notifier = notifier
        self._shown: list[_Shown] = []
        self._unkept = Ledger()

    def look(self, rows: Sequence[Row], moment: datetime, settings: Settings) -> None:
        """Tell what is due at *moment*, an aware one in the owner's zone; the most urgent card first.

        Takes away notes about deadlines that are no more. Touches the disk only when something is due.
        """
        if not is_quiet(moment, settings) and self._due(
            load_ledger(self._folder).value, rows, moment, settings
        ):
            self._change(lambda ledger: self._told(ledger, rows, moment, settings))
        self._close_outdated(rows, settings)

    def about(self, note: int) -> tuple[str, ...]:
        """Return the ids of the cards that *note* is about; none if it is not on the screen any more."""
        return next((one.cards for one in self._shown if one.note == note), ())

    def snooze(self, note: int, moment: datetime) -> None:
        """Tell what *note* told once more, a day after *moment*."""
        shown = next((one for one in self._shown if one.note == note), None)
        if shown is None:
            return

        def put_off(ledger: Ledger) -> Ledger:
            ledger = self._with_unkept(ledger)
            for key in shown.keys:
                ledger = snoozed(ledger, key, moment + SNOOZE)
            return ledger

        self._change(put_off)
        self._notifier.close_note(note)
        self.forget(note)

    def forget(self, note: int) -> None:
        """Take notice that *note* is on the screen no more."""
        self._shown = [one for one in self._shown if one.note != note]

    def _due(
        self, ledger: Ledger, rows: Iterable[Row], moment: datetime, settings: Settings
    ) -> tuple[Reminder, ...]:
        return reminders_due(
            rows,
            self._with_unkept(ledger),
            moment,
            general=settings.stages,
            owner_hour=settings.owner_hour,
        )

    def _told(self, ledger: Ledger, rows: Iterable[Row], moment: datetime, settings: Settings) -> Ledger:
        """Tell what is due and return *ledger* with what was taken; the first that nobody takes ends it."""
        due = self._due(ledger, rows, moment, settings)
        ledger = self._with_unkept(ledger)
        groups = [due] if len(due) >= SUMMARY_FROM else [(reminder,) for reminder in due]
        try:
            for group in groups:
                self._show(group)
                for reminder in group:
                    planned = ledger.entry(reminder.key) or reminder.entry(moment)
                    ledger = ledger.kept(replace(planned, days_left=reminder.days_left))
                    ledger = delivered(ledger, reminder.key, moment)
        except NotDelivered:
            pass
        return ledger.without_old(moment.date())

    def _show(self, group: Sequence[Reminder]) -> None:
        """Show a note about *group*, in the place of an earlier one about the same.

        Raises:
            NotDelivered: if it was not taken.
        """
        cards = {reminder.row.card.id for reminder in group}
        earlier = [one for one in self._shown if cards.issuperset(one.cards)]
        replaces = earlier[-1].note if earlier else 0
        shown = _Shown(self._notifier.show(_note(group, replaces)), tuple(one.key for one in group))
        for one in earlier:
            if one.note not in (shown.note, replaces):
                self._notifier.close_note(one.note)
        # A service that was started again gives a number for the second time.
        kept = [one for one in self._shown if one not in earlier and one.note != shown.note]
        self._shown = [*kept, shown]

    def _close_outdated(self, rows: Iterable[Row], settings: Settings) -> None:
        if not self._shown:
            return
        ahead = {
            (card_id, deadline, kind)
            for row in rows
            if (reminder := reminder_of(row, settings.stages)) is not None
            for card_id, deadline, kind, _stage in [reminder.key]
        }
        for one in list(self._shown):
            if not any(key[:3] in ahead for key in one.keys):
                self._notifier.close_note(one.note)
                self.forget(one.note)

    def _change(self, edit: _Edit) -> None:
        """Make *edit* to the ledger once; what of its outcome cannot be kept on the disk is kept here."""
        made: list[tuple[Ledger, Ledger]] = []

        def make(ledger: Ledger) -> Ledger:
            made.append((ledger, edit(ledger)))
            return made[-1][1]

        try:
            change_ledger(self._folder, make)
        except SimDeskError:
            if not made:
                make(load_ledger(self._folder).value)
            before, after = made[-1]
            self._unkept = Ledger(entries=tuple(one for one in after.entries if one not in before.entries))
        else:
            self._unkept = Ledger()

    def _with_unkept(self, ledger: Ledger) -> Ledger:
        for entry in self._unkept.entries:
            ledger = ledger.kept(entry)
        return ledger


def is_quiet(moment: datetime, settings: Settings) -> bool:
    """Return whether *moment* lies in the owner's quiet hours: from the first minute to before the last."""
    if settings.quiet_from is None or settings.quiet_until is None:
        return False
    first, last = time.fromisoformat(settings.quiet_from), time.fromisoformat(settings.quiet_until)
    now = moment.time()
    return first <= now < last if first <= last else now >= first or now < last


def _note(group: Sequence[Reminder], replaces: int) -> Note:
    """Return the note about *group*. Only the last stage and what follows it is urgent."""
    urgent = any(reminder.last for reminder in group)
    if len(group) == 1:
        (reminder,) = group
        return Note(
            words.title(reminder),
            words.body(reminder),
            _actions(words.buttons(reminder)),
            words.where_to_go(),
            replaces,
            urgent,
        )
    return Note(
        words.summary_title(group),
        words.summary_body(group),
        _actions((words.Button.OPEN, words.Button.SNOOZE)),
        words.where_to_go_for_all(),
        replaces,
        urgent,
    )


def _actions(buttons: Sequence[words.Button]) -> tuple[tuple[str, str], ...]:
    return tuple((button.value, words.button_words(button)) for button in buttons)
