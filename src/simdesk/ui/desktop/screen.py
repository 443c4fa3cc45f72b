"""Which way Qt takes to a screen, and whose plug-ins it takes: what an environment says may not fit here."""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager

_WAYS = "QT_QPA_PLATFORM"
_OTHERS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
_NOWHERE = "offscreen"


@contextmanager
def reached(environ: MutableMapping[str, str], *, frozen: bool) -> Iterator[None]:
    """Let Qt's application, made meanwhile, try every way to a screen there is, before it is made without.

    Left to itself Qt ends the process where a way does not lead anywhere: one set for Wayland in a session
    that is of X11, or where somebody came in over the network. *frozen*: the program brings its Qt, for
    which no plug-ins of another are. Afterwards *environ* is what it was.
    """
    before = {name: environ[name] for name in (_WAYS, *_OTHERS) if name in environ}
    environ[_WAYS] = ";".join(_ways(environ))
    if frozen:
        for name in _OTHERS:
            environ.pop(name, None)
    try:
        yield
    finally:
        environ.pop(_WAYS, None)
        environ.update(before)


def is_missed(taken: str, environ: Mapping[str, str]) -> bool:
    """Return whether the way *taken* leads to no screen, and nobody wanted that."""
    named = (one.partition(":")[0] for one in environ.get(_WAYS, "").split(";"))
    return taken == _NOWHERE and _NOWHERE not in named


def _ways(environ: Mapping[str, str]) -> list[str]:
    """Return the ways in the order to try them: what is asked for, and then as Qt by itself has them."""
    found = [named for named in environ.get(_WAYS, "").split(";") if named]
    if "WAYLAND_DISPLAY" in environ or environ.get("XDG_SESSION_TYPE") == "wayland":
        found.append("wayland")
    if "DISPLAY" in environ:
        found.append("xcb")
    return list(dict.fromkeys([*found, _NOWHERE]))
