"""Rules for every test: where it may stand, what it may see of the machine, when it may be skipped."""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from simdesk.wording import language

TESTS = Path(__file__).parent
# In this order they run: what is quick to fail comes first.
FOLDERS = ("house", "core", "ui", "e2e", "bench")
# So many looks through what is young, as many tests, until everything is looked through.
MUCH = 100
# Of the machine's settings, tests keep only those that begin so, or are one of these.
KEPT = ("PATH", "CI", "SIMDESK_SOAK", "TMPDIR", "PYTEST_", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

hypothesis.settings.register_profile("test", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5000, print_blob=True)
hypothesis.settings.load_profile("soak" if os.environ.get("SIMDESK_SOAK") else "test")


def pytest_configure() -> None:
    """Leave the settings, screens and services of the owner of this machine out of the tests."""
    for name in list(os.environ):
        if not name.startswith(KEPT):
            del os.environ[name]
    os.environ |= {"LANG": "C.UTF-8", "TZ": "UTC", "QT_QPA_PLATFORM": "offscreen"}
    time.tzset()
    # As in the program: rubbish is looked for in the window's thread, never in whichever has made most.
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look for rubbish between two tests: what is young each time, everything when much has come together."""
    gc.collect(2 if gc.get_count()[2] > MUCH else 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a test in no known folder, mark those that use Qt, and put quick folders first."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder not in FOLDERS:
            message = f"{item.path}: a test stands in one of {', '.join(FOLDERS)}"
            raise pytest.UsageError(message)
        if {"qapp", "qtbot", "qapp_cls"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("gui")
    items.sort(key=lambda item: FOLDERS.index(item.path.relative_to(TESTS).parts[0]))


@pytest.fixture(scope="session")
def homes() -> Iterator[Path]:
    """A folder for the homes of this run, with a short name: a socket's path has little room."""
    folder = Path(tempfile.mkdtemp(prefix="sd-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test, with all that the system keeps below one."""
    folder = Path(tempfile.mkdtemp(dir=homes, prefix=""))
    for name, part in {
        "HOME": "",
        "SIMDESK_DATA_DIR": "book",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_RUNTIME_DIR": "run",
        "XDG_STATE_HOME": "state",
    }.items():
        monkeypatch.setenv(name, str(folder / part))
    (folder / "run").mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test spoke, the next begins in English."""
    yield
    language.use("en")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skipped test a failed one under CI, unless it is for another system."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker("other_system") is None:
        _fail_under_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Make a skipped module a failed one under CI."""
    report = yield
    if report.skipped:
        _fail_under_ci(report)
    return report


def _fail_under_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped under CI: {reason}"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Count on the last line, in words that a program can read."""
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or config.option.collectonly:
        return
    passed, failed, skipped = (
        sum(len(reporter.getreports(kind)) for kind in kinds)
        for kinds in (("passed",), ("failed", "error"), ("skipped", "xfailed"))
    )
    reporter.write_line(f"{passed} passed, {failed} failed, {skipped} skipped")
