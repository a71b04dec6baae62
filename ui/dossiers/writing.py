"""A dossier as a document that ``onrecord verify`` checks, in every format of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.collection import Collection
from ui.dossiers.pinned import Pinned
from ui.exceptions import ExportError
from ui.export import document
from ui.export.record import records
from ui.export.sheets import written
from ui.export.table import rows_of

COLUMNS = (
    *("statement", "label", "note", "speaker", "probably", "role", "kind", "quote", "start", "end"),
    *("article_id", "sha256", "title", "source", "author", "published", "url", "path", "added"),
)
"""``statement`` is the number of the pin, as in other tables of quotations."""
_TABLES = {"csv": ".csv", "excel": ".xlsx"}


def dossier_document(
    name: str,
    found: Sequence[Pinned],
    format: str,  # noqa: A002
    collection: Collection,
) -> bytes:
    """Pins, in their order, as a file in any format of ``ui.export.DOCUMENTS``.

    Words whose article has changed or is gone stand as they were pinned, and marked so. Raises
    ExportError for an unknown format, and where there is nothing to export.
    """
    if not found:
        raise ExportError("nothing is pinned here that could be exported")
    shape = _answer(name, found)
    if format not in _TABLES:
        return document([shape], format, collection)
    (record,) = records([shape], collection)
    rows = [
        {
            **row,
            "statement": row["citation"],
            "label": one.pin.label,
            "note": one.pin.note,
            "added": one.pin.added.date().isoformat(),
        }
        for row, one in zip(rows_of([record]), found, strict=True)
    ]
    return written(COLUMNS, rows, _TABLES[format])


def _answer(name: str, found: Sequence[Pinned]) -> dict[str, Any]:
    """The dossier in the JSON shape of an answer, a sentence for each pin; nothing was searched."""
    return {
        "question": name,
        "standalone": name,
        "rewritten": False,
        "type": "dossier",
        "status": "answered",
        "message": "",
        "sentences": [_sentence(number, one) for number, one in enumerate(found, 1)],
        "citations": [
            {**one.citation, "number": number, "label": one.pin.label, "note": one.pin.note}
            for number, one in enumerate(found, 1)
        ],
        "nearest": [],
        "coverage": {"searched": 0, "mention": 0, "quoted": 0, "unread": 0},
    }


def _sentence(number: int, one: Pinned) -> dict[str, Any]:
    citation = one.citation
    said = f"{one.credit}: "
    return {
        "segments": [
            {"text": f"{one.remark} — {said}" if one.remark else said, "citation": 0, "kind": None},
            {"text": citation["quote"]["text"], "citation": number, "kind": citation["kind"]},
        ],
        "citations": [number],
        "stance": None,
        "by": "builtin",
        "text": "",
    }
