"""What becomes of the owner's catalog by what is wished on a sheet; pure. No Qt."""

from datetime import datetime

from msgspec.structs import replace

from simdesk.catalog.checking import checked, unchecked
from simdesk.catalog.model import Channel, Offer, Plan, PlanChannel
from simdesk.catalog.own import (
    OwnCarrier,
    OwnCatalog,
    OwnChannel,
    OwnEdit,
    OwnGuide,
    OwnOffer,
    OwnPlan,
    OwnRule,
    drop,
    own_claim,
    put,
    records,
)
from simdesk.catalog.text import Text
from simdesk.domain.card import Rule
from simdesk.ui.catalog.subject import Subject, Wish


def edit_of(wish: Wish, subject: Subject, about: str, moment: datetime) -> OwnEdit | None:
    """Return the edit that fulfils *wish* at once; None if a form has to be filled in first."""
    if wish is Wish.REMOVE_CARRIER:
        return lambda own: drop(own, OwnCarrier, subject.carrier.id)
    plan = subject.plan
    if plan is None:
        return None
    match wish:
        case Wish.CHECK:
            return checked(plan, subject.today, moment)
        case Wish.TAKE_BACK:
            return unchecked(plan.id)
        case Wish.RULE_BACK:
            return lambda own: drop(own, OwnRule, plan.id)
        case Wish.OFFER_BACK:
            return lambda own: drop(own, OwnOffer, plan.id, about)
        case Wish.REMOVE_OFFER:
            shipped = subject.catalog.shipped.plan_by_id(plan.id)
            gone = shipped is not None and shipped.offer(about) is not None
            away = OwnOffer(changed=moment, plan=plan.id, gone=about)
            return lambda own: put(own, away) if gone else _without_offer(own, plan.id, about, moment)
        case Wish.GUIDE_BACK:
            return lambda own: _without_guide(own, plan.id, about)
        case Wish.REMOVE_PLAN:
            return lambda own: drop(own, OwnPlan, plan.id)
    return None


def rule_kept(subject: Subject, plan: Plan, rule: Rule, words: Text, moment: datetime) -> OwnEdit:
    """Return the edit that gives *plan* the rule its owner wrote, with *words* for it."""
    shipped = subject.catalog.shipped.plan_by_id(plan.id)
    over = None if shipped is None else shipped.rule.plan_version

    def edit(own: OwnCatalog) -> OwnCatalog:
        record = own.plan(plan.id)
        if record is None:
            return put(own, OwnRule(changed=moment, plan=plan.id, rule=rule, text=words, over=over))
        written = replace(record.plan, rule=rule, rule_text=words, claims=(own_claim(moment.date()),))
        return put(own, replace(record, changed=moment, plan=written))

    return edit


def offer_kept(plan: Plan, offer: Offer, moment: datetime) -> OwnEdit:
    """Return the edit that keeps *offer* of *plan*, new or in the place of the one with its id."""
    return lambda own: put(own, OwnOffer(changed=moment, plan=plan.id, offer=offer))


def guide_kept(plan: Plan, guide: PlanChannel, moment: datetime) -> OwnEdit:
    """Return the edit that keeps what the owner says of a way of *plan*."""
    return lambda own: put(own, OwnGuide(changed=moment, plan=plan.id, guide=guide))


def channel_kept(plan: Plan, channel: Channel, moment: datetime) -> OwnEdit:
    """Return the edit that keeps a channel of the owner's, and that *plan* takes it."""
    taken = PlanChannel(channel=channel.id, claims=(own_claim(moment.date()),))

    def edit(own: OwnCatalog) -> OwnCatalog:
        own = put(own, OwnChannel(changed=moment, channel=channel))
        if own.guide(plan.id, channel.id) is not None:
            return own
        return put(own, OwnGuide(changed=moment, plan=plan.id, guide=taken))

    return edit


def undone(before: OwnCatalog, after: OwnCatalog) -> OwnEdit:
    """Return the edit that takes back what led from *before* to *after*; what came since stays."""

    def edit(own: OwnCatalog) -> OwnCatalog:
        was, became = records(before), records(after)
        kept = {(type(one), one.key) for one in was}
        for one in became:
            if (type(one), one.key) not in kept:
                own = drop(own, type(one), *one.key)
        return put(own, *(one for one in was if one not in became))

    return edit


def _without_offer(own: OwnCatalog, plan_id: str, offer_id: str, moment: datetime) -> OwnCatalog:
    """Return *own* without an offer of the owner's, wherever it is kept."""
    own = drop(own, OwnOffer, plan_id, offer_id)
    record = own.plan(plan_id)
    if record is None or record.plan.offer(offer_id) is None:
        return own
    left = tuple(one for one in record.plan.offers if one.id != offer_id)
    usual = None if record.plan.usual_offer == offer_id else record.plan.usual_offer
    return put(
        own, replace(record, changed=moment, plan=replace(record.plan, offers=left, usual_offer=usual))
    )


def _without_guide(own: OwnCatalog, plan_id: str, channel_id: str) -> OwnCatalog:
    """Return *own* without what it says of a way; a channel of the owner's that no plan takes goes, too."""
    own = drop(own, OwnGuide, plan_id, channel_id)
    if any(one.guide.channel == channel_id for one in own.guides):
        return own
    return drop(own, OwnChannel, channel_id)
