"""Articles removed from everything: the collection, and what is kept of them beside it.

Conversations and dossiers are databases of their own, and no transaction spans them all. So what is
to be removed is written down first, in a file that the remover locks; where its process is killed,
whoever opens the collection next finishes what it had begun.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol

from index.collection import Collection
from index.exceptions import CollectionError
from ui.export.kinds import find_article

FILE: Final = "removing.json"
"""In the collection's folder: the ids of the articles that are being removed, else empty."""


class Keeps(Protocol):
    """What keeps something of articles beside their collection."""

    def forget(self, article_ids: Iterable[str]) -> int:
        """Drop what is kept of these articles; returns how much that was."""
        ...


def folder_of(collection: Collection) -> Path | None:
    """The folder of a collection; None where it does not live in one."""
    folder = getattr(collection, "folder", None)
    return folder if isinstance(folder, Path) else None


def remove_articles(
    collection: Collection, article_ids: Sequence[str], stores: Mapping[str, Keeps]
) -> tuple[int, dict[str, int]]:
    """Remove articles; returns how many were there, and how much each store has dropped.

    Raises what ``Collection.remove`` and the stores raise, and CollectionError where the folder
    cannot be written to. What has been removed until then is forgotten by the stores as well.
    """
    folder = folder_of(collection)
    if folder is None:
        removed = collection.remove(article_ids)
        return removed, {name: store.forget(article_ids) for name, store in stores.items()}
    with _locked(folder / FILE) as file:
        _finish(file, collection, stores)  # what another process had begun
        _write(file, folder / FILE, article_ids)
        try:
            removed = collection.remove(article_ids)
        finally:
            dropped = _finish(file, collection, stores)
    return removed, dropped


def finish_removal(collection: Collection, stores: Mapping[str, Keeps]) -> None:
    """Let all stores forget what a killed process had removed.

    Where the process is alive and at it, it does so itself.
    """
    folder = folder_of(collection)
    path = folder / FILE if folder else None
    if path and path.exists() and path.stat().st_size and os.access(path, os.W_OK):
        with _locked(path) as file:
            _finish(file, collection, stores)


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    """The file, locked until the end or the death of this process."""
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise _unwritable(path, error) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _write(file: IO[str], path: Path, article_ids: Sequence[str]) -> None:
    try:
        json.dump(list(article_ids), file)
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(path, error) from error


def _finish(file: IO[str], collection: Collection, stores: Mapping[str, Keeps]) -> dict[str, int]:
    """Forget those of the articles in the file that the collection has no longer; empty it."""
    file.seek(0)
    try:
        begun = [str(one) for one in json.load(file)]
    except ValueError:  # empty, or cut off while it was written: nothing had been removed yet
        begun = []
    gone = [one for one in begun if find_article(collection, one) is None]
    dropped = {name: store.forget(gone) if gone else 0 for name, store in stores.items()}
    file.truncate(0)
    return dropped


def _unwritable(path: Path, error: OSError) -> CollectionError:
    return CollectionError(
        f"{path} cannot be written ({error.strerror}); check that its disk is not full and the "
        "folder's permissions, then remove the articles again"
    )
