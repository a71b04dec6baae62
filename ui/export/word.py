"""Word documents (.docx) with the sources at the end of each answer.

What is read back is what a reader sees: the text of runs that bear one of the character styles
``On Record FIELD``. Characters that would act, or that XML cannot hold, are written as
``[U+202E]``, and so is the bracket of such words in an article.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from index.types import AttributionKind
from rag.voices import reported
from ui.exceptions import ExportError
from ui.export.escapes import ACTING, code_point, from_code_point
from ui.export.office import BROKEN, check_size, timeless
from ui.export.record import Cited, Piece, Record

SOURCE_FIELDS = ("title", "source", "author", "published", "url", "path")
FIELDS = (*SOURCE_FIELDS, "question", "said", "mark", "number", "speaker", "quote", "place", "hash")
ENTRY = "On Record entry"
"""The style of the paragraph that begins a source."""
_STYLE = "On Record "
_UNWRITABLE = re.compile(rf"[{ACTING}\ufffe\uffff\ud800-\udfff]|\[(?=U\+[0-9A-F]{{4,6}}\])")
_WRITTEN = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
_PLACE = re.compile(r"characters (\d+)–(\d+) of ([0-9a-f]+)")
_BOLD = frozenset(("speaker", "question", "number"))


def write(records: list[Record], name: str) -> bytes:
    """The whole document."""
    from docx import Document

    document: Any = Document()
    _add_styles(document)
    document.add_heading(_escape(f"On Record: {name}"), 0)
    for record in records:
        _answer(document, record)
    document.add_paragraph("Check these quotations at any time with: onrecord verify FILE")
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def _add_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    styles = document.styles
    for field in FIELDS:
        style = styles.add_style(f"{_STYLE}{field}", WD_STYLE_TYPE.CHARACTER)
        style.font.bold = field in _BOLD or None
        style.font.superscript = field == "mark" or None
    styles[f"{_STYLE}quote"].font.highlight_color = WD_COLOR_INDEX.YELLOW
    for field in ("place", "hash"):
        styles[f"{_STYLE}{field}"].font.size = Pt(8)
    entry = styles.add_style(ENTRY, WD_STYLE_TYPE.PARAGRAPH)
    entry.paragraph_format.space_before = Pt(10)
    entry.paragraph_format.keep_with_next = True


def _answer(document: Any, record: Record) -> None:
    _run(document.add_heading("", 1), record.question, "question")
    if record.standalone:
        document.add_paragraph(f"Searched for: {_escape(record.standalone)}")
    if record.abstained:
        document.add_paragraph(f"No answer: {_escape(record.message)}")
    for pieces, extra in zip(record.sentences, record.extra_marks, strict=True):
        _sentence(document.add_paragraph(style="List Bullet"), pieces, extra)
    if record.model:
        document.add_paragraph(f"Put into words by {_escape(record.model)}.")
    if record.looked:
        document.add_paragraph(record.coverage)
    if record.cited:
        nearest = "Nearest in the collection (not an answer)"
        document.add_heading(nearest if record.abstained else "Sources", 2)
    for one in record.cited:
        _source(document, one)


def _sentence(paragraph: Any, pieces: tuple[Piece, ...], extra: tuple[str, ...]) -> None:
    for text, place, kind in pieces:
        if place:
            _said(paragraph, text, kind)
            _run(paragraph, f"[{place}]", "mark")
        else:
            _run(paragraph, text)
    for place in extra:
        _run(paragraph, f"[{place}]", "mark")


def _said(paragraph: Any, text: str, kind: AttributionKind | None) -> None:
    """Words of an article: in quotation marks where they are a direct quotation, else slanted."""
    before, after = ("“", "”") if kind == "direct" else ("", "")
    _run(paragraph, before)
    _run(paragraph, text, "said").italic = kind != "direct" or None
    _run(paragraph, after)


def _source(document: Any, one: Cited) -> None:
    head = document.add_paragraph(style=ENTRY)
    _run(head, f"[{one.place}]", "number")
    _run(head, " ")
    if one.voice.somebody:
        _run(head, one.speaker, "speaker")
    else:
        _run(head, one.credit)
    if one.kind in ("mixed", "reported"):
        _run(head, f", {reported(one.line)}")
    words = document.add_paragraph(style="Quote")
    _run(words, one.before)
    _run(words, one.text, "quote")  # the article's own marks stand around it, if any
    _run(words, one.after)
    where = document.add_paragraph()
    values = (one.title, one.source, one.author, one.published, one.url, one.path)
    told = [(field, text) for field, text in zip(SOURCE_FIELDS, values, strict=True) if text]
    for number, (field, text) in enumerate(told):
        _run(where, " · " if number else "")
        _run(where, text, field)
    place = document.add_paragraph()
    _run(place, f"characters {one.start}–{one.end} of {one.article_id}", "place")
    _run(place, " · SHA-256 " if one.digest else " · no longer in the collection")
    _run(place, one.digest, "hash")


def _run(paragraph: Any, text: str, field: str = "") -> Any:
    return paragraph.add_run(_escape(text), style=f"{_STYLE}{field}" if field else None)


def _escape(text: str) -> str:
    return _UNWRITABLE.sub(lambda m: f"[U+{code_point(m[0])}]", text)


def _unescape(text: str) -> str:
    return _WRITTEN.sub(lambda m: from_code_point(m[1]), text)


def read(data: bytes) -> list[dict[str, Any]]:
    """The answers of a document written here. Raises ExportError where it is none."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        check_size(data)
        paragraphs = Document(io.BytesIO(data)).paragraphs
        return _answers([(p.style.name, list(_fields(p))) for p in paragraphs])
    except (OpcError, etree.LxmlError, *BROKEN) as error:
        raise ExportError(f"not a document as it was written ({error})") from error


