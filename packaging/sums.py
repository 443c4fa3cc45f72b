"""Checksums: of files, of distributions, and of all that is released."""

import hashlib
import re
from base64 import urlsafe_b64decode
from importlib.metadata import Distribution
from pathlib import Path

SUMS = "SHA256SUMS"
# What an installation writes beside the files of a distribution.
_WRITTEN = re.compile(r"^\.\./|\.dist-info/(INSTALLER|REQUESTED|RECORD|direct_url\.json)$|\.pyc$")


def checksums(out: Path) -> Path:
    """Write ``SHA256SUMS`` of every file in the folder *out*, as ``sha256sum --check`` reads it.

    Folders in it are what an AppImage and a Flatpak are made of, and nobody gets those.
    """
    path = out / SUMS
    lines = [f"{sum_of(one)}  {one.name}\n" for one in sorted(out.iterdir()) if one.is_file() and one != path]
    path.write_text("".join(lines), "utf-8", newline="\n")
    return path


def digest_of(one: Distribution) -> str:
    """Return one SHA-256 of all files of a distribution as its wheel had them.

    Installed anywhere, it is the same: what an installation adds is left out. Its list says the sums in
    base64 without the padding.
    """
    lines = sorted(
        f"{path.as_posix()} {urlsafe_b64decode(path.hash.value + '=').hex()}"
        for path in one.files or ()
        if path.hash is not None and not _WRITTEN.search(path.as_posix())
    )
    turned = (line.rpartition(" ")[::-2] for line in lines)
    return hashlib.sha256("".join(f"{sum_}  {path}\n" for sum_, path in turned).encode()).hexdigest()


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
