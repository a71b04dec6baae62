"""What a public data set becomes: articles for a collection, and questions about them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from eval.exceptions import DatasetError
from eval.questions import GoldQuestion, QuestionSet
from index.types import Article, Span, canonical_text

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Articles and questions. ``reference`` are published or baseline figures, for orientation."""

    name: str
    articles: tuple[Article, ...]
    questions: QuestionSet
    reference: tuple[tuple[str, float], ...] = ()


@dataclass
class ArticleList:
    """Collects articles under their names in the data set.

    Two documents with the same text and metadata are one article; both names then lead to it.
    """

    articles: list[Article] = field(default_factory=list)
    names: dict[str, Article] = field(default_factory=dict)
    _by_id: dict[str, Article] = field(default_factory=dict)

    def add(self, name: str, text: str, **fields: Any) -> None:
        """Add one document; its article's path is ``name.txt``. Empty texts are left out."""
        clean = canonical_text(text)
        if not clean.strip():
            return
        article = Article(clean, path=f"{name}.txt", **fields)
        known = self._by_id.get(article.id)
        if known is None:
            self.articles.append(article)
            self._by_id[article.id] = known = article
        self.names[name] = known

    def doc(self, name: str) -> str:
        """How gold evidence names the document. Raises DatasetError where it is not there."""
        try:
            return self.names[name].path
        except KeyError:
            raise DatasetError(f"gold names a document that the corpus lacks: {name}") from None


def rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file, plain or gzipped. Raises DatasetError."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for line in text.split("\n"):
            if line.strip():
                yield json.loads(line)
    except FileNotFoundError:
        raise DatasetError(f"{path}: not there; name the folder that holds the data set") from None
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{path}: cannot be read ({problem})") from None


def news(path: Path, names: Container[str] | None = None, *, authors: bool = False) -> ArticleList:
    """The articles of a file of English news, all or those of some names. Raises DatasetError.

    ``authors`` takes their authors in as well.
    """
    corpus = ArticleList()
    for row in rows(path):
        if names is None or row["doc"] in names:
            corpus.add(
                row["doc"],
                row["text"],
                title=canonical_text(row["title"] or ""),
                source=row["source"] or "",
                author=canonical_text(row["author"] or "") if authors else "",
                published=parse_date(row["date"]),
                language="en",
            )
    return corpus


def question_set(questions: Sequence[GoldQuestion], name: str, part: str) -> QuestionSet:
    """A question set named after the data set and its part."""
    return QuestionSet(questions, name=f"{name}-{part}.jsonl")


def canonical_span(text: str, span: Sequence[int]) -> Span:
    """Carry offsets in a text over to its canonical form."""
    start = len(canonical_text(text[: span[0]])) if span[0] else 0
    return start, start + len(canonical_text(text[span[0] : span[1]]))


def parse_date(text: str | None) -> date | None:
    """``2016-11-08``, ``2016/11/08`` or a time stamp of that day; None where it is neither."""
    try:
        return date.fromisoformat((text or "")[:10].replace("/", "-"))
    except ValueError:
        return None
