"""A small collection whose statements are known beforehand, for tests of what is said by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from index import Article, LocalCollection, Sentence, Statement, open_collection
from index.speakers.polarity import polarity_and_modality
from index.store.writing import Attributed, Mention
from index.types import AttributionKind, Certainty

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


def collect(
    folder: Path,
    articles: Sequence[Article],
    attribute: Callable[..., list[list[Attributed]]] = find_statements,
) -> LocalCollection:
    """A collection of these articles, open for writing."""
    open_collection(folder, create=True).close()
    collection = LocalCollection(folder, attribute=attribute)
    collection.add(articles)
    return collection


def said(
    article: Article,
    *content: str,
    name: str,
    cue: str = "",
    kind: AttributionKind = "reported",
    source: str = "",
    certainty: Certainty = "certain",
) -> Attributed:
    """A statement of an article: the words that are its content, and who makes it.

    ``source`` is how the article calls them there, by default the name.
    """

    def place(words: str) -> tuple[int, int]:
        at = article.text.index(words)
        return at, at + len(words)

    statement = Statement(
        article.id,
        content=tuple(place(words) for words in content),
        source=(place(source or name),),
        cue=place(cue) if cue else None,
        kind=kind,
        certainty=certainty,
    )
    mention = Mention(name, kind="person", form=source or name, certainty=certainty)
    return Attributed(statement, mention)


def given(*statements: Attributed) -> Callable[..., list[list[Attributed]]]:
    """What finds these statements, whichever articles they are of."""

    def find(articles: Sequence[Article], sentences: object) -> list[list[Attributed]]:
        return [[a for a in statements if a.statement.article_id == one.id] for one in articles]

    return find
