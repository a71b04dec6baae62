"""A small SQLite file beside a collection, for what people keep of their own.

Several browser tabs, several users and the command line write to it at once. Each call opens its
own connection, so that no connection is shared between threads, and each write is one transaction:
killed in the middle of it, the file is as it was before.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from threading import RLock

from ui.exceptions import InterfaceError


class SmallDatabase:
    """The file ``file`` in ``folder``, made with ``schema``; ``folder`` None keeps it in memory.

    Whatever SQLite cannot do is raised as ``unusable``, which says what of (``kept``).
    """

    def __init__(
        self,
        folder: Path | None,
        file: str,
        schema: str,
        *,
        kept: str,
        unusable: type[InterfaceError],
    ) -> None:
        self.folder, self.file = folder, file
        self._kept, self._unusable = kept, unusable
        self._memory: sqlite3.Connection | None = None
        # Connections to a shared cache do not wait for each other, as those to a file do.
        self._turn = RLock() if folder is None else nullcontext()
        if folder is None:
            # A shared cache lives as long as one connection to it does.
            self._name = f"file:{secrets.token_hex(8)}?mode=memory&cache=shared"
            self._memory = sqlite3.connect(self._name, uri=True, check_same_thread=False)
        with self.open() as connection:
            connection.executescript(schema)

    def close(self) -> None:
        """Let go of what is in memory only."""
        if self._memory is not None:
            self._memory.close()

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection for reading, or for one transaction that is kept where nothing is raised."""
        try:
            if self.folder is None:
                made = sqlite3.connect(self._name, uri=True, timeout=5, isolation_level=None)
            else:
                made = sqlite3.connect(self.folder / self.file, timeout=5, isolation_level=None)
            with self._turn, closing(made) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                if write:
                    connection.execute("BEGIN IMMEDIATE")
                yield connection
                if write:
                    connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(
                f"{self._kept} cannot be kept in {self.folder} ({error}); check that its disk is "
                f"not full and that {self.file} can be written, or move that file away"
            ) from error
