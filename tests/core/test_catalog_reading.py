"""A file of the catalog is taken whole or refused with its name and the place."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from simdesk.catalog.model import Claim
from simdesk.catalog.proving import read_catalog
from simdesk.catalog.reading import catalog
from simdesk.catalog.terms import Confidence, Elsewhere
from simdesk.catalog.whole import Catalog, offers_by
from simdesk.errors import Damage, FileDamaged, FileUnreadable
from tests.core.catalog_making import CARRIER, CHANNELS, CLAIM, Json, changed, folder, text

ROOT = Path(__file__).parents[2]
PLAN = "carrier.plans.0"
FIELD = "$.carrier.plans[0]"


def refused(root: Path, *carriers: Json, channels: Json = CHANNELS) -> FileDamaged:
    with pytest.raises(FileDamaged) as caught:
        read_catalog(folder(root, *carriers, channels=channels))
    return caught.value


def test_a_sound_catalog_is_read(tmp_path: Path) -> None:
    found = read_catalog(folder(tmp_path, CARRIER))

    assert found.version == "2026-11-21"
    assert [carrier.id for carrier in found.carriers] == ["acme"]
    assert [channel.id for channel in found.channels] == ["official_site", "chat"]


def test_a_rule_carries_the_version_of_its_file(tmp_path: Path) -> None:
    plan = read_catalog(folder(tmp_path, CARRIER)).carriers[0].plans[0]

    assert plan.rule.plan_version == "2026-11-21"


@pytest.mark.parametrize(
    ("place", "value", "damage", "field"),
    [
        ("carrier.name.zh_TW", None, Damage.MISSING_FIELD, "$.carrier.name"),
        ("carrier.name.zh_CN", "", Damage.RULE, "$.carrier.name.zh_CN"),
        ("carrier.name.ko", "이름", Damage.UNKNOWN_FIELD, "$.carrier.name"),
        ("carrier.nmae", "x", Damage.UNKNOWN_FIELD, "$.carrier"),
        ("carrier.plans.0.rule.basis", "topup", Damage.NOT_IN_LIST, f"{FIELD}.rule.basis"),
        ("carrier.plans.0.rule.valid_for", "60 days", Damage.RULE, f"{FIELD}.rule.valid_for"),
        ("carrier.plans.0.rule", {"basis": "use", "cap": "P9D"}, Damage.RULE, f"{FIELD}.rule"),
        ("carrier.plans.0.claims", [], Damage.RULE, f"{FIELD}.claims"),
        ("carrier.plans.0.channels.0.claims", [], Damage.RULE, f"{FIELD}.channels[0].claims"),
        ("carrier.plans.0.offers.0.claims.0.how", None, Damage.MISSING_FIELD, f"{FIELD}.offers[0].claims[0]"),
        ("carrier.plans.0.claims.0.how", "seen", Damage.NOT_IN_LIST, f"{FIELD}.claims[0].how"),
        ("carrier.plans.0.claims.0.source", "", Damage.RULE, f"{FIELD}.claims[0].source"),
        ("carrier.plans.0.claims.0.read_on", "21.11.26", Damage.NOT_A_DATE, f"{FIELD}.claims[0].read_on"),
        ("carrier.plans.0.claims.0.page_dated", "2027-01", Damage.RULE, f"{FIELD}.claims[0]"),
        ("carrier.plans.0.claims.0.page_dated", "2026-02-30", Damage.RULE, f"{FIELD}.claims[0]"),
        ("carrier.plans.0.offers.0.price", 3000, Damage.WRONG_TYPE, f"{FIELD}.offers[0].price"),
        ("carrier.timezone", "Asia/Edo", Damage.UNKNOWN_ZONE, "$.carrier.timezone"),
        ("carrier.plans.0.usual_offer", "gift", Damage.NOT_IN_LIST, f"{FIELD}.usual_offer"),
        ("carrier.plans.0.usual_act.channel", "chat", Damage.NOT_IN_LIST, f"{FIELD}.usual_act.channel"),
        ("carrier.plans.0.channels.0.offers", ["gift"], Damage.NOT_IN_LIST, f"{FIELD}.channels[0].offers"),
        ("carrier.support.0.value", "http://example.com/", Damage.RULE, "$.carrier.support[0].value"),
        (
            "carrier.support.0.value",
            "https://example.com.evil.net/",
            Damage.RULE,
            "$.carrier.support[0].value",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, place: str, value: object, damage: Damage, field: str
) -> None:
    error = refused(tmp_path, changed(CARRIER, place, value))

    assert (error.path.name, error.damage, error.field) == ("a.json", damage, field)


@pytest.mark.parametrize(
    ("address", "sound"),
    [
        ("https://example.com/a", True),
        ("https://my.example.com/", True),
        ("https://example.com", True),
        ("http://example.com/a", False),
        ("https://example.org/a", False),
        ("https://notexample.com/a", False),
        ("https://example.com@evil.net/", False),
        ("https://example.com:8443/", False),
        ("https://user@example.com/", False),
        ("https://EXAMPLE.com/", False),
        ("https://[::1]/", False),
        ("javascript:alert(1)", False),
        ("https://example.com/a b", False),
        ("https://example.com/\n", False),
    ],
)
def test_a_page_is_opened_only_by_https_at_the_carriers_hosts(
    tmp_path: Path, address: str, sound: bool
) -> None:
    document = changed(CARRIER, f"{PLAN}.channels.0.address", address)

    if sound:
        plan = read_catalog(folder(tmp_path, document)).carriers[0].plans[0]
        assert plan.channels[0].address == address
    else:
        error = refused(tmp_path, document)
        assert error.field == f"{FIELD}.channels[0].address"


def test_a_step_is_short_in_every_language(tmp_path: Path) -> None:
    longest, too_long = text("x" * 200), text("x") | {"ja": "あ" * 201}
    channel = f"{PLAN}.channels.0.steps"

    read_catalog(folder(tmp_path / "sound", changed(CARRIER, channel, [{"text": longest}])))
    error = refused(tmp_path / "not", changed(CARRIER, channel, [{"text": longest}, {"text": too_long}]))

    assert error.field == f"{FIELD}.channels[0].steps[1]"
    assert error.damage is Damage.TOO_LONG


def test_what_two_claim_is_refused(tmp_path: Path) -> None:
    plan = CARRIER["carrier"]["plans"][0]
    other = changed(changed(CARRIER, "carrier.id", "other"), "carrier.name", text("Other"))
    other = changed(other, "carrier.aliases", [])
    offers = [plan["offers"][0], plan["offers"][0]]
    cases: dict[str, tuple[tuple[Json, ...], Json, str, Damage, str]] = {
        "channel": (
            (),
            changed(CHANNELS, "channels.1.id", "official_site"),
            "channels.json",
            Damage.DUPLICATE_ID,
            "$.channels[1].id",
        ),
        "offer": (
            (changed(CARRIER, f"{PLAN}.offers", offers),),
            CHANNELS,
            "a.json",
            Damage.DUPLICATE_ID,
            f"{FIELD}.offers[1].id",
        ),
        "plan's channel": (
            (changed(CARRIER, f"{PLAN}.channels", plan["channels"] * 2),),
            CHANNELS,
            "a.json",
            Damage.DUPLICATE_ID,
            f"{FIELD}.channels[1].channel",
        ),
        "plan": ((CARRIER, other), CHANNELS, "b.json", Damage.DUPLICATE_ID, f"{FIELD}.id"),
        "plan's name": (
            (changed(CARRIER, "carrier.plans", [plan, plan | {"id": "acme-two"}]),),
            CHANNELS,
            "a.json",
            Damage.NAME_TAKEN,
            "$.carrier.plans[1].name",
        ),
        "carrier's name": (
            (CARRIER, changed(changed(other, f"{PLAN}.id", "two"), "carrier.aliases", ["ACME mobile"])),
            CHANNELS,
            "b.json",
            Damage.NAME_TAKEN,
            "$.carrier.name",
        ),
    }
    for name, (carriers, channels, file, damage, field) in cases.items():
        error = refused(tmp_path / name, *carriers, channels=channels)
        assert (error.path.name, error.damage, error.field) == (file, damage, field), name


@pytest.mark.parametrize(
    ("data", "damage", "line", "column"),
    [
        (b"", Damage.EMPTY, 0, 0),
        (b" \n", Damage.EMPTY, 0, 0),
        (b'{"version": "2026-11-21",\n  "channels" []}', Damage.NOT_JSON, 2, 14),
        (b'{\n"version": "2026-11-21', Damage.NOT_JSON, 2, 23),
        ('{"version":\n "é"}'.encode("latin-1"), Damage.NOT_UTF8, 2, 3),
        (b"[" * 100_000, Damage.WRONG_TYPE, 0, 0),
        (b"null", Damage.WRONG_TYPE, 0, 0),
    ],
)
def test_a_file_that_is_no_catalog(
    tmp_path: Path, data: bytes, damage: Damage, line: int, column: int
) -> None:
    root = folder(tmp_path)
    (root / "channels.json").write_bytes(data)

    with pytest.raises(FileDamaged) as caught:
        read_catalog(root)

    found = caught.value
    assert (found.path.name, found.damage, found.line, found.column) == (
        "channels.json",
        damage,
        line,
        column,
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "channels.json").unlink()

    with pytest.raises(FileUnreadable) as caught:
        read_catalog(root)

    assert caught.value.path == root / "channels.json"


def test_a_plans_differences_are_filled_into_the_guide(tmp_path: Path) -> None:
    found = read_catalog(folder(tmp_path, CARRIER))
    generic, plan = found.channels[0], found.carriers[0].plans[0]
    (channel,) = found.channels_of(plan)

    assert (channel.id, channel.minutes, channel.name) == ("official_site", 5, generic.name)
    assert channel.steps == generic.steps
    assert [claim.confidence for claim in channel.claims] == [Confidence.HIGH, Confidence.LOW]
    assert [offer.id for offer in offers_by(plan, "official_site")] == ["top-up"]
    assert offers_by(plan, "chat") == ()
    assert found.channels_of(None) == found.channels


def test_own_steps_need_no_source_of_the_guide(tmp_path: Path) -> None:
    own = {
        "channel": "official_site",
        "steps": [{"text": text("Own step")}],
        "from_elsewhere": "no",
        "phases": ["usable"],
        "claims": [CLAIM],
    }
    found = read_catalog(folder(tmp_path, changed(CARRIER, f"{PLAN}.channels", [own])))
    (channel,) = found.channels_of(found.carriers[0].plans[0])

    assert [step.text.en for step in channel.steps] == ["Own step"]
    assert (channel.from_elsewhere, len(channel.claims)) == (Elsewhere.NO, 1)


def test_a_page_counts_from_the_earliest_day_it_can_be_from() -> None:
    dates = {"2026-05-12": "2026-05-12", "2026-05": "2026-05-01", "2026": "2026-01-01"}
    for said, day in dates.items():
        claim = claim_of(page_dated=said)
        assert str(claim.dated_on) == day
    assert claim_of(page_dated=None).dated_on is None


def claim_of(**changes: object) -> Claim:
    return msgspec.convert(CLAIM | changes, type=Claim)


@pytest.mark.parametrize(
    ("carrier", "plan", "found"),
    [
        ("povo", "povo2-base", ("povo", "povo2-base")),
        ("Povo 2.0", "POVO2.0", ("povo", "povo2-base")),
        ("povo", "povo2.0 基础套餐", ("povo", "povo2-base")),
        ("povo", "povo2.0ベースプラン", ("povo", "povo2-base")),
        ("", "povo2-base", ("povo", "povo2-base")),
        ("ソフトバンク", "シンプルスタイル", ("softbank", "sb-simple-style")),
        ("软银", "simple style", ("softbank", "sb-simple-style")),
        ("軟銀", "", ("softbank", None)),
        ("ＳｏｆｔＢａｎｋ", "sb simple style", ("softbank", "sb-simple-style")),
        ("giffgaff", "Pay as you go", ("giffgaff", "giffgaff-payg")),
        ("Tello", "Pay As You Go", ("tello", "tello-payg")),
        ("", "Pay as you go", (None, None)),
        ("his mobile", "自由自在 2.0", ("hismobile", "his-jiyujizai")),
        ("Mobal", "povo2-base", ("mobal", None)),
        ("Corner shop mobile", "povo2-base", (None, None)),
        ("", "", (None, None)),
        ("  ", " ", (None, None)),
    ],
)
def test_carriers_and_plans_are_found_by_what_people_call_them(
    carrier: str, plan: str, found: tuple[str | None, str | None]
) -> None:
    known, tariff = catalog().resolve(carrier, plan)

    assert (known and known.id, tariff and tariff.id) == found


def test_the_shipped_catalog_is_read_once_and_knows_its_plans() -> None:
    first: Catalog = catalog()

    assert catalog() is first
    for carrier in first.carriers:
        for plan in carrier.plans:
            assert first.carrier_of(plan) is carrier


def test_no_name_stands_twice_in_an_object() -> None:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names)), names
        return dict(pairs)

    for path in sorted((ROOT / "resources" / "catalog").rglob("*.json")):
        json.loads(path.read_text("utf-8"), object_pairs_hook=unique)


def test_the_index_of_names_and_the_schema_are_current() -> None:
    script = ROOT / "packaging" / "catalog_files.py"
    done = subprocess.run(
        [sys.executable, str(script), "check"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stderr) == (0, "")
