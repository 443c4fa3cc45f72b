"""The bundle for macOS, as far as it can be held without a Mac."""

import plistlib
import re
import subprocess
import sys
from pathlib import Path

from simdesk.notify import APP_ID
from tests.machine import needs
from tests.packing import module

ROOT = Path(__file__).parents[2]
MACOS = ROOT / "packaging" / "macos"
LANGUAGES = {"en", "zh-Hans", "zh-Hant", "ja"}


def test_the_system_is_told_what_the_program_is() -> None:
    told = plistlib.loads((MACOS / "Info.plist").read_bytes())

    assert told["CFBundleIdentifier"] == APP_ID
    assert set(told["CFBundleLocalizations"]) == LANGUAGES
    assert told["NSHighResolutionCapable"] is True
    # PyInstaller and the recipe write these.
    assert not {"CFBundleShortVersionString", "CFBundleVersion", "CFBundleExecutable"} & set(told)


def test_a_backup_is_a_document_of_its_own() -> None:
    told = plistlib.loads((MACOS / "Info.plist").read_bytes())
    (kind,) = told["UTExportedTypeDeclarations"]
    (document,) = told["CFBundleDocumentTypes"]

    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert kind["UTTypeTagSpecification"] == {
        "public.filename-extension": ["simdesk"],
        "public.mime-type": ["application/vnd.simdesk.backup+zip"],
    }
    for language in LANGUAGES:
        text = (MACOS / "words" / f"{language}.lproj" / "InfoPlist.strings").read_text(encoding="utf-8")
        assert re.search(rf'^"{document["CFBundleTypeName"]}" = ".+";$', text, re.MULTILINE), language


def test_the_hardened_runtime_is_opened_no_further() -> None:
    allowed = plistlib.loads((MACOS / "entitlements.plist").read_bytes())

    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_icon_is_one_for_macos(tmp_path: Path) -> None:
    needs("icns2png")
    icon = tmp_path / "simdesk.icns"
    command: list[str | Path] = [sys.executable, ROOT / "packaging" / "icon_files.py", "icns", icon]
    subprocess.run(command, check=True)

    # It knows the older half of the entries, and takes them out; of the others it lists name and size.
    told = subprocess.run(
        ["icns2png", "-x", "-o", tmp_path, icon], capture_output=True, text=True, check=True
    )

    for size in (16, 32, 256, 512, 1024):
        assert (tmp_path / f"simdesk_{size}x{size}x32.png").is_file(), told.stdout
    data = icon.read_bytes()
    assert int.from_bytes(data[4:8]) == len(data)


def test_data_of_the_bundle_lie_among_the_resources(tmp_path: Path) -> None:
    app = tmp_path / "SimDesk.app"
    (app / "Contents" / "Frameworks" / "licences").mkdir(parents=True)
    (app / "Contents" / "Resources").mkdir()

    module("frozen_folder").place(app, "licences").mkdir()

    (app / "Contents" / "Frameworks" / "licences" / "a.txt").write_text("a", encoding="utf-8")
    assert (app / "Contents" / "Resources" / "licences" / "a.txt").is_file()
