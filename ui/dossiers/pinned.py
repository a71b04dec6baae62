"""Pins as they are now: who says the words as corrections have it, and whether they still stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from index.collection import Collection
from index.types import Article, Filter
from rag.citations import CitationList
from rag.types import Citation, SourceLine, Voice
from rag.units import Unit, units_of
from rag.voices import credit
from ui.dossiers.types import Pin
from ui.exceptions import InputError
from ui.export.kinds import find_article, shapes_of
from ui.export.renewed import voice_at

LONGEST = 5_000
"""Characters that can be pinned as one quotation."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin with its ``number`` in the dossier (from 1) and its ``citation`` as it is now.

    ``there`` tells whether its article still has the words; else they are those that were pinned.
    """

    number: int
    pin: Pin
    citation: dict[str, Any]
    there: bool

    @property
    def credit(self) -> str:
        """Whose words they are, and who reports them where they are not the speaker's own."""
        source = self.citation["source"]
        named = (source["article_id"], source["title"], source["source"], source["author"])
        line = SourceLine(*named, None, source["url"], source["path"])
        return credit(Voice.from_dict(self.citation["voice"]), self.citation["kind"], line)

    @property
    def remark(self) -> str:
        """Label and note on one line; empty where there is neither."""
        label = f"[{self.pin.label}]" if self.pin.label else ""
        return " ".join(part for part in (label, self.pin.note) if part)


def citation_at(collection: Collection, article: Article, start: int, end: int) -> Citation:
    """The words of an article at a place, and who says them.

    Raises InputError where there is no such place.
    """
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise InputError(f"{article.id} has no characters {start}–{end} to pin")
    if end - start > LONGEST:
        raise InputError(f"too long to pin: {end - start:,} characters, at most {LONGEST:,}")
    every = collection.sentences(article.id)
    first = max(0, bisect_right(every, start, key=lambda s: s.start) - 1)
    inside = [one for one in every[first:] if one.start < end]
    cited = CitationList()
    for unit in units_of(collection, [(one, 0.0) for one in inside]):
        if unit.span == (start, end):
            return cited.cite(unit)
    low = min([start, *(one.start for one in inside)])
    high = max([end, *(one.end for one in inside)])
    voice = voice_at(collection, article, (start, end))
    return cited.cite(Unit(article, (start, end), (low, high), voice=voice))


def pinned(
    pins: Iterable[Pin], collection: Collection, where: Filter | None = None, label: str = ""
) -> list[Pinned]:
    """The pins within a filter, and of a label where one is given, in their order.

    Speakers stand as corrections have them now. So do title, publisher, author and date of an
    article that is there; of one that is gone they stand as they were pinned.
    """
    kept = list(enumerate(pins, 1))
    numbered = [{**one.citation, "number": number} for number, one in kept]
    (shape,) = shapes_of([_answer(numbered)], collection)
    made = []
    for (number, one), citation in zip(kept, shape["citations"], strict=True):
        quote = citation["quote"]
        article = find_article(collection, quote["article_id"])
        words = article.text[quote["start"] : quote["end"]] if article else ""
        if article:
            citation = {**citation, "source": SourceLine.of(article).to_dict()}
        made.append(Pinned(number, one, citation, words == quote["text"]))
    found = [one for one in made if not label or one.pin.label.casefold() == label.casefold()]
    return _within(found, collection, where) if where else found


def pin_shape(one: Pinned) -> dict[str, Any]:
    """A pin as ``onrecord dossier show --json`` prints it."""
    return {
        **one.citation,
        "sha256": one.pin.digest,
        "label": one.pin.label,
        "note": one.pin.note,
        "added": one.pin.added.isoformat(timespec="seconds"),
        "there": one.there,
    }


def _answer(citations: list[dict[str, Any]]) -> dict[str, Any]:
    """What an answer with these citations is, as far as corrections and kinds go."""
    return {"citations": citations, "nearest": [], "sentences": [], "type": "", "message": ""}


def _within(found: list[Pinned], collection: Collection, where: Filter) -> list[Pinned]:
    ids = {one.citation["quote"]["article_id"] for one in found}
    if where.article_ids:
        ids &= set(where.article_ids)
    limits = replace(
        where, article_ids=tuple(sorted(ids)), speaker_ids=(), direct=False, reported=False
    )
    articles = {article.id for article in collection.articles(limits)} if ids else set()
    wanted = set(where.speaker_ids)
    return [
        one
        for one in found
        if one.citation["quote"]["article_id"] in articles
        and (not wanted or wanted & _speakers(one, collection))
        and (not where.direct or one.citation["kind"] == "direct")
        and (not where.reported or one.citation["kind"] == "reported")
    ]


def _speakers(one: Pinned, collection: Collection) -> set[int | None]:
    """Ids of whoever says a pin's words: as it was pinned, and as the collection has it now.

    Names that have been found to be one person's since then have one id.
    """
    quote, voice = one.citation["quote"], one.citation["voice"]
    ids = {voice["speaker_id"]}
    if one.there:
        article = collection.article(quote["article_id"])
        ids.add(voice_at(collection, article, (quote["start"], quote["end"])).speaker_id)
    return ids
