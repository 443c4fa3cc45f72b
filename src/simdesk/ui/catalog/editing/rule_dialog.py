"""The form of a plan's rule. It gives the rule back and writes nothing itself."""

from PySide6.QtWidgets import QWidget

from simdesk.catalog.text import Text
from simdesk.domain.card import Rule
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.rule_page import RulePage
from simdesk.wording.language import _


class RuleDialog(EditingForm):
    """Asks for the rule of the plan *plan_name*, and gives a pair: the rule, and its words.

    *currency* is what a fee comes in that the rule does not have yet.
    """

    def __init__(
        self, plan_name: str, rule: Rule, words: Text, parent: QWidget | None = None, *, currency: str = "JPY"
    ) -> None:
        super().__init__("rule_dialog", new=False, parent=parent)
        self._plan_name = plan_name
        self._page = RulePage(rule, words, currency)
        self.begin(self._page)

    def title(self) -> str:
        return _("Rule of {plan}").format(plan=self._plan_name)

    def lead(self) -> str:
        return _(
            "Your rule stands over SimDesk's on this computer. Cards you have keep theirs until you say so."
        )

    def flaw(self) -> tuple[str, str] | None:
        return self._page.mismatch()

    def value(self) -> tuple[Rule, Text | None]:
        return self._page.rule(), self._page.told()
