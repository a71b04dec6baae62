"""Reading ahead: the sentences of a small collection, before anybody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.collection import Collection
from rag.judging import sentence_candidates, statement_candidates

MOST = 500
"""A collection of more passages than this is not read ahead: it would take minutes, and most of it
would be forgotten again."""
AT_ONCE = 2
"""Sentences read between two looks at whether to go on."""


def read_ahead(collection: Collection, go_on: Callable[[], bool]) -> int:
    """Have the encoder read what answers may quote, so that questions need not wait for it.

    ``go_on`` is asked after every few sentences; where it says no, reading ends. Returns how many
    sentences were read. Answers are the same with and without it.
    """
    if collection.passage_count() > MOST:
        return 0
    texts = list(dict.fromkeys(_quotable(collection)))
    read = 0
    while read < len(texts) and go_on():
        part = texts[read : read + AT_ONCE]
        collection.similarity("", part)
        read += len(part)
    return read


def _quotable(collection: Collection) -> Iterator[str]:
    """The texts of all candidates, those of statements first."""
    for candidate in statement_candidates(collection, [(s, 1.0) for s in collection.statements()]):
        yield candidate.text
    for article in collection.articles():
        passages = [(passage, 1.0) for passage in collection.passages(article.id)]
        for candidate in sentence_candidates(collection, passages):
            yield candidate.text
