"""How a plan's number is kept: the rule, its ladder, how old that is, and *I checked this today*."""

from PySide6.QtWidgets import QPushButton

from simdesk.catalog.freshness import Freshness, plan_freshness
from simdesk.catalog.model import Plan
from simdesk.catalog.terms import Confidence
from simdesk.ui.catalog.parts import Section
from simdesk.ui.catalog.subject import Subject, Wish
from simdesk.ui.renewal.parts import Remark
from simdesk.ui.theme import Tone
from simdesk.wording.freshness import age_warning, rule_age
from simdesk.wording.guide import confidence_name
from simdesk.wording.language import _, current
from simdesk.wording.plans import ladder_lines, rule_lines


def rule_section(subject: Subject, plan: Plan) -> Section:
    """Return the rule of *plan* with everything that it rests on."""
    own = subject.catalog.own.rule(plan.id)
    fresh = plan_freshness(plan, subject.catalog.own, subject.today)
    section = Section("catalog_rule", _("How the number is kept"), yours=own is not None or subject.own)
    section.say(plan.rule_text.said(current()), "catalog_rule_text")
    section.say("\n".join(f"• {line}" for line in rule_lines(plan.rule)), "catalog_clock")
    ladder = ladder_lines(plan.rule)
    if ladder:
        section.say(_("What becomes of the number"), role="muted")
        section.say("\n".join(f"{at}. {line}" for at, line in enumerate(ladder, 1)), "catalog_ladder")
    _say_age(section, fresh)
    section.offer(*_buttons(section, subject, plan, fresh))
    if not fresh.yours:
        section.cite(plan.claims)
    return section


def _say_age(section: Section, fresh: Freshness) -> None:
    warning, sureness = age_warning(fresh), _sureness(fresh)
    age = " · ".join(filter(None, (rule_age(fresh), sureness)))
    if warning or sureness.startswith("⚠"):
        remark = Remark(Tone.SOON, "\n".join(filter(None, (age, warning))))
        remark.setObjectName("catalog_age")
        section.column.addWidget(remark)
    elif fresh.checked:
        section.say(f"✓ {age}", "catalog_age")
    else:
        section.say(age, "catalog_age", "muted")
    if fresh.page is None:
        section.say(_("A page of the carrier on this is not known."), "catalog_no_page", "muted")


def _sureness(fresh: Freshness) -> str:
    if fresh.confidence is None or fresh.checked or fresh.yours:
        return ""
    sure = Confidence(fresh.confidence)
    return f"⚠ {confidence_name(sure)}" if sure is Confidence.LOW else confidence_name(sure)


def _buttons(section: Section, subject: Subject, plan: Plan, fresh: Freshness) -> list[QPushButton]:
    found = []
    if fresh.page is not None:
        found.append(section.page_button(fresh.page, "catalog_page"))
    checked = subject.catalog.own.check(plan.id)
    if not fresh.checked_by(subject.today):
        found.append(section.wish_button(Wish.CHECK, _("I checked this today")))
    if fresh.checked and checked is not None:
        back = _("Take back that you checked it")
        found.append(section.wish_button(Wish.TAKE_BACK, _("Take back"), spoken=back))
    found.append(section.wish_button(Wish.EDIT_RULE, _("Edit the rule…")))
    if subject.catalog.own.rule(plan.id) is not None:
        found.append(section.wish_button(Wish.RULE_BACK, back_words()))
    return found


def back_words() -> str:
    """Return the words of the button that lets what is shipped hold again."""
    return _("Back to SimDesk's")


def facts_sections(plan: Plan) -> list[Section]:
    """Return what counts and what does not, and the cheapest way to keep the number."""
    counts = Section("catalog_counts", _("What counts"))
    counts.know_all(plan.counts, "✓ ")
    counts.stress(_("What does not count"))
    counts.know_all(plan.does_not_count, "✕ ")
    cheapest = Section("catalog_cheapest", _("Cheapest way to keep it"))
    cheapest.know(plan.cheapest_keep)
    return [counts, cheapest]
