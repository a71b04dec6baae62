"""PDF: the text layer, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib

from index.articles.dates import address_date
from index.articles.draft import Draft
from index.articles.names import is_person
from index.articles.pdf_lines import arrange, lines_of
from index.articles.pdf_words import join_lines
from index.exceptions import ArticleError

_JUNK_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|untitled.*|document\d*|\S+\.[a-z]{2,4}|"
    r".*\.(?:docx?|pdf|indd|tex|qxd|odt|rtf))",
    re.IGNORECASE,
)
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
        pages = [lines_of(page) for page in reader.pages]
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
    layout = arrange(pages)
    # Notes stand behind the text: on their page they would cut a sentence in two.
    text = "\n\n".join(join_lines(lines) for lines in (layout.body, *layout.footnotes))
    if not any(c.isalnum() for c in text):
        raise ArticleError(
            "has no text layer (scanned pages); run text recognition (OCR) on it first"
        )
    draft = Draft(text=text)
    if not _JUNK_TITLE.fullmatch(title.strip()):
        draft.put("title", title, "PDF properties")
    if is_person(author.strip()):
        draft.put("author", author, "PDF properties")
    if layout.printed is not None:
        # Printed from a browser: the file was made when somebody printed it.
        draft.put("url", layout.printed.address, "print header")
        draft.put("published", address_date(layout.printed.address), "address")
        draft.put("title", layout.printed.title, "print header")
        draft.last_resort["published"] = (layout.printed.day, "print header")
    else:
        # When the file was made is near the day of publication at best: anything else goes first.
        draft.last_resort["published"] = (created, "PDF creation date")
    return draft
