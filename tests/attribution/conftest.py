"""Texts read by the shipped tagger, the rules and the resolution of speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.attributing import attribute
from index.sentences import split_sentences
from index.types import Article, Sentence

Said = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="session")
def said() -> Said:
    """Who says what in a text, in its order; "" where nobody is named."""

    def run(text: str) -> list[tuple[str, str]]:
        article = Article(text=text, language="en")
        sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
        return [
            (
                one.mention.name if one.mention else "",
                " … ".join(text[a:b] for a, b in one.statement.content),
            )
            for one in attribute([article], [sentences])[0]
        ]

    return run
