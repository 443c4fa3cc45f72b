"""A keyring in memory, in the place of the system's."""

import time
from pathlib import Path

import pytest

from simdesk.storage import keyring


class MemoryKeyring:
    """Keeps what it is given; ``waits`` are the seconds before it answers, ``refuses`` what it raises."""

    name = "Memory"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.waits = 0.0
        self.refuses: Exception | None = None
        self.most_at_once = self._at_once = 0

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
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        time.sleep(self.waits)
        self._at_once -= 1
        if self.refuses is not None:
            raise self.refuses


class PlainTextKeyring(MemoryKeyring):
    """Writes what it is given into a file that anybody can read."""

    priority = 100

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def set_password(self, service: str, name: str, value: str) -> None:
        super().set_password(service, name, value)
        self._path.write_text(value, "utf-8")


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The keyring of this test."""
    made = MemoryKeyring()
    monkeypatch.setattr(keyring, "_backend", lambda: made)
    return made
