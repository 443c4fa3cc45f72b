"""The list of changes is read for the packages, so it keeps to its form."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.packing import module

changes = module("changes")
HEAD = "# Changes\n\nFor owners,\nby kind.\n\n"
NEW = "## 1.10.0 - 2027-02-01\n\n### Added\n\n- One.\n"
OLD = "## 1.9.0 - 2027-02-01\n\nOf it.\n\n### Fixed\n\n- Two, and\n  `a --b` of *Help…*.\n- Three.\n"


@pytest.mark.parametrize("above", ["", "## Unreleased\n\n", "## Unreleased\n\n### Added\n\n- Later.\n\n"])
def test_releases_are_read_in_order_without_markup(above: str) -> None:
    assert changes.releases(f"{HEAD}{above}{NEW}\n{OLD}") == [
        changes.Release("1.10.0", date(2027, 2, 1), (changes.Section("Added", ("One.",)),)),
        changes.Release(
            "1.9.0",
            date(2027, 2, 1),
            (changes.Section("Fixed", ("Two, and a --b of “Help…”.", "Three.")),),
            "Of it.",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("## 1.0 - 2027-01-01\n\n### Added\n\n- One.\n", 6),
        ("## 1.0.0\n\n### Added\n\n- One.\n", 6),
        ("## 1.0.0 - 2027-02-30\n\n### Added\n\n- One.\n", 6),
        ("## 1.0.0 - 2027-02-03\n\n### New\n\n- One.\n", 8),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n- One.\n\n### Added\n\n- Two.\n", 12),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n### Fixed\n\n- Two.\n", 6),
        ("## 1.0.0 - 2027-02-03\n\nNothing else.\n", 6),
        ("## 1.0.0 - 2027-02-03\n\n- One.\n", 8),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\nOne.\n", 10),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n* One.\n", 10),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n- One\n   askew.\n", 11),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n- One\n  - within.\n", 11),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n- [One](there).\n", 10),
        ("## 1.0.0 - 2027-02-03\n\n### Added\n\n- One of **two**.\n", 10),
        ("##1.0.0 - 2027-02-03\n", 6),
        ("#### Added\n", 6),
        ("### Added\n", 6),
        (f"{OLD}\n{NEW}", 16),
        (f"{NEW}\n{NEW}", 12),
        (f"{NEW}\n## Unreleased\n", 12),
    ],
)
def test_what_is_not_in_the_form_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(changes.UnreadableError, match=rf"line {line}:"):
        changes.releases(HEAD + text)


def test_a_list_without_releases_has_none() -> None:
    assert changes.releases(HEAD) == []


def test_what_has_no_commits_bears_the_day_of_the_newest_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(f"{HEAD}{NEW}\n{OLD}", "utf-8")
    built_at = module("archives").built_at
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert datetime.fromtimestamp(built_at(tmp_path), UTC) == datetime(2027, 2, 1, tzinfo=UTC)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    assert built_at(tmp_path) == 5
