"""The page's own files: what a browser would pass over in silence is found here."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinycss2

import ui.web
from ui.web.panels.assets import STATIC
from ui.web.routes import FILES as SERVED

FILES = sorted((Path(ui.web.__file__).parent / "static").glob("*.css"))


def test_there_are_style_sheets() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_style_sheets_have_no_rule_that_cannot_be_read(path: Path) -> None:
    """A brace too many ends the block around it, and all rules behind it are lost."""
    rules = tinycss2.parse_stylesheet(
        path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    assert [rule.message for rule in rules if rule.type == "error"] == []
    assert not [r for r in rules if r.type == "qualified-rule" and "}" in str(r.prelude)]


def test_the_sample_question_set_is_that_of_the_examples() -> None:
    shipped = STATIC / "sample-questions.jsonl"
    examples = Path(__file__).resolve().parents[3] / "examples" / "questions.jsonl"
    assert shipped.read_bytes() == examples.read_bytes()
    assert shipped.name in SERVED
