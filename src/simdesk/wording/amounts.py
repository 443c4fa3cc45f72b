"""Money and data as people write them, with ASCII digits whatever the computer's locale."""

from decimal import Decimal

from simdesk.domain.money import Money
from simdesk.wording.language import _p

_SIGNS = {
    "AUD": "A$",
    "CAD": "C$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "INR": "₹",
    "KRW": "₩",
    "MOP": "MOP$",
    "NZD": "NZ$",
    "PHP": "₱",
    "SGD": "S$",
    "THB": "฿",
    "TWD": "NT$",
    "USD": "US$",
}
_WITHOUT_CENTS = frozenset({"JPY", "KRW", "VND"})


def money(value: Money) -> str:
    """Return an amount with its currency: "¥3,000", "US$10", "3,000 CHF"."""
    return amount(value.decimal, value.currency)


def amount(value: Decimal | str, currency: str) -> str:
    """Return *value* of *currency*. Decimals are shown where some were given, cents as two digits.

    Raises:
        decimal.InvalidOperation: if *value* is text and not a number.
    """
    number = Decimal(value)
    text = _grouped(abs(number), currency)
    if currency == "JPY":
        # Translators: an amount of yen, {n} being the number.
        text = _p("money", "¥{n}").format(n=text)
    elif currency in _SIGNS:
        text = _SIGNS[currency] + text
    else:
        text = f"{text} {currency}"
    return f"-{text}" if number < 0 else text


def data(megabytes: int) -> str:
    """Return an amount of data, 1,000 MB being 1 GB: "500 MB", "3.2 GB"."""
    if megabytes < 1000:
        return f"{megabytes} MB"
    whole = f"{megabytes / 1000:,.1f}".removesuffix(".0")
    return f"{whole} GB"


def _grouped(number: Decimal, currency: str) -> str:
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if decimals and (currency in _WITHOUT_CENTS and number == number.to_integral_value()):
        decimals = 0
    elif decimals == 1 and currency not in _WITHOUT_CENTS:
        decimals = 2
    return f"{number:,.{decimals}f}"
