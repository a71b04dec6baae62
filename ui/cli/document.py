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
        help="Also write it to a document: .md, .html, .json, .csv, .bib or .ris.",
    ),
]


ListExportOption = Annotated[
    str | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write them to a table instead: .csv for a spreadsheet, or .tsv.",
    ),
]


def write_list(file: str, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    """Write a table and say how many rows it has. Raises ExportError for any other ending."""
    from ui.export.lists import ending_of, written

    text = written(columns, rows, ending_of(file))
    # As bytes, so that the line ends which spreadsheets expect are not translated.
    Path(file).write_bytes(text.encode("utf-8", "surrogateescape"))
    note(f"{counted(len(rows), 'row')} in {file}")


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
        from ui.export import export

        # Bytes, so that the line ends which a format demands are not translated.
        self.file.write_bytes(export(answers, self.format, collection).encode("utf-8"))
