"""How Chinese and Japanese are typed on Linux where Fcitx is asked for: Qt as shipped has no plug-in for it.

Fcitx 5 answers as IBus does too, and for IBus there is one. Without this only letters would arrive.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path

_LIST, _ONE = "QT_IM_MODULES", "QT_IM_MODULE"


@contextmanager
def reachable(environ: MutableMapping[str, str], plugins: Path) -> Iterator[None]:
    """Let Qt's application, made meanwhile, find the input method that *environ* asks for.

    *plugins* is the folder of Qt's plug-ins. Afterwards *environ* is what it was: what is started from here
    may have a plug-in of its own.
    """
    wanted = _wanted(environ)
    if not any(map(_is_fcitx, wanted)) or any(plugins.glob("platforminputcontexts/*fcitx*")):
        yield
        return
    before = environ.get(_LIST)
    environ[_LIST] = ";".join(dict.fromkeys("ibus" if _is_fcitx(name) else name for name in wanted))
    try:
        yield
    finally:
        if before is None:
            del environ[_LIST]
        else:
            environ[_LIST] = before


def _wanted(environ: MutableMapping[str, str]) -> list[str]:
    """Return what is asked for, first of all; where Qt is told nothing, what X11 is."""
    listed = [*environ.get(_LIST, "").split(";"), environ.get(_ONE, "")]
    named = [name for name in listed if name]
    return named or [environ.get("XMODIFIERS", "").removeprefix("@im=")]


def _is_fcitx(name: str) -> bool:
    return name.startswith("fcitx")
