"""Mails, mailboxes, subtitles, books, OpenDocument and RTF."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from index.articles import formats, read
from index.articles.databases import articles_of
from index.speakers.turns import turns_of
from index.types import Article, Failure

Write = Callable[..., Path]

FIRST = "The theatre of Aalvik will open again in March, its director said."
SECOND = "“We have a roof once more,” said Signe Moe, who has led it for ten years."


def mail(html: bool = False, sender: str = "Signe Moe <s@moe.example>") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Theatre & roof: «åpent»"
    made["From"] = sender
    made["Date"] = "Tue, 05 Mar 2024 23:10:00 -0500"
    made.set_content(f"{FIRST}\n\n{SECOND}\n")
    if html:
        made.add_alternative(f"<h2>News</h2><p>{FIRST}</p><p>{SECOND}</p>", subtype="html")
    return made


@pytest.mark.parametrize("html", [False, True])
def test_a_mail(write: Write, kit: Any, html: bool) -> None:
    item = kit.article(write("m.eml", mail(html).as_bytes()))
    assert f"{FIRST}\n\n{SECOND}" in item.text
    assert ("News" in item.text) is html
    assert (item.title, item.author) == ("Theatre & roof: «åpent»", "Signe Moe")
    assert (item.published, item.origins["published"]) == (date(2024, 3, 5), "mail header")
    item = kit.article(write("m.eml", mail(html, "Aalvik Avis <news@avis.example>").as_bytes()))
    assert (item.source, item.author) == ("Aalvik Avis", "")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("signe@avis.example", True),
        ("s.moe@avis.example", True),
        ("sm@avis.example", True),
        ("news@avis.example", False),
        ("mo@avis.example", False),
    ],
)
def test_the_sender_of_a_mail_is_its_author_from_an_address_of_their_own(
    write: Write, kit: Any, address: str, own: bool
) -> None:
    item = kit.article(write("m.eml", mail(sender=f"Signe Moe <{address}>").as_bytes()))
    assert (item.author, item.source) == (("Signe Moe", "") if own else ("", "Signe Moe"))


def test_attachments_of_a_mail_are_told(write: Write) -> None:
    made = mail()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    item, loss = list(read(write("m.eml", made.as_bytes())))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.partial
    assert loss.reason.startswith("an attachment, plan.pdf")


def test_pictures_of_a_newsletter_are_no_loss(write: Write, kit: Any) -> None:
    made = mail(html=True)
    body = made.get_body(("html",))
    assert body is not None
    body.set_content(f"<img src='cid:logo'><p>{FIRST}</p><p>{SECOND}</p>", subtype="html")
    body.add_related(b"GIF89a", "image", "gif", cid="<logo>")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")
    assert FIRST in kit.article(write("m.eml", made.as_bytes())).text


@pytest.mark.parametrize("html", [True, False])
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_that_is_attached_is_told(write: Write, kind: str, *, html: bool) -> None:
    made = mail(html=html)
    made.add_attachment(b"\x89PNG", maintype="image", subtype=kind, filename=f"letter.{kind}")
    _, loss = list(read(write("m.eml", made.as_bytes())))
    assert isinstance(loss, Failure)
    assert loss.partial
    assert loss.reason.startswith(f"an attached picture, letter.{kind}")


def test_a_mail_whose_lines_flow(write: Write, kit: Any) -> None:
    words = SECOND.replace("roof once", "roof \nonce").replace("led it", "led \nit")
    head = "From: Aalvik Avis <news@avis.example>\nContent-Type: text/plain; charset=utf-8; "
    body = f"\n\n{FIRST}\n\n{words}\n\n-- \nAalvik Avis, Harbour Street 3\n"
    flowing = f"{head}format=flowed{body}".encode()
    assert kit.article(write("m.eml", flowing)).text.strip() == f"{FIRST}\n\n{SECOND}"
    fixed = kit.article(write("m.eml", f"{head}format=fixed{body}".encode())).text
    assert "roof \nonce" in fixed
    assert "Harbour Street" not in fixed


def saved_page(parts: list[tuple[str, str, bytes]], head: str) -> bytes:
    out = (
        f'From: <Saved by Blink>\n{head}Content-Type: multipart/related; boundary="B"\n\n'.encode()
    )
    for kind, where, content in parts:
        out += f"--B\nContent-Type: {kind}\nContent-Location: {where}\n\n".encode()
        out += content + b"\n"
    return out + b"--B--\n"


@pytest.mark.parametrize("head", ["", "Snapshot-Content-Location: https://avis.example/roof\n"])
@pytest.mark.parametrize("ending", ["mhtml", "mht"])
def test_a_page_saved_as_one_file(write: Write, kit: Any, head: str, ending: str) -> None:
    markup = f"<title>A roof</title><article><p>{FIRST}</p><p>{SECOND}</p></article>"
    parts = [
        ("text/html; charset=utf-8", "https://avis.example/roof", markup.encode()),
        ("text/css", "cid:css@avis", b"p{color:red}"),
        ("text/html; charset=utf-8", "https://ads.example/", b"<p>Buy boots now, they said.</p>"),
    ]
    item = kit.article(write(f"m.{ending}", saved_page(parts, head)))
    assert item.text == f"{FIRST}\n\n{SECOND}"
    assert (item.title, item.url) == ("A roof", "https://avis.example/roof")


def test_a_saved_page_without_a_page(write: Write, kit: Any) -> None:
    parts = [("text/css", "https://avis.example/a.css", b"p{}")]
    assert "holds no web page" in kit.failure(write("m.mhtml", saved_page(parts, ""))).reason
    assert "holds no web page" in kit.failure(write("n.mhtml", b"\x00\xff garbage")).reason


def test_a_mail_without_text(write: Write, kit: Any) -> None:
    assert "no text" in kit.failure(write("m.eml", "Subject: nothing\n\n")).reason


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_mailbox(write: Write, end: bytes) -> None:
    bodies = [
        f"Subject: One\n\n{FIRST}\n>From then on it rained.\nFrom here too.\n\n",
        "Subject: Empty\n\n\n\n",
        f"Subject: Three\n\n{SECOND}\n",
    ]
    data = "".join(f"From a@b.example Tue Mar  5 10:00:00 2024\n{body}" for body in bodies)
    path = write("all.mbox", data.encode().replace(b"\n", end))
    found = list(read(path))
    assert [type(f) for f in found] == [Article, Failure, Article]
    assert isinstance(found[0], Article)
    assert found[0].text.strip() == f"{FIRST}\nFrom then on it rained.\nFrom here too."
    assert isinstance(found[1], Failure)
    assert found[1].origin == f"{path}[2]"
    assert isinstance(found[2], Article)
    assert (found[2].title, found[2].text.strip()) == ("Three", SECOND)


def test_a_mailbox_that_is_none(write: Write, kit: Any) -> None:
    assert "not a mailbox" in kit.failure(write("all.mbox", "Dear all\n")).reason


VTT = """WEBVTT - Council

