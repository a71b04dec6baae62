"""Records with named fields, one article each, and JSON Lines (also gzipped)."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from index.articles.decode import bom_encoding, decode
from index.articles.draft import Draft
from index.articles.fields import ALIASES, key_of
from index.articles.html import readable
from index.exceptions import ArticleError

Labelled = tuple[str, Draft | ArticleError]
"""Where a record stands in its file (``#id`` or ``:line``), and the record or what ails it."""

Readable = BinaryIO | io.BufferedIOBase

_TEXT = (
    "text",
    "body",
    "content",
    "article",
    "articletext",
    "fulltext",
    "maintext",
    "contenttext",
    "contenthtml",
    "articlebody",
    "bodytext",
    "bodyhtml",
    "html",
    "plaintext",
    "story",
    "paragraphs",
)
_TEASERS = ("leadparagraph", "abstract")  # all that the New York Times' interface gives
_INNER = ("fields", "_source", "attributes", "article")  # fmt: skip
_CUT = re.compile(r"\s*(?:\[\+(?P<more>\d+) char(?:acter)?s\]|\[(?:…|\.{3})\])\s*\Z")


def draft_of(record: object, origin: str) -> Draft:
    """Make a Draft of one record. Raises ArticleError where it has no text."""
    if not isinstance(record, Mapping):
        raise ArticleError("is not an object with named fields; each record must be one")
    lower = {key_of(k): v for k, v in record.items()}
    for name in _INNER:  # where some programs keep what a record is about
        inner = record.get(name)
        if isinstance(inner, Mapping):
            around = {k: v for k, v in lower.items() if k != key_of(name) or name == "article"}
            lower = {key_of(k): v for k, v in inner.items()} | around
    text = _first(lower, _TEXT)
    teaser = "" if text or _TEASERS[0] not in lower else _first(lower, _TEASERS)
    fields = ALIASES.fields(lower)
    embedded = record.get("_embedded")
    if "author" not in fields and isinstance(embedded, Mapping):
        fields["author"] = embedded.get("author")
    url = fields.get("url")
    whole = f"add {url} for the whole" if isinstance(url, str) else "add the article itself"
    if not text and not teaser:
        had = ", ".join(str(k) for k in list(record)[:8]) or "none"
        raise ArticleError(
            "has no text: give it a field named text, body, content or article "
            f"(fields: {had}), or {whole}"
        )
    draft = Draft()
    if teaser:
        text = teaser
        draft.losses.append(f"all of its text but a teaser, which is what this file holds; {whole}")
    if cut := _CUT.search(text):
        text = text[: cut.start()]
        much = f"the last {int(cut['more']):,} characters" if cut["more"] else "the end"
        draft.losses.append(f"{much} of its text, which this file does not hold; {whole}")
    draft.text = text
    draft.put_all(fields, origin)
    return draft


def _first(record: Mapping[str, object], names: Iterable[str]) -> str:
    return next((text for name in names if (text := _words(record.get(name))).strip()), "")


def _words(value: object) -> str:
    """The text of a field: words, markup, a list of paragraphs, or an object that holds them."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, Mapping):
        parts = (value.get(name) for name in ("rendered", "text", "html", "value", "content"))
        return next((words for part in parts if (words := _words(part)).strip()), "")
    if isinstance(value, list):
        return "\n\n".join(words for part in value if (words := _words(part)).strip())
    return ""


def label(record: object, place: str) -> str:
    """``#id`` where the record has an id, else ``place``."""
    if isinstance(record, Mapping):
        lower = {key_of(k): v for k, v in record.items()}
        for name in ("id", "docid", "uuid", "guid"):
            value = lower.get(name)
            if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
                return f"#{str(value).strip()[:200]}"
    return place


def one(record: object, place: str, origin: str) -> Labelled:
    """One record as it is handed on: its draft, or what ails it."""
    try:
        return label(record, place), draft_of(record, origin)
    except ArticleError as error:
        return place, error


def read_jsonl(stream: Readable, max_bytes: int) -> Iterator[Labelled]:
    """One JSON object a line, read line by line; ``max_bytes`` limits one line."""
    number = 0
    for number, line in enumerate(_lines(stream, max_bytes), 1):
        place = f":{number}"
        if isinstance(line, ArticleError):
            yield place, line
            continue
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            detail = (
                f"{error.msg}, column {error.colno}"
                if isinstance(error, json.JSONDecodeError)
                else str(error)[:120]
            )
            yield (
                place,
                ArticleError(f"is not valid JSON ({detail}); fix that line or remove it"),
            )
            continue
        yield one(record, place, "json record")


def read_jsonl_gz(stream: BinaryIO, max_bytes: int) -> Iterator[Labelled]:
    """The same, gzipped. Refuses to unpack more than 100 times ``max_bytes``."""
    try:
        with gzip.open(stream, "rb") as unpacked:
            yield from read_jsonl(_Capped(unpacked, 100 * max_bytes), max_bytes)
    except (OSError, EOFError, zlib.error) as error:
        yield "", ArticleError(f"is not a whole gzip file ({error}); fetch or pack it again")


class _Capped(io.BufferedIOBase):
    """A stream that ends with an error after ``limit`` bytes: gzip can grow a thousandfold."""

    def __init__(self, stream: gzip.GzipFile, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readline(self, size: int | None = -1, /) -> bytes:
        line = self._stream.readline(-1 if size is None else size)
        self._left -= len(line)
        if self._left < 0:
            raise OSError("it unpacks to more than the limit; split it into smaller files")
        return line


def _lines(stream: Readable, max_bytes: int) -> Iterator[str | ArticleError]:
    first = stream.readline(max_bytes + 1)
    marked = bom_encoding(first)
    if marked and marked != "utf-8-sig":
        rest = first + b"".join(iter(lambda: stream.readline(max_bytes + 1), b""))
        try:
            yield from decode(rest).split("\n")
        except ArticleError as error:
            yield error
        return
    line = first.removeprefix(b"\xef\xbb\xbf")
    while line:
        if len(line) > max_bytes:
            yield ArticleError(f"is longer than {max_bytes:,} bytes; split the record")
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_bytes)
        else:
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError as error:
                yield ArticleError(f"is not UTF-8 ({error.reason}); save the file as UTF-8")
        line = stream.readline(max_bytes + 1)
