"""What is read back is what was written, whatever stands in it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from index.types import AttributionKind
from rag.types import Voice
from tests.ui.export.strategies import NASTY, records, texts
from ui.export import bibtex, markdown, ris, table, webpage, word
from ui.export.escapes import ACTING_CHARACTER
from ui.export.record import Cited, Record

WRITERS = {
    "markdown": (markdown.write, markdown.read),
    "html": (webpage.write, webpage.read),
    "csv": (table.write, table.read),
    "bibtex": (bibtex.write, bibtex.read),
    "ris": (ris.write, ris.read),
    "word": (word.write, word.read),
}
CITATIONS_ONLY = {"bibtex", "ris"}  # of cited articles: no nearest evidence, no questions


def citation(one: Cited) -> dict[str, Any]:
    """What has to come back of a citation; the speaker's name is compared where it is written."""
    return {
        "number": one.number,
        "quote": {
            "article_id": one.article_id,
            "start": one.start,
            "end": one.end,
            "text": one.text,
        },
        "source": {
            "title": one.title,
            "source": one.source,
            "author": one.author,
            "published": one.published,
            "url": one.url,
            "path": one.path,
        },
        "sha256": one.digest,
    }


def came_back(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [{k: v for k, v in one.items() if k != "speaker"} for one in answer["citations"]]


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25)
@given(written=records())
def test_every_quotation_comes_back(name: str, written: list[Record]) -> None:
    write, read = WRITERS[name]
    answers = read(write(written, "a ·“collection”"))
    groups: list[list[dict[str, Any]]] = []
    for record in written:
        kept = [c for c in record.cited if not (name in CITATIONS_ONLY and c.nearest)]
        groups.append([citation(c) for c in kept])
    if name in CITATIONS_ONLY:
        assert [came_back(answer) for answer in answers] == [group for group in groups if group]
        return
    assert [came_back(answer) for answer in answers] == groups
    assert [answer["question"] for answer in answers] == [record.question for record in written]


@pytest.mark.parametrize("name", ["markdown", "html", "word"])
@settings(max_examples=25)
@given(written=records())
def test_the_words_inside_the_sentences_come_back(name: str, written: list[Record]) -> None:
    write, read = WRITERS[name]
    answers = read(write(written, "collection"))
    for record, answer in zip(written, answers, strict=True):
        said = [
            (segment["text"], segment["citation"])
            for sentence in answer["sentences"]
            for segment in sentence["segments"]
        ]
        if record.sentences:
            assert said == [(c.text, c.number) for c in record.cited]
        else:
            assert name in ("html", "word") or said == [(c.text, c.number) for c in record.cited]


@given(text=texts)
@example(text="".join(NASTY))
def test_escaping_is_undone(text: str) -> None:
    assert markdown.unescape(markdown.escape(text)) == text
    assert bibtex.unescape(bibtex.escape(text)) == text
    assert ris.unescape(ris.escape(text)) == text
    assert table.unguard(table.guard(text)) == text


@given(text=texts)
@example(text="".join(NASTY))
def test_nothing_acts_in_a_line(text: str) -> None:
    for escape in (markdown.escape, bibtex.escape, ris.escape):
        line = escape(text)
        assert "\n" not in line
        assert not ACTING_CHARACTER.search(line)


@given(text=texts)
@example(text="".join(NASTY))
def test_bibtex_braces_are_balanced_at_every_place(text: str) -> None:
    depth = 0
    for character in bibtex.escape(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


@given(text=texts)
@example(text="".join(NASTY))
@example(text="http://evil.example and www.evil.example :tada: <b>x</b> ![i](http://x/y.png)")
@example(text="2024. Year")
@example(text="- no list")
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = shown.parse(f"“{markdown.escape(text)}”")  # as it stands in a document
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {t.type for t in tokens[1].children or []} <= {"text", "text_special"}
    plain = "".join(t.content for t in tokens[1].children or [])
    visible = ACTING_CHARACTER.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    assert plain == f"“{visible}”"


@settings(max_examples=25)
@given(written=records())
def test_a_web_page_has_no_script_and_loads_nothing(written: list[Record]) -> None:
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Look(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    page = webpage.write(written, "<script>alert(1)</script>")
    Look().feed(page)
    allowed = set(
        "html head meta title style body header footer article section h2 h3 p q b a bdi "
        "blockquote mark span code div i".split()
    )
    assert {tag for tag, _ in seen} <= allowed
    for tag, attributes in seen:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes)
        if tag == "a":
            assert re.match(r"#c[\d-]+$|https?://", attributes["href"] or "", re.I)
    assert not ACTING_CHARACTER.search(page)


@given(text=texts)
@example(text="=cmd|' /C calc'!A0")
@example(text="a;=HYPERLINK(1);b\n@x")
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = table.guard(text)
    for part in re.split("[;\t\r\n]", cell):
        assert not part.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@settings(max_examples=25)
@given(written=records())
def test_any_reader_of_csv_sees_rows_of_equal_length(written: list[Record]) -> None:
    text = table.write(written, "x").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(table.COLUMNS)}
    assert len(rows) == 1 + sum(len(record.cited) for record in written)


@pytest.mark.parametrize("name", WRITERS)
def test_a_letter_changed_in_a_quotation_is_seen(name: str, one: Record) -> None:
    """No format keeps a hidden copy that would be checked instead of the words shown."""
    write, read = WRITERS[name]
    document = write([one], "x")
    changed = list(_bent(document))
    assert changed
    for bent in changed:
        assert read(bent) != read(document)


def _bent(document: str | bytes) -> Iterator[str | bytes]:
    """A document once for each place of a word, with that one changed; of Word, in each part."""
    if isinstance(document, str):
        for place in re.finditer("bridge", document):
            yield f"{document[: place.start()]}BRIDGE{document[place.end() :]}"
        return
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name in [n for n in parts if n.endswith(".xml")]:
        for bent in _bent(parts[name].decode("utf-8")):
            written = io.BytesIO()
            with zipfile.ZipFile(written, "w") as packed:
                for other, content in parts.items():
                    packed.writestr(other, bent if other == name else content)
            yield written.getvalue()


def test_a_backslash_before_slanted_words_is_no_escape(one: Record) -> None:
    said = ((("Ada\\", "", None), ("*bridge*", "1", one.cited[0].kind)),)
    cited = replace(one.cited[0], text="*bridge*")
    written = markdown.write([replace(one, sentences=said, cited=(cited,))], "x")
    (answer,) = markdown.read(written)
    assert answer["sentences"] == [{"segments": [{"text": "*bridge*", "citation": 1}]}]


def test_a_table_of_an_older_version_is_read(one: Record) -> None:
    now = table.write([one], "x")
    older = now.replace('"use"', '"kind_of_use"').replace('"kind"', '"reported"')
    assert older != now
    assert table.read(older) == table.read(now)


@pytest.fixture(params=["direct", "reported", None])
def one(request: pytest.FixtureRequest) -> Record:
    """An answer with one quotation, or what is reported or narrated, which speaks of a bridge."""
    kind: AttributionKind | None = request.param
    cited = Cited(
        *("1", 1, 1, False, "0123456789abcdef", 4, 10, "bridge", Voice("Ada"), "affirm"),
        *("Title", "Source", "Author", "2025-03-02", "https://a.example/x", "", "0a" * 32),
        kind=kind,
    )
    said = ((("Ada says: ", "", None), ("bridge", "1", kind)),)
    return Record(1, "Who?", "", "", said, ("affirm",), ((),), (cited,), 1, 1, 1)
