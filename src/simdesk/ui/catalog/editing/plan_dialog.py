"""The form of a plan of the owner's. It gives the plan back and writes nothing itself."""

from datetime import date

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from simdesk.catalog.model import Carrier, Fact, Plan
from simdesk.catalog.own import in_one_language, new_own_id, own_claim
from simdesk.catalog.places import place
from simdesk.catalog.terms import PlanKind, PlanStatus
from simdesk.domain.card import Rule
from simdesk.domain.terms import Basis, Form
from simdesk.ui.catalog.editing.choices import forms, plan_kinds
from simdesk.ui.catalog.editing.form import EditingForm
from simdesk.ui.catalog.editing.lines import LinesField
from simdesk.ui.catalog.editing.page import FormPage
from simdesk.ui.catalog.editing.rule_page import RulePage
from simdesk.ui.catalog.editing.text_fields import AddressField, NamesField, TextLine
from simdesk.ui.fields import ChoiceField
from simdesk.ui.renewal.chips import Chips
from simdesk.ui.special_fields import StagesField
from simdesk.wording.language import _

_BLANK = in_one_language("?")


class PlanDialog(EditingForm):
    """Asks for a plan of *carrier*, its rule included; *plan* None: a new one."""

    def __init__(
        self, plan: Plan | None, carrier: Carrier, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("plan_dialog", new=plan is None, parent=parent)
        self._today = today
        self._old = plan or Plan(
            id=new_own_id(),
            name=_BLANK,
            form=(Form.PHYSICAL,),
            kind=PlanKind.PREPAID,
            status=PlanStatus.ACTIVE,
            rule=Rule(Basis.EXPIRY),
            rule_text=_BLANK,
            claims=(own_claim(today),),
        )
        home = place(carrier.country)
        self._name, self._aliases, self._address = TextLine(), NamesField(), AddressField()
        self._address.carrier = carrier
        self._forms = Chips("edit_forms", str, forms)
        self._kind: ChoiceField[PlanKind] = ChoiceField(plan_kinds)
        self._stages = StagesField()
        self._warnings = LinesField(lambda: _("Add a warning"))
        self._page = FormPage("edit_plan", lambda: _("Plan"))
        self._lay_rows()
        self._show(self._old)
        words = None if plan is None else plan.rule_text
        self._rule = RulePage(self._old.rule, words, "JPY" if home is None else home.currency)
        self.begin(self._page, self._rule)

    def title(self) -> str:
        return _("Add a plan") if self._new else _("Edit the plan")

    def flaw(self) -> tuple[str, str] | None:
        if self._name.told() is None:
            return "name", _("Give the plan its name.")
        if not self._forms.values():
            return "form", _("Choose at least one: SIM card, eSIM or virtual number.")
        return self._rule.mismatch()

    def value(self) -> Plan:
        said = {fact.text: fact for fact in self._old.warnings}
        claims = (own_claim(self._today),)
        return replace(
            self._old,
            name=self._name.told(),
            aliases=self._aliases.names(),
            form=tuple(one for one in Form if one.value in self._forms.values()),
            kind=self._kind.value() or PlanKind.PREPAID,
            page=self._address.address(),
            stages=self._stages.stages(),
            warnings=tuple(said.get(text) or Fact(text, claims) for text in self._warnings.texts()),
            rule=self._rule.rule(),
            rule_text=self._rule.told(),
            claims=claims,
        )

    def _lay_rows(self) -> None:
        add = self._page.add
        add("name", lambda: _("Name"), self._name, self._name.told)
        add("form", lambda: _("Form"), self._forms, lambda: set(self._forms.values()))
        add("kind", lambda: _("Sort of plan"), self._kind, self._kind.value)
        add(
            "page",
            lambda: _("Official page"),
            self._address,
            self._address.text,
            lambda: _("Where the carrier itself words the rule, so that you can look it up again."),
        )
        add(
            "stages",
            lambda: _("Remind me"),
            self._stages,
            self._stages.text,
            lambda: _("Days before a deadline, such as 30, 7, 1. Empty: as for every card."),
        )
        add("warnings", lambda: _("Warnings"), self._warnings, self._warnings.texts)
        add(
            "aliases",
            lambda: _("Other names"),
            self._aliases,
            self._aliases.names,
            lambda: _("What people call it besides, with semicolons between."),
        )

    def _show(self, plan: Plan) -> None:
        if not self._new:
            self._name.show_told(plan.name)
        self._aliases.show_names(plan.aliases)
        self._forms.set_values(tuple(plan.form))
        self._kind.set_value(plan.kind)
        self._address.show_address(plan.page)
        self._stages.set_stages(plan.stages)
        self._warnings.show_texts([fact.text for fact in plan.warnings])
