"""Newsletters end where they lead to the addresses of their list, by whatever words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article

Write = Callable[..., Path]

NEWS = "The reading room of Fossby will open on Sundays again, its librarian said on Friday."
MORE = "“We have found nine people who want to sit there,” said Torill Aas, who leads the house."
HEAD = (
    "From: Fossby Blad <brev@fossby.example>\nDate: Fri, 6 Mar 2026 10:00:00 +0100\n"
    "Subject: Sundays\n"
)
LIST = (
    "List-Unsubscribe: <mailto:av@fossby.example?subject=av>, <https://fossby.example/av?u=7&m=1>\n"
)
FOOT = "Du får dette brevet fordi du er med i listen, og det koster ingenting å bli med."
PLACE = "Fossby Blad, Bryggen 3, 5003 Fossby"


def html(foot: str) -> str:
    words = f"<html><body><table><tr><td><p>{NEWS}</p><p>{MORE}</p></td></tr>{foot}</table></body>"
    return f"Content-Type: text/html; charset=utf-8\n\n{words}</html>"


def cell(link: str) -> str:
    return (
        f"<tr><td><p>{FOOT}</p><p>{PLACE}</p><p><a href='{link}'>Meld av</a></p></td></tr>"
        "<tr><td><p>© 2026</p></td></tr>"
    )


@pytest.mark.parametrize(
    "body",
    [
        html(cell("https://fossby.example/av?u=7&m=2&t=b")),
        html(cell("https://www.fossby.example/av/")),
        html(cell("mailto:av@fossby.example")),
        html(f"<div>{cell('https://fossby.example/av').replace('td>', 'div>')}</div>"),
        f"\n{NEWS}\n\n{MORE}\n\n======\n{FOOT}\n\n{PLACE}\nMeld av: https://fossby.example/av?u=7\n",
        f"\n{NEWS}\n\n{MORE}\n\n{PLACE}\nMeld av (https://fossby.example/av?u=7&m=3).\n\n© 2026\n",
    ],
)
def test_the_footer_of_a_list_is_no_text(write: Write, kit: Any, body: str) -> None:
    text = kit.article(write("m.eml", HEAD + LIST + body)).text
    assert text.split("\n\n") == [NEWS, MORE] or text.strip() == f"{NEWS}\n\n{MORE}"


@pytest.mark.parametrize("link", ["https://fossby.example/bok", "https://fossby.example/"])
def test_other_links_end_no_text(write: Write, kit: Any, link: str) -> None:
    text = kit.article(write("m.eml", HEAD + LIST + html(cell(link)))).text
    assert all(words in text for words in (NEWS, MORE, FOOT))


def test_a_link_above_the_text_ends_nothing(write: Write, kit: Any) -> None:
    text = f"{MORE} " * 6
    link = "<a href=https://fossby.example/av>Meld av</a>"
    top = f"<tr><td>{link}</td></tr><tr><td>{text}</td></tr>"
    body = html("").replace("<table>", f"<table>{top}")
    assert NEWS in kit.article(write("m.eml", HEAD + LIST + body)).text


def test_mails_of_one_sender_have_their_footer_in_common(write: Write) -> None:
    def mail(words: str, sender: str = "brev") -> str:
        head = f"From x Fri Mar  6 10:00:00 2026\n{HEAD.replace('brev', sender)}"
        return f"{head}\n{words}\n\n{FOOT}\n\n{PLACE}\n\n"

    found = list(read(write("m.mbox", mail(NEWS) + mail(MORE) + mail(MORE))))
    texts = [item.text.strip() for item in found if isinstance(item, Article)]
    assert texts == [NEWS, MORE, MORE]
    (alone,) = read(write("n.mbox", mail(NEWS)))
    assert isinstance(alone, Article)
    assert FOOT in alone.text
    twice = list(read(write("t.mbox", mail(NEWS) + mail(NEWS))))
    assert all(isinstance(item, Article) and FOOT in item.text for item in twice)
