"""The workflows of the public CI. `packaging/lint-workflows` asks other tools, which are not pinned here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
JOB = re.compile(r"^  (\w+):\n((?:    .*\n|\n)+)", re.MULTILINE)
FILES = re.compile(r"(?<![\w./-])((?:packaging|requirements|\.ci|src)/[\w./-]*\w)")


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request: pytest.FixtureRequest) -> str:
    return Path(request.param).read_text(encoding="utf-8")


def jobs(workflow: str) -> dict[str, str]:
    return dict(JOB.findall(workflow.partition("\njobs:\n")[2]))


def test_there_is_one_for_changes_and_one_for_a_release() -> None:
    assert {path.stem for path in WORKFLOWS} == {"test", "packages", "release"}


def test_rights_are_those_of_a_reader(workflow: str) -> None:
    assert "\npermissions:\n  contents: read\n" in workflow
    granted = [name for name, job in jobs(workflow).items() if ": write" in job]
    assert granted in ([], ["draft"])
    assert workflow.count("actions/checkout@") == workflow.count("persist-credentials: false")
    assert "secrets." not in workflow


def test_every_job_ends(workflow: str) -> None:
    assert jobs(workflow)
    for name, job in jobs(workflow).items():
        assert "timeout-minutes:" in job or "uses: ./.github/workflows/" in job, name


def test_actions_are_of_one_maker_and_version(workflow: str) -> None:
    for used in re.findall(r"uses: (\S+)", workflow):
        assert re.fullmatch(r"actions/[a-z-]+@v\d+|\./\.github/workflows/\w+\.yml", used), used


def test_what_is_called_is_there(workflow: str) -> None:
    for path in FILES.findall(workflow):
        assert (ROOT / path).exists(), path


def test_the_wheel_is_tried_on_every_python() -> None:
    workflow = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)

    assert named
    listed = ", ".join(f'"{version}"' for version in named)
    assert f"python: [{listed}]" in workflow
