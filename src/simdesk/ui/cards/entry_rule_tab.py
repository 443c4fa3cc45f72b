"""The tab of a card's form in which its rule can be read and changed."""

from simdesk.domain.terms import Basis, Late
from simdesk.domain.zones import zone_names
from simdesk.ui.cards.entry_tabs import Binding, EntryTab, day_part, text_part
from simdesk.ui.cards.rule_fields import LadderField, RuleLength
from simdesk.ui.fields import ChoiceField, DateField
from simdesk.ui.special_fields import NameField, StagesField, TickField
from simdesk.wording.language import _
from simdesk.wording.terms import basis_name, late_name

_WITH_LENGTH = (Basis.EXPIRY, Basis.PAYMENT, Basis.USE, Basis.PACK_END, Basis.FIXED)


class RuleTab(EntryTab):
    """How the deadline is counted, in which zone, and when to remind."""

    def __init__(self) -> None:
        super().__init__("card_rule_tab")
        self._basis: ChoiceField[Basis] = ChoiceField(lambda: [(one, basis_name(one)) for one in Basis])
        self._valid_for = RuleLength(lambda: _("not known"))
        self._cap = RuleLength(lambda: _("no limit"))
        self._use_within = RuleLength(lambda: _("no such rule"))
        self._counted = TickField(lambda: _("The carrier counts the base day itself"))
        self._late: ChoiceField[Late] = ChoiceField(lambda: [(one, late_name(one)) for one in Late])
        self._ladder = LadderField()
        self._add_rule()
        self._add_rest()
        self._basis.edited.connect(lambda: self.show_basis(self._basis.value() or Basis.NONE))

    def show_basis(self, basis: Basis) -> None:
        """Show the parts of a rule that matter on *basis*."""
        lasts, stacks = basis in _WITH_LENGTH, basis is Basis.EXPIRY
        for field, visible in (
            (self._valid_for, lasts),
            (self._counted, lasts),
            (self._cap, stacks),
            (self._late, stacks),
            (self._use_within, basis is not Basis.USE),
            (self._ladder, basis is not Basis.NONE),
        ):
            self.rows.show_row(field, visible=visible)

    def _add_rule(self) -> None:
        basis, counted, late, ladder = self._basis, self._counted, self._late, self._ladder
        self.bind(
            lambda: _("How the deadline is counted"),
            basis,
            Binding("basis", True, basis.set_value, basis.value),
        )
        self.bind(lambda: _("Valid for"), self._valid_for, self._valid_for.binding("valid_for"))
        self.bind(
            lambda: _("At most, from the day of payment"),
            self._cap,
            Binding("cap", True, self._cap.set_length, self._cap_typed),
        )
        self.bind(lambda: _("Must be used within"), self._use_within, self._use_within.binding("use_within"))
        self.bind(lambda: "", counted, Binding("count_base_day", True, counted.setChecked, counted.isChecked))
        self.bind(lambda: _("If renewed too late"), late, Binding("late", True, late.set_value, late.value))
        self.bind(
            lambda: _("After the last day"), ladder, Binding("ladder", True, ladder.set_ladder, ladder.ladder)
        )

    def _add_rest(self) -> None:
        zone, used, stages = NameField(), DateField(), StagesField()
        zone.offer(zone_names())
        self.bind(
            lambda: _("Time zone"),
            zone,
            text_part("timezone", zone),
            lambda: _("The carrier's: a deadline ends at midnight there."),
        )
        self.bind(lambda: _("Last used on"), used, day_part("last_used_on", used))
        self.bind(
            lambda: _("Remind me"),
            stages,
            Binding("stages", False, stages.set_stages, stages.stages),
            lambda: _("Days before a deadline, such as 30, 7, 1. Empty: as for every card."),
        )

    def _cap_typed(self) -> str | None:
        # Only what adds up can have a cap: what is typed here stays, for the case that it does again.
        return self._cap.length() if self._basis.value() is Basis.EXPIRY else None
