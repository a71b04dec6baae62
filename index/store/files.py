"""Writing files so that they are there whole or not at all, and recognising them again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

_EDGE = 65536


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a temporary file beside ``path``, sync it, and rename it into place."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def edges(path: Path) -> str:
    """A cheap checksum: the size and the BLAKE2b of the first and last 64 KiB."""
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        digest = hashlib.blake2b(stream.read(_EDGE), digest_size=16)
        stream.seek(max(0, size - _EDGE))
        digest.update(stream.read(_EDGE))
    return f"{size}:{digest.hexdigest()}"


def digest(path: Path) -> str:
    """BLAKE2b of the whole file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
