"""Every sentence for people is translated, whole, and through gettext."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.source import PACKAGE, ROOT, modules, place
from tests.packing import module

LANGUAGES = ("zh_CN", "zh_TW", "ja")


@pytest.fixture(scope="module")
def said() -> Catalog:
    """Every sentence of the code."""
    catalog: Catalog = module("translations").extracted()
    return catalog


def catalog(language: str) -> Catalog:
    with (ROOT / "resources" / "i18n" / language / "LC_MESSAGES" / "simdesk.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(value: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys(messages: Catalog) -> set[tuple[str, str | None]]:
    return {(texts(message.id)[0], message.context) for message in messages if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_exactly_the_sentences_of_the_code(language: str, said: Catalog) -> None:
    kept = catalog(language)

    assert keys(said) - keys(kept) == set(), "missing: make translations, then translate"
    assert keys(kept) - keys(said) == set(), "no longer said: make translations"
    assert dict(kept.obsolete) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_translated(language: str) -> None:
    kept = catalog(language)
    empty = [
        message.id for message in kept if message.id and (message.fuzzy or not all(texts(message.string)))
    ]
    forms = [
        message.id
        for message in kept
        if message.pluralizable and len(texts(message.string)) != kept.num_plurals
    ]

    assert not kept.fuzzy
    assert (empty, forms) == ([], [])


def disagreements(message: Message) -> Iterator[str]:
    """Translations that lack a placeholder or have another one; no language here has a form for one only."""
    one, *many = texts(message.id)
    needed = placeholders(many[0]) if many else placeholders(one)
    return (
        f"{message.id!r}: {text!r}" for text in texts(message.string) if text and placeholders(text) != needed
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    found = [flaw for message in catalog(language) if message.id for flaw in disagreements(message)]

    assert found == []


def test_english_placeholders_have_names(said: Catalog) -> None:
    nameless = [
        text
        for message in said
        if message.id
        for text in texts(message.id)
        if any(not name.isidentifier() for name in placeholders(text))
    ]

    assert nameless == []


# Calls with an argument that people read.
SHOWN = frozenset(
    """
    QAction QCheckBox QGroupBox QLabel QMenu QPushButton QRadioButton QToolButton addAction
    addButton addItem addItems addMenu addRow addTab setAccessibleDescription setAccessibleName
    setIconText setInformativeText setPlaceholderText setPrefix setStatusTip setSubTitle setSuffix
    setText setTitle setToolTip setWhatsThis setWindowTitle showMessage print write
    """.split()
)
# The same in every language: the program's own name, a unit, and the title under which a language is
# looked for by who cannot read the one on the screen.
NAMES = frozenset({"SimDesk", "simdesk", " MB", "Language · 语言 · 語言 · 言語"})


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def literals(node: ast.AST) -> Iterator[ast.AST]:
    """Texts with letters written out in *node*, but for those inside a call that may translate them."""
    match node:
        case ast.Call():
            return
        case ast.Constant(value=str(text)):
            if re.search(r"[^\W\d_]", text) and text not in NAMES:
                yield node
        case ast.JoinedStr():
            for part in node.values:
                yield from literals(part)
        case ast.BinOp() | ast.IfExp() | ast.List() | ast.Tuple():
            for child in ast.iter_child_nodes(node):
                yield from literals(child)


def test_no_sentence_bypasses_translation() -> None:
    rooms = (PACKAGE / "ui", PACKAGE / "cli")
    found = [
        f"{place(path, node)} in {called(call)}: {ast.unparse(node)}"
        for path, tree in modules()
        if any(room in path.parents for room in rooms)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) in SHOWN
        for argument in call.args
        for node in literals(argument)
    ]

    assert found == []


def inside_f_strings(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of gettext that stand within an f-string, where the extraction does not see them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and called(call) in ("_", "_n", "_p"):
                    yield call


def test_no_sentence_hides_in_an_f_string() -> None:
    found = [place(path, call) for path, tree in modules() for call in inside_f_strings(tree)]

    assert len(list(inside_f_strings(ast.parse("f'{found}: {_(\"Try it\")}'")))) == 1
    assert found == []
