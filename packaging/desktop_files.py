"""Puts what a Linux desktop looks for beside a program below a prefix, as ``/usr`` of a package is one."""

import gzip
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from changes import CHANGELOG, Release, releases
from metainfo import ROOT, homepage, metainfo

APP_ID = "org.simdesk.SimDesk"
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "resources" / "icons"
_SHOWN = tuple(f"share/{folder}/" for folder in ("applications", "icons", "metainfo", "mime"))


class UnknownReleaseError(ValueError):
    """A version is packed that CHANGELOG.md does not tell of."""

    def __init__(self, version: str) -> None:
        super().__init__(f"CHANGELOG.md has no release {version}")


def told_of(version: str) -> list[Release]:
    """The releases up to *version*, newest first: an older SimDesk does not know of a newer one.

    Raises:
        UnknownReleaseError: there is no such release.
    """
    known = releases(CHANGELOG.read_text("utf-8"))
    for place, release in enumerate(known):
        if release.version == version:
            return known[place:]
    raise UnknownReleaseError(version)


def version_of(program: Path) -> str:
    """The version that *program* says of itself when it is started.

    Raises:
        CalledProcessError: it does not start.
    """
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return said.stdout.strip().rpartition(" ")[2]


def lay_out(prefix: Path, version: str, program: str = "/usr/bin/simdesk") -> None:
    """Write entry, metainfo, kind of file, icons, manual, completion and units of *version* below *prefix*.

    *program* is what the timer's unit asks; the menu's entry finds ``simdesk`` on the path.

    Raises:
        UnknownReleaseError: CHANGELOG.md does not tell of *version*.
    """
    _write(prefix, _files(told_of(version), program))


def lay_out_for_menus(prefix: Path, version: str) -> None:
    """Write of that only what an AppImage and a Flatpak show outside: entry, metainfo, kind of file, icons.

    Raises:
        UnknownReleaseError: CHANGELOG.md does not tell of *version*.
    """
    _write(prefix, (file for file in _files(told_of(version), "simdesk") if file[0].startswith(_SHOWN)))


def _write(prefix: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for place, content in files:
        target = prefix / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def packed(text: str) -> bytes:
    """The text as the manual keeps its pages: compressed, and the same bytes whenever it is done."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _files(known: list[Release], program: str) -> Iterator[tuple[str, bytes]]:
    yield f"share/applications/{APP_ID}.desktop", (LINUX / f"{APP_ID}.desktop").read_bytes()
    yield f"share/metainfo/{APP_ID}.metainfo.xml", metainfo(known).encode()
    yield f"share/mime/packages/{APP_ID}.xml", (LINUX / f"{APP_ID}.xml").read_bytes()
    yield from _icons()
    yield from _manual(known[0])
    completion = (LINUX / "bash-completion" / "simdesk").read_bytes()
    yield "share/bash-completion/completions/simdesk", completion
    service = (LINUX / "simdesk-due.service").read_text("utf-8")
    asked = service.replace("\nExecStart=simdesk ", f"\nExecStart={program} ")
    yield "lib/systemd/user/simdesk-due.service", asked.encode()
    yield "lib/systemd/user/simdesk-due.timer", (LINUX / "simdesk-due.timer").read_bytes()


def _icons() -> Iterator[tuple[str, bytes]]:
    icons = "share/icons/hicolor"
    for picture in sorted(ICONS.glob("simdesk-*.png")):
        size = picture.stem.removeprefix("simdesk-")
        yield f"{icons}/{size}x{size}/apps/{APP_ID}.png", picture.read_bytes()
    yield f"{icons}/scalable/apps/{APP_ID}.svg", (ICONS / "simdesk.svg").read_bytes()


def _manual(release: Release) -> Iterator[tuple[str, bytes]]:
    """The manual page, ``simdesk.1``, and its translations, ``simdesk.LANGUAGE.1``."""
    for source in sorted(LINUX.glob("simdesk*.1")):
        language = source.stem.partition(".")[2]
        text = source.read_text("utf-8")
        # the note on how it is filled in is for those who write it
        text = "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith('.\\" A template')
        )
        for what, value in {
            "@DAY@": release.date.isoformat(),
            "@VERSION@": release.version,
            "@HOMEPAGE@": homepage(),
        }.items():
            text = text.replace(what, value)
        yield "/".join(filter(None, ("share/man", language, "man1/simdesk.1.gz"))), packed(text)
