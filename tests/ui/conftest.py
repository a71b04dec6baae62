"""Collections that the tests of both interfaces ask."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from index import Article, open_collection
from index.articles import read

BRIDGE = """\
---
title: Bridge over the Lidda to open in May
source: Lidda Courier
author: Jonas Weber
published: 2025-03-02
url: https://courier.example/bridge
---

Mayor Anna Kovacs said on Sunday that the new bridge over the Lidda will open in May.

"The bridge will open in May, and no toll will ever be charged on it," Kovacs told the council.

The builders have worked through the winter.
"""

DOUBTS = """\
---
title: Engineers doubt the opening date
source: Evening Post
author: Mira Lund
published: 2025-03-09
url: https://post.example/doubts
---

Engineer Tomas Havel denied that the bridge over the Lidda will open in May.

"The bridge will not open before autumn, because the bearings have not been delivered," Havel said.

According to Havel, the bearings come from a foundry that is on strike.
"""

HOSTILE = {
    "title": "Wolf \x1b[31mred\x1b[0m \x1b]0;owned\x07 title",
    "source": "Evil \x1b[2J Wire",
    "author": "\u202erohtua\x9b5A",
    "published": "2025-04-01",
    "text": (
        "Keeper Paula Stein said that the wolves \x1b[31mof the northern park\x1b[0m have "
        "\x1b[2J\x1b[1;1H\x1b]0;owned\x07\x9b5A returned \u202eyadretsey\u202c to the valley.\n"
    ),
}


def build(folder: Path, articles: Path) -> Path:
    """Index a folder of articles."""
    with open_collection(folder, create=True) as collection:
        items = list(read(articles))
        assert items
        assert all(isinstance(item, Article) for item in items), items
        collection.add(item for item in items if isinstance(item, Article))
    return folder


@pytest.fixture(scope="session")
def sample_collection(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles. Shared: do not change it."""
    return Path(shutil.copytree(samples, tmp_path_factory.mktemp("sample") / "collection"))


@pytest.fixture(scope="session")
def town_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles: two that contradict each other, one full of control characters."""
    folder = tmp_path_factory.mktemp("town") / "articles"
    folder.mkdir()
    (folder / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    (folder / "doubts.md").write_text(DOUBTS, encoding="utf-8")
    (folder / "wolves.jsonl").write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def town(town_articles: Path) -> Path:
    """A collection built from ``town_articles``. Shared: do not change it."""
    return build(town_articles.parent / "collection", town_articles)
