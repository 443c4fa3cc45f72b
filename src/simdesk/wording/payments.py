"""What one pays with, in words."""

from collections.abc import Iterable

from simdesk.catalog.terms import Payment
from simdesk.domain.book import PaymentMethod
from simdesk.wording.language import _p


def paid_with(name: str, methods: Iterable[PaymentMethod]) -> str:
    """Return what a record that says *name* is paid with: the label of one of *methods*, else a kind.

    *name* is an id or a label, a kind of the catalog, or the owner's own words, which stay as they are.
    """
    known = next((method.label for method in methods if name in (method.id, method.label)), None)
    if known is not None:
        return known
    kind = next((kind for kind in Payment if kind.value == name), None)
    return name if kind is None else payment_name(kind)


def payment_name(payment: Payment) -> str:
    """Return what one pays with."""
    match payment:
        case Payment.CREDIT_CARD:
            return _p("payment", "Credit card")
        case Payment.DEBIT_CARD:
            return _p("payment", "Debit card")
        case Payment.PREPAID_CARD:
            return _p("payment", "Prepaid card")
        case Payment.CASH:
            return _p("payment", "Cash")
        case Payment.PAYPAL:
            return _p("payment", "PayPal")
        case Payment.PAYPAY:
            return _p("payment", "PayPay")
        case Payment.ALIPAY:
            return _p("payment", "Alipay")
        case Payment.WECHAT_PAY:
            return _p("payment", "WeChat Pay")
        case Payment.PAIDY:
            return _p("payment", "Paidy")
        case Payment.BANK_TRANSFER:
            return _p("payment", "Bank transfer")
        case Payment.GIFT_CARD:
            return _p("payment", "Gift card")
        case Payment.CARRIER_BILLING:
            return _p("payment", "Phone bill")
        case Payment.BALANCE:
            return _p("payment", "Balance of the card")