NOTE made by hand

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start
<v Signe Moe>We have a roof
once &amp; for all.

00:03.000 --> 00:05.000
<v Signe Moe>It <i>cost</i> a lot.

00:05.500 --> 00:07.000
<v Per Hove>Too much.
"""
SRT = """1
00:00:01,000 --> 00:00:03,000
- We have a roof

2
00:00:03,000 --> 00:00:05,000
once & for all.

3
00:00:05,000 --> 00:00:06,000
- {\\an8}Too <b>much</b>.

4
00:01:05,000 --> 00:01:06,000
The session ended.
"""
ROLLING = """WEBVTT

00:01.000 --> 00:02.000
we have a

00:02.000 --> 00:03.000
we have a
roof once

00:03.000 --> 00:04.000
roof once
more now
"""


NAMED = """1
00:00:01,000 --> 00:00:02,000
SIGNE MOE: We have a roof

2
00:00:02,000 --> 00:00:03,000
once more.

3
00:00:03,000 --> 00:00:04,000
PER HØVE: It leaks:
I saw it.
"""


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "c.vtt",
            VTT,
            ">> Signe Moe: We have a roof once & for all. It cost a lot.\n\n>> Per Hove: Too much.",
        ),
        ("c.srt", SRT, "We have a roof once & for all.\n\nToo much.\n\nThe session ended."),
        ("c.srt", SRT.replace("\n", "\r\n"), None),
        ("c.vtt", ROLLING, "we have a roof once more now"),
        ("c.srt", NAMED, "SIGNE MOE: We have a roof once more.\n\nPER HØVE: It leaks: I saw it."),
    ],
)
def test_subtitles(write: Write, kit: Any, name: str, content: str, expected: str | None) -> None:
    text = kit.article(write(name, content)).text
    assert text == (expected or kit.article(write("d.srt", SRT)).text)


VOICES = """WEBVTT

00:01.000 --> 00:02.000
<v{mark} {one}>The roof leaks and

00:02.000 --> 00:03.000
we have known it.

00:03.000 --> 00:04.000
<v{mark} {two}>It does not.</v>

00:04.000 --> 00:05.000
{more}

