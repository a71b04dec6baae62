"""The articles of ``natural`` as the program sees them: sentences, and who speaks in each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import index
from eval.datasets import natural as dataset
from rag.units import units_of
from training.reader.news import Sentence


def open_articles(data: Path, folder: Path) -> tuple[dict[str, Sequence[Sentence]], dict[str, str]]:
    """Sentences by article and the articles' texts, from a collection that is made if need be.

    ``data`` is the folder of the set, ``folder`` where its collection is or goes.
    """
    sentences: dict[str, Sequence[Sentence]] = {}
    texts: dict[str, str] = {}
    with index.open_collection(folder, create=True) as collection:
        collection.add(dataset.load(data).articles)
        for article in collection.articles():
            doc = article.path.removesuffix(".txt")
            texts[doc] = article.text
            found = units_of(collection, ((s, 0.0) for s in collection.sentences(article.id)))
            sentences[doc] = [Sentence(*unit.context, unit.read) for unit in found]
    return sentences, texts
