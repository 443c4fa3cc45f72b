"""What could not be confirmed is not said to be so: each open question, where the catalog touches it."""

import re

import pytest

from tests.house.catalog_doubts import (
    FILES,
    PLANS,
    claims_of,
    doubted,
    fact,
    guide,
    offer,
    support,
    sureness,
    way,
)

CHARGED = {"credit_card", "debit_card"}


def test_a_text_that_is_sure_of_itself_is_seen() -> None:
    """The measure itself: words that state a thing are told from words that leave it open."""
    sure = {
        "en": "The plan is sold at every Lawson.",
        "zh_CN": "罗森都有卖。",
        "zh_TW": "LAWSON 都有賣。",
        "ja": "ローソンで販売しています。",
    }

    assert doubted(sure) == list(sure)
    assert doubted({**sure, "en": "Where it is sold is not known."}) == ["zh_CN", "zh_TW", "ja"]
    assert doubted({**sure, "ja": "どこで売っているかは分かりません。"}) == ["en", "zh_CN", "zh_TW"]


# SoftBank


def test_whether_softbanks_prepaid_is_still_served() -> None:
    plan = PLANS["sb-simple-style"]

    assert plan["status"] == "legacy"
    assert doubted(plan["status_note"]["text"]) == []
    assert "low" in sureness(plan["status_note"])
    assert way("sb-simple-style", "official_site")["status"] == "partial"
    assert doubted(way("sb-simple-style", "official_site")["status_note"]) == []
    for text in guide("hearsay", "SoftBank's Simple Style"):
        assert doubted(text) == []


def test_which_shops_sell_charge_sheets() -> None:
    for channel in ("prepaid_sheet", "carrier_shop"):
        one = way("sb-simple-style", channel)
        assert one["status"] == "not_known"
        assert sureness(one) == {"low"}
        assert doubted(one["status_note"] if channel == "carrier_shop" else one["summary"]) == []
    assert not any(one["channel"].startswith("konbini") for one in PLANS["sb-simple-style"]["channels"])


def test_in_which_languages_softbank_answers() -> None:
    for number in ("157", "0800-919-0157", "+81-92-687-0025"):
        assert "languages" not in support("softbank", number)
    assert doubted(support("softbank", "157")["note"]) == []


# Cards issued abroad


def test_cards_issued_abroad_pass_only_where_the_carrier_says_so() -> None:
    passing = {place for place, _carrier, one in FILES.ways() if one["foreign_cards"] == "yes"}

    assert passing == {
        "mobal-short official_site",
        "mobal-voice-only official_site",
        "mobal-voice-data official_site",
        "sakura-voice-data card_on_file",
    }
    assert {one["foreign_cards"] for one in FILES.channels.values()} <= {"unknown", "no"}


@pytest.mark.parametrize(
    "plan",
    "sb-simple-style sb-postpaid povo2-base docomo-postpaid ahamo irumo au-postpaid uq-postpaid"
    " rakuten-saikyo linemo-best ymobile-postpaid iijmio-voice nts-290 mineo-voice his-jiyujizai gtn-voice"
    " hanacell-japan".split(),
)
def test_no_yes_and_no_no_where_neither_is_known(plan: str) -> None:
    """A way that takes cards: whether those from abroad pass is open."""
    charged = [
        one
        for place, _carrier, one in FILES.ways()
        if place.split()[0] == plan and CHARGED & set(one["payments"])
    ]

    assert charged
    assert {one["foreign_cards"] for one in charged} == {"unknown"}


# povo


def test_when_povos_chat_answers() -> None:
    [chat] = FILES.carriers["povo"]["support"]

    assert "hours" not in chat
    assert doubted(chat["note"]) == []