00:05.000 --> 00:06.000
<v{mark} {two}>I looked at it.
"""


@pytest.mark.parametrize(("one", "two"), [("Signe Moe", "Per Hove"), ("Ada Lind", "Bo Kerr")])
@pytest.mark.parametrize("mark", ["", ".loud"])
@pytest.mark.parametrize("more", ["Nobody looked at the tiles.", "- Every tile is broken."])
def test_a_voice_ends_with_its_caption(
    write: Write, kit: Any, one: str, two: str, mark: str, more: str
) -> None:
    item = kit.article(write("c.vtt", VOICES.format(one=one, two=two, mark=mark, more=more)))
    assert item.text.split("\n\n") == [
        f"{one}: The roof leaks and we have known it.",
        f"{two}: It does not.",
        f">> {more.removeprefix('- ')}",
        f"{two}: I looked at it.",
    ]
    said = [item.text[a:b] for turn in turns_of(item.text) for a, b in turn.body]
    assert said == ["The roof leaks and we have known it.", "It does not.", "I looked at it."]


LABELLED = """1
00:00:01,000 --> 00:00:02,000
{one}: Is it {{\\i1}}safe{{\\i0}}?

2
00:00:02,000 --> 00:00:03,000
{two}: It is not.

3
00:00:03,000 --> 00:00:05,000
- You were told in January.
- I was told nothing.

