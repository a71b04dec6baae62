"""Markdown with footnotes (CommonMark with the footnotes that GitHub, Pandoc and Obsidian read).

A direct quotation stands in the text between curly quotation marks, other words of an article in
emphasis, each with its footnote behind it. Curly marks and middle dots that belong to an article
are written as ``&ldquo;``, ``&rdquo;`` and ``&middot;``, so that the marks of ours are the only
ones and the document can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from index.types import AttributionKind
from ui.exceptions import ExportError
from ui.export.escapes import ACTING_CHARACTER, code_point, from_code_point
from ui.export.record import Cited, Piece, Record
from ui.web.markup import web_address

TITLE = "# On Record: "
# What starts emphasis, code, links, tags, tables, mathematics, footnotes, emoji, addresses,
# comments and marks in one dialect or another; and what starts a list, at the beginning only.
_PUNCTUATION = re.compile(
    r"[\\`*_\[\]<>&|~$^#{}@=]|:(?=\S)|(?<=www)\.|%(?=%)|(?<=%)%|^[-+]|(?<=^\d)[.)]"
)
_NUMBERED = re.compile(r"^(\d{2,9})([.)])")
_NAMED = {"“": "&ldquo;", "”": "&rdquo;", "·": "&middot;", "\n": "&#10;", "\t": "&#9;"}
_SPACES = re.compile(r"^ | $|(?<= ) ")
_ESCAPED = re.compile(
    r"\\(?P<mark>[!-/:-@\[-`{-~])|&(?P<name>ldquo|rdquo|middot);|&#(?P<number>10|9|32);"
    r"|\[U\+(?P<code>[0-9A-F]{4,6})\]"
)
_BACK = {"ldquo": "“", "rdquo": "”", "middot": "·"}
_AUTOLINK = re.compile(r"https?://(?:[!-%'-;=?-\[\]^_a-z{|}~]|&(?![#\w]+;))+")
# An escaped character comes first, so that no asterisk of a text is taken for one of ours.
_SHOWN = re.compile(
    r"\\.|(?:“(?P<text>[^“”]*)”|\*(?P<words>(?:\\.|[^\\*])*)\*)(?P<place>\[\^[\d-]+\])?"
)
_NOTE = re.compile(r"^\[\^(?:(?P<answer>\d+)-)?(?P<number>\d+)\]: (?P<rest>.*)$")
_WHERE = re.compile(r"^characters (\d+)–(\d+) of `([0-9a-f]+)`$")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    text = _NUMBERED.sub(r"\1\\\2", _PUNCTUATION.sub(lambda m: f"\\{m[0]}", text))
    text = _SPACES.sub("&#32;", text)
    for character, entity in _NAMED.items():
        text = text.replace(character, entity)
    return ACTING_CHARACTER.sub(lambda m: f"[U+{code_point(m[0])}]", text)


def unescape(text: str) -> str:
    """The inverse of ``escape``."""

    def character(match: re.Match[str]) -> str:
        if match["mark"]:
            return match["mark"]
        if match["name"]:
            return _BACK[match["name"]]
        return chr(int(match["number"])) if match["number"] else from_code_point(match["code"])

    return _ESCAPED.sub(character, text)


def write(records: list[Record], name: str) -> str:
    """The whole document."""
    lines = [f"{TITLE}{escape(name)}", ""]
    for record in records:
        lines += [f"## {escape(record.question)}", ""]
        if record.standalone:
            lines += [f"Searched for: {escape(record.standalone)}", ""]
        if record.abstained:
            lines += [f"No answer: {escape(record.message)}", ""]
            if record.cited:
                lines += ["Nearest in the collection (not an answer):", ""]
                lines += [
                    f"- {escape(one.credit)}: {_shown(one.text, one.kind)}[^{one.place}]"
                    for one in record.cited
                ]
                lines.append("")
        else:
            for sentence, extra in zip(record.sentences, record.extra_marks, strict=True):
                lines.append("- " + _sentence(sentence, extra))
            lines.append("")
            if record.model:
                lines += [f"Put into words by {escape(record.model)}.", ""]
        if record.looked:
            lines += [f"{record.coverage}.", ""]
    notes = [_note(one) for record in records for one in record.cited]
    for note in notes:
        lines += [note, ""]
    lines.append("Check these quotations at any time with `onrecord verify` and this file.")
    return "\n".join(lines) + "\n"


def _sentence(segments: tuple[Piece, ...], extra: tuple[str, ...]) -> str:
    parts = []
    for text, place, kind in segments:
        parts.append(f"{_shown(text, kind)}[^{place}]" if place else _wording(text))
    marks = "".join(f"[^{place}]" for place in extra)
    return "".join(parts).strip() + (f" {marks}" if marks else "")


def _wording(text: str) -> str:
    """Our own words: as ``escape``, but with plain spaces at the ends, next to a quotation."""
    inner = text.strip(" ")
    if not inner:
        return " " if text else ""
    return (" " if text[0] == " " else "") + escape(inner) + (" " if text[-1] == " " else "")


def _shown(text: str, kind: AttributionKind | None) -> str:
    """Words of an article: in quotation marks where they are a direct quotation, else slanted."""
    return f"“{escape(text)}”" if kind == "direct" else f"*{escape(text)}*"


def _note(one: Cited) -> str:
    """A footnote: pieces between middle dots, each known by how it begins."""
    pieces = [_shown(one.text, one.kind)]
    pieces.append(f"**{escape(one.speaker)}**" if one.voice.somebody else f"*{escape(one.credit)}*")
    for lead, text in (("in ", one.source), ("by ", one.author), ("on ", one.published)):
        if text:
            pieces.append(lead + escape(text))
    pieces.insert(2, f"titled {escape(one.title)}" if one.title else "without a title")
    if one.kind in ("mixed", "reported"):
        pieces.append("reported")
    if one.url:
        pieces.append(_address(one.url))
    elif one.path:
        pieces.append(f"from {escape(one.path)}")
    pieces.append(f"characters {one.start}–{one.end} of `{one.article_id}`")
    pieces.append(f"SHA-256 `{one.digest}`" if one.digest else "no longer in the collection")
    return f"[^{one.place}]: " + " · ".join(pieces)


def _address(url: str) -> str:
    plain = web_address(url) == url and _AUTOLINK.fullmatch(url)
    return f"<{url}>" if plain else f"at {escape(url)}"


def read(text: str) -> list[dict[str, Any]]:
    """The answers of a document written here. Raises ExportError where it is none."""
    answers: dict[int, dict[str, Any]] = {}
    questions: list[str] = []
    body: list[list[dict[str, Any]]] = []
    for line in text.split("\n"):
        if line.startswith("## "):
            questions.append(unescape(line[3:]))
            body.append([])
        elif note := _NOTE.match(line):
            answer = answers.setdefault(int(note["answer"] or 1), {"citations": []})
            answer["citations"].append(_read_note(int(note["number"]), note["rest"]))
        elif body:
            segments = [
                {"text": unescape(m["text"] or m["words"]), "citation": _number(m["place"])}
                for m in _SHOWN.finditer(line if line.startswith("- ") else "")
                if not m[0].startswith("\\")
            ]
            if segments:
                body[-1].append({"segments": segments})
    return [
        {
            "citations": [],
            **answers.get(n, {}),
            "question": questions[n - 1] if n <= len(questions) else "",
            "sentences": body[n - 1] if n <= len(body) else [],
        }
        for n in range(1, max([len(questions), *answers]) + 1)
    ]


def _number(place: str | None) -> int:
    """The number of a citation; -1 for a quotation that has lost its footnote."""
    return int(place.strip("[^]").rpartition("-")[2]) if place else -1


def _read_note(number: int, rest: str) -> Mapping[str, Any]:
    quoted, *pieces = rest.split(" · ")
    source = dict.fromkeys(("title", "source", "author", "published", "url", "path"), "")
    leads = {
        "titled ": "title",
        "in ": "source",
        "by ": "author",
        "on ": "published",
        "at ": "url",
        "from ": "path",
    }
    where = None
    digest = name = ""
    for piece in pieces:
        if piece.startswith("<"):
            source["url"] = piece[1:-1]
        elif piece.startswith("**"):
            name = unescape(piece[2:-2])
        elif piece.startswith("SHA-256 "):
            digest = piece.removeprefix("SHA-256 ").strip("`")
        elif found := _WHERE.match(piece):
            where = found
        else:
            for lead, field in leads.items():
                if piece.startswith(lead):
                    source[field] = unescape(piece.removeprefix(lead))
    if where is None or quoted[:1] + quoted[-1:] not in ("“”", "**"):
        raise ExportError(
            f"footnote {number} has no quotation or no place; export the answer again"
        )
    return {
        "number": number,
        "quote": {
            "article_id": where[3],
            "start": int(where[1]),
            "end": int(where[2]),
            "text": unescape(quoted[1:-1]),
        },
        "speaker": name,
        "source": source,
        "sha256": digest,
    }
