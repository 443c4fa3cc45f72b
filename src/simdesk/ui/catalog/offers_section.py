"""What can be bought or done on a plan, what it costs and gives."""

from simdesk.catalog.freshness import PriceStanding, price_standing
from simdesk.catalog.model import Offer, Plan
from simdesk.ui.catalog.parts import Section, not_known
from simdesk.ui.catalog.rule_section import back_words
from simdesk.ui.catalog.subject import Subject, Wish
from simdesk.wording.amounts import money
from simdesk.wording.dates import day, length
from simdesk.wording.freshness import price_doubt
from simdesk.wording.language import _, current
from simdesk.wording.terms import extends_name


def offers_section(subject: Subject, plan: Plan) -> Section:
    """Return the offers of *plan*, those of its owner marked, and those that were put away."""
    section = Section("catalog_offers", _("What can be bought or done"))
    for offer in plan.offers:
        section.take_in(_offer(subject, plan, offer))
    if not plan.offers:
        section.say(not_known(), role="muted")
    for gone in subject.catalog.own.offers:
        if gone.plan == plan.id and gone.gone is not None:
            section.take_in(_gone(subject, plan, gone.gone))
    section.offer(section.wish_button(Wish.ADD_OFFER, _("Add an offer…")))
    return section


def price_words(offer: Offer, standing: PriceStanding) -> str:
    """Return what an offer costs, and what is not sure of it: "¥3,000 · ⚠ this price is not confirmed"."""
    if not offer.paid:
        return _("Costs nothing")
    doubt = price_doubt(standing, offer)
    if offer.price is None:
        return f"⚠ {doubt}" if doubt else not_known()
    price = money(offer.price)
    if offer.at_least:
        price = _("{price} or more").format(price=price)
    return f"{price} · ⚠ {doubt}" if doubt else price


def _offer(subject: Subject, plan: Plan, offer: Offer) -> Section:
    own = subject.catalog.own.offer(plan.id, offer.id)
    name = offer.name.said(current())
    inner = Section(f"catalog_offer_{offer.id}", name, yours=own is not None or subject.own, inner=True)
    price = price_words(offer, price_standing(offer, subject.today))
    inner.say(" · ".join((price, *_facts(offer))), f"catalog_price_{offer.id}")
    inner.say(offer.gives.said(current()))
    inner.cite(offer.claims)
    edit = inner.wish_button(Wish.EDIT_OFFER, _("Edit…"), offer.id, spoken=_("Edit {name}").format(name=name))
    buttons = [edit]
    shipped = subject.catalog.shipped.plan_by_id(plan.id)
    if own is not None and shipped is not None and shipped.offer(offer.id) is not None:
        buttons.append(inner.wish_button(Wish.OFFER_BACK, back_words(), offer.id))
    else:
        spoken = _("Remove {name}").format(name=name)
        buttons.append(inner.wish_button(Wish.REMOVE_OFFER, _("Remove"), offer.id, spoken))
    inner.offer_above(*buttons)
    return inner


def _facts(offer: Offer) -> list[str]:
    facts = [_("Extends: {what}").format(what=extends_name(offer.extends))]
    if offer.lasts is not None:
        facts.append(_("lasts {length}").format(length=length(offer.lasts)))
    if offer.valid_for is not None:
        facts.append(_("adds {length}").format(length=length(offer.valid_for)))
    if offer.until is not None:
        facts.append(_("sold until {day}").format(day=day(offer.until)))
    return facts


def _gone(subject: Subject, plan: Plan, offer_id: str) -> Section:
    shipped = subject.catalog.shipped.plan_by_id(plan.id)
    offer = None if shipped is None else shipped.offer(offer_id)
    name = offer_id if offer is None else offer.name.said(current())
    inner = Section(f"catalog_gone_{offer_id}", inner=True)
    inner.say(_("{name}: removed by you").format(name=name), role="muted")
    inner.offer(inner.wish_button(Wish.OFFER_BACK, back_words(), offer_id))
    return inner
