"""What a collection on this machine holds: reading it and searching it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.encoder import Encoder
from index.keeping import VersionedCache
from index.searching import Searcher
from index.store import records
from index.store.caches import Caches
from index.store.database import Database
from index.store.filters import article_condition
from index.types import (
    Article,
    Filter,
    Passage,
    Sentence,
    Speaker,
    Statement,
)

ARTICLES, SPEAKERS = 256, 4096
"""How many articles, and how many speakers, a reader keeps in memory."""


class Contents(Searcher):
    """The reading half of a LocalCollection.

    One question reads the same articles and speakers many times over, so the last ones are kept.
    """

    def __init__(self, database: Database, caches: Caches, encoder: Callable[[], Encoder]) -> None:
        super().__init__(database, caches, encoder)
        db, version = database, database.version
        self._article: VersionedCache[str, Article] = VersionedCache(
            lambda i: records.article(db, i), version, ARTICLES
        )
        self._sentences: VersionedCache[str, list[Sentence]] = VersionedCache(
            lambda i: records.sentences(db, i), version, ARTICLES
        )
        self._speakers: VersionedCache[None, list[Speaker]] = VersionedCache(
            lambda _: records.speakers(db), version, 1
        )
        self._speaker: VersionedCache[int, Speaker] = VersionedCache(
            lambda i: records.speaker(db, i), version, SPEAKERS
        )

    def count(self) -> int:
        """How many articles there are."""
        return int(self._database.one("SELECT count(*) FROM articles")[0])

    def languages(self, where: Filter | None = None) -> dict[str, int]:
        """How many articles there are in each language (ISO 639-1; "" where it is not known)."""
        condition, parameters = article_condition(self._database, where) if where else ("1", [])
        sql = f"SELECT a.language, count(*) FROM articles a WHERE {condition} GROUP BY a.language"
        return dict(self._database.read(sql, parameters))

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._database.one("SELECT count(*) FROM passages")[0])

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """The articles, by publication date (undated last), then id."""
        return records.articles(self._database, where)

    def article(self, article_id: str) -> Article:
        """One article by its id or an unambiguous prefix of it. Raises ArticleNotFound."""
        return self._article(article_id)

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """The sentences of an article in order, boilerplate left out."""
        return self._sentences(article_id)

    def passages(self, article_id: str) -> Sequence[Passage]:
        """The passages of an article in order."""
        return records.passages(self._database, article_id)

    def reprints(self, article_id: str) -> Sequence[str]:
        """Ids of the articles that carry nearly the same text, the most similar first."""
        return records.reprints(self._database, article_id)

    def statements(
        self, where: Filter | None = None, *, article_id: str | None = None
    ) -> Sequence[Statement]:
        """Attributed statements, by article and offset; of one article where it is named."""
        return records.statements(self._database, where, article_id)

    def speakers(self) -> Sequence[Speaker]:
        """Everyone who speaks, the most frequent first; the same object until something changes."""
        return self._speakers(None)

    def speaker(self, speaker_id: int) -> Speaker:
        """One speaker. Raises SpeakerNotFound."""
        return self._speaker(speaker_id)
