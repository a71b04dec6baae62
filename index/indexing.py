"""Adding articles: split, attribute, encode, store, in batches that are whole or not there.

An article counts as added once the transaction of its batch is committed. Everything slow happens
before that transaction begins, so readers and the log never wait for an encoder.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass

from index import reprints
from index.collection import Progress
from index.encoder import Encoder
from index.exceptions import EncoderError, OnRecordError
from index.identity import remember_statements
from index.preparing import Units, embed, split_article
from index.store import speaking
from index.store.caches import SCRUB, TABLES, Caches
from index.store.database import Database, encode_json, transaction
from index.store.writing import Attributed, Prepared, delete, highest_id, insert, set_meta
from index.types import AddReport, Article, Failure, Sentence, Span

Attribute = Callable[
    [Sequence[Article], Sequence[Sequence[Sentence]]], Sequence[Sequence[Attributed]]
]
"""Finds the statements of a batch of articles, given the sentences of each: one list an article."""

BATCH_ARTICLES = 64
BATCH_CHARACTERS = 400_000


@dataclass(slots=True)
class _Parts:
    """One article on its way: spans and texts before they are encoded."""

    article: Article
    sentences: list[Span]
    passages: list[Span]
    shingles: reprints.Hashes
    statements: Sequence[Attributed] = ()


class Indexer:
    """One call of ``Collection.add``. The caller holds the WriterLock."""

    def __init__(
        self,
        database: Database,
        connection: sqlite3.Connection,
        caches: Caches,
        encoder: Encoder,
        *,
        attribute: Attribute | None = None,
        progress: Progress | None = None,
        batch_articles: int = BATCH_ARTICLES,
        batch_characters: int = BATCH_CHARACTERS,
    ) -> None:
        self._database = database
        self._connection = connection
        self._caches = caches
        self._encoder = encoder
        self._attribute = attribute
        self._progress = progress
        self._batch_articles = batch_articles
        self._batch_characters = batch_characters
        self._seen: set[str] = set()
        self._added: list[str] = []
        self._replaced: list[str] = []
        self._unchanged: list[str] = []
        self._failures: list[Failure] = []
        self._languages: Counter[str] = Counter()
        self._total = 0
        self._encoded = 0
        self._anything_replaced = False

    def run(self, articles: Iterable[Article | Failure]) -> AddReport:
        """Add everything; see ``Collection.add``. A Failure among the articles is passed on."""
        self._total = len(articles) if isinstance(articles, Sized) else 0
        self._report()
        batch: list[Article] = []
        characters = 0
        for item in articles:
            if isinstance(item, Failure):
                self._failures.append(item)
                continue
            if not self._is_new(item):
                self._unchanged.append(item.id)
                continue
            self._seen.add(item.id)
            batch.append(item)
            characters += len(item.text)
            if len(batch) >= self._batch_articles or characters >= self._batch_characters:
                self._flush(batch)
                batch, characters = [], 0
        self._flush(batch)
        self._refresh_speakers()
        self._caches.write_vectors(self._connection)
        if self._anything_replaced:
            self._caches.scrub(self._connection)
        added, replaced, unchanged = map(tuple, (self._added, self._replaced, self._unchanged))
        languages = tuple(self._languages.most_common())
        return AddReport(added, replaced, unchanged, tuple(self._failures), languages)

    def _refresh_speakers(self) -> None:
        """Who is who depends on all articles, so it is settled once, after the last batch."""
        if speaking.is_stale(self._connection):
            if self._progress is not None:
                self._progress("speakers", 0, 0)
            with transaction(self._connection, change=False):
                speaking.refresh(self._connection)

    def _is_new(self, article: Article) -> bool:
        """Whether an article is to be indexed; follows one that has only moved to another path."""
        if article.id in self._seen:
            return False
        row = self._database.one(
            "SELECT path, boilerplate, language FROM articles WHERE id = ?", (article.id,)
        )
        if row is None:
            return True
        self._seen.add(article.id)
        boilerplate = encode_json([list(span) for span in article.boilerplate])
        if (boilerplate, article.language) != (row[1], row[2]):
            return True  # read again by a version that sees more in it
        if article.path != row[0]:
            with transaction(self._connection, change=False):
                self._connection.execute(
                    "UPDATE articles SET path = ?, origin = ? WHERE id = ?",
                    (article.path, article.origin, article.id),
                )
        return False

    def _flush(self, batch: Sequence[Article]) -> None:
        if not batch:
            return
        prepared = self._embed(self._attributed([p for a in batch if (p := self._split(a))]))
        added: list[str] = []
        replaced: list[str] = []
        removed: dict[str, list[int]] = {table: [] for table in TABLES}
        with transaction(self._connection):
            if not highest_id(self._connection, "articles"):
                remember_statements(self._connection)
            for one in prepared:
                older = self._older(one.article)
                if older:
                    for table, ids in removed.items():
                        ids += ids_to_delete(self._connection, table, older)
                    delete(self._connection, older)
                insert(self._connection, one)
                (replaced if older else added).append(one.article.id)
            if any(one.statements for one in prepared) or replaced:
                speaking.mark_stale(self._connection)
            if replaced:
                set_meta(self._connection, SCRUB, "1")
                self._anything_replaced = True
        self._languages.update(one.article.language for one in prepared)
        self._added += added
        self._replaced += replaced
        self._caches.update_words(self._connection, removed)
        self._report()

    def _split(self, article: Article) -> _Parts | None:
        try:
            article.text.encode("utf-8")
            sentences, passages = split_article(article, self._encoder)
        except UnicodeEncodeError as error:
            self._fail(article, f"it holds half of a surrogate pair ({error.reason})")
            return None
        except OnRecordError as error:
            self._fail(article, str(error))
            return None
        shingles = reprints.shingles(article.text, article.boilerplate)
        return _Parts(article, sentences, passages, shingles)

    def _attributed(self, parts: list[_Parts]) -> list[_Parts]:
        if self._attribute is None or not parts:
            return parts
        sentences = [[Sentence(p.article.id, a, b) for a, b in p.sentences] for p in parts]
        found = self._attribute([p.article for p in parts], sentences)
        for part, statements in zip(parts, found, strict=True):
            part.statements = statements
        return parts

    def _embed(self, parts: list[_Parts]) -> list[Prepared]:
        """Embed a whole batch at once; where one article cannot be, find out which."""
        units = [Units(p.article, p.passages, p.sentences) for p in parts]
        try:
            vectors = embed(self._encoder, units, progress=self._encoding())
        except EncoderError as error:
            if len(parts) == 1:
                self._fail(parts[0].article, str(error))
                return []
            return [one for p in parts for one in self._embed([p])]
        return [
            Prepared(
                article=p.article,
                sentences=p.sentences,
                passages=p.passages,
                vectors=own,
                shingles=p.shingles,
                sentence_vectors=of_sentences,
                statements=p.statements,
            )
            for p, (own, of_sentences) in zip(parts, vectors, strict=True)
        ]

    def _older(self, article: Article) -> list[int]:
        """Rows that this article replaces.

        Several stored articles with one origin come from a file of many; which of them this one
        replaces cannot be known, so it is added beside them. What this call has added or met is
        never replaced by it.
        """
        rows = self._connection.execute(
            "SELECT seq, id FROM articles WHERE id = ?1 OR (origin = ?2 AND ?2 <> '')",
            (article.id, article.origin),
        ).fetchall()
        same = [seq for seq, found in rows if found == article.id]
        others = [(seq, found) for seq, found in rows if found != article.id]
        if len(others) == 1 and others[0][1] not in self._seen:
            same.append(others[0][0])
        return same

    def _fail(self, article: Article, reason: str) -> None:
        self._failures.append(Failure(article.origin or article.title or article.id, reason))

    def _encoding(self) -> Callable[[int, int], None] | None:
        if self._progress is None:
            return None
        progress, before = self._progress, self._encoded

        def tell(done: int, _: int) -> None:
            self._encoded = before + done
            progress("passages", self._encoded, 0)

        return tell

    def _report(self) -> None:
        if self._progress is not None:
            counts = (self._added, self._replaced, self._unchanged, self._failures)
            self._progress("articles", sum(len(c) for c in counts), self._total)


def ids_to_delete(connection: sqlite3.Connection, table: str, seqs: Sequence[int]) -> list[int]:
    """Ids of the passages or sentences that go when these articles go."""
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE article IN (SELECT value FROM json_each(?))",
        (encode_json(list(seqs)),),
    )
    return [row[0] for row in rows]
