"""What people get with the program: the licences of all of it, a Qt to replace, the bill of materials."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from simdesk.catalog.licences import Licences, licences
from tests.e2e.packages import PACKING, Packages, linked_copy
from tests.e2e.test_self_test import Told
from tests.house.source import ROOT
from tests.house.test_words import REGISTRIES

SCRIPTS = ROOT / "packaging"
COPYRIGHT = SCRIPTS / "linux" / "debian" / "copyright"
LGPL = ("qt", "pyside6-essentials", "shiboken6", "recurring-ical-events", "x-wr-timezone")


@pytest.fixture(scope="module")
def shipped(frozen: Path) -> Licences:
    """What the program reads of its own licences."""
    return licences(frozen / "_internal" / "licences")


@pytest.fixture(scope="module")
def bill(packages: Packages) -> dict[str, Any]:
    """The bill of materials that lies beside the packages."""
    (path,) = packages.out.glob("*.cdx.json")
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


@pytest.fixture
def copy(frozen: Path, tmp_path: Path) -> Iterator[Path]:
    """The frozen folder by another name. The files are the same ones: nothing may be written into them."""
    folder = linked_copy(frozen, tmp_path / "elsewhere" / "simdesk")
    yield folder
    shutil.rmtree(folder)


def packed_with(script: Path, *words: Path) -> subprocess.CompletedProcess[str]:
    """What a script of the packages says, in the environment that was frozen."""
    return subprocess.run([PACKING, script, *words], capture_output=True, encoding="utf-8", check=False)


def test_each_part_that_is_inside_has_its_terms(shipped: Licences) -> None:
    keys = [part.folder for part in shipped.parts]

    assert {"simdesk", "python", "icu", "cryptography", "lxml", "keyring", "pyinstaller", *LGPL} <= set(keys)
    assert all(part.texts and part.version and part.licence for part in shipped.parts)
    assert all(len(shipped.texts(part)) > 400 for part in shipped.parts)
    assert "The Qt Company" in shipped.texts(next(part for part in shipped.parts if part.folder == "qt"))
    assert f"What is in SimDesk {shipped.parts[0].version}" in shipped.overview()


@pytest.mark.parametrize("key", LGPL)
def test_what_is_under_the_lgpl_has_both_texts_and_lies_in_files_of_its_own(
    frozen: Path, shipped: Licences, key: str
) -> None:
    part = shipped.part(key)
    assert part is not None
    words = shipped.texts(part)
    files = {
        "qt": "PySide6/Qt/lib/libQt6Core.so.6",
        "pyside6-essentials": "PySide6/QtCore.abi3.so",
        "shiboken6": "shiboken6/Shiboken.abi3.so",
        "recurring-ical-events": "recurring_ical_events.py",
        "x-wr-timezone": "x_wr_timezone.py",
    }

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words
    assert "TERMS AND CONDITIONS" in words, "the GPL, which the LGPL builds on"
    assert part.source in shipped.overview()
    assert (frozen / "_internal" / files[key]).is_file()


def test_another_qt_in_its_place_is_used_and_told(copy: Path) -> None:
    """Those of the wheel are other builds of the same series: they still have the names for debuggers."""
    libraries = copy / "_internal" / "PySide6" / "Qt" / "lib"
    site = Path(next((ROOT / ".venv-package").glob("lib*/python3*/site-packages")))
    others = [site / "PySide6" / "Qt" / "lib" / path.name for path in sorted(libraries.glob("libQt6*.so.6"))]
    for other in others:
        (libraries / other.name).unlink()
        shutil.copyfile(other, libraries / other.name)
        with (libraries / other.name).open("ab") as file:
            file.write(b"mine")

    told = Told(program=(str(copy / "simdesk"),))

    assert len(others) >= 5
    assert (told.status, told.complaint) == (0, ""), told.lines
    assert any(f"{libraries}/{others[0].name}" in line for line in told.of("note")), told.lines


def test_a_library_of_nobody_stops_the_build_by_name(copy: Path) -> None:
    (copy / "_internal" / "libstranger.so.1").write_bytes(b"")
    done = packed_with(SCRIPTS / "licences.py", copy)

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(": libstranger.so.1")


def test_a_part_whose_text_is_missing_stops_the_build_by_name(copy: Path, tmp_path: Path) -> None:
    scripts = tmp_path / "packaging"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "LICENSE", tmp_path / "LICENSE")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    table = scripts / "licences" / "components.toml"
    table.write_text(table.read_text("utf-8").replace('texts = ["icu.txt"]\n', ""), "utf-8")
    done = packed_with(scripts / "licences.py", copy)

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(": ICU")


def test_the_bill_has_what_the_licences_have(bill: dict[str, Any], shipped: Licences) -> None:
    listed = {one["bom-ref"]: one for one in (bill["metadata"]["component"], *bill["components"])}

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {part.folder: part.version for part in shipped.parts} == {
        key: one["version"] for key, one in listed.items()
    }
    for part in shipped.parts:
        (said,) = listed[part.folder]["licenses"]
        assert part.licence in (said.get("expression"), said.get("license", {}).get("id")), part.name
        assert listed[part.folder]["purl"].startswith("pkg:")


def test_the_bill_has_sums_that_hold_and_no_address_of_a_registry(
    bill: dict[str, Any], frozen: Path, packages: Packages
) -> None:
    files = [
        file
        for one in (bill["metadata"]["component"], *bill["components"])
        for file in one.get("components", ())
        if file["type"] == "file"
    ]
    assert {"simdesk", "_internal/PySide6/Qt/lib/libQt6Core.so.6"} <= {file["name"] for file in files}
    for file in files:
        (said,) = file["hashes"]
        assert said["content"] == sha256((frozen / file["name"]).read_bytes()).hexdigest(), file["name"]
    words = json.dumps(bill)
    assert [name for name in REGISTRIES if name in words] == []


def test_from_simdesk_every_part_is_reached(bill: dict[str, Any]) -> None:
    graph = {one["ref"]: one.get("dependsOn", ()) for one in bill["dependencies"]}
    reached, ahead = set[str](), ["simdesk"]
    while ahead:
        one = ahead.pop()
        if one not in reached:
            reached.add(one)
            ahead += graph[one]

    assert reached == {"simdesk", *(one["bom-ref"] for one in bill["components"])}
    assert {"qt", "shiboken6"} <= set(graph["pyside6-essentials"])
    assert "lxml" not in graph["simdesk"], "it is there for caldav"


def test_the_bill_is_the_same_of_the_same_folder_elsewhere(
    copy: Path, packages: Packages, tmp_path: Path
) -> None:
    (path,) = packages.out.glob("*.cdx.json")
    said = json.loads(path.read_text("utf-8"))["metadata"]["timestamp"]
    moment = str(round(datetime.fromisoformat(said).timestamp()))
    done = subprocess.run(
        [PACKING, SCRIPTS / "bill.py", copy, tmp_path],
        env=os.environ | {"SOURCE_DATE_EPOCH": moment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_copyright_of_the_debian_package_names_every_part(shipped: Licences) -> None:
    words = COPYRIGHT.read_text("utf-8").casefold().replace("_", "-")
    missing = [part.name for part in shipped.parts if part.folder not in words.replace(".", "-")]

    assert [name for name in missing if name.casefold().split(" ")[0].replace("_", "-") not in words] == []


def test_the_sums_of_all_that_is_released_hold(packages: Packages) -> None:
    lines = (packages.out / "SHA256SUMS").read_text("utf-8").splitlines()
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(check, cwd=packages.out, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    named = {line.split("  ", 1)[1] for line in lines}
    assert named | {"SHA256SUMS"} == {path.name for path in packages.out.iterdir()}
    assert packages.deb.name in named
