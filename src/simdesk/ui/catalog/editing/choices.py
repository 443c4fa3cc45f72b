"""What can be chosen in the forms of the owner's own catalog, with its words."""

from collections.abc import Iterable, Sequence

from simdesk.catalog.terms import Action, Elsewhere, Foreign, Group, Identity, Payment, PlanKind, Reality
from simdesk.domain.terms import Extends, Form, Phase
from simdesk.wording.guide import identity_name, language_names
from simdesk.wording.language import _, _p
from simdesk.wording.payments import payment_name
from simdesk.wording.plans import plan_kind_name
from simdesk.wording.terms import extends_name, form_name, phase_name

SPOKEN = ("en", "zh", "ja", "ko", "vi", "pt", "es")
_LASTING = (
    Phase.USABLE,
    Phase.STORED,
    Phase.RECEIVE_ONLY,
    Phase.OVERDUE,
    Phase.SUSPENDED,
    Phase.PORT_OUT_ONLY,
)


def first_phases() -> Sequence[tuple[Phase, str]]:
    """Return the phases that a card can be in up to its last day."""
    return [(one, phase_name(one)) for one in _LASTING]


def phases() -> Sequence[tuple[str, str]]:
    """Return the phases in which a channel can work."""
    return [(one.value, phase_name(one)) for one in (Phase.NOT_ACTIVE, *_LASTING)]


def forms() -> Sequence[tuple[str, str]]:
    """Return what a card can be made of."""
    return [(one.value, form_name(one)) for one in Form]


def plan_kinds() -> Sequence[tuple[PlanKind, str]]:
    """Return the sorts of tariff."""
    return [(one, plan_kind_name(one)) for one in PlanKind]


def extensions() -> Sequence[tuple[Extends, str]]:
    """Return what an offer can extend."""
    return [(one, extends_name(one)) for one in Extends]


def payments() -> Sequence[tuple[str, str]]:
    """Return what one can pay with."""
    return [(one.value, payment_name(one)) for one in Payment]


def identities() -> Sequence[tuple[str, str]]:
    """Return the documents that a channel can ask for."""
    return [(one.value, identity_name(one)) for one in Identity]


def languages(besides: Iterable[str] = ()) -> Sequence[tuple[str, str]]:
    """Return the languages spoken at counters, and those *besides*."""
    codes = dict.fromkeys((*SPOKEN, *besides))
    return [(code, language_names([code])) for code in codes]


def groups() -> Sequence[tuple[Group, str]]:
    """Return the families of channels."""
    words = {
        Group.ONLINE: _p("channels", "The carrier online"),
        Group.PAYMENT_SERVICES: _p("channels", "Payment services"),
        Group.WEB_SHOPS: _p("channels", "Web shops"),
        Group.IN_PERSON: _p("channels", "In person"),
        Group.PEOPLE: _p("channels", "Through people"),
        Group.BY_USING_IT: _p("channels", "By using it"),
        Group.BY_ITSELF: _p("channels", "By itself"),
    }
    return [(one, words[one]) for one in Group]


def realities() -> Sequence[tuple[Reality, str]]:
    """Return whether a channel is one that is taken."""
    words = {
        Reality.REAL: _p("channel", "It works"),
        Reality.PARTIAL: _p("channel", "It works in part"),
        Reality.NOT_KNOWN: _p("channel", "Not known to work"),
        Reality.ENDED: _p("channel", "It has ended"),
    }
    return [(one, words[one]) for one in Reality]


def foreign_cards() -> Sequence[tuple[Foreign, str]]:
    """Return whether payment cards from abroad pass."""
    words = {Foreign.YES: _("yes"), Foreign.NO: _("no"), Foreign.UNKNOWN: _("not known")}
    return [(one, words[one]) for one in (Foreign.UNKNOWN, Foreign.YES, Foreign.NO)]


def elsewhere() -> Sequence[tuple[Elsewhere, str]]:
    """Return whether a channel works from another country."""
    words = {
        Elsewhere.UNKNOWN: _("not known"),
        Elsewhere.YES: _("yes"),
        Elsewhere.NO: _("no"),
        Elsewhere.PARTLY: _("only on a condition"),
    }
    return [(one, words[one]) for one in words]


def actions() -> Sequence[tuple[Action, str]]:
    """Return what the wizard can offer beside a step."""
    words = {
        Action.NONE: _p("step", "No button"),
        Action.OPEN_PAGE: _p("step", "Button: open the page"),
        Action.COPY_NUMBER: _p("step", "Button: copy the number"),
        Action.COPY_PAYMENT_NUMBER: _p("step", "Button: copy the payment number"),
        Action.SHOW_TO_CLERK: _p("step", "Button: show to the clerk"),
    }
    return [(one, words[one]) for one in Action]
