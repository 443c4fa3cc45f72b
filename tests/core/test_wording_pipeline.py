"""From the code to a .po and back: nothing lost, nothing guessed, nothing that changes by itself."""

import gettext
import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = """
from simdesk.wording.language import _, _n, _p

def said(n):
    # Translators: said at the door.
    _("Hello {name}")
    _n("{n} card", "{n} cards", n)
    _p("door", "Open")
    return _p("file", "Open")
"""


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("translations")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project of one module and no translation."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "door.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def translate(pipeline: ModuleType, tree: Path, *pairs: tuple[str, str]) -> str:
    """Bring the Japanese of *tree* up to date, with each of *pairs* filled in, and return its text."""
    path = pipeline.po_file("ja", tree)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = pipeline.updated("ja", pipeline.extracted(tree), tree).decode()
    for before, after in pairs:
        assert text.count(before) == 1
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return str(text)


def test_every_way_of_saying_is_found(pipeline: ModuleType, tree: Path) -> None:
    text = translate(pipeline, tree)
    assert '#. said at the door.\n#, python-brace-format\nmsgid "Hello {name}"\nmsgstr ""\n' in text
    assert 'msgid "{n} card"\nmsgid_plural "{n} cards"\nmsgstr[0] ""\n' in text
    assert 'msgctxt "door"\nmsgid "Open"\n' in text
    assert 'msgctxt "file"\nmsgid "Open"\n' in text
    assert "nplurals=1" in text
    assert "door.py" not in text


def test_what_is_up_to_date_keeps_every_byte(pipeline: ModuleType, tree: Path) -> None:
    text = translate(
        pipeline, tree, ('msgid "Hello {name}"\nmsgstr ""', 'msgid "Hello {name}"\nmsgstr "{name}さん"')
    )
    assert pipeline.updated("ja", pipeline.extracted(tree), tree).decode() == text


def test_a_changed_sentence_is_empty_and_never_guessed(pipeline: ModuleType, tree: Path) -> None:
    translate(
        pipeline, tree, ('msgid "Hello {name}"\nmsgstr ""', 'msgid "Hello {name}"\nmsgstr "{name}さん"')
    )
    (tree / "src" / "door.py").write_text(SOURCE.replace("Hello {name}", "Hello, {name}"), encoding="utf-8")
    text = pipeline.updated("ja", pipeline.extracted(tree), tree).decode()
    assert 'msgid "Hello, {name}"\nmsgstr ""\n' in text
    assert "さん" not in text
    assert "fuzzy" not in text


def test_what_is_compiled_is_what_is_said(pipeline: ModuleType, tree: Path) -> None:
    translate(
        pipeline,
        tree,
        ('msgid_plural "{n} cards"\nmsgstr[0] ""', 'msgid_plural "{n} cards"\nmsgstr[0] "{n} 枚"'),
        ('msgctxt "door"\nmsgid "Open"\nmsgstr ""', 'msgctxt "door"\nmsgid "Open"\nmsgstr "開ける"'),
    )
    (compiled,) = pipeline.compile_translations(tree)
    assert pipeline.compile_translations(tree) == []
    with compiled.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert spoken.ngettext("{n} card", "{n} cards", 1) == "{n} 枚"
    assert spoken.pgettext("door", "Open") == "開ける"
    assert spoken.pgettext("file", "Open") == "Open"
