"""The page of a rule: how its clocks run, the ladder after the last day, and the rule in words."""

from msgspec.structs import replace

from simdesk.catalog.text import Text
from simdesk.domain.card import Funding, Rule
from simdesk.domain.terms import Basis, Late, Phase
from simdesk.ui.cards.rule_fields import LadderField, RuleLength
from simdesk.ui.catalog.editing.choices import first_phases
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.text_fields import PriceField, TextNote
from simdesk.ui.fields import ChoiceField
from simdesk.ui.special_fields import TickField
from simdesk.wording.language import _
from simdesk.wording.terms import basis_name, late_name

_WITH_LENGTH = (Basis.EXPIRY, Basis.PAYMENT, Basis.USE, Basis.PACK_END, Basis.FIXED)
_PLAIN = Rule(Basis.EXPIRY)


class RulePage(FormPage):
    """Asks for a rule and its words. A part that does not matter on a basis is not shown, and not kept."""

    def __init__(self, rule: Rule, words: Text | None, currency: str) -> None:
        super().__init__("edit_rule", lambda: _("Rule"))
        self._old, self._old_words = rule, words
        self._words = TextNote()
        self._basis: ChoiceField[Basis] = ChoiceField(lambda: [(one, basis_name(one)) for one in Basis])
        self._valid_for = RuleLength(lambda: _("not known"))
        self._counted = TickField(lambda: _("The carrier counts the base day itself"))
        self._cap = RuleLength(lambda: _("no limit"))
        self._use_within = RuleLength(lambda: _("no such rule"))
        self._late: ChoiceField[Late] = ChoiceField(lambda: [(one, late_name(one)) for one in Late])
        self._first: ChoiceField[Phase] = ChoiceField(first_phases)
        self._ladder = LadderField()
        self._fee = PriceField(lambda: _("nothing"))
        self._cycle = RuleLength(lambda: _("nothing"))
        self._add_counting()
        self._add_after()
        self._show(rule, words, currency)
        self._basis.edited.connect(self._show_parts)
        self.edited.connect(self._compare)

    def rule(self) -> Rule:
        """Return the rule as it is typed, as one that is in no catalog yet."""
        basis = self._basis.value() or Basis.NONE
        as_before = self._old if basis is self._old.basis else _PLAIN
        lasts, stacks = basis in _WITH_LENGTH, basis is Basis.EXPIRY
        known = basis is not Basis.NONE
        return Rule(
            basis,
            valid_for=self._valid_for.length() if lasts else as_before.valid_for,
            cap=self._cap.length() if stacks else None,
            count_base_day=self._counted.isChecked() if lasts else as_before.count_base_day,
            ladder=self._ladder.ladder() if known else as_before.ladder,
            first_phase=(self._first.value() or Phase.USABLE) if known else as_before.first_phase,
            late=(self._late.value() or Late.FROM_PAYMENT) if stacks else as_before.late,
            use_within=self._use_within.length() if basis is not Basis.USE else as_before.use_within,
            funding=self._funding(),
        )

    def told(self) -> Text | None:
        """Return the rule in the owner's words; None while there are none."""
        return self._words.told()

    def mismatch(self) -> tuple[str, str] | None:
        """Return the part that does not fit the others and a sentence on why; None if all fits."""
        if self.told() is None:
            return "words", _("Say in a sentence how this plan is kept alive.")
        if bool(self._fee.typed()[0]) is not bool(self._cycle.text()):
            part = "cycle" if self._fee.typed()[0] else "fee"
            return part, _("A fee from the balance needs both: how much, and how often.")
        return None

    def _add_counting(self) -> None:
        self.add(
            "words",
            lambda: _("The rule in words"),
            self._words,
            self._words.told,
            lambda: _("As you would explain it to a friend: what counts, how long, and what happens then."),
        )
        self.add("basis", lambda: _("How the deadline is counted"), self._basis, self._basis.value)
        self.add("valid_for", lambda: _("Valid for"), self._valid_for, self._valid_for.text)
        self.add("count_base_day", lambda: "", self._counted, self._counted.isChecked)
        self.add("cap", lambda: _("At most, from the day of payment"), self._cap, self._cap.text)
        self.add("use_within", lambda: _("Must be used within"), self._use_within, self._use_within.text)
        self.add("late", lambda: _("If renewed too late"), self._late, self._late.value)

    def _add_after(self) -> None:
        self.add(
            "first_phase",
            lambda: _("Up to the last day"),
            self._first,
            self._first.value,
            lambda: _("What the number is able to do while its rule is kept. A stored one receives nothing."),
        )
        self.add("ladder", lambda: _("After the last day"), self._ladder, self._phases)
        self.add("fee", lambda: _("Fee taken from the balance"), self._fee, self._fee.typed)
        self.add("cycle", lambda: _("Taken again after"), self._cycle, self._cycle.text)

    def _show(self, rule: Rule, words: Text | None, currency: str) -> None:
        self._words.show_told(words)
        self._basis.set_value(rule.basis)
        self._valid_for.set_length(rule.valid_for)
        self._counted.setChecked(rule.count_base_day)
        self._cap.set_length(rule.cap)
        self._use_within.set_length(rule.use_within)
        self._late.set_value(rule.late)
        self._first.set_value(rule.first_phase)
        self._ladder.set_ladder(rule.ladder)
        self._fee.show_money(None if rule.funding is None else rule.funding.fee, currency)
        self._cycle.set_length(None if rule.funding is None else rule.funding.cycle)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the parts of a rule that matter on its basis."""
        basis = self._basis.value() or Basis.NONE
        lasts, stacks, known = basis in _WITH_LENGTH, basis is Basis.EXPIRY, basis is not Basis.NONE
        for field, visible in (
            (self._valid_for, lasts),
            (self._counted, lasts),
            (self._cap, stacks),
            (self._late, stacks),
            (self._use_within, basis is not Basis.USE),
            (self._first, known),
            (self._ladder, known),
        ):
            self.rows.show_row(field, visible=visible)

    def _compare(self) -> None:
        """Ask whether the words still fit, where the rule was changed and they were not."""
        doubt = ""
        if self._old_words is not None and self.told() == self._old_words and not self._is_as_before():
            doubt = _("You changed the rule. Do these words still say it?")
        self.rows.look(self._words, doubt or None)

    def _is_as_before(self) -> bool:
        return self.rule() == replace(self._old, plan_version=None)

    def _phases(self) -> object:
        return self._ladder.ladder(), self._ladder.flaw()

    def _funding(self) -> Funding | None:
        fee, cycle = self._fee.money(), self._cycle.length()
        return None if fee is None or cycle is None else Funding(fee, cycle)
