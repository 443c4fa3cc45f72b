"""An AppImage of the frozen program: one file that is started where it lies.

    appimage.py [--frozen FOLDER] [--out FOLDER] [--runtime FILE]

Without the runtime, the small program that mounts the rest, only the folder ``SimDesk.AppDir`` is made. Where
to get one, and that it has to be checked, is said in README.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from platform import machine

from archives import built_at
from desktop_files import APP_ID, LINUX, lay_out_for_menus, version_of
from freeze import frozen_in
from frozen_folder import give_rights
from metainfo import ROOT

PROGRAM = Path("usr", "lib", "simdesk", "simdesk")
# Of the libraries that the frozen program leaves to the system, those that many systems do not have.
OFTEN_MISSING = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
}


class NotAnAppDirError(Exception):
    """The folder lacks something of an AppDir; the text names all of it."""


def app_dir(frozen: Path, out: Path) -> Path:
    """Lay out ``out/SimDesk.AppDir`` around a copy of the folder *frozen*, in place of one that is there.

    Raises:
        FileNotFoundError: a library that goes into it is not on this system.
        NotAnAppDirError: what was made is not whole.
        UnknownReleaseError: CHANGELOG.md does not tell of the program's version.
    """
    made = out / "SimDesk.AppDir"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(frozen, made / PROGRAM.parent, symlinks=True)
    _bring_libraries(made)
    lay_out_for_menus(made / "usr", version_of(made / PROGRAM))
    shutil.copyfile(LINUX / "appimage" / "AppRun", made / "AppRun")
    shutil.copyfile(made / f"usr/share/applications/{APP_ID}.desktop", made / f"{APP_ID}.desktop")
    shutil.copyfile(made / f"usr/share/icons/hicolor/128x128/apps/{APP_ID}.png", made / f"{APP_ID}.png")
    (made / ".DirIcon").symlink_to(f"{APP_ID}.png")
    give_rights(made, {made / "AppRun", made / PROGRAM})
    if missing := [*complaints(made)]:
        raise NotAnAppDirError("; ".join(missing))
    return made


def complaints(made: Path) -> Iterator[str]:
    """What the AppDir *made* lacks of what starts an AppImage and shows it in a menu."""
    entries = [path.name for path in made.glob("*.desktop")]
    if entries != [f"{APP_ID}.desktop"]:
        yield f"one entry is wanted beside AppRun, found {entries}"
        return
    entry = (made / entries[0]).read_text("utf-8").splitlines()
    for wanted in ("Type=Application", "Exec=simdesk %f", f"Icon={APP_ID}", "Terminal=false"):
        if wanted not in entry:
            yield f"the entry does not say {wanted}"
    for name in ("AppRun", str(PROGRAM)):
        if not os.access(made / name, os.X_OK):
            yield f"{name} cannot be started"
    for name in (f"{APP_ID}.png", ".DirIcon"):
        if not (made / name).is_file() or not (made / name).read_bytes().startswith(b"\x89PNG"):
            yield f"{name} is no picture"
    for path in made.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(made.resolve()):
            yield f"{path.relative_to(made)} leads out of it"


def appimage(made: Path, runtime: Path, out: Path) -> Path:
    """Put the AppDir *made* behind *runtime*, in one file that can be started, and return that.

    Raises:
        CalledProcessError: it cannot be packed.
    """
    image = out / f"SimDesk-{version_of(made / PROGRAM)}-{machine()}.AppImage"
    packed = out / "SimDesk.squashfs"
    moment = str(built_at(ROOT))
    subprocess.run(
        [
            *("mksquashfs", made, packed, "-noappend", "-all-root", "-no-xattrs", "-quiet", "-no-progress"),
            *("-comp", "gzip", "-processors", "1", "-mkfs-time", moment, "-all-time", moment),
        ],
        env={name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
        check=True,
    )
    image.write_bytes(runtime.read_bytes() + packed.read_bytes())
    image.chmod(0o755)
    packed.unlink()
    return image


def _bring_libraries(made: Path) -> None:
    """Put the libraries of this system that others lack beside Qt's, which look there first."""
    beside = made / PROGRAM.parent / "_internal" / "PySide6" / "Qt" / "lib"
    known = subprocess.run(["/sbin/ldconfig", "-p"], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    places = {
        line.split(" ", 1)[0].strip(): Path(line.partition(" => ")[2])
        for line in reversed(known.stdout.splitlines())
        if " => " in line
    }
    for library, package in OFTEN_MISSING.items():
        if library not in places:
            raise FileNotFoundError(f"{library} (package {package})")
        shutil.copyfile(places[library], beside / library)
        licence = made / "usr" / "share" / "doc" / package / "copyright"
        licence.parent.mkdir(parents=True)
        shutil.copyfile(Path("/usr/share/doc", package, "copyright"), licence)


def main() -> int:
    """Do what the command line asks for, and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--frozen", type=Path, default=frozen_in(ROOT / "build" / "package"))
    options.add_argument("--out", type=Path, default=ROOT / "dist")
    options.add_argument("--runtime", type=Path)
    chosen = options.parse_args()
    made = app_dir(chosen.frozen, chosen.out)
    print(made)
    if chosen.runtime:
        print(appimage(made, chosen.runtime, chosen.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
