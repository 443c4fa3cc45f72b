"""Forms for the owner's own catalog. They take values, and give values back once they are whole."""

from simdesk.ui.catalog.editing.carrier_dialog import CarrierDialog
from simdesk.ui.catalog.editing.channel_dialog import ChannelDialog
from simdesk.ui.catalog.editing.guide_dialog import GuideDialog
from simdesk.ui.catalog.editing.offer_dialog import OfferDialog
from simdesk.ui.catalog.editing.plan_dialog import PlanDialog
from simdesk.ui.catalog.editing.rule_dialog import RuleDialog

__all__ = ["CarrierDialog", "ChannelDialog", "GuideDialog", "OfferDialog", "PlanDialog", "RuleDialog"]
