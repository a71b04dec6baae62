"""Who is quoted how often, in which articles: in all, by source or by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from index.collection import Collection
from index.types import AttributionKind, Filter, Speaker

By = Literal["source", "month"]
"""What statements are counted by: the articles' publisher, or the month they were published in."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many statements of one speaker a group of articles has, and which articles these are.

    ``group`` is a source or a month (``2026-03``); empty where an article has none, and where all
    articles are one group. ``articles`` are ids, by date.
    """

    speaker: Speaker
    group: str
    statements: int
    articles: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "speaker_id": self.speaker.id,
            "name": self.speaker.name,
            "group": self.group,
            "statements": self.statements,
            "article_ids": list(self.articles),
        }


def outlet_names(sources: Iterable[str]) -> dict[str, str]:
    """Each spelling of an outlet with the one that is shown: the most frequent that is not all in
    capitals. Filters compare outlets without regard to case, and so does what is counted.

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


def count_statements(
    collection: Collection,
    where: Filter = Filter(),
    *,
    by: By | None = None,
    kind: AttributionKind | None = None,
) -> list[Count]:
    """The statements that a filter lets through, counted for each speaker.

    Speakers with most statements come first; of one speaker months come in order, sources by their
    counts. Each ``speaker`` has the number of statements and articles that were let through.
    Statements of nobody who is known are not counted.
    """
    order = {a.id: (n, a.source, a.published) for n, a in enumerate(collection.articles(where))}
    names = outlet_names(source for _, source, _ in order.values())
    groups: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement in collection.statements(where):
        fits = kind is None or statement.kind == kind
        # An article may have been added or removed by another process between the two reads.
        if fits and statement.speaker_id is not None and statement.article_id in order:
            _, source, day = order[statement.article_id]
            month = f"{day:%Y-%m}" if day else ""
            group = "" if by is None else names[source] if by == "source" else month
            groups[statement.speaker_id][group].append(statement.article_id)
    found = []
    for speaker in collection.speakers():
        own = groups.get(speaker.id, {})
        said = [article for ids in own.values() for article in ids]
        counted = replace(speaker, statements=len(said), articles=len(set(said)))
        ranked = sorted((not g, -len(ids) if by == "source" else 0, g) for g, ids in own.items())
        for *_, group in ranked:
            ids = own[group]
            articles = sorted(set(ids), key=lambda i: order[i][0])
            found.append(Count(counted, group, len(ids), tuple(articles)))
    return sorted(found, key=lambda c: (-c.speaker.statements, c.speaker.name, c.speaker.id))


def find_speakers(
    collection: Collection,
    part: str = "",
    where: Filter = Filter(),
    *,
    by: By | None = None,
    kind: AttributionKind | None = None,
) -> tuple[list[Speaker], list[Count]]:
    """Speakers whose name, in some form, contains ``part``, and their counts where ``by`` is given.

    The most frequent come first; with a filter or kind, whoever has statements that fit, with the
    number of these.
    """
    counts: list[Count] = []
    speakers = list(collection.speakers())
    if where or by or kind:
        counts = count_statements(collection, where, by=by, kind=kind)
        speakers = list({one.speaker.id: one.speaker for one in counts}.values())
    wanted = part.casefold()
    found = [s for s in speakers if any(wanted in form.casefold() for form in (s.name, *s.forms))]
    return found, [one for one in counts if by]
