"""The shipped catalog is whole: every carrier, every channel, four languages, a source for each claim."""

from collections.abc import Callable

import pytest

from simdesk.catalog.hearsay import hearsay
from simdesk.catalog.phrases import phrases
from simdesk.catalog.proving import read_catalog
from simdesk.catalog.reading import catalog
from simdesk.catalog.shape import misshapen
from simdesk.catalog.text import Text
from simdesk.catalog.trouble import trouble
from tests.house import catalog_checks as checks
from tests.house.catalog_checks import Check
from tests.house.catalog_files import RESOURCES, Json, Shipped, shipped
from tests.house.catalog_lists import CHANNELS, NO_WAYS, PLANS, WAYS

Spoiling = Callable[[Shipped], object]


def test_what_is_counted() -> None:
    """Thirty carriers, 42 plans; EE, VOXI, Lebara, 1p, Skinny; povo's Data Only and two for visitors."""
    plans = " ".join(PLANS.values()).split()

    assert (len(PLANS), len(plans), len(set(plans))) == (30 + 5, 42 + 5 + 3, 42 + 5 + 3)
    assert len(set(CHANNELS.split())) == 37
    assert set(WAYS) | set(NO_WAYS.split()) == set(plans)


EVERY: tuple[Check, ...] = (
    checks.carriers_and_plans,
    checks.channels,
    checks.ways_of_each_plan,
    checks.no_ways_are_explained,
    checks.steps,
    checks.lengths_of_checks,
    checks.four_languages,
    checks.a_language_each,
    checks.scripts,
    checks.kana_in_chinese,
    checks.long_dashes,
    checks.nobody_checked,
    checks.sources,
    checks.dates_of_pages,
    checks.nothing_read_live,
    checks.addresses,
    checks.hosts_in_words,
    checks.pages_to_open,
    checks.notes,
    checks.ended_plans,
)


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_the_catalog_is_whole(check: Check) -> None:
    assert list(check(shipped())) == []


def test_the_strict_reader_finds_nothing_either() -> None:
    """What it would find is not tested again when the program runs."""
    read = read_catalog(RESOURCES / "catalog")

    assert {one.id for one in read.carriers} == set(PLANS)
    for guide in (trouble(), hearsay(), phrases()):
        assert list(misshapen(guide, "$")) == []


def test_what_is_looked_at_is_what_the_program_shows() -> None:
    whole = catalog()
    shown = {
        f"{plan.id} {channel.id}": [words for step in channel.steps for words in step.text.every()]
        for carrier in whole.carriers
        for plan in carrier.plans
        for channel in whole.channels_of(plan)
    }
    looked_at = {
        place: [words for step in guide["steps"] for words in _every(step["text"])]
        for place, _carrier, guide in shipped().ways()
    }

    assert shown == looked_at
    assert len(shown) > 150


def _every(text: Json) -> tuple[str, ...]:
    return Text.of(text["en"], text["zh_CN"], text["zh_TW"], text["ja"]).every()


def plan(files: Shipped, plan_id: str = "povo2-base") -> Json:
    return next(plan for _carrier, plan in files.plans() if plan["id"] == plan_id)


def way(files: Shipped, channel: str = "official_app", plan_id: str = "povo2-base") -> Json:
    found: Json = next(one for one in plan(files, plan_id)["channels"] if one["channel"] == channel)
    return found


def said(files: Shipped) -> Json:
    """A sentence of the catalog."""
    words: Json = plan(files)["rule_text"]
    return words


def claim(files: Shipped) -> Json:
    found: Json = plan(files)["claims"][0]
    return found


