"""Secrets in the keyring of the system, and nowhere else.

Every call can block for as long as its owner does not answer a prompt, so each is made in a thread that is
waited for only so long. Of the backends of the library only those of the systems themselves are asked,
whatever a configuration says: others keep secrets in plain text.

Every secret has the service name ``SimDesk``, and a user name that says which one it is: ``calendar USER
HOST`` for the password of a calendar server, ``card ID PIN`` and ``card ID PUK`` for a card. Anybody can read
these names, even while the keyring is locked: so of a card they have its id, never its label or number.
"""

import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from simdesk.errors import KeyringFailed, KeyringTrouble

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

PATIENCE = 90.0
"""Seconds for a person who has to find and type the password of the keyring."""

SERVICE = "SimDesk"
BACKENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
ON_LINUX = (("keyring.backends.SecretService", "Keyring"), ("keyring.backends.kwallet", "DBusKeyring"))

# Held while the keyring is asked. A second call meanwhile might put up a second prompt.
_asking = threading.Lock()


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


def card_secret(card_id: str, which: str) -> str:
    """Return the name of a secret of a card; *which* is ``PIN`` or ``PUK``."""
    return f"card {card_id} {which}"


def secret(name: str, patience: float | None = PATIENCE) -> str:
    """Return the secret *name*. Waits up to *patience* seconds, None: for ever; the window may never call it.

    Raises:
        KeyringFailed: if it cannot be had.
    """
    found = secrets((name,), patience)[name]
    if found is None:
        raise KeyringFailed(KeyringTrouble.EMPTY)
    return found


def secrets(names: Sequence[str], patience: float | None = PATIENCE) -> dict[str, str | None]:
    """Return the secret of each of *names*, None for one that is not there. Waits as :func:`secret` does.

    Raises:
        KeyringFailed: if they cannot be had.
    """

    def read() -> dict[str, str | None]:
        backend = _backend()
        return {name: backend.get_password(SERVICE, name) for name in names}

    return _within(patience, read)


def keep_secret(name: str, value: str, patience: float | None = PATIENCE) -> None:
    """Keep the secret *name*; see :func:`keep_secrets`."""
    keep_secrets({name: value}, patience)


def forget_secret(name: str, patience: float | None = PATIENCE) -> None:
    """Let the secret *name* be kept no more; see :func:`keep_secrets`."""
    keep_secrets({name: None}, patience)


def keep_secrets(values: Mapping[str, str | None], patience: float | None = PATIENCE) -> None:
    """Keep each of *values*, or let it be kept no more where it is None; waits as :func:`secret` does.

    Raises:
        KeyringFailed: if not all of it is done. What is ``LATE`` may still be done when the keyring answers.
    """

    def keep() -> None:
        backend = _backend()
        for name, value in values.items():
            if value is not None:
                backend.set_password(SERVICE, name, value)
            elif backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)

    try:
        return _within(patience, keep)
    except KeyringFailed as error:
        if not any(value and value in error.reason for value in values.values()):
            raise
        trouble = error.trouble
    # The system's own words had a secret in them.
    raise KeyringFailed(trouble)


def _backend() -> "KeyringBackend":
    """Return the keyring of this system.

    Raises:
        KeyringFailed: if there is none that answers.
    """
    reason = ""
    for module, name in BACKENDS.get(sys.platform, ON_LINUX):
        try:
            kind = getattr(import_module(module), name)
            kind.priority  # noqa: B018 it raises where the keyring cannot be used
            backend: KeyringBackend = kind()
        except Exception as error:  # noqa: BLE001 a library of the system's may be broken in any way
            reason = reason or str(error)
        else:
            return backend
    raise KeyringFailed(KeyringTrouble.ABSENT, _plain(reason))


def _within(patience: float | None, act: Callable[[], T]) -> T:
    """Return what *act* returns in a thread of its own, if that takes no longer than *patience* seconds.

    An earlier call that still waits for an answer is waited for as well.
    """
    end = None if patience is None else time.monotonic() + patience
    if not _asking.acquire(timeout=-1 if patience is None else patience):
        raise KeyringFailed(KeyringTrouble.LATE)
    outcome: list[T] = []
    failure: list[KeyringFailed] = []

    def run() -> None:
        try:
            outcome.append(act())
        except Exception as error:  # noqa: BLE001 the backends raise what their systems do
            failure.append(_failure(error))
        finally:
            _asking.release()

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        _asking.release()
        raise KeyringFailed(KeyringTrouble.REFUSED) from None
    thread.join(None if end is None else max(0.0, end - time.monotonic()))
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