def test_whether_povos_newer_lines_begin_with_roaming_off() -> None:
    roaming = PLANS["povo2-base"]["roaming_texts"]

    assert sureness(roaming) == {"low"}
    assert doubted(roaming["text"]) == []
    told = guide("trouble", "povo", "3 October 2025")
    assert len(told) == 2
    assert all("user" in text["en"] for text in told)
    assert all(doubted(text) == [] for text in told)


def test_the_footnote_to_povos_codes_and_who_else_sells_them() -> None:
    assert doubted(fact("povo2-base", "counts", "footnote")["text"]) == []
    assert way("povo2-base", "prepaid_sheet")["status"] == "partial"
    assert doubted(way("povo2-base", "prepaid_sheet")["status_note"]) == []
    for one in ("gift-card", "prepaid-code"):
        assert "price" not in offer("povo2-base", one)


def test_whether_a_code_revives_a_suspended_line() -> None:
    for channel in ("konbini_lawson", "prepaid_sheet", "friend", "official_site"):
        assert way("povo2-base", channel)["phases"] == ["usable"]
    [told] = guide("trouble", "gift card's PIN can revive")
    assert doubted(told) == []


def test_what_povo_asks_of_people_abroad() -> None:
    assert doubted(PLANS["povo2-base"]["residence"]["text"]) == []


def test_povos_prices_say_from_when_they_are() -> None:
    assert all("2026" in words for words in offer("povo2-base", "data-24h")["gives"].values())
    assert all("2026" in words for words in PLANS["povo2-base"]["cheapest_keep"]["text"].values())


def test_povos_other_lines_have_no_date_of_ours() -> None:
    for plan in ("povo2-data-only", "povo-japan-sim", "povo-jcb-sim"):
        assert PLANS[plan]["rule"] == {"basis": "none"}
        assert doubted(PLANS[plan]["rule_text"]) == []


# docomo, au, UQ, Rakuten


def test_docomos_foreign_line_and_its_number_from_abroad() -> None:
    assert all(support("docomo", one)["languages"] == ["ja"] for one in ("151", "0120-800-000"))
    from_abroad = support("docomo", "+81-3-6832-6600")
    assert sureness(from_abroad) == {"low"}
    assert doubted(from_abroad["note"]) == []
    assert "hours" not in from_abroad


def test_docomos_3g_was_announced_to_end() -> None:
    for plan in ("docomo-postpaid", "docomo-prepaid"):
        warning = fact(plan, "warnings", "31 March 2026")
        assert "announced" in warning["text"]["en"]
        assert doubted(warning["text"]) == []
    for text in (*guide("trouble", "31 March 2026"), *guide("trouble", "1 April 2026, the number lost")):
        assert doubted(text) == []


def test_what_aus_storage_costs_today() -> None:
    for one in PLANS["au-suspend"]["offers"]:
        assert sureness(one) == {"low"}
        assert doubted(one["gives"]) == []
    assert sureness(PLANS["au-suspend"]["cheapest_keep"]) == {"low"}
    assert doubted(PLANS["au-suspend"]["cheapest_keep"]["text"]) == []
    assert doubted(PLANS["au-postpaid"]["cheapest_keep"]["text"]) == []


def test_on_which_day_aus_prepaid_ended() -> None:
    assert doubted(PLANS["au-prepaid"]["status_note"]["text"]) == []
    for text in (*guide("trouble", "15 December 2021"), *guide("hearsay", "15 December 2021")):
        assert "one copy" in text["en"]


def test_whether_rakutens_old_clause_is_applied() -> None:
    plan = PLANS["rakuten-saikyo"]

    assert doubted(plan["rule_text"]) == []
    assert doubted(fact("rakuten-saikyo", "warnings", "Old clause")["text"]) == []
    for channel in ("call_out", "text_out", "mobile_data"):
        assert way("rakuten-saikyo", channel)["status"] == "partial"
        assert doubted(way("rakuten-saikyo", channel)["status_note"]) == []
    assert support("rakuten", "050-5434-4653")["languages"] == ["ja"]


