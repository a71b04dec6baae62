"""One collection of the sample articles for all tests of the answering layer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Collection, open_collection
from index.articles import read


@pytest.fixture(scope="session")
def news(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample articles, with their statements. Shared: do not change it."""
    folder = tmp_path_factory.mktemp("news") / "collection"
    articles = list(read(examples / "articles", manifest=examples / "manifest.csv"))
    assert all(isinstance(a, Article) for a in articles), articles
    with open_collection(folder, create=True) as collection:
        collection.add(a for a in articles if isinstance(a, Article))
    with open_collection(folder, read_only=True) as collection:
        yield collection
