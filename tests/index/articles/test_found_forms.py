"""Forms of pages, feeds, texts and records as they are met, each with a small file of its own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import parse_date
from index.attributing import attribute
from index.sentences import split_sentences
from index.types import Sentence

Write = Callable[..., Path]

LEAD = "The tannery at Selje will not open again, its last tanner said on Tuesday in the rain."
NEXT = "The town wants to keep the chimney, which is older than the church, and pull down the rest."


def page(body: str, head: str = "") -> str:
    return f"<html lang='en'><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "caption", ["<cite>Manual of Tanning</cite>", "— Manual of Tanning", "Manual of Tanning"]
)
def test_a_figure_that_holds_a_quotation_is_none(write: Write, kit: Any, caption: str) -> None:
    figure = (
        "<figure><blockquote><p>No hide is so bad that no boot can be made of it.</p></blockquote>"
        f"<figcaption>{caption}</figcaption></figure>"
    )
    article = f"<article><h1>Tannery</h1><p>{LEAD}</p>{figure}<p>{NEXT}</p></article>"
    text = kit.article(write("p.html", page(article))).text
    assert "“No hide is so bad that no boot can be made of it.”\n\n— Manual of Tanning" in text


def test_a_picture_with_a_quotation_in_its_caption_stays_a_figure(write: Write, kit: Any) -> None:
    figure = "<figure><img src=a.png><figcaption><blockquote>A hide.</blockquote></figcaption>"
    article = f"<article><h1>Tannery</h1><p>{LEAD}</p>{figure}</figure><p>{NEXT}</p></article>"
    assert "A hide." not in kit.article(write("p.html", page(article))).text


def test_whoever_data_name_by_an_address_only(write: Write, kit: Any) -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Tannery", "author": [{"@id": "#gro"}, {"@id": "#x"}],
         "publisher": {"@id": "#org"}},
        {"@type": "Person", "@id": "#gro", "name": "Gro D&#8217;Aas"},
        {"@type": "Organization", "@id": "#org", "name": "Selje Blad"},
    ]  # fmt: skip
    script = f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"
    article = f"<article><h1>Tannery</h1><p>{LEAD}</p><p>{NEXT}</p></article>"
    item = kit.article(write("p.html", page(article, script)))
    assert (item.author, item.source) == ("Gro D’Aas", "Selje Blad")


def test_teasers_below_a_short_article_are_none_of_it(write: Write, kit: Any) -> None:
    related = (
        "<section class='related-posts'><h3>Related</h3><p>The mayor of Vik said on Monday that "
        "the ferry would stop, and that nobody had asked for it.</p></section>"
    )
    article = f"<div class='post'><h1>Tannery</h1><p>{LEAD}</p><p>{NEXT}</p></div>"
    text = kit.article(write("p.html", page(article + related))).text
    assert LEAD in text
    assert NEXT in text
    assert "mayor of Vik" not in text


@pytest.mark.parametrize(
    "written", ["Mo, 02 Mar 2026 10:00:00 +0100", "lun., 2 March 2026", "Mon, 2 Mar 2026"]
)
def test_a_day_behind_its_name_in_any_language(written: str) -> None:
    assert parse_date(written) == date(2026, 3, 2)


def test_words_before_a_day_are_no_name_of_it() -> None:
    assert parse_date("Closed until, 2 March 2026") is None


@pytest.mark.parametrize("code", ["eng", "en", "en-GB"])
def test_a_language_by_three_letters(write: Write, kit: Any, code: str) -> None:
    record = {"title": "Tannery", "text": "“It will not open,” said Gro Aas.", "lang": code}
    item = kit.article(write("r.json", json.dumps(record)))
    assert item.language == "en"
    sentences = [Sentence(item.id, *span) for span in split_sentences(item.text)]
    ((found,),) = attribute([item], [sentences])
    assert found.mention is not None
    assert found.mention.name == "Gro Aas"


def test_accents_in_the_properties_of_rtf(write: Write, kit: Any) -> None:
    info = r"{\info{\title The caf\'e9 letter}{\author Siobh\'e1n O'Hara}}"
    item = kit.article(write("l.rtf", rf"{{\rtf1\ansi\ansicpg1252{info} {LEAD}\par}}"))
    assert (item.title, item.author) == ("The café letter", "Siobhán O'Hara")


@pytest.mark.parametrize(
    ("first", "titled"),
    [
        ("<text:h text:outline-level='1'>Minutes of the tannery</text:h>", True),
        ("<text:p text:style-name='P1'>Minutes of the tannery</text:p>", True),
        ("<text:p text:style-name='P2'>Minutes of the tannery</text:p>", False),
        ("<text:h text:outline-level='3'>Minutes of the tannery</text:h>", False),
    ],
)
def test_the_heading_of_an_opendocument_text(
    write: Write, kit: Any, first: str, titled: bool
) -> None:
    names = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
        for name in ("office", "text", "style")
    )
    styles = "".join(
        f"<style:style style:name='{own}' style:parent-style-name='{parent}'/>"
        for own, parent in (("P1", "Title"), ("P2", "Standard"))
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text><text:tracked-changes>"
        f"<text:p>Minutes of nobody</text:p></text:tracked-changes><text:p/>{first}"
        "<text:p>Present: Gro Aas.</text:p><text:p>She said no.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", content)
    item = kit.article(write("1.odt", packed.getvalue()))
    assert (item.origins["title"] == "first heading") is titled


def test_what_a_book_declares_before_its_first_element_is_no_text(write: Write, kit: Any) -> None:
    head = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY nbsp "&#160;"> <!ENTITY x "y">]>'
    package = (
        "<package><metadata/><manifest><item id='a' href='a.xhtml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    container = "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("p.opf", package)
        archive.writestr("a.xhtml", f"{head}<html><body><p>{LEAD}</p></body></html>")
    assert kit.article(write("b.epub", packed.getvalue())).text.strip() == LEAD


@pytest.mark.parametrize("mark", ["--", "-- "])
def test_the_signature_of_a_mail_in_markup(write: Write, kit: Any, mark: str) -> None:
    head = "From: Gro Aas <gro.aas@selje.example>\nSubject: Tannery\nContent-Type: text/html\n\n"
    body = f"<p>{LEAD}</p><p>{NEXT}</p><div>{mark}<br>Gro Aas<br>Town clerk of Selje</div>"
    assert kit.article(write("m.eml", head + body)).text.strip() == f"{LEAD}\n\n{NEXT}"


def test_the_caption_of_a_picture_in_a_feed_is_no_text(write: Write, kit: Any) -> None:
    figure = "<figure><img src='a.jpg'/><figcaption>A hide hangs here.</figcaption></figure>"
    record = {"title": "Tannery", "html": f"<p>{LEAD}</p>{figure}<p>{NEXT}</p>"}
    assert kit.article(write("r.json", json.dumps(record))).text.split("\n\n") == [LEAD, NEXT]
