"""What "I did it today" means for a card: the act that its plan, or its rule, is usually kept by."""

from collections.abc import Iterable
from datetime import date, datetime

from simdesk.catalog.freshness import PriceStanding, price_standing
from simdesk.catalog.model import Offer, Plan
from simdesk.domain.card import Card
from simdesk.domain.clocks import next_bill
from simdesk.domain.length import counted
from simdesk.domain.lifecycle import Standing
from simdesk.domain.renewal import Renewal
from simdesk.domain.renewing import snapshot_of
from simdesk.domain.rows import Row
from simdesk.domain.terms import Basis, DeadlineKind, Extends, Kind, Phase, Status


def usual_kind(card: Card, standing: Standing, plan: Plan | None) -> Kind | None:
    """Return the kind of act that meets the card's deadline as a rule; None where none can.

    A bill is settled by paying it, a clock of use by using the card, whatever the plan's usual act is.
    """
    if standing.deadline_kind is DeadlineKind.BILL:
        return Kind.BILL
    rule, of_phase = card.rule, isinstance(standing.deadline_kind, Phase)
    if rule.use_within is not None and of_phase and standing.next_deadline != standing.expires_on:
        return Kind.USE
    if rule.basis is Basis.BILLING and not (rule.funding is not None and of_phase):
        return Kind.BILL
    if plan is not None and plan.usual_act is not None:
        return plan.usual_act.kind
    match card.rule.basis:
        case Basis.EXPIRY | Basis.PAYMENT | Basis.PACK_END | Basis.BILLING:
            return Kind.PURCHASE
        case Basis.USE:
            return Kind.USE
        case _:
            return None


def usual_renewal(
    row: Row, plan: Plan | None, others: Iterable[Renewal], renewal_id: str, moment: datetime
) -> Renewal | None:
    """Return the usual act as done, and seen to count, on the day of *row*.

    None where no act can extend the card. *others* are the card's renewals. An offer that has ended is
    not the one that was bought, and a price that is not confirmed not the one that was paid.
    """
    card, standing, today = row.card, row.standing, row.today
    kind = usual_kind(card, standing, plan)
    if kind is None:
        return None
    offer = plan.offer(plan.usual_offer) if plan is not None and kind is Kind.PURCHASE else None
    price = None
    if offer is not None:
        price_is = price_standing(offer, today)
        price = offer.price if price_is is PriceStanding.USABLE else None
        offer = None if price_is is PriceStanding.ENDED else offer
    usual_act = None if plan is None else plan.usual_act
    base_day = next_bill(card, others) if kind is Kind.BILL else _pack_end(offer, today)
    return Renewal(
        id=renewal_id,
        changed=moment,
        entered=moment,
        card_id=card.id,
        card=snapshot_of(card),
        kind=kind,
        status=Status.VERIFIED,
        paid_on=today,
        verified_on=today,
        channel=usual_act.channel if usual_act is not None and usual_act.kind is kind else "",
        offer="" if offer is None else offer.id,
        extends=Extends.NUMBER if offer is None else offer.extends,
        base_day=base_day,
        valid_for=None if offer is None else offer.valid_for,
        amount=None if price is None else price.amount,
        currency=None if price is None else price.currency,
        payment_method=card.payment_method if kind is not Kind.USE else "",
    )


def _pack_end(offer: Offer | None, today: date) -> date | None:
    return None if offer is None or offer.lasts is None else counted(today, offer.lasts).day
