"""The one door to now: it follows the computer into another time zone."""

import os
import subprocess
import sys
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from simdesk.clock import SystemClock, awake_or_asleep, steady

FOLLOWED = """
import os, sys
from simdesk.clock import SystemClock
clock = SystemClock()
before = clock.now()
os.environ["TZ"] = sys.argv[1]  # what the C library reads, and keeps once it has read it
after = clock.now()
print(before.tzname(), after.tzname(), (after - before).total_seconds() < 60)
"""


@pytest.mark.parametrize(("zone", "name"), [("Asia/Tokyo", "JST"), ("America/Los_Angeles", "P")])
def test_r03_another_time_zone_is_followed_and_is_no_other_moment(zone: str, name: str, home: Path) -> None:
    command = [sys.executable, "-c", FOLLOWED, zone]
    said = subprocess.run(
        command, env=os.environ | {"TZ": "UTC", "HOME": str(home)}, capture_output=True, text=True, check=True
    ).stdout.split()

    assert said[0] == "UTC"
    assert said[1].startswith(name)
    assert said[2] == "True"


def test_now_is_aware_and_in_the_zone_of_the_computer() -> None:
    now = SystemClock().now()

    assert now.utcoffset() == timedelta()
    assert now.astimezone(UTC) == now


def test_what_counts_while_the_computer_is_awake_counts_on() -> None:
    first, second = steady(), steady()
    passed = awake_or_asleep()

    assert first <= second
    assert passed is None or passed >= second - 60
