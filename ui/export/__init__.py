"""Answers as documents: written for people, checked by ``onrecord verify``."""

from __future__ import annotations

from ui.export.formats import DOCUMENTS, FORMATS, OFFICE, Format, document, export, format_of
from ui.export.reading import read_export

__all__ = [
    "DOCUMENTS",
    "FORMATS",
    "OFFICE",
    "Format",
    "document",
    "export",
    "format_of",
    "read_export",
]
