"""Opening, making and migrating a collection on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.commands import onrecord
from index.exceptions import CollectionError, CollectionNotFound
from index.local import LocalCollection
from index.store import database as databases
from index.store import schema
from index.store.lock import WriterLock
from index.store.writing import Attributed
from index.types import Article, Sentence


def open_collection(
    path: str | Path,
    *,
    create: bool = False,
    encoder: str | None = None,
    read_only: bool = False,
    statements: bool = True,
) -> LocalCollection:
    """Open the collection in a folder, and with ``create`` make it where there is none.

    ``encoder`` names the embedding model (name or path) of a new collection; for an existing one
    it must be the one it was built with. Without ``statements`` articles are added without looking
    for who said what, which is faster. Caches that a killed process left behind are mended here.
    Raises CollectionNotFound, SchemaTooNew, CollectionDamaged or EncoderError.

    >>> with open_collection("news", create=True) as news:  # doctest: +SKIP
    ...     news.add([Article(text="Prices will fall, the minister said.")])
    """
    folder = Path(path).expanduser()
    if folder.exists() and not folder.is_dir():
        raise CollectionNotFound(
            f"{folder} is a file; a collection is a folder: name one with --collection"
        )
    if create and not read_only:
        databases.create(folder)
    version = databases.check_version(folder)
    if version == 0:
        raise CollectionNotFound(
            f"the collection at {folder} was never finished; "
            f"run `{onrecord(folder, 'add FOLDER|FILE|URL')}`"
        )
    if version < schema.current_version():
        if read_only:
            raise CollectionError(
                f"{folder} is in an older format (schema {version}); open it once for writing, "
                f"for example with `{onrecord(folder, 'info')}`"
            )
        with WriterLock(folder):
            databases.create(folder)
    return LocalCollection(
        folder,
        encoder=encoder,
        read_only=read_only,
        attribute=_attribute if statements else None,
    )


def _attribute(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> Sequence[Sequence[Attributed]]:
    # Loaded with the first article that is added, so that asking does not wait for the tagger.
    from index.attributing import attribute

    return attribute(articles, sentences)
