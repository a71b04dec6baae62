"""An article of which less was read than its page plainly has: told by where the rest stands."""

from __future__ import annotations

from itertools import combinations

import pytest
from lxml.html import HtmlElement, document_fromstring

from index.articles import page_text
from index.articles.page_gaps import surroundings, words_left_out
from index.articles.page_text import Unseen, article_text

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


CARDS = [
    ("Ferry fares rise", "Fares on the ferry to Skarv will rise by a tenth, the company has said."),
    (
        "Herring is back",
        "The boats have had the best week of the winter, a fisherman told us at noon.",
    ),
    ("Snow is coming", "Half a metre of snow will fall on the islands tonight, forecasters said."),
]


def told(monkeypatch: pytest.MonkeyPatch, *inside: str, text: str = "\n\n".join(PROSE)) -> bool:
    """Whether something is said to be missing where the extractor gives ``text`` of the page."""
    monkeypatch.setattr(page_text, "_extracted", lambda _: text)
    _, losses = article_text(page(*inside), Unseen([], []))
    return bool(losses)


@pytest.mark.parametrize("head", ["<h3>{}</h3><p>{}</p>", "<div>{}</div><div>{}</div>"])
@pytest.mark.parametrize("around", ["<li>{}</li>", "<div>{}</div>", "{}"])
@pytest.mark.parametrize("between", [False, True])
def test_cards_that_lead_to_other_pages_are_not_missing(
    monkeypatch: pytest.MonkeyPatch, head: str, around: str, *, between: bool
) -> None:
    cards = [around.format(f"<a href='/{n}'>{head.format(*c)}</a>") for n, c in enumerate(CARDS)]
    plain = [around.format(f"<div>{head.format(*card)}</div>") for card in CARDS]
    first, *others = (f"<p>{text}</p>" for text in PROSE)
    for boxes, missing in ((cards, False), (plain, True)):
        inside = [first, *boxes, *others] if between else [first, *others, *boxes]
        assert told(monkeypatch, *inside) is missing


@pytest.mark.parametrize(
    "item", ["<div>{}</div>", "<p>{}</p>", "<table><tr><td>{}</td></tr></table>"]
)
def test_blocks_of_links_are_not_missing(monkeypatch: pytest.MonkeyPatch, item: str) -> None:
    first, *others = (f"<p>{text}</p>" for text in PROSE)
    links = [item.format(f"<a href='/{n}'>{words}</a>") for n, (_, words) in enumerate(CARDS)]
    assert not told(monkeypatch, first, f"<div>Related: {''.join(links)}</div>", *others)
    # A list of links, or a linked line between two paragraphs, may be a part of the article.
    rows = "".join(f"<li>{item.format(link)}</li>" for link in links)
    assert told(monkeypatch, first, f"<ul>{rows}</ul>", *others)
    lines = (f"<p><a href='/{n}'>{words}</a></p>" for n, (_, words) in enumerate(CARDS))
    mixed = [first, next(lines), others[0], next(lines), others[1], next(lines), others[2]]
    assert told(monkeypatch, *mixed)


@pytest.mark.parametrize(
    ("shown", "read"), [("10 &amp;percnt;", "10 %"), ("ten&amp;ensp;", "ten ")]
)
def test_what_stands_in_the_text_in_other_characters_is_not_missing(
    monkeypatch: pytest.MonkeyPatch, shown: str, read: str
) -> None:
    more = (
        "The lamp has burnt for {} more hours in each of the years since the last keeper left the "
        "rock for good and took his dog, his boat and the key of the tower along with him."
    )
    middle = f"<section><div>{more.format(shown)}</div></section>"
    inside = [f"<p>{PROSE[0]}</p>", middle, f"<p>{PROSE[1]}</p>"]
    whole = "\n\n".join([PROSE[0], more.format(read), PROSE[1]])
    assert not told(monkeypatch, *inside, text=whole)
    other = "Nobody has looked after the boats of the island since then, and nobody will, he said."
    assert told(monkeypatch, *inside, text="\n\n".join([PROSE[0], other, PROSE[1]]))
