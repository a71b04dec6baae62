"""One writer at a time, over processes and threads."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from index.exceptions import CollectionError, CollectionLocked

LOCK_FILE = "writer.lock"


class WriterLock:
    """An advisory lock on ``writer.lock``; the kernel frees it when the process ends or is killed.

    Use as a context manager. Raises CollectionLocked where another writer still holds it after
    ``wait`` seconds. The file stays, so that no process can lock a name that another one has just
    removed.
    """

    def __init__(self, folder: Path, *, wait: float = 0.0) -> None:
        self._path = folder / LOCK_FILE
        self._wait = wait
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock or raise CollectionLocked."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise CollectionError(
                f"{self._path.parent} cannot be written to ({error.strerror}); "
                "check the folder's permissions or name another one with --collection"
            ) from error
        deadline = time.monotonic() + self._wait
        while not _locked(descriptor):
            if time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f"process {holder}" if holder else "another process"
            raise CollectionLocked(
                f"{self._path.parent}: {who} is writing to this collection; "
                "wait until it has finished, then run the command again"
            )
        self._descriptor = descriptor
        with suppress(OSError):  # it only tells others who holds the lock; a disk may be full
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> WriterLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
