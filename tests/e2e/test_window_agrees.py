"""On one and the same day the window and the commands show the same cards, row for row."""

import csv
import json
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from simdesk.cli.listing import as_record
from simdesk.storage.folder import data_folder
from simdesk.ui.cards.filter_list import FilterModel
from simdesk.ui.cards.model import Role
from simdesk.ui.cards.sieve import Filter, Group
from simdesk.ui.main_window import MainWindow
from simdesk.ui.program import Program
from simdesk.wording.countdown import days_left
from tests.e2e.accessible import Reader, Thing
from tests.e2e.desktop import Desktop, until, wound

DAY = "2026-12-24"
# The one hour in which it is that day everywhere from Honolulu to Auckland.
MOMENT = datetime(2026, 12, 24, 10, 30, tzinfo=UTC)

SOFTBANK = {"carrier": "softbank", "plan": "sb-simple-style"}
POVO = {"carrier": "povo", "plan": "povo2-base", "form": "esim"}
HIS = {"carrier": "hismobile", "plan": "his-jiyujizai"}
OWN = {"carrier": "Own", "basis": "expiry", "valid_for": "P60D", "timezone": "Asia/Tokyo"}


def card(name: str, label: str, rule: dict[str, str], **fields: str) -> dict[str, str]:
    """A line of the table of cards."""
    return {"id": name, "label": label, **rule, **fields}


CARDS = (
    card("sb-soon", "Bank", SOFTBANK, number="+819010000001", expires_on="2026-12-26"),
    card("sb-lapsed", "Chat", SOFTBANK, number="+819010000002", expires_on="2026-11-30"),
    card("sb-rich", "Shop", SOFTBANK, expires_on="2027-03-01", balance="1240", currency="JPY"),
    card("povo-usable", "Old flat", POVO, counted_from="2026-07-01"),
    card("povo-stopped", "Osaka", POVO, counted_from="2026-06-15"),
    card("povo-maybe-lost", "Trip", POVO, counted_from="2026-01-01"),
    card("use", "UK", {"carrier": "giffgaff", "plan": "giffgaff-payg"}, last_used_on="2026-08-31"),
    card("paid", "US", {"carrier": "tello", "plan": "tello-payg"}, counted_from="2026-10-01"),
    card("bill", "Everyday", HIS, bill_day="31", next_bill_on="2026-12-31", auto_renew="no"),
    card("bill-late", "Tablet", HIS, bill_day="10", next_bill_on="2026-12-10", auto_renew="no"),
    card("bill-by-card", "Watch", HIS, bill_day="5", auto_renew="yes", payment_card_expires="2027-01"),
    card("ends-today", "Visit", {"basis": "fixed", "timezone": "Asia/Tokyo"}, expires_on=DAY),
    card("ended", "Visit before", OWN, expires_on="2026-12-23"),
    card("no-rule", "Student", {"carrier": "docomo", "basis": "none", "timezone": "Asia/Tokyo"}),
    card("renewed", "Tops up", OWN, expires_on="2026-12-22", auto_renew="yes"),
    card("renews", "Will top up", OWN, expires_on="2026-12-29", auto_renew="yes"),
    card("same-3", "beta", OWN, expires_on="2027-01-08"),
    card("same-2", "Beta", OWN, expires_on="2027-01-08"),
    card("same-1", "alpha", OWN, expires_on="2027-01-08"),
    card("west", "Honolulu", OWN | {"timezone": "Pacific/Honolulu"}, expires_on="2026-12-24"),
    card("east", "Auckland", OWN | {"timezone": "Pacific/Auckland"}, expires_on="2026-12-25"),
    card("few-stages", "Told late", OWN, expires_on="2027-01-20", stages="7;1"),
    card("data", "Data", OWN, expires_on="2027-06-30", data_expires_on="2026-12-27"),
    card("archived", "Drawer", OWN, expires_on="2026-12-25", state="archived"),
    card("ported", "Moved", OWN, expires_on="2026-12-25", state="ported_out"),
    card("lost", "Gone", OWN, expires_on="2026-11-01", state="confirmed_lost"),
)


def table(cards: tuple[dict[str, str], ...]) -> str:
    """The cards as a table, every column that one of them has."""
    columns = list(dict.fromkeys(name for card in cards for name in card))
    text = StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(cards)
    return text.getvalue()


