"""How much of an article is read from its page, and what of its head, beside trafilatura alone.

    python -m benchmarks.pages --data FOLDER [--lost]

FOLDER is a copy of Scrapinghub's article-extraction-benchmark (``ground-truth.json`` and ``html/``)
or of mozilla/readability's ``test/test-pages`` (folders with ``source.html``, ``expected.html`` and
``expected-metadata.json``). Texts are compared by shingles of four words, as in the former;
precision and recall are means over the pages. "Untold": pages that lose a tenth or more of the text
without a warning; "of sentences": the same of the lines that hold sentences, each of which counts
as read where its letters or most of its words stand in the text; other than those that the page
itself marks as a caption or a reader's comment. ``--lost`` names the pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from index.articles.dates import parse_date
from index.articles.html import fragment, read_html
from index.articles.page_returns import share
from index.articles.plain import is_prose, squeezed
from index.exceptions import ArticleError

_SITE = re.compile(r"\s+(?:[-|–—·»]|::|--)\s+|\s*[_|]\s*")
_BESIDE = re.compile(r"caption|comment", re.IGNORECASE)
_LOST = 0.9  # recall below which a page loses a tenth of its text
_READ = 0.7  # of the words of a sentence, in runs of three
_COLUMNS = (
    "precision", "recall", "F1", "lost a tenth", "lost a third", "untold", "of sentences", "warned",
    "CPU s",
)  # fmt: skip
_HEAD = ("title", "author", "published")


@dataclass
class Read:
    """What was made of one page, or what is right."""

    text: str = ""
    title: str = ""
    author: str = ""
    published: date | None = None
    told: bool = False
    """Whether something is said to be missing."""


@dataclass
class Page:
    """One page with what is right; of the head only what the set has."""

    name: str
    html: bytes
    gold: Read


@dataclass
class Score:
    """What one reader makes of all pages."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    """Pages that lose a tenth of their sentences without a warning."""
    told: int = 0
    heads: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


def ours(data: bytes) -> Read:
    """What this project reads."""
    try:
        draft = read_html(data)
        losses = list(draft.losses)
        got = draft.finish()
    except ArticleError:
        return Read(told=True)
    return Read(got.text, got.title, got.author, got.published, bool(losses))


def alone(data: bytes) -> Read:
    """What trafilatura extracts."""
    import trafilatura

    markup = data.decode("utf-8", "replace")
    text = trafilatura.extract(markup, include_comments=False) or ""
    head = trafilatura.extract_metadata(markup)
    if head is None:
        return Read(text)
    return Read(text, head.title or "", head.author or "", parse_date(head.date))


def pages(folder: Path) -> Iterator[Page]:
    """The pages of one of the two sets."""
    if (folder / "ground-truth.json").is_file():
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
        for name, page in sorted(truth.items()):
            html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Page(name, html, Read(page["articleBody"]))
        return
    for file in sorted(folder.glob("*/expected-metadata.json")):
        head = json.loads(file.read_text(encoding="utf-8"))
        text = fragment(file.with_name("expected.html").read_text(encoding="utf-8"))
        day = parse_date(str(head.get("publishedTime") or "")[:10])
        gold = Read(text, head.get("title") or "", head.get("byline") or "", day)
        yield Page(file.parent.name, file.with_name("source.html").read_bytes(), gold)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def marked(html: bytes) -> str:
    """The letters of what a page marks as captions or readers' comments, by element and class."""
    from lxml.html import HTMLParser, document_fromstring

    tree = document_fromstring(html, parser=HTMLParser(encoding="utf-8", remove_comments=True))
    return " ".join(
        squeezed(e.text_content())
        for e in tree.iter()
        if isinstance(e.tag, str)
        and _BESIDE.search(f"{e.tag} {e.get('class') or ''} {e.get('id') or ''}")
        and next(e.iter("h1"), None) is None  # a class of the whole page may say "with-comments"
    )