SPOILED: tuple[tuple[Check, str, Spoiling], ...] = (
    (checks.carriers_and_plans, "a carrier is gone", lambda it: it.carriers.pop("tello")),
    (checks.carriers_and_plans, "a plan is gone", lambda it: it.carriers["povo"]["plans"].pop()),
    (
        checks.carriers_and_plans,
        "one too many",
        lambda it: it.carriers.update(new={"id": "new", "plans": []}),
    ),
    (checks.channels, "a channel is gone", lambda it: it.channels.pop("vending_machine")),
    (checks.ways_of_each_plan, "a way is gone", lambda it: plan(it)["channels"].remove(way(it))),
    (checks.ways_of_each_plan, "a way nobody knows", lambda it: way(it).update(channel="by_pigeon")),
    (
        checks.ways_of_each_plan,
        "an ended plan with a way",
        lambda it: plan(it, "au-prepaid").update(channels=[way(it)]),
    ),
    (checks.no_ways_are_explained, "not said", lambda it: plan(it, "au-prepaid").pop("no_channels")),
    (
        checks.no_ways_are_explained,
        "said in three languages",
        lambda it: plan(it, "au-prepaid")["no_channels"].pop("ja"),
    ),
    (checks.steps, "a plan's own are gone", lambda it: way(it).update(steps=[])),
    (checks.steps, "the generic ones are gone", lambda it: it.channels["atm"].pop("steps")),
    (checks.steps, "one language is gone", lambda it: way(it)["steps"][0]["text"].pop("zh_TW")),
    (checks.steps, "one language is blank", lambda it: way(it)["steps"][-1]["text"].update(ja=" ")),
    (checks.steps, "too long", lambda it: way(it)["steps"][0]["text"].update(en="x" * 201)),
    (
        checks.lengths_of_checks,
        "too long",
        lambda it: it.guides["trouble"]["topics"][0]["checks"][0]["text"].update(ja="あ" * 201),
    ),
    (checks.four_languages, "one is gone", lambda it: said(it).pop("zh_CN")),
    (checks.four_languages, "one is blank", lambda it: said(it).update(ja="\n")),
    (
        checks.four_languages,
        "gone from a guide",
        lambda it: it.guides["hearsay"]["hearsay"][0]["said"].pop("ja"),
    ),
    (checks.four_languages, "a fifth", lambda it: said(it).update(ko="번호")),
    (checks.a_language_each, "left in English", lambda it: said(it).update(ja=said(it)["en"])),
    (checks.a_language_each, "still English", lambda it: said(it).update(zh_CN="Buy a pack in the app.")),
    (checks.a_language_each, "Chinese for Japanese", lambda it: said(it).update(ja=said(it)["zh_TW"])),
    (checks.a_language_each, "one Chinese for both", lambda it: said(it).update(zh_TW=said(it)["zh_CN"])),
    (checks.scripts, "simplified in Taiwan", lambda it: said(it).update(zh_TW="在官网购买")),
    (checks.scripts, "traditional on the mainland", lambda it: said(it).update(zh_CN="在官網購買")),
    (checks.scripts, "the mainland's word", lambda it: said(it).update(zh_TW="收到短信後")),
    (checks.scripts, "Taiwan's word", lambda it: said(it).update(zh_CN="请先储值")),
    (checks.kana_in_chinese, "a particle", lambda it: said(it).update(zh_TW="官方の網站")),
    (checks.long_dashes, "one", lambda it: said(it).update(en="Buy a pack \u2014 any pack.")),
    (checks.nobody_checked, "en", lambda it: said(it).update(en="The price was checked in May.")),
    (checks.nobody_checked, "zh_CN", lambda it: said(it).update(zh_CN="价格已确认。")),
    (checks.nobody_checked, "zh_TW", lambda it: said(it).update(zh_TW="價格已核實。")),
    (checks.nobody_checked, "ja", lambda it: said(it).update(ja="料金は確認済みです。")),
    (
        checks.nobody_checked,
        "in the trouble guide",
        lambda it: it.guides["trouble"]["topics"][0]["ask"].update(en="We checked this."),
    ),
    (checks.sources, "no claims", lambda it: plan(it).update(claims=[])),
    (checks.sources, "never had claims", lambda it: plan(it)["offers"][0].pop("claims")),
    (checks.sources, "a fact without", lambda it: plan(it)["cheapest_keep"].pop("claims")),
    (checks.sources, "a warning without", lambda it: plan(it)["warnings"][0].update(claims=[])),
    (checks.sources, "a generic guide without", lambda it: it.channels["official_site"].update(claims=[])),
    (checks.sources, "an empty source", lambda it: claim(it).update(source="")),
    (checks.sources, "no source", lambda it: claim(it).update(source=None)),
    (checks.sources, "no host", lambda it: claim(it).update(source="https://")),
    (checks.sources, "no how", lambda it: claim(it).pop("how")),
    (checks.sources, "a how that is none", lambda it: claim(it).update(how="seen")),
    (checks.sources, "no confidence", lambda it: claim(it).pop("confidence")),
    (checks.sources, "no date and not undated", lambda it: claim(it).pop("page_dated")),
    (checks.sources, "never read", lambda it: claim(it).pop("read_on")),
    (checks.dates_of_pages, "younger than its reading", lambda it: claim(it).update(page_dated="2026-12")),
    (checks.dates_of_pages, "younger by a day", lambda it: claim(it).update(page_dated="2026-11-22")),
    (checks.dates_of_pages, "no such day", lambda it: claim(it).update(page_dated="2025-02-30")),
    (checks.nothing_read_live, "live", lambda it: claim(it).update(how="live")),
    (checks.nothing_read_live, "the owner's", lambda it: claim(it).update(how="owner")),
    (checks.addresses, "http", lambda it: way(it).update(address="http://povo.jp/en/")),
    (
        checks.addresses,
        "not the carrier's",
        lambda it: way(it).update(address="https://povo.jp.example.com/"),
    ),
    (checks.addresses, "a port", lambda it: way(it).update(address="https://povo.jp:8443/")),
    (checks.addresses, "a user", lambda it: way(it).update(address="https://povo.jp@example.com/")),
    (checks.addresses, "the page", lambda it: plan(it).update(page="https://example.com/povo")),
    (
        checks.addresses,
        "support",
        lambda it: it.carriers["povo"]["support"][0].update(value="https://example.com/"),
    ),
    (checks.addresses, "a host less", lambda it: it.carriers["povo"].update(hosts=["example.com"])),
    (
        checks.addresses,
        "of a generic guide",
        lambda it: it.channels["chat"].update(address="https://povo.jp/"),
    ),
    (
        checks.hosts_in_words,
        "a step names another",
        lambda it: way(it)["steps"][0]["text"].update(ja="povo-pay.jpを開きます。"),
    ),
    (checks.hosts_in_words, "not https", lambda it: said(it).update(en="See http://povo.jp/ for more.")),
    (
        checks.pages_to_open,
        "no address",
        lambda it: way(it, "official_site").update(
            address=None, steps=[{"action": "open_page", "text": said(it)}]
        ),
    ),
    (checks.notes, "not known, no word", lambda it: way(it).update(status="not_known", status_note=None)),
    (checks.notes, "partial, no word", lambda it: way(it).update(status="partial", status_note=None)),
    (checks.notes, "ended, no day", lambda it: it.channels["line_pay"].update(ended_on=None)),
    (checks.notes, "generic, no word", lambda it: it.channels["vending_machine"].update(status_note=None)),
    (
        checks.notes,
        "partly, no word",
        lambda it: way(it).update(from_elsewhere="partly", elsewhere_note=None),
    ),
    (checks.notes, "an ended plan, no word", lambda it: plan(it, "au-prepaid").pop("status_note")),
    (
        checks.ended_plans,
        "sells",
        lambda it: plan(it, "docomo-prepaid").update(offers=plan(it)["offers"]),
    ),
    (checks.ended_plans, "counts", lambda it: plan(it, "docomo-prepaid")["rule"].update(basis="expiry")),
)


@pytest.mark.parametrize(
    ("check", "spoil"),
    [pytest.param(check, spoil, id=f"{check.__name__}: {what}") for check, what, spoil in SPOILED],
)
def test_each_check_can_fail(check: Check, spoil: Spoiling) -> None:
    files = shipped()
    spoil(files)

    assert list(check(files)) != []


def test_every_check_is_seen_to_fail() -> None:
    assert {check for check, _what, _spoil in SPOILED} == set(EVERY)
