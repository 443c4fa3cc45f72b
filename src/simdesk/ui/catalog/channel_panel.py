"""One way to renew a plan: whether it fits, what it asks for, and its steps, unfolded on demand."""

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton

from simdesk.catalog.choosing import Way
from simdesk.catalog.model import Channel
from simdesk.catalog.own import is_own_id
from simdesk.catalog.reasons import Reason
from simdesk.catalog.terms import Elsewhere, Foreign, Group, Payment
from simdesk.ui.catalog.parts import Section, not_known
from simdesk.ui.catalog.rule_section import back_words
from simdesk.ui.catalog.subject import Subject, Wish
from simdesk.ui.renewal.parts import push_button
from simdesk.wording.guide import country_name, identity_name, language_names
from simdesk.wording.language import _, _n, _p, current
from simdesk.wording.payments import payment_name
from simdesk.wording.reasons import reason_words
from simdesk.wording.terms import phase_name

_CARDS = frozenset({Payment.CREDIT_CARD, Payment.DEBIT_CARD, Payment.PREPAID_CARD})


class ChannelPanel(Section):
    """A way of a plan as its owner can take it. The steps are made when they are unfolded."""

    def __init__(self, subject: Subject, way: Way) -> None:
        self._channel = channel = way.channel
        guide = None if subject.plan is None else subject.catalog.own.guide(subject.plan.id, channel.id)
        own = is_own_id(channel.id) or guide is not None or subject.own
        name = channel.name.said(current())
        super().__init__(f"catalog_way_{channel.id}", name, yours=own, inner=True)
        self.say(channel.summary.said(current()))
        reasons = "\n".join(map(sign_and_words, way.reasons))
        if reasons:
            self.say(reasons, f"catalog_fits_{channel.id}")
        said = any(reason.note == channel.elsewhere_note for reason in way.reasons)
        told = replace(channel, elsewhere_note=None) if said else channel
        known, unknown = channel_facts(told, subject.carrier.country)
        self.say("\n".join(known), f"catalog_facts_{channel.id}", "muted")
        if unknown:
            words = _("Not known: {things}").format(things=_p("list", ", ").join(unknown))
            self.say(words, f"catalog_unknown_{channel.id}", "muted")
        self.cite(channel.claims)
        self._steps = Section(f"catalog_steps_{channel.id}", inner=True)
        self._steps.hide()
        self._fold = push_button(f"unfold_{channel.id}", "compact")
        self._fold.clicked.connect(self._toggle)
        self._name_fold()
        self.offer(self._fold, *self._page_buttons())
        self.offer_above(*self._buttons(subject, has_guide=guide is not None))
        self.take_in(self._steps)

    def _page_buttons(self) -> list[QPushButton]:
        address = self._channel.address
        if address is None or not address.startswith("https://"):
            return []
        return [self.page_button(address, f"open_{self._channel.id}")]

    def _buttons(self, subject: Subject, *, has_guide: bool) -> list[QPushButton]:
        channel = self._channel
        if subject.plan is not None and subject.own and not subject.plan.channels:
            return []  # the general guides: to edit one would leave the plan with that one only
        name = channel.name.said(current())
        spoken = _("Edit {name}").format(name=name)
        found = [self.wish_button(Wish.EDIT_GUIDE, _("Edit…"), channel.id, spoken)]
        if is_own_id(channel.id):
            words = _("Its name and steps…")
            found.append(self.wish_button(Wish.EDIT_CHANNEL, words, channel.id, f"{name}: {words}"))
        if has_guide and _is_shipped(subject, channel):
            found.append(self.wish_button(Wish.GUIDE_BACK, back_words(), channel.id))
        elif has_guide:
            spoken = _("Remove {name}").format(name=name)
            found.append(self.wish_button(Wish.GUIDE_BACK, _("Remove"), channel.id, spoken))
        return found

    def _toggle(self) -> None:
        if self._steps.column.count() == 0:
            self._make_steps()
        self._steps.setVisible(self._steps.isHidden())
        self._name_fold()

    def _make_steps(self) -> None:
        channel = self._channel
        if channel.at_hand:
            things = "\n".join(f"• {text.said(current())}" for text in channel.at_hand)
            self._steps.say(_("Have at hand:") + "\n" + things, f"catalog_at_hand_{channel.id}")
        for place, step in enumerate(channel.steps, 1):
            self._steps.say(f"{place}. {step.text.said(current())}", f"catalog_step_{channel.id}_{place}")
        if not channel.steps:
            self._steps.say(_("The steps are not known."), role="muted")

    def _name_fold(self) -> None:
        steps = len(self._channel.steps)
        words = _n("{n} step", "{n} steps", steps).format(n=steps)
        self._fold.setText(("▸ " if self._steps.isHidden() else "▾ ") + words)
        name = self._channel.name.said(current())
        self._fold.setAccessibleName(_("{name}: {steps}").format(name=name, steps=words))


