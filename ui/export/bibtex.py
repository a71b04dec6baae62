"""BibTeX: one entry for every cited article, with its quotations in fields of their own.

Styles ignore fields they do not know, so the quotations do no harm where they are not wanted.
Braces are never written literally, as BibTeX counts them even behind a backslash.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ui.exceptions import ExportError
from ui.export.record import Cited, Record, by_article

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "\n": r"\newline{}",
}
_CHARACTERS = {command: character for character, command in _COMMANDS.items()}
# Joined hyphens are dashes to TeX; white space other than one blank between words is lost in it.
_SPECIAL = re.compile(r"[#$%&_]|[\\{}~^\"`'<>|\n]|-(?=-)|[^\S \n]|[\x00-\x1f\x7f-\x9f]|(?<= ) ")
_EDGE = re.compile(r"^ | $")
_UNUSUAL = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_WRITTEN = re.compile(r"\\([#$%&_])|(\\text\w+\{\}|\\newline\{\})|\\symbol\{(\d+)\}")
_ENTRY = re.compile(r"^@\w+\{[^\n,]+,\n(?P<fields>.*?)^\}", re.M | re.S)
_FIELD = re.compile(r"^  (?P<name>[\w-]+) = \{(?P<value>.*)\},$", re.M)
_QUOTE = re.compile(r"^characters (\d+)--(\d+) of citation (?:(\d+)-)?(\d+): (.*)$", re.S)


def escape(text: str) -> str:
    """Text as TeX sets it; anything invisible by its number."""

    def command(match: re.Match[str]) -> str:
        character = match[0]
        if character in "#$%&_":
            return f"\\{character}"
        return _COMMANDS.get(character) or f"\\symbol{{{ord(character)}}}"

    joined = re.compile(f"{_SPECIAL.pattern}|{_EDGE.pattern}|{_UNUSUAL.pattern}")
    return joined.sub(command, text)


def unescape(text: str) -> str:
    """The inverse of ``escape``."""

    def character(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        if match[2]:
            return _CHARACTERS.get(match[2], match[2])
        return chr(int(match[3]))

    return _WRITTEN.sub(character, text)


def write(records: list[Record], name: str) -> str:
    """All entries; the same article is one entry, whichever answers cite it."""
    cited = [one for record in records for one in record.cited if not one.nearest]
    lines = ["% Cited articles. Check the quotations with: onrecord verify FILE", ""]
    used: set[str] = set()
    for group in by_article(cited):
        key = _key(group[0], used)
        lines.append(f"@{'article' if group[0].source else 'misc'}{{{key},")
        lines += [f"  {field} = {{{value}}}," for field, value in _fields(group)]
        lines += ["}", ""]
    return "\n".join(lines)


def _fields(group: list[Cited]) -> list[tuple[str, str]]:
    one = group[0]
    year, _, rest = one.published.partition("-")
    fields = [
        ("title", f"{{{escape(one.title)}}}" if one.title else ""),
        ("author", f"{{{escape(one.author)}}}" if one.author else ""),
        ("journal", escape(one.source)),
        ("year", escape(year)),
        ("date", escape(one.published) if rest else ""),
        ("url", escape(one.url)),
        ("onrecord-path", escape(one.path)),
        ("onrecord-article", escape(one.article_id)),
        ("onrecord-sha256", escape(one.digest)),
    ]
    for number, cited in enumerate(group, start=1):
        where = f"characters {cited.start}--{cited.end} of citation {cited.place}"
        fields.append((f"onrecord-quote-{number}", f"{where}: {escape(cited.text)}"))
        fields.append((f"onrecord-speaker-{number}", escape(cited.speaker)))
        fields.append((f"onrecord-kind-{number}", cited.kind or ""))
    return [(name, value) for name, value in fields if value]


def _key(one: Cited, used: set[str]) -> str:
    """``weber2025-3f2a91bc``: who, when, and enough of the id to be the only one."""
    words = (one.author or one.source or "article").split()
    plain = unicodedata.normalize("NFKD", words[-1] if words else "article")
    name = re.sub(r"[^a-z]", "", plain.casefold()) or "article"
    key = f"{name[:20]}{one.published[:4] if one.published[:4].isdigit() else ''}"
    key += "-" + (re.sub(r"[^0-9a-z]", "", one.article_id.casefold())[:8] or "0")
    while key in used:
        key += "x"
    used.add(key)
    return key


def read(text: str) -> list[dict[str, Any]]:
    """The answers whose quotations stand in a file written here."""
    answers: dict[int, dict[str, Any]] = {}
    for entry in _ENTRY.finditer(text):
        fields = {m["name"]: m["value"] for m in _FIELD.finditer(entry["fields"])}
        source = {
            "title": unescape(fields.get("title", "{}")[1:-1]),
            "source": unescape(fields.get("journal", "")),
            "author": unescape(fields.get("author", "{}")[1:-1]),
            "published": unescape(fields.get("date") or fields.get("year", "")),
            "url": unescape(fields.get("url", "")),
            "path": unescape(fields.get("onrecord-path", "")),
        }
        for name, value in fields.items():
            if not name.startswith("onrecord-quote-"):
                continue
            found = _QUOTE.match(value)
            if found is None:
                raise ExportError(f"{name} does not begin with its place; export the answer again")
            speaker = fields.get(name.replace("quote", "speaker"), "")
            shape = {
                "number": int(found[4]),
                "quote": {
                    "article_id": unescape(fields.get("onrecord-article", "")),
                    "start": int(found[1]),
                    "end": int(found[2]),
                    "text": unescape(found[5]),
                },
                "speaker": unescape(speaker),
                "source": source,
                "sha256": unescape(fields.get("onrecord-sha256", "")),
            }
            number = int(found[3] or 1)
            answers.setdefault(number, {"question": "", "citations": []})
            answers[number]["citations"].append(shape)
    return [answers[number] for number in sorted(answers)]
