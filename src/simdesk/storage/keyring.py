"""Secrets in the keyring of the system, and nowhere else.

Every call can block for as long as its owner does not answer a prompt, so each is made in a thread that is
waited for only so long. Of the backends of the library only those of the systems themselves are asked,
whatever a configuration says: others keep secrets in plain text.
"""

import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from simdesk.errors import KeyringFailed, KeyringTrouble

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

PATIENCE = 90.0
"""Seconds for a person who has to find and type the password of the keyring."""

_SERVICE = "SimDesk"
_BACKENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
_ON_LINUX = (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring"))

_asking: list[threading.Thread] = []


class KeyringState(Struct, frozen=True):
    """Whether secrets can be kept. ``name`` is what the keyring is called, ``trouble`` why there is none.

    ``reason`` has the system's own words on that, if it has any.
    """

    there: bool
    name: str = ""
    reason: str = ""
    trouble: KeyringTrouble | None = None


def look(patience: float = 2.0) -> KeyringState:
    """Return whether there is a keyring, without opening it. Waits up to *patience* seconds."""
    try:
        found = _within(patience, _backend)
    except KeyringFailed as error:
        return KeyringState(there=False, reason=error.reason, trouble=error.trouble)
    return KeyringState(there=True, name=str(found.name))


def secret(name: str, patience: float = PATIENCE) -> str:
    """Return the secret *name*. Waits up to *patience* seconds, so never to be called by the window.

    Raises:
        KeyringFailed: if it cannot be had.
    """
    found = _within(patience, lambda: _backend().get_password(_SERVICE, name))
    if found is None:
        raise KeyringFailed(KeyringTrouble.EMPTY)
    return found


def keep_secret(name: str, value: str, patience: float = PATIENCE) -> None:
    """Keep the secret *name*, as :func:`secret` waits.

    Raises:
        KeyringFailed: if it was not kept; it is nowhere then.
    """
    try:
        return _within(patience, lambda: _backend().set_password(_SERVICE, name, value))
    except KeyringFailed as error:
        if not value or value not in error.reason:
            raise
        trouble = error.trouble
    # The system's own words had the secret in them.
    raise KeyringFailed(trouble)


def forget_secret(name: str, patience: float = PATIENCE) -> None:
    """Let the secret *name* be kept no more; none is fine. Waits as :func:`secret` does.

    Raises:
        KeyringFailed: if it may still be there.
    """

    def forget() -> None:
        backend = _backend()
        if backend.get_password(_SERVICE, name) is not None:
            backend.delete_password(_SERVICE, name)

    _within(patience, forget)


def _backend() -> "KeyringBackend":
    """Return the keyring of this system.

    Raises:
        KeyringFailed: if there is none that answers.
    """
    reason = ""
    for module, name in _BACKENDS.get(sys.platform, _ON_LINUX):
        try:
            kind = getattr(import_module(module), name)
            kind.priority  # noqa: B018 it raises where the keyring cannot be used
            backend: KeyringBackend = kind()
        except Exception as error:  # noqa: BLE001 a library of the system's may be broken in any way
            reason = reason or str(error)
        else:
            return backend
    raise KeyringFailed(KeyringTrouble.ABSENT, _plain(reason))


def _within(patience: float, act: Callable[[], T]) -> T:
    """Return what *act* returns in a thread of its own, if that takes no longer than *patience* seconds.

    While an earlier call hangs no other is made: each might put up a prompt.
    """
    _asking[:] = [thread for thread in _asking if thread.is_alive()]
    if _asking:
        raise KeyringFailed(KeyringTrouble.LATE)
    outcome: list[T] = []
    failure: list[KeyringFailed] = []

    def run() -> None:
        try:
            outcome.append(act())
        except Exception as error:  # noqa: BLE001 the backends raise what their systems do
            failure.append(_failure(error))

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    _asking.append(thread)
    thread.start()
    thread.join(patience)
    if failure:
        raise failure[0]
    if not outcome:
        raise KeyringFailed(KeyringTrouble.LATE)
    return outcome[0]


def _failure(error: Exception) -> KeyringFailed:
    from keyring.errors import InitError, KeyringLocked

    if isinstance(error, KeyringFailed):
        return error
    locked = isinstance(error, (InitError, KeyringLocked)) or type(error).__name__ == "LockedException"
    return KeyringFailed(KeyringTrouble.LOCKED if locked else KeyringTrouble.REFUSED, _plain(str(error)))


def _plain(reason: str) -> str:
    """Return the words of a library as one short line."""
    return " ".join(reason.split())[:200]
