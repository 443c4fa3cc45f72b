"""What of all that is installed goes into the frozen program, for the recipes of all three systems.

Qt brings far more than a program of widgets uses, and PyInstaller takes along every library of the system
that something is linked with. Such a library stays with the system: there it fits its neighbours, and is
mended when a hole in it is found. The package names it among what it depends on.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""Where it goes, where it comes from, and its kind: one line of PyInstaller's tables."""

LANGUAGES = ("zh_CN", "zh_TW", "ja")
"""Those of SimDesk's languages that Qt has to be told its words of."""

LAZY = ("caldav", "dateutil", "icalendar", "jeepney", "keyring", "msgspec", "phonenumbers", "secretstorage")
"""Packages that import parts of themselves by name, or that SimDesk imports parts of by name."""

UNUSED = (
    "_curses _dbm _gdbm _sqlite3 _tkinter bdb cProfile cmd code codeop curses dbm distutils doctest ensurepip",
    "idlelib lib2to3 nntplib pdb pip pkg_resources profile pstats pydoc pydoc_data readline setuptools",
    "sqlite3 tkinter turtle turtledemo unittest venv wsgiref xmlrpc",
)
"""Of Python's library, and of what builds: never loaded, whatever some module says about it."""

# Of Qt's plugins those that a window of widgets asks for.
_PLUGINS = re.compile(
    r"""/plugins/ (?!
        platforms/       (lib)?q(xcb|wayland|offscreen|windows|cocoa)\.
      | platforminputcontexts/lib(compose|ibus|fcitx).*\.
      | platformthemes/  (lib)?qxdgdesktopportal\.
      | wayland-decoration-client/
      | wayland-graphics-integration-client/libqt-plugin-wayland-egl\.
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
    r"Qt6?(Qml\w*|Quick\w*|VirtualKeyboard\w*|EglFs\w*|Sql|Pdf|Labs\w*|Test|Designer\w*|PrintSupport|"
    r"WaylandCompositor|WaylandEglCompositorHwIntegration)\b"
)
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


def kept(table: Iterable[Entry]) -> Iterator[Entry]:
    """Return the lines of *table* that go into the program."""
    return (entry for entry in table if not _left_out(Path(entry[0]).as_posix(), entry[2]))


def _left_out(target: str, kind: str) -> bool:
    if _PLUGINS.search(target) or _WORDS.search(target) or _QT.search(target):
        return True
    if "/" in target or not _SYSTEM.fullmatch(target):
        return False
    # At the top there is only what the system has: what comes in a wheel lies in the folder of that. A link
    # there leads to one of the latter.
    return kind != "SYMLINK" and not _TAKEN.match(target)
