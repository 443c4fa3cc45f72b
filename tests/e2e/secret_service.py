"""A real keyring on the bus of a test's desktop: gnome-keyring, opened by the test and nobody else."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.e2e.desktop import Desktop, until
from tests.machine import needs

_PASSWORD = "opens the keyring of this test"
_NAME = "org.freedesktop.secrets"
_PATH = "/org/freedesktop/secrets"
_ASKER = "org.freedesktop.Secret.Service"


class SecretService:
    """The keyring of *desk*, which lies in its home and is gone with it. It is started open."""

    def __init__(self, desk: Desktop) -> None:
        needs("gnome-keyring-daemon", "secret-tool", "gdbus")
        self._desk = desk
        self._daemon: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and open it with its password, and wait until it takes secrets."""
        command = ("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
        self._daemon = subprocess.Popen(
            command,
            env=self._desk.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._daemon.stdin is not None
        self._daemon.stdin.write(_PASSWORD.encode())
        self._daemon.stdin.close()
        until(lambda: "/collection/login" in self._collections(), "an open keyring")

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if self._daemon is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._daemon.pid, signal.SIGKILL)
            self._daemon.wait(10)
            self._daemon = None

    def lock(self) -> None:
        """Lock it: whoever asks is to be asked for its password, and here nobody can be."""
        self._desk.said(
            *("gdbus", "call", "--session", "--dest", _NAME, "--object-path", _PATH),
            *("--method", f"{_ASKER}.Lock", f"['{_PATH}/collection/login']"),
        )
        assert self.is_locked()

    def is_locked(self) -> bool:
        """Return whether it is locked."""
        words = self._property(f"{_PATH}/collection/login", "org.freedesktop.Secret.Collection", "Locked")
        return "true" in words

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it stand still while the block runs, unless it is ended: it hears all and answers nothing."""
        standing = self._daemon
        assert standing is not None
        standing.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            standing.send_signal(signal.SIGCONT)

    def held(self, user: str) -> str:
        """Return the secret of *user* of SimDesk's, as another program finds it; empty if there is none."""
        return self._desk.said("secret-tool", "lookup", "service", "SimDesk", "username", user)

    def described(self) -> str:
        """Return all that the keyring shows of SimDesk's secrets without the secrets: names, attributes."""
        shown = self._desk.said("sh", "-c", "secret-tool search --all service SimDesk 2>&1")
        return "\n".join(line for line in shown.splitlines() if not line.startswith("secret ="))

    def _collections(self) -> str:
        return self._property(_PATH, _ASKER, "Collections")

    def _property(self, path: str, of: str, name: str) -> str:
        return self._desk.said(
            *("gdbus", "call", "--session", "--timeout", "5", "--dest", _NAME, "--object-path", path),
            *("--method", "org.freedesktop.DBus.Properties.Get", of, name),
        )


@contextmanager
def secret_service(desk: Desktop) -> Iterator[SecretService]:
    """An open keyring on *desk*, which is ended at the end."""
    service = SecretService(desk)
    try:
        yield service
    finally:
        service.stop()
