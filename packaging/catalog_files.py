"""Keeps what is made from the catalog in step with it: ``write``, or ``check`` and say what is old.

resources/catalog/names.json   what carriers and plans are called, for where no more is needed
docs/catalog.schema.json       the format of the files in resources/catalog, and of the owner's own
"""

import argparse
import inspect
import json
import sys
from pathlib import Path

import msgspec
from msgspec.json import schema_components

from simdesk.catalog.freshness import newest_page, rule_mark, sureness
from simdesk.catalog.model import CarrierFile, ChannelsFile, Plan
from simdesk.catalog.names import NamedCarrier, NamedPlan
from simdesk.catalog.own import OwnCatalog
from simdesk.catalog.places import PlacesFile, place
from simdesk.catalog.proving import read_catalog
from simdesk.catalog.text import Text
from simdesk.catalog.whole import spellings

ROOT = Path(__file__).resolve().parent.parent
NAMES = ROOT / "resources" / "catalog" / "names.json"
SCHEMA = ROOT / "docs" / "catalog.schema.json"


def main() -> int:
    """Write the files, or return 1 and name those that are old."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("do", choices=("write", "check"))
    made = {NAMES: names(), SCHEMA: schema()}
    if parser.parse_args().do == "write":
        for path, data in made.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return 0
    old = [path for path, data in made.items() if not path.is_file() or path.read_bytes() != data]
    for path in old:
        print(f"{path.relative_to(ROOT)} is old: run packaging/catalog_files.py write", file=sys.stderr)
    return 1 if old else 0


def names() -> bytes:
    """Return the index of names, one carrier a line."""
    carriers = [
        NamedCarrier(
            id=carrier.id,
            name=_said(carrier.name),
            country=carrier.country,
            country_name=_country_name(carrier.country),
            timezone=carrier.timezone,
            spelled=tuple(sorted(spellings(carrier.id, carrier.name, carrier.aliases))),
            kept=msgspec.Raw(msgspec.json.encode(list(map(_named, carrier.plans)))),
        )
        for carrier in read_catalog(NAMES.parent).carriers
    ]
    return b"[\n" + b",\n".join(map(msgspec.json.encode, carriers)) + b"\n]\n"


def _named(plan: Plan) -> NamedPlan:
    return NamedPlan(
        id=plan.id,
        name=_said(plan.name),
        spelled=tuple(sorted(spellings(plan.id, plan.name, plan.aliases))),
        cheapest_keep=None if plan.cheapest_keep is None else _said(plan.cheapest_keep.text),
        roaming_texts=None if plan.roaming_texts is None else _said(plan.roaming_texts.text),
        rule=rule_mark(plan.rule),
        dated=newest_page(plan.claims),
        confidence=sureness(plan.claims),
        page=plan.page,
    )


def schema() -> bytes:
    """Return the JSON Schema of a file of the catalog, whichever it is."""
    files, definitions = schema_components(
        (CarrierFile, ChannelsFile, PlacesFile, OwnCatalog), ref_template="#/$defs/{name}"
    )
    for definition in definitions.values():
        if "description" in definition:
            definition["description"] = _flowing(definition["description"])
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "SimDesk: the files in resources/catalog, and the owner's catalog.json",
        "description": (
            "A file of carriers/, channels.json or places.json, or catalog.json of a data folder. Besides"
            " what is said here: ids are unique, no two carriers share a name, every channel and offer that"
            " is named exists, every timezone is an IANA name, every address is at one of the carrier's"
            " hosts; in catalog.json the id of a carrier, plan or channel begins with own-, elsewhere it"
            " does not."
        ),
        "anyOf": list(files),
        "$defs": definitions,
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _flowing(text: str) -> str:
    """Return the paragraphs of a docstring, each on one line and without marks of reStructuredText."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs).replace("``", "'")


def _country_name(code: str) -> dict[str, str]:
    found = place(code)
    if found is None:
        sys.exit(f"resources/catalog/places.json has no country {code}")
    return _said(found.name)


def _said(text: Text) -> dict[str, str]:
    return dict(zip(("en", "zh_CN", "zh_TW", "ja"), text.every(), strict=True))


if __name__ == "__main__":
    sys.exit(main())