def test_irumo_takes_no_new_users_and_its_price_is_of_its_start() -> None:
    assert PLANS["irumo"]["status"] == "legacy"
    assert all("2023" in words for words in PLANS["irumo"]["cheapest_keep"]["text"].values())


def test_docomos_visitor_sim_is_not_offered_as_on_sale() -> None:
    plan = PLANS["japan-welcome-sim"]

    assert plan["status"] == "legacy"
    assert doubted(plan["status_note"]["text"]) == []
    assert all(sureness(one) == {"low"} for one in plan["offers"])
    assert way("japan-welcome-sim", "official_site")["status"] == "not_known"


# Telephones


@pytest.mark.parametrize(
    "carrier",
    "linemo ymobile uq iijmio mineo nihontsushin hismobile mobal gtn hanacell jpsmart sakura".split(),
)
def test_no_telephone_where_none_was_seen(carrier: str) -> None:
    lines = FILES.carriers[carrier]["support"]

    assert {one["kind"] for one in lines} <= {"form", "mail", "chat"}
    assert not any("hours" in one for one in lines)
    assert any(doubted(one["note"]) == [] for one in lines), [one["note"]["en"] for one in lines]


def test_the_numbers_of_carriers_are_those_that_were_read() -> None:
    numbers = {
        carrier: [one["value"] for one in FILES.carriers[carrier]["support"] if one["kind"] == "telephone"]
        for carrier in ("softbank", "docomo", "au", "rakuten")
    }

    assert numbers == {
        "softbank": ["157", "0800-919-0157", "+81-92-687-0025"],
        "docomo": ["151", "0120-800-000", "+81-3-6832-6600", "+81-3-5463-3582"],
        "au": [
            *("0120-959-472", "0120-959-476", "0120-959-478", "0120-933-961", "0120-959-473", "0120-933-952"),
            *("157", "0077-7-111", "+81-3-6670-6944"),
        ],
        "rakuten": ["050-5434-4653"],
    }


# Prices, idle clauses, what is still sold


@pytest.mark.parametrize(
    ("plan", "offer_id"),
    [
        ("hanacell-japan", "month"),
        ("gtn-voice", "month"),
        ("jpsmart-monthly", "month"),
        ("mobal-voice-data", "vacation-plan"),
    ],
)
def test_a_price_nobody_read_is_not_given(plan: str, offer_id: str) -> None:
    assert "price" not in offer(plan, offer_id)
    assert doubted(offer(plan, offer_id)["gives"]) == []


@pytest.mark.parametrize("plan", ["mobal-voice-only", "mobal-voice-data", "sakura-voice-data"])
def test_a_price_from_a_note_is_no_sure_one(plan: str) -> None:
    assert sureness(offer(plan, "month")) == {"low"}
    assert doubted(offer(plan, "month")["gives"]) == []
    assert doubted(PLANS[plan]["cheapest_keep"]["text"]) == []


def test_mineos_price_says_from_when_it_is() -> None:
    assert all("2023" in words for words in offer("mineo-voice", "month")["gives"].values())
    assert doubted(PLANS["mineo-voice"]["cheapest_keep"]["text"]) == []


@pytest.mark.parametrize("plan", ["hanacell-japan", "mobal-voice-only", "mobal-voice-data"])
def test_an_idle_clause_nobody_read_is_warned_of_and_not_counted(plan: str) -> None:
    assert "use_within" not in PLANS[plan]["rule"]
    assert doubted(PLANS[plan]["rule_text"]) == []
    assert doubted(fact(plan, "warnings", "pay and forget")["text"]) == []


@pytest.mark.parametrize("plan", ["iijmio-prepaid", "bmobile-visitor", "jpsmart-monthly", "calendar-365"])
def test_whether_it_is_still_sold(plan: str) -> None:
    assert doubted(PLANS[plan]["status_note"]["text"]) == []
    assert sureness(PLANS[plan]["status_note"]) == {"low"}


