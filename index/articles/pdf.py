"""PDF: the text layer, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from index.articles.draft import Draft
from index.articles.names import is_person
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from pypdf import PageObject

_JUNK_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|untitled.*|document\d*|"
    r".*\.(?:docx?|pdf|indd|tex|qxd|odt|rtf))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_LIST = re.compile(r"(?:[-–—•·▪*]|\(?\d{1,2}[.)])\s")
# First halves that keep their hyphen when a line breaks after it.
# fmt: off
_KEEP = frozenset((
    "anti", "co", "cross", "ex", "high", "long", "low", "mid", "multi", "non", "post", "pre",
    "pro", "self", "short", "well",
))
# fmt: on
_BROKEN = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    OSError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
)  # fmt: skip


def read_pdf(data: bytes) -> Draft:
    """Read a PDF. Raises ArticleError where it is locked, damaged or only pictures."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError("is locked with a password; save a copy without one and add that")
        pages = [_lines(page) for page in reader.pages]
        info = reader.metadata
        title = str(info.title or "") if info else ""
        author = str(info.author or "") if info else ""
        created = str(info.get("/CreationDate") or "") if info else ""
    except DependencyError as error:
        raise ArticleError(
            "is locked in a way that cannot be opened here; save a copy without protection"
        ) from error
    except (PyPdfError, *_BROKEN) as error:
        raise ArticleError(
            "the PDF is damaged; open it, print it to a new PDF and add that"
        ) from error
    text = join_lines(_without_running_lines(pages))
    if not any(c.isalnum() for c in text):
        raise ArticleError(
            "has no text layer (scanned pages); run text recognition (OCR) on it first"
        )
    draft = Draft(text=text)
    if not _JUNK_TITLE.fullmatch(title.strip()):
        draft.put("title", title, "PDF properties")
    if is_person(author.strip()):
        draft.put("author", author, "PDF properties")
    # When the file was made is near the day of publication at best: anything else goes first.
    draft.last_resort["published"] = (created, "PDF creation date")
    return draft


def _lines(page: PageObject) -> list[str]:
    """The lines of a page, with an empty one where the gap to the next is wider than usual."""
    pieces: list[tuple[str, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        pieces.append((text, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    whole = page.extract_text(visitor_text=visit) or ""
    lines = whole.split("\n")
    if "".join(text for text, _ in pieces) != whole:
        return lines
    heights: list[float | None] = [None]
    for text, height in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                heights.append(None)
            if part.strip() and heights[-1] is None:
                heights[-1] = height
    filled = [(n, h) for n, h in enumerate(heights) if h is not None]
    drops = {b: g - h for (_, g), (b, h) in pairwise(filled)}
    usual = sorted(d for d in drops.values() if d > 0)
    limit = 1.4 * usual[len(usual) // 2] if usual else 0.0
    out: list[str] = []
    for number, line in enumerate(lines):
        if limit and drops.get(number, 0.0) > limit:
            out.append("")
        out.append(line)
    return out


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """All lines, less page numbers and the headers and footers that repeat on most pages."""
    shaped = [[line.strip() for line in page] for page in pages]
    counts: Counter[str] = Counter()
    for page in shaped:
        filled = [line for line in page if line]
        counts.update({re.sub(r"\d+", "#", line) for line in (*filled[:2], *filled[-2:])})
    often = max(3, (len(pages) + 1) // 2)
    out: list[str] = []
    for page in shaped:
        places = [n for n, line in enumerate(page) if line]
        edges = {*places[:2], *places[-2:]}
        for number, line in enumerate(page):
            shape = re.sub(r"\d+", "#", line)
            numbering = bool(re.fullmatch(r"(?i)(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", line))
            if number in edges and (counts[shape] >= often or (numbering and len(pages) > 1)):
                continue
            out.append(line)
    return out


def join_lines(lines: list[str]) -> str:
    """Join the lines of each paragraph with spaces and take back line-end hyphens.

    A paragraph ends at a blank line, or where a sentence ends on a line that is clearly shorter
    than the others.
    """
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.8)] if lengths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", " ".join(lines)))
    paragraphs: list[str] = []
    current = ""
    for number, line in enumerate(lines):
        if not line or _LIST.match(line):
            paragraphs.append(current)
            current = ""
        current = _append(current, line, words) if current else line
        heading = not paragraphs and len(line) < 0.8 * width and not _SENTENCE_END.search(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        short = len(line) < 0.85 * width and bool(_SENTENCE_END.search(line))
        if short or (heading and number == 0 and following[:1].isupper()):
            paragraphs.append(current)
            current = ""
    paragraphs.append(current)
    return "\n\n".join(p for p in paragraphs if p)


def _append(current: str, line: str, hyphenated: Counter[str]) -> str:
    if current.endswith("\u00ad"):
        return current[:-1] + line
    match = re.search(r"([^\W\d_]+)-$", current)
    if match and line[:1].islower():
        next_word = re.match(r"[^\W\d_]+", line)
        whole = f"{match[1]}-{next_word[0]}" if next_word else ""
        if match[1].lower() in _KEEP or whole in hyphenated:
            return current + line
        return current[:-1] + line
    if match or current.endswith(("—", "/")):
        return current + line
    return f"{current} {line}"
