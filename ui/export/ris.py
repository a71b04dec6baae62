"""RIS, which Zotero, EndNote and Mendeley read: one record for every cited article.

A value is one line. Backslashes double, line ends become ``\\n``, and characters that act become
``\\u{…}``, so that a value can neither end early nor begin a tag.
"""

from __future__ import annotations

import re
from typing import Any

from ui.exceptions import ExportError
from ui.export.escapes import ACTING, code_point, from_code_point
from ui.export.record import Cited, Record, by_article

_SPECIAL = re.compile(f"[\\\\\n\t{ACTING}]|^ | $")
_WRITTEN = re.compile(r"\\(?:(?P<plain>[\\nt])|u\{(?P<code>[0-9A-F]+)\})")
_PLAIN = {"\\": "\\", "n": "\n", "t": "\t"}
_TAG = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_PLACE = r"citation (?:(?P<answer>\d+)-)?(?P<number>\d+), characters (?P<start>\d+)-(?P<end>\d+)\)$"
_QUOTED = re.compile(rf"^(?P<speaker>[^“]*): “(?P<text>.*)” \({_PLACE}")
_WORDS = re.compile(rf"^(?P<speaker>[^\[]*): \[(?P<text>.*)\] \((?:reported; )?{_PLACE}")


def escape(text: str) -> str:
    """A value on one line."""
    back = {"\\": r"\\", "\n": r"\n", "\t": r"\t"}
    return _SPECIAL.sub(lambda m: back.get(m[0]) or f"\\u{{{code_point(m[0])}}}", text)


def unescape(text: str) -> str:
    """The inverse of ``escape``."""
    return _WRITTEN.sub(
        lambda m: _PLAIN[m["plain"]] if m["plain"] else from_code_point(m["code"]), text
    )


def write(records: list[Record], name: str) -> str:
    """All records; the same article is one record, whichever answers cite it."""
    cited = [one for record in records for one in record.cited if not one.nearest]
    lines: list[str] = []
    for group in by_article(cited):
        lines += [f"{tag}  - {value}" for tag, value in _values(group)]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines)


def _values(group: list[Cited]) -> list[tuple[str, str]]:
    one = group[0]
    day = one.published.replace("-", "/") if one.published.count("-") == 2 else ""
    values = [
        ("TY", "NEWS"),
        ("TI", escape(one.title)),
        ("AU", escape(one.author)),
        ("T2", escape(one.source)),
        ("PY", escape(one.published.partition("-")[0])),
        ("DA", escape(day)),
        ("UR", escape(one.url)),
        ("L1", escape(one.path)),
        ("AN", escape(one.article_id)),
        ("C1", f"SHA-256 {one.digest}" if one.digest else ""),
        *(("N1", _note(cited)) for cited in group),
    ]
    return [(tag, value) for tag, value in values if value]


def _note(one: Cited) -> str:
    who = escape(one.speaker).replace("“", r"\u{201C}").replace("[", r"\u{5B}")
    where = f"citation {one.place}, characters {one.start}-{one.end})"
    if one.kind == "direct":
        return f"{who}: “{escape(one.text)}” ({where}"
    return f"{who}: [{escape(one.text)}] ({'reported; ' if one.kind else ''}{where}"


def read(text: str) -> list[dict[str, Any]]:
    """The answers whose quotations stand in a file written here."""
    answers: dict[int, dict[str, Any]] = {}
    values: dict[str, str] = {}
    notes: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        tag = _TAG.match(line)
        if tag is None:
            continue
        if tag[1] == "TY":
            values, notes = {}, []
        elif tag[1] == "N1":
            notes.append(tag[2])
        elif tag[1] == "ER":
            for note in notes:
                number, shape = _citation(note, values)
                answers.setdefault(number, {"question": "", "citations": []})
                answers[number]["citations"].append(shape)
        else:
            values[tag[1]] = unescape(tag[2])
    return [answers[number] for number in sorted(answers)]


def _citation(note: str, values: dict[str, str]) -> tuple[int, dict[str, Any]]:
    found = _QUOTED.match(note) or _WORDS.match(note)
    if found is None:
        raise ExportError(f"a note has no quotation or no place: {note[:80]}")
    return int(found["answer"] or 1), {
        "number": int(found["number"]),
        "quote": {
            "article_id": values.get("AN", ""),
            "start": int(found["start"]),
            "end": int(found["end"]),
            "text": unescape(found["text"]),
        },
        "speaker": unescape(found["speaker"]),
        "source": {
            "title": values.get("TI", ""),
            "source": values.get("T2", ""),
            "author": values.get("AU", ""),
            "published": values.get("DA", "").replace("/", "-") or values.get("PY", ""),
            "url": values.get("UR", ""),
            "path": values.get("L1", ""),
        },
        "sha256": values.get("C1", "").removeprefix("SHA-256 "),
    }
