"""The book's format as JSON Schema, for ``docs/store.schema.json``."""

import inspect
from typing import Any

import msgspec

from simdesk.domain.book import Book


def book_schema() -> bytes:
    """Return the JSON Schema of ``simdesk.json``, drawn from the types that read it.

    What types cannot say is said in the description of the whole.
    """
    schema = msgspec.json.schema(Book)
    for definition in schema["$defs"].values():
        if "description" in definition:
            definition["description"] = _flowing(definition["description"])
    book = schema["$defs"]["Book"]
    book["required"] = ["format"]
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "SimDesk: simdesk.json, format 1",
        "description": (
            "Besides what is said here: no name twice in an object, no id twice in a list, every timezone"
            " an IANA name, every currency an active ISO 4217 code, at most 200 MB."
        ),
        **schema,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _flowing(text: str) -> str:
    """Return the paragraphs of a docstring, each on one line and without marks of reStructuredText."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs).replace("``", "'")
