"""What of all that is installed goes into the frozen program, for the recipes of all three systems.

Qt brings far more than a program of widgets uses, and PyInstaller takes along every library of the system
that something is linked with. Such a library stays with the system: there it fits its neighbours, and is
mended when a hole in it is found. The package names it among what it depends on.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""Where it goes, where it comes from, and its kind: one line of PyInstaller's tables."""

LANGUAGES = ("zh_CN", "zh_TW", "ja")
"""Those of SimDesk's languages that Qt has to be told its words of."""

LAZY = ("caldav", "dateutil", "icalendar", "jeepney", "keyring", "msgspec", "phonenumbers", "secretstorage")
"""Packages that import parts of themselves by name, or that SimDesk imports parts of by name."""

AS_FILES = {"recurring_ical_events": "py", "x_wr_timezone": "py"}
"""Libraries under the LGPL: they lie there as files, so that whoever wants can put others in their place."""

UNUSED = [
    *"_curses _dbm _gdbm _pydecimal _sqlite3 _tkinter asyncio bdb cProfile cgi cmd code codeop".split(),
    *"curses dbm distutils doctest ensurepip ftplib idlelib lib2to3 multiprocessing nntplib pdb pip".split(),
    *"pkg_resources profile pstats pydoc pydoc_data readline setuptools sqlite3 tkinter tracemalloc".split(),
    *"turtle turtledemo unittest venv webbrowser wsgiref xmlrpc".split(),
    *"jeepney.io.asyncio jeepney.io.trio keyring.cli keyring.completion keyring.devpi_client".split(),
    *"lxml.builder lxml.cssselect lxml.doctestcompare lxml.html lxml.isoschematron lxml.objectify".split(),
    *"attr attrs lxml.sax pluggy PySide6.QtDBus tests".split(),
]
"""Of Python's library, and of what libraries have for others: never loaded, whatever some module says."""

# On Windows a second start speaks to the first through Qt's network; on Linux nothing asks for that.
_NETWORK = "Network" if sys.platform == "linux" else "NetworkAuth"
UNUSED += [f"PySide6.Qt{_NETWORK}"]

# Of Qt's plugins those that a window of widgets asks for.
_PLUGINS = re.compile(
    r"""/plugins/ (?!
        platforms/       (lib)?q(xcb|wayland|offscreen|windows|cocoa)\.
      | platforminputcontexts/lib(compose|ibus|fcitx).*\.
      | platformthemes/  (lib)?qxdgdesktopportal\.
      | wayland-decoration-client/
      | wayland-shell-integration/libxdg-shell\.
      | styles/
      | iconengines/     (lib)?qsvgicon\.
      | imageformats/    (lib)?q(gif|jpeg|svg|webp)\.
    )""",
    re.VERBOSE,
)
_WORDS = re.compile(rf"/translations/(?!qtbase_({'|'.join(LANGUAGES)})\.qm$)")
# What those that are left out were linked with.
_QT = re.compile(
    r"Qt6?(Qml\w*|Quick\w*|VirtualKeyboard\w*|EglF[Ss]\w*|Sql|Pdf|Labs\w*|OpenGL\w*|Test|Designer\w*|"
    rf"PrintSupport|WaylandCompositor|WaylandEglCompositorHwIntegration|{_NETWORK})\b"
)
# Sources of translations, and a second copy of all time zones: a library loads what brings it for its names.
_DATA = re.compile(r"\.po$|^pytz/zoneinfo/|\.pyi$|/py\.typed$")
# The libraries of the system that are taken along: Python's own, those whose name differs from one system to
# the next, and which nothing of the system that is loaded beside us is linked with.
_TAKEN = re.compile(r"lib(python3|bz2|mpdec)[.-]")
_SYSTEM = re.compile(r"lib[^/]*\.so(\.[\d.]+)?$")


def modules(site: Path, *packages: str) -> list[str]:
    """Return the names of all modules of *packages*, which lie in the folder *site*, but for their tests."""
    found = []
    for package in packages:
        for path in sorted(site.glob(f"{package}/**/*.py")):
            parts = path.relative_to(site).with_suffix("").parts
            if not {"tests", "testing"}.intersection(parts):
                found.append(".".join(parts).removesuffix(".__init__"))
    return found


def scripts(table: Iterable[Entry], *own: str) -> list[Entry]:
    """Return of the scripts that run at the start those named in *own*, and the program.

    PyInstaller's own tell Qt's plugins by variables that every started browser would inherit, and load parts
    of Python's library at each start for what SimDesk does not do.
    """
    return [entry for entry in table if entry[0] in {*own, "__main__"}]


def kept(table: Iterable[Entry]) -> Iterator[Entry]:
    """Return the lines of *table* that go into the program."""
    return (entry for entry in table if not _left_out(Path(entry[0]).as_posix(), entry[2]))


def _left_out(target: str, kind: str) -> bool:
    if any(pattern.search(target) for pattern in (_PLUGINS, _WORDS, _QT, _DATA)):
        return True
    if "/" in target or not _SYSTEM.fullmatch(target):
        return False
    # At the top there is only what the system has: what comes in a wheel lies in the folder of that. A link
    # there leads to one of the latter.
    return kind != "SYMLINK" and not _TAKEN.match(target)
