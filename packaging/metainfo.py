"""Fills in the metainfo that software centres read: the project's address, and the releases."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from changes import Release

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "packaging" / "linux" / "org.simdesk.SimDesk.metainfo.xml"
_RELEASES = "  <releases/>\n"


def homepage() -> str:
    """The address of the project, with a slash at its end."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        address: str = tomllib.load(file)["project"]["urls"]["Homepage"]
    return address.rstrip("/") + "/"


def metainfo(known: Iterable[Release]) -> str:
    """The text of the metainfo file, which tells of the releases *known*, newest first."""
    text = TEMPLATE.read_text("utf-8")
    note = text[text.index("<!--") : text.index("-->\n") + len("-->\n")]
    told = "".join(map(_release, known))
    filled = text.replace(note, "").replace("@HOMEPAGE@", escape(homepage()))
    return filled.replace(_RELEASES, f"  <releases>\n{told}  </releases>\n")


def _release(release: Release) -> str:
    lines = [f'<release version="{release.version}" date="{release.date.isoformat()}">', "  <description>"]
    lines += [f"    <p>{escape(release.said)}</p>"] * bool(release.said)
    for section in release.sections:
        lines += [f"    <p>{section.kind}:</p>", "    <ul>"]
        lines += [f"      <li>{escape(item)}</li>" for item in section.items]
        lines += ["    </ul>"]
    lines += ["  </description>", "</release>"]
    return "".join(f"    {line}\n" for line in lines)
