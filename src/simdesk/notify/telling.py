"""Tells the owner what is due, and keeps on the disk what has been told.

Load, plan, deliver and keep happen under one lock, so that two looks at the same minute, or two
processes, tell a thing once. It counts as told only when somebody has taken it; until then it is kept as
planned. A disk that refuses stops no reminder: what was told is then remembered as long as the process
lives.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta

from msgspec import Struct

from simdesk.domain.book import Book
from simdesk.domain.rows import Row
from simdesk.errors import SimDeskError
from simdesk.notify.service import NotDelivered, Note, Notifier
from simdesk.reminders.inbox import Item, inbox
from simdesk.reminders.ledger import Ledger, acknowledged, planned, snoozed, told
from simdesk.reminders.matters import Key, Matter, Reminder, Rules, Thread
from simdesk.reminders.planner import SUMMARY_FROM, open_reminders, reminders_due
from simdesk.storage.folder import DataFolder
from simdesk.storage.ledger_file import change_ledger, load_ledger, with_acknowledged_elsewhere
from simdesk.storage.settings import Settings
from simdesk.wording import reminders as words

SNOOZE = timedelta(days=1)

_Edit = Callable[[Ledger], Ledger]


class _Shown(Struct, frozen=True):
    """A note on the screen, and what it is about. Several reminders: it is a summary.

    ``places`` are what a later note takes the place of: a card's own number, or another matter of it.
    """

    note: int
    keys: tuple[Key, ...]
    places: frozenset[tuple[str, str]]
    cards: tuple[str, ...]

    @property
    def threads(self) -> set[Thread]:
        return {key[:3] for key in self.keys}


class Teller:
    """Knows what was told, and which note on the screen is about what.

    ``undelivered`` is the number of reminders that nobody took at the last look. ``problem`` is why the
    record could not be kept on the disk, None where it could.
    """

    def __init__(self, folder: DataFolder, notifier: Notifier) -> None:
        self._folder = folder
        self._notifier = notifier
        self._shown: list[_Shown] = []
        self._unkept = Ledger()
        self.undelivered = 0
        self.problem: SimDeskError | None = None

    def look(self, book: Book, rows: Sequence[Row], moment: datetime, settings: Settings) -> int:
        """Tell what is due at *moment*, an aware one in the owner's zone; return how much was taken.

        *rows* are those of *book* at *moment*. Takes away notes about deadlines that are no more. Touches
        the disk only when something is due.
        """
        rules = rules_of(settings)
        self.undelivered = taken = 0

        def tell(ledger: Ledger) -> Ledger:
            nonlocal taken
            ledger = _sound(self._with_unkept(ledger), book, moment)
            due = self._due(ledger, book, rows, rules, moment)
            ledger = planned(ledger, due, moment)
            heard = self._deliver(due)
            ledger, taken = told(ledger, heard, moment), len(heard)
            self.undelivered = len(due) - taken
            return ledger.without_old(moment.date()) if due else ledger

        known = self._with_unkept(load_ledger(self._folder).value)
        if _sound(known, book, moment) is not known or self._due(known, book, rows, rules, moment):
            self._change(tell)
        self._close_outdated(book, rows, rules, moment)
        return taken

    def inbox(
        self, book: Book, rows: Sequence[Row], moment: datetime, settings: Settings
    ) -> tuple[Item, ...]:
        """Return what was told, or could not be, and the owner has not seen to; most urgent first."""
        ledger = self._with_unkept(load_ledger(self._folder).value)
        seen = with_acknowledged_elsewhere(self._folder, ledger)
        return inbox(book, rows, seen, rules_of(settings), moment)

    def about(self, note: int) -> tuple[str, ...]:
        """Return the ids of the cards that *note* is about; none if it is not on the screen any more."""
        shown = self._find(note)
        return () if shown is None else shown.cards

    def snooze(self, note: int, moment: datetime) -> None:
        """Tell what *note* told once more, a day after *moment*."""
        shown = self._find(note)
        if shown is not None:
            self.snooze_items(shown.keys, moment)

    def snooze_items(self, keys: Iterable[Key], moment: datetime) -> None:
        """Tell each of *keys*, which were told, once more, a day after *moment*."""
        self._mark(keys, lambda ledger, marked: snoozed(ledger, marked, moment + SNOOZE))

    def acknowledge_items(self, keys: Iterable[Key], moment: datetime) -> None:
        """Take notice that the owner has seen to each of *keys*, and to the stages before it."""
        self._mark(keys, lambda ledger, marked: acknowledged(ledger, marked, moment))

    def forget(self, note: int) -> None:
        """Take notice that *note* is on the screen no more."""
        self._shown = [one for one in self._shown if one.note != note]

    def _find(self, note: int) -> _Shown | None:
        return next((one for one in self._shown if one.note == note), None)

    def _due(
        self, ledger: Ledger, book: Book, rows: Sequence[Row], rules: Rules, moment: datetime
    ) -> tuple[Reminder, ...]:
        if not reminders_due(book, rows, ledger, rules, moment):
            return ()
        # Another device's record is read only when there is something to say.
        seen = with_acknowledged_elsewhere(self._folder, ledger)
        return reminders_due(book, rows, seen, rules, moment)

    def _deliver(self, due: Sequence[Reminder]) -> tuple[Reminder, ...]:
        """Show what is due and return what was taken; the first that nobody takes ends it."""
        many = tuple(one for one in due if one.matter is not Matter.WATCHING)
        alone: list[tuple[Reminder, ...]] = [(one,) for one in due if one.matter is Matter.WATCHING]
        groups = [many] if len(many) >= SUMMARY_FROM else [(one,) for one in many]
        taken: list[Reminder] = []
        try:
            for group in (*groups, *alone):
                self._show(group)
                taken += group
        except NotDelivered:
            pass
        return tuple(taken)

    def _show(self, group: Sequence[Reminder]) -> None:
        """Show a note about *group*, in the place of an earlier one about the same.

        Raises:
            NotDelivered: if it was not taken.
        """
        places = frozenset(map(_place, group))
        earlier = [one for one in self._shown if places >= one.places]
        replaces = earlier[-1].note if earlier else 0
        cards = tuple(dict.fromkeys(card_id for one in group for card_id in one.card_ids))
        number = self._notifier.show(_note(group, replaces))
        shown = _Shown(number, tuple(one.key for one in group), places, cards)
        for one in earlier:
            if one.note not in (shown.note, replaces):
                self._notifier.close_note(one.note)
        # A service that was started again gives a number for the second time.
        kept = [one for one in self._shown if one not in earlier and one.note != shown.note]
        self._shown = [*kept, shown]

    def _close_outdated(self, book: Book, rows: Sequence[Row], rules: Rules, moment: datetime) -> None:
        if self._shown:
            ahead = {one.thread for one in open_reminders(book, rows, rules, moment)}
            self._close(one for one in self._shown if ahead.isdisjoint(one.threads))

    def _close(self, gone: Iterable[_Shown]) -> None:
        for one in list(gone):
            self._notifier.close_note(one.note)
            self.forget(one.note)

    def _mark(self, keys: Iterable[Key], mark: Callable[[Ledger, tuple[Key, ...]], Ledger]) -> None:
        """Make *mark* to the rows of *keys*, and close the notes that are about nothing else."""
        keys = tuple(keys)
        self._change(lambda ledger: mark(self._with_unkept(ledger), keys))
        threads = {key[:3] for key in keys}
        self._close(one for one in self._shown if one.threads <= threads)

    def _change(self, edit: _Edit) -> None:
        """Make *edit* to the ledger once; what of its outcome cannot be kept on the disk is kept here."""
        made: list[tuple[Ledger, Ledger]] = []

        def make(ledger: Ledger) -> Ledger:
            made.append((ledger, edit(ledger)))
            return made[-1][1]

        try:
            change_ledger(self._folder, make)
        except SimDeskError as error:
            self.problem = error
            if not made:
                make(load_ledger(self._folder).value)
            before, after = made[-1]
            there = frozenset(before.entries)
            self._unkept = Ledger(entries=tuple(one for one in after.entries if one not in there))
        else:
            self.problem, self._unkept = None, Ledger()

    def _with_unkept(self, ledger: Ledger) -> Ledger:
        return ledger.kept(*self._unkept.entries) if self._unkept.entries else ledger


def rules_of(settings: Settings) -> Rules:
    """Return what *settings* say of reminders."""
    quiet = settings.quiet_from is not None and settings.quiet_until is not None
    return Rules(
        stages=settings.stages,
        owner_hour=settings.owner_hour,
        quiet_from=time.fromisoformat(settings.quiet_from or "00:00") if quiet else None,
        quiet_until=time.fromisoformat(settings.quiet_until or "00:00") if quiet else None,
        balance_days=settings.balance_days,
        monthly=settings.monthly_notice,
    )


def _sound(ledger: Ledger, book: Book, moment: datetime) -> Ledger:
    """Return *ledger* without rows from a time to come, unless it is now that the clock is wrong."""
    if any(card.changed > moment for card in book.cards):
        return ledger
    return ledger.without_future(moment)


def _place(reminder: Reminder) -> tuple[str, str]:
    return reminder.subject, "" if reminder.matter.of_number else reminder.matter.value


def _note(group: Sequence[Reminder], replaces: int) -> Note:
    """Return the note about *group*. Only the last stage and what follows it is urgent."""
    urgent = any(reminder.last for reminder in group)
    if len(group) == 1:
        (reminder,) = group
        return Note(
            words.title(reminder),
            words.body(reminder),
            _actions(words.buttons(reminder)),
            words.where_to_go(reminder),
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
