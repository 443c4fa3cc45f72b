"""The sources as the house tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "simdesk"


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of SimDesk with its syntax tree, by path."""
    return tuple((path, ast.parse(path.read_text("utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


def module_name(path: Path) -> str:
    """The name by which the module at *path* is imported."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def place(path: Path, node: ast.AST) -> str:
    """Where *node* stands, in the form that an editor opens."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def kept_files() -> Iterator[Path]:
    """Every file that is kept: under version control, or to be; of an unpacked source archive, all of it."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        made = {".venv", ".venv-package", "__pycache__", "dist", "build"}
        found = [path for path in ROOT.rglob("*") if not made.intersection(path.parts)]
    return (path for path in found if path.is_file())
