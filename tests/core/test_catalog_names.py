"""Names without the whole catalog, and countries."""

import subprocess
import sys

import pytest

from simdesk.catalog.names import (
    carrier_name,
    cheapest_keep,
    country_name,
    known_carrier,
    line_name,
    plan_name,
)
from simdesk.catalog.places import place, places, zone_of_number
from simdesk.catalog.reading import catalog
from simdesk.domain.money import CURRENCIES


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("softbank", "en", "SoftBank"),
        ("softbank", "zh_CN", "软银"),
        ("SoftBank", "zh_TW", "軟銀"),
        ("软银", "ja", "ソフトバンク"),
        ("soft bank", "ja", "ソフトバンク"),
        ("softbank", "ko", "SoftBank"),
        ("Corner shop mobile", "ja", "Corner shop mobile"),
        ("", "ja", ""),
    ],
)
def test_a_carrier_is_called_in_ones_own_language(text: str, language: str, shown: str) -> None:
    assert carrier_name(text, language) == shown


@pytest.mark.parametrize(
    ("carrier", "plan", "language", "shown"),
    [
        ("povo", "povo2-base", "zh_CN", "povo2.0 基础套餐"),
        ("povo", "povo2.0", "ja", "povo2.0 ベースプラン"),
        ("", "sb-simple-style", "en", "Simple Style (prepaid)"),
        ("tello", "PAYG", "ja", "従量プリペイド（PAYG）"),
        ("tello", "Old plan", "ja", "Old plan"),
        ("Corner shop mobile", "povo2-base", "ja", "povo2-base"),
        ("povo", "", "ja", ""),
    ],
)
def test_a_plan_is_called_in_ones_own_language(carrier: str, plan: str, language: str, shown: str) -> None:
    assert plan_name(carrier, plan, language) == shown


def test_the_index_agrees_with_the_catalog() -> None:
    for carrier in catalog().carriers:
        found = known_carrier(carrier.name.en)
        assert found is not None
        assert (found.id, found.country, found.timezone) == (carrier.id, carrier.country, carrier.timezone)
        assert [plan.id for plan in found.plans] == [plan.id for plan in carrier.plans]
        for plan in carrier.plans:
            said = "" if plan.cheapest_keep is None else plan.cheapest_keep.text.said("ja")
            assert cheapest_keep(carrier.name.en, plan.name.en, "ja") == said
        home = place(carrier.country)
        assert home is not None
        assert country_name(carrier.country, "zh_TW") == home.name.said("zh_TW")
    assert known_carrier("nobody") is None
    assert cheapest_keep("nobody", "povo2-base", "en") == ""
    assert country_name("QQ", "en") == "QQ"


def test_names_load_nothing_else_of_the_catalog() -> None:
    asked = (
        "import sys; from simdesk.catalog.names import carrier_name; carrier_name('povo', 'ja');"
        "print(sorted(name for name in sys.modules if name.startswith('simdesk.')))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == str(
        ["simdesk.catalog", "simdesk.catalog.names", "simdesk.catalog.spelling", "simdesk.resources"]
    )


def test_plans_are_read_when_they_are_asked_for() -> None:
    """Most of the index is about plans, and a list of cards needs none."""
    asked = (
        "from simdesk.catalog import names; one = names.known_carrier('povo'); before = vars(one) | {};"
        "plan = names.known_plan('povo', 'povo2-base');"
        "print(before, one.plans is one.plans, plan in one.plans)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["{}", "True", "True"]


def test_places_are_whole() -> None:
    known = places()
    codes = [one.code for one in known]

    assert codes == sorted(set(codes))
    assert {"JP", "CN", "HK", "TW", "SG", "MY", "KR", "US", "GB", "NZ", "AU", "CA", "DE", "FR"} <= set(codes)
    assert {"TH", "VN", "PH", "IN"} <= set(codes)
    assert {one.currency for one in known} <= CURRENCIES
    assert {carrier.country for carrier in catalog().carriers} <= set(codes)


def test_a_country_is_known_by_its_code() -> None:
    japan = place("JP")

    assert japan is not None
    assert (japan.calling_code, japan.currency, japan.timezone) == ("+81", "JPY", "Asia/Tokyo")
    assert japan.name.every() == ("Japan", "日本", "日本", "日本")
    assert place("XX") is None


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+818012345678", "Asia/Tokyo"),
        ("+85251234567", "Asia/Hong_Kong"),
        ("+886912345678", "Asia/Taipei"),
        ("+8613800138000", "Asia/Shanghai"),
        ("+447400123456", "Europe/London"),
        ("+6421123456", "Pacific/Auckland"),
        ("+12025550123", None),
        ("+61412345678", None),
        ("+79161234567", None),
        ("+88216123456", None),
    ],
)
def test_a_number_gives_its_countrys_zone_where_there_is_one(number: str, zone: str | None) -> None:
    assert zone_of_number(number) == zone


def test_a_line_has_the_name_of_its_carrier_once() -> None:
    said = [
        line_name(carrier, plan, "en")
        for carrier, plan in (
            ("povo", "povo2-base"),
            ("giffgaff", "giffgaff-payg"),
            ("softbank", ""),
            ("Corner shop", "Tourist"),
            ("docomo", "docomo-number-storage"),
            ("", "Tourist"),
            ("", ""),
        )
    ]
    assert said == [
        "povo2.0 base plan",
        "giffgaff Pay as you go",
        "SoftBank",
        "Corner shop Tourist",
        "docomo number storage",
        "Tourist",
        "",
    ]