def _is_shipped(subject: Subject, channel: Channel) -> bool:
    """Return whether SimDesk itself knows that the plan takes *channel*."""
    shipped = None if subject.plan is None else subject.catalog.shipped.plan_by_id(subject.plan.id)
    return shipped is not None and any(one.channel == channel.id for one in shipped.channels)


def sign_and_words(reason: Reason) -> str:
    """Return why a way fits or does not, with a sign before it."""
    sign = "✓" if reason.why.speaks_for else "⚠" if reason.why.casts_doubt else "✕"
    return f"{sign} {reason_words(reason)}"


def channel_facts(channel: Channel, home: str) -> tuple[list[str], list[str]]:
    """Return what is known of a channel, a line each, and the names of what is not; *home*: a country."""
    known: list[str] = []
    unknown: list[str] = []
    for name, value in _facts(channel, home):
        if value:
            known.append(_p("fact", "{name}: {value}").format(name=name, value=value))
        elif value is not None:
            unknown.append(name)
    return known, unknown


def _facts(channel: Channel, home: str) -> list[tuple[str, str | None]]:
    """Return names and values; an empty value is not known, and None does not matter."""
    comma = _p("list", ", ")
    paid = comma.join(map(payment_name, channel.payments))
    free = channel.group is Group.BY_USING_IT and not channel.payments
    minutes = channel.minutes
    takes = "" if minutes is None else _n("About {n} minute", "About {n} minutes", minutes).format(n=minutes)
    phases = None if channel.phases is None else comma.join(map(phase_name, channel.phases))
    countries = comma.join(map(country_name, channel.countries)) if channel.countries else None
    return [
        (_("Fee"), "" if channel.fee is None else channel.fee.said(current())),
        (_("Paid with"), None if free else paid),
        (_("Cards issued abroad"), _foreign(channel)),
        (_("In"), countries),
        (_("From outside {country}").format(country=country_name(home)), _elsewhere(channel)),
        (_("While the card is"), phases),
        (_("ID"), comma.join(map(identity_name, channel.ids))),
        (_("Languages"), language_names(channel.languages)),
        (_("Time it takes"), takes),
    ]


def _foreign(channel: Channel) -> str | None:
    if not _CARDS.intersection(channel.payments):
        return None
    match channel.foreign_cards:
        case Foreign.YES:
            return _("pass")
        case Foreign.NO:
            return _("do not pass")
        case Foreign.UNKNOWN:
            return ""


def _elsewhere(channel: Channel) -> str:
    note = "" if channel.elsewhere_note is None else channel.elsewhere_note.said(current())
    answer = elsewhere_words(channel.from_elsewhere)
    return " · ".join(filter(None, (answer or not_known(), note))) if answer or note else ""


def elsewhere_words(answer: Elsewhere) -> str:
    """Return whether a way works from outside the carrier's country; empty where it is not known."""
    match answer:
        case Elsewhere.YES:
            return _("works")
        case Elsewhere.NO:
            return _("does not work")
        case Elsewhere.PARTLY:
            return _("works in part")
        case Elsewhere.UNKNOWN:
            return ""
