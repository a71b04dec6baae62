"""One HTML file with everything in it: no script, no address that is loaded by itself.

What is read back is what a reader sees: the text of elements that bear one of ``FIELDS`` as class.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from index.types import AttributionKind
from rag.voices import reported
from ui.exceptions import ExportError
from ui.export.escapes import ACTING_CHARACTER, code_point, from_code_point
from ui.export.record import Cited, Record
from ui.web.markup import web_address

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SOURCE_FIELDS = ("title", "source", "author", "published", "url", "path")
FIELDS = frozenset(
    {*SOURCE_FIELDS, "question", "said", "quote", "speaker", "start", "end", "article", "sha256"}
)
_VOID = frozenset({"meta", "br", "hr", "link", "img", "input", "wbr"})


def esc(text: str) -> str:
    """Text for an element's content; characters that would act are shown by name instead."""
    return "".join(
        f'<span class="acting" title="U+{code_point(c)}">�</span>'
        if ACTING_CHARACTER.match(c)
        else html.escape(c)
        for c in text
    )


def write(records: list[Record], name: str) -> str:
    """The whole document."""
    style = (Path(__file__).parent / "webpage.css").read_text(encoding="utf-8")
    title = html.escape(ACTING_CHARACTER.sub("�", name))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>On Record: {title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>On Record: {esc(name)}</header>\n"
        + "".join(map(_answer, records))
        + "<footer>Check these quotations at any time with <code>onrecord verify</code> and this "
        "file.</footer>\n</body>\n</html>\n"
    )


def _answer(record: Record) -> str:
    parts = [f'<article data-answer="{record.number}">\n<h2 {_c("question", record.question)}</h2>']
    if record.standalone:
        parts.append(f"<p>Searched for: {esc(record.standalone)}</p>")
    if record.abstained:
        parts.append(f'<p class="silent">No answer: {esc(record.message)}</p>')
    rows = zip(record.sentences, record.stances, record.extra_marks, strict=True)
    for segments, stance, extra in rows:
        said = "".join(_segment(*piece) for piece in segments)
        marks = "".join(_mark(place) for place in extra)
        parts.append(f'<p class="sentence {stance}">{said}{marks}</p>')
    if record.model:
        parts.append(f'<p class="coverage">Put into words by {esc(record.model)}.</p>')
    if record.looked:
        parts.append(f'<p class="coverage">{esc(record.coverage)}.</p>')
    if record.cited:
        parts.append(
            "<h3>Nearest in the collection (not an answer)</h3>"
            if record.abstained
            else "<h3>Sources</h3>"
        )
        parts += [_source(one) for one in record.cited]
    return "\n".join(parts) + "\n</article>\n"


def _segment(text: str, place: str, kind: AttributionKind | None) -> str:
    if not place:
        return esc(text)
    number = place.rpartition("-")[2]
    element = "q" if kind == "direct" else "span"
    words = f'<{element} class="said" data-cite="{number}"><bdi>{esc(text)}</bdi></{element}>'
    return words + _mark(place)


def _mark(place: str) -> str:
    return f'<a class="mark" href="#c{place}">{place}</a>'


def _source(one: Cited) -> str:
    who = one.speaker if one.voice.somebody else one.credit
    by = f', {esc(reported(one.line))} <i class="kind">reported</i>' if _is_reported(one) else ""
    block = "blockquote" if one.kind == "direct" else "div"
    lines = [
        f'<section class="citation" id="c{one.place}" data-number="{one.number}">',
        f'<p><b class="number">{one.place}</b> <b {_c("speaker", who)}</b>{by}</p>',
        f'<{block} class="excerpt"><bdi>{esc(one.before)}<mark {_c("quote", one.text)}</mark>'
        f"{esc(one.after)}</bdi></{block}>",
        '<p class="from">',
        *(
            f"<span {_c(name, value)}</span>"
            for name, value in (
                ("title", one.title),
                ("source", one.source),
                ("author", one.author),
                ("published", one.published),
                ("path", one.path),
            )
            if value
        ),
    ]
    if one.url and web_address(one.url) == one.url:
        href = html.escape(one.url)
        lines.append(f'<a rel="noreferrer noopener" href="{href}" {_c("url", one.url)}</a>')
    elif one.url:
        lines.append(f"<span {_c('url', one.url)}</span>")
    lines.append(
        f'</p>\n<p class="place">characters <span class="start">{one.start}</span>–'
        f'<span class="end">{one.end}</span> of article <code {_c("article", one.article_id)}'
        "</code>, "
        + (
            f"SHA-256 <code {_c('sha256', one.digest)}</code>"
            if one.digest
            else "no longer in the collection"
        )
        + "</p>\n</section>"
    )
    return "\n".join(lines)


def _is_reported(one: Cited) -> bool:
    return one.kind in ("mixed", "reported")


def _c(name: str, value: str) -> str:
    """The end of a start tag with a field's class, and the field's text."""
    return f'class="{name}">{esc(value)}'


class _Reader(HTMLParser):
    """Collects answers; ``fields`` are those of the citation that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.answers: list[dict[str, Any]] = []
        self.fields: dict[str, str] = {}
        self.number = 0
        self.open: list[tuple[str, str, list[str], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a field begins where it bears the class of one."""
        given = dict(attrs)
        if tag in _VOID:
            return
        name = given.get("class") or ""
        if tag == "article":
            self.answers.append({"question": "", "citations": [], "sentences": []})
        elif name == "citation":
            self.fields, self.number = {}, int(given.get("data-number") or 0)
        elif name == "acting":
            self._text(from_code_point((given.get("title") or "")[2:]))
        cite = int(given.get("data-cite") or -1)
        field = name if name in FIELDS and self.answers else ""
        self.open.append((tag, name if name in {"citation", "acting"} else field, [], cite))

    def handle_data(self, data: str) -> None:
        """Text of every open field."""
        if not (self.open and self.open[-1][1] == "acting"):
            self._text(data)

    def _text(self, data: str) -> None:
        for _, _, parts, _ in self.open:
            parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name."""
        if not any(known == tag for known, *_ in self.open):
            return
        while self.open:
            known, name, parts, cite = self.open.pop()
            if name and name != "acting":
                self._close(name, "".join(parts), cite)
            if known == tag:
                return

    def _close(self, name: str, text: str, cite: int) -> None:
        answer = self.answers[-1]
        if name == "citation":
            answer["citations"].append(_citation(self.number, self.fields))
        elif name == "question":
            answer["question"] = text
        elif name == "said":
            answer["sentences"].append({"segments": [{"text": text, "citation": cite}]})
        elif name in self.fields:
            raise ExportError(f"citation {self.number} gives its {name} twice")
        else:
            self.fields[name] = text


def _citation(number: int, fields: dict[str, str]) -> dict[str, Any]:
    return {
        "number": number,
        "quote": {
            "article_id": fields["article"],
            "start": int(fields["start"]),
            "end": int(fields["end"]),
            "text": fields["quote"],
        },
        "speaker": fields.get("speaker", ""),
        "source": {name: fields.get(name, "") for name in SOURCE_FIELDS},
        "sha256": fields.get("sha256", ""),
    }


def read(text: str) -> list[dict[str, Any]]:
    """The answers of a document written here. Raises ExportError where it is none."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.answers
