"""A small collection whose statements are known beforehand, for tests of what is said by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from index import Article, LocalCollection, Sentence, Statement, open_collection
from index.speakers.polarity import polarity_and_modality
from index.store.writing import Attributed, Mention

_SAID = re.compile(
    r"(?P<source>(?P<role>[A-Z][a-z]+) (?P<name>[A-Z]\w+ [A-Z]\w+)) "
    r"(?P<cue>said|denied|asked) (?P<content>[^.?]+[.?])"
)


def find_statements(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """``Mayor Anna Kovacs said that …`` and the like."""
    found: list[list[Attributed]] = []
    for article in articles:
        found.append([])
        for match in _SAID.finditer(article.text):
            a, b = match.span("content")
            polarity, modality = polarity_and_modality(match[0], match["cue"], match["content"])
            statement = Statement(
                article.id,
                content=((a, b - 1),),
                source=(match.span("source"),),
                cue=match.span("cue"),
                polarity=polarity,
                modality=modality,
                certainty="certain",
            )
            mention = Mention(
                match["name"], kind="person", form=match["source"], role=match["role"].lower()
            )
            found[-1].append(Attributed(statement, mention))
    return found


def collect(folder: Path, articles: Sequence[Article]) -> LocalCollection:
    """A collection of these articles, open for writing."""
    open_collection(folder, create=True).close()
    collection = LocalCollection(folder, attribute=find_statements)
    collection.add(articles)
    return collection
