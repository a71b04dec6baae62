"""Reading back what an export wrote, whatever its format, so that it can be verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ui.exceptions import ExportError
from ui.export import bibtex, lists, markdown, ris, table, webpage


def read_export(text: str) -> list[Mapping[str, Any]]:
    """The answers of a saved file, each with ``question``, ``citations`` and ``sentences``.

    Takes every format of ``FORMATS``, the tables of statements and positions, one answer as
    ``onrecord ask --json`` prints it, and the lines of ``onrecord chat --json``. Nothing of it is
    to be trusted before ``rag.verify`` has seen it.
    Raises ExportError where the text is none of these.
    """
    text = text.removeprefix("\ufeff")
    start = text.lstrip()
    try:
        if start.startswith(("{", "[")):
            return _json(text)
        if start[:9].casefold() == "<!doctype":
            return list(webpage.read(text))
        if start.startswith('"answer","question",'):
            return list(table.read(text))
        if start.startswith('"statement",'):
            return list(lists.read(text))
        if start.startswith(markdown.TITLE):
            return list(markdown.read(text))
        if start.startswith("TY  - "):
            return list(ris.read(text))
        if start.startswith(("@", "% Cited articles")):
            return list(bibtex.read(text))
    except (LookupError, ValueError, OverflowError, RecursionError) as error:
        raise ExportError(f"not as it was written ({error}); export the answer again") from error
    raise ExportError("neither an export nor an answer saved with: onrecord ask --json QUESTION")


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
