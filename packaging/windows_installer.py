"""Makes the installer for Windows of a frozen folder, with makensis: ``FROZEN OUT``."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from argparse import ArgumentParser
from pathlib import Path

from this_version import version_here

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "windows" / "simdesk.nsi"
USUAL = Path(r"C:\Program Files (x86)\NSIS\makensis.exe")
"""Where the installer of NSIS puts it, which is not on the path."""


def main() -> int:
    """Make the installer and print its path."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("frozen", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    print(installer(asked.frozen, asked.out))
    return 0


def installer(frozen: Path, out: Path, stub: str | None = None, version: str | None = None) -> Path:
    """Return the path of the installer that puts *frozen* on a Windows, made in *out*.

    *stub* is another kind of installer than the usual 32-bit one, which runs on every Windows, and
    *version* another than that of this checkout; both are for trying it elsewhere.

    Raises:
        FileNotFoundError: if there is no makensis.
        subprocess.CalledProcessError: if it is not content; any warning is enough for that.
    """
    compiler = makensis()
    version = version or version_here()
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = out.resolve() / f"simdesk-{version}-windows-{machine()}-setup.exe"
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        files = Path(work, "files.nsh")
        files.write_text(files_script(frozen.resolve()), encoding="utf-8")
        icon, side = Path(work, "simdesk.ico"), Path(work, "side.bmp")
        for path in (icon, side):
            kind = "ico" if path == icon else "side"
            subprocess.run([sys.executable, ROOT / "packaging" / "icon_files.py", kind, path], check=True)
        given = {
            "VERSION": version,
            "PUBLISHER": told["authors"][0]["name"],
            "HOMEPAGE": told["urls"]["Homepage"],
            "ARCH": machine(),
            "ICON": str(icon),
            "SIDE": str(side),
            "FILES": str(files),
            "SIZE": str(sum(path.stat().st_size for path in _files(frozen)) // 1024),
            "OUT": str(made),
            **({"STUB": stub} if stub else {}),
        }
        defines = [f"-D{name}={value}" for name, value in given.items()]
        command = [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, SCRIPT.name]
        subprocess.run(command, cwd=SCRIPT.parent, check=True)
    return made


def files_script(frozen: Path) -> str:
    """Return the macros that put every file of *frozen* in its place, and take away these files only."""
    files = [path.relative_to(frozen) for path in _files(frozen)]
    folders = sorted({parent for path in files for parent in path.parents} - {Path()})
    put, last = ["!macro PUT_FILES"], None
    for path in files:
        if path.parent != last:
            put.append(f'  SetOutPath "{_inside(path.parent)}"')
            last = path.parent
        put.append(f'  File "/oname={_quoted(path.name)}" "{frozen / path}"')
    take = ["!macro TAKE_FILES", *(f'  Delete "{_inside(path)}"' for path in files)]
    # Whoever runs it could stand in one of them, which keeps that.
    take.append("  SetOutPath $TEMP")
    # What is deepest has to go first; what holds something else stays.
    take += [f'  RMDir "{_inside(path)}"' for path in reversed(folders)]
    return "\n".join([*put, "!macroend", *take, "!macroend", ""])


def makensis() -> str:
    """Return the path of the compiler.

    Raises:
        FileNotFoundError: if it is not there.
    """
    found = shutil.which("makensis") or (str(USUAL) if USUAL.is_file() else None)
    if found is None:
        raise FileNotFoundError("makensis, the compiler of NSIS, makes the installer; it is not installed")
    return found


def machine() -> str:
    """Return the kind of processor that a program frozen here runs on, as Windows calls it."""
    return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x64"


def _files(frozen: Path) -> list[Path]:
    return sorted(path for path in frozen.rglob("*") if path.is_file())


def _inside(path: Path) -> str:
    """Return where *path* of the frozen folder lies once it is installed."""
    inside = _quoted(str(path).replace(os.sep, "\\"))
    return "$INSTDIR" if path == Path() else f"$INSTDIR\\{inside}"


def _quoted(text: str) -> str:
    return text.replace("$", "$$")


if __name__ == "__main__":
    sys.exit(main())
