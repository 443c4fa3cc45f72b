"""What broke in programs like this one is tested line by line: reminders (R), desktop (W), data (D)."""

import re

from tests.house.source import ROOT

_NAMED = re.compile(r"^def test_((?:[rwd][0-9]{2}_)+)", re.MULTILINE)


def test_each_failure_has_a_test_that_is_named_by_its_number() -> None:
    found = {
        number
        for path in (ROOT / "tests").rglob("test_*.py")
        for names in _NAMED.findall(path.read_text("utf-8"))
        for number in names.split("_")
        if number
    }
    reminders = {f"r{number:02}" for number in range(1, 23)}
    desktop = {f"w{number:02}" for number in range(1, 16)}
    data = {f"d{number:02}" for number in range(1, 17)}

    assert found == reminders | desktop | data
