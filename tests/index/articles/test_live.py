"""Live blogs: each entry is by whoever wrote it, and of its own day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article

Write = Callable[..., Path]

ENTRIES: list[tuple[str, ...]] = [
    ("Kari Dahl", "2026-02-11T09:20:00+01:00", "The gate is shut",
     "The lock gate was shut at nine. “No boat goes through,” said lock keeper Stig Aune."),
    ("Per O'Neil", "2026-02-10T18:00:00+01:00", "Ice on the canal",
     "The canal froze over in the night. Skipper Unni Berge said she had seen worse winters."),
]  # fmt: skip
INTRO = "All that happens on the frozen canal, told by those who stand beside it today."


def as_data(entries: list[tuple[str, ...]], *, shown: bool) -> str:
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "The canal, live",
        "datePublished": "2026-02-10",
        "author": {"@type": "Person", "name": "Gerd Moen"},
        "publisher": {"name": "Canal Post"},
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "author": {"name": who}, "datePublished": when,
             "headline": what, "articleBody": words, "url": f"https://post.example/live#{n}"}
            for n, (who, when, what, words) in enumerate(entries)
        ],
    }  # fmt: skip
    blocks = "".join(
        f"<div><h2>{what}</h2><p>{who} {when[11:16]}</p><p>{words}</p></div>"
        for who, when, what, words in entries
    )
    script = f"<script type='application/ld+json'>{json.dumps(blog)}</script>"
    return (
        f"<html lang='en'><head>{script}</head><body><article><h1>The canal, live</h1>"
        f"<p>{INTRO}</p>{blocks if shown else ''}</article></body></html>"
    )


def as_markup(entries: list[tuple[str, ...]]) -> str:
    blocks = "".join(
        "<section itemprop='liveBlogUpdate' itemscope itemtype='https://schema.org/BlogPosting'>"
        f"<h2 itemprop='headline'>{what}</h2><span itemprop='author' itemscope>"
        f"<b itemprop='name'>{who}</b></span><time itemprop='datePublished' datetime='{when}'>"
        f"</time><div itemprop='articleBody'><p>{words}</p></div></section>"
        for who, when, what, words in entries
    )
    return (
        "<html lang='en'><body><article itemscope "
        "itemtype='https://schema.org/LiveBlogPosting'><h1>The canal, live</h1>"
        f"<p>{INTRO}</p>{blocks}</article></body></html>"
    )


@pytest.mark.parametrize(
    "page", [as_data(ENTRIES, shown=True), as_data(ENTRIES, shown=False), as_markup(ENTRIES)]
)
def test_entries_have_authors_and_days_of_their_own(write: Write, page: str) -> None:
    first, *entries = read(write("live.html", page))
    assert isinstance(first, Article)
    assert first.title == "The canal, live"
    assert first.author in ("", "Gerd Moen")
    assert INTRO in first.text
    assert len(entries) == len(ENTRIES)
    for item, (who, when, what, words) in zip(entries, ENTRIES, strict=True):
        assert isinstance(item, Article)
        assert (item.author, item.title, item.text.strip()) == (who, what, words)
        assert item.published == date.fromisoformat(when[:10])
        assert words not in first.text


@pytest.mark.parametrize("form", [as_markup, lambda entries: as_data(entries, shown=True)])
def test_entries_of_one_author_are_one_article(write: Write, kit: Any, form: Any) -> None:
    same = [(*ENTRIES[0][:2], *entry[2:]) for entry in ENTRIES]
    text = kit.article(write("live.html", form(same))).text
    assert all(entry[3] in text for entry in ENTRIES)


def test_a_page_that_a_feed_leads_to_stays_whole(site: Any) -> None:
    page = site.put("/live", as_markup(ENTRIES))
    feed = f"<rss><channel><title>Post</title><item><title>The canal</title><link>{page}</link>"
    (item,) = read(site.put("/feed", f"{feed}</item></channel></rss>", "application/rss+xml"))
    assert isinstance(item, Article)
    assert item.author == ""
    assert all(entry[3] in item.text for entry in ENTRIES)
