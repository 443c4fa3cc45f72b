"""What is pinned is what is asked for, the same everywhere, with a hash for every file."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.house.source import ROOT


def pinned(name: str) -> dict[str, str]:
    """Each requirement of a lock file with its version and marker."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split(" --hash=")
            assert hashes, f"{requirement} has no hash"
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", value) for value in hashes), requirement
            parsed = Requirement(requirement.strip())
            assert re.fullmatch(r"==[^*,]+", str(parsed.specifier)), f"{requirement} is not pinned"
            found[canonical(parsed.name)] = f"{parsed.specifier} {parsed.marker or ''}"
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict[str, object]:
    content: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return content


@pytest.mark.parametrize("lock", ["dev", "package"])
def test_what_runs_and_builds_is_pinned_alike_for_tests_and_for_packing(lock: str) -> None:
    wanted, there = pinned("run") | pinned("build"), pinned(lock)

    assert {name: version for name, version in wanted.items() if there.get(name) != version} == {}


def test_what_packs_holds_no_tool_of_the_tests() -> None:
    """Whatever is there might be frozen, because something asks for it if it is there."""
    assert {"pytest", "mypy", "ruff", "hypothesis"} & pinned("package").keys() == set()


def test_what_the_project_asks_for_is_pinned_and_allowed() -> None:
    run = pinned("run")
    settings = project()["project"]
    assert isinstance(settings, dict)
    for asked in map(Requirement, settings["dependencies"]):
        version, _, marker = run[canonical(asked.name)].partition(" ")
        assert asked.specifier.contains(version.removeprefix("==")), asked.name
        assert marker == str(asked.marker or ""), asked.name


def test_the_build_is_pinned_in_one_version() -> None:
    build = pinned("build")
    system = project()["build-system"]
    assert isinstance(system, dict)
    for asked in map(Requirement, system["requires"]):
        assert build[canonical(asked.name)].strip() == str(asked.specifier)


def test_every_system_finds_its_file_of_qt() -> None:
    """Wheels for Linux on two processors, Windows on two, and macOS: a list of one system has one hash."""
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    for name in ("pyside6-essentials", "shiboken6"):
        block = re.search(rf"^{name}==(?:.*\\\n)+.*$", text, re.MULTILINE)
        assert block is not None
        assert block.group().count("--hash=") >= 5, name
