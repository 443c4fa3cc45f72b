"""Secrets are in the keyring of the system or nowhere, and nobody waits for it longer than they said."""

import sys
import time

import pytest
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from simdesk.errors import KeyringFailed, KeyringTrouble
from simdesk.storage import keyring
from simdesk.wording.problem import problem
from tests.keyring_making import MemoryKeyring, memory

__all__ = ["memory"]


def trouble(*arguments: object, patience: float = 5.0) -> KeyringTrouble:
    """What goes wrong when a secret is asked for."""
    with pytest.raises(KeyringFailed) as refused:
        keyring.secret("calendar", patience=patience)
    assert problem(refused.value)
    return refused.value.trouble


def test_a_secret_is_kept_read_and_forgotten(memory: MemoryKeyring) -> None:
    keyring.keep_secret("calendar", "pässwörd 密码")

    assert keyring.secret("calendar") == "pässwörd 密码"
    assert memory.kept == {("SimDesk", "calendar"): "pässwörd 密码"}
    keyring.forget_secret("calendar")
    keyring.forget_secret("calendar")
    assert memory.kept == {}
    assert trouble() is KeyringTrouble.EMPTY


@pytest.mark.parametrize("refuses", [KeyringLocked("dismissed"), InitError("no collection")], ids=repr)
def test_a_locked_keyring_is_called_so(memory: MemoryKeyring, refuses: Exception) -> None:
    memory.refuses = refuses

    assert trouble() is KeyringTrouble.LOCKED


def test_what_else_goes_wrong_is_told_in_its_own_words(memory: MemoryKeyring) -> None:
    memory.refuses = PasswordSetError("no\nroom")

    with pytest.raises(KeyringFailed) as refused:
        keyring.keep_secret("calendar", "x")

    assert refused.value == KeyringFailed(KeyringTrouble.REFUSED, "no room")


def test_a_keyring_that_says_the_secret_in_its_refusal_is_not_quoted(memory: MemoryKeyring) -> None:
    memory.refuses = ValueError("cannot keep 'canary 密码' under calendar")

    with pytest.raises(KeyringFailed) as failed:
        keyring.keep_secret("calendar", "canary 密码")

    assert (failed.value.trouble, failed.value.reason) == (KeyringTrouble.REFUSED, "")
    assert failed.value.__context__ is None


def test_a_keyring_that_waits_for_its_password_is_not_waited_for_longer_than_said(
    memory: MemoryKeyring,
) -> None:
    memory.waits = 1.0
    began = time.monotonic()

    assert trouble(patience=0.1) is KeyringTrouble.LATE
    assert trouble(patience=60.0) is KeyringTrouble.LATE, "while a prompt may be up, no second one is made"
    assert time.monotonic() - began < 0.8

    time.sleep(1.0)
    memory.waits = 0.0
    assert trouble() is KeyringTrouble.EMPTY, "afterwards it is asked again"


def test_without_a_keyring_that_is_said_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, home: object
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")

    found = keyring.look()

    if sys.platform == "linux":
        assert not found.there
        assert found.trouble is KeyringTrouble.ABSENT
        assert trouble() is KeyringTrouble.ABSENT


def test_a_backend_that_keeps_plain_text_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    import keyring as library

    plain = MemoryKeyring()
    monkeypatch.setattr(library, "get_keyring", lambda: plain)
    monkeypatch.setattr(library.core, "_keyring_backend", plain)

    assert trouble() is KeyringTrouble.ABSENT
    assert plain.kept == {}


def test_a_keyring_that_is_there_is_seen_without_being_opened(memory: MemoryKeyring) -> None:
    memory.refuses = KeyringLocked("it would ask")

    assert keyring.look() == keyring.KeyringState(there=True, name="Memory")
