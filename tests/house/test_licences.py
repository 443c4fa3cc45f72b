"""What is frozen is traced to its authors, and nothing goes out without the text of its licence."""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import PathDistribution, distributions
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from simdesk.catalog.licences import licences as read
from tests.house.source import ROOT
from tests.machine import needs
from tests.packing import module

NAMES = ("tracing", "contents", "licences", "sums", "debian_origin")
TABLE = ROOT / "packaging" / "licences" / "components.toml"
QT = "PySide6/Qt/lib/libQt6Core.so.6"
GPL = "GPL-3.0-or-later"


@dataclass
class Modules:
    """What PyInstaller's reader of a program answers."""

    toc: dict[str, int] = field(default_factory=dict)

    def extract(self, name: str) -> CodeType:
        assert name == "simdesk"
        return compile("__version__ = '1.2.3'", name, "exec")


@dataclass
class Frozen:
    """A small frozen folder, and the environment that it was frozen from."""

    folder: Path
    site: Path
    modules: Modules
    scripts: dict[str, ModuleType]

    def bring(
        self, name: str, *files: str, version: str = "1.0", licence: str = "MIT", text: str | None = "As is."
    ) -> None:
        """Install a distribution with *files*."""
        metadata = self.site / f"{name.replace('-', '_')}-{version}.dist-info"
        metadata.mkdir(parents=True)
        said = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
        said += f"License-Expression: {licence}\n" * bool(licence)
        (metadata / "METADATA").write_text(said, "utf-8")
        listed = [*files, f"{metadata.name}/METADATA"]
        if text is not None:
            (metadata / "licenses").mkdir()
            (metadata / "licenses" / "LICENSE").write_text(text, "utf-8")
            listed.append(f"{metadata.name}/licenses/LICENSE")
        (metadata / "RECORD").write_text("".join(f"{file},,\n" for file in listed), "utf-8")
        for (
            file
        ) in files:  # a newer reader of distributions, which keyring brings, leaves out what is not there
            (self.site / file).parent.mkdir(parents=True, exist_ok=True)
            (self.site / file).touch()

    def put(self, *files: str) -> None:
        """Have *files* lie in the folder."""
        for file in files:
            path = self.folder / "_internal" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file, "utf-8")

    def hold(self, *names: str) -> None:
        """Have modules inside the program."""
        self.modules.toc |= dict.fromkeys(names, 0)

    def write(self) -> Path:
        """Write the licences, and return their folder."""
        made: Path = self.scripts["licences"].licences(self.folder)
        return made

    def words(self) -> dict[str, str]:
        """Every text in the folder of licences, by its path."""
        folder = self.write()
        return {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in folder.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def scripts() -> dict[str, ModuleType]:
    """The modules of the packages, which lie beside one another."""
    return {name: module(name) for name in NAMES}


@pytest.fixture
def frozen(tmp_path: Path, scripts: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> Frozen:
    """A folder with Qt, Python's archive, a module of somebody and SimDesk's own files."""
    made = Frozen(tmp_path / "simdesk", tmp_path / "site", Modules(), scripts)
    monkeypatch.setattr(scripts["tracing"], "modules_of", lambda _frozen: made.modules)
    monkeypatch.setattr(scripts["contents"], "modules_of", lambda _frozen: made.modules)
    monkeypatch.setattr(scripts["contents"], "distributions", lambda: distributions(path=[str(made.site)]))
    pinned = {*scripts["contents"].pinned(), "silent", "greedy", "kind"}
    monkeypatch.setattr(scripts["contents"], "pinned", lambda: pinned)
    made.bring("PySide6_Essentials", QT, "PySide6/__init__.py", version="6.12.0", licence="", text=None)
    made.bring("shiboken6", "shiboken6/__init__.py", version="6.12.0", licence="", text=None)
    made.bring("pyinstaller", licence="", text="GPL, with an exception.")
    made.bring("jeepney", "jeepney/__init__.py", "jeepney/io/blocking.py", text="Thomas Kluyver's terms.")
    made.put(QT, "base_library.zip", "simdesk/resources/demo.json")
    (made.folder / "simdesk").write_text("", "utf-8")
    for name in (
        "simdesk.cli",
        "jeepney",
        "jeepney.io.blocking",
        "json.decoder",
        "pyimod01_archive",
        "PySide6",
    ):
        made.modules.toc[name] = 0
    return made


def test_each_part_has_its_texts_and_the_window_can_read_the_list(frozen: Frozen) -> None:
    words = frozen.words()
    shown = read(frozen.folder / "_internal" / "licences")

    assert [part.folder for part in shown.parts] == [
        "simdesk",
        "jeepney",
        "pyinstaller",
        "pyside6-essentials",
        "python",
        "qt",
    ]
    assert {f"{part.folder}/{name}" for part in shown.parts for name in part.texts} == (
        set(words) - {"README.txt", "contents.json"}
    )
    assert words["jeepney/jeepney-license.txt"] == "Thomas Kluyver's terms."
    assert words["simdesk/simdesk-mit.txt"] == (ROOT / "LICENSE").read_text("utf-8")
    assert [part.version for part in shown.parts if part.folder in {"simdesk", "qt"}] == ["1.2.3", "6.12.0"]


def test_what_the_lgpl_asks_for_is_there(frozen: Frozen) -> None:
    words = frozen.words()

    for key in ("qt", "pyside6-essentials"):
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in words[f"{key}/gnu-lgpl-3.txt"]
        assert "GNU GENERAL PUBLIC LICENSE" in words[f"{key}/gnu-gpl-3.txt"]
    said = " ".join(words["README.txt"].split())
    assert "SimDesk uses Qt 6.12.0 and PySide6 6.12.0 under the GNU Lesser General Public License" in said
    assert "https://download.qt.io/official_releases/qt/6.12/6.12.0/" in said
    assert "PySide6/Qt/lib" in said
    assert "You may put other versions of these libraries in the place" in said
    assert "reverse engineering" in said


def test_a_library_of_nobody_fails_by_name(frozen: Frozen) -> None:
    frozen.put("libstranger.so.1", "jeepney/extra.bin")
    with pytest.raises(
        frozen.scripts["contents"].Untraced, match=r": jeepney/extra\.bin, libstranger\.so\.1$"
    ):
        frozen.write()
    assert not (frozen.folder / "_internal" / "licences").exists()


def test_a_module_of_nobody_fails_by_name(frozen: Frozen) -> None:
    frozen.hold("strangeness.inner")
    with pytest.raises(frozen.scripts["contents"].Untraced, match=r": import strangeness\.inner$"):
        frozen.write()


def test_what_is_installed_for_the_build_alone_fails_by_name(frozen: Frozen) -> None:
    frozen.bring("attrs", "attr/__init__.py")
    frozen.hold("attr")
    with pytest.raises(frozen.scripts["contents"].Untraced, match=r"run\.txt.*: attrs$"):
        frozen.write()


def test_a_part_without_a_text_fails_by_name(frozen: Frozen) -> None:
    frozen.bring("silent", "silent.py", text=None)
    frozen.hold("silent")
    with pytest.raises(frozen.scripts["licences"].Unlicensed, match=r": silent$"):
        frozen.write()


@pytest.mark.parametrize("licence", [GPL, "", "MIT AND " + GPL, "Free for all"])
def test_a_licence_that_is_not_allowed_fails_by_name(frozen: Frozen, licence: str) -> None:
    frozen.bring("greedy", "greedy.py", licence=licence)
    frozen.hold("greedy")
    with pytest.raises(frozen.scripts["contents"].Untraced, match=r"greedy \("):
        frozen.write()


@pytest.mark.parametrize("licence", [f"MIT OR {GPL}", f"{GPL} OR Apache-2.0", "MIT AND BSD-3-Clause"])
def test_one_allowed_way_is_enough(frozen: Frozen, licence: str) -> None:
    frozen.bring("kind", "kind.py", licence=licence)
    frozen.hold("kind")

    assert "kind/kind-license.txt" in frozen.words()


def test_what_is_not_inside_is_not_named(frozen: Frozen) -> None:
    frozen.bring("absent", "absent.py", licence=GPL, text=None)

    assert "absent" not in frozen.words()["contents.json"]


@pytest.mark.parametrize(
    ("loose", "said"), [(True, "They lie beside this folder"), (False, "`make package`")]
)
def test_it_is_said_how_modules_under_the_lgpl_are_replaced(frozen: Frozen, loose: bool, said: str) -> None:
    frozen.bring("x-wr-timezone", "x_wr_timezone.py", version="0.0.7", licence="")
    if loose:
        frozen.put("x_wr_timezone.py")
    else:
        frozen.hold("x_wr_timezone")
    words = frozen.words()["README.txt"]

    assert "x-wr-timezone 0.0.7" in words
    assert (said in words) is True
    assert ("They lie beside this folder" in words) is loose


def test_no_file_is_called_as_one_that_a_package_has_left_over(frozen: Frozen) -> None:
    left_over = re.compile(r"(copying|licen[cs]e|l?gpl|bsd|artistic)[v0-9._-]*(\..*)?", re.IGNORECASE)

    assert [name for name in frozen.words() if left_over.fullmatch(Path(name).name)] == []


def test_written_again_it_is_the_same_and_nothing_stays_from_before(frozen: Frozen) -> None:
    first = frozen.words()
    (frozen.folder / "_internal" / "licences" / "old.txt").write_text("gone", "utf-8")

    assert frozen.words() == first


def test_every_text_is_used_and_every_one_named_is_there(scripts: dict[str, ModuleType]) -> None:
    table = scripts["tracing"].table()
    entries = [*table["component"], *table["distribution"].values()]
    named = {name for entry in entries for name in entry.get("texts", ())}
    there = {path.name for path in (TABLE.parent / "texts").iterdir()}

    assert named == there


def test_every_licence_named_is_allowed(scripts: dict[str, ModuleType]) -> None:
    table = scripts["tracing"].table()
    entries = [*table["component"], *table["embedded"], *table["distribution"].values()]

    assert [entry for entry in entries if not scripts["contents"].allowed(entry["licence"])] == []


def test_the_sums_are_sorted_and_hold(tmp_path: Path, scripts: dict[str, ModuleType]) -> None:
    needs("sha256sum")
    for name in ("b.whl", "a.deb", "SimDesk.AppDir/c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    scripts["sums"].checksums(tmp_path)
    sums: Path = scripts["sums"].checksums(tmp_path)
    lines = sums.read_text("utf-8").splitlines()
    check = ["sha256sum", "--check", "--strict", sums.name]

    assert [line.split("  ")[1] for line in lines] == ["a.deb", "b.whl"]
    assert subprocess.run(check, cwd=tmp_path, stdout=subprocess.DEVNULL, check=False).returncode == 0
    (tmp_path / "a.deb").write_text("other", "utf-8")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_distribution_has_one_digest_wherever_it_is_installed(
    tmp_path: Path, scripts: dict[str, ModuleType]
) -> None:
    one = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    other = "uU0nuZNNPgilLlLX2n2r-sSE7-N6U4DukIj3rOLvzek"
    tables = {
        "here": f"x.py,sha256={one},0\nx-1.dist-info/INSTALLER,sha256={one},4\nx-1.dist-info/RECORD,,\n",
        "there": f"x-1.dist-info/RECORD,,\n../../bin/x,sha256={other},9\nx.py,sha256={one},0\n",
        "changed": f"x.py,sha256={other},0\n",
    }
    digests = []
    for place, table in tables.items():
        folder = tmp_path / place / "x-1.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: x\nVersion: 1\n", "utf-8")
        (folder / "RECORD").write_text(table, "utf-8")
        digests.append(scripts["sums"].digest_of(PathDistribution(folder)))

    assert digests[0] == digests[1] != digests[2]


def test_a_library_of_debian_has_the_terms_of_its_package(scripts: dict[str, ModuleType]) -> None:
    needs("dpkg-query", "dpkg")
    scripts["debian_origin"].package_of.cache_clear()
    package = scripts["debian_origin"].package_of("libc.so.6")
    if sys.base_prefix != "/usr":
        assert package is None
    else:
        assert package.name == "libc6"
        assert package.version.startswith(package.upstream)
        assert package.terms.is_file()
    assert scripts["debian_origin"].package_of("libstranger.so.1") is None
