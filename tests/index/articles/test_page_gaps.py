"""An article of which less was read than its page plainly has: told by where the rest stands."""

from __future__ import annotations

from itertools import combinations

import pytest
from lxml.html import HtmlElement, document_fromstring

from index.articles.page_gaps import surroundings, words_left_out

PROSE = [
    "The lighthouse on Skarv will be lit by hand again from May, the board has decided.",
    "“A lamp that nobody watches goes out,” said Eli Brandt, who keeps the light, on Sunday.",
    "Tor Halle of the shipping line said that no captain had looked at it in ten years.",
    "The board will meet once more in April, when the ice has gone and the boats come back.",
]
COMMENT = "<p>I have never read such nonsense, said somebody who had not been on Skarv.</p>"


def page(*inside: str, after: str = "") -> HtmlElement:
    nav = "<nav><a href=/>Home</a> <a href=/n>News of the islands, every day at noon.</a></nav>"
    body = "".join(inside)
    return document_fromstring(f"<body>{nav}<div class=story>{body}</div>{after}</body>")


def is_box(element: HtmlElement) -> bool:
    return element.tag in ("aside", "nav") or "teaser" in (element.get("class") or "")


def left_out(tree: HtmlElement, text: str) -> int:
    return words_left_out(surroundings(tree, text, is_box), text)


def words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


@pytest.mark.parametrize("gone", [n for k in (0, 1, 2) for n in combinations(range(4), k)])
@pytest.mark.parametrize("tag", ["p", "blockquote", "section"])
def test_paragraphs_of_the_article_that_were_not_read(gone: tuple[int, ...], tag: str) -> None:
    tree = page(*(f"<{tag}>{text}</{tag}>" for text in PROSE), after=COMMENT)
    read = [text for n, text in enumerate(PROSE) if n not in gone]
    assert left_out(tree, "\n\n".join(read)) == words(*(PROSE[n] for n in gone))


def test_a_list_between_paragraphs_is_the_articles() -> None:
    items = ["oil for the lamp", "a new glass"]
    rows = "".join(f"<li>{item}</li>" for item in items)
    tree = page(f"<p>{PROSE[0]}</p><ul>{rows}</ul><p>{PROSE[1]}</p>")
    left = left_out(tree, "\n\n".join(PROSE[:2]))
    assert left == words(*(f"- {item}" for item in items))


@pytest.mark.parametrize("box", ["<aside>{}</aside>", "<div class=teaser>{}</div>"])
def test_boxes_comments_and_menus_are_none_of_it(box: str) -> None:
    tree = page(f"<p>{PROSE[0]}</p>", box.format(COMMENT), f"<p>{PROSE[1]}</p>", after=COMMENT)
    assert left_out(tree, "\n\n".join(PROSE[:2])) == 0


def test_a_box_that_holds_the_article_is_no_box() -> None:
    tree = page(f"<aside>{''.join(f'<p>{text}</p>' for text in PROSE)}</aside>")
    assert left_out(tree, "\n\n".join(PROSE[1:])) == words(PROSE[0])


def test_nothing_is_told_of_a_text_that_the_page_does_not_show() -> None:
    assert left_out(page(COMMENT), "\n\n".join(PROSE)) == 0