4
00:00:05,000 --> 00:00:06,000
>> {one}: Then who was?
"""


@pytest.mark.parametrize(("one", "two"), [("SIGNE MOE", "PER HOVE"), ("Ada Lind", "Bo Kerr")])
def test_a_dash_behind_named_speakers_is_somebody_else(
    write: Write, kit: Any, one: str, two: str
) -> None:
    item = kit.article(write("c.srt", LABELLED.format(one=one, two=two)))
    assert item.text.split("\n\n") == [
        f"{one}: Is it safe?",
        f"{two}: It is not.",
        ">> You were told in January.",
        ">> I was told nothing.",
        f"{one}: Then who was?",
    ]
    said = [item.text[a:b] for turn in turns_of(item.text) for a, b in turn.body]
    assert said == ["Is it safe?", "It is not.", "Then who was?"]


def test_subtitles_that_are_none(write: Write, kit: Any) -> None:
    assert "no subtitles" in kit.failure(write("c.srt", "Hello there.\n")).reason


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def book(**changed: str) -> bytes:
    chapter = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body>{}</body></html>"
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles><rootfile full-path='OPS/a.opf'/>"
            "</rootfiles></container>",
            "OPS/a.opf": "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>"
            "<dc:title>The roof</dc:title><dc:creator>Signe Moe</dc:creator>"
            "<dc:publisher>Aalvik Avis</dc:publisher><dc:date>2024-03-05</dc:date>"
            "<dc:language>en</dc:language></metadata><manifest>"
            "<item id='two' href='t/two.xhtml'/><item id='one' href='one%201.xhtml'/>"
            "<item id='nav' href='nav.xhtml' properties='nav'/></manifest>"
            "<spine><itemref idref='nav'/><itemref idref='one'/><itemref idref='two'/></spine>"
            "</package>",
            "OPS/one 1.xhtml": chapter.format(f"<h1>One</h1><p>{FIRST}</p>"),
            "OPS/t/two.xhtml": chapter.format(f"<p>{SECOND}</p>"),
            "OPS/nav.xhtml": chapter.format("<nav>Contents</nav>"),
        }
        | changed
    )


def test_a_book(write: Write, kit: Any) -> None:
    item = kit.article(write("b.epub", book()))
    assert item.text == f"One\n\n{FIRST}\n\n{SECOND}"
    assert (item.title, item.author, item.source) == ("The roof", "Signe Moe", "Aalvik Avis")
    assert (item.published, item.language) == (date(2024, 3, 5), "en")


def test_a_chapter_that_is_missing_is_told(write: Write) -> None:
    items = "<item id='x' href='x.xhtml'/><item id='o' href='one 1.xhtml'/>"
    package = f"<package>{items}<itemref idref='x'/><itemref idref='o'/></package>"
    data = book(**{"OPS/a.opf": package})
    item, loss = list(read(write("b.epub", data)))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert loss.partial
    assert "OPS/x.xhtml" in loss.reason


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, about: str = "<dc:creator>Signe Moe</dc:creator>") -> bytes:
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content xmlns:office='{ODF}:office:1.0' "
            f"xmlns:text='{ODF}:text:1.0' xmlns:table='{ODF}:table:1.0' "
            f"xmlns:draw='{ODF}:drawing:1.0'><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta xmlns:office='{ODF}:office:1.0' "
            f"xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:meta='{ODF}:meta:1.0'><office:meta>"
            f"<dc:title>The roof</dc:title>{about}</office:meta></office:document-meta>",
        }
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>One</text:h><text:p>a<text:s/>b<text:line-break/>c</text:p>", "One\n\na b\nc"),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>n</text:p></text:note-body></text:note> b</text:p><text:p>c</text:p>",
            "a b\n\nn\n\nc",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
            "</table:table>",
            "a\n\nb",
        ),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", "- a"),
        (
            "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
            "<text:p>a<text:span> b</text:span></text:p>",
            "a b",
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>b</text:p></draw:text-box></draw:frame>"
            "</text:p>",
            "a\n\nb",
        ),
    ],
)
def test_an_opendocument_text(write: Write, kit: Any, body: str, text: str) -> None:
    item = kit.article(write("o.odt", odt(f"<text:p>{FIRST}</text:p>{body}")))
    assert item.text == f"{FIRST}\n\n{text}"
    assert (item.title, item.author) == ("The roof", "Signe Moe")


@pytest.mark.parametrize(
    ("first", "last", "author"),
    [
        ("Signe Moe", "Per Hove", "Signe Moe"),
        ("Ada van Dyke", "", "Ada van Dyke"),
        ("", "Per Hove", "Per Hove"),
        ("office", "Per Hove", "Per Hove"),
        ("user1", "admin", ""),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_opendocument_text_is_by_whoever_began_it(
    write: Write, kit: Any, first: str, last: str, author: str, turned: bool
) -> None:
    about = [f"<dc:creator>{last}</dc:creator>"] if last else []
    about += [f"<meta:initial-creator>{first}</meta:initial-creator>"] if first else []
    data = odt(f"<text:p>{FIRST}</text:p>", "".join(reversed(about) if turned else about))
    assert kit.article(write("o.odt", data)).author == author


DAYS = (
    "<dc:date>2026-03-01T10:00:00</dc:date>"
    "<meta:creation-date>2026-02-01T10:00:00</meta:creation-date>"
    "<meta:print-date>2026-02-02T10:00:00</meta:print-date>"
)


def word(*paragraphs: str) -> bytes:
    from docx import Document

    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.core_properties.created = datetime(2026, 2, 1)
    made.core_properties.modified = datetime(2026, 3, 1)
    made.core_properties.last_printed = datetime(2026, 2, 2)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_when_a_document_was_begun_changed_or_printed_is_no_publication(
    write: Write, kit: Any, ending: str
) -> None:
    for lines, day in (
        ([FIRST], None),
        (["The roof", "By Signe Moe", "5 March 2024", FIRST, SECOND], date(2024, 3, 5)),
    ):
        body = "".join(f"<text:p>{line}</text:p>" for line in lines)
        data = odt(body, DAYS) if ending == "odt" else word(*lines)
        assert kit.article(write(f"d.{ending}", data)).published == day


@pytest.mark.parametrize("event", ["modification", "creation", "conversion"])
def test_when_a_book_was_made_or_changed_is_no_publication(
    write: Write, kit: Any, event: str
) -> None:
    package = zipfile.ZipFile(io.BytesIO(book())).read("OPS/a.opf").decode()
    space = "xmlns:opf='http://www.idpf.org/2007/opf'"
    dates = f"<dc:date {space} opf:event='{event}'>2026-03-01</dc:date>"
    only = re.sub("<dc:date>.*</dc:date>", dates, package)
    both = package.replace("<dc:date>", f"{dates}<dc:date>")
    assert kit.article(write("b.epub", book(**{"OPS/a.opf": only}))).published is None
    assert kit.article(write("b.epub", book(**{"OPS/a.opf": both}))).published == date(2024, 3, 5)


@pytest.mark.parametrize("ending", ["epub", "odt"])
def test_an_archive_that_is_damaged_or_a_bomb(write: Write, kit: Any, ending: str) -> None:
    whole = book() if ending == "epub" else odt(f"<text:p>{FIRST}</text:p>")
    for data in (whole[: len(whole) // 2], b"PK\x03\x04", zipped({"x": "y"})):
        assert "is damaged; " in kit.failure(write(f"x.{ending}", data)).reason
    path = write(f"y.{ending}", whole)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"0" * 3_000_000)
    assert "limit" in kit.failure(path, max_bytes=100_000).reason


RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title The roof}{\author Signe Moe}}"
    r"\f0 Caf\'e9 \ldblquote open\rdblquote , said Moe.\par "
    r"{\b Bold} {\v SECRET}words \u8212?.\par}"
)


def test_rich_text(write: Write, kit: Any) -> None:
    item = kit.article(write("r.rtf", RTF))
    assert item.text == "Café “open”, said Moe.\n\nBold words —."
    assert (item.title, item.author) == ("The roof", "Signe Moe")
    assert "not an RTF file" in kit.failure(write("r.rtf", "Hello.")).reason


@pytest.mark.parametrize("damage", [r"\u-99999999999999999999?", r"\'zz", "}}}{{{", "\\"])
def test_damaged_rich_text_raises_nothing(write: Write, damage: str) -> None:
    found = list(read(write("r.rtf", RTF.replace("words", f"words{damage}"))))
    assert found
    assert all(isinstance(f, Article | Failure) for f in found)


@pytest.mark.parametrize("words", ["words", r"{\b words}", r"w\'f6rds"])
@pytest.mark.parametrize(
    "link",
    [
        r' HYPERLINK "https://avis.example/a_b"',
        r'{HYPERLINK "https://avis.example/a_b" }',
        r' \hich\af0 HYPERLINK "mailto:a@b.example" {\*\datafield 00d0c9ea}',
    ],
)
def test_where_rich_text_links_to_is_not_read(
    write: Write, kit: Any, words: str, link: str
) -> None:
    field = rf"{{\field{{\*\fldinst{link}}}{{\fldrslt {words}}}}}"
    plain = kit.article(write("a.rtf", RTF.replace("words", words))).text
    assert kit.article(write("b.rtf", RTF.replace("words", field))).text == plain


def test_notes_of_rich_text_are_told(write: Write) -> None:
    found = list(read(write("r.rtf", RTF.replace("words", r"words{\footnote A note.}"))))
    assert [type(f) for f in found] == [Article, Failure]
    assert isinstance(found[1], Failure)
    assert found[1].partial


def test_documents_without_a_name_are_known_by_their_beginning() -> None:
    assert formats.sniff(book()) == "epub"
    assert formats.sniff(odt("")) == "odt"
    assert formats.sniff(RTF.encode()) == "rtf"
    assert formats.sniff(VTT.encode()) == formats.sniff(SRT.encode()) == "captions"


@pytest.mark.parametrize("page", ["Page 1 of 2", "  Page 12 of 250  "])
def test_the_count_of_pages_is_no_title(page: str) -> None:
    text = (
        f"{page}\n\nHerring quota cut\n\nThe Sound Journal\n\nMarch 5, 2018 Monday\n\n"
        "Copyright 2018 Sound Media All Rights Reserved\n\nLength: 30 words\n\nBody\n\n"
        "The quota is cut by half, minister Aage Lund said.\n\nEnd of Document\n"
    )
    (draft,) = articles_of(text)
    assert draft.fields["title"] == "Herring quota cut"
    assert draft.fields["source"] == "The Sound Journal"


NEXIS = {
    "new": "Herring quota cut\n\nThe Sound Journal\n\nMarch 5, 2018 Monday\n\n"
    "Length: 30 words\nByline: Ada Lind in Sund\nHighlight: {lead}\n\nBody\n\n{text}\n\n"
    "Graphic\n\n \nA boat, Bo Kerr/AP\n\n{more}Load-Date: March 6, 2018\n\nEnd of Document\n",
    "old": "1 of 1 DOCUMENTS\n\n\n          The Sound Journal\n\n          March 5, 2018 Monday\n\n"
    "Herring quota cut\n\nBYLINE: Ada Lind in Sund\n\nHIGHLIGHT: {lead}\n\nLENGTH: 30 words\n\n"
    "{text}\n\nGRAPHIC: A boat, Bo Kerr/AP\n\nLOAD-DATE: March 6, 2018\n",
}


@pytest.mark.parametrize("form", NEXIS)
@pytest.mark.parametrize("lead", ["Minister says half must do", "Boats stay in:\nhalf must do"])
@pytest.mark.parametrize("more", ["", "Classification\n\n\nLanguage: ENGLISH\n\n"])
def test_the_standfirst_of_nexis_is_read_and_no_heading_of_what_follows(
    form: str, lead: str, more: str
) -> None:
    text = "The quota is cut by half, minister Aage Lund said.\n\nGraphic\n\nwords fell."
    (draft,) = articles_of(NEXIS[form].format(lead=lead, text=text, more=more))
    assert draft.text == f"{lead.replace(chr(10), ' ')}\n\n{text}"
    assert (draft.fields["author"], draft.fields["title"]) == ("Ada Lind", "Herring quota cut")
