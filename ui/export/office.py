"""Files of Word and Excel: written the same each time, unpacked with a limit."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ui.exceptions import ExportError

UNPACKED = 200_000_000
"""Bytes that a file may unpack to when it is read."""
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, TypeError, LookupError),
    *(AttributeError, OSError, EOFError, RuntimeError, NotImplementedError, AssertionError),
)
"""What the libraries, and the parsers below them, raise of a damaged file."""
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP archive knows


def timeless(data: bytes) -> bytes:
    """The same file without the time at which it was written."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def check_size(data: bytes) -> None:
    """Raises ExportError where a file unpacks to too much, zipfile.BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
            raise ExportError("unpacks to more than 200 MB; export a part of it")


def is_word(data: bytes) -> bool:
    """Whether an archive is a Word document. Raises zipfile.BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "word/document.xml" in archive.namelist()
