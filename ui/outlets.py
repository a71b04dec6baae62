"""One name for an outlet whose articles spell it with other capitals.

Filters compare outlets without regard to case; what is listed and counted must do the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from index.types import Article
from rag.counting import Count


def outlet_names(sources: Iterable[str]) -> dict[str, str]:
    """Each spelling with the one that is shown: the most frequent that is not all in capitals.

    >>> outlet_names(["THE POST", "THE POST", "The Post", "CNN"])
    {'THE POST': 'The Post', 'The Post': 'The Post', 'CNN': 'CNN'}
    """
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        spelt[source.casefold()][source] += 1
    shown: dict[str, str] = {}
    for found in spelt.values():
        best = min(found, key=lambda name: (name.isupper(), -found[name], name))
        shown |= dict.fromkeys(found, best)
    return shown


def outlet_tally(sources: Iterable[str]) -> Counter[str]:
    """How many of the articles each outlet has; ``""`` counts those without one.

    >>> outlet_tally(["The Post", "", "THE POST"])
    Counter({'The Post': 2, '': 1})
    """
    found = list(sources)
    names = outlet_names(found)
    return Counter(names[source] for source in found)


def by_outlet(counts: Sequence[Count], articles: Iterable[Article]) -> list[Count]:
    """Counts by source, those of one outlet taken together; ``articles`` in the order of theirs."""
    known = [(article.id, article.source) for article in articles]
    order = {article_id: place for place, (article_id, _) in enumerate(known)}
    names = outlet_names([*(source for _, source in known), *(one.group for one in counts)])
    groups: dict[int, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for one in counts:
        groups[one.speaker.id][names[one.group]].append(one)
    found: list[Count] = []
    for own in groups.values():
        together = []
        for name, parts in own.items():
            ids = {article_id for part in parts for article_id in part.articles}
            articles_of = tuple(sorted(ids, key=lambda i: order.get(i, len(order))))
            said = sum(part.statements for part in parts)
            together.append(Count(parts[0].speaker, name, said, articles_of))
        found += sorted(together, key=lambda c: (not c.group, -c.statements, c.group))
    return found
