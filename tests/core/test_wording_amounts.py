"""Money and data as people write them."""

from decimal import Decimal

import pytest

from simdesk.domain.money import CURRENCIES, Money
from simdesk.wording.amounts import amount, data, money
from simdesk.wording.language import LANGUAGES, use


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        ("3000", "JPY", "¥3,000"),
        ("3000.00", "JPY", "¥3,000"),
        ("3000.50", "JPY", "¥3,000.50"),
        ("0", "JPY", "¥0"),
        ("-1240", "JPY", "-¥1,240"),
        ("10", "USD", "US$10"),
        ("10.00", "USD", "US$10.00"),
        ("0.30", "GBP", "£0.30"),
        ("0.3", "GBP", "£0.30"),
        ("12.125", "EUR", "€12.125"),
        ("50", "HKD", "HK$50"),
        ("199", "TWD", "NT$199"),
        ("20", "NZD", "NZ$20"),
        ("30", "AUD", "A$30"),
        ("8", "SGD", "S$8"),
        ("15", "CAD", "C$15"),
        ("58", "CNY", "CN¥58"),
        ("11000", "KRW", "₩11,000"),
        ("3000", "CHF", "3,000 CHF"),
        ("-0.5", "CHF", "-0.50 CHF"),
        ("999999999999.9999", "USD", "US$999,999,999,999.9999"),
    ],
)
def test_amounts(value: str, currency: str, words: str) -> None:
    assert money(Money(value, currency)) == words
    assert amount(Decimal(value), currency) == words


@pytest.mark.parametrize(
    ("language", "yen", "dollars"),
    [
        ("en", "¥1,240", "US$10"),
        ("zh_CN", "1,240 日元", "US$10"),
        ("zh_TW", "1,240 日圓", "US$10"),
        ("ja", "1,240円", "US$10"),
    ],
)
def test_yen_are_never_taken_for_yuan(language: str, yen: str, dollars: str) -> None:
    use(language)
    assert (amount("1240", "JPY"), amount("10", "USD")) == (yen, dollars)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_currencies_look_alike(language: str) -> None:
    use(language)
    assert len({amount("1", currency) for currency in CURRENCIES}) == len(CURRENCIES)


def test_a_sum_keeps_its_cents() -> None:
    assert amount(Decimal(10) + Decimal("0.3"), "USD") == "US$10.30"


@pytest.mark.parametrize(
    ("megabytes", "words"),
    [
        (0, "0 MB"),
        (500, "500 MB"),
        (999, "999 MB"),
        (1000, "1 GB"),
        (1024, "1 GB"),
        (3200, "3.2 GB"),
        (20_000, "20 GB"),
        (1_500_000, "1,500 GB"),
    ],
)
def test_data(megabytes: int, words: str) -> None:
    assert data(megabytes) == words
