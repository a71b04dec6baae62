"""The filters of the page: what they let through, how they are written and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import open_collection
from ui.web.desk import Desk
from ui.web.panels.frame import Frame
from ui.web.within import Within, filter_bar


def test_one_article_is_a_filter(town: Path) -> None:
    with open_collection(town, read_only=True) as collection:
        one = next(iter(collection.articles()))
        within = Within.of({"only": one.id, "kind": "direct"})
        assert within.given == {"only": one.id, "kind": "direct"}
        passed = list(collection.articles(within.filter(collection)))
        assert [article.id for article in passed] == [one.id]
        nothing = Within(only="no article").filter(collection)
        assert list(collection.articles(nothing)) == []


def test_an_article_is_named_by_its_title(town: Path) -> None:
    with open_collection(town, read_only=True) as collection:
        frame = Frame(Desk(collection), None, None, None, {})
        one = next(row for row in frame.desk.rows() if row.title.startswith("Bridge"))
        assert frame._article(f"  {one.title.upper()} ") == one.id
        assert frame._article("No such title") == "No such title"
        bar = frame.drawn(Within(only=one.id))
        assert f'data-value="only" aria-label="Take away: {one.title}"' in bar
        assert f'value="{one.title}"' in bar
        assert "No article is called" not in bar
        assert "No article is called “Nonsense”." in frame.drawn(Within(only="Nonsense"))


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '"><b>', "‮olleh"])
def test_titles_are_text(title: str) -> None:
    bar = filter_bar(Within(only="a"), [], [], {"a": title})
    assert "<script" not in bar
    assert "<b>" not in bar
    assert "‮" not in bar
