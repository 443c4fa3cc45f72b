"""The trouble guide: every topic is there, said in four languages, with sources, and in a fitting order."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import Carrier, Claim, Plan
from simdesk.catalog.phrases import phrases
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Confidence, How
from simdesk.catalog.text import Text
from simdesk.catalog.trouble import Check, Topic, TroubleFile, topics_for, trouble
from simdesk.domain.terms import Phase
from simdesk.errors import Damage, FileDamaged

FILE = trouble()
TOPICS = {topic.id: topic for topic in FILE.topics}
CHECKS = [(topic.id, check) for topic in FILE.topics for check in topic.checks]
SIMPLIFIED = set("们这说对时现发过还没页务费账电话动应换单证驾码网开关号户续钱买卖样选项让该给从张")
TRADITIONAL = set("們這說對時現發過還沒頁務費帳電話動應換單證駕碼網開關號戶續錢買賣樣選項讓該給從張")
QUOTED = re.compile(r"「[^」]*」|（[^）]*）|[ぁ-ヿ一-鿿]*[ぁ-ヿ][ぁ-ヿ一-鿿]*")


def povo() -> tuple[Carrier, Plan]:
    carrier = catalog().carrier("povo")
    assert carrier is not None
    plan = catalog().plan(carrier, "povo2-base")
    assert plan is not None
    return carrier, plan


def words() -> list[Text]:
    said = [text for topic in FILE.topics for text in (topic.title, topic.summary, topic.ask)]
    return said + [check.text for _topic, check in CHECKS]


def claims() -> list[Claim]:
    return [claim for topic in FILE.topics for claim in topic.sources()]


def first(phase: Phase | None, *, of_povo: bool = False) -> list[str]:
    carrier, plan = povo() if of_povo else (None, None)
    return [topic.id for topic in topics_for(FILE, phase, carrier, plan)]


def test_every_trouble_has_a_topic() -> None:
    assert list(TOPICS) == [
        "card_dead",
        "payment_refused",
        "charged_twice",
        "not_credited",
        "no_texts_abroad",
        "pin_puk",
        "suspended_no_sale",
        "about_to_be_lost",
        "product_ended",
        "old_3g",
        "leaving_japan",
        "fake_message",
        "friend_in_japan",
    ]


def test_a_topic_has_enough_to_do_for_any_card() -> None:
    assert {topic.id for topic in topics_for(FILE, None, None, None) if len(topic.checks) < 3} == set()


def test_no_check_is_longer_than_a_step() -> None:
    assert [
        text.en for _id, check in CHECKS for text in [check.text] if max(map(len, text.every())) > 200
    ] == []


def test_a_longer_check_is_refused() -> None:
    text = Text.of(en="x" * 201, zh_cn="x", zh_tw="x", ja="x")

    with pytest.raises(ValueError, match="200"):
        Check(text=text)


def test_the_words_are_in_their_own_script() -> None:
    for text in words():
        assert not set(QUOTED.sub("", text.zh_cn)) & TRADITIONAL - SIMPLIFIED, text.zh_cn
        assert not set(QUOTED.sub("", text.zh_tw)) & SIMPLIFIED - TRADITIONAL, text.zh_tw
        assert re.search(r"[一-鿿]", text.zh_cn), text.en
        assert re.search(r"[一-鿿]", text.zh_tw), text.en
        assert re.search(r"[ぁ-ヿ]", text.ja), text.en
        assert not re.search(r"[ぁ-ヿ一-鿿]", re.sub(r"「[^」]*」|\([^)]*\)|タイプ\w+", "", text.en)), text.en
        assert "\u2014" not in text.en


def test_taiwan_sends_texts_with_its_own_word() -> None:
    assert [text.zh_tw for text in words() if re.search(r"發[^現送]{0,3}簡訊", text.zh_tw)] == []


def test_every_source_is_named_and_none_was_read_live() -> None:
    assert len(claims()) > 60
    assert all(claim.source for claim in claims())
    assert {claim.how for claim in claims()} <= {How.STORED_COPY, How.QUOTED}
    assert {claim.read_on for claim in claims()} == {date(2026, 11, 21)}


def test_what_is_meant_for_one_carrier_has_sources_of_its_own() -> None:
    bare = [
        (topic, check.text.en) for topic, check in CHECKS if not check.for_every_card and not check.claims
    ]

    assert bare == []


def test_nothing_says_that_it_was_checked() -> None:
    said = re.compile(
        r"\b(we|was|were|been) (checked|verified)\b|已核对|已核實|已查证|確認済み", re.IGNORECASE
    )

    assert [text.en for text in words() if any(said.search(one) for one in text.every())] == []


def test_povos_roaming_rests_on_one_user_and_says_so() -> None:
    for topic in ("no_texts_abroad", "leaving_japan"):
        [check] = [one for one in TOPICS[topic].checks if "3 October 2025" in one.text.en]
        assert "one user" in check.text.en.lower()
        assert {claim.confidence for claim in check.claims} == {Confidence.LOW}
        assert check.carriers == ("povo",)


def test_the_ends_of_3g() -> None:
    said = TOPICS["old_3g"].summary

    for day in ("31 March 2022", "15 April 2024", "31 July 2024", "31 March 2026"):
        assert day in said.en
    for text in (said.zh_cn, said.zh_tw, said.ja):
        assert all(day in text for day in ("2022年3月31日", "2024年4月15日", "7月31日", "2026年3月31日"))


def test_the_offence_is_named_for_every_card() -> None:
    [check] = [one for one in TOPICS["friend_in_japan"].checks if "offence" in one.text.en]

    assert check.for_every_card
    assert any("soumu.go.jp" in str(claim.source) for claim in check.claims)


def test_the_phrases_exist() -> None:
    known = {phrase.id for phrase in phrases().phrases}

    assert {one for topic in FILE.topics for one in topic.phrases} <= known


def test_the_carriers_and_plans_are_of_the_catalog() -> None:
    carriers = {carrier.id for carrier in catalog().carriers}
    plans = {plan.id for carrier in catalog().carriers for plan in carrier.plans}

    assert {one for _topic, check in CHECKS for one in check.carriers} - carriers == set()
    assert {one for _topic, check in CHECKS for one in check.plans} - plans == set()


@pytest.mark.parametrize(
    ("phase", "suggested"),
    [
        (Phase.USABLE, ["card_dead", "payment_refused", "no_texts_abroad"]),
        (Phase.STORED, ["no_texts_abroad"]),
        (Phase.RECEIVE_ONLY, ["suspended_no_sale", "about_to_be_lost"]),
        (Phase.OVERDUE, ["payment_refused", "suspended_no_sale", "about_to_be_lost", "friend_in_japan"]),
        (Phase.SUSPENDED, ["suspended_no_sale", "about_to_be_lost"]),
        (Phase.PORT_OUT_ONLY, ["about_to_be_lost"]),
        (Phase.LOST, ["card_dead", "about_to_be_lost", "product_ended", "old_3g"]),
    ],
)
def test_the_topics_of_a_phase_come_first(phase: Phase, suggested: list[str]) -> None:
    others = [topic for topic in TOPICS if topic not in suggested]

    assert first(phase) == suggested + others


@pytest.mark.parametrize("phase", [None, Phase.NOT_ACTIVE])
def test_where_no_phase_suggests_anything_the_order_is_the_files(phase: Phase | None) -> None:
    assert first(phase) == list(TOPICS)


def test_what_is_said_of_the_carrier_comes_before_the_rest() -> None:
    found = first(Phase.SUSPENDED, of_povo=True)

    assert found[:3] == ["suspended_no_sale", "about_to_be_lost", "card_dead"]
    assert found[-3:] == ["pin_puk", "product_ended", "old_3g"]
    assert sorted(found) == sorted(TOPICS)


def test_checks_for_other_carriers_are_left_out() -> None:
    carrier, plan = povo()
    mine = [check for topic in topics_for(FILE, None, carrier, plan) for check in topic.checks]
    anybodys = [check for topic in topics_for(FILE, None, None, None) for check in topic.checks]

    assert [check for check in mine if not check.for_every_card and not check.names(carrier, plan)] == []
    assert [check for check in anybodys if not check.for_every_card] == []
    assert len(anybodys) < len(mine) < len(CHECKS)


def test_what_is_meant_for_one_plan_is_not_told_of_the_carriers_others() -> None:
    carrier, plan = povo()
    check = Check(text=FILE.topics[0].title, carriers=(carrier.id,), plans=(plan.id,))
    other = replace(plan, id="povo2-data-only")

    assert check.names(carrier, plan)
    assert check.names(carrier, None)
    assert not check.names(carrier, other)
    assert not check.names(None, None)


def test_a_check_for_a_plan_is_shown_for_that_plan() -> None:
    carrier, plan = catalog().resolve("softbank", "sb-simple-style")
    found = {topic.id: topic for topic in topics_for(FILE, Phase.LOST, carrier, plan)}

    assert any("12 November 2019" in check.text.en for check in found["product_ended"].checks)
    assert not any("プリコール" in check.text.en for check in found["product_ended"].checks)


@pytest.mark.parametrize(
    ("change", "damage", "field"),
    [
        ({"claims": []}, Damage.RULE, "$.topics[0].claims"),
        ({"checks": []}, Damage.RULE, "$.topics[0].checks"),
        ({"phases": ["dead"]}, Damage.NOT_IN_LIST, "$.topics[0].phases[0]"),
        ({"hint": "x"}, Damage.UNKNOWN_FIELD, "$.topics[0]"),
    ],
)
def test_a_guide_that_is_not_sound_is_refused(
    tmp_path: Path, change: dict[str, Any], damage: Damage, field: str
) -> None:
    whole = json.loads(msgspec.json.encode(FILE))
    whole["topics"][0] |= change
    path = tmp_path / "trouble.json"
    path.write_text(json.dumps(whole), "utf-8")

    with pytest.raises(FileDamaged) as caught:
        decoded(path, TroubleFile)

    assert (caught.value.damage, caught.value.field) == (damage, field)


def test_sources_come_once_and_the_topics_own_first() -> None:
    topic: Topic = TOPICS["suspended_no_sale"]
    sources = [claim.source for claim in topic.sources()]

    assert sources[: len(topic.claims)] == [claim.source for claim in topic.claims]
    assert len(set(sources)) == len(sources)
