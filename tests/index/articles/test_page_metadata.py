"""Titles, authors and dates of web pages: the article's own, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]

TEXT = "".join(
    f"<p>{words}</p>"
    for words in (
        "The lighthouse on Skarv will be lit by hand again from May, the board has decided.",
        "“A lamp that nobody watches goes out,” said Eli Brandt, who keeps the light, on Sunday.",
        "Tor Halle of the shipping line said that no captain had looked at it in ten years.",
    )
)
OTHER = {
    "@type": "NewsArticle",
    "headline": "Herring are late",
    "datePublished": "2019-07-07",
    "author": {"name": "Leif Moe"},
}


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def own(head: str = "", before: str = "", after: str = "") -> str:
    return page(f"{before}<article><h1>Lit by hand</h1>{TEXT}{after}</article>", head)


def ld(node: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_the_only_json_ld_may_be_about_another_story(write: Write, kit: Any) -> None:
    link = "<link rel=canonical href='https://echo.example/light'>"
    other = ld(OTHER | {"url": "https://echo.example/herring"})
    item = kit.article(write("p.html", own(link + other)))
    assert (item.title, item.author, item.published) == ("Lit by hand", "", None)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.echo.example/light/",
        "https://echo.example/light?from=home",
        "https://echo.example/light#top",
        "/light",
    ],
)
def test_a_headline_of_its_own_is_still_about_this_page(
    write: Write, kit: Any, address: str
) -> None:
    link = "<link rel=canonical href='https://echo.example/light'>"
    node = ld(OTHER | {"headline": "Skarv: the lamp is back", "mainEntityOfPage": address})
    item = kit.article(write("p.html", own(link + node)))
    assert (item.author, item.published) == ("Leif Moe", date(2019, 7, 7))


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("https://echo.example/?id=5", "https://echo.example/?id=6", False),
        ("https://echo.example/show.php?story=a&page=1", "/show.php?story=b&page=1", False),
        ("https://echo.example/light", "https://echo.example/light?id=6", True),
        ("https://echo.example/?id=5", "https://echo.example/?from=home&id=5", True),
    ],
)
def test_an_address_is_told_by_its_query_too(
    write: Write, kit: Any, here: str, there: str, *, same: bool
) -> None:
    there = there if there.startswith("http") else f"https://echo.example{there}"
    link = f"<link rel=canonical href='{here}'>"
    item = kit.article(write("p.html", own(link + ld(OTHER | {"url": there}))))
    assert (item.author == "Leif Moe") is same


def test_of_several_stories_the_one_with_the_very_address(write: Write, kit: Any) -> None:
    link = "<link rel=canonical href='https://echo.example/show?id=5'>"
    other = ld(OTHER | {"url": "https://echo.example/show"})
    mine = {"headline": "Skarv", "author": "Ann Roe", "url": "https://echo.example/show?id=5"}
    item = kit.article(write("p.html", own(link + other + ld(OTHER | mine))))
    assert item.author == "Ann Roe"


@pytest.mark.parametrize("inside", [True, False])
def test_marks_for_machines_in_a_card_are_of_the_card(
    write: Write, kit: Any, *, inside: bool
) -> None:
    card = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><a href=/h>Herring</a>"
        "<meta itemprop=datePublished content='2019-07-07'></div>"
    )
    markup = own(after=card) if inside else own() + card
    assert kit.article(write("p.html", markup)).published is None


@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_marks_for_machines_of_the_article_are_its_own(
    write: Write, kit: Any, heading: str
) -> None:
    body = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<{heading}>Lit by hand</{heading}>"
        f"<meta itemprop=datePublished content='2024-03-09'>{TEXT}</div>"
    )
    assert kit.article(write("p.html", page(body))).published == date(2024, 3, 9)


def test_the_name_of_the_site_is_not_the_headline(write: Write, kit: Any) -> None:
    logo = "<div><h1>Skarv Echo</h1></div>"
    body = f"<header><h1>Lit by hand</h1><time datetime=2024-03-09></time></header>{TEXT}"
    item = kit.article(write("p.html", page(f"{logo}<article>{body}</article>")))
    assert item.published == date(2024, 3, 9)


def test_a_text_about_the_author_is_no_name(write: Write, kit: Any) -> None:
    about = (
        "<div class=author-bio><p>Mia Skau writes about boats and weather for the Skarv Echo and "
        "lives in Skarv with her dogs.</p></div>"
    )
    assert kit.article(write("p.html", own(after=about))).author in ("", "Mia Skau")


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("By Ann Lind", "Ann Lind"),
        ("Reuters staff", "Reuters staff"),
        ("Skarv Echo Staff", "Skarv Echo Staff"),
        ("司马懿", "司马懿"),
        ("<span itemprop=author>张伟</span>", "张伟"),
        ("<a rel=author href=/p>김철수</a>", "김철수"),
        ("<span itemprop=author>By Ann Lind and Mia Skau</span>", "Ann Lind, Mia Skau"),
        ("Ann Lind Edited by Mia Skau", "Ann Lind"),
        ("Mia Skau, MA", "Mia Skau"),
        ("Mia Skau March 9, 2024", "Mia Skau"),
        ("Joshua May", "Joshua May"),
        ("Follow Author", ""),
        ("Last updated 9 March 2024", ""),
        ("Username", ""),
        ("Echo Version; Skau; M", ""),
    ],
)
def test_the_author_that_a_page_shows(write: Write, kit: Any, written: str, author: str) -> None:
    body = f"<article><h1>Lit by hand</h1><div class=author>{written}</div>{TEXT}</article>"
    assert kit.article(write("p.html", page(body))).author == author


@pytest.mark.parametrize(
    ("headline", "name", "title"),
    [
        ("A lamp of the Skarv lighthouse", "Lit by hand", "Lit by hand"),
        ("Lit by hand", "Skarv Echo", "Lit by hand"),
        ("Skarv: the lamp is back", "Echo 12", "Skarv: the lamp is back"),
    ],
)
def test_a_summary_is_no_headline(
    write: Write, kit: Any, headline: str, name: str, title: str
) -> None:
    link = "<link rel=canonical href='https://echo.example/light'>"
    node = OTHER | {"headline": headline, "name": name, "url": "https://echo.example/light"}
    assert kit.article(write("p.html", own(link + ld(node)))).title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Lit by <em>hand</em> again", "Lit by hand again"),
        ("Lit &lt;b class=x&gt;by hand&lt;/b&gt;", "Lit by hand"),
        ("Light &lt; dark", "Light < dark"),
        ("The <updated> lamp", "The <updated> lamp"),
    ],
)
def test_markup_in_a_title(write: Write, kit: Any, written: str, title: str) -> None:
    node = OTHER | {"headline": written}
    assert kit.article(write("p.html", own(ld(node)))).title == title


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"name": "https://echo.example/people/mia"}, ""),
        ({"name": "Mia Skau https://echo.example/mia"}, "Mia Skau"),
        ([{"name": "Mia Skau"}, {"name": "Leif Moe"}], "Mia Skau, Leif Moe"),
    ],
)
def test_an_address_is_no_author(write: Write, kit: Any, author: object, name: str) -> None:
    node = OTHER | {"author": author}
    assert kit.article(write("p.html", own(ld(node)))).author == name
