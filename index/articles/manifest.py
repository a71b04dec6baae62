"""A manifest: a table that says what the files cannot say about themselves.

One row a file: ``path`` (as seen from the manifest's folder, or from the folder that is read, or an
address), and any of title, source, author, published, url, language. It wins over everything.
"""

from __future__ import annotations

import json
from pathlib import Path

from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.fields import ALIASES
from index.articles.tables import rows
from index.exceptions import ArticleError

_FIX = "name a .csv or .jsonl file with a column or field named path"


class Manifest:
    """Rows by path. ``unused`` tells afterwards which rows matched nothing."""

    def __init__(self, file: Path, values: dict[str, tuple[int, dict[str, object]]]) -> None:
        self.file = file
        self._values = values
        self._used: set[str] = set()

    @classmethod
    def load(cls, file: Path) -> Manifest:
        """Read a manifest. Raises ArticleError, naming the line, where it is not usable."""
        try:
            text = decode(file.read_bytes())
        except OSError as error:
            raise ArticleError(
                f"manifest {file} cannot be opened ({error.strerror}); check the path"
            ) from error
        except ArticleError as error:
            raise ArticleError(f"manifest {file} {error}") from error
        values: dict[str, tuple[int, dict[str, object]]] = {}
        name = file.name.lower()
        if name.endswith((".jsonl", ".ndjson")):
            records = _json_rows(file, text)
        elif name.endswith((".csv", ".tsv")):
            try:
                records = [(n, _checked(n, row)) for n, row in rows(text.lstrip("\ufeff"))]
            except ArticleError as error:
                raise ArticleError(f"manifest {file}: {error}") from error
        else:
            raise ArticleError(f"manifest {file} is neither .csv nor .jsonl; {_FIX}")
        for number, row in records:
            lower = {str(k).strip().lower(): v for k, v in row.items()}
            path = lower.get("path") or lower.get("file") or lower.get("filename")
            if not isinstance(path, str) or not path.strip():
                raise ArticleError(f"manifest {file}:{number} has no path; {_FIX}")
            path = path.strip().replace("\\", "/").removeprefix("./")
            if path in values:
                raise ArticleError(f"manifest {file}:{number} names {path} again; keep one row")
            values[path] = (number, lower)
        if not values:
            raise ArticleError(f"manifest {file} has no rows; {_FIX}")
        return cls(file, values)

    def apply(self, draft: Draft, path: Path | None, root: Path | None, address: str = "") -> None:
        """Fill ``draft`` from the row for this file or address, if there is one."""
        keys = [address] if address else []
        if path is not None:
            keys += [str(path), path.absolute().as_posix()]
            for base in (self.file.absolute().parent, root.absolute() if root else None):
                if base is not None and path.absolute().is_relative_to(base):
                    keys.append(path.absolute().relative_to(base).as_posix())
        for key in keys:
            if key in self._values:
                self._used.add(key)
                number, row = self._values[key]
                fields = ALIASES.fields(row)
                draft.put_all(fields, "manifest")
                if "published" in fields and "published" not in draft.origins:
                    raise ArticleError(
                        f"manifest {self.file}:{number}: “{fields['published']}” is not a date "
                        "that can be read in one way only; write it as 2025-10-28"
                    )
                return

    def mark(self, path: Path, root: Path) -> None:
        """Count the row of ``path`` as used, though nothing could be read from the file."""
        try:
            self.apply(Draft(), path, root)
        except ArticleError:
            return

    def unused(self) -> list[tuple[int, str]]:
        """Line number and path of each row that matched no file."""
        return [(n, p) for p, (n, _) in self._values.items() if p not in self._used]


def _checked(number: int, row: dict[str, str] | ArticleError) -> dict[str, object]:
    if isinstance(row, ArticleError):
        raise ArticleError(f"line {number} {row}")
    return dict(row)


def _json_rows(file: Path, text: str) -> list[tuple[int, dict[str, object]]]:
    records: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ArticleError(
                f"manifest {file}:{number} is not valid JSON ({error}); fix that line"
            ) from error
        if not isinstance(row, dict):
            raise ArticleError(f"manifest {file}:{number} is not an object; {_FIX}")
        records.append((number, row))
    return records
