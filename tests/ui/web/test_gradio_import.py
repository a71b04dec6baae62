"""The short import of Gradio: what is left out stays out, and the rest works as ever."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

SCRIPT = """
import json, sys
from ui.web.gradio_import import one_application, trimmed
with trimmed():
    import gradio as gr
with one_application(), gr.Blocks() as page:
    box = gr.Textbox()
    box.submit(lambda text: text, box, box)
early = "pandas.core" in sys.modules
import gradio.blocks, gradio.component_meta, mcp.server, pandas
print(json.dumps({
    "finders": [type(f).__module__ for f in sys.meta_path],
    "pandas early": early,
    "pandas late": bool(pandas.DataFrame([1]).shape),
    "draft": page.app is None,
    "application": gradio.blocks.App.__name__,
    "stubs": gradio.component_meta.create_or_modify_pyi(gr.Textbox, "Textbox", []),
    "events": len(page.fns),
    "mcp": mcp.server.__name__,
}))
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What a process of its own tells after importing Gradio in the short way."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    shape: dict[str, Any] = json.loads(done.stdout)
    return shape


def test_what_the_page_does_not_use_is_not_loaded(seen: dict[str, Any]) -> None:
    assert not seen["pandas early"]
    assert seen["stubs"] is None
    assert seen["draft"]


def test_everything_else_is_as_it_was(seen: dict[str, Any]) -> None:
    assert seen["pandas late"]
    assert seen["mcp"] == "mcp.server"
    assert seen["application"] == "App"
    assert seen["events"] == 1
    assert "ui.web.gradio_import" not in seen["finders"]
