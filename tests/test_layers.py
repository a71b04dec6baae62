"""The layers: imports point downwards, and each door shows what it says it shows."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["index", "rag", "eval", "ui"]
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "spacy",
    "langchain",
    "trafilatura",
    "pypdf",
    "docx",
)


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", ORDER)
def test_imports_point_downwards(package: str) -> None:
    above = set(ORDER[ORDER.index(package) + 1 :])
    wrong = {
        str(path.relative_to(ROOT)): sorted(_imports(path) & above)
        for path in (ROOT / package).rglob("*.py")
        if _imports(path) & above
    }
    assert wrong == {}


@pytest.mark.parametrize("package", ["index", "rag", "eval"])
def test_each_door_lists_exactly_what_it_exports(package: str) -> None:
    door = importlib.import_module(package)
    assert list(door.__all__) == sorted(set(door.__all__), key=str)
    for name in door.__all__:
        exported = getattr(door, name)
        own = inspect.isclass(exported) or inspect.isroutine(exported)
        documented = exported.__doc__ if own else _written_under(package, name)
        assert documented, f"{package}.{name} has no docstring"


def _written_under(package: str, name: str) -> bool:
    """Whether a string stands under the assignment of a name: how a type alias is documented."""
    for path in (ROOT / package).rglob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for statement, after in pairwise(body):
            if isinstance(statement, ast.Assign):
                targets = statement.targets
            elif isinstance(statement, ast.AnnAssign):
                targets = [statement.target]
            else:
                continue
            if any(isinstance(one, ast.Name) and one.id == name for one in targets):
                return (
                    isinstance(after, ast.Expr)
                    and isinstance(after.value, ast.Constant)
                    and isinstance(after.value.value, str)
                )
    return False


@pytest.mark.parametrize("module", ["index", "rag", "ui.cli"])
def test_asking_loads_no_heavy_library(module: str) -> None:
    code = (
        f"import sys, {module}; print(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == ""
