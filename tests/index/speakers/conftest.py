"""Articles written for these tests: sources are marked as [[source]] in the text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from index.attribution.types import RawAttribution
from index.sentences import split_sentences
from index.speakers import Resolved, resolve

Ask = Callable[..., list[Resolved]]


def read_marked(marked: str) -> tuple[str, list[RawAttribution]]:
    """Take the marks out: ``[[source]]``, ``{{content}}``; the nth source said the nth content."""
    text, sources, contents = "", [], []
    opened = 0
    for piece in re.split(r"(\[\[|\]\]|\{\{|\}\})", marked):
        if piece in ("[[", "{{"):
            opened = len(text)
        elif piece == "]]":
            sources.append((opened, len(text)))
        elif piece == "}}":
            contents.append((opened, len(text)))
        else:
            text += piece
    contents += [(s[1], min(s[1] + 1, len(text))) for s in sources[len(contents) :]]
    relations = [
        RawAttribution((s,), None, (c,), "reported") for s, c in zip(sources, contents, strict=True)
    ]
    return text, relations


@pytest.fixture
def ask() -> Ask:
    """Resolve the sources of a marked text."""

    def run(marked: str, *, author: str = "", source: str = "") -> list[Resolved]:
        text, relations = read_marked(marked)
        results = resolve(text, split_sentences(text), relations, author=author, source=source)
        for result in results:
            if result.evidence is not None and not result.local and result.kind == "person":
                start, end = result.evidence
                assert text[start:end] == result.name
            # Roles are words of the article, never invented.
            assert result.role in text
        return results

    return run
