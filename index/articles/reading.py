"""``read``: one door for everything articles come from."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from index.articles import formats
from index.articles.draft import Draft
from index.articles.fetch import fetch, is_url
from index.articles.folder import walk
from index.articles.manifest import Manifest
from index.articles.records import Labelled
from index.articles.visits import NEVER, Visits
from index.exceptions import ArticleError
from index.reasons import reason
from index.types import Article, Failure


def read(
    source: str | Path,
    *,
    manifest: Path | None = None,
    stdin: BinaryIO | None = None,
    timeout_s: float = 20.0,
    max_bytes: int = 50_000_000,
    private: bool = True,
    visits: Visits | None = None,
) -> Iterator[Article | Failure]:
    """Read every article of ``source``, one after the other.

    ``source`` is a file, a folder (recursive, in the order of names, hidden files skipped), ``-``
    for standard input (``stdin`` if given), or the http(s) address of a page or a feed. What cannot
    be read is a Failure with its reason, and never stops the rest.

    ``max_bytes`` limits one document (of .jsonl files: one line), ``timeout_s`` one download.
    Without ``private`` an address on a private network is refused: for sources that were named by
    somebody else than whose computer this is. ``visits`` are earlier readings of addresses: what
    has not changed since is not read again but named in ``visits.unchanged``.
    Raises ArticleError at once where ``manifest`` cannot be used.
    """
    table = Manifest.load(Path(manifest)) if manifest is not None else None
    reader = _Reader(table, timeout_s, max_bytes, private, visits)
    if isinstance(source, str) and source == "-":
        return reader.stream(stdin if stdin is not None else sys.stdin.buffer)
    if isinstance(source, str) and is_url(source):
        return reader.address(source)
    return reader.path(Path(source))


class _Reader:
    def __init__(
        self,
        manifest: Manifest | None,
        timeout_s: float,
        max_bytes: int,
        private: bool,
        visits: Visits | None,
    ) -> None:
        self.manifest = manifest
        self.private = private
        self.timeout_s = timeout_s
        self.max_bytes = max_bytes
        self.visits = visits

    def path(self, path: Path) -> Iterator[Article | Failure]:
        try:
            path = path.expanduser()
            is_folder = path.is_dir()
        except (OSError, RuntimeError, ValueError) as error:
            yield Failure(str(path), f"is not a usable path: {reason(error)}")
            return
        if not is_folder:
            yield from self.file(path, None)
            return
        count = 0
        for file, problem in walk(path):
            if self.manifest is not None and file.absolute() == self.manifest.file.absolute():
                continue
            count += 1
            if problem is not None:
                yield Failure(str(file), str(problem))
                continue
            if self.manifest is not None:
                self.manifest.mark(file, path)
            yield from self.file(file, path)
        if not count:
            yield Failure(str(path), "the folder holds no files; name one that holds articles")
        for line, name in self.manifest.unused() if self.manifest is not None else ():
            yield Failure(
                f"{self.manifest.file}:{line}" if self.manifest else "",
                f"names {name}, which is not in {path}; correct the path",
            )

    def file(self, path: Path, root: Path | None) -> Iterator[Article | Failure]:
        origin = str(path)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                yield Failure(origin, "is not a regular file; name a file or a folder")
                return
            kind = formats.format_of(path.name)
            if formats.is_streamed(kind):
                with path.open("rb") as stream:
                    found = formats.read_stream(kind, stream, self.max_bytes)
                    yield from self.finish(found, origin, path, root)
                return
            if status.st_size > self.max_bytes:
                raise ArticleError(
                    f"is larger than {self.max_bytes:,} bytes; split it, or save records as .jsonl"
                )
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            yield Failure(origin, "no such file or folder; check the path")
            return
        except OSError as error:
            yield Failure(origin, f"cannot be opened ({error.strerror}); check its permissions")
            return
        except (ArticleError, ValueError) as error:
            yield Failure(origin, str(error))
            return
        found = formats.read_bytes(kind, data, max_bytes=self.max_bytes)
        yield from self.finish(found, origin, path, root)

    def stream(self, stdin: BinaryIO) -> Iterator[Article | Failure]:
        try:
            data = stdin.read(self.max_bytes + 1)
        except (OSError, ValueError) as error:
            yield Failure(
                "-", f"standard input cannot be read: {reason(error)}; name a file instead"
            )
            return
        if len(data) > self.max_bytes:
            yield Failure("-", f"is larger than {self.max_bytes:,} bytes; save it to a file")
            return
        found = formats.read_bytes(formats.sniff(data), data, max_bytes=self.max_bytes)
        yield from self.finish(found, "-", None, None)

    def address(self, url: str) -> Iterator[Article | Failure]:
        last = self.visits.last(url) if self.visits is not None else NEVER
        try:
            got = fetch(
                url,
                timeout_s=self.timeout_s,
                max_bytes=self.max_bytes,
                named=self.private,
                last=last,
            )
        except ArticleError as error:
            yield Failure(url, str(error))
            return
        if self.visits is not None and got.unchanged:
            self.visits.unchanged += last.articles
            return
        kind = formats.sniff(got.data, got.media_type)
        found = formats.read_bytes(
            kind,
            got.data,
            max_bytes=self.max_bytes,
            url=got.url,
            charset=got.charset,
            open_page=lambda link: self.page(link, url),
            open_next=lambda link: self.following(link, url),
        )
        whole, ids = True, []
        for item in self.finish(found, got.url, None, None):
            if isinstance(item, Failure):
                whole = False
            else:
                ids.append(item.id)
            yield item
        if self.visits is not None and whole and got.visit.headers():
            self.visits.visits[url] = replace(got.visit, articles=tuple(ids))

    def following(self, link: str, feed: str) -> bytes:
        """Fetch the next page of a feed. Raises ArticleError."""
        return fetch(
            link, timeout_s=self.timeout_s, max_bytes=self.max_bytes, named=False, trusted=feed
        ).data

    def page(self, url: str, feed: str) -> Draft:
        """Read the page that a feed links to. Raises ArticleError."""
        got = fetch(
            url, timeout_s=self.timeout_s, max_bytes=self.max_bytes, named=False, trusted=feed
        )
        kind = formats.sniff(got.data, got.media_type)
        if kind not in ("html", "pdf", "txt", "md"):
            raise ArticleError("the feed links to something that is no page; add it by itself")
        for _, found in formats.read_bytes(
            kind,
            got.data,
            max_bytes=self.max_bytes,
            url=got.url,
            charset=got.charset,
            whole=True,
        ):
            if isinstance(found, ArticleError):
                raise found
            found.put("url", got.url, "address")
            return found
        raise ArticleError("the page is empty")

    def finish(
        self, found: Iterable[Labelled], origin: str, path: Path | None, root: Path | None
    ) -> Iterator[Article | Failure]:
        """Drafts to articles: the manifest's values first, then what the lines tell."""
        place = _place(path) if path is not None else ""
        for label, item in found:
            where = label if is_url(label) else f"{origin}{label}"
            if isinstance(item, ArticleError):
                yield Failure(where, str(item))
                continue
            try:
                if path is None and is_url(origin) and not label:
                    item.put("url", origin, "address")
                named = self.named(item, path, root)
                # What came by pipe has no place: two texts must not replace each other there.
                stored = f"{place}{'' if is_url(label) else label}" if place else ""
                yield named.finish(stored, path.name if path is not None and not label else "")
            except ArticleError as error:
                yield Failure(where, str(error))
                continue
            yield from (Failure(where, loss, partial=True) for loss in item.losses)

    def named(self, item: Draft, path: Path | None, root: Path | None) -> Draft:
        if self.manifest is None:
            return item
        draft = Draft(text=item.text)
        self.manifest.apply(draft, path, root, item.fields.get("url", ""))
        for name, origin in item.origins.items():
            value = item.published if name == "published" else item.fields[name]
            draft.put(name, value, origin)
        draft.last_resort = item.last_resort
        draft.recognised = item.recognised
        return draft


def _place(path: Path) -> str:
    """Where a file lies: one place for one file, from whichever folder it was named.

    Behind a link ".." leads elsewhere than it reads; such a path stays as it was given.
    """
    given = path.absolute()
    plain = Path(os.path.normpath(given))
    return str(plain if plain.exists() and plain.samefile(given) else given)
