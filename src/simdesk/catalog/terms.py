"""The closed lists of the catalog."""

from enum import StrEnum


class How(StrEnum):
    """How something came to be known. Only ``live`` and ``owner`` may be called checked."""

    LIVE = "live"
    STORED_COPY = "stored copy"
    QUOTED = "quoted"
    OWNER = "owner"


class Confidence(StrEnum):
    """How sure a claim is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def doubt(self) -> int:
        """Return 0 for the surest; the larger the less sure."""
        return ("high", "medium", "low").index(self)


class Group(StrEnum):
    """The families of channels, in the order they are listed."""

    ONLINE = "online"
    PAYMENT_SERVICES = "payment_services"
    WEB_SHOPS = "web_shops"
    IN_PERSON = "in_person"
    PEOPLE = "people"
    BY_USING_IT = "by_using_it"
    BY_ITSELF = "by_itself"


class Reality(StrEnum):
    """Whether a channel is one that is taken.

    ``not_known``: nobody is known to take it, or that it works today could not be confirmed.
    """

    REAL = "real"
    PARTIAL = "partial"
    NOT_KNOWN = "not_known"
    ENDED = "ended"


class Action(StrEnum):
    """What the wizard offers beside a step."""

    NONE = "none"
    OPEN_PAGE = "open_page"
    COPY_NUMBER = "copy_number"
    COPY_PAYMENT_NUMBER = "copy_payment_number"
    SHOW_TO_CLERK = "show_to_clerk"


class Payment(StrEnum):
    """What one pays with. ``balance`` is the credit on the card itself."""

    CREDIT_CARD = "credit_card"
    DEBIT_CARD = "debit_card"
    PREPAID_CARD = "prepaid_card"
    CASH = "cash"
    PAYPAL = "paypal"
    PAYPAY = "paypay"
    ALIPAY = "alipay"
    WECHAT_PAY = "wechat_pay"
    PAIDY = "paidy"
    BANK_TRANSFER = "bank_transfer"
    GIFT_CARD = "gift_card"
    CARRIER_BILLING = "carrier_billing"
    BALANCE = "balance"


class Foreign(StrEnum):
    """Whether payment cards issued outside the carrier's country pass."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Elsewhere(StrEnum):
    """Whether a channel works from outside the carrier's country."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNKNOWN = "unknown"


class Identity(StrEnum):
    """A document that a channel asks for. ``none``: it is known to ask for none."""

    PASSPORT = "passport"
    RESIDENCE_CARD = "residence_card"
    MY_NUMBER_CARD = "my_number_card"
    DRIVING_LICENCE = "driving_licence"
    NONE = "none"


class PlanKind(StrEnum):
    """What sort of tariff a plan is."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"
    ZERO_BASE = "zero_base"
    STORAGE = "storage"
    TOURIST = "tourist"
    FREE = "free"


class PlanStatus(StrEnum):
    """Whether a plan is alive. ``legacy``: closed to new users, lines that exist may go on."""

    ACTIVE = "active"
    LEGACY = "legacy"
    ENDED = "ended"


class SupportKind(StrEnum):
    """How one reaches a carrier's people."""

    TELEPHONE = "telephone"
    CHAT = "chat"
    MAIL = "mail"
    SHOP = "shop"
    FORM = "form"
