"""What browsers draw and no text holds: raised numbers, struck words, tables, quotations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]

FIRST = "The lighthouse of Kellin is to be sold, its keeper said on Monday evening."
MORE = "".join(
    f"<p>{words}</p>"
    for words in (
        "It was built in 1861, when thirty ships a year were lost on the rocks below.",
        "Nobody has lived in it since the lamp was changed for an electric one.",
        "The coast guard wants to keep the lamp, whoever buys the tower and the house.",
    )
)


LONG = (
    "<p>The keeper’s house has four rooms and a garden behind a wall, in which nothing grows but "
    "cabbage. “You can hear the sea in every room,” said Gerd Aune, who was born in it and left at "
    "fourteen. His father, his uncle and two of his cousins had the lamp before him, and none of "
    "them has ever seen a ship go down, he said, though all of them had waited for one.</p>"
)


def page(main: str) -> str:
    head = "<title>A lighthouse</title>"
    return f"<html lang=en><head>{head}</head><body><article><h1>A lighthouse</h1>{main}</article>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It costs 10<sup>3</sup> crowns a day.", "It costs 10³ crowns a day."),
        ("A room has 25 m<sup>2</sup> and no door.", "A room has 25 m² and no door."),
        ("It was sold.<sup>1</sup> Nobody knew.", "It was sold. Nobody knew."),
        ("It was “sold.”<sup>2, 3</sup> Nobody knew.", "It was “sold.” Nobody knew."),
        ("It was sold<sup><a href='#n1'>4</a></sup>. So it is.", "It was sold. So it is."),
        ("It was sold<a href='#n1'><sup>5</sup></a>. So it is.", "It was sold. So it is."),
        ("It was sold<a role='doc-noteref' href='#n'>6</a>. So it is.", "It was sold. So it is."),
        ("The 19<sup>th</sup> keeper left.", "The 19th keeper left."),
    ],
)
def test_raised_numbers_are_no_others(write: Write, kit: Any, markup: str, text: str) -> None:
    item = kit.article(write("a.html", page(f"<p>{FIRST}</p><p>{markup}</p>{MORE}")))
    assert text in item.text.split("\n\n")


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_words_that_were_struck_are_not_said(write: Write, kit: Any, tag: str) -> None:
    words = (
        f"<{tag}>Per Holm</{tag}> Ada Lind said that it will cost <{tag}>two</{tag}> three million."
    )
    item = kit.article(write("a.html", page(f"<p>{FIRST}</p><p>{words}</p>{MORE}")))
    assert "Ada Lind said that it will cost three million." in item.text.split("\n\n")


def test_words_that_were_struck_in_markdown(write: Write, kit: Any) -> None:
    item = kit.article(
        write("a.md", f"{FIRST}\n\n~~Per Holm~~ Ada Lind paid ~~two~~ three crowns.\n")
    )
    assert item.text.split("\n\n")[1] == "Ada Lind paid three crowns."


def test_how_a_word_is_read_is_no_part_of_it(write: Write, kit: Any) -> None:
    ruby = "<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby> is the word for it, he said."
    item = kit.article(write("a.html", page(f"<p>{FIRST}</p><p>{ruby}</p>{MORE}")))
    assert "灯台 is the word for it, he said." in item.text


def test_a_quotation_in_another_one(write: Write, kit: Any) -> None:
    inner = "<blockquote><p>The lamp is sound.</p><cite>the coast guard</cite></blockquote>"
    outer = f"<blockquote><p>They wrote to us.</p>{inner}<p>It is not.</p></blockquote>"
    item = kit.article(write("a.html", page(f"<p>{FIRST}</p>{outer}{MORE}{MORE}")))
    quoted = "“They wrote to us.\n\n“‘The lamp is sound.’\n\n— the coast guard\n\n“It is not.”"
    assert quoted in item.text


@pytest.mark.parametrize("cell", ["td", "th"])
def test_rows_of_a_table_have_no_frame(write: Write, kit: Any, cell: str) -> None:
    rows = f"<tr><{cell}>Year</{cell}><{cell}>Ships</{cell}></tr><tr><td>1861</td><td>30</td></tr>"
    item = kit.article(write("a.html", page(f"<p>{FIRST}</p><table>{rows}</table>{MORE}{LONG}")))
    assert "Year | Ships\n1861 | 30" in item.text
    assert "---" not in item.text


@pytest.mark.parametrize("depth", [1, 2])
def test_a_page_that_is_laid_out_in_tables(write: Write, kit: Any, depth: int) -> None:
    inner = f"<font size=2><p>{FIRST}{MORE}{LONG}</font>"
    for _ in range(depth):
        inner = f"<table><tr><td><a href=/>Home</a></td><td>{inner}</td></tr></table>"
    item = kit.article(write("a.html", f"<html><title>A lighthouse</title><body>{inner}"))
    paragraphs = item.text.split("\n\n")
    assert FIRST in paragraphs
    assert not any("|" in paragraph for paragraph in paragraphs)
    assert paragraphs[-1] == LONG.removeprefix("<p>").removesuffix("</p>")
