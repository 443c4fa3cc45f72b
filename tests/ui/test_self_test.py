"""The part of the self-test with Qt: what of Qt is missing is named, and nothing is shown."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication

from simdesk import resources
from simdesk.ui import icons, self_test
from simdesk.ui.program_icon import SIZES
from simdesk.wording import language
from simdesk.wording.self_test import Finding, Outcome, Subject
from tests.house.source import ROOT

PLUGINS = QLibraryInfo.LibraryPath.PluginsPath
TRANSLATIONS = QLibraryInfo.LibraryPath.TranslationsPath


@pytest.fixture
def qt_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the plug-ins and translations of Qt are looked for: links to the real ones."""
    for which in (PLUGINS, TRANSLATIONS):
        place = Path(QLibraryInfo.path(which))
        for path in place.rglob("*"):
            if path.is_file():
                link = tmp_path / which.name / path.relative_to(place)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(path)
    monkeypatch.setattr(QLibraryInfo, "path", lambda which: str(tmp_path / which.name))
    return tmp_path


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that is shipped beside the code, in its place."""
    copy = tmp_path / "resources"
    shutil.copytree(resources.resource(), copy)
    monkeypatch.setattr(resources, "_root", lambda: copy)
    monkeypatch.setattr(icons, "icon", icons.icon.__wrapped__)
    monkeypatch.setattr(icons, "_drawn", icons._drawn.__wrapped__)
    return copy


def test_all_of_qt_is_here(qapp: QApplication) -> None:
    before = set(QApplication.topLevelWidgets())
    checks = (
        self_test.qt,
        self_test.plugins,
        self_test.windows,
        self_test.qt_words,
        self_test.icons,
        self_test.pictures,
    )

    told = [finding for check in checks for finding in check()]

    assert [finding.outcome for finding in told] == [Outcome.OK] * len(checks), told
    assert [finding.words for finding in told if finding.subject is Subject.QT_WORDS] == [
        "Cancel, 取消, 取消, キャンセル"
    ]
    assert not [one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible()]


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_qt_speaks_the_language_of_before_afterwards(qapp: QApplication, spoken: str) -> None:
    language.use(spoken)

    assert [finding.outcome for finding in self_test.qt_words()] == [Outcome.OK]
    assert language.current() == spoken


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW", "ja"])
def test_words_of_qt_that_are_missing_are_named(qapp: QApplication, qt_elsewhere: Path, code: str) -> None:
    path = qt_elsewhere / TRANSLATIONS.name / f"qtbase_{code}.qm"
    path.unlink()
    assert list(self_test.qt_words()) == [Finding(Subject.QT_WORDS, Outcome.FAILED, f"{path} is missing.")]

    path.write_bytes(b"nothing of the kind")
    (finding,) = self_test.qt_words()
    assert finding.words == f"{path} does not have all the words."


def test_missing_words_of_simdesk_are_not_blamed_on_qt(qapp: QApplication, shipped: Path) -> None:
    (shipped / "i18n" / "ja" / "LC_MESSAGES" / "simdesk.mo").unlink()

    assert list(self_test.qt_words()) == []


@pytest.mark.parametrize("name", self_test.PLUGINS["linux"])
def test_a_plugin_that_is_missing_or_broken_is_named(
    qapp: QApplication, qt_elsewhere: Path, name: str
) -> None:
    path = (qt_elsewhere / PLUGINS.name / name).with_name(f"lib{Path(name).name}.so")
    path.unlink()
    assert list(self_test.plugins()) == [Finding(Subject.PLUGINS, Outcome.FAILED, f"{path} is missing.")]

    path.write_bytes(b"nothing of the kind")
    (finding,) = self_test.plugins()
    assert (finding.outcome, finding.words.startswith(f"{path} cannot be loaded: ")) == (Outcome.FAILED, True)


def test_a_plugin_that_may_be_left_out_is_only_noted(qapp: QApplication, qt_elsewhere: Path) -> None:
    path = qt_elsewhere / PLUGINS.name / "platforms" / "libqwayland.so"
    path.unlink(missing_ok=True)
    assert [finding.outcome for finding in self_test.plugins()] == [Outcome.OK]

    path.write_bytes(b"nothing of the kind")
    assert [finding.outcome for finding in self_test.plugins()] == [Outcome.NOTE, Outcome.OK]


def test_every_drawing_is_on_the_list() -> None:
    kept = {path.name for path in (ROOT / "resources" / "icons").iterdir()}

    assert kept == {
        *(f"{name}.svg" for name in self_test.ICONS),
        *(f"simdesk-{size}.png" for size in SIZES),
    }


@pytest.mark.parametrize("name", ["look.svg", "simdesk.svg", "simdesk-48.png"])
def test_a_drawing_that_is_missing_or_draws_nothing_is_named(
    qapp: QApplication, shipped: Path, name: str
) -> None:
    path = shipped / "icons" / name
    path.unlink()
    assert list(self_test.icons()) == [Finding(Subject.ICONS, Outcome.FAILED, f"{path} is missing.")]

    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>')
    assert list(self_test.icons()) == [Finding(Subject.ICONS, Outcome.FAILED, f"{path} draws nothing.")]


def test_a_kind_of_picture_that_is_missing_is_named(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "KINDS", (*self_test.KINDS, "engraving"))

    (finding,) = self_test.pictures()

    assert (finding.outcome, "engraving" in finding.words) == (Outcome.FAILED, True)