def test_ymobile_has_no_prepaid_plan_here() -> None:
    assert [plan["kind"] for plan in FILES.carriers["ymobile"]["plans"]] == ["postpaid"]
    assert doubted(PLANS["ymobile-postpaid"]["rule_text"]) == []


@pytest.mark.parametrize(
    "plan", ["mineo-voice", "his-jiyujizai", "linemo-best", "hanacell-japan", "gtn-voice"]
)
def test_what_an_unpaid_bill_leads_to_is_open(plan: str) -> None:
    """Of most monthly plans no timetable was read, so no phase follows the bill."""
    assert "ladder" not in PLANS[plan]["rule"]
    assert doubted(PLANS[plan]["rule_text"]) == []


# Registers


def test_who_takes_a_wallet_on_the_phone() -> None:
    taken = {
        wallet: sorted(
            place
            for place, _carrier, one in FILES.ways()
            if wallet == place.split()[1] and one["status"] != "not_known"
        )
        for wallet in ("wechat_pay", "alipay", "paypay")
    }

    assert taken == {
        "wechat_pay": [],
        "alipay": ["mobal-short alipay", "mobal-voice-data alipay", "mobal-voice-only alipay"],
        "paypay": ["linemo-best paypay", "sb-postpaid paypay", "ymobile-postpaid paypay"],
    }
    assert FILES.channels["wechat_pay"]["status"] == "not_known"


def test_a_register_takes_cash() -> None:
    at_registers = [
        *((place, one) for place, _carrier, one in FILES.ways() if " konbini_" in place),
        *((name, one) for name, one in FILES.channels.items() if name.startswith("konbini_")),
    ]
    cashless = {place for place, one in at_registers if set(one["payments"]) - {"cash"}}

    assert cashless == set()


def test_what_seicomarts_screens_say() -> None:
    assert doubted(FILES.channels["konbini_other"]["status_note"]) == []
    for place, text in FILES.texts():
        if "Seicomart they say" in text["en"] or "オンライン決済でお願いします" in text["en"]:
            assert doubted(text) == [], place


# Cards of other countries


def test_everything_about_the_calendar_sim_is_low() -> None:
    claims = {claim["confidence"] for place, claim in claims_of("calendar-sim")}

    assert claims == {"low"}
    assert "page" not in PLANS["calendar-365"]


@pytest.mark.parametrize("plan", ["hahasim-365", "ctexcel-uk", "vodafone-uk-payg", "sosim-ladder"])
def test_a_rule_from_notes_is_low(plan: str) -> None:
    assert sureness(PLANS[plan]) == {"low"}
    assert sureness(PLANS[plan]["cheapest_keep"]) == {"low"}
    assert doubted(PLANS[plan]["rule_text"]) == []
    assert doubted(PLANS[plan]["cheapest_keep"]["text"]) == []


def test_ctexcels_days_are_the_fewer_of_the_two() -> None:
    plan = PLANS["ctexcel-uk"]

    assert plan["rule"]["valid_for"] == "P90D"
    assert all("90" in words and "180" in words for words in plan["rule_text"].values())


def test_lycamobiles_newer_terms_were_not_read() -> None:
    assert doubted(PLANS["lyca-uk-payg"]["rule_text"]) == []
    assert sureness(PLANS["lyca-uk-payg"]) == {"medium", "low"}


def test_giffgaff_was_not_heard_on_users_in_china() -> None:
    warning = fact("giffgaff-payg", "warnings", "mass closures")

    assert doubted(warning["text"]) == []
    assert "high" not in sureness(warning)


# The law


def test_what_became_of_the_bill_on_data_sims() -> None:
    told = [
        (place, text)
        for place, text in FILES.texts()
        if re.search(r"\bbill\b.*announced for 2026|plan for data SIMs was announced in 2026", text["en"])
    ]

    assert len(told) >= 3
    assert [(place, doubted(text)) for place, text in told if doubted(text)] == []
