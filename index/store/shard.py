"""One Tantivy index: a few thousand documents of the lexical index.

Documents are known by their row id and hold no text. Questions never reach a query parser; the
query is built from analysed words, so nothing in a question can steer it.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.exceptions import CollectionDamaged
from index.store.words import ANALYZER, analyzer

_HEAP = 50_000_000  # bytes of the writer's buffer; Tantivy asks for 15 MB at least


class Entry(NamedTuple):
    """One document to index."""

    id: int
    article: int
    text: str


Texts = Callable[[Sequence[int]], Iterator[Entry]]
"""Entries of the given ids that are still in SQLite."""


class Shard:
    """One Tantivy index. Without a folder it lives in memory."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._index: Any = None
        self._schema: Any = None
        self._analyzer: Any = None

    def search(
        self,
        words: Mapping[str, float],
        k: int,
        articles: Sequence[int] | None = None,
        required: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """``(row id, score)`` of the best ``k``, best first; of some articles only where given.

        ``words`` are analysed words, each with a factor on its BM25 in this shard; those of
        ``required`` have to be in a document.
        """
        from tantivy import Occur, Query

        searcher = self._open()
        if searcher is None or not words or k < 1:
            return []
        query = Query.boolean_query(
            [(Occur.Should, Query.boost_query(self._term(w), f)) for w, f in words.items()]
        )
        limits = [self._term(word) for word in required]
        if articles is not None:
            limits.append(Query.term_set_query(self._schema, "article", list(articles)))
        if limits:
            only = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
            query = Query.boolean_query([(Occur.Must, query), *only])
        hits = searcher.search(query, limit=k, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in hits])
        return [(int(i), float(s)) for i, (s, _) in zip(ids, hits, strict=True)]

    def size(self) -> int:
        """How many documents there are."""
        searcher = self._open()
        return 0 if searcher is None else int(searcher.num_docs)

    def counts(self, words: Iterable[str]) -> tuple[int, dict[str, int]]:
        """How many documents there are, and how many have each of some analysed words, if any."""
        searcher = self._open()
        if searcher is None:
            return 0, {}
        found = {word: int(searcher.doc_freq("body", word)) for word in words}
        return int(searcher.num_docs), {word: n for word, n in found.items() if n}

    def having_all(self, words: Sequence[str]) -> int:
        """How many documents have every one of some analysed words."""
        from tantivy import Occur, Query

        searcher = self._open()
        if searcher is None:
            return 0
        query = Query.boolean_query([(Occur.Must, self._term(w)) for w in words])
        return int(searcher.search(query, limit=1, count=True).count)

    def ids(self) -> list[int]:
        """Row ids of all documents."""
        return [i for _, ids in self._segments().items() for i in ids]

    @property
    def stamp(self) -> str:
        """What recognises the state on disk: Tantivy's operation stamp and document counts."""
        meta = self._meta()
        counts = ",".join(str(segment["max_doc"]) for segment in meta.get("segments", []))
        return f"{meta.get('opstamp', '')}:{counts}"

    def has_leftovers(self) -> bool:
        """Whether removed documents still lie in a segment (after a kill)."""
        return any(s.get("deletes") for s in self._meta().get("segments", []))

    def update(self, add: Iterable[Entry], remove: Collection[int], texts: Texts) -> None:
        """Add documents, remove others and leave nothing of these on the disk, in one commit.

        Tantivy only marks what is deleted and cleans up when it merges, which cannot be asked for
        from Python. So the segments that hold a removed document are emptied, and what lives on
        of them is indexed again: the cost is that of the segment, not that of the index.
        """
        from tantivy import Document, Query

        self._open(create=True)
        emptied: set[int] = set()
        if remove:
            doomed = set(remove)
            for ids in self._segments().values():
                if not doomed.isdisjoint(ids):
                    emptied.update(ids)
        writer = self._index.writer(_HEAP, 1)
        if emptied:
            everything = Query.term_set_query(self._schema, "id", sorted(emptied))
            writer.delete_documents_by_query(everything)
            for entry in texts(sorted(emptied.difference(remove))):
                writer.add_document(_document(Document(), entry))
        for entry in add:
            writer.add_document(_document(Document(), entry))
        writer.commit()
        writer.garbage_collect_files()
        writer.wait_merging_threads()
        self.refresh()

    def clear(self) -> None:
        """Remove the index from the disk."""
        with self._lock:
            self._index = None
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)

    def refresh(self) -> None:
        """See what has been committed since."""
        with self._lock:
            if self._index is not None:
                try:
                    self._index.reload()
                except (ValueError, OSError):  # the writer has just removed or replaced it
                    self._index = None

    def _open(self, *, create: bool = False) -> Any:
        """A searcher of what is committed; None where there is no index."""
        from tantivy import Index

        with self._lock:
            if self._analyzer is None:
                self._analyzer = analyzer()
                self._schema = _schema()
            if self._index is None:
                if self.folder is None:
                    self._index = Index(self._schema)
                elif (self.folder / "meta.json").is_file():
                    try:
                        self._index = Index.open(str(self.folder))
                    except (ValueError, OSError) as error:
                        raise CollectionDamaged(
                            f"{self.folder} cannot be opened ({error}); run `onrecord rebuild`"
                        ) from error
                elif create:
                    self.folder.mkdir(parents=True, exist_ok=True)
                    self._index = Index(self._schema, path=str(self.folder))
                else:
                    return None
                self._index.register_tokenizer(ANALYZER, self._analyzer)
                self._index.config_reader("manual")
            return self._index.searcher()

    def _term(self, word: str) -> Any:
        from tantivy import Query

        return Query.term_query(self._schema, "body", word, "freq")

    def _segments(self) -> dict[int, list[int]]:
        """Row ids of the living documents of each segment."""
        from tantivy import Query

        searcher = self._open()
        if searcher is None or not searcher.num_docs:
            return {}
        hits = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
        addresses = [address for _, address in hits]
        segments: dict[int, list[int]] = {}
        for address, i in zip(addresses, searcher.fast_field_values("id", addresses), strict=True):
            segments.setdefault(address.segment_ord, []).append(int(i))
        return segments

    def _meta(self) -> dict[str, Any]:
        if self.folder is None:
            return {}
        try:
            meta = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return meta if isinstance(meta, dict) else {}


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("article", indexed=True)
    builder.add_text_field("body", tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()


def _document(document: Any, entry: Entry) -> Any:
    document.add_unsigned("id", entry.id)
    document.add_unsigned("article", entry.article)
    document.add_text("body", entry.text)
    return document
