"""Tables: CSV with a comma, a semicolon, a tab or a bar between the columns, one article a row.

A row that is not valid is named with its line, and those around it are read all the same.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.articles.decode import decode
from index.articles.records import Labelled, one
from index.exceptions import ArticleError

_FORMS = (
    {"doublequote": True},
    {"doublequote": False, "escapechar": "\\"},  # quotation marks as \", as some programs write
)
_SEPARATOR = re.compile(r"\ufeff?sep=([,;|\t])\s*", re.IGNORECASE)
"""The first line of tables that spreadsheets write: which sign stands between the columns."""
_OPEN_ENDS = 20  # this many quotation marks that never close, and the rest is not tried any more


def read_csv(data: bytes) -> Iterator[Labelled]:
    """One article a row, the columns named in the first row."""
    count = 0
    try:
        for number, row in rows(decode(data)):
            count += 1
            if isinstance(row, ArticleError):
                yield f":{number}", row
            else:
                yield one(row, f":{number}", "csv column")
    except ArticleError as error:
        yield "", error
        return
    if not count:
        yield "", ArticleError("has no rows below its header; remove the file or fill it")


def rows(text: str) -> Iterator[tuple[int, dict[str, str] | ArticleError]]:
    """The rows of a CSV text as (line number, values by column, or what ails the row)."""
    csv.field_size_limit(max(csv.field_size_limit(), 100_000_000))
    lines = text.splitlines(keepends=True) if "\n" not in text else text.split("\n")
    lines = [line if line.endswith(("\n", "\r")) else line + "\n" for line in lines]
    told = _SEPARATOR.fullmatch(lines[0]) if lines else None
    delimiter = told[1] if told else max(",;\t|", key=lines[0].count) if lines else ","
    header: list[str] | None = None
    bad: _Bad | None = None
    open_ends = 0
    number = 1 if told else 0
    while number < len(lines) and open_ends <= _OPEN_ENDS:
        start = number
        if not lines[start].strip():
            number += 1
            continue
        values, used, problem = _row(lines, start, delimiter)
        number += used
        if header is None:
            if problem is not None:
                raise ArticleError(f"line {start + 1} is not valid CSV ({problem}); {_FIX}")
            header = values
        elif problem is not None:
            open_ends += problem.startswith("unexpected end")
            bad = bad or _Bad(start + 1, problem)
        elif bad is None or len(values) == len(header):
            if bad is not None:
                yield bad.until(start)
                bad = None
            row = _named(header, values)
            if row is None:
                much = f"{len(values)} columns where the first row names {len(header)}"
                yield start + 1, ArticleError(f"has {much}; {_FIX}")
            elif any(v.strip() for v in row.values()):
                yield start + used, row
    if bad is not None:
        yield bad.until(len(lines) if lines[-1].strip() else len(lines) - 1)


@dataclass(frozen=True)
class _Bad:
    """A row that is not valid. Lines after it may be its rest, until a whole row comes."""

    line: int
    problem: str

    def until(self, last: int) -> tuple[int, ArticleError]:
        """The failure of all lines from this one to ``last``."""
        which = f"(to line {last}) " if last > self.line else ""
        return self.line, ArticleError(f"{which}is not valid CSV ({self.problem}); {_FIX}")


_FIX = "put fields with separators, line breaks or quotation marks in double quotes"


def _row(lines: Sequence[str], start: int, delimiter: str) -> tuple[list[str], int, str | None]:
    """The row that begins in line ``start``: its values, how many lines it fills, what ails it."""
    problem = ""
    for form in _FORMS:
        if problem and '\\"' not in lines[start]:
            break
        reader = csv.reader(_from(lines, start), delimiter=delimiter, strict=True, **form)
        try:
            values = next(reader)
        except csv.Error as error:
            problem = problem or str(error)
            continue
        return values, reader.line_num, None
    return [], 1, problem


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    for number in range(start, len(lines)):
        yield lines[number]


def _named(header: Sequence[str], values: Sequence[str]) -> dict[str, str] | None:
    """The values by column; None where more of them hold something than there are columns."""
    if any(v.strip() for v in values[len(header) :]):
        return None
    return dict(zip(header, values, strict=False))
