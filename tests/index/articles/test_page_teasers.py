"""Teasers of other pages behind an article are no part of it; its own sections are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]

OWN = (
    "<p>The salt works at Lervik will close in May, its owner said on Monday in the rain.</p>"
    "<p>“There is nobody left who wants salt by the ton,” said Tiril Moe, who owns the works.</p>"
    "<p>The town wants to keep the pans, which are older than the church and the harbour.</p>"
)
TEASE = "The ferry to Askvik stops in June, its captain said, and nobody will sail it any more."
CARDS = [
    f"<div><h3><a href='/ferry'>Ferry stops</a></h3><p>{TEASE}</p></div>",
    f"<li><a href='/ferry'><h4>Ferry stops</h4><p>{TEASE}</p></a></li>",
    f"<article><h2><a href='https://lervik.example/f'>Ferry stops</a></h2><p>{TEASE}</p></article>",
    f"<section><img src=f.png><h3><a href='/f?id=7'>Ferry</a></h3><span>{TEASE}</span></section>",
]


def page(body: str) -> str:
    link = "<link rel=canonical href='https://www.lervik.example/salt'>"
    return f"<html lang=en><head><title>Salt</title>{link}</head><body>{body}</body></html>"


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize(
    "around",
    [
        "<main><h1>Salt</h1>{own}<div><h2>More news</h2>{card}</div></main>",
        "<div><h1>Salt</h1><div>{own}</div>{card}</div>",
        "<article><h1>Salt</h1>{own}{card}</article>",
        "<div><h1>Salt</h1>{own}</div><div><h2>More news</h2>{card}</div>",
    ],
)
def test_teasers_are_left_out(write: Write, kit: Any, around: str, card: str) -> None:
    text = kit.article(write("p.html", page(around.format(own=OWN, card=card)))).text
    assert "older than the church" in text
    assert TEASE not in text
    assert "More news" not in text


@pytest.mark.parametrize(
    "behind",
    [
        # a section of the article, whose heading leads to what it is about
        f"<section><h2><a href='/t/ferry'>Ferry</a></h2><p>{TEASE}</p><p>{TEASE}</p></section>",
        f"<h2><a href='/tag/ferry'>The ferry</a></h2><p>{TEASE}</p>",
        # the article goes on behind it
        f"{CARDS[0]}<p>“We shall see,” said the town clerk of Lervik, who has the keys.</p>",
        # it leads to another site, or nowhere else
        CARDS[2].replace("lervik.example", "askvik.example"),
        CARDS[0].replace("/ferry", "#ferry"),
        CARDS[0].replace("Ferry stops</a>", "Ferry</a> stops, they say in the harbour"),
        # a list of such blocks is what the page is about
        CARDS[0] * 4,
    ],
)
def test_parts_of_the_article_stay(write: Write, kit: Any, behind: str) -> None:
    markup = page(f"<article><h1>Salt</h1>{OWN}{behind}</article>")
    assert TEASE in kit.article(write("p.html", markup)).text
