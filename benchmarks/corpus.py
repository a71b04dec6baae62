"""Reads a folder of real files and tells what was lost, what took long and what looks odd.

    python -m benchmarks.corpus DIR [--statements] [--json FILE]

One line for each file of which something is to be told, then a table by format. Nothing is stored.
What is odd is told by form alone, so a line is a reason to look and no proof of a fault.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.articles import read
from index.articles.folder import walk
from index.articles.formats import format_of
from index.exceptions import UnsupportedFormat
from index.types import Article, Failure, Sentence

_LONG = 6_000  # characters: no paragraph of an article is longer
_SLOW = 5.0  # seconds
_FEW = 40  # words: fewer are a note, or what is left of an article
_TEXT = frozenset(("txt", "md", "captions"))


@dataclass
class Seen:
    """What became of one file."""

    file: str
    format: str
    bytes: int
    seconds: float = 0.0
    articles: int = 0
    characters: int = 0
    undated: int = 0
    untitled: int = 0
    statements: int = 0
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def seen(file: Path, root: Path, *, statements: bool = False) -> Seen:
    """Read one file."""
    try:
        kind = format_of(file.name)
    except UnsupportedFormat:
        kind = "other"
    size = file.stat().st_size
    result = Seen(file.relative_to(root).as_posix(), kind, size)
    started = time.process_time()
    found = list(read(file))
    result.seconds = time.process_time() - started
    articles = [item for item in found if isinstance(item, Article)]
    for item in found:
        if isinstance(item, Failure):
            (result.missing if item.partial else result.refused).append(item.reason)
    result.articles = len(articles)
    result.characters = sum(len(article.text) for article in articles)
    result.undated = sum(article.published is None for article in articles)
    result.untitled = sum(
        article.origins.get("title") in ("opening words", "file name", None) for article in articles
    )
    result.odd = sorted({one for article in articles for one in odd(article)})
    if kind in _TEXT and articles and result.characters * 2 < size / 4:
        result.odd.append("most of the file is not in its text")
    if result.seconds > _SLOW:
        result.odd.append(f"took {result.seconds:.1f} s")
    if statements:
        result.statements, more = said(articles)
        result.odd += more
    return result


def odd(article: Article) -> Iterator[str]:
    """What is odd about an article, by the form of its text and metadata."""
    text = article.text
    if len(text.split()) < _FEW:
        yield f"fewer than {_FEW} words"
    if "\ufffd" in text:
        yield "characters that could not be decoded"
    if re.search(r"&(?:[a-z]{2,8}|#\d+);|</?(?:p|div|span|br|a)\b", text):
        yield "markup in the text"
    if any(len(part) > _LONG for part in text.split("\n")):
        yield "a very long paragraph"
    if re.search(r"\b\w(?: \w){7,}\b", text):
        yield "letters set apart"
    if re.search(r"[\n<>]|https?:|@", article.author) or len(article.author) > 120:
        yield "an author that is no name"


def said(articles: Sequence[Article]) -> tuple[int, list[str]]:
    """How many statements there are, and what is odd about them."""
    from index.attributing import attribute
    from index.sentences import split_sentences

    sentences = [
        [Sentence(a.id, *span) for span in split_sentences(a.text, a.boilerplate)] for a in articles
    ]
    found = [one for own in attribute(articles, sentences) for one in own]
    nameless = sum(one.mention is None for one in found)
    odd_ = [f"{nameless} of {len(found)} statements without a speaker"] if nameless else []
    return len(found), odd_


def told(results: Iterable[Seen], console: Console) -> None:
    """Print the files of which something is to be told, and the table by format."""
    by_format: dict[str, list[Seen]] = defaultdict(list)
    files = Table(title="To look at")
    for name in ("file", "articles", "refused", "missing", "odd"):
        files.add_column(name, overflow="fold")
    for one in results:
        by_format[one.format].append(one)
        if one.refused or one.missing or one.odd:
            cells = ("; ".join(part) for part in (one.refused, one.missing, one.odd))
            files.add_row(escape(one.file), str(one.articles), *(escape(cell) for cell in cells))
    console.print(files)
    table = Table(
        "format", "files", "articles", "refused", "in part", "odd", "undated", "untitled",
        "characters", "CPU s median", "CPU s most", title="By format",
    )  # fmt: skip
    for name, group in sorted(by_format.items()):
        seconds = [one.seconds for one in group]
        counts = (
            len(group), sum(o.articles for o in group), sum(len(o.refused) for o in group),
            sum(bool(o.missing) for o in group), sum(bool(o.odd) for o in group),
            sum(o.undated for o in group), sum(o.untitled for o in group),
            sum(o.characters for o in group),
        )  # fmt: skip
        times = (f"{statistics.median(seconds):.3f}", f"{max(seconds):.3f}")
        table.add_row(name, *(f"{count:,}" for count in counts), *times)
    console.print(table)


def main() -> None:
    """Read the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--statements", action="store_true", help="also find out who says what")
    parser.add_argument("--json", type=Path, help="write everything to this file as well")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder; name one that holds files: make corpus DIR=…")
    files = [file for file, problem in walk(options.folder) if problem is None]
    results = [seen(file, options.folder, statements=options.statements) for file in files]
    if options.json:
        shape = [asdict(one) for one in results]
        options.json.write_text(json.dumps(shape, ensure_ascii=False, indent=1), encoding="utf-8")
    told(results, Console())


if __name__ == "__main__":
    main()
