"""The formats of an export, and writing one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from index.collection import Collection
from ui.exceptions import ExportError
from ui.export.escapes import ACTING_CHARACTER
from ui.export.kinds import Answered, shapes_of
from ui.export.record import records
from ui.export.sheets import MEDIA_TYPES


@dataclass(frozen=True, slots=True)
class Format:
    """``title`` for people, the ``suffix`` of a file with its dot, and the ``media_type``."""

    title: str
    suffix: str
    media_type: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "markdown": Format("Markdown with footnotes", ".md", "text/markdown"),
        "html": Format("Web page with highlights", ".html", "text/html"),
        "json": Format("JSON", ".json", "application/json"),
        "csv": Format("Table of statements (CSV)", ".csv", "text/csv"),
        "bibtex": Format("Cited articles as BibTeX", ".bib", "application/x-bibtex"),
        "ris": Format("Cited articles as RIS", ".ris", "application/x-research-info-systems"),
    }
)
"""Every text format by its name, in the order in which they are offered."""
OFFICE: Mapping[str, Format] = MappingProxyType(
    {
        "word": Format(
            "Word document",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "excel": Format("Table of statements (Excel)", ".xlsx", MEDIA_TYPES[".xlsx"]),
    }
)
"""The formats that are no text."""
DOCUMENTS: Mapping[str, Format] = MappingProxyType({**FORMATS, **OFFICE})
"""All of them."""


def format_of(file: str) -> str:
    """The format that a file's name asks for. Raises ExportError where it ends in no known way."""
    suffix = PurePath(file).suffix.casefold()
    names = {known.suffix: name for name, known in DOCUMENTS.items()}
    names |= {".htm": "html", ".markdown": "markdown"}
    if suffix in names:
        return names[suffix]
    endings = ", ".join(known.suffix for known in DOCUMENTS.values())
    raise ExportError(f"{file}: the name tells no format; let it end in one of {endings}")


def document(answers: Iterable[Answered], format: str, collection: Collection) -> bytes:  # noqa: A002
    """Answers as a file in any format of ``DOCUMENTS``; else as ``export``."""
    if format not in OFFICE:
        return export(answers, format, collection).encode("utf-8")
    from ui.export import sheets, table, word

    made = records(shapes_of(_some(answers), collection), collection)
    if format == "word":
        return word.write(made, collection.name)
    return sheets.written(table.COLUMNS, table.rows_of(made), ".xlsx")


def export(answers: Iterable[Answered], format: str, collection: Collection) -> str:  # noqa: A002
    """Write answers, in their order, as one document (LF line ends, or what the format demands).

    ``answers`` are Answers or their JSON shape from the collection's log. The same answers of the
    same collection always give the same document. Raises ExportError for an unknown format, for
    what is no answer, and where an answer shows words that its article does not have.
    """
    if format not in FORMATS:
        raise ExportError(f"{format!r} is no format; there are: {', '.join(FORMATS)}")
    shapes = shapes_of(_some(answers), collection)
    made = records(shapes, collection)
    if format == "json":
        hashes = {one.article_id: one.digest for record in made for one in record.cited}
        return _json(shapes, hashes, collection.name)
    from ui.export import bibtex, markdown, ris, table, webpage

    writers = {
        "markdown": markdown.write,
        "html": webpage.write,
        "csv": table.write,
        "bibtex": bibtex.write,
        "ris": ris.write,
    }
    return writers[format](made, collection.name)


def _some(answers: Iterable[Answered]) -> list[Answered]:
    given = list(answers)
    if not given:
        raise ExportError("there is no answer to export; ask first: onrecord ask QUESTION")
    return given


def _json(shapes: list[dict[str, Any]], hashes: Mapping[str, str], name: str) -> str:
    """The answers as ``onrecord ask --json`` prints them, with the hash of each article's text."""
    for shape in shapes:
        for kind in ("citations", "nearest"):
            shape[kind] = [
                {**entry, "sha256": hashes[entry["quote"]["article_id"]]} for entry in shape[kind]
            ]
    whole = {"collection": name, "answers": shapes}
    text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    return ACTING_CHARACTER.sub(lambda m: json.dumps(m[0])[1:-1], text)
