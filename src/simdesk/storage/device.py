"""Which computer and user this is, without telling anybody: a digest of what the system knows."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from simdesk.storage.durable import unwritable

_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class Device(Struct, frozen=True):
    """The name of this computer and user: sixteen hexadecimal digits.

    ``kept`` is False for a name made up a moment ago, which nothing on the disk remembers yet.
    """

    id: str
    kept: bool = True


def device_id() -> Device:
    """Return the name of this computer and user: the same at every start.

    It is a digest of the machine id and the user; where the system has no machine id, a random name
    that the user's config folder keeps, else a new one. Creates nothing.
    """
    if machine := _machine_id():
        return Device(short_digest(f"simdesk device {machine} {_user()}"))
    if kept := _kept():
        return Device(kept)
    return Device(os.urandom(8).hex(), kept=False)


def keep_device_id(device: Device) -> Device:
    """Let the user's config folder remember *device*; return the one that it remembers from now on.

    That is another one where another SimDesk was quicker: both then hold the same lock.

    Raises:
        FileUnwritable: if the system refuses.
    """
    path = _kept_path()
    part = path.with_name(f".{path.name}.{device.id}.tmp")
    try:
        path.parent.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.touch(0o600)
        part.write_text(f"{device.id}\n", encoding="ascii")
        try:
            path.hardlink_to(part)
        except OSError:  # it is there already, or the file system has no links
            if not _kept():
                part.replace(path)
        part.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    return Device(_kept() or device.id)


def _kept_path() -> Path:
    from platformdirs import user_config_dir

    return Path(user_config_dir("simdesk", appauthor=False)) / "device-id"


def _kept() -> str:
    try:
        kept = _kept_path().read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return kept if _is_hexadecimal(kept, 16) else ""


def _is_hexadecimal(text: str, length: int) -> bool:
    return len(text) == length and not text.strip("0123456789abcdef")


def short_digest(text: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of *text*."""
    data = text.encode(errors="surrogateescape")
    # As Python's own ``random`` does: hashlib loads OpenSSL, which every start would feel.
    for name in ("_sha2", "_sha256"):
        with suppress(ImportError):
            return str(import_module(name).sha256(data).hexdigest())[:16]
    import hashlib

    return hashlib.sha256(data).hexdigest()[:16]


def _user() -> str:
    if sys.platform == "win32":
        return rf"{os.environ.get('USERDOMAIN', '')}\{os.environ.get('USERNAME', '')}"
    return str(os.getuid())


def _machine_id() -> str:
    """Return what the system calls this computer; empty where it has no name for it."""
    if sys.platform == "win32":
        return _windows_machine_id()
    if sys.platform == "darwin":
        return _mac_machine_id()
    for path in _MACHINE_IDS:
        with suppress(OSError, ValueError):
            text = path.read_text(encoding="utf-8").strip()
            if _is_hexadecimal(text, 32):  # an image of a system may say "uninitialized"
                return text
    return ""


if sys.platform == "win32":

    def _windows_machine_id() -> str:
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""


if sys.platform == "darwin":

    def _mac_machine_id() -> str:
        import re
        import subprocess

        command = ("/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
        try:
            found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603
        except (OSError, subprocess.SubprocessError):
            return ""
        shown = re.search(r'"IOPlatformUUID" = "([^"]+)"', found.stdout)
        return shown[1] if shown else ""
