"""A keyring in memory, in the place of the system's."""

import time

import pytest

from simdesk.storage import keyring


class MemoryKeyring:
    """Keeps what it is given; ``waits`` are the seconds before it answers, ``refuses`` what it raises."""

    name = "Memory"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.waits = 0.0
        self.refuses: Exception | None = None

    def get_password(self, service: str, name: str) -> str | None:
        self._answer()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self._answer()
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        self._answer()
        del self.kept[service, name]

    def _answer(self) -> None:
        time.sleep(self.waits)
        if self.refuses is not None:
            raise self.refuses


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The keyring of this test."""
    made = MemoryKeyring()
    monkeypatch.setattr(keyring, "_backend", lambda: made)
    return made
