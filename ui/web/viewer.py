"""What the article view shows: the text in runs, each with what is marked in it.

The browser counts UTF-16 units, offsets count characters, so the cutting is done here and the
browser only puts the runs one after the other, as text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from index.collection import Collection
from index.types import Article, Span, Statement
from ui.render.wording import HEDGES
from ui.web.markup import clean, day, web_address

Run = dict[str, Any]
"""``text``; ``quote`` true inside the cited span; ``said`` the numbers of the statements."""


def runs(text: str, quote: Span | None, said: Sequence[Iterable[Span]]) -> list[Run]:
    """Cut ``text`` at every border of a span. The runs' texts joined give ``text`` back."""
    spans = [(span, index) for index, group in enumerate(said) for span in group]
    if quote:
        spans.append((quote, -1))
    edges = {0, len(text)} | {p for (a, b), _ in spans for p in (a, b) if 0 <= p <= len(text)}
    borders = sorted(edges)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for (start, end), index in spans:
        opening.setdefault(start, []).append(index)
        closing.setdefault(end, []).append(index)
    found: list[Run] = []
    inside: list[int] = []
    for start, end in itertools.pairwise(borders):
        for index in closing.get(start, ()):
            if index in inside:
                inside.remove(index)
        inside.extend(opening.get(start, ()))
        found.append(
            {
                "text": text[start:end],
                "quote": -1 in inside,
                "said": sorted({index for index in inside if index >= 0}),
            }
        )
    return found


def paragraphs(found: Iterable[Run]) -> list[list[Run]]:
    """Split runs at line ends into lines; empty lines are left out."""
    lines: list[list[Run]] = [[]]
    for run in found:
        pieces = run["text"].split("\n")
        for number, piece in enumerate(pieces):
            if number:
                lines.append([])
            if piece:
                lines[-1].append({**run, "text": clean(piece)})
    return [line for line in lines if any(run["text"].strip() for run in line)]


def article_view(
    collection: Collection, article_id: str, start: int | None = None, end: int | None = None
) -> dict[str, Any]:
    """Everything the view needs of one article. Raises ArticleNotFound.

    A span outside the text is ignored: the article is shown without a highlight.
    """
    article = collection.article(article_id)
    quote = None
    if start is not None and end is not None and 0 <= start < end <= len(article.text):
        quote = (start, end)
    said = list(collection.statements(article_id=article.id))
    return {
        **heading(article),
        "found": quote is not None,
        "asked": start is not None,
        "statements": _statements(collection, said),
        "paragraphs": paragraphs(runs(article.text, quote, [s.content for s in said])),
    }


def heading(article: Article) -> dict[str, Any]:
    """The bibliographic lines of an article; ``url`` only where a link to it may be made."""
    return {
        "id": article.id,
        "title": clean(article.title) or "Untitled article",
        "source": clean(article.source),
        "author": clean(article.author),
        "published": day(article.published),
        "url": web_address(article.url),
        "path": clean(article.path),
        "words": len(article.text.split()),
    }


def _statements(collection: Collection, said: Sequence[Statement]) -> list[dict[str, Any]]:
    speakers = {speaker.id: speaker for speaker in collection.speakers()} if said else {}
    shapes = []
    for statement in said:
        # None, too, for a speaker that another process removed between the two reads.
        speaker = speakers.get(statement.speaker_id) if statement.speaker_id is not None else None
        shapes.append(
            {
                "speaker": clean(speaker.name) if speaker else "",
                "role": clean(speaker.role) if speaker else "",
                "certain": statement.certainty == "certain",
                "hedge": HEDGES[statement.modality],
                "start": statement.content[0][0],
                "end": statement.content[-1][1],
            }
        )
    return shapes
