"""Text recognition (OCR) for scanned pages, by Tesseract where it is installed.

Tesseract is a program of its own (Debian: ``tesseract-ocr``); ``pip install 'onrecord[ocr]'``
brings what draws the pages (pypdfium2) and what calls it (pytesseract).
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from threading import Lock
from typing import Any, Final

from index.articles.pdf_rows import Line
from index.exceptions import ArticleError

_DPI = 300  # what Tesseract reads best
_POINTS = 72  # to an inch
_SURE = 0  # Tesseract's confidence of what is no word is -1
_SECONDS = 300.0  # for one page, on a machine that does other things as well
_DRAWING: Final = Lock()
"""PDFium serves one thread at a time, and the page of the program reads uploads in several."""

WAY_OUT = (
    "install Tesseract (on Debian and Ubuntu: apt install tesseract-ocr) and "
    "pip install 'onrecord[ocr]', then add it again; or run text recognition (OCR) on it first"
)


def is_installed() -> bool:
    """Whether scanned pages can be read here."""
    modules = all(find_spec(name) is not None for name in ("pytesseract", "pypdfium2"))
    return modules and shutil.which("tesseract") is not None


def recognise(data: bytes, pages: Sequence[int]) -> Iterator[list[Line]]:
    """The lines of some pages of a PDF, counted from 0, with places in points like those of text.

    Raises ArticleError where a page cannot be drawn or read.
    """
    import pypdfium2
    import pytesseract

    try:
        for number in pages:
            image = _drawn(data, number)
            found = pytesseract.image_to_data(
                image, output_type=pytesseract.Output.DICT, timeout=_SECONDS
            )
            yield _lines(found, image.height)
    except (pypdfium2.PdfiumError, pytesseract.TesseractError, RuntimeError, OSError) as error:
        raise ArticleError(
            f"has scanned pages that cannot be recognised ({error}); run OCR on it first"
        ) from error


def _drawn(data: bytes, number: int) -> Any:
    """A picture of a page. What PDFium holds of it is let go at once, not whenever and wherever
    Python would."""
    import pypdfium2

    with (
        _DRAWING,
        closing(pypdfium2.PdfDocument(data)) as document,
        closing(document[number]) as page,
        closing(page.render(scale=_DPI / _POINTS, grayscale=True)) as drawn,
    ):
        return drawn.to_pil().copy()


def _lines(found: dict[str, Any], height: int) -> list[Line]:
    """Tesseract's words as lines, all of one size: the height of a line depends on its letters."""
    words: dict[tuple[int, int, int], list[int]] = {}
    for n, text in enumerate(found["text"]):
        if text.strip() and float(found["conf"][n]) > _SURE:
            place = (found["block_num"][n], found["par_num"][n], found["line_num"][n])
            words.setdefault(place, []).append(n)
    if not words:
        return []
    size = statistics.median(found["height"][n] for own in words.values() for n in own)
    return [
        Line(
            " ".join(found["text"][n] for n in own),
            found["left"][own[0]] * _POINTS / _DPI,
            (height - max(found["top"][n] + found["height"][n] for n in own)) * _POINTS / _DPI,
            round(size * _POINTS / _DPI, 1),
        )
        for own in words.values()
    ]
