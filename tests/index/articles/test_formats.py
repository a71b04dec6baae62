"""Every format gives its text and its metadata, each field with where it came from."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.articles import FORMATS, ocr, read
from index.articles.markdown import plain
from index.articles.pdf_words import join_lines
from index.types import Article, Failure

Write = Callable[..., Path]


def test_plain_text_comes_back_whole(write: Write, kit: Any) -> None:
    item = kit.article(write("pier.txt", kit.text))
    assert item.text == kit.text
    assert item.path == str(write("pier.txt", kit.text))
    assert item.boilerplate == ()
    assert dict(item.origins) == {"title": "opening words", "language": "detected"}


def test_file_name_of_words_is_a_title_of_last_resort(write: Write, kit: Any) -> None:
    item = kit.article(write("council-votes-on-pier.txt", kit.text))
    assert (item.title, item.origins["title"]) == ("Council votes on pier", "file name")


@pytest.mark.parametrize("name", ["pier.txt", "pier.md"])
def test_front_matter(write: Write, kit: Any, name: str) -> None:
    head = (
        "---\ntitle: 'Piers: who pays?'\nsource: Bay Herald\nauthors: [Marta Lind, Piet de Vries]\n"
        "date: 2025-10-28\nurl: https://bay.example/pier\nlanguage: en-GB\n---\n\n"
    )
    item = kit.article(write(name, head + kit.text))
    assert item.title == "Piers: who pays?"
    assert item.source == "Bay Herald"
    assert item.author == "Marta Lind, Piet de Vries"
    assert item.published == date(2025, 10, 28)
    assert item.url == "https://bay.example/pier"
    assert item.language == "en"
    assert set(item.origins.values()) == {"front matter"}
    assert item.text.strip() == kit.text.strip()


@pytest.mark.parametrize("name", ["pier.txt", "pier.md"])
@pytest.mark.parametrize("day", ["2025-10-28", "2025-10-28T06:00:00Z", "'28 October 2025'"])
def test_front_matter_in_toml(write: Write, kit: Any, name: str, day: str) -> None:
    head = (
        '+++\ntitle = "Piers: who pays?"\nauthors = ["Marta Lind", "Piet de Vries"]\n'
        f"date = {day}\ndraft = false\n[params]\nkind = 1\n+++\n\n"
    )
    item = kit.article(write(name, head + kit.text))
    assert (item.title, item.author) == ("Piers: who pays?", "Marta Lind, Piet de Vries")
    assert item.published == date(2025, 10, 28)
    assert item.text.strip() == kit.text.strip()


@pytest.mark.parametrize("block", ["+++\ntitle = Piers\n+++\n", "+++\nNobody pays.\n+++\n"])
def test_front_matter_that_is_no_toml_stays_in_the_text(write: Write, block: str) -> None:
    item, loss = read(write("pier.txt", f"{block}The mayor said nobody will pay for it."))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert item.text.startswith(block)
    assert "not valid TOML" in loss.reason


@pytest.mark.parametrize("name", ["pier.md", "pier.txt"])
@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Piers: who pays?", "Piers: who pays?"),
        ("title: Storm at 10:30: ferries stay in", "Storm at 10:30: ferries stay in"),
        ("title: 'Lind's pier' is to be widened", "'Lind's pier' is to be widened"),
        ('title: "The pier" will go, says mayor', '"The pier" will go, says mayor'),
        ("title: @harbour says no", "@harbour says no"),
        ("title:\tPiers", "Piers"),
        ("title: [Pier] to be widened", "[Pier] to be widened"),
        ("title: 50% more: the toll #2", "50% more: the toll #2"),
    ],
)
def test_front_matter_that_yaml_refuses(
    write: Write, kit: Any, name: str, line: str, title: str
) -> None:
    head = (
        f"---\n{line}\nauthors:\n  - Marta Lind\n  - Piet de Vries\nsource: 'Bay Herald'\n"
        "date: 2025-10-28\n---\n\n"
    )
    item, loss = read(write(name, head + kit.text))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert (item.title, item.origins["title"]) == (title, "front matter")
    assert (item.author, item.source) == ("Marta Lind, Piet de Vries", "Bay Herald")
    assert item.published == date(2025, 10, 28)
    assert item.text.strip() == kit.text.strip()
    assert loss.partial
    assert "line by line" in loss.reason


def test_front_matter_that_yaml_refuses_names_the_line(write: Write, kit: Any) -> None:
    path = write("pier.md", "---\ndate: 2025-10-28\ntitle: Piers: who pays?\n---\n" + kit.text)
    assert "line 3" in list(read(path))[1].reason


@pytest.mark.parametrize("name", ["pier.md", "pier.txt"])
def test_a_block_of_prose_that_is_no_yaml_stays_in_the_text(
    write: Write, kit: Any, name: str
) -> None:
    block = '---\nHartwig: "We will: not pay" was all\nthe mayor had to say about it.\n---\n'
    item, loss = read(write(name, block + kit.text))
    assert isinstance(item, Article)
    assert isinstance(loss, Failure)
    assert "the mayor had to say about it." in item.text
    assert loss.partial


def test_a_rule_at_the_top_is_no_front_matter(write: Write, kit: Any) -> None:
    assert kit.article(write("pier.txt", "---\n\n" + kit.text)).text.startswith("---")


def test_markdown_gives_words_without_markup() -> None:
    text, heading = plain(
        "# Who pays\n\nThe **mayor** said [it would](https://x.example) _cost_ a lot.\n"
        "And `more`.\n\n"
        "<!-- ignore me -->\n\n- one\n- two\n\n1. first\n\n> quoted\n\n"
        "| a | b |\n|---|---|\n| c | d |\n"
    )
    assert heading == "Who pays"
    assert text.startswith("Who pays\n\nThe mayor said it would cost a lot.\nAnd more.\n\n")
    assert "- one\n- two" in text
    assert "1. first" in text
    assert "ignore me" not in text
    assert "https" not in text


def test_markdown_heading_is_the_title_and_no_content(write: Write, kit: Any) -> None:
    item = kit.article(write("x1.md", "# Who *pays* for the pier\n\n" + kit.text))
    assert (item.title, item.origins["title"]) == ("Who pays for the pier", "first heading")
    assert kit.flagged(item) == ["Who pays for the pier"]


def page(kit: Any, head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in kit.prose)
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Pier | Bay Herald</title>{head}"
        "</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Who pays for the pier</h1>{paragraphs}{body}"
        "</article><footer>© 2025 Bay Herald</footer></body></html>"
    )


def test_html_keeps_paragraphs_apart(write: Write, kit: Any) -> None:
    item = kit.article(write("p.html", page(kit)))
    for paragraph in kit.prose:
        assert f"\n{paragraph}\n" in f"\n{item.text}\n"
    assert "Home" not in item.text
    assert item.title == "Who pays for the pier"
    assert item.language == "en"


def test_long_html_goes_through_the_extractor(write: Write, kit: Any) -> None:
    more = "".join(
        f"<p>On day {n} of the hearing the clerk read another {n} letters from owners of boats "
        "and counted the votes again before the council adjourned.</p>"
        for n in range(2, 40)
    )
    item = kit.article(write("p.html", page(kit, body=more)))
    blocks = [b for b in item.text.split("\n") if b]
    assert sum(b.startswith("On day ") for b in blocks) == 38
    assert kit.prose[0] in blocks


def test_line_breaks_and_lists_of_a_page(write: Write, kit: Any) -> None:
    filler = "".join(f"<p>{p} {p}</p>" for p in kit.prose * 2)
    body = (
        filler + "<p>The pier, which nobody<br>liked, will <em>go</em>.<br><br>It was old.</p>"
        "<ul><li>one thing of some length</li><li>another thing of some length</li></ul>"
    )
    text = kit.article(write("p.html", page(kit, body=body))).text
    assert "\n\nThe pier, which nobody\nliked, will go.\n\nIt was old.\n\n" in text
    assert "- one thing of some length\n- another thing of some length" in text
    assert "\u23ce" not in text


def test_html_metadata_from_json_ld(write: Write, kit: Any) -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Who pays for the pier",
                "author": [{"@type": "Person", "name": "Marta Lind"}],
                "publisher": {"@type": "Organization", "name": "Bay Herald"},
                "datePublished": "2025-10-28T08:00:00+01:00",
                "dateModified": "2025-11-02",
            }
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    item = kit.article(write("p.html", page(kit, script)))
    assert (item.title, item.author, item.source) == (
        "Who pays for the pier",
        "Marta Lind",
        "Bay Herald",
    )
    assert item.published == date(2025, 10, 28)
    assert {item.origins[f] for f in ("title", "author", "source", "published")} == {"JSON-LD"}


def test_html_metadata_from_meta_elements(write: Write, kit: Any) -> None:
    head = (
        '<meta property="og:title" content="Who pays for the pier">'
        '<meta property="og:site_name" content="Bay Herald">'
        '<meta name="author" content="Marta Lind">'
        '<meta property="article:published_time" content="2025-10-28T08:00:00Z">'
        '<link rel="canonical" href="https://bay.example/pier">'
    )
    item = kit.article(write("p.html", page(kit, head)))
    assert (item.title, item.source, item.author) == (
        "Who pays for the pier",
        "Bay Herald",
        "Marta Lind",
    )
    assert item.published == date(2025, 10, 28)
    assert item.url == "https://bay.example/pier"
    assert item.origins["published"] == "html meta"


def test_html_title_in_the_page_head(write: Write, kit: Any) -> None:
    body = "".join(f"<p>{p}</p>" for p in kit.prose)
    markup = f"<body><header><h1>Who pays for the pier</h1></header><main>{body}</main></body>"
    item = kit.article(write("p.html", markup))
    assert item.title == "Who pays for the pier"
    assert kit.prose[0] in item.text


def test_html_without_a_date_has_none(write: Write, kit: Any) -> None:
    assert kit.article(write("p.html", page(kit))).published is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>SECRET</p>",
        "<p style='Display : None !important'>SECRET</p>",
        "<p style='visibility:hidden'>SECRET</p>",
        "<p style='font-size:0'>SECRET</p>",
        "<p style='font-size:0px; color:red'>SECRET</p>",
        "<p style='opacity:0'>SECRET</p>",
        "<div style='height:0;overflow:hidden'><p>SECRET</p></div>",
        "<p style='position:absolute;left:-9999px'>SECRET</p>",
        "<p style='text-indent:-9999px'>SECRET</p>",
        "<p hidden>SECRET</p>",
        "<div aria-hidden='true'><p>SECRET</p></div>",
        "<p class='sr-only'>SECRET</p>",
        "<p class='ghost'>SECRET</p>",
        "<p id='ghost'>SECRET</p>",
        "<!-- SECRET -->",
        "<script>SECRET</script>",
        "<style>SECRET {}</style>",
        "<template><p>SECRET</p></template>",
        "<noscript><p>SECRET</p></noscript>",
        "<textarea>SECRET</textarea>",
    ],
)
def test_what_a_page_hides_is_not_read(write: Write, kit: Any, hidden: str) -> None:
    sheet = "<style>.ghost, #ghost {display: none} @media print {p {display: none}}</style>"
    filler = "".join(f"<p>{p} {p} {p}</p>" for p in kit.prose)
    for body in (hidden, filler + hidden):
        item = kit.article(write("p.html", page(kit, sheet, body)))
        assert "SECRET" not in item.text
        assert kit.prose[0] in item.text


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0.9em",
        "opacity:0.8",
        "margin-left:-150px",
        "min-height:0",
        "width:0.5em;color:red",
        "left:-9px",
    ],
)
def test_what_a_page_shows_is_read(write: Write, kit: Any, style: str) -> None:
    item = kit.article(write("p.html", page(kit, "", f"<p style='{style}'>The pier stays.</p>")))
    assert "The pier stays." in item.text


def test_page_without_text(write: Write, kit: Any) -> None:
    path = write("p.html", "<html><body><script>var a = 1</script></body></html>")
    assert "no readable text" in kit.failure(path).reason


def test_pdf(write: Write, kit: Any) -> None:
    lines = [
        "Who Pays for the Pier",
        "The harbour council voted on Tuesday to widen the northern pier before the winter",
        "storms. Mayor Lena Hartwig said that the work would cost nine million crowns, a co-",
        "operation that the fisher-",
        "men had not asked for at all, as they told the clerk at the last hearing, which took",
        "place in the old customs house.",
        "A decision on the southern pier is expected in spring, the clerk said.",
    ]
    info = {"Title": "Who Pays for the Pier", "Author": "Marta Lind"}
    item = kit.article(write("p.pdf", kit.pdf([lines], info)))
    assert (item.title, item.author) == ("Who Pays for the Pier", "Marta Lind")
    assert item.origins["title"] == "PDF properties"
    assert "before the winter storms. Mayor" in item.text
    assert "a co-operation that the fishermen had not asked" in item.text
    assert "customs house.\n\nA decision" in item.text


def test_pdf_paragraphs_by_the_gap_between_lines(write: Write, kit: Any) -> None:
    line = "A line of the same length as all the other lines that stand on this page here."
    item = kit.article(write("p.pdf", kit.pdf([[line, line, line, "", line, line]])))
    assert item.text == " ".join([line] * 3) + "\n\n" + " ".join([line] * 2)


def test_pdf_tells_a_date_better_than_its_properties_do(write: Write, kit: Any) -> None:
    lines = ["PORTHAVEN, October 27, 2025 - The council voted on Tuesday to widen the pier."]
    data = kit.pdf([lines], {"CreationDate": "D:20251101080000"})
    item = kit.article(write("p.pdf", data))
    assert (item.published, item.origins["published"]) == (date(2025, 10, 27), "dateline")


def test_pdf_properties_of_programs_are_not_taken(write: Write, kit: Any) -> None:
    info = {"Title": "Microsoft Word - pier.docx", "Author": "admin"}
    item = kit.article(write("p.pdf", kit.pdf([list(kit.prose)], info)))
    assert item.author == ""
    assert "Word" not in item.title


def test_pdf_running_heads_and_page_numbers_go() -> None:
    from index.articles.pdf_lines import Line, without_running_lines

    words = ["one", "two", "three", "four"]
    pages = [
        [Line("Bay Herald"), Line(f"Page text number {w} goes on"), Line(str(n))]
        for n, w in enumerate(words, 1)
    ]
    assert without_running_lines(pages) == [[page[1]] for page in pages]


def test_pdf_lists_stay_lists() -> None:
    assert join_lines(["- one thing", "and its end", "- another"]) == (
        "- one thing and its end\n\n- another"
    )


def test_pdf_that_is_locked(write: Write, kit: Any) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(kit.pdf([["The pier."]]))))
    writer.encrypt("crown", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in kit.failure(write("p.pdf", out.getvalue())).reason


def test_pdf_of_pictures_only(write: Write, kit: Any) -> None:
    wanted = "holds no text" if ocr.is_installed() else "OCR"
    assert wanted in kit.failure(write("p.pdf", kit.pdf([[]]))).reason


def test_docx(write: Write, kit: Any, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.core_properties.author = "Marta Lind"
    document.add_heading("Who pays for the pier", 0)
    for paragraph in kit.prose:
        document.add_paragraph(paragraph)
    document.add_paragraph("one thing", style="List Bullet")
    document.add_paragraph("seen ").add_run("SECRET").font.hidden = True
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "left", "right"
    document.save(str(tmp_path / "p.docx"))
    item = kit.article(tmp_path / "p.docx")
    assert (item.title, item.origins["title"]) == ("Who pays for the pier", "title paragraph")
    assert (item.author, item.origins["author"]) == ("Marta Lind", "Word properties")
    assert item.published is None
    assert "\n\n".join(kit.prose) in item.text
    assert "- one thing" in item.text
    assert item.text.endswith("left\n\nright")
    assert "SECRET" not in item.text
    assert kit.flagged(item) == ["Who pays for the pier"]


def test_docx_default_author_is_not_taken(kit: Any, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph(kit.text)
    document.save(str(tmp_path / "p.docx"))
    assert kit.article(tmp_path / "p.docx").author == ""


def test_old_word_file(write: Write, kit: Any) -> None:
    path = write("p.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert ".docx" in kit.failure(path).reason


RECORD_NAMES = [
    ("text", "title", "source", "author", "date"),
    ("body", "headline", "publisher", "authors", "published"),
    ("content", "Title", "Source", "byline", "published_at"),
    ("article", "title", "publication", "Author", "datePublished"),
]


@pytest.mark.parametrize("names", RECORD_NAMES)
def test_json_record_under_many_names(write: Write, kit: Any, names: tuple[str, ...]) -> None:
    values = (kit.text, "Who pays", "Bay Herald", "Marta Lind", "2025-10-28")
    record = dict(zip(names, values, strict=True)) | {"url": "https://bay.example/1", "lang": "en"}
    item = kit.article(write("p.json", json.dumps(record)))
    assert (item.text, item.title, item.source, item.author) == values[:4]
    assert item.published == date(2025, 10, 28)
    assert (item.url, item.language) == ("https://bay.example/1", "en")
    assert set(item.origins.values()) == {"json record"}


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: {"articles": r}, lambda r: {"data": r}])
def test_json_lists(write: Write, kit: Any, wrap: Callable[[object], object]) -> None:
    records = [{"id": "a", "text": kit.text}, {"text": kit.prose[0]}, {"title": "no text"}]
    path = write("p.json", json.dumps(wrap(records)))
    found = list(read(path))
    assert [type(f) for f in found] == [Article, Article, Failure]
    assert [f.path for f in found[:2]] == [f"{path}#a", f"{path}[2]"]  # type: ignore[union-attr]
    assert found[2].origin == f"{path}[3]"  # type: ignore[union-attr]


def test_markup_in_a_record_is_read_as_a_page(write: Write, kit: Any) -> None:
    body = "".join(f"<p>{p}</p>" for p in kit.prose) + "<p hidden>SECRET</p>"
    item = kit.article(write("p.json", json.dumps({"content": body})))
    assert item.text == "\n\n".join(kit.prose)


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(write: Write, kit: Any, packed: bool) -> None:
    lines = [
        json.dumps({"doc_id": "d1", "text": kit.text, "title": "One"}),
        "",
        "{not json",
        '["a list"]',
        json.dumps({"text": kit.prose[1]}),
    ]
    data = "\n".join(lines).encode()
    path = write("p.jsonl.gz", gzip.compress(data)) if packed else write("p.jsonl", data)
    found = list(read(path))
    assert [getattr(f, "path", "") or getattr(f, "origin", "") for f in found] == [
        f"{path}#d1",
        f"{path}:3",
        f"{path}:4",
        f"{path}:5",
    ]
    assert [type(f) for f in found] == [Article, Failure, Failure, Article]
    assert "column" in found[1].reason  # type: ignore[union-attr]


def test_half_a_gzip_file_gives_what_it_holds_and_a_failure(write: Write, kit: Any) -> None:
    import random

    noise = random.Random(7)
    lines = [
        json.dumps({"text": kit.text + "".join(noise.choices("abcdefgh ", k=4000))})
        for _ in range(50)
    ]
    data = gzip.compress("\n".join(lines).encode())
    found = list(read(write("p.jsonl.gz", data[: len(data) // 2])))
    assert isinstance(found[-1], Failure)
    assert "gzip" in found[-1].reason
    assert any(isinstance(f, Article) for f in found)


def test_a_gzip_bomb_is_refused(write: Write, kit: Any) -> None:
    data = gzip.compress(b"\n" * 300_000)
    found = list(read(write("p.jsonl.gz", data), max_bytes=1_000))
    assert isinstance(found[-1], Failure)
    assert "limit" in found[-1].reason


def test_a_line_over_the_limit_does_not_stop_the_next(write: Write, kit: Any) -> None:
    lines = [json.dumps({"text": "pier " * 500}), json.dumps({"text": kit.text})]
    found = list(read(write("p.jsonl", "\n".join(lines)), max_bytes=1_000))
    assert [type(f) for f in found] == [Failure, Article]


def test_json_lines_in_utf16(write: Write, kit: Any) -> None:
    path = write(
        "p.jsonl", json.dumps({"text": kit.text + "Šárka"}, ensure_ascii=False).encode("utf-16")
    )
    assert "Šárka" in kit.article(path).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(write: Write, kit: Any, delimiter: str) -> None:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter)
    table.writerow(["Headline", "Text", "Source", "Date"])
    table.writerow(["Who pays", kit.text, "Bay Herald", "28 October 2025"])
    table.writerow(["No text", "", "Bay Herald", ""])
    found = list(read(write("p.csv", out.getvalue())))
    assert isinstance(found[0], Article)
    assert (found[0].title, found[0].text, found[0].source) == ("Who pays", kit.text, "Bay Herald")
    assert found[0].published == date(2025, 10, 28)
    assert found[0].origins["title"] == "csv column"
    assert isinstance(found[1], Failure)


def test_csv_that_is_broken(write: Write, kit: Any) -> None:
    assert "CSV" in kit.failure(write("p.csv", 'text\n"never closed')).reason
    assert "no rows" in kit.failure(write("p.csv", "text,title\n")).reason


def test_an_ambiguous_date_is_left_out(write: Write, kit: Any) -> None:
    item = kit.article(write("p.json", json.dumps({"text": kit.text, "date": "03/04/2025"})))
    assert item.published is None
    assert "published" not in item.origins


CZECH = (
    "Starosta řekl, že nové molo bude stát devět milionů korun a že práce začnou před zimou. "
    "Rybáři s tím nesouhlasí, protože se jich nikdo neptal. Příští schůze bude v úterý večer.\n"
)
GERMAN = "Herr Müller kam später; Frau Jörg blieb länger, und für die Brücke stimmte niemand.\n"
ENCODINGS = {
    "utf-8": CZECH,
    "utf-8-sig": CZECH,
    "utf-16": CZECH,
    "utf-16-le": GERMAN,
    "utf-16-be": GERMAN,
    "utf-32": CZECH,
    "cp1252": GERMAN * 4,
    "cp1250": CZECH * 4,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(write: Write, kit: Any, encoding: str) -> None:
    text = ENCODINGS[encoding]
    assert kit.article(write("p.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Aune in Tårnvik said no."),
        ("cp1252", "The café in Málaga is closed, said José Núñez. “We are tired,” he said."),
        ("latin-1", "Bron öppnas i juni, sade borgmästaren på måndagen. Åsa Öberg är nöjd."),
        ("cp1252", "A ponte abre em junho, disse a prefeita. Não há dinheiro para São João."),
        ("cp1250", "Podul va fi deschis în iunie, a spus primăriţa. Oraşul este mare."),
        ("cp1250", "Most zostanie otwarty w czerwcu, powiedziała burmistrz. Żółta łódź."),
        ("cp1254", "Köprü haziranda açılacak, dedi belediye başkanı. Şehir çok güzel."),
        ("cp1251", "Мост откроют в июне, сказала мэр во вторник. Деньги у нас есть."),
    ],
)
def test_the_code_page_of_a_short_text_by_its_language(
    write: Write, kit: Any, encoding: str, text: str
) -> None:
    assert kit.article(write("p.txt", text.encode(encoding))).text == text


def test_line_ends_and_composed_letters(write: Write, kit: Any) -> None:
    item = kit.article(write("p.txt", "One cafe\u0301 line.\r\nAnother one.\rThird."))
    assert item.text == "One café line.\nAnother one.\nThird."


def test_html_declares_its_encoding(write: Write, kit: Any) -> None:
    markup = page(kit, '<meta charset="windows-1251">', "<p>Мэр сказал: пирс будет.</p>")
    item = kit.article(write("p.html", markup.encode("cp1251")))
    assert "Мэр сказал: пирс будет." in item.text


def test_every_format_of_the_design_is_there() -> None:
    promised = {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".jsonl.gz"}
    assert promised | {".csv"} <= set(FORMATS)
