"""*I checked this today*: the owner looked at the carrier's page and found a plan's rule so."""

from datetime import date, datetime

from simdesk.catalog.freshness import rule_mark
from simdesk.catalog.model import Plan
from simdesk.catalog.own import Check, OwnEdit, drop, put


def checked(plan: Plan, on: date, moment: datetime) -> OwnEdit:
    """Return the edit that notes that the owner found the rule of *plan* so on the day *on*."""
    seen = Check(changed=moment, plan=plan.id, on=on, rule=rule_mark(plan.rule))
    return lambda own: put(own, seen)


def unchecked(plan_id: str) -> OwnEdit:
    """Return the edit that takes the last check of a plan's rule back."""
    return lambda own: drop(own, Check, plan_id)
