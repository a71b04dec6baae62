"""The best of what a search finds, in an order that is ours and not the search index's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.store.spans import SpanRow
from index.types import Statement

Ranking = list[tuple[SpanRow, float]]
"""Passages or sentences with their scores, best first."""

MOST = 100_000
"""More are never fetched from a search index."""
_MARGIN = 24  # how many more than asked for are fetched, so that ties are broken by our order


def best(fetch: Callable[[int], tuple[Ranking, int]], k: int) -> Ranking:
    """The best ``k`` of what ``fetch(n)`` finds, ties in our order and not in the searcher's.

    ``fetch`` returns its hits and how many there were before any were left out; while hits that
    tie with the last one, or too few, may lie beyond ``n``, more are fetched.
    """
    if k < 1:
        return []
    n = k + _MARGIN
    while True:
        hits, found = fetch(n)
        hits.sort(key=lambda hit: (-hit[1], hit[0].article_id, hit[0].start, hit[0].end))
        complete = found < n or n >= MOST
        if complete or (len(hits) > k and hits[k - 1][1] != hits[-1][1]):
            return hits[:k]
        n *= 4


def statements_by(
    search: Callable[[int], Ranking],
    statements_in: Callable[[Sequence[int]], Mapping[int, Sequence[Statement]]],
    deep: int,
) -> list[Statement]:
    """Statements in the order of the best sentence that their content touches; of those in one
    sentence, the one with most in it first.

    ``search(n)`` finds the best ``n`` sentences, ``statements_in`` the statements that reach into
    sentences, by the sentence's id. At least ``deep`` statements are returned where there are so
    many.
    """
    n = deep * 2
    while True:
        sentences = [row for row, _ in search(n)]
        inside = statements_in([row.id for row in sentences])
        ranked: dict[int, Statement] = {}
        for row in sentences:
            parts = [(_shared(s, row), s) for s in inside.get(row.id, ())]
            parts.sort(key=lambda part: (-part[0], part[1].start, part[1].end, part[1].id))
            for shared, statement in parts:
                if shared:
                    ranked.setdefault(statement.id, statement)
        if len(ranked) >= deep or len(sentences) < n or n >= MOST:
            return list(ranked.values())
        n *= 4


def _shared(statement: Statement, row: SpanRow) -> int:
    """How many characters of a statement's content stand in a sentence."""
    return sum(max(0, min(b, row.end) - max(a, row.start)) for a, b in statement.content)