def simdesk(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command about *folder* and return its exit status and what it printed."""
    command = [sys.executable, "-m", "simdesk", "--data-dir", str(folder), "--lang", "en", *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with every card, taken over by the import."""
    (tmp_path / "cards.csv").write_text(table(CARDS), encoding="utf-8", newline="")
    status, told = simdesk(tmp_path / "book", "import", "cards", str(tmp_path / "cards.csv"))
    assert status == 0, told
    return tmp_path / "book"


def printed(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What a command prints as JSON."""
    _status, output = simdesk(folder, *words, "--json")
    found: list[dict[str, Any]] = json.loads(output)
    return found


class StoppedClock:
    """A clock that stands at MOMENT."""

    def now(self) -> datetime:
        return MOMENT


LISTED = """
    bill-late        overdue       bill          2026-12-10  -14  -
    renewed          usable        auto_renewal  2026-12-22   -2  2026-12-23
    west             usable        lost          2026-12-24    0  2026-12-25
    ends-today       usable        lost          2026-12-24    0  2026-12-25
    east             usable        lost          2026-12-25    1  2026-12-26
    archived         usable        lost          2026-12-25    1  2026-12-26
    ported           usable        lost          2026-12-25    1  2026-12-26
    sb-soon          usable        receive_only  2026-12-26    2  2027-12-22
    povo-usable      usable        suspended     2026-12-28    4  2027-01-28
    renews           usable        auto_renewal  2026-12-29    5  2026-12-30
    bill             usable        bill          2026-12-31    7  -
    paid             usable        lost          2027-01-01    8  2027-01-02
    same-1           usable        lost          2027-01-08   15  2027-01-09
    same-2           usable        lost          2027-01-08   15  2027-01-09
    same-3           usable        lost          2027-01-08   15  2027-01-09
    povo-stopped     suspended     lost          2027-01-11   18  2027-01-12
    few-stages       usable        lost          2027-01-20   27  2027-01-21
    bill-by-card     usable        payment_card  2027-01-31   38  -
    use              usable        lost          2027-02-28   66  2027-03-01
    sb-rich          usable        receive_only  2027-03-01   67  2028-02-25
    data             usable        lost          2027-06-30  188  2027-07-01
    sb-lapsed        receive_only  lost          2027-11-25  336  2027-11-26
    lost             lost          -             -             -  2026-11-02
    povo-maybe-lost  lost          -             -             -  2026-07-31
    ended            lost          -             -             -  2026-12-24
    no-rule          usable        -             -             -  -
"""
"""Every card on that day, worked out by hand: phase, what comes next, when, days left, day of the loss."""

NOT_DUE = {"few-stages", "use", "sb-rich", "data", "lost", "no-rule"}


def test_the_list_is_as_worked_out_by_hand(folder: Path) -> None:
    columns = ("id", "phase", "deadline_kind", "next_deadline", "days_left", "lost_on")
    rows = printed(folder, "list", "--all", "--on", DAY)

    seen = [["-" if row[name] is None else str(row[name]) for name in columns] for row in rows]

    assert seen == [line.split() for line in LISTED.strip().splitlines()]
    assert simdesk(folder, "due", "--on", DAY)[0] == 1
    due = [row["id"] for row in printed(folder, "due", "--on", DAY)]
    assert due == [row["id"] for row in printed(folder, "list", "--on", DAY) if row["id"] not in NOT_DUE]


@pytest.fixture
def window(folder: Path, qtbot: QtBot) -> MainWindow:
    """The window of that book, on that day."""
    program = Program(data_folder(str(folder), {}), StoppedClock(), background=False, demo=True, lang="en")
    program.open_book()
    assert program.desk is not None
    qtbot.addWidget(program.desk.window)
    return program.desk.window


def shown(window: MainWindow) -> list[dict[str, Any]]:
    """The rows that the window shows, as the commands print them."""
    rows = [window.cards.model.index(place).data(Role.ROW) for place in range(window.cards.model.rowCount())]
    found: list[dict[str, Any]] = msgspec.to_builtins([as_record(row) for row in rows])
    return found


def test_the_window_shows_what_the_commands_print(folder: Path, window: MainWindow) -> None:
    assert shown(window) == printed(folder, "list", "--on", DAY)

    filters, model = window.cards.filters, window.cards.filters.model()
    assert isinstance(model, FilterModel)
    filters.setCurrentIndex(model.index_of(Filter(Group.DUE)))

    assert shown(window) == printed(folder, "due", "--on", DAY)


def test_the_window_says_what_the_commands_print(folder: Path) -> None:
    """As a process on that day, read as assistive technology reads it, moved by its filter."""
    with Desktop(accessible=True, notifications=False) as desk:
        program = (sys.executable, "-m", "simdesk", "--data-dir", folder, "--lang", "en")
        desk.start(*program, out=subprocess.DEVNULL, **wound("2026-12-24 10:30:00"))
        until(desk.windows, "the window")
        with Reader(desk.env) as reader:
            listed = until(lambda: reader.entries("Cards, most urgent first"), "the rows")
            assert_said(listed, printed(folder, "list", "--on", DAY))

            due = printed(folder, "due", "--on", DAY)
            name = f"Due soon, {len(due)} cards"
            reader.choose(next(entry for entry in reader.entries("Filters") if entry.name == name))

            until(lambda: len(reader.entries("Cards, most urgent first")) == len(due), "the due rows")
            assert_said(reader.entries("Cards, most urgent first"), due)


def assert_said(entries: list[Thing], rows: list[dict[str, Any]]) -> None:
    """Each entry begins with the label and tells the days left of the row in its place."""
    assert len(entries) == len(rows)
    for entry, row in zip(entries, rows, strict=True):
        parts = entry.name.split(", ")
        assert parts[0] == row["label"]
        if row["days_left"] is not None:
            assert parts[1] == days_left(row["days_left"])
