"""The shipped catalog as it stands in its files, not as the program reads it: what is looked at here stays
looked at if the program's own reader grows lenient one day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

RESOURCES = Path(__file__).parents[2] / "resources"
LANGUAGES = ("en", "zh_CN", "zh_TW", "ja")
Json = dict[str, Any]


@dataclass
class Shipped:
    """What the files hold: carriers by id, the generic channels by id, and the other guides by file name."""

    carriers: dict[str, Json]
    channels: dict[str, Json]
    guides: dict[str, Json]

    def plans(self) -> Iterator[tuple[Json, Json]]:
        """Each plan behind its carrier."""
        for carrier in self.carriers.values():
            for plan in carrier["plans"]:
                yield carrier, plan

    def ways(self) -> Iterator[tuple[str, Json, Json]]:
        """Each channel of each plan: its place, its carrier, the guide with the plan's differences in it."""
        for carrier, plan in self.plans():
            for own in plan.get("channels", ()):
                yield f"{plan['id']} {own['channel']}", carrier, {**self.channels[own["channel"]], **own}

    def nodes(self) -> Iterator[tuple[str, Any]]:
        """Everything in every file, with its place."""
        for shelf in (self.carriers, self.channels, self.guides):
            for name, document in shelf.items():
                yield from _inside(name, document)

    def texts(self) -> Iterator[tuple[str, Json]]:
        """Everything that is said to people, by language."""
        for place, node in self.nodes():
            if isinstance(node, dict) and not node.keys().isdisjoint(LANGUAGES) and "needs" not in node:
                yield place, node


def shipped() -> Shipped:
    """The files of today; a copy of one's own at every call."""
    carriers = (
        _read(path)["carrier"] for path in sorted((RESOURCES / "catalog" / "carriers").glob("*.json"))
    )
    return Shipped(
        carriers={carrier["id"]: carrier for carrier in carriers},
        channels={one["id"]: one for one in _read(RESOURCES / "catalog" / "channels.json")["channels"]},
        guides={name: _read(RESOURCES / f"{name}.json") for name in ("trouble", "hearsay", "phrases")},
    )


def is_home(host: str, carrier: Json) -> bool:
    """Whether *host* is one of the carrier's, or below one."""
    return any(host == ours or host.endswith(f".{ours}") for ours in carrier["hosts"])


def is_safe(address: str) -> bool:
    """Whether *address* is https, without a port or a user in it."""
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and parts.netloc == parts.hostname


def _inside(place: str, node: Any) -> Iterator[tuple[str, Any]]:
    yield place, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _inside(f"{place}.{key}", value)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _inside(f"{place}[{number}]", value)


def _read(path: Path) -> Json:
    document: Json = json.loads(path.read_bytes())
    return document