def _answers(paragraphs: list[tuple[str, list[tuple[str, str]]]]) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    citation: dict[str, Any] = {}
    for style, fields in paragraphs:
        found = dict(fields)
        if style == "Heading 1":
            question = found.get("question", "")
            answers.append({"question": question, "citations": [], "sentences": []})
        elif style == ENTRY:
            citation = {
                "number": int(found["number"].strip("[]").rpartition("-")[2]),
                "speaker": found.get("speaker", ""),
                "source": dict.fromkeys(SOURCE_FIELDS, ""),
                "sha256": "",
            }
            answers[-1]["citations"].append(citation)
        elif "said" in found:
            answers[-1]["sentences"].append({"segments": list(_segments(fields))})
        elif "quote" in found:
            citation["quote"] = {"text": found["quote"]}
        elif "place" in found:
            place = _PLACE.fullmatch(found["place"])
            if place is None:
                raise ExportError(f"source {citation['number']} has no place; export it again")
            numbers = {"start": int(place[1]), "end": int(place[2])}
            citation["quote"] |= {"article_id": place[3], **numbers}
            citation["sha256"] = found.get("hash", "")
        elif citation:
            citation["source"] |= {k: v for k, v in found.items() if k in SOURCE_FIELDS}
    return answers


def _segments(fields: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """The quoted words of a sentence; one that has lost its number has -1."""
    for (field, text), (after, mark) in zip(fields, [*fields[1:], ("", "")], strict=True):
        if field == "said":
            number = mark.strip("[]").rpartition("-")[2] if after == "mark" else "-1"
            yield {"text": text, "citation": int(number)}


def _fields(paragraph: Any) -> Iterator[tuple[str, str]]:
    """The fields of a paragraph in order; runs that were cut are joined, hidden ones left out."""
    open_, parts = "", ""
    for inner in paragraph.iter_inner_content():
        for run in getattr(inner, "runs", [inner]):  # a hyperlink holds runs
            if run.font.hidden:
                continue
            style = run.style.name if run.style is not None else ""
            field = style.removeprefix(_STYLE) if style.startswith(_STYLE) else ""
            if field != open_:
                if open_:
                    yield open_, _unescape(parts)
                open_, parts = field, ""
            parts += run.text
    if open_:
        yield open_, _unescape(parts)
