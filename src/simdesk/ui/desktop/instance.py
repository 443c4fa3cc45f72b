"""One window for a data folder: the first start takes its seat, every other one speaks to it.

No Qt here, since a second start is over before it would be loaded. The seat is a lock of the kernel,
which frees it whatever happens to the holder, so that none is ever stale. Who holds it listens at a
socket beside it, once the first frame has been drawn: who comes before that speaks until it is heard.
What is said is one line of JSON, ``{"do": "raise" | "add" | "renew" | "restore" | "look", "card": id, "file":
path}``; the answer is ``ok``, or ``no`` from a window that does not know such a wish.
"""

import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from simdesk.storage.device import short_digest

if TYPE_CHECKING:  # a first start takes its seat without it
    import socket

Do = Literal["raise", "add", "renew", "restore", "look"]

LONGEST = 32_768
"""The most bytes that a request may have: a path may have 4096, each six letters long as JSON has it."""

TAKEN = b"ok\n"
REFUSED = b"no\n"

_WAIT = 15.0
_PAUSE = 0.02
# A socket's path has room for 108 bytes on Linux and for 104 on macOS.
_LONGEST_PATH = 100


class Request(Struct, frozen=True):
    """What a second start wants of the window.

    ``look``: that it tells what is due, and stays where it is. ``card`` is the id of the card to renew, empty
    for the one that is most urgent. ``restore``: that it shows what is in the backup ``file``, an absolute
    path, and asks whether it is to be restored; empty for everything else. ``token`` is what the desktop
    gave to the second start so that the window may come to the front; empty where it gives none.
    """

    do: Do = "raise"
    card: str = ""
    token: str = ""
    file: str = ""

    def line(self) -> bytes:
        """Return the request as it is sent."""
        import json

        told = {"do": self.do, "card": self.card, "token": self.token, "file": self.file}
        return json.dumps({name: value for name, value in told.items() if value}).encode() + b"\n"


def request_in(line: bytes) -> Request | None:
    """Return the request that *line* is; None if it is none. Names that nobody knows are passed over."""
    import json

    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    do, *texts = (told.get(name, "") for name in ("do", "card", "token", "file"))
    if do not in get_args(Do) or not all(isinstance(text, str) for text in texts):
        return None
    request = Request(do, *texts)
    return request if do != "restore" or os.path.isabs(request.file) else None  # noqa: PTH117


class Seat:
    """The right to be the window of a data folder, held until ``leave`` or the end of the process.

    ``name`` tells the data folder apart from others, of this user and of others.
    """

    def __init__(self, name: str, lock: int | None = None, place: Path | None = None) -> None:
        self.name = name
        self._lock, self._place = lock, place
        self._listener: socket.socket | None = None

    @property
    def listener(self) -> "socket.socket | None":
        """Return a socket that listens and does not block; None where the system has another way."""
        if self._listener is None and self._place is not None:
            self._listener = _listening(self._place)
        return self._listener

    def leave(self) -> None:
        """Give the seat up; what has not been read by now is not answered. Harmless when repeated."""
        if self._listener is not None and self._place is not None:
            self._place.unlink(missing_ok=True)
            self._listener.close()
        self._listener = self._place = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def take_seat(folder: Path, request: Request | None, wait: float = _WAIT) -> Seat | None:
    """Return the seat of *folder*; None if another process has it, which is then told *request*, if any.

    Where the system gives no place for a lock there is nobody to speak to, and the seat is free. One
    that is being given up is waited for; one that does not answer within *wait* seconds has the
    request in its queue, and finds it there. An older window, which does not know what is wanted, comes to
    the front instead.
    """
    name = seat_name(folder)
    until = time.monotonic() + wait
    while True:
        seat = _sit_down(name)
        if seat is not None or request is None:
            return seat
        answer = _told(name, request, max(_PAUSE, until - time.monotonic()))
        if answer == REFUSED and request.do != "raise":
            request = Request(token=request.token)
        elif answer or time.monotonic() >= until:
            return None
        time.sleep(_PAUSE)


