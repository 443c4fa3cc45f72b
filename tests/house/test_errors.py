"""Every failure has words of its own, and they say what became of the data."""

import re
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from simdesk import errors
from simdesk.wording.language import use
from simdesk.wording.problem import problem


def kinds(base: type[errors.SimDeskError] = errors.SimDeskError) -> Iterator[type[errors.SimDeskError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def examples(annotation: object) -> list[object]:
    """Values of a field's type: every member of a closed list, and enough of the others."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return list(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Path):
        return [Path("/home/owner/simdesk.json")]
    known: dict[object, list[object]] = {
        str: ["something", ""],
        int: [7, 0],
        bool: [True, False],
        tuple[str, ...]: [("first", "second"), ()],
    }
    if annotation not in known:
        known |= {annotation: [value for part in typing.get_args(annotation) for value in examples(part)]}
    return known[annotation]


def failures() -> Iterator[errors.SimDeskError]:
    """For each class one with every field at its first example, and one for each other example."""
    for kind in sorted(kinds(), key=lambda kind: kind.__name__):
        hints = typing.get_type_hints(kind)
        fields = {name: examples(hints[name]) for name in kind.__match_args__}
        usual = {name: values[0] for name, values in fields.items()}
        yield kind(**usual)
        for name, values in fields.items():
            for value in values[1:]:
                yield kind(**usual | {name: value})


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW", "ja"])
@pytest.mark.parametrize("failure", list(failures()), ids=repr)
def test_a_failure_has_one_line_of_its_own(failure: errors.SimDeskError, language: str) -> None:
    use(language)

    words = problem(failure)

    assert type(failure).__name__ not in words, "this is the general sentence"
    assert re.fullmatch(r"[^\n{}]+[.。！？!?）)]", words), words
    assert "None" not in words
