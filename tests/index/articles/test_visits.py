"""Feeds in several documents, and addresses that are read a second time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.articles.visits import Visit, Visits
from index.types import Article, Failure

WORDS = " ".join(["The harbour council voted to widen the northern pier before winter."] * 15)


def entry(number: int) -> str:
    """An entry that carries its whole text."""
    return (
        f"<item><title>Pier {number}</title><link>https://coast.example/{number}</link>"
        f"<description>{WORDS} Ship {number} waits.</description></item>"
    )


def rss(*entries: str, following: str = "") -> str:
    """A feed that may go on in another document."""
    link = f'<atom:link rel="next" href="{following}"/>' if following else ""
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>Coast Courier</title>{link}{''.join(entries)}</channel></rss>"
    )


def titles(found: list[Article | Failure]) -> list[str]:
    """The titles of the articles."""
    return [item.title for item in found if isinstance(item, Article)]


def test_a_feed_in_several_documents_is_read_whole(site: Any) -> None:
    site.put("/3", rss(entry(5), following="/1"), "application/rss+xml")  # round in a circle
    site.put("/2", rss(entry(3), entry(4), following="/3"), "application/rss+xml")
    first = site.put("/1", rss(entry(1), entry(2), following="/2"), "application/rss+xml")
    found = list(read(first))
    assert titles(found) == [f"Pier {n}" for n in (1, 2, 3, 4, 5)]
    assert len(found) == 5
    assert site.asked == ["/1", "/2", "/3"]


def test_what_follows_and_cannot_be_read_is_told(site: Any) -> None:
    first = site.put("/1", rss(entry(1), following="/gone"), "application/rss+xml")
    found = list(read(first))
    assert titles(found) == ["Pier 1"]
    assert isinstance(found[1], Failure)
    assert "goes on at" in found[1].reason
    assert "404" in found[1].reason


def test_a_json_feed_in_several_documents(site: Any) -> None:
    def document(number: int, **more: str) -> str:
        items = [{"id": str(number), "title": f"Pier {number}", "content_text": WORDS}]
        version = "https://jsonfeed.org/version/1.1"
        return json.dumps({"version": version, "title": "Coast", "items": items, **more})

    site.put("/b", document(2), "application/feed+json")
    first = site.put("/a", document(1, next_url=f"{site.url}/b"), "application/feed+json")
    assert titles(list(read(first))) == ["Pier 1", "Pier 2"]


@pytest.fixture
def marked(site: Any) -> str:
    """The address of a feed with a mark."""
    address: str = site.put("/feed", rss(entry(1), entry(2)), "application/rss+xml")
    site.pages["/feed"][1]["ETag"] = '"one"'
    return address


def test_what_has_not_changed_is_not_sent_again(site: Any, marked: str, tmp_path: Path) -> None:
    visits = Visits(frozenset())
    first = [item for item in read(marked, visits=visits) if isinstance(item, Article)]
    ids = [article.id for article in first]
    assert visits.unchanged == []
    visits.save(tmp_path / "fetched.json")

    again = Visits.load(tmp_path / "fetched.json", frozenset(ids))
    assert list(read(marked, visits=again)) == []
    assert again.unchanged == ids

    site.put("/feed", rss(entry(1), entry(2), entry(3)), "application/rss+xml")
    site.pages["/feed"][1]["ETag"] = '"two"'
    assert titles(list(read(marked, visits=again))) == ["Pier 1", "Pier 2", "Pier 3"]


def test_an_article_that_was_removed_is_fetched_again(marked: str, tmp_path: Path) -> None:
    visits = Visits(frozenset())
    first = [item for item in read(marked, visits=visits) if isinstance(item, Article)]
    visits.save(tmp_path / "fetched.json")
    again = Visits.load(tmp_path / "fetched.json", frozenset([first[0].id]))
    assert len(list(read(marked, visits=again))) == 2


def test_a_feed_that_was_read_in_part_is_fetched_again(site: Any) -> None:
    address = site.put("/feed", rss(entry(1), following="/gone"), "application/rss+xml")
    site.pages["/feed"][1]["ETag"] = '"one"'
    visits = Visits(frozenset())
    list(read(address, visits=visits))
    assert visits.visits == {}


@pytest.mark.parametrize("damaged", ["", "[]", '{"a": 1}', '{"a": {"etag": "x"}}'])
def test_a_damaged_file_means_that_all_is_fetched(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "fetched.json").write_text(damaged, encoding="utf-8")
    visits = Visits.load(tmp_path / "fetched.json", frozenset())
    assert visits.last("a") == Visit()
