"""The sheet at the right of the catalog: all that is known of a plan or a carrier, in the order one asks."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from simdesk.catalog.model import Plan, Support
from simdesk.catalog.terms import PlanStatus, SupportKind
from simdesk.ui.catalog.channel_panel import ChannelPanel
from simdesk.ui.catalog.offers_section import offers_section
from simdesk.ui.catalog.parts import Section, marked, not_known
from simdesk.ui.catalog.rule_section import facts_sections, rule_section
from simdesk.ui.catalog.subject import Subject, Wish
from simdesk.ui.renewal.copying import copied
from simdesk.ui.renewal.parts import Remark, Stack, enlarge, push_button
from simdesk.ui.theme import Tone
from simdesk.wording.dates import city
from simdesk.wording.guide import country_name, language_names, support_name
from simdesk.wording.language import _, _p, current
from simdesk.wording.plans import plan_kind_name, plan_status_name, stages_words
from simdesk.wording.terms import form_name


class CatalogSheet(QScrollArea):
    """Shows one :class:`Subject`.

    Signals:
        page_asked: a page is to be opened; carries its https address.
        wished: something is to be done; carries the :class:`Wish` and what it is about beside the plan.
    """

    page_asked = Signal(str)
    wished = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalog_sheet")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        self._sections = Stack("catalog_sections")
        column.addWidget(self._sections)
        column.addStretch(1)
        self.setWidget(inside)
        self._key: tuple[str, str] = ("", "")

    def show_subject(self, subject: Subject) -> None:
        """Show *subject*; where it is the one that is shown already, the sheet stays where it is."""
        key = (subject.carrier.id, "" if subject.plan is None else subject.plan.id)
        held = self.verticalScrollBar().value() if key == self._key else 0
        self._key = key
        sections = list(_of_carrier(subject) if subject.plan is None else _of_plan(subject, subject.plan))
        for section in sections:
            section.page_asked.connect(self.page_asked)
            section.wished.connect(self.wished)
        self._sections.fill(sections)
        name = (subject.carrier if subject.plan is None else subject.plan).name.said(current())
        self.setAccessibleName(_("About {name}").format(name=name))
        self.verticalScrollBar().setValue(held)

    def take_focus(self) -> None:
        """Put the keys to the first button of the sheet."""
        button = next((one for one in self.findChildren(QPushButton) if one.isVisibleTo(self)), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(button)

    def show_nothing(self) -> None:
        """Show an empty sheet."""
        self._key = ("", "")
        self._sections.fill(())
        self.setAccessibleName(_("Nothing chosen"))


def _of_plan(subject: Subject, plan: Plan) -> Iterator[Section]:
    yield _head(subject, plan)
    yield rule_section(subject, plan)
    yield from facts_sections(plan)
    yield offers_section(subject, plan)
    yield _ways(subject, plan)
    yield _support(subject)
    if plan.warnings:
        warnings = Section("catalog_warnings", _("Look out"))
        warnings.know_all(plan.warnings, "⚠ ")
        yield warnings
    residence = Section("catalog_residence", _("ID and residence"))
    residence.know(plan.residence)
    yield residence
    texts = Section("catalog_texts", _("Texts abroad"))
    texts.know(plan.roaming_texts)
    yield texts
    stages = Section("catalog_stages", _("Reminders that suit it"))
    stages.say(_("Your general ones") if plan.stages is None else stages_words(plan.stages))
    yield stages


def _head(subject: Subject, plan: Plan) -> Section:
    head = Section("catalog_head", inner=True)
    enlarge(head.say(marked(plan.name.said(current()), yours=subject.own), "catalog_name"), 1.5)
    carrier = subject.carrier
    forms = _p("list", ", ").join(map(form_name, plan.form))
    about = [carrier.name.said(current()), country_name(carrier.country), forms, plan_kind_name(plan.kind)]
    if plan.status is not PlanStatus.ACTIVE:
        sign = "✕" if plan.status is PlanStatus.ENDED else "⚠"
        about.append(f"{sign} {plan_status_name(plan.status)}")
    head.say(" · ".join(about), "catalog_about", "muted")
    _say_status(head, plan)
    if subject.own:
        head.offer(
            head.wish_button(Wish.EDIT_PLAN, _("Edit the plan…")),
            head.wish_button(Wish.REMOVE_PLAN, _("Remove the plan")),
        )
    return head


def _say_status(head: Section, plan: Plan) -> None:
    note = "" if plan.status_note is None else plan.status_note.text.said(current())
    if plan.status is PlanStatus.ENDED and not note:
        note = _("This plan has ended; since when is not known.")
    if note:
        tones = {PlanStatus.ENDED: Tone.URGENT, PlanStatus.LEGACY: Tone.SOON}
        remark = Remark(tones.get(plan.status, Tone.QUIET), note)
        remark.setObjectName("catalog_status")
        head.column.addWidget(remark)
    if plan.status_note is not None:
        head.cite(plan.status_note.claims)


def _ways(subject: Subject, plan: Plan) -> Section:
    section = Section("catalog_ways", _("Ways to renew"))
    found = subject.ways()
    if not found:
        remark = Remark(Tone.SOON, _("No way is known."))
        if plan.no_channels is not None:
            remark.say(plan.no_channels.said(current()))
        remark.setObjectName("catalog_no_ways")
        section.column.addWidget(remark)
    if found and subject.own and not plan.channels:
        words = _(
            "You have not said how this plan is renewed: these are the general guides. Add the channels"
            " that work; then only those are shown."
        )
        section.say(words, "catalog_general_ways")
    for way in found:
        section.take_in(ChannelPanel(subject, way))
    section.offer(
        section.wish_button(Wish.ADD_GUIDE, _("Add a channel…")),
        section.wish_button(Wish.ADD_CHANNEL, _("Add a channel that is not listed…")),
    )
    return section


def _support(subject: Subject) -> Section:
    section = Section("catalog_support", _("The carrier's people"))
    for line in subject.carrier.support:
        _say_support(section, line)
    if not subject.carrier.support:
        section.say(not_known(), role="muted")
    return section


def _say_support(section: Section, line: Support) -> None:
    words = _p("support", "{kind}: {value}")
    section.stress(words.format(kind=support_name(line.kind), value=line.value), "catalog_support_line")
    parts = [text.said(current()) for text in (line.hours, line.note) if text is not None]
    if line.languages:
        parts.append(_("Languages: {names}").format(names=language_names(line.languages)))
    if parts:
        section.say("\n".join(parts), role="muted")
    if line.value.startswith("https://"):
        section.offer(section.page_button(line.value, "catalog_support_open"))
    elif line.kind in (SupportKind.TELEPHONE, SupportKind.MAIL):
        copier = push_button("catalog_support_copy", "compact")
        copier.setText(_("Copy"))
        copier.setAccessibleName(_("Copy {text}").format(text=line.value))
        copier.clicked.connect(lambda: copied(line.value))
        section.offer(copier)
    section.cite(line.claims)


def _of_carrier(subject: Subject) -> Iterator[Section]:
    carrier = subject.carrier
    head = Section("catalog_head", inner=True)
    enlarge(head.say(marked(carrier.name.said(current()), yours=subject.own), "catalog_name"), 1.5)
    time = _("{city} time").format(city=city(carrier.timezone))
    network = () if carrier.network is None else (_("Network: {name}").format(name=carrier.network),)
    head.say(" · ".join((country_name(carrier.country), time, *network)), "catalog_about", "muted")
    pages = _p("list", ", ").join(carrier.hosts) or not_known()
    head.say(_("Its pages are at: {hosts}").format(hosts=pages), "catalog_hosts", "muted")
    if not carrier.plans:
        head.say(_("It has no plan yet."), "catalog_no_plans")
    buttons = [head.wish_button(Wish.ADD_PLAN, _("Add a plan…"))]
    if subject.own:
        buttons.append(head.wish_button(Wish.EDIT_CARRIER, _("Edit the carrier…")))
        buttons.append(head.wish_button(Wish.REMOVE_CARRIER, _("Remove the carrier")))
    head.offer(*buttons)
    yield head
    yield _support(subject)
