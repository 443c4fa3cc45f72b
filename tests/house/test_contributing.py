"""The page on adding a carrier: its example is a sound file, and what it lists is what there is."""

import json
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest

from simdesk.catalog.decoding import decoded
from simdesk.catalog.model import CarrierFile
from simdesk.catalog.proving import carrier_file_faults
from simdesk.catalog.shape import misshapen
from simdesk.catalog.terms import Confidence, Elsewhere, Foreign, How, PlanStatus, Reality
from simdesk.domain.terms import Basis
from tests.house import catalog_checks as checks
from tests.house.catalog_checks import Check
from tests.house.catalog_files import Json, Shipped, shipped
from tests.house.test_catalog import EVERY

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "contributing-a-carrier.md"
WORDS = PAGE.read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^```json\n(.*?)^```$", WORDS, re.DOTALL | re.MULTILINE)
# The lists of what must be there do not know the carrier of the example, which does not exist.
OF_ANY_CARRIER = [one for one in EVERY if one not in (checks.carriers_and_plans, checks.ways_of_each_plan)]


def test_the_example_is_read_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "example-mobile.json"
    path.write_text(EXAMPLE, encoding="utf-8")
    file = decoded(path, CarrierFile)

    assert list(misshapen(file, "$")) == []
    assert list(carrier_file_faults(file.carrier, frozenset(shipped().channels))) == []
    assert f"{file.carrier.id}.json" in WORDS


@pytest.mark.parametrize("check", OF_ANY_CARRIER, ids=lambda check: check.__name__)
def test_the_example_passes_what_every_carrier_passes(check: Check) -> None:
    assert list(check(with_example(lambda carrier: None))) == []


def test_a_spoiled_example_does_not() -> None:
    def spoil(carrier: Json) -> None:
        carrier["plans"][0]["channels"][0]["steps"][0]["text"].pop("zh_TW")

    assert list(checks.steps(with_example(spoil))) != []


def with_example(change: Callable[[Json], object]) -> Shipped:
    """The shipped files and the carrier of the example, changed."""
    files = shipped()
    carrier = json.loads(EXAMPLE)["carrier"]
    change(carrier)
    files.carriers[carrier["id"]] = carrier
    return files


@pytest.mark.parametrize("listed", [Basis, Confidence, Elsewhere, Foreign, PlanStatus, Reality])
def test_every_word_of_a_closed_list_is_explained(listed: type[StrEnum]) -> None:
    assert [value for value in listed if f"`{value}`" not in WORDS] == []


def test_every_how_is_explained_but_the_owners() -> None:
    assert [how for how in How if f"`{how}`: " not in WORDS] == [How.OWNER]


def test_what_the_page_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#\s]+)", WORDS)
    commands = re.findall(r"(?:tests|packaging)/[\w/]+\.py", WORDS)

    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
    assert [path for path in commands if not (ROOT / path).is_file()] == []
    assert "docs/contributing-a-carrier.md" in (ROOT / "README.md").read_text(encoding="utf-8")
