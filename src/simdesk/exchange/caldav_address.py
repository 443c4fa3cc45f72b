"""The address of a calendar server: encrypted, or on this very computer."""

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

from simdesk.errors import ServerFailed, ServerTrouble

WELL_KNOWN = "/.well-known/caldav"


def whole_address(typed: str) -> str:
    """Return the address that *typed* says, with ``https://`` before it where nothing was said.

    Raises:
        ServerFailed: if it is none, has a password in it, or would send one over a line that is not safe.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        there = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        there = None
    else:
        unfit = parts.username or parts.password or parts.query or parts.fragment
        if there and not unfit and text.isprintable() and " " not in text and is_safe(parts):
            return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    raise ServerFailed(ServerTrouble.ADDRESS, _without_password(text)[:100])


def is_safe(parts: SplitResult) -> bool:
    """Return whether a password may go to that address."""
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or ""))


def host_of(address: str) -> str:
    """Return the host of an address, with its port where it has one of its own; empty if it has none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def origin(address: str) -> tuple[str, str, int | None]:
    """Return what makes two addresses places of the same server."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def secret_name(address: str, user: str) -> str:
    """Return the name under which the keyring keeps the password of *user*."""
    return f"calendar {user} {host_of(address)}"


def _without_password(text: str) -> str:
    """Return *text* without what stands before its last ``@``, where people type a password."""
    before, found, after = text.rpartition("@")
    scheme = "https://" if before.startswith("https://") else ""
    return f"{scheme}…@{after}" if found else text


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
