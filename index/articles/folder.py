"""Walking a folder: sorted, without hidden files, without leaving it, each file once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from index.exceptions import ArticleError


def walk(root: Path) -> Iterator[tuple[Path, ArticleError | None]]:
    """Yield every file under ``root`` in the order of names; an error where one cannot be used.

    Links are followed inside ``root`` only, so that an unpacked archive cannot point at the
    user's other files, and no folder is walked twice, so that a loop of links ends.
    """
    yield from _walk(root, root.resolve(), set())


def _walk(
    folder: Path, home: Path, seen: set[tuple[int, int]]
) -> Iterator[tuple[Path, ArticleError | None]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield folder, ArticleError(f"cannot be listed ({error.strerror}); check its permissions")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        try:
            target = path.resolve(strict=True)
            status = target.stat()
        except (OSError, RuntimeError):
            yield path, ArticleError("is a link that leads nowhere; remove it")
            continue
        if not target.is_relative_to(home):
            yield (
                path,
                ArticleError(
                    f"is a link that leads out of {home.name}; name {target} itself to read it"
                ),
            )
            continue
        key = (status.st_dev, status.st_ino)
        if key in seen:
            continue
        seen.add(key)
        if target.is_dir():
            yield from _walk(path, home, seen)
        else:
            yield path, None
