"""Finding what somebody wants to correct: the statement at a place, the speaker of a name."""

from __future__ import annotations

import re

from index.collection import Collection
from index.types import Article, Span, Statement
from ui.exceptions import InputError

_PLACE = re.compile(r"(?P<article>\w+):(?P<start>\d+)[-–](?P<end>\d+)")


def find_statement(collection: Collection, place: str) -> tuple[Article, Statement]:
    """The statement of a number, or the one that shares most with ``ID:START-END``.

    Raises ArticleNotFound, and InputError where there is none.
    """
    if place.isdecimal():
        return _numbered(collection, int(place))
    article, (start, end) = find_place(collection, place)
    found = statement_at(collection, article, start, end)
    if found is None:
        raise InputError(f"nobody is said to state anything at {place}")
    return article, found


def find_place(collection: Collection, place: str) -> tuple[Article, Span]:
    """The characters that ``ID:START-END`` names, or those of the statement of a number.

    Raises ArticleNotFound, and InputError where it names none.
    """
    if place.isdecimal():
        article, statement = _numbered(collection, int(place))
        return article, (statement.content[0][0], statement.content[-1][1])
    match = _PLACE.fullmatch(place)
    if match is None:
        raise InputError(f"{place!r} is not a statement; give its number or place, ID:START-END")
    return collection.article(match["article"]), (int(match["start"]), int(match["end"]))


def _numbered(collection: Collection, number: int) -> tuple[Article, Statement]:
    for one in collection.statements():
        if one.id == number:
            return collection.article(one.article_id), one
    raise InputError(f"no statement has the number {number}; see: onrecord statements --json")


def statement_at(
    collection: Collection, article: Article, start: int, end: int
) -> Statement | None:
    """The statement whose content shares most characters with a span of an article."""

    def shared(statement: Statement) -> int:
        return sum(max(0, min(b, end) - max(a, start)) for a, b in statement.content)

    best = max(collection.statements(article_id=article.id), key=shared, default=None)
    return best if best is not None and shared(best) else None


def known_name(collection: Collection, name: str) -> str:
    """The name as whoever bears exactly it (or the number) is called here; else as typed."""
    if name.isdecimal():
        return collection.speaker(int(name)).name
    name = " ".join(name.split())
    exact = (s.name for s in collection.speakers() if s.name.casefold() == name.casefold())
    return next(exact, name)
