"""The words of ways and their reasons, and where they are known from."""

from datetime import date

import pytest
from msgspec.structs import replace

from simdesk.catalog.model import Claim
from simdesk.catalog.reading import catalog
from simdesk.catalog.reasons import Reason, Why
from simdesk.catalog.terms import Confidence, How, Identity, Payment, SupportKind
from simdesk.catalog.text import Text
from simdesk.domain.book import PaymentMethod
from simdesk.domain.terms import Phase
from simdesk.wording import language
from simdesk.wording.guide import (
    confidence_name,
    country_name,
    identity_name,
    language_names,
    support_name,
)
from simdesk.wording.payments import paid_with, payment_name
from simdesk.wording.reasons import reason_words
from simdesk.wording.sources import known_from
from tests.core.making import MOMENT

FULL = {
    "phases": (Phase.USABLE, Phase.RECEIVE_ONLY),
    "countries": ("JP",),
    "payments": (Payment.CASH, Payment.PAYPAY),
    "ids": (Identity.PASSPORT,),
    "day": date(2025, 4, 30),
}


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_words_of_its_own(why: Why) -> None:
    words = reason_words(Reason(why=why, **FULL))  # type: ignore[arg-type]
    others = {reason_words(Reason(why=one, **FULL)) for one in Why if one is not why}  # type: ignore[arg-type]
    assert words
    assert "{" not in words
    shared = {Why.ASKS_FOR_ID, Why.NEEDS_ID}
    assert words not in others or why in shared


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason(why=Why.ENDED, day=date(2025, 4, 30)), "Ended Wed 30 Apr 2025"),
        (Reason(why=Why.ENDED), "Ended"),
        (Reason(why=Why.ONLY_IN, countries=("JP",)), "Only in Japan"),
        (Reason(why=Why.NEEDS_PAYMENT, payments=(Payment.CASH, Payment.PAYPAY)), "Takes only Cash or PayPay"),
        (Reason(why=Why.TAKES, payments=(Payment.CASH, Payment.PAYPAY)), "Takes Cash, PayPay"),
        (
            Reason(why=Why.OTHER_PHASE, phases=(Phase.USABLE, Phase.OVERDUE)),
            "Only while the card is: Usable or Overdue",
        ),
    ],
)
def test_reasons_name_their_facts(reason: Reason, words: str) -> None:
    assert reason_words(reason) == words


def test_a_note_of_the_catalog_is_said_instead_in_the_language_in_force() -> None:
    note = Text.of(en="Only at night", zh_cn="只在夜里", zh_tw="只在夜間", ja="夜間のみ")
    reason = Reason(why=Why.PARTLY_TAKEN, note=note)
    assert reason_words(reason) == "Only at night"
    language.use("ja")
    try:
        assert reason_words(reason) == "夜間のみ"
    finally:
        language.use("en")


def test_the_closed_lists_have_names_that_differ() -> None:
    for names in (
        [payment_name(one) for one in Payment],
        [identity_name(one) for one in Identity],
        [support_name(one) for one in SupportKind],
        [confidence_name(one) for one in Confidence],
    ):
        assert len(set(names)) == len(names)
        assert all(names)


def test_every_channel_of_the_catalog_has_names_and_reasons_that_can_be_said() -> None:
    for channel in catalog().channels:
        assert all(payment_name(one) for one in channel.payments)
        assert all(country_name(code) != "" for code in channel.countries)
        assert known_from(channel)


@pytest.mark.parametrize(
    ("how", "dated", "confidence", "words"),
    [
        (How.LIVE, None, Confidence.HIGH, ("checked 21 Nov 2026", "confidence high")),
        (How.OWNER, "2025", Confidence.HIGH, ("checked 21 Nov 2026", "confidence high")),
        (How.STORED_COPY, None, Confidence.MEDIUM, ("from a copy, undated", "confidence medium")),
        (How.STORED_COPY, "2019-04", Confidence.LOW, ("from a copy of Apr 2019", "⚠ confidence low")),
        (How.QUOTED, None, Confidence.LOW, ("quoted, undated", "⚠ confidence low")),
        (How.QUOTED, "2024", Confidence.MEDIUM, ("quoted, 2024", "confidence medium")),
    ],
)
def test_only_what_was_seen_is_called_checked(
    how: How, dated: str | None, confidence: Confidence, words: tuple[str, str]
) -> None:
    channel = catalog().channels[0]
    claim = Claim("https://example.org/page", dated, date(2026, 11, 21), how, confidence)
    assert known_from(replace(channel, claims=(claim,))) == words
    assert known_from(replace(channel, claims=())) == ("no source",)


def test_countries_and_languages() -> None:
    assert country_name("JP") == "Japan"
    assert country_name("QQ") == "QQ"
    assert language_names(("ja", "en", "zh_CN")) == "Japanese, English, Chinese"


def test_what_something_is_paid_with() -> None:
    methods = [PaymentMethod(id="pm-1", changed=MOMENT, label="Visa 4242")]
    said = [paid_with(name, methods) for name in ("pm-1", "Visa 4242", "cash", "the blue card", "")]
    assert said == ["Visa 4242", "Visa 4242", "Cash", "the blue card", ""]
    language.use("ja")
    assert paid_with("cash", methods) == "現金"
