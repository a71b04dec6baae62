"""Copies for printing, galleries, catalogues, menus over headlines, labels in capitals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.articles.draft import Draft
from index.articles.html import fragment
from index.articles.names import byline_names
from index.types import Article, Failure

Write = Callable[[str, str | bytes], Path]

NEWS = (
    "The slate quarry above Garsel will close in May, its owner said on Tuesday, after a winter "
    "in which nobody bought a stone.",
    "“There is no slate left that anybody would pay for,” said Marta Quill, who has run the "
    "quarry since 2011 and whose family dug it.",
    "Sixty people work at the quarry, and most of them live in Garsel, which has no other works.",
)


def _page(*parts: str, head: str = "") -> str:
    return (
        f"<html lang=en><head><meta charset=utf-8><title>The quarry</title>{head}</head><body>"
        f"<main><h1>The quarry</h1>{''.join(parts)}</main></body></html>"
    )


@pytest.mark.parametrize(
    "hidden", ["<div class=paper>{}</div>", "<section aria-hidden=true class=paper>{}</section>"]
)
def test_a_hidden_copy_of_what_is_shown_is_nothing_lost(
    write: Write, kit: Any, hidden: str
) -> None:
    shown = "".join(f"<p>{p}</p>" for p in NEWS)
    copy = _page(shown, hidden.format(shown), head="<style>.paper{display:none}</style>")
    assert kit.article(write("copy.html", copy)).text.count("Sixty people") == 1


def test_what_only_a_hidden_part_says_is_told_as_lost(write: Write, kit: Any) -> None:
    more = " ".join(f"Stone {n} was sold to a builder in the town of Orle." for n in range(5))
    parts = "".join(f"<p>{p}</p>" for p in (*NEWS, *kit.prose))
    page = _page(parts, f"<div style='display:none'><p>{NEWS[0]}</p><p>{more}</p></div>")
    found = [item for item in read(write("more.html", page)) if isinstance(item, Failure)]
    assert len(found) == 1
    assert found[0].reason.startswith(f"{len(more.split())} words that the page hides")


@pytest.mark.parametrize("tag", ["figcaption", "figcaption class=text"])
def test_what_stands_between_pictures_keeps_its_paragraphs(
    write: Write, kit: Any, tag: str
) -> None:
    lines = (
        "The market square stood under water at dawn, and boats were tied to the town hall.",
        "“We had ten minutes to leave,” says Karl Ode, a pensioner from the lower town.",
        "Firemen carry a dog from the school, where forty people had spent the night.",
    )
    figures = "".join(f"<figure><img src=x.jpg><{tag}>{x}</figcaption></figure>" for x in lines)
    page = _page("<p>The river rose by two metres on Saturday night.</p>", figures)
    paragraphs = kit.article(write("pictures.html", page)).text.split("\n\n")
    assert paragraphs[-3:] == list(lines)


@pytest.mark.parametrize(
    "mark",
    ["<span epub:type='pagebreak' title='12'>12</span>", "<a role='doc-pagebreak' id='p7'>7</a>"],
)
def test_page_numbers_of_a_printed_book_are_no_text(mark: str) -> None:
    assert fragment(f"<p>The heron left in{mark} May.</p>") == "The heron left in May."


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Holt, Ann; Reed, Bo", "Ann Holt, Bo Reed"),
        ("van der Berg, Ida; Quill, Marta S.", "Ida van der Berg, Marta S. Quill"),
        ("Ann Holt; Bo Reed", "Ann Holt, Bo Reed"),
    ],
)
def test_writers_as_catalogues_list_them(written: str, names: str) -> None:
    assert byline_names(written) == names


def test_a_table_of_a_reference_manager(write: Write, kit: Any) -> None:
    row = f'Slate,The Post,"Holt, Ann; Reed, Bo","{kit.prose[2]}"'
    table = f"Title,Publication Title,Author,Full Text\n{row}\n"
    item = kit.article(write("library.csv", table))
    assert (item.source, item.author) == ("The Post", "Ann Holt, Bo Reed")


@pytest.mark.parametrize("joint", [" - ", " | ", " – "])
def test_an_outlet_behind_a_title_is_none_of_it(write: Write, kit: Any, joint: str) -> None:
    record = {"title": f"Salt - dear{joint}Lorn Daily", "source": {"name": "Lorn Daily"}}
    item = kit.article(write("news.json", json.dumps(record | {"content": kit.text})))
    assert (item.title, item.source) == ("Salt - dear", "Lorn Daily")


@pytest.mark.parametrize("site", [" | The Skerry Mail", " - Harbours - The Skerry Mail"])
def test_a_page_title_over_a_text_that_has_the_headline_below_a_menu(site: str) -> None:
    byline = "By Edda Roke 12 February 2025"
    draft = Draft(text="\n\n".join(("Home News Sport", "Lock - and key - to go", byline, *NEWS)))
    draft.put_page_title(f"Lock - and key - to go{site}", "print header")
    item = draft.finish()
    assert (item.title, item.source, item.author) == (
        "Lock - and key - to go", "The Skerry Mail", "Edda Roke"
    )  # fmt: skip
    assert str(item.published) == "2025-02-12"


def _subtitles(*captions: str) -> str:
    times = (f"00:00:{n:02},000 --> 00:00:{n + 1:02},000" for n in range(1, 50))
    return "\n\n".join(f"{time}\n{words}" for time, words in zip(times, captions, strict=False))


@pytest.mark.parametrize("who", ["ANA REUTER", "DR. IVO SAND (ENGINEER)"])
def test_labels_in_capitals_are_speakers_in_subtitles(write: Write, kit: Any, who: str) -> None:
    text = _subtitles("ANCHOR: The bridge is shut.", f"{who}: The steel is sound.")
    said = kit.article(write("news.srt", text)).text
    assert said.split("\n\n") == [
        ">> ANCHOR: The bridge is shut.",
        f">> {who}: The steel is sound.",
    ]


def test_a_label_in_capitals_that_nobody_bears_is_left(write: Write, kit: Any) -> None:
    text = _subtitles("Rain falls on the town.", "WARNING: The bridge is shut.")
    assert ">>" not in kit.article(write("news.srt", text)).text


@pytest.mark.parametrize(
    "first", ["Vera Loft: Did you read the report", "VERA LOFT: I am the chair"]
)
def test_the_first_turn_of_a_talk_is_no_title(write: Write, kit: Any, first: str) -> None:
    rest = "Otto Pohl: I read the summary, and the report has nine hundred pages that nobody reads."
    item: Article = kit.article(write("talk.txt", f"{first}\n\n{rest}\n\n{rest}\n"))
    assert not kit.flagged(item)
