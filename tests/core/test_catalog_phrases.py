"""Sentences in Japanese: what they cover, how they are read, and what is filled into them."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from simdesk.catalog.phrases import Phrase, Where, phrases, phrases_for, where_said
from simdesk.catalog.reading import catalog
from simdesk.catalog.text import Text
from tests.core.test_catalog_content import JAPANESE, SIMPLIFIED, TRADITIONAL

FILE = phrases()
KNOWN = {"payment_number": "1234-5678-90123", "amount": "3,000円", "number": "090-1234-5678"}
KANJI = re.compile(r"[\u4e00-\u9fff]")


def phrase(phrase_id: str) -> Phrase:
    found = FILE.phrase(phrase_id)
    assert found is not None, phrase_id
    return found


def words(one: Phrase) -> Iterator[str]:
    yield from (one.ja, one.reading, *one.translation.every())


def needed(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        (
            "register",
            (
                "pay_with_payment_number pay_at_seven_eleven pay_printed_slip "
                "ask_slip_at_register card_accepted code_accepted foreign_card_accepted "
                "english_menu chinese_menu receipt cancel_payment"
            ),
        ),
        (
            "counter",
            (
                "pay_bill_at_counter ask_for_slip card_or_code_at_counter foreign_card_at_counter "
                "machine_in_my_language english_speaker chinese_speaker receipt_at_counter "
                "cancel_at_counter end_contract_at_counter not_arrived_at_counter pin_locked "
                "suspended_at_counter charged_twice_at_counter card_refused_at_counter "
                "leaving_japan_at_counter"
            ),
        ),
        (
            "telephone",
            (
                "pay_bill_by_telephone ask_payment_number send_slip card_or_code_by_telephone "
                "foreign_card_by_telephone english_line chinese_line receipt_by_telephone "
                "cancel_by_telephone end_contract not_arrived credit_not_arrived "
                "pin_locked_by_telephone line_suspended suspended_how_to_pay paid_twice "
                "charged_twice card_refused leaving_japan"
            ),
        ),
    ],
)
def test_each_place_has_a_sentence_for_each_need(place: Where, ids: str) -> None:
    assert set(ids.split()) <= {one.id for one in FILE.said_at(place)}


def test_every_phrase_has_a_name_of_its_own() -> None:
    assert len({one.id for one in FILE.phrases}) == len(FILE.phrases)


def test_the_same_things_are_filled_into_all_languages() -> None:
    for one in FILE.phrases:
        for text in words(one):
            assert needed(text) == set(one.needs), (one.id, text)


def test_a_reading_has_no_kanji_and_no_latin_letters() -> None:
    for one in FILE.phrases:
        bare = re.sub(r"\{[a-z_]+\}", "", one.reading)
        assert not KANJI.search(bare), one.id
        assert not re.search(r"[A-Za-z0-9]", bare), one.id
        assert bare.count("\n") == one.ja.count("\n"), one.id


def test_the_translations_are_in_their_own_script() -> None:
    texts: list[Text] = [*(one.translation for one in FILE.phrases), FILE.no_payment_number]
    wrong = [
        (text.en, found)
        for text in texts
        for found in (
            (set(JAPANESE.sub("", text.zh_cn)) & TRADITIONAL - SIMPLIFIED)
            | (set(JAPANESE.sub("", text.zh_tw)) & SIMPLIFIED - TRADITIONAL)
        )
    ]

    assert wrong == []
    assert all(len(set(text.every())) == 4 for text in texts)


def test_number_and_amount_are_filled_in() -> None:
    one = phrase("not_arrived")

    assert one.filled(one.ja, KNOWN).startswith("電話番号090-1234-5678の料金3,000円を")
    assert one.filled(one.translation.en, KNOWN).startswith("I paid 3,000円 for the number 090-1234-5678")
    assert all("{" not in one.filled(text, KNOWN) for one in FILE.phrases for text in words(one))


@pytest.mark.parametrize("known", [{}, {"number": ""}])
def test_what_is_not_known_is_left_blank(known: dict[str, str]) -> None:
    one = phrase("end_contract")

    assert one.filled(one.ja, known, "____").startswith("電話番号____の")
    assert one.filled(one.ja, known).startswith("電話番号の")


@pytest.mark.parametrize(
    ("channel", "place", "first"),
    [
        ("konbini_711", "register", "pay_at_seven_eleven"),
        ("konbini_lawson", "register", "pay_with_payment_number"),
        ("carrier_shop", "counter", "ask_for_slip"),
        ("telephone", "telephone", "english_line"),
        ("chat", "telephone", "english_line"),
    ],
)
def test_a_channel_has_the_sentences_of_its_place(channel: str, place: Where, first: str) -> None:
    said = phrases_for(FILE, catalog().channel(channel), None, None)

    assert where_said(catalog().channel(channel)) == place
    assert {one.place for one in said} == {place}
    assert said[0].id == first
    assert set(said) == set(FILE.said_at(place))


def test_without_a_channel_one_stands_at_a_till() -> None:
    assert where_said(None) == "register"


def test_what_is_bought_over_the_counter_comes_first() -> None:
    povo = next(carrier for carrier in catalog().carriers if carrier.id == "povo")
    card = next(offer for plan in povo.plans for offer in plan.offers if offer.id == "gift-card")

    assert phrases_for(FILE, catalog().channel("konbini_lawson"), povo, card)[0].id == "povo_gift_card"
