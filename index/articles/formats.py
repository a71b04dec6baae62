"""Which reader a document gets: by its name's ending, else by what it begins with."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from index.articles import records
from index.articles.archives import read_epub, read_odt
from index.articles.captions import read_captions
from index.articles.databases import articles_of
from index.articles.docx import read_docx
from index.articles.draft import Draft
from index.articles.feed import looks_like_feed, read_feed
from index.articles.html import read_html
from index.articles.json_file import read_json
from index.articles.mail import read_eml, read_mbox
from index.articles.markdown import read_markdown
from index.articles.mhtml import read_mhtml
from index.articles.pdf import read_pdf
from index.articles.rtf import read_rtf
from index.articles.tables import read_csv
from index.articles.txt import read_txt
from index.exceptions import ArticleError, UnsupportedFormat

FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".jsonl.gz": "jsonl.gz", ".csv": "csv", ".tsv": "csv", ".rss": "feed",
    ".atom": "feed", ".xml": "feed", ".eml": "eml", ".mbox": "mbox", ".epub": "epub",
    ".odt": "odt", ".rtf": "rtf", ".srt": "captions", ".vtt": "captions",
    ".mhtml": "mhtml", ".mht": "mhtml",
}  # fmt: skip
"""Endings that are read, and the format each stands for."""

_MEDIA = {
    "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf",
    "application/json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "text/csv": "csv", "text/markdown": "md", "application/rss+xml": "feed",
    "application/atom+xml": "feed", "application/feed+json": "json", "message/rfc822": "eml",
    "application/mbox": "mbox", "application/epub+zip": "epub", "application/rtf": "rtf",
    "multipart/related": "mhtml",
    "text/rtf": "rtf", "text/vtt": "captions", "application/x-subrip": "captions",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip

_MAY_HOLD_MANY = frozenset(("txt", "rtf", "docx", "odt", "pdf", "html"))
"""Formats in which news databases hand out many articles in one file."""


def format_of(name: str) -> str:
    """The format of a file by its name. Raises UnsupportedFormat, naming what is read."""
    lower = name.lower()
    for ending in sorted(FORMATS, key=len, reverse=True):
        if lower.endswith(ending):
            return FORMATS[ending]
    known = ", ".join(sorted(e for e in FORMATS if e not in (".text", ".xhtml", ".ndjson", ".mht")))
    raise UnsupportedFormat(f"no reader for this kind of file; convert it to one of {known}")


def sniff(data: bytes, media_type: str = "") -> str:
    """The format of a document without a name, by what it begins with."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"\x1f\x8b"):
        return "jsonl.gz"
    if head.startswith(b"PK\x03\x04"):
        kinds = {b"epub+zip": "epub", b"opendocument.text": "odt"}
        return next((kind for mark, kind in kinds.items() if mark in head[:120]), "docx")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"WEBVTT") or re.match(rb"1\r?\n[\d:,.]+ --> ", head):
        return "captions"
    if looks_like_feed(data):
        return "feed"
    if media_type in _MEDIA:
        return _MEDIA[media_type]
    if re.match(rb"<(?:!doctype|html|head|body|article|div|p|h1)\b", head, re.IGNORECASE):
        return "html"
    if head.startswith(b"{"):
        lines = [line for line in data.split(b"\n", 50)[:50] if line.strip()]
        many = len(lines) > 1 and all(x.lstrip().startswith(b"{") for x in lines[:2])
        return "jsonl" if many else "json"
    if re.match(rb"\[\s*\{", head):
        return "json"
    return "txt"


def is_streamed(kind: str) -> bool:
    """Whether a format is read record by record, so that its size has no limit."""
    return kind in ("jsonl", "jsonl.gz")


def read_stream(kind: str, stream: BinaryIO, max_bytes: int) -> Iterator[records.Labelled]:
    """Records of a streamed format."""
    if kind == "jsonl.gz":
        return records.read_jsonl_gz(stream, max_bytes)
    return records.read_jsonl(stream, max_bytes)


def read_bytes(
    kind: str,
    data: bytes,
    *,
    max_bytes: int,
    url: str = "",
    charset: str | None = None,
    open_page: Callable[[str], Draft] | None = None,
    open_next: Callable[[str], bytes] | None = None,
    whole: bool = False,
) -> Iterator[records.Labelled]:
    """The articles of one document in memory, each with its label ("" where there is one only).

    A page with entries by several authors is one article where it is wanted ``whole``.
    """
    if is_streamed(kind):
        yield from read_stream(kind, io.BytesIO(data), max_bytes)
        return
    if kind == "json":
        yield from read_json(data, open_next)
        return
    if kind == "csv":
        yield from read_csv(data)
        return
    if kind == "feed":
        if not looks_like_feed(data):
            yield "", ArticleError("is XML but no RSS or Atom feed; convert it to .html or .txt")
            return
        yield from read_feed(data, url, open_page, open_next)
        return
    if kind == "mbox":
        yield from read_mbox(data)
        return
    if not data.strip():
        yield "", ArticleError("the file is empty; remove it or save the article's text into it")
        return
    if kind == "eml":
        yield from read_eml(data)
        return
    single: dict[str, Callable[[], Draft]] = {
        "txt": lambda: read_txt(data, charset),
        "md": lambda: read_markdown(data, charset),
        "html": lambda: read_html(data, charset, url, whole=whole),
        "pdf": lambda: read_pdf(data),
        "docx": lambda: read_docx(data, max_bytes),
        "epub": lambda: read_epub(data, max_bytes),
        "odt": lambda: read_odt(data, max_bytes),
        "rtf": lambda: read_rtf(data),
        "mhtml": lambda: read_mhtml(data),
        "captions": lambda: read_captions(data),
    }
    try:
        draft = single[kind]()
    except ArticleError as error:
        yield "", error
        return
    parts = articles_of(draft.text) if kind in _MAY_HOLD_MANY else []
    for number, part in enumerate(parts, 1):
        part.losses += draft.losses if number == 1 else []
        yield f"[{number}]", part
    if not parts and (draft.text.strip() or not draft.entries):
        yield "", draft
    for number, entry in enumerate(draft.entries, 1):
        yield f"[{number}]", entry
