"""Amounts of money: decimal text and an ISO 4217 currency, never a float."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

AMOUNT_PATTERN = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$(?!\n)"
AmountText = Annotated[str, Meta(pattern=AMOUNT_PATTERN)]
CURRENCY_PATTERN = r"^[A-Z]{3}$(?!\n)"
CurrencyCode = Annotated[str, Meta(pattern=CURRENCY_PATTERN)]

# ISO 4217 active codes (list one, 2026): what a card can be paid in.
CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
    VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""".split()
)


class Money(Struct, frozen=True, forbid_unknown_fields=True):
    """An amount in a currency. ``amount`` is decimal text as it was entered; it may be negative."""

    amount: AmountText
    currency: CurrencyCode

    @property
    def decimal(self) -> Decimal:
        """Return the amount as a number one can add up."""
        return Decimal(self.amount)
