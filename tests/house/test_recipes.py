"""The recipes of AppImage and Flatpak hold what they say, as far as is seen without building them."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import simdesk
from simdesk.notify import APP_ID
from tests.house.source import ROOT
from tests.machine import needs
from tests.packing import module

appimage, flatpak = module("appimage"), module("flatpak")
LINUX = ROOT / "packaging" / "linux"
MANIFEST = LINUX / "flatpak" / f"{APP_ID}.yaml"
RUNTIME = b"\x7fELF, as far as anybody looks" * 100


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder like the frozen program, as far as a recipe looks."""
    needs("dpkg")  # libraries that are brought along come with the terms of Debian's packages
    folder = tmp_path / "frozen program"
    (folder / "_internal" / "PySide6" / "Qt" / "lib").mkdir(parents=True)
    program = folder / "simdesk"
    program.write_text(
        f'#!/bin/sh\n[ "$*" = --version ] && echo simdesk {simdesk.__version__} || echo "$@"\n', "utf-8"
    )
    program.chmod(0o755)
    return folder


def manifest(tmp_path: Path) -> dict[str, Any]:
    """The manifest as the builder reads it."""
    needs("flatpak-builder")
    asked = subprocess.run(
        ["flatpak-builder", "--show-manifest", MANIFEST],
        cwd=tmp_path,  # it makes a folder of its own there
        capture_output=True,
        check=True,
    )
    read: dict[str, Any] = json.loads(asked.stdout)
    return read


def test_the_sandbox_of_the_flatpak_opens_no_more_than_it_has_to(tmp_path: Path) -> None:
    """Each of these has its reason beside it in the manifest; another one wants one too."""
    read = manifest(tmp_path)

    assert (read["id"], read["command"]) == (APP_ID, "simdesk")
    assert set(read["finish-args"]) == {
        "--device=dri",
        "--share=ipc",
        "--share=network",
        "--socket=fallback-x11",
        "--socket=wayland",
        "--talk-name=org.freedesktop.Notifications",
        "--talk-name=org.freedesktop.secrets",
        "--talk-name=org.kde.StatusNotifierWatcher",
    }


def test_the_flatpak_is_built_from_one_folder_and_fetches_nothing(tmp_path: Path) -> None:
    (part,) = manifest(tmp_path)["modules"]
    (source,) = part["sources"]

    assert source["type"] == "dir"
    assert (MANIFEST.parent / source["path"]).resolve() == ROOT / "dist" / "flatpak"
    assert "--no-index" in part["build-commands"][0]
    told = f"its Python is {flatpak.PYTHON}"
    assert told in MANIFEST.read_text("utf-8")


def test_recipes_name_no_address() -> None:
    for place in ("appimage", "flatpak"):
        for path in (LINUX / place).iterdir():
            assert not re.search(r"\w+://", path.read_text("utf-8")), path


def test_the_manifest_is_clean() -> None:
    needs("yamllint")
    rules = "{extends: default, rules: {line-length: {max: 110}}}"

    subprocess.run(["yamllint", "--strict", "-d", rules, MANIFEST], check=True)


def test_wheels_are_taken_by_their_hashes_and_the_rest_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / f"simdesk-{simdesk.__version__}-py3-none-any.whl"
    wheel.touch()
    asked: list[str] = []
    monkeypatch.setattr(flatpak.subprocess, "run", lambda command, check: asked.extend(map(str, command)))

    made = flatpak.collect(wheel, tmp_path / "out")

    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} < set(asked)
    assert asked[-1] == str(ROOT / "requirements" / "run.txt")
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert {
        f"wheels/{wheel.name}",
        f"share/applications/{APP_ID}.desktop",
        f"share/metainfo/{APP_ID}.metainfo.xml",
        f"share/mime/packages/{APP_ID}.xml",
        f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
    } <= there
    # a sandbox lets nothing out that is not called like the program
    assert {Path(name).name.split(".")[:3] == APP_ID.split(".") for name in there if "share" in name} == {
        True
    }


def test_an_appdir_starts_what_is_in_it(frozen: Path, tmp_path: Path) -> None:
    made = appimage.app_dir(frozen, tmp_path / "out of it")
    link = tmp_path / "link"
    link.symlink_to(made / "AppRun")

    said = subprocess.run([link, "--data-dir", "a b"], capture_output=True, text=True, check=True).stdout

    assert said == "--data-dir a b\n"
    beside = made / "usr/lib/simdesk/_internal/PySide6/Qt/lib"
    assert {path.name for path in beside.iterdir()} == set(appimage.OFTEN_MISSING)
    assert {path.parent.name for path in made.rglob("copyright")} == set(appimage.OFTEN_MISSING.values())


@pytest.mark.parametrize(
    "gone", ["AppRun", "usr/lib/simdesk/simdesk", f"{APP_ID}.desktop", f"{APP_ID}.png", ".DirIcon"]
)
def test_an_appdir_that_lacks_something_is_told(frozen: Path, tmp_path: Path, gone: str) -> None:
    made = appimage.app_dir(frozen, tmp_path)
    assert [*appimage.complaints(made)] == []

    (made / gone).unlink()

    assert [*appimage.complaints(made)] != []


def test_an_appdir_does_not_lead_out_of_itself(frozen: Path, tmp_path: Path) -> None:
    (frozen / "_internal" / "out").symlink_to("/usr/lib")

    with pytest.raises(appimage.NotAnAppDirError, match="_internal/out leads out of it"):
        appimage.app_dir(frozen, tmp_path)


def test_an_appimage_is_the_runtime_and_the_folder_and_always_the_same(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("mksquashfs", "unsquashfs")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    runtime = tmp_path / "runtime"
    runtime.write_bytes(RUNTIME)
    images: list[Path] = []
    for place in ("one", "two"):
        made = appimage.app_dir(frozen, tmp_path / place)
        for path in (made / "AppRun", made):
            os.utime(path, (len(images), len(images)))
        images.append(appimage.appimage(made, runtime, tmp_path / place))

    assert images[0].read_bytes() == images[1].read_bytes()
    assert images[0].read_bytes().startswith(RUNTIME)
    assert os.access(images[0], os.X_OK)
    assert images[0].name.startswith(f"SimDesk-{simdesk.__version__}-")
    listed = subprocess.run(
        ["unsquashfs", "-o", str(len(RUNTIME)), "-l", images[0]], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {"squashfs-root/AppRun", f"squashfs-root/{APP_ID}.desktop", "squashfs-root/.DirIcon"} <= set(
        listed
    )
