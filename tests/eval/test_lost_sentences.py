"""What counts as a lost sentence of an article, where the page marks what stands beside it."""

from __future__ import annotations

import pytest

from benchmarks.pages import sentences_lost

FIRST = "The lighthouse on Skarv will be lit by hand again from May, the board has decided."
SECOND = "Tor Halle of the shipping line said that no captain had looked at it in ten years."


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ("<p>{}</p>", True),
        ("<figure><figcaption>{}</figcaption></figure>", False),
        ("<p class='wp-caption-text'>{}</p>", False),
        ("<li id='comment-7'><blockquote><p>{}</p></blockquote></li>", False),
        ("<div class='with-comments'><h1>A lamp</h1><p>{}</p></div>", True),
    ],
)
def test_captions_and_comments_are_no_sentences_of_the_article(markup: str, *, lost: bool) -> None:
    page = f"<html><body><p>{FIRST}</p>{markup.format(SECOND)}</body></html>".encode()
    gold = f"{FIRST}\n{SECOND}"
    assert (sentences_lost(gold, FIRST, page) > 0) is lost
    assert sentences_lost(gold, gold, page) == 0
