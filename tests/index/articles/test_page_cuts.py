"""Pages that say of themselves that they do not hold their whole article, and pages that ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article, Failure

Write = Callable[..., Path]

LINES = (
    "The brewery of Oster has been sold to its workers, after two years without an owner.",
    "“We know the kettles better than any bank does,” said Rita Blom, who works there longest.",
    "The price was not told, but two members of the council spoke of three million crowns.",
    "The first beer of the new owners is to be sold in the week before the feast of the town.",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)


def page(data: dict[str, object], main: str = BODY, head: str = "") -> str:
    about = {"@type": "NewsArticle", "headline": "Brewery sold", **data}
    script = f"<script type='application/ld+json'>{json.dumps(about)}</script>"
    return (
        f"<html lang=en><head><title>Brewery sold</title>{head}{script}</head>"
        f"<body><article><h1>Brewery sold</h1>{main}</article></body></html>"
    )


def loss(path: Path) -> str:
    found = list(read(path))
    assert isinstance(found[0], Article)
    return " ".join(item.reason for item in found if isinstance(item, Failure) and item.partial)


@pytest.mark.parametrize(("told", "missing"), [(640, "of the 640 words"), ("400", "of the 400")])
def test_fewer_words_than_the_page_says(write: Write, told: object, missing: str) -> None:
    assert missing in loss(write("a.html", page({"wordCount": told})))


@pytest.mark.parametrize("told", [70, 0, "", None, "many", 64.0])
def test_as_many_words_as_the_page_says(write: Write, told: object) -> None:
    assert loss(write("a.html", page({"wordCount": told}))) == ""


SOLD = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".for-sale"}


@pytest.mark.parametrize("free", [False, "False"])
@pytest.mark.parametrize("plea", ["", "<div class='for-sale'><p>Subscribe to read on.</p></div>"])
def test_what_subscribers_are_shown_is_told(write: Write, free: object, plea: str) -> None:
    part = {**SOLD, "isAccessibleForFree": free}
    first = f"<p>{LINES[0]}</p>{plea}"
    assert "subscribers" in loss(write("a.html", page({"hasPart": part}, first)))
    assert "subscribers" in loss(write("b.html", page({"hasPart": [part]}, first)))


def test_what_a_subscriber_has_saved_is_whole(write: Write) -> None:
    shown = f"<p>{LINES[0]}</p><div class='for-sale'>{BODY}</div>"
    assert loss(write("a.html", page({"hasPart": SOLD}, shown))) == ""
    assert loss(write("b.html", page({"hasPart": SOLD, "articleBody": "\n".join(LINES)}, ""))) == ""


@pytest.mark.parametrize(
    ("head", "end", "told"),
    [
        ("", "<a rel='next' href='?page=2'>Next</a>", True),
        ("<link rel='next' href='https://o.example/beer/2/'>", "", True),
        ("<link rel='next' href='https://o.example/wine'>", "", False),
        ("", "<a rel='next' href='https://o.example/wine/2'>Next story</a>", False),
    ],
)
def test_an_article_on_several_pages(write: Write, head: str, end: str, *, told: bool) -> None:
    head += "<link rel='canonical' href='https://o.example/beer'>"
    assert ("further pages" in loss(write("a.html", page({}, BODY + end, head)))) is told


@pytest.mark.parametrize(
    "notice",
    [
        "We and our 812 partners store and access data on your device, such as cookies, to show "
        "advertisements and to measure them.",
        "By continuing to use this site you agree that cookies are kept on your computer.",
    ],
)
def test_a_page_that_only_asks_for_consent_is_refused(write: Write, kit: Any, notice: str) -> None:
    ask = f"<html lang=en><title>Before you go on</title><h2>Your privacy</h2><p>{notice}</p>"
    assert "boilerplate" in kit.failure(write("a.html", ask)).reason
    item = kit.article(write("b.html", f"{ask}<p>{LINES[0]}</p><p>{LINES[1]}</p>"))
    assert LINES[1] in item.text


def test_the_headline_below_the_name_of_the_site(write: Write, kit: Any) -> None:
    for mark in ("|", " - ", " · "):
        markup = (
            f"<html lang=en><title>Brewery sold {mark} Oster Post</title><h1>Oster Post</h1>"
            f"<h2>Brewery sold</h2>{BODY}"
        )
        assert kit.article(write("a.html", markup)).title == "Brewery sold"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<span class='date'>May 6, 2025</span>", "2025-05-06"),
        ("<div><p>6 May 2025</p></div>", "2025-05-06"),
        ("<p>Endret <span>8 May 2025</span></p><p>Sendt <span>6 May 2025</span></p>", "2025-05-06"),
        ("<p>Changed <span class=updated>6 May 2025</span></p>", "None"),
        (f"<p>{LINES[0]}</p><p><b>6 May 2025</b></p>", "None"),
        (f"<div>{LINES[0]} {LINES[1]} {LINES[2]}</div><div><b>6 May 2025</b></div>", "None"),
        ("<ul><li><a href=/x>Beer feast</a> <span>6 May 2025</span></li></ul>", "None"),
    ],
)
def test_a_date_that_stands_alone_below_the_headline(
    write: Write, kit: Any, line: str, day: str
) -> None:
    item = kit.article(write("a.html", page({}, line + BODY)))
    assert str(item.published) == day


def test_the_publisher_that_a_page_marks(write: Write, kit: Any) -> None:
    for name in ("<meta itemprop=name content='Oster Post'>", "<b itemprop=name>Oster Post</b>"):
        main = f"<span itemprop=publisher itemscope>{name}</span>{BODY}"
        assert kit.article(write("a.html", page({}, main))).source == "Oster Post"


@pytest.mark.parametrize(
    ("author", "right"), [("Rita Blom, Oster Post", "Rita Blom"), ("admin", ""), ("web-team", "")]
)
def test_no_author_is_the_paper_or_a_user_name(
    write: Write, kit: Any, author: str, right: str
) -> None:
    head = f"<meta name=author content='{author}'><meta property=og:site_name content='Oster Post'>"
    assert kit.article(write("a.html", page({}, BODY, head))).author == right
