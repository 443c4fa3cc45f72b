"""The part of the self-test that is about Qt. Each check may be the first, and finds anything missing.

Qt ends the process where it cannot go on, so all of it runs in a process of its own.
"""

import builtins
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from simdesk.wording import language
from simdesk.wording.self_test import (
    Finding,
    Outcome,
    Subject,
    blank,
    broken,
    listed,
    missing,
    not_loaded,
    untranslated,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LIBRARIES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", *(["QtNetwork"] if sys.platform == "win32" else []))
"""The parts of Qt that windows need, some of them late. On Windows a second start speaks through the last."""

_PICTURES = ("imageformats/qgif", "imageformats/qjpeg", "imageformats/qsvg", "imageformats/qwebp")
PLUGINS = {
    "linux": (
        *("platforms/qxcb", "platforms/qoffscreen"),
        *("platforminputcontexts/ibusplatforminputcontextplugin",),
        *("platforminputcontexts/composeplatforminputcontextplugin",),
        *("platformthemes/qxdgdesktopportal", "iconengines/qsvgicon"),
        *_PICTURES,
    ),
    "win32": ("platforms/qwindows", "styles/qmodernwindowsstyle", "iconengines/qsvgicon", *_PICTURES),
    "darwin": ("platforms/qcocoa", "styles/qmacstyle", "iconengines/qsvgicon", *_PICTURES),
}
"""What Qt loads by itself when it is needed, by system; without it there is no window, no typing of Chinese
and Japanese, no receipt to look at."""

MAYBE = {"linux": ("platforms/qwayland", "platforminputcontexts/fcitx5platforminputcontextplugin")}
"""What a package may leave out. Where it is there, it has to work."""

_NAMES = {"win32": "{}.dll", "darwin": "lib{}.dylib"}

KINDS = ("gif", "jpeg", "png", "svg", "webp")
"""The kinds of pictures that are shown."""

ICONS = tuple(
    """
    add calendar check clip close document down import look menu picture question search simdesk up warning
    """.split()
)
"""Every drawing that is shipped."""


def qt() -> Iterator[Finding]:
    """Yield each library of Qt that cannot be loaded."""
    plain, failed = builtins.__import__, defaultdict(list)
    for name in LIBRARIES:
        try:
            import_module(f"PySide6.{name}")
        except Exception as error:  # noqa: BLE001 a broken library may raise anything
            failed[str(error)].append(f"PySide6.{name}")
    builtins.__import__ = plain  # PySide's own reads the source of every module, see ui.app
    for reason, names in failed.items():
        yield Finding(Subject.QT, Outcome.FAILED, not_loaded(names, reason))
    if not failed:
        from PySide6.QtCore import qVersion

        yield Finding(Subject.QT, Outcome.OK, qVersion())


def plugins() -> Iterator[Finding]:
    """Yield each plug-in of Qt that is not there, or cannot be loaded, with what it misses."""
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    wanted, sound = PLUGINS.get(sys.platform, PLUGINS["linux"]), []
    failed: defaultdict[tuple[Outcome, str], list[str]] = defaultdict(list)
    for name in (*wanted, *MAYBE.get(sys.platform, ())):
        path = folder / Path(name).parent / _NAMES.get(sys.platform, "lib{}.so").format(Path(name).name)
        loader = QPluginLoader(str(path))
        if not path.is_file():
            if name in wanted:
                yield Finding(Subject.PLUGINS, Outcome.FAILED, missing(path))
        elif loader.load():
            sound.append(name)
        else:
            reason = loader.errorString().removeprefix(f"Cannot load library {path}: ")
            failed[Outcome.FAILED if name in wanted else Outcome.NOTE, reason].append(str(path))
    for (outcome, reason), paths in failed.items():
        yield Finding(Subject.PLUGINS, outcome, not_loaded(paths, reason))
    if set(wanted) <= set(sound):
        yield Finding(Subject.PLUGINS, Outcome.OK, listed([Path(name).name for name in sound]))


def windows() -> Iterator[Finding]:
    """Yield whether windows can be made and painted. None is shown."""
    from PySide6.QtWidgets import QDialogButtonBox

    app = _application()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    if box.grab().isNull():
        yield Finding(Subject.WINDOWS, Outcome.FAILED, blank("QDialogButtonBox"))
    else:
        yield Finding(Subject.WINDOWS, Outcome.OK, app.platformName())


def screen() -> Iterator[Finding]:
    """Yield how windows come to the screen that is here. None is shown."""
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication(["simdesk"])
    yield Finding(Subject.SCREEN, Outcome.OK, app.platformName())


def qt_words() -> Iterator[Finding]:
    """Yield each language in which Qt's own buttons stay English."""
    from PySide6.QtCore import QLibraryInfo
    from PySide6.QtWidgets import QDialogButtonBox

    from simdesk.ui.speech import Speech

    _application()
    speech, spoken, words = Speech(), language.current(), {}
    cancel = QDialogButtonBox.StandardButton.Cancel
    try:
        for code in language.LANGUAGES:
            speech.use(code)
            if language.current() != code:
                continue  # its own words are missing, which is told elsewhere
            box = QDialogButtonBox(cancel)
            words[code] = box.button(cancel).text().replace("&", "")
    finally:
        speech.use(spoken)
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    english = [code for code in words if code != "en" and words[code] == words["en"]]
    for code in english:
        path = folder / f"qtbase_{code}.qm"
        flaw = untranslated(path) if path.is_file() else missing(path)
        yield Finding(Subject.QT_WORDS, Outcome.FAILED, flaw)
    if not english and len(words) == len(language.LANGUAGES):
        yield Finding(Subject.QT_WORDS, Outcome.OK, listed(list(words.values())))


def icons() -> Iterator[Finding]:
    """Yield each drawing that is not there, or draws nothing."""
    from simdesk.ui.program_icon import SIZES

    _application()
    names = (*(f"{name}.svg" for name in ICONS), *(f"simdesk-{size}.png" for size in SIZES))
    sound = 0
    for name in names:
        try:
            path = _resource(name)
        except FileNotFoundError as error:
            yield Finding(Subject.ICONS, Outcome.FAILED, broken(error))
            continue
        if _draws(path):
            sound += 1
        else:
            yield Finding(Subject.ICONS, Outcome.FAILED, blank(path))
    if sound == len(names):
        yield Finding(Subject.ICONS, Outcome.OK, str(sound))


def pictures() -> Iterator[Finding]:
    """Yield each kind of picture that cannot be shown."""
    from PySide6.QtGui import QImageReader

    known = {bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()}
    unknown = [kind for kind in KINDS if kind not in known]
    for kind in unknown:
        yield Finding(Subject.PICTURES, Outcome.FAILED, missing(f"imageformats: {kind}"))
    if not unknown:
        yield Finding(Subject.PICTURES, Outcome.OK, listed(KINDS))


def _application() -> "QApplication":
    """Return the application of this process; it is made on the first call, and stays."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = _kept.setdefault("app", QApplication(["simdesk"]))
    return app


_kept: dict[str, "QApplication"] = {}


def _resource(name: str) -> Path:
    from simdesk.resources import resource

    return resource("icons", name)


def _draws(path: Path) -> bool:
    """Return whether the drawing or picture at *path* leaves a mark."""
    from PySide6.QtGui import QImage

    if path.suffix == ".svg":
        from simdesk.ui.icons import icon

        image = icon(path.stem).pixmap(24, 24).toImage()
    else:
        image = QImage(str(path))
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))
