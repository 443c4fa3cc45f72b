"""Secrets are in the keyring of the system or nowhere, and nobody waits for it longer than they said."""

import sys
import threading
import time
from pathlib import Path

import pytest
from keyring.errors import InitError, KeyringLocked, PasswordSetError

from simdesk.errors import KeyringFailed, KeyringTrouble
from simdesk.storage import keyring
from simdesk.wording.problem import problem
from tests.keyring_making import MemoryKeyring, PlainTextKeyring, memory

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
    assert trouble(patience=0.1) is KeyringTrouble.LATE
    assert time.monotonic() - began < 0.8
    assert memory.most_at_once == 1, "while a prompt may be up, no second one is made"

    assert trouble(patience=60.0) is KeyringTrouble.EMPTY, "once that is answered it is asked again"
    assert memory.most_at_once == 1


def test_two_who_ask_at_once_are_both_answered(memory: MemoryKeyring) -> None:
    memory.kept[keyring.SERVICE, "calendar"] = "x"
    memory.waits = 0.2
    told: list[str] = []
    asking = [threading.Thread(target=lambda: told.append(keyring.secret("calendar"))) for _ in range(3)]

    for one in asking:
        one.start()
    for one in asking:
        one.join()

    assert told == ["x", "x", "x"]
    assert memory.most_at_once == 1


def test_patience_without_an_end_waits_until_it_answers(memory: MemoryKeyring) -> None:
    memory.waits = 0.3

    assert keyring.secrets(("a", "b"), patience=None) == {"a": None, "b": None}


def test_several_are_kept_read_and_forgotten_in_one_go(memory: MemoryKeyring) -> None:
    pin, puk = (keyring.card_secret("bank", which) for which in ("PIN", "PUK"))

    keyring.keep_secrets({pin: "0042", puk: "12345678"})
    assert memory.kept == {("SimDesk", "card bank PIN"): "0042", ("SimDesk", "card bank PUK"): "12345678"}
    assert keyring.secrets((pin, puk)) == {pin: "0042", puk: "12345678"}

    keyring.keep_secrets({pin: None, puk: "87654321"})
    assert keyring.secrets((pin, puk)) == {pin: None, puk: "87654321"}


def test_one_of_several_in_a_refusal_is_not_quoted(memory: MemoryKeyring) -> None:
    memory.refuses = ValueError("cannot keep 12345678")

    with pytest.raises(KeyringFailed) as failed:
        keyring.keep_secrets({"a": "0042", "b": "12345678"})

    assert failed.value == KeyringFailed(KeyringTrouble.REFUSED)


def test_without_a_keyring_that_is_said_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, home: object
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")

    found = keyring.look()

    if sys.platform == "linux":
        assert not found.there
        assert found.trouble is KeyringTrouble.ABSENT
        assert trouble() is KeyringTrouble.ABSENT


def plain_back_ends() -> list[tuple[str, str]]:
    """Every back end that the library brings, and what others bring, but for those of the systems."""
    own = {pair for pairs in (*keyring.BACKENDS.values(), keyring.ON_LINUX) for pair in pairs}
    known = {
        ("keyring.backends.chainer", "ChainerBackend"),
        ("keyring.backends.fail", "Keyring"),
        ("keyring.backends.null", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyrings.alt.file", "PlaintextKeyring"),
        ("keyrings.alt.file", "EncryptedKeyring"),
        ("tests.keyring_making", "PlainTextKeyring"),
    }
    assert own & known == set()
    return sorted(known)


def test_only_the_keyrings_of_the_systems_are_ever_asked() -> None:
    assert {pair for pairs in (*keyring.BACKENDS.values(), keyring.ON_LINUX) for pair in pairs} == {
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
        ("keyring.backends.Windows", "WinVaultKeyring"),
        ("keyring.backends.macOS", "Keyring"),
    }


@pytest.mark.parametrize("chosen", plain_back_ends(), ids=".".join)
@pytest.mark.parametrize("by", ["environment", "file", "program"])
def test_a_backend_that_keeps_plain_text_is_never_asked(
    monkeypatch: pytest.MonkeyPatch, home: Path, chosen: tuple[str, str], by: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    import keyring as library

    plain = PlainTextKeyring(home / "plain.txt")
    monkeypatch.setattr(library.core, "_keyring_backend", None)
    if by == "environment":
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", ".".join(chosen))
    elif by == "file":
        for folder in (home / "config" / "python_keyring", home / "data" / "python_keyring"):
            folder.mkdir(parents=True)
            words = f"[backend]\ndefault-keyring={'.'.join(chosen)}\n"
            (folder / "keyringrc.cfg").write_text(words, "utf-8")
    else:
        monkeypatch.setattr(library.core, "_keyring_backend", plain)
        monkeypatch.setattr(library, "get_keyring", lambda: plain)

    with pytest.raises(KeyringFailed) as failed:
        keyring.keep_secret("card bank PIN", "31415926")

    assert failed.value.trouble is KeyringTrouble.ABSENT
    assert trouble() is KeyringTrouble.ABSENT
    assert [path for path in home.rglob("*") if path.is_file() and b"31415926" in path.read_bytes()] == []


def test_a_keyring_that_is_there_is_seen_without_being_opened(memory: MemoryKeyring) -> None:
    memory.refuses = KeyringLocked("it would ask")

    assert keyring.look() == keyring.KeyringState(there=True, name="Memory")
