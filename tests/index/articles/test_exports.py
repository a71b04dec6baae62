"""What other programs write: feeds, tables, databases, rich text, books, notes and subtitles."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.articles import read
from index.types import Article

Write = Callable[..., Path]

FIRST = "The ferry to Moss will not sail in winter any more, its owner said on Friday."
SECOND = "“Nobody rides in January but the crew,” said Tor Vik, who has steered it since 2001."


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


@pytest.mark.parametrize(
    "title", ["&lt;![CDATA[No ferry]]&gt;", "<![CDATA[No ferry]]>", "No ferry"]
)
def test_a_section_that_was_escaped_once_more(write: Write, kit: Any, title: str) -> None:
    text = title.replace("No ferry", f"{FIRST} {SECOND}")
    item = f"<item><title>{title}</title><description>{text}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Moss Avis</title>{item}</channel></rss>"
    found = kit.article(write("a.rss", feed))
    assert (found.title, found.text.strip()) == ("No ferry", f"{FIRST} {SECOND}")


@pytest.mark.parametrize(
    ("own", "author"), [("", "Ada Lind"), ("<author><name>Per Holm</name></author>", "Per Holm")]
)
def test_who_wrote_a_feed_of_atom_wrote_its_entries(
    write: Write, kit: Any, own: str, author: str
) -> None:
    entry = f"<entry><title>No ferry</title>{own}<content>{FIRST} {SECOND}</content></entry>"
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Moss</title>"
        f"<author><name>Ada Lind</name></author>{entry}</feed>"
    )
    assert kit.article(write("a.atom", feed)).author == author


def test_addresses_in_a_feed_may_leave_out_its_site(write: Write, kit: Any) -> None:
    item = f"<item><title>No ferry</title><link>/no-ferry</link><description>{FIRST}</description>"
    channel = f"<title>Moss</title><link>https://moss.example/news</link>{item}</item>"
    found = kit.article(write("a.rss", f"<rss version='2.0'><channel>{channel}</channel></rss>"))
    assert found.url == "https://moss.example/no-ferry"


@pytest.mark.parametrize("day", ["date_published", "date_modified"])
def test_a_json_feed_may_tell_the_last_change_only(write: Write, kit: Any, day: str) -> None:
    item = {"id": 1, "title": "No ferry", "content_text": FIRST, day: "2025-05-06T08:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Moss", "items": [item]}
    assert str(kit.article(write("a.json", json.dumps(feed))).published) == "2025-05-06"


@pytest.mark.parametrize(
    "date",
    [
        {"$date": "2025-05-06T00:00:00Z"},
        {"$date": {"$numberLong": "1746518400000"}},
        {"$date": 1746518400000},
    ],
)
def test_dates_as_a_database_exports_them(write: Write, kit: Any, date: object) -> None:
    record = {"_id": {"$oid": "a1"}, "title": "No ferry", "text": FIRST, "date": date}
    assert str(kit.article(write("a.jsonl", json.dumps(record))).published) == "2025-05-06"


def test_records_by_their_ids(write: Write) -> None:
    records = {key: {"title": key, "text": FIRST} for key in ("a1", "b2", "c3")}
    assert [a.title for a in articles(write("a.json", json.dumps(records)))] == ["a1", "b2", "c3"]


@pytest.mark.parametrize("sign", [";", ",", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_that_names_its_separator(write: Write, kit: Any, sign: str, encoding: str) -> None:
    head = sign.join(["title", "text", "Author(s)"])
    row = sign.join(["No ferry", f'"{FIRST}"', "Ada Lind"])
    item = kit.article(write("a.csv", f"sep={sign}\r\n{head}\r\n{row}\r\n".encode(encoding)))
    assert (item.title, item.author, item.text.strip()) == ("No ferry", "Ada Lind", FIRST)


FONTS = r"{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}"


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (rf"\ansi\ansicpg1252{FONTS}\f0 ", r"T\'e5rnvik", "Tårnvik"),
        (rf"\ansi\ansicpg1252{FONTS}\f0 ", r"{\f1\'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (rf"\ansi\ansicpg1250{FONTS}\f0 ", r"\'b9\'e6", "ąć"),
        (r"\mac{\fonttbl{\f0 Geneva;}}\f0 ", r"\'d2It burns,\'d3 he said", "“It burns,” he said"),
        (r"\ansi ", r"a boat \u-10179?\u-8679? sails", "a boat \U0001f619 sails"),
        (r"\ansi ", r"It {\deleted never }sails", "It sails"),
        (r"\ansi ", r"\trowd\cellx900\cellx1800 Moss\cell Oslo\cell\row", "Moss\n\nOslo"),
    ],
)
def test_letters_of_rich_text(write: Write, kit: Any, head: str, body: str, text: str) -> None:
    item = kit.article(write("a.rtf", f"{{\\rtf1{head}{body}\\par It is all over now.\\par}}"))
    assert item.text.startswith(text)


@pytest.mark.parametrize(
    ("creators", "author"),
    [
        (
            "<dc:creator>Lind, Ada</dc:creator><dc:creator>Per Holm</dc:creator>",
            "Ada Lind, Per Holm",
        ),
        ("<dc:creator>Ada Lind, Per Holm</dc:creator>", "Ada Lind, Per Holm"),
        (
            "<dc:creator opf:role='aut'>Ada Lind</dc:creator>"
            "<dc:creator opf:role='ill'>Per Holm</dc:creator>",
            "Ada Lind",
        ),
        (
            "<dc:creator id='a'>Ada Lind</dc:creator><dc:creator id='b'>Per Holm</dc:creator>"
            "<meta refines='#b' property='role'>trl</meta>",
            "Ada Lind",
        ),
    ],
)
def test_who_wrote_a_book(write: Write, kit: Any, creators: str, author: str) -> None:
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"'
    package = (
        f"<package {names}><metadata>{creators}</metadata><manifest><item id='c' href='c.html'/>"
        "</manifest><spine><itemref idref='c'/></spine></package>"
    )
    place = "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("META-INF/container.xml", place)
        book.writestr("c.opf", package)
        book.writestr("c.html", f"<html><body><p>{FIRST}</p></body></html>")
    assert kit.article(write("a.epub", out.getvalue())).author == author


@pytest.mark.parametrize("note", ["Letter of May.", "https://moss.example/letter", "A\nB of May."])
def test_notes_of_markdown_stand_behind_the_text(write: Write, kit: Any, note: str) -> None:
    source = f"{FIRST}[^1] It is a pity.[^x]\n\n[^1]: {note}\n[^x]: Says who?\n\n{SECOND} [^9]\n"
    item = kit.article(write("a.md", source))
    blocks = [f"{FIRST} It is a pity.", f"{SECOND} [^9]", note, "Says who?"]
    assert item.text.strip() == "\n\n".join(blocks)


@pytest.mark.parametrize("link", ["[[Tor Vik]]", "[[people/tor|Tor Vik]]", "[Tor Vik](tor.md)"])
def test_links_between_notes_are_their_words(write: Write, kit: Any, link: str) -> None:
    assert (
        kit.article(write("a.md", f"{FIRST} So says {link}.\n"))
        .text.strip()
        .endswith("So says Tor Vik.")
    )


ROLLING = """WEBVTT
Kind: captions

