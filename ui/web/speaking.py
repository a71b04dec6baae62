"""One speaker's statements, counted and sorted for their page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.collection import Collection
from index.exceptions import ArticleNotFound
from index.types import Article, Filter, Speaker, Statement
from ui.outlets import outlet_tally
from ui.render.names import names_of
from ui.web.listing import UNNAMED
from ui.web.topics import Background, speaks_of, topics, words_of

Said = tuple[Article, Statement]


@dataclass(frozen=True, slots=True)
class Profile:
    """A speaker with everything they say, the newest first."""

    speaker: Speaker
    said: Sequence[Said]
    sources: Sequence[tuple[str, int]]
    dates: Sequence[date]
    topics: Sequence[tuple[str, int]]
    names: Sequence[str]

    def about(self, topic: str) -> Sequence[Said]:
        """The statements that speak of a topic; all without one."""
        if not topic:
            return self.said
        return [pair for pair in self.said if speaks_of(words_of(*pair), topic)]


def profile(
    collection: Collection,
    speaker_id: int,
    where: Filter = Filter(),
    elsewhere: Background | None = None,
) -> Profile:
    """Read one speaker's statements, of some articles only. Raises SpeakerNotFound.

    What they speak of is told by ``elsewhere``, how frequent terms are in the collection; nothing
    without it.
    """
    speaker = collection.speaker(speaker_id)
    own = replace(where, speaker_ids=(speaker_id,))
    said = with_articles(collection, collection.statements(own))
    texts = [words_of(*pair) for pair in said] if elsewhere else []
    said.sort(key=lambda p: (-(p[0].published or date.min).toordinal(), p[0].id, p[1].start))
    sources = outlet_tally(article.source or UNNAMED for article, _ in said)
    return Profile(
        speaker=speaker,
        said=said,
        sources=sources.most_common(6),
        dates=[article.published for article, _ in said if article.published],
        topics=topics(texts, elsewhere, (speaker.name, *speaker.forms)) if elsewhere else (),
        names=names_of(speaker),
    )


def speaking(collection: Collection, where: Filter) -> list[Speaker]:
    """Everyone who speaks within a filter, the most frequent first, counted within it."""
    speakers = collection.speakers()
    if not where:
        return list(speakers)
    said = collection.statements(where)
    counts = Counter(s.speaker_id for s in said)
    articles = Counter(who for who, _ in {(s.speaker_id, s.article_id) for s in said})
    found = [
        replace(s, statements=counts[s.id], articles=articles[s.id])
        for s in speakers
        if counts[s.id]
    ]
    return sorted(found, key=lambda s: (-s.statements, s.name))


def with_articles(collection: Collection, statements: Sequence[Statement]) -> list[Said]:
    """Each statement with its article; those of an article just removed are left out."""
    articles: dict[str, Article | None] = {}
    for statement in statements:
        if statement.article_id not in articles:
            try:
                articles[statement.article_id] = collection.article(statement.article_id)
            except ArticleNotFound:
                articles[statement.article_id] = None
    return [(a, s) for s in statements if (a := articles[s.article_id]) is not None]


def find_name(speakers: Sequence[Speaker], name: str) -> Speaker | None:
    """Whoever bears exactly this name or a form of it, the most frequent first."""
    plain = " ".join(name.split()).casefold()
    exact = (s for s in speakers if s.name.casefold() == plain)
    formed = (s for s in speakers if plain in {form.casefold() for form in s.forms})
    return next(exact, None) or next(formed, None)
