"""The JSON Schema in docs/ says what the reader takes."""

import json
from pathlib import Path

from simdesk.storage.schema import book_schema

SCHEMA = Path(__file__).parents[2] / "docs" / "store.schema.json"
AGAIN = (
    "the format of the book has changed; write its schema anew:"
    " python -c 'import sys; from simdesk.storage.schema import book_schema;"
    " sys.stdout.buffer.write(book_schema())' > docs/store.schema.json"
)


def test_the_schema_in_docs_is_current() -> None:
    assert SCHEMA.read_bytes() == book_schema(), AGAIN


def test_the_schema_says_what_is_refused() -> None:
    schema = json.loads(book_schema())
    records = schema["$defs"]

    assert records["Book"]["required"] == ["format"]
    assert records["Book"]["additionalProperties"] is False
    assert records["Money"]["properties"]["amount"]["pattern"].startswith("^-?[0-9]{1,12}")
    assert {"id", "changed", "label", "timezone", "rule"} == set(records["Card"]["required"])
    assert "``" not in json.dumps(schema)