00:00:00.240 --> 00:00:02.389 align:start position:0%
{gap}
the<00:00:00.480><c> ferry</c><00:00:00.800><c> will</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
the ferry will
{gap}

00:00:02.399 --> 00:00:04.310 align:start position:0%
the ferry will
not<00:00:02.720><c> sail</c><00:00:03.000><c> again</c>

00:00:04.310 --> 00:00:06.000 align:start position:0%
{gap}
it<00:00:04.720><c> is</c><00:00:05.000><c> old</c>
"""


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_captions_that_roll_up_word_by_word(write: Write, kit: Any, gap: str) -> None:
    item = kit.article(write("a.vtt", ROLLING.format(gap=gap)))
    assert item.text.strip() == "the ferry will not sail again it is old"


@pytest.mark.parametrize("gap", ["\n \n", "\n\n"])
def test_a_caption_with_a_blank_line_in_it(write: Write, kit: Any, gap: str) -> None:
    first = f"1\n00:00:01,000 --> 00:00:03,000\nThe ferry will not sail,{gap}said Tor Vik of Moss."
    second = "2\n00:00:03,500 --> 00:00:05,000\nIt is old."
    item = kit.article(write("a.srt", f"{first}\n\n{second}\n"))
    assert item.text.strip() == "The ferry will not sail, said Tor Vik of Moss. It is old."
