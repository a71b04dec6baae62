"""Feeds in the forms of the standards and of those who do not keep to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import feed, read
from index.types import Article, Failure

Write = Callable[..., Path]

WORDS = "The lighthouse at Skarvik will be sold, the harbour office said on Monday."
HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>Skarvik Post</title>'
)


def rss(*items: str) -> str:
    return f"{HEAD}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"


def item(extra: str = "", number: int = 1) -> str:
    return (
        f"<title>Story {number}</title><link>https://post.example/{number}</link>"
        f"<description>{WORDS} It is story {number}.</description>{extra}"
    )


@pytest.mark.parametrize("count", [201, 430])
def test_every_entry_of_a_feed_is_read(write: Write, count: int) -> None:
    found = list(read(write("f.xml", rss(*(item(number=n) for n in range(count))))))
    assert len(found) == count
    assert all(isinstance(f, Article) for f in found)


def test_pages_that_are_not_fetched_are_told(
    site: Any, kit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_PAGES", 2)
    links = [site.put(f"/{n}", f"<article><p>Page {n}. {kit.text}</p></article>") for n in range(5)]
    items = [f"<title>S</title><link>{link}</link><description>…</description>" for link in links]
    url = site.put("/feed", rss(*items), "text/xml")
    found = list(read(url))
    assert [type(f) for f in found] == [Article, Article, Failure]
    assert isinstance(found[2], Failure)
    assert found[2].reason.startswith("3 more entries are teasers")
    assert site.asked == ["/feed", "/0", "/1"]


@pytest.mark.parametrize(
    "extra",
    [
        "<pubDate>Sun, 14 Jan 2024 23:30:00 -0500</pubDate>",
        "<pubDate>1705190400</pubDate>",
        "<pubDate>1705190400000</pubDate>",
        "<dc:date>2024-01-14T08:00:00Z</dc:date>",
        "<dcterms:created>2024-01-14</dcterms:created>",
        "<pubDate>14 January 2024</pubDate><dc:date>2024-02-02</dc:date>",
    ],
)
def test_every_form_of_a_date(write: Write, kit: Any, extra: str) -> None:
    assert kit.article(write("f.xml", rss(item(extra)))).published == date(2024, 1, 14)


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<updated>2024-01-14T08:00:00Z</updated>", "2024-01-14"),
        ("<updated>2024-03-01T08:00:00Z</updated><published>2024-01-14</published>", "2024-01-14"),
        ("", None),
    ],
)
def test_dates_of_atom(write: Write, kit: Any, dates: str, day: str | None) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Skarvik Post</title><entry><title>S'
        f"</title>{dates}<summary>{WORDS}</summary></entry></feed>"
    )
    found = kit.article(write("f.atom", atom)).published
    assert found == (date.fromisoformat(day) if day else None)


def test_several_authors(write: Write, kit: Any) -> None:
    two = "<dc:creator>Ines Falk</dc:creator><dc:creator>Per Hove</dc:creator>"
    assert kit.article(write("f.xml", rss(item(two)))).author == "Ines Falk, Per Hove"
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><entry><title>S</title>'
        "<author><name>Ines Falk</name></author><author><name>Per Hove</name></author>"
        f"<summary>{WORDS}</summary></entry></feed>"
    )
    assert kit.article(write("f.atom", atom)).author == "Ines Falk, Per Hove"


def test_an_author_with_an_address(write: Write, kit: Any) -> None:
    for author in ("ines@cape.example (Ines Falk)", "ines.falk@cape.com (Ines Falk)", "Ines Falk"):
        assert kit.article(write("f.xml", rss(item(f"<author>{author}</author>")))).author == (
            "Ines Falk"
        )


def test_the_paper_that_an_entry_is_taken_from(write: Write, kit: Any) -> None:
    source = '<source url="https://cape.example/rss">Cape Courier</source>'
    assert kit.article(write("f.xml", rss(item(source)))).source == "Cape Courier"
    assert kit.article(write("f.xml", rss(item()))).source == "Skarvik Post"


@pytest.mark.parametrize(
    "body",
    [
        "&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;",
        "&amp;lt;p&amp;gt;One &amp;amp;amp; two.&amp;lt;/p&amp;gt;"
        "&amp;lt;p&amp;gt;Three.&amp;lt;/p&amp;gt;",
        "<![CDATA[<p>One &amp; two.</p><p>Three.</p>]]>",
        "<![CDATA[&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;]]>",
    ],
)
def test_markup_that_is_escaped_once_or_twice(write: Write, kit: Any, body: str) -> None:
    one = f"<title>S &amp;amp; T</title><description>{body}</description>"
    found = kit.article(write("f.xml", rss(one)))
    assert (found.title, found.text) == ("S & T", "One & two.\n\nThree.")


@pytest.mark.parametrize("end", [" […]", "...", " Continue reading: the lighthouse"])
def test_a_teaser_that_is_cut_off_is_told(write: Write, end: str) -> None:
    one = f"<title>S</title><link>https://post.example/1</link><description>{WORDS[:-1]}{end}</description>"
    found, loss = list(read(write("f.xml", rss(one))))
    assert isinstance(found, Article)
    assert isinstance(loss, Failure)
    assert loss.partial
    assert "add https://post.example/1" in loss.reason


def test_an_entry_that_is_not_well_formed_costs_no_other(write: Write) -> None:
    for bad in (
        "<title>Fish & chips</title>",
        "<title>Cut <b>off</title>",
        "<title>&nbsp;x</title>",
    ):
        damaged = f"{bad}<description>{WORDS}</description>"
        found = list(read(write("f.xml", rss(item(number=1), damaged, item(number=3)))))
        assert [isinstance(f, Article) for f in found] == [True] * 3
        assert [getattr(f, "title", "") for f in found][::2] == ["Story 1", "Story 3"]


@pytest.mark.parametrize("name", ["\0\0\1.utf-8", "no-such-page", "utf-8\0"])
def test_an_encoding_that_is_none_raises_nothing(write: Write, name: str) -> None:
    """Found by fuzzing: the parser raises where the declared name holds a null character."""
    feed = f'<?xml version="1.0" encoding="{name}"?>' + rss(item(""))
    found = list(read(write("f.xml", feed)))
    assert found
    mail = f'Subject: x\nContent-Type: text/plain; charset="{name}"\n\nThe ferry ran late.\n'
    assert list(read(write("m.eml", mail)))
