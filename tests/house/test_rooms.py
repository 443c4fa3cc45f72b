"""Rooms stay small, and the ones that take values do not reach for the file."""

import ast
import re
from collections.abc import Iterator

import grimp
import pytest

from tests.house.source import modules, place

FILE_LINES = 350
FUNCTION_LINES = 60
VALUES_ONLY = r"(\b|_)(dialog|model|delegate)"


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_file_is_long() -> None:
    long = {str(path): len(path.read_text("utf-8").splitlines()) for path, _ in modules()}

    assert {path: lines for path, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_long() -> None:
    long = [
        f"{place(path, function)} {function.name}: {function.end_lineno - function.lineno + 1} lines"
        for path, tree in modules()
        for function in functions(tree)
        if function.end_lineno is not None and function.end_lineno - function.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("simdesk", cache_dir=None)


def test_dialogs_models_and_delegates_take_values_and_give_values_back(graph: grimp.ImportGraph) -> None:
    """What a module is, its last word says: ``cards.dialog``, ``log.totals_model``."""
    takers = [name for name in sorted(graph.modules) if re.fullmatch(r"simdesk\.ui\..*" + VALUES_ONLY, name)]
    doors = ["simdesk.ui.state", "simdesk.storage", *sorted(graph.find_descendants("simdesk.storage"))]

    assert [
        chain for taker in takers for door in doors if (chain := graph.find_shortest_chain(taker, door))
    ] == []
