"""Importing Gradio without the work that a served page has no use for.

At every start Gradio writes its own type stubs again (it parses the source of each of its 80
components twice), renders its documentation, and loads pandas and the MCP server, which this page
does not use (it has its own, ``ui.web.mcp``). That is two thirds of the time its import takes, and
the stubs are written into the installed package, which two starting servers do at the same time.
While a page is built, it also makes a web application three times only to throw it away.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

LAZY = frozenset({"pandas"})
"""Loaded when something of them is used: for data frames and plots, of which the page has none."""
UNUSED = ("mcp",)
"""Gradio does without these where they are not installed."""


def _no_stubs(module: ModuleType) -> None:
    if hasattr(module, "create_or_modify_pyi"):
        module.create_or_modify_pyi = _nothing  # type: ignore[attr-defined]


def _no_documentation(module: ModuleType) -> None:
    listener = getattr(module, "EventListener", None)
    if listener is not None and hasattr(listener, "set_doc"):
        listener.set_doc = _nothing


def _nothing(*_: Any, **__: Any) -> None:
    """Stand in for work that is left out."""


TRIMS: dict[str, Callable[[ModuleType], None]] = {
    "gradio.component_meta": _no_stubs,
    "gradio.events": _no_documentation,
}


class _Trimming(SourceFileLoader):
    """Loads a module and takes something out of it before anything uses it."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        TRIMS[module.__name__](module)


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in TRIMS and fullname not in LAZY:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, SourceFileLoader):
            return spec
        if fullname in LAZY:
            spec.loader = LazyLoader(spec.loader)
        else:
            spec.loader = _Trimming(fullname, spec.loader.path)
        return spec


@contextmanager
def trimmed() -> Iterator[None]:
    """Within this, the first import of Gradio is a short one; a second one changes nothing."""
    finder = _Finder()
    absent = [name for name in UNUSED if name not in sys.modules]
    sys.meta_path.insert(0, finder)
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in absent:
            if name in sys.modules and sys.modules[name] is None:
                del sys.modules[name]


class _NoDraft:
    """Stands in for the web application that Gradio makes of a page before it is mounted."""

    @staticmethod
    def create_app(*_: Any, **__: Any) -> None:
        """Make nothing; ``mount_gradio_app`` makes the one that serves."""


@contextmanager
def one_application() -> Iterator[None]:
    """Within this, Blocks are built without applications of their own. Mount them afterwards."""
    from gradio import blocks

    made = blocks.App
    blocks.App = _NoDraft
    try:
        yield
    finally:
        blocks.App = made
