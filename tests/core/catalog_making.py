"""A small sound catalog for tests, to be changed or damaged."""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def text(words: str) -> Json:
    """Return the same words in four languages."""
    return {"en": words, "zh_CN": words, "zh_TW": words, "ja": words}


CLAIM: Json = {
    "source": "https://example.com/a",
    "page_dated": None,
    "read_on": "2026-11-21",
    "how": "stored copy",
    "confidence": "high",
}
CHANNELS: Json = {
    "version": "2026-11-20",
    "channels": [
        {
            "id": "official_site",
            "group": "online",
            "name": text("Site"),
            "summary": text("The site"),
            "status": "real",
            "steps": [{"text": text("Open it"), "action": "open_page"}],
            "claims": [CLAIM | {"confidence": "low"}],
        },
        {
            "id": "chat",
            "group": "online",
            "name": text("Chat"),
            "summary": text("The chat"),
            "status": "real",
            "staffed": True,
        },
    ],
}
CARRIER: Json = {
    "version": "2026-11-21",
    "carrier": {
        "id": "acme",
        "name": text("Acme Mobile"),
        "country": "JP",
        "timezone": "Asia/Tokyo",
        "hosts": ["example.com"],
        "aliases": ["アクメ"],
        "plans": [
            {
                "id": "acme-one",
                "name": text("One"),
                "form": ["physical"],
                "kind": "prepaid",
                "status": "active",
                "rule": {"basis": "expiry", "valid_for": "P60D"},
                "rule_text": text("60 days"),
                "offers": [
                    {
                        "id": "top-up",
                        "name": text("Top-up"),
                        "gives": text("60 days"),
                        "price": {"amount": "3000", "currency": "JPY"},
                        "extends": "number",
                        "paid": True,
                        "claims": [CLAIM],
                    }
                ],
                "usual_offer": "top-up",
                "usual_act": {"kind": "purchase", "channel": "official_site"},
                "channels": [
                    {"channel": "official_site", "offers": ["top-up"], "minutes": 5, "claims": [CLAIM]}
                ],
                "claims": [CLAIM],
            }
        ],
        "support": [{"kind": "form", "value": "https://www.example.com/help", "claims": [CLAIM]}],
    },
}


def changed(document: Json, place: str, value: object) -> Json:
    """Return a copy with *value* at *place*, such as ``carrier.plans.0.id``; None takes the place out."""
    copy: Json = json.loads(json.dumps(document))
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    at: Any = copy
    for part in way:
        at = at[part]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return copy


def folder(root: Path, *carriers: Json, channels: Json = CHANNELS) -> Path:
    """Write a catalog below *root* and return its folder; the files are called a.json, b.json, ..."""
    (root / "carriers").mkdir(parents=True)
    (root / "channels.json").write_text(json.dumps(channels), "utf-8")
    for name, document in zip("abc", carriers, strict=False):
        (root / "carriers" / f"{name}.json").write_text(json.dumps(document), "utf-8")
    return root
