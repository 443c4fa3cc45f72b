"""What is loaded before a command answers or a window stands is on a list: start-up time is a feature.

Whatever is to be added here costs every start, so it is loaded where it is used, or it is worth it.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOMS = {"catalog", "cli", "clock", "domain", "errors", "resources", "storage", "wording"}
# typing_extensions is not a requirement; msgspec looks for it, and what tests SimDesk brings it.
LIBRARIES = {"msgspec", "typing_extensions"}
STANDARD = set(
    """
    abc ast base64 binascii bisect builtins codecs collections contextlib copy copyreg dataclasses
    datetime decimal dis encodings enum errno fcntl fnmatch functools gc genericpath gettext hashlib hmac
    importlib inspect io ipaddress itertools keyword linecache marshal math ntpath numbers opcode operator
    os pathlib platform posix posixpath random re reprlib secrets site stat string struct sys sysconfig
    textwrap time token tokenize types typing unicodedata urllib uuid warnings weakref zipimport zoneinfo
    annotationlib glob json nt
    """.split()
)
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap"}
# Loaded by what needs them, never by a start.
RARE = {"csv", "dateutil", "jeepney", "phonenumbers", "platformdirs", "http", "ssl", "sqlite3", "asyncio"}

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
    assert {name.split(".")[1] for name in names if name.startswith("simdesk.")} <= ROOMS


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