def sentences_lost(gold: str, got: str, html: bytes) -> float:
    """How much of the lines of a text that hold sentences another one lacks."""
    known, beside = squeezed(got), marked(html)
    lines = [x for x in gold.split("\n") if is_prose(x) and squeezed(x) not in beside]
    lost = [x for x in lines if squeezed(x) not in known and share(x, got) < _READ]
    return sum(map(len, lost)) / max(1, sum(map(len, lines)))


def same_title(got: str, gold: str) -> bool:
    """Whether two titles are the same words, but for the name of the site behind or before."""
    parts = [_words(part) for part in _SITE.split(gold)]
    whole = {_words(gold), *parts} - {()}
    return _words(got) in whole or _words(gold) in {_words(part) for part in _SITE.split(got)}


def same_names(got: str, gold: str) -> bool:
    """Whether all that is given as the author stands in a byline."""
    return set(_words(got)) <= set(_words(gold))


def _words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple(re.findall(r"\w+", folded))


def judge(page: Page, got: Read, score: Score) -> None:
    """Add one page to a score."""
    found, wanted = shingles(got.text), shingles(page.gold.text)
    both = sum((found & wanted).values())
    score.precisions.append(both / max(1, sum(found.values())))
    score.recalls.append(both / max(1, sum(wanted.values())))
    score.told += got.told
    if score.recalls[-1] < _LOST:
        score.lost.append(f"{page.name} {score.recalls[-1]:.2f}{'' if got.told else ' untold'}")
        if not got.told:
            score.untold.append(page.name)
    if not got.told and sentences_lost(page.gold.text, got.text, page.html) > 1 - _LOST:
        score.unsaid.append(page.name)
    for name in _HEAD:
        right, given = getattr(page.gold, name), getattr(got, name)
        if not right:
            continue
        if not given:
            verdict = "missing"
        elif name == "published":
            verdict = "right" if given == right else "wrong"
        else:
            fits = same_title if name == "title" else same_names
            verdict = "right" if fits(given, right) else "wrong"
        score.heads[name, verdict] += 1
        if verdict != "right":
            score.wrong.append(f"{page.name} {name}: {given!r} for {right!r}")


def measured(folder: Path, read: Callable[[bytes], Read]) -> Score:
    """What one reader makes of the pages of a folder."""
    score = Score()
    for page in pages(folder):
        started = time.process_time()
        got = read(page.html)
        score.seconds += time.process_time() - started
        judge(page, got, score)
    return score


def row(score: Score) -> str:
    """A score as one row of the table of texts."""
    number = len(score.recalls)
    p, r = sum(score.precisions) / number, sum(score.recalls) / number
    third = sum(one < 2 / 3 for one in score.recalls)
    return (
        f"| {p:.3f} | {r:.3f} | {2 * p * r / (p + r):.3f} | {len(score.lost)} | {third} | "
        f"{len(score.untold)} of {number} | {len(score.unsaid)} | {score.told} | "
        f"{score.seconds:.1f} |"
    )


def head_row(score: Score) -> str:
    """A score as one row of the table of heads: right, wrong and missing of each field."""
    cells = (
        " / ".join(str(score.heads[name, verdict]) for verdict in ("right", "wrong", "missing"))
        for name in _HEAD
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--lost", action="store_true", help="name what is lost, wrong or missing")
    parser.add_argument("--own", action="store_true", help="leave trafilatura out")
    options = parser.parse_args()
    readers = (("On Record", ours), ("trafilatura", alone))[: 1 if options.own else 2]
    scores = [(name, measured(options.data, read)) for name, read in readers]
    print(f"| | {' | '.join(_COLUMNS)} |")
    print("| --- " * (len(_COLUMNS) + 1) + "|")
    for name, score in scores:
        print(f"| {name} {row(score)}")
    if any(score.heads for _, score in scores):
        print("\n| right / wrong / missing | titles | bylines | dates |")
        print("| --- | --- | --- | --- |")
        for name, score in scores:
            print(f"| {name} {head_row(score)}")
    for name, score in scores if options.lost else ():
        unsaid = [f"{page} loses sentences untold" for page in score.unsaid]
        print("\n".join([f"\n{name}", *score.lost, *unsaid, *score.wrong]))


if __name__ == "__main__":
    main()
