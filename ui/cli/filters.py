"""Filters that let nothing through: which of them it is, and what there is instead."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ui.exceptions import NoSuchArticles

if TYPE_CHECKING:
    from index.collection import Collection
    from index.types import Filter

NEAR = 3
"""How many names are proposed in place of one that nobody has."""


def checked(collection: Collection, where: Filter) -> Filter:
    """The filter itself. Raises NoSuchArticles where there are articles, and it lets none through.

    Else the answer would be "nothing found on this", as if the articles were silent.
    """
    from index.types import Filter

    limits = Filter(
        sources=where.sources,
        authors=where.authors,
        languages=where.languages,
        since=where.since,
        until=where.until,
    )
    if not limits or not collection.count():
        return where
    named(collection, where)
    if not _any(collection, Filter(since=where.since, until=where.until)):
        raise NoSuchArticles(_undated(collection, where))
    if not _any(collection, limits):
        raise NoSuchArticles("no article fits all of these filters together; leave one out")
    return where


def named(collection: Collection, where: Filter) -> Filter:
    """The filter itself. Raises NoSuchArticles where no article has one of its names."""
    from index.languages import name_of
    from index.types import Filter

    if not collection.count():
        return where
    for name in where.sources:
        if not _any(collection, Filter(sources=(name,))):
            known = Counter(article.source for article in collection.articles())
            raise NoSuchArticles(_unknown("source", name, known))
    for name in where.authors:
        if not _any(collection, Filter(authors=(name,))):
            known = Counter(article.author for article in collection.articles())
            raise NoSuchArticles(_unknown("author", name, known))
    for code in where.languages:
        if not _any(collection, Filter(languages=(code,))):
            known = Counter(name_of(article.language) for article in collection.articles())
            raise NoSuchArticles(_unknown("language", name_of(code), known))
    return where


def _any(collection: Collection, where: Filter) -> bool:
    return next(iter(collection.articles(where)), None) is not None


def _unknown(field: str, name: str, known: Counter[str]) -> str:
    names = [one for one, _ in known.most_common() if one]
    if not names:
        return f"no article has a {field}; leave --{field} out"
    near = _near(name, names)
    said = f"did you mean {' or '.join(map(repr, near))}?"
    if not near:
        more = f" and {len(names) - NEAR:,} more" if len(names) > NEAR else ""
        said = f"there are: {', '.join(names[:NEAR])}{more}"
    return f"no article has the {field} {name!r}; {said}"


def _near(name: str, names: Iterable[str]) -> list[str]:
    """Names that hold the words of ``name`` or are spelt nearly like it, the most likely first."""
    folded = {one.casefold(): one for one in names}
    wanted = name.casefold()
    close = difflib.get_close_matches(wanted, folded, n=NEAR, cutoff=0.6)
    holding = [one for one in folded if wanted in one or one in wanted]
    return [folded[one] for one in dict.fromkeys([*close, *holding])][:NEAR]


def _undated(collection: Collection, where: Filter) -> str:
    days = sorted(a.published for a in collection.articles() if a.published)
    limits = [
        f"{'on or after' if limit is where.since else 'on or before'} {limit}"
        for limit in (where.since, where.until)
        if limit
    ]
    known = f"dates run from {days[0]} to {days[-1]}" if days else "no article has a date"
    return f"no article is dated {' and '.join(limits)}; {known}"
