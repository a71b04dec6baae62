"""Corrections in words, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from index.collection import Collection
from index.corrections import Correction
from index.types import Article, Speaker
from ui.render.answer import SHORT_ID
from ui.render.style import Layout, Run

LONGEST = 80
"""Characters of what was corrected that are shown."""


def articles_of(corrections: Iterable[Correction], collection: Collection) -> dict[str, Article]:
    """The articles that corrections are tied to, by their digest; those not here are left out."""
    wanted = {one.digest for one in corrections if one.digest}
    if not wanted:
        return {}
    return {a.digest: a for a in collection.articles() if a.digest in wanted}


def told(correction: Correction, articles: Mapping[str, Article]) -> str:
    """What a correction says, in one line."""
    names = correction.names
    article = articles.get(correction.digest)
    if correction.what == "same":
        return f"{', '.join(names[1:])} merged with {names[0]}"
    if correction.what == "role":
        return f"{names[0]}: {correction.role or 'no role'}"
    where = f"in {_title(article)}"
    if correction.what == "different":
        if correction.digest:
            return f"{names[0]} {where} is somebody else"
        return " is not ".join(names) if len(names) > 1 else f"{names[0]} is nobody else's name"
    words = _words(correction, article)
    if correction.what == "no statement":
        return f"no statement: {words} ({where})"
    return f"{names[0] if names else 'Speaker unclear'}: {words} ({where})"


def concerning(speaker: Speaker, correction: Correction, articles: Mapping[str, Article]) -> str:
    """A correction as it concerns one speaker: ``Merged with Robin Hayes``."""
    others = [name for name in correction.names if name.casefold() != speaker.name.casefold()]
    if others and not correction.digest:
        if correction.what == "same":
            return f"Merged with {', '.join(others)}"
        if correction.what == "different":
            return f"Somebody else than {', '.join(others)}"
    return told(correction, articles)


def fix_shape(correction: Correction, articles: Mapping[str, Article]) -> dict[str, Any]:
    """A correction as ``onrecord fix --json`` lists it."""
    article = articles.get(correction.digest)
    return {
        "number": correction.number,
        "what": correction.what,
        "names": list(correction.names),
        "role": correction.role,
        "sha256": correction.digest,
        "content": [{"start": start, "end": end} for start, end in correction.content],
        "article_id": article.id if article else None,
        "told": told(correction, articles),
    }


def fixes_text(
    corrections: Iterable[Correction], articles: Mapping[str, Article], layout: Layout
) -> str:
    """One line for each correction with its number, by which it is undone."""
    lines = []
    for one in corrections:
        runs: list[Run] = [(f"{one.number}. ", "mark"), (told(one, articles), "")]
        lines.append(layout.block(runs, hang="   "))
    return "\n".join(lines) if lines else layout.style("Nothing has been corrected.", "dim")


def _title(article: Article | None) -> str:
    if article is None:
        return "an article that is not here"
    return f"{article.title or article.path or 'an untitled article'} ({article.id[:SHORT_ID]})"


def _words(correction: Correction, article: Article | None) -> str:
    start, end = correction.content[0][0], correction.content[-1][1]
    if article is None:
        return f"characters {start}–{end}"
    text = " ".join(article.text[start:end].split())
    return f"[{text if len(text) <= LONGEST else f'{text[:LONGEST].rstrip()}…'}]"
