"""Which file is meant by a word of the command line: a path, or the address that a desktop hands on."""

import os
import sys
from pathlib import Path

from simdesk.errors import BadOption
from simdesk.storage.reading import unreadable

_HERE = ("", "localhost")


def file_named(word: str) -> Path:
    """Return the absolute path of the file that *word* names, as seen from where the program was called.

    Of a path the file is there. Of a ``file:`` address nobody knows: that comes from a desktop, where a
    sentence in the window is seen, but none on standard error.

    Raises:
        BadOption: if it is an address, but not of a file on this computer.
        FileUnreadable: if there is no such file.
    """
    if word.startswith("file:") and not os.path.lexists(word):
        return _of_address(word)
    path = Path(os.path.abspath(word))  # noqa: PTH100 a link in it stays one: it is shown as it was named
    try:
        path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return path


def _of_address(address: str) -> Path:
    from urllib.parse import unquote_to_bytes

    # Not taken apart as an address of the web: there "#" and "?" would end the name.
    host, rest = "", address.removeprefix("file:")
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        rest = slash + rest
    path = os.fsdecode(unquote_to_bytes(rest))
    if sys.platform == "win32":
        path = path.lstrip("/")
    if host.lower() not in _HERE or not os.path.isabs(path) or "\0" in path:  # noqa: PTH117
        raise BadOption(address)
    return Path(path)
