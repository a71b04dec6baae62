"""Whoever would have said something, or never did, is not said to have said it, in any view."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from index import Article, open_collection

LEAD = "The inquiry into the harbour went on until late on Monday evening."


@pytest.mark.parametrize(
    ("unsaid", "name", "claim"),
    [
        (
            "Vane would have said that the dam was safe, had anyone asked.",
            "Vane",
            "the dam is safe",
        ),
        (
            "Had the board been there, Ida Roth would have told it that the tolls would rise.",
            "Ida Roth",
            "the tolls will rise",
        ),
        ("Kern never said that he would resign.", "Kern", "he would resign"),
        ("If Lund says that the pier is closed, few will listen.", "Lund", "the pier is closed"),
    ],
)
def test_what_was_not_said_is_nobodys_words(
    tmp_path: Path, unsaid: str, name: str, claim: str
) -> None:
    text = f"{LEAD}\n\n{unsaid}\n\nIt rained, and the ferries stayed in port."
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=text, title="Inquiry into the harbour")])
        assert not any(name in speaker.name for speaker in collection.speakers())
        for question in (f"did {name} say {claim}?", f"did {name} say that {claim}?", claim):
            answer = rag.ask(collection, question)
            assert not answer.text.lower().startswith("yes")
            for cited in (*answer.citations, *answer.nearest):
                assert name not in cited.voice.name
