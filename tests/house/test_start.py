"""What is loaded before a command answers or a window stands is on a list: start-up time is a feature.

Whatever is to be added here costs every start, so it is loaded where it is used, or it is worth it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

# What ``list`` and ``due`` print comes from here; the stages that say what is due are among the settings.
COMMAND_MODULES = set(
    """
    cli cli.answering cli.listing cli.options cli.place cli.sheet clock errors resources
    catalog catalog.names catalog.spelling
    domain domain.book domain.card domain.clocks domain.length domain.lifecycle domain.money domain.numbers
    domain.renewal domain.rows domain.terms domain.zones
    storage storage.book_file storage.checking storage.conflict_copies storage.decoding storage.device
    storage.durable storage.folder storage.journal storage.known storage.lock storage.reading
    storage.settings storage.small_file storage.store
    wording wording.amounts wording.coming wording.countdown wording.dates wording.language wording.terms
    """.split()
)
# Before the window is there. Not obvious: storage.lock, .durable and .journal come with the file
# of the book, though nothing is written yet; catalog.names has what carriers are called.
WINDOW_MODULES = COMMAND_MODULES - {"cli.listing", "cli.place", "cli.sheet"} | set(
    """
        cli.window domain.history
        ui ui.app ui.program ui.desk ui.main_window ui.state ui.preferences ui.speech ui.theme ui.style
        ui.actions ui.header ui.notice_bar
        ui.cards ui.cards.page ui.cards.model ui.cards.delegate ui.cards.card_list ui.cards.filter_list
        ui.cards.following ui.cards.lettering ui.cards.showing ui.cards.sieve ui.cards.wish
        ui.desktop ui.desktop.identity ui.desktop.input_method ui.desktop.instance ui.desktop.screen notify
        """.split()
)
# While its first frame is painted and after it: the details, the edge to the desktop, reminders.
# Not obvious: domain.edits and .renewing belong to what can be opened; ui.renewal.flow lays out buttons;
# how old the rule of a card's plan is, its details say with no more of the catalog than its index.
LATER_MODULES = set(
    """
    ui.cards.painting ui.cards.emphasis ui.cards.filter_painting
    ui.cards.details ui.cards.facts ui.cards.facts_grid ui.cards.head ui.cards.labels ui.cards.ladder
    ui.renewal ui.renewal.flow ui.opening domain.edits domain.renewing ui.program_icon ui.minute ui.ending
    ui.own_following
    ui.desktop.edge ui.desktop.jumps ui.desktop.listening ui.desktop.notices ui.desktop.tray
    ui.desktop.waiting
    notify.service notify.telling notify.writing reminders reminders.inbox reminders.ledger reminders.matters
    reminders.of_book reminders.of_card reminders.planner storage.ledger_file
    wording.reminders
    ui.watching wording.merging wording.names domain.merging domain.joining domain.stamping storage.past
    storage.last storage.patching storage.chain
    ui.ruling ui.rule_age wording.freshness catalog.freshness storage.own_words
    ui.collecting ui.unforeseen ui.freezing ui.folders storage.crash_file storage.masking wording.unforeseen
    """.split()
)
# Enumerations that take longer to load than the rows to paint, and what is known by it that Python has
# loaded every widget or every event there is: some call answered with one that it had not made.
HEAVY = {"QStyle", "QAccessible", "QWizard", "QTabletEvent", "QComboBox", "QCalendarWidget"}
# typing_extensions is not a requirement; msgspec looks for it, and what tests SimDesk brings it.
LIBRARIES = {"msgspec", "typing_extensions"}
STANDARD = set(
    """
    abc ast base64 binascii bisect builtins codecs collections contextlib copy copyreg datetime
    decimal dis encodings enum errno fcntl fnmatch functools gc genericpath gettext
    importlib inspect io ipaddress itertools keyword linecache marshal math ntpath numbers opcode operator
    os pathlib platform posix posixpath random re reprlib site stat string struct sys sysconfig
    textwrap time token tokenize types typing unicodedata urllib uuid warnings weakref zipimport zoneinfo
    annotationlib glob grp json nt pwd threading
    """.split()
)
# Of Python's library what is rare at the start; from 3.14 on, what reads a dataclass is there anyhow.
LATE = {"hashlib", "socket"} | ({"dataclasses"} if sys.version_info < (3, 14) else set())
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
# Loaded by what needs them, never by a start.
RARE = {"csv", "dateutil", "jeepney", "phonenumbers", "platformdirs", "http", "ssl", "sqlite3", "asyncio"}

# Notes what is loaded when the window is about to be shown, and when the program stands.
WINDOW = """
import builtins, gc, json, sys
from simdesk.cli import main
from simdesk.ui import app
plain, load, seen = builtins.__import__, app._load_qt, {}
def loaded():
    load()
    from PySide6 import QtCore, QtGui, QtWidgets
    from simdesk.ui.main_window import MainWindow
    from simdesk.ui.program import Program
    show, stand = MainWindow.show, Program._stand
    def shown(window):
        seen["shown"] = sorted(sys.modules)
        show(window)
    def stands(program):
        stand(program)
        seen["stands"] = sorted(sys.modules)
        seen["kinds"] = sorted({*vars(QtCore), *vars(QtGui), *vars(QtWidgets)})
        kept, frozen = builtins.__import__ is plain, gc.get_freeze_count() > 0
        seen["as it should be"] = [kept, frozen, not gc.isenabled()]
        program.end()
    MainWindow.show, Program._stand = shown, stands
