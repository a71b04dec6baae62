"""Reading back what an export wrote, whatever its format, so that it can be verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ui.exceptions import ExportError
from ui.export import bibtex, markdown, office, ris, sheets, table, webpage, word


def read_export(data: bytes | str) -> list[Mapping[str, Any]]:
    """The answers of a saved file, each with ``question``, ``citations`` and ``sentences``.

    Takes every format of ``DOCUMENTS``, the tables of quotations, one answer as
    ``onrecord ask --json`` prints it, and the lines of ``onrecord chat --json``. Nothing of it is
    to be trusted before ``rag.verify`` has seen it.
    Raises ExportError where the text is none of these.
    """
    if isinstance(data, bytes):
        if data.startswith(b"PK\x03\x04"):
            return list(_office(data))
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ExportError(f"neither an export nor a text in UTF-8 ({error})") from error
    text = data.removeprefix("\ufeff")
    start = text.lstrip()
    try:
        if start.startswith(("{", "[")):
            return _json(text)
        if start[:9].casefold() == "<!doctype":
            return list(webpage.read(text))
        if start.startswith('"answer","question",'):
            return list(table.read(text))
        if start.startswith(('"statement",', '"passage",')):
            return list(sheets.read(text))
        if start.startswith(markdown.TITLE):
            return list(markdown.read(text))
        if start.startswith("TY  - "):
            return list(ris.read(text))
        if start.startswith(("@", "% Cited articles")):
            return list(bibtex.read(text))
    except (LookupError, ValueError, OverflowError, RecursionError) as error:
        raise ExportError(f"not as it was written ({error}); export the answer again") from error
    raise ExportError("neither an export nor an answer saved with: onrecord ask --json QUESTION")


def _office(data: bytes) -> list[dict[str, Any]]:
    try:
        is_word = office.is_word(data)
    except office.BROKEN as error:
        raise ExportError(f"not a document or workbook as it was written ({error})") from error
    return word.read(data) if is_word else sheets.read_workbook(data)


def _json(text: str) -> list[Mapping[str, Any]]:
    try:
        shapes = [json.loads(text)]
    except json.JSONDecodeError:
        shapes = [json.loads(line) for line in text.split("\n") if line.strip()]
    found: list[Mapping[str, Any]] = []
    for shape in shapes:
        if not isinstance(shape, dict):
            raise ExportError("not an answer; save one with: onrecord ask --json QUESTION")
        answers = shape.get("answers", [shape])
        if not isinstance(answers, list) or not all(isinstance(one, dict) for one in answers):
            raise ExportError("its answers are not a list of answers; export it again")
        found += answers
    return found
