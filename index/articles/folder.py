"""Walking a folder: sorted, without hidden files, without leaving it, each file once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from index.exceptions import ArticleError

_ENDING: Final = re.compile(r"[-_. ][^\W\d_]+")
"""What a browser adds to the name of a page: "_files", "-Dateien"."""
_SHOWN: Final = rb"""(?i)(?:\bsrc(?:set)?|<link\b[^>]*\shref)\s*=\s*["']?(?:\./)?(?:%s)/"""
_MOST: Final = 20_000_000
"""Bytes of a page that are looked through for them."""


def walk(root: Path) -> Iterator[tuple[Path, ArticleError | None]]:
    """Yield every file under ``root`` in the order of names; an error where one cannot be used.

    Links are followed inside ``root`` only, so that an unpacked archive cannot point at the
    user's other files, and no folder is walked twice, so that a loop of links ends. The
    folder that a browser made for the parts of a page when it saved it complete holds no articles.
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
    pages = [e.name for e in entries if e.name.lower().endswith((".html", ".htm", ".xhtml"))]
    for entry in entries:
        if entry.name.startswith(".") or _holds_parts(entry, pages):
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


def _holds_parts(entry: os.DirEntry[str], pages: list[str]) -> bool:
    """Whether a folder holds the pictures, scripts and frames of a page beside it.

    Browsers name it like the page, with an ending in the language of the browser, and the page
    shows what is in it; a folder that a page only links to holds articles like any other.
    """
    for page in pages:
        stem = page.rpartition(".")[0]
        ending = entry.name.removeprefix(stem)
        if ending == entry.name or not _ENDING.fullmatch(ending) or not entry.is_dir():
            continue
        path = Path(entry.path).with_name(page)
        if path.is_symlink() or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                markup = file.read(_MOST)
        except OSError:  # it is told when the page itself is read
            continue
        names = b"|".join(re.escape(n).encode() for n in {entry.name, quote(entry.name)})
        if re.search(_SHOWN % names, markup):
            return True
    return False
