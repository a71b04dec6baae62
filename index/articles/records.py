"""Collections of records: JSON, JSON Lines (also gzipped) and CSV, one article a record."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.articles.decode import bom_encoding, decode
from index.articles.draft import Draft
from index.articles.html import fragment, looks_like_html
from index.exceptions import ArticleError

Labelled = tuple[str, Draft | ArticleError]
"""Where a record stands in its file (``#id`` or ``:line``), and the record or what ails it."""

Readable = BinaryIO | io.BufferedIOBase

_TEXT = ("text", "body", "content", "article", "article_text", "full_text", "maintext")
_LISTS = ("articles", "records", "documents", "docs", "items", "data", "results")


class ALIASES:
    """Field names that mean the same, the commoner first."""

    names: Mapping[str, tuple[str, ...]] = {
        "title": ("title", "headline"),
        "source": ("source", "publisher", "site", "site_name", "outlet", "publication"),
        "author": ("author", "authors", "byline", "creator"),
        "published": (
            "published", "published_at", "date", "date_published", "datepublished",
            "publication_date", "pubdate", "published_date", "publish_date",
        ),
        "url": ("url", "link", "permalink", "canonical_url"),
        "language": ("language", "lang"),
    }  # fmt: skip

    @classmethod
    def fields(cls, values: Mapping[str, object]) -> dict[str, object]:
        """The known fields among ``values``, under their own names."""
        lower = {_key(k): v for k, v in values.items()}
        found: dict[str, object] = {}
        for name, aliases in cls.names.items():
            for alias in aliases:
                if lower.get(alias) not in (None, "", []):
                    found[name] = lower[alias]
                    break
        return found


def _key(name: object) -> str:
    return re.sub(r"[\s-]+", "_", str(name).strip().lower())


def draft_of(record: object, origin: str) -> Draft:
    """Make a Draft of one record. Raises ArticleError where it has no text."""
    if not isinstance(record, Mapping):
        raise ArticleError("is not an object with named fields; each record must be one")
    lower = {_key(k): v for k, v in record.items()}
    text = next((v for n in _TEXT if isinstance(v := lower.get(n), str) and v.strip()), None)
    if text is None:
        had = ", ".join(str(k) for k in list(record)[:8]) or "none"
        raise ArticleError(
            f"has no text: give it a field named text, body, content or article (fields: {had})"
        )
    draft = Draft(text=(fragment(text) or text) if looks_like_html(text) else text)
    draft.put_all(ALIASES.fields(lower), origin)
    return draft


def label(record: object, place: str) -> str:
    """``#id`` where the record has an id, else ``place``."""
    if isinstance(record, Mapping):
        lower = {_key(k): v for k, v in record.items()}
        for name in ("id", "doc_id", "docid", "uuid", "guid"):
            value = lower.get(name)
            if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
                return f"#{str(value).strip()[:200]}"
    return place


def _one(record: object, place: str, origin: str) -> Labelled:
    try:
        return label(record, place), draft_of(record, origin)
    except ArticleError as error:
        return place, error


def read_json(data: bytes) -> Iterator[Labelled]:
    """One object, a list of objects, or an object that holds such a list."""
    try:
        value = json.loads(decode(data))
    except ArticleError as error:
        yield "", error
        return
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        yield line, ArticleError(f"is not valid JSON ({error}); mend it or remove it")
        return
    if isinstance(value, Mapping) and not any(isinstance(value.get(n), str) for n in _TEXT):
        value = next((value[n] for n in _LISTS if isinstance(value.get(n), list)), value)
    if isinstance(value, list):
        if not value:
            yield "", ArticleError("holds an empty list; remove the file or fill it")
        for number, record in enumerate(value, 1):
            yield _one(record, f"[{number}]", "json record")
        return
    yield _one(value, "", "json record")


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
                ArticleError(f"is not valid JSON ({detail}); mend that line or remove it"),
            )
            continue
        yield _one(record, place, "json record")


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


def rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV text as (line number, values); comma, semicolon or tab parts the columns.

    Raises ArticleError where it is not a table.
    """
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), 100_000_000))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            plain = {k: v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
            if any(v.strip() for v in plain.values()):
                yield reader.line_num, plain
    except csv.Error as error:
        raise ArticleError(
            f"line {reader.line_num} is not valid CSV ({error}); "
            "put fields with line breaks or quotation marks in double quotes"
        ) from error


def read_csv(data: bytes) -> Iterator[Labelled]:
    """One article a row, the columns named in the first row."""
    count = 0
    try:
        for number, row in rows(decode(data)):
            count += 1
            yield _one(row, f":{number}", "csv column")
    except ArticleError as error:
        yield "", error
        return
    if not count:
        yield "", ArticleError("has no rows below its header; remove the file or fill it")
