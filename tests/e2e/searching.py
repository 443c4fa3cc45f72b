"""Looking for words in files, in whatever shape programs write them."""

import base64
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote


def shapes(word: str) -> set[bytes]:
    """Return *word* as it may stand in a file."""
    plain = word.encode()
    found = {plain, plain[::-1], quote(word, safe="").encode(), json.dumps(word)[1:-1].encode()}
    found |= {word.encode(coding) for coding in ("utf-16-le", "utf-16-be")}
    for text in (plain, word.encode("utf-16-le")):
        for shift in range(3):
            # In Base64 the first and last letters depend on what stands around the word.
            coded = base64.b64encode(b"\0" * shift + text).rstrip(b"=")
            found.add(coded[(0, 2, 3)[shift] : len(coded) - (1 if (shift + len(text)) % 3 else 0)])
            found.add(base64.urlsafe_b64encode(b"\0" * shift + text).rstrip(b"=")[(0, 2, 3)[shift] : -1])
    return found


def files_below(*folders: Path) -> Iterator[Path]:
    """Yield every file below *folders* that can be read to its end."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def found_in(paths: Iterable[Path], words: Iterable[str]) -> set[tuple[str, str]]:
    """Return which file holds which of *words*, in its name or in its bytes, those in an archive too."""
    wanted = {word: shapes(word) for word in words}
    return {
        (str(path), word)
        for path in paths
        for data in (str(path).encode(errors="surrogateescape"), *_contents(path.read_bytes()))
        for word, known in wanted.items()
        if any(shape in data for shape in known)
    }


def _contents(data: bytes) -> Iterator[bytes]:
    """Yield *data*; of an archive what is in it, too; and a calendar without the breaks of its lines."""
    yield data
    if data.startswith(b"BEGIN:VCALENDAR"):
        yield data.replace(b"\r\n ", b"").replace(b"\n ", b"")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _contents(archive.read(name))
