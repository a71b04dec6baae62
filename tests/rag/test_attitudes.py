"""Who is for or against a thing, where nobody is quoted on it."""

from __future__ import annotations

from pathlib import Path

import rag
from index import Article, open_collection

_TEXTS = (
    "The Admiralty was printed on the bill. Mayor Ann Lind said that the ferry would sail again.",
    "The Admiralty bought a tug. Nobody asked the Admiralty.",
    "The Harbour House referred the Gazette to the Admiralty.",
)


def test_what_only_names_the_thing_is_no_attitude_to_it(tmp_path: Path) -> None:
    with open_collection(tmp_path / "collection", create=True) as collection:
        collection.add(
            Article(text=text, title=f"Page {n}", source="Gazette") for n, text in enumerate(_TEXTS)
        )
        answer = rag.ask(collection, "Who praised the Admiralty?")
        assert (answer.status, answer.sentences) == ("abstained", ())
        assert "quoted for it" in answer.message
