"""Writing answers to a file, in the format that the file's name or an option asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import counted, note

if TYPE_CHECKING:
    from index.collection import Collection
    from ui.export.kinds import Answered

ExportOption = Annotated[
    str | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Also write it to a document: .md, .html, .docx, .xlsx, .csv, .json, .bib or .ris.",
    ),
]


ListExportOption = Annotated[
    str | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write a table instead: .xlsx or .csv for a spreadsheet, or .tsv.",
    ),
]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written and its kind, which is settled before anything is searched."""

    file: Path
    ending: str

    @classmethod
    def named(cls, file: str | None) -> Table | None:
        """The kind that the name asks for, None without one. Raises ExportError for any other."""
        from ui.export.sheets import ending_of

        return cls(Path(file), ending_of(file)) if file else None

    def write(self, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
        """Write the table and say how many rows it has. Raises ExportError, OSError."""
        from ui.export.sheets import written

        self.file.write_bytes(written(columns, rows, self.ending))
        note(f"{counted(len(rows), 'row')} in {self.file}")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written and its format, which is settled before anything is asked."""

    file: Path
    format: str

    @classmethod
    def named(cls, file: str) -> Document:
        """The format that the name asks for. Raises ExportError where it tells none."""
        from ui.export import format_of

        return cls(Path(file), format_of(file))

    def write(self, answers: Sequence[Answered], collection: Collection) -> None:
        """Write the answers. Raises ExportError, or OSError where the file cannot be written."""
        from ui.export import document

        self.file.write_bytes(document(answers, self.format, collection))
