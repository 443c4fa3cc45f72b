"""What the page on reminders shows."""

from enum import Enum

from msgspec import Struct


class Verdict(Enum):
    """How something stands. ``OFF``: it is not set up, or not needed, and nothing depends on it."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"
    OFF = "off"


class Act(Enum):
    """What a button of a line does."""

    START_AT_LOGIN = "start_at_login"
    REMINDERS = "reminders"
    CALENDAR = "calendar"
    INBOX = "inbox"


class Line(Struct, frozen=True):
    """One thing that was looked at: its name, what was found, what to do where all is not well.

    ``key`` names it for the program. ``act`` is what its button does, None where it has none.
    """

    key: str
    verdict: Verdict
    name: str
    found: str
    todo: str = ""
    act: Act | None = None


class Ahead(Struct, frozen=True):
    """A reminder that is to come: when, in words, and what it will say."""

    when: str
    title: str


class Report(Struct, frozen=True):
    """Everything that was looked at, and when, in words. ``ahead``: the next reminders, soonest first."""

    looked: str
    lines: tuple[Line, ...]
    ahead: tuple[Ahead, ...]
