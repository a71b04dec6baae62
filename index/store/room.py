"""A full disk: told in one line, with nothing left half-written."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.exceptions import DiskFull

_LITTLE = 1_000_000  # bytes: with less room an error of input or output comes from that
_WORDS = "No space left"  # as FAISS and Tantivy pass the system's message on


def is_full(error: BaseException, folder: Path) -> bool:
    """Whether ``error`` says that there is no room on the disk of ``folder``."""
    if isinstance(error, sqlite3.OperationalError):
        code = getattr(error, "sqlite_errorname", "") or ""
        if code.startswith("SQLITE_FULL"):
            return True
        return code.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _free(folder) < _LITTLE
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return isinstance(error, (OSError, RuntimeError, ValueError)) and _WORDS in str(error)


@contextmanager
def room_needed(folder: Path) -> Iterator[None]:
    """Turn whatever a full disk raises inside into DiskFull."""
    try:
        yield
    except (sqlite3.OperationalError, OSError, RuntimeError, ValueError) as error:
        if not is_full(error, folder):
            raise
        raise no_room(folder) from error


def no_room(folder: Path) -> DiskFull:
    """The error to raise for ``folder``."""
    return DiskFull(
        f"{folder}: no space left on its disk; make room and run the command again "
        "(what was there can be read, and what was added before stays)"
    )


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
