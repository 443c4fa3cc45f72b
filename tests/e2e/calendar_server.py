"""A real calendar server on this computer, with its storage in a temporary folder."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

USER, PASSWORD = "owner", "pässwörd 密码"


class CalendarServer:
    """Radicale, which can be stopped and started again at the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        users = folder / "users"
        users.write_text(f"{USER}:{PASSWORD}\n", "utf-8")
        self._config = folder / "config"
        self._config.write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n"
            f"[auth]\ntype = htpasswd\nhtpasswd_filename = {users}\nhtpasswd_encryption = plain\ndelay = 0\n"
            f"[storage]\nfilesystem_folder = {folder / 'collections'}\n"
            "[logging]\nlevel = warning\n",
            "utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def files(self) -> list[Path]:
        """Every event on the disk of the server."""
        found = (self._folder / "collections").rglob("*.ics")
        return sorted(path for path in found if ".Radicale.cache" not in path.parts)

    def start(self) -> None:
        log = (self._folder / "log").open("ab")
        command = [sys.executable, "-W", "ignore", "-m", "radicale", "--config", str(self._config)]
        self._process = subprocess.Popen(command, stdout=log, stderr=log)
        log.close()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError):
                there = HTTPConnection("127.0.0.1", self.port, timeout=1)
                there.request("OPTIONS", "/")
                there.getresponse().read()
                there.close()
                return
            time.sleep(0.05)
        raise AssertionError((self._folder / "log").read_text("utf-8", "replace"))

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """A server that runs, and is stopped in the end."""
    server = CalendarServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