app._load_qt = loaded
status = main(sys.argv[1:])
print("\\n" + json.dumps([status, seen]))
"""

COMMAND = """
import json, sys
before = set(sys.modules)
from simdesk.cli import main
status = main(sys.argv[1:])
print("\\n" + json.dumps([status, sorted(set(sys.modules) - before)]))
"""


def loaded_by(*arguments: str) -> set[str]:
    """Every module that a command without a failure loads."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, encoding="utf-8", check=True
    )
    status, names = json.loads(done.stdout.splitlines()[-1])
    assert status in {0, 1}, done.stderr
    return set(names)


def own(names: Iterable[str]) -> set[str]:
    """SimDesk's own modules among *names*, without its name."""
    return {name.partition(".")[2] for name in names if name.startswith("simdesk.")}


def tops(names: set[str]) -> set[str]:
    """The libraries that *names* belong to, but for the inner ones of Python."""
    return {top for name in names if not (top := name.partition(".")[0]).startswith("_")}


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["due"], ["due", "--json"]], ids=" ".join)
def test_a_command_loads_what_is_on_the_list(command: list[str], home: Path) -> None:
    cards = home / "cards.csv"
    cards.write_text(
        "label,number,carrier,basis,valid_for,counted_from,timezone\n"
        "Bank,+819012345678,softbank,payment,P60D,2026-11-01,Asia/Tokyo\n",
        "utf-8",
    )
    loaded_by("import", "cards", str(cards))

    names = loaded_by(*command, "--on", "2026-12-24", "--lang", "ja")

    assert tops(names) - STANDARD - LIBRARIES == {"simdesk"}
    assert own(names) - COMMAND_MODULES == set()
    assert not tops(names) & QT


def test_a_window_loads_what_is_on_the_list(home: Path) -> None:
    cards = home / "cards.csv"
    cards.write_text("label,carrier,plan,timezone\nBank,povo,povo2-base,Asia/Tokyo\n", "utf-8")
    loaded_by("import", "cards", str(cards))

    done = subprocess.run(
        [sys.executable, "-c", WINDOW, "--lang", "ja"], capture_output=True, encoding="utf-8", check=True
    )
    status, seen = json.loads(done.stdout.splitlines()[-1])

    assert status == 0, done.stderr
    assert own(seen["shown"]) - WINDOW_MODULES == set()
    assert own(seen["stands"]) - WINDOW_MODULES - LATER_MODULES == set()
    assert "ui.rule_age" in own(seen["stands"])
    assert {name for name in seen["stands"] if name.startswith("PySide6.Qt")} == {
        "PySide6.QtCore",
        "PySide6.QtGui",
        "PySide6.QtWidgets",
    }
    assert HEAVY.intersection(seen["kinds"]) == set()
    assert LATE.isdisjoint(seen["shown"])
    assert seen["as it should be"] == [True, True, True]


def test_the_window_opens_without_what_is_rare(home: Path) -> None:
    names = loaded_by_window(home)

    assert {"simdesk.ui.main_window", "PySide6.QtWidgets"} <= names
    assert tops(names) - set(sys.stdlib_module_names) - LIBRARIES - QT == {"simdesk"}
    assert tops(names) & RARE == set()


def loaded_by_window(home: Path) -> set[str]:
    """Every module that the program has loaded when its window stood and it was asked to end."""
    window = subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, encoding="utf-8")
    try:
        while window.poll() is None and not any(path.is_socket() for path in (home / "run").rglob("*")):
            time.sleep(0.02)
        raised = subprocess.run([sys.executable, "-m", "simdesk"], check=False)
    finally:
        window.terminate()
        printed, _ = window.communicate()
    status, names = json.loads(printed.splitlines()[-1])
    assert (raised.returncode, status) == (0, 0)
    return set(names)
