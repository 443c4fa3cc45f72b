"""What the details say of a card's rule, and what is done about it there: its age, a check, a new rule."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simdesk.catalog.names import known_plan, rule_freshness
from simdesk.domain.edits import keep_rule, set_rule
from simdesk.errors import SimDeskError
from simdesk.ui.cards.details import Details, RuleWish
from simdesk.ui.notice_bar import Remedy
from simdesk.wording.language import _

if TYPE_CHECKING:  # details are shown without the catalog
    from simdesk.catalog.freshness import Freshness
    from simdesk.catalog.own import OwnEdit
    from simdesk.catalog.rule_change import RuleChange
    from simdesk.catalog.whole import Catalog
    from simdesk.domain.card import Card
    from simdesk.domain.rows import Row
    from simdesk.storage.folder import DataFolder
    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.state import AppState


class Ruling(QObject):
    """Shows in the details what is known of the card's rule, and does what is wished for it.

    The catalog is loaded only where a rule may be another one, or something is wished.
    """

    def __init__(
        self,
        window: "MainWindow",
        state: "AppState",
        folder: "DataFolder",
        *,
        catalog: "Callable[[], Catalog]",
        open_plan: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._window, self._state, self._folder = window, state, folder
        self._catalog, self._open_plan = catalog, open_plan
        window.cards.rule_wished.connect(self.fulfil)
        window.cards.follow_rules(self.show_rule)

    def show_rule(self, details: Details, row: "Row") -> None:
        """Show in *details* how old the rule of *row*'s card is, and the rule that its plan has now."""
        card = row.card
        if not card.plan or (known_plan(card.carrier, card.plan) is None and not _is_copied(card)):
            details.show_no_rule()
            return
        change = self._change(row)
        words = ""
        if change is not None:
            from simdesk.wording.rule_change import change_words

            words = change_words(change)
        details.show_rule(self._freshness(row), row.today, words)

    def fulfil(self, wish: RuleWish, card_id: str) -> None:
        """Do what the owner wished for the rule of a card."""
        row = self._state.row(card_id)
        if row is None:
            return
        match wish:
            case RuleWish.OPEN_PAGE:
                self._open_page(row)
            case RuleWish.CHECK | RuleWish.TAKE_BACK:
                self._note_check(row, on=wish is RuleWish.CHECK)
            case RuleWish.ABOUT:
                self._open_plan("")
            case RuleWish.TAKE_OVER | RuleWish.KEEP:
                self._decide(row, take=wish is RuleWish.TAKE_OVER)

    def _freshness(self, row: "Row") -> "Freshness | None":
        from simdesk.catalog.freshness import of_another
        from simdesk.storage.own_words import own_words

        card = row.card
        if not _is_copied(card):
            return None
        found = rule_freshness(card.carrier, card.plan, row.today, own_words(self._folder))
        return of_another(found) if found is not None and self._differs(card) else found

    def _differs(self, card: "Card") -> bool:
        """Return whether the card counts by another rule than its plan has now."""
        if not self._may_differ(card):
            return False
        from simdesk.catalog.rule_change import counts_alike

        try:
            plan = self._catalog().resolve(card.carrier, card.plan)[1]
        except (SimDeskError, OSError):  # told where the change is asked for
            return False
        return plan is not None and not counts_alike(card.rule, plan.rule)

    def _change(self, row: "Row") -> "RuleChange | None":
        if not _is_copied(row.card) or not self._may_differ(row.card):
            return None
        from simdesk.catalog.rule_change import offered_change

        try:
            plan = self._catalog().resolve(row.card.carrier, row.card.plan)[1]
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)
            return None
        book = self._state.book
        method = book.payment_method(row.card.payment_method) if row.card.payment_method else None
        return offered_change(row.card, book.renewals_of(row.card.id), plan, row.today, method)

    def _may_differ(self, card: "Card") -> bool:
        """Return whether the plan's rule may be another one than the card's, as far as the index knows."""
        from simdesk.catalog.freshness import rule_mark
        from simdesk.storage.own_words import own_words

        plan = known_plan(card.carrier, card.plan)
        if plan is None or plan.rule != rule_mark(card.rule):
            return True
        word = own_words(self._folder).get(plan.id)
        return word is not None and word.yours

    def _open_page(self, row: "Row") -> None:
        from simdesk.ui.browser import no_browser, open_page

        fresh = self._freshness(row)
        address = "" if fresh is None else fresh.page or ""
        if address and not open_page(address):
            self._window.notices.tell(lambda: no_browser(address))

    def _note_check(self, row: "Row", *, on: bool) -> None:
        from simdesk.catalog.checking import checked, unchecked
        from simdesk.catalog.own import put

        try:
            catalog = self._catalog()
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)
            return
        plan = catalog.resolve(row.card.carrier, row.card.plan)[1]
        if plan is None:
            return
        before = catalog.own.check(plan.id)
        edit = checked(plan, row.today, self._state.now) if on else unchecked(plan.id)
        back: OwnEdit = unchecked(plan.id) if before is None else lambda own: put(own, before)
        if self._change_own(edit):
            self._window.notices.tell(
                lambda: _("Noted: you checked the rule today.") if on else _("The check is taken back."),
                Remedy(lambda: _("Undo"), lambda: self._change_own(back)),
                key="done",
            )

    def _change_own(self, edit: "OwnEdit") -> bool:
        from simdesk.storage.own_catalog import change_own

        try:
            change_own(self._folder, edit)
        except (SimDeskError, OSError) as error:
            self._window.tell_failure(error)
            return False
        self._window.cards.refresh()
        return True

    def _decide(self, row: "Row", *, take: bool) -> None:
        change, card = self._change(row), row.card
        if change is None:
            return
        if take:
            edit = set_rule(card.id, change.new, self._state.now)
            label = _("Take over the rule for {label}").format(label=card.label)
        else:
            edit = keep_rule(card.id, change.new.plan_version, self._state.now)
            label = _("Keep the rule of {label}").format(label=card.label)
        if self._state.apply(label, edit, card.id):
            self._window.tell_done(lambda: _decided(card.label, take=take))


def _is_copied(card: "Card") -> bool:
    """Return whether the card's rule came from the catalog; else it was written by hand."""
    return card.rule.plan_version is not None


def _decided(label: str, *, take: bool) -> str:
    if take:
        return _("“{label}” has the new rule of its plan.").format(label=label)
    return _("“{label}” keeps its rule. You are asked again when the plan's rule changes.").format(
        label=label
    )
