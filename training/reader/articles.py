"""Articles as the program sees them: sentences, and who speaks in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import index
from eval.datasets import natural as dataset
from index.types import Article
from rag.units import units_of
from training.reader.news import Sentence


def open_articles(data: Path, folder: Path) -> tuple[dict[str, Sequence[Sentence]], dict[str, str]]:
    """The articles of ``natural``: see ``sentences_of``; ``data`` is the folder of the set."""
    return sentences_of(dataset.load(data).articles, folder)


def sentences_of(
    articles: Iterable[Article], folder: Path
) -> tuple[dict[str, Sequence[Sentence]], dict[str, str]]:
    """Sentences by article, by their names in the set, and the articles' texts.

    ``folder`` is where their collection is, or goes if it must be made.
    """
    sentences: dict[str, Sequence[Sentence]] = {}
    texts: dict[str, str] = {}
    with index.open_collection(folder, create=True) as collection:
        collection.add(articles)
        for article in collection.articles():
            doc = article.path.removesuffix(".txt")
            texts[doc] = article.text
            found = units_of(collection, ((s, 0.0) for s in collection.sentences(article.id)))
            sentences[doc] = [Sentence(*unit.context, unit.read) for unit in found]
    return sentences, texts