def ask(folder: Path, request: Request, wait: float) -> bool:
    """Tell the window of *folder* what is wanted of it, and return whether it will do that.

    The seat is left alone, even a free one: a window that starts meanwhile finds it. One that is not heard
    of within *wait* seconds is not there.
    """
    name, until = seat_name(folder), time.monotonic() + wait
    while not (answer := _told(name, request, max(_PAUSE, until - time.monotonic()))):
        if time.monotonic() >= until:
            break
        time.sleep(_PAUSE)
    return answer == TAKEN


def seat_name(folder: Path) -> str:
    """Return the name of the seat of *folder*: the same by whatever path it is reached, for one user."""
    path = os.path.normcase(os.path.realpath(folder))
    return "simdesk-" + short_digest(f"{_user()} {path}")


def pipe_name(name: str) -> str:
    """Return the full name of the pipe of a seat, on Windows."""
    return rf"\\.\pipe\{name}"


if sys.platform == "win32":
    import msvcrt

    def _listening(_place: Path) -> "socket.socket | None":
        return None

    def _user() -> str:
        return rf"{os.environ.get('USERDOMAIN', '')}\{os.environ.get('USERNAME', '')}"

    def _sit_down(name: str) -> Seat | None:
        from tempfile import gettempdir

        try:
            lock = os.open(Path(gettempdir(), f"{name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOINHERIT)
        except OSError:
            return Seat(name)
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(lock)
            return None
        return Seat(name, lock)

    def _told(name: str, request: Request, wait: float) -> bytes:  # noqa: ARG001 a pipe has no patience
        try:
            with open(pipe_name(name), "r+b", buffering=0) as pipe:  # noqa: PTH123
                pipe.write(request.line())
                return pipe.read(len(TAKEN)) or b""
        except OSError:  # the window is not made yet, or every end of the pipe is busy
            return b""

else:
    import fcntl

    def _user() -> str:
        return str(os.getuid())

    def _sit_down(name: str) -> Seat | None:
        place = _place(name)
        if place is None:
            return Seat(name)
        try:
            lock = os.open(place.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return Seat(name)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return None
        except OSError:  # a file system without locks
            os.close(lock)
            return Seat(name)
        return Seat(name, lock, place)

    def _listening(place: Path) -> "socket.socket | None":
        import socket

        listener = socket.socket(socket.AF_UNIX)
        try:
            place.unlink(missing_ok=True)  # of one that was killed: its lock was free
            listener.bind(str(place))
            listener.listen(64)
        except OSError:
            listener.close()
            return None
        listener.setblocking(False)
        return listener

    def _told(name: str, request: Request, wait: float) -> bytes:
        """Return what the window answers; empty where it does not."""
        place = _place(name)
        if place is None:
            return b""
        import socket

        with socket.socket(socket.AF_UNIX) as speaker:
            speaker.settimeout(wait)
            try:
                speaker.connect(str(place))
                speaker.sendall(request.line())
                return speaker.recv(len(TAKEN))
            except OSError:
                return b""

    def _place(name: str) -> Path | None:
        """Return the path of the socket; None where there is no folder that is the user's alone."""
        for folder, make in _runtime_folders():
            path = folder / f"{name}.socket"
            if len(os.fsencode(path)) <= _LONGEST_PATH and _is_private(folder, make=make):
                return path
        return None

    def _runtime_folders() -> Iterator[tuple[Path, bool]]:
        """Yield where the socket may lie, the best first, and whether that is to be made."""
        if named := os.environ.get("XDG_RUNTIME_DIR"):
            if sandbox := os.environ.get("FLATPAK_ID"):
                # Each start has a sandbox of its own: only this folder is the same one for all of them.
                yield Path(named, "app", sandbox), False
            yield Path(named), False
        yield Path("/run/user", _user()), False
        from tempfile import gettempdir

        yield Path(gettempdir(), f"simdesk-{_user()}"), True
        yield Path("/tmp", f"simdesk-{_user()}"), True  # noqa: S108 where TMPDIR is a long name

    def _is_private(folder: Path, *, make: bool) -> bool:
        """Return whether nobody else can put a socket there. Somebody else's folder is not followed."""
        try:
            if make:
                folder.mkdir(mode=0o700, exist_ok=True)
            found = folder.lstat() if make else folder.stat()
        except OSError:
            return False
        others = stat.S_IMODE(found.st_mode) & 0o077
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not others
