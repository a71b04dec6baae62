"""PDF: the text layer, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.articles import ocr
from index.articles.dates import address_date
from index.articles.draft import Draft
from index.articles.names import is_person
from index.articles.pdf_lines import arrange
from index.articles.pdf_rows import Line, lines_of
from index.articles.pdf_words import join_lines
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from pypdf import PageObject

_FILE_NAME = re.compile(
    r"\S+\.[a-z]{2,4}|\w+:\S+|.*\.(?:docx?|pdf|indd|tex|qxd|odt|rtf|pptx?|txt)", re.IGNORECASE
)
_TOP = 3_000  # characters of a text, in which its title stands
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


def _has_text(lines: Sequence[Line]) -> bool:
    return any(c.isalnum() for line in lines for c in line.text)


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = (resources.get_object() if resources is not None else {}).get("/XObject")
    objects = drawn.get_object().values() if drawn is not None else ()
    return any(one.get_object().get("/Subtype") == "/Image" for one in objects)


def _pages(numbers: Sequence[int]) -> str:
    """Pages, counted from 0, in words, at most ten of them."""
    named = ", ".join(str(number + 1) for number in numbers[:10])
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {named}{more}"


def _is_over(title: str, text: str) -> bool:
    """Whether half of the words of a title stand at the top of the text: those of a template, or
    that a program gives a new file, do not."""
    words = re.findall(r"[^\W\d_]{3,}", title.casefold())
    known = set(re.findall(r"[^\W\d_]+", text[:_TOP].casefold()))
    return 2 * sum(word in known for word in words) >= max(1, len(words))


def read_pdf(data: bytes) -> Draft:
    """Read a PDF. Raises ArticleError where it is locked, damaged or only pictures."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError("is locked with a password; save a copy without one and add that")
        pages = [lines_of(page) for page in reader.pages]
        scanned = [n for n, lines in enumerate(pages) if not _has_text(lines)]
        if len(scanned) < len(pages):  # some pages are just empty
            scanned = [n for n in scanned if _has_pictures(reader.pages[n])]
        info = reader.metadata
        title = str(info.title or "") if info else ""
        author = str(info.author or "") if info else ""
    except DependencyError as error:
        raise ArticleError(
            "is locked in a way that cannot be opened here; save a copy without protection"
        ) from error
    except (PyPdfError, *_BROKEN) as error:
        raise ArticleError(
            "the PDF is damaged; open it, print it to a new PDF and add that"
        ) from error
    readable = ocr.is_installed()
    if len(scanned) == len(pages) and not readable:
        raise ArticleError(f"has no text layer (scanned pages); {ocr.WAY_OUT}")
    if scanned and readable:
        for number, lines in zip(scanned, ocr.recognise(data, scanned), strict=True):
            pages[number] = lines
    layout = arrange(pages)
    # Notes stand behind the text: on their page they would cut a sentence in two.
    text = "\n\n".join(join_lines(lines) for lines in (layout.body, *layout.footnotes))
    if not any(c.isalnum() for c in text):
        raise ArticleError("holds no text; check that the file is complete")
    draft = Draft(text=text)
    draft.recognised = bool(scanned) and readable
    if scanned and not readable:
        draft.losses.append(f"{_pages(scanned)}, which are scanned; {ocr.WAY_OUT}")
    if not _FILE_NAME.fullmatch(title.strip()) and _is_over(title, text):
        draft.put_page_title(title, "PDF properties")
    if is_person(author.strip()):
        draft.put("author", author, "PDF properties")
    if layout.printed is not None:
        # Printed from a browser: the file was made when somebody printed it.
        draft.put("url", layout.printed.address, "print header")
        draft.put("published", address_date(layout.printed.address), "address")
        draft.put_page_title(layout.printed.title, "print header")
        draft.last_resort["published"] = (layout.printed.day, "print header")
    return draft
