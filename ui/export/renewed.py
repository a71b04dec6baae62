"""Kept answers as corrections of the user have them: old words, never under a wrong name.

An answer keeps the voices it had when it was given. Where a correction concerns one of them, or the
words are no longer under its name as a correction has been undone, the citation gets the voice that
it has now, and the sentences that rest on it are worded again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from index.collection import Collection
from index.corrections import Correction
from index.exceptions import ArticleNotFound
from index.types import Article, Span, Statement
from rag.types import SourceLine, Voice
from rag.units import SHARE
from rag.voices import credit, form_of, voice_of


def renewed(shape: Mapping[str, Any], collection: Collection) -> dict[str, Any]:
    """The JSON shape of an answer with the voices that corrections have given it."""
    new = dict(shape)
    corrections = collection.corrections()
    held = cache(lambda article_id: collection.statements(article_id=article_id))
    for name in ("citations", "nearest"):
        new[name] = [_citation(entry, collection, corrections, held) for entry in shape[name]]
    cited = {entry["number"]: entry for entry in new["citations"]}
    pairs = zip(shape["citations"], new["citations"], strict=True)
    changed = {now["number"] for was, now in pairs if was["voice"] != now["voice"]}
    if changed:
        new["sentences"] = [
            _sentence(sentence, cited) if changed & {*sentence["citations"]} else sentence
            for sentence in shape["sentences"]
        ]
        # "Anna Kovacs says so." may not be so any more.
        new["message"] = "" if shape["type"] == "did_say" else shape["message"]
    return new


def _citation(
    entry: Mapping[str, Any],
    collection: Collection,
    corrections: Sequence[Correction],
    held: Callable[[str], Sequence[Statement]],
) -> dict[str, Any]:
    quote, before = entry["quote"], Voice.from_dict(entry["voice"])
    span = (int(quote["start"]), int(quote["end"]))
    try:
        article = collection.article(str(quote["article_id"]))
    except ArticleNotFound:
        return dict(entry)
    said = _said(held(article.id), span)
    if not any(_concerns(one, article, span, before) for one in corrections):
        names = {voice_of(collection, one).name for one in said}
        if not before.name or before.name in names:
            return dict(entry)
        # nobody of that name says it: it was corrected, and that has been undone
    voice = voice_of(collection, said[0] if said else None)
    return {**entry, "voice": voice.to_dict(), "kind": form_of(article.text, span, voice)}


def voice_at(collection: Collection, article: Article, span: Span) -> Voice:
    """Who says the words at a place, as the collection has it now."""
    said = _said(collection.statements(article_id=article.id), span)
    return voice_of(collection, said[0] if said else None)


def _concerns(correction: Correction, article: Article, span: Span, voice: Voice) -> bool:
    """Whether a correction is about the words of a citation, or about its speaker's name."""
    if correction.digest and correction.digest != article.digest:
        return False
    if correction.content:
        return bool(_shared(correction.content, span))
    return voice.name.casefold() in {name.casefold() for name in correction.names}


def _said(statements: Sequence[Statement], span: Span) -> list[Statement]:
    """The statements that a citation may be, the one that shares most with it first.

    One may stand within another: what somebody is told to have said, in a line of an interview.
    """
    least = SHARE * (span[1] - span[0])
    shared = [(_shared(one.content, span), one) for one in statements]
    found = [pair for pair in shared if pair[0] >= least]
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def _shared(content: Sequence[Span], span: Span) -> int:
    return sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in content)


def _sentence(
    sentence: Mapping[str, Any], cited: Mapping[int, Mapping[str, Any]]
) -> dict[str, Any]:
    """A sentence worded again, each quote of it under whoever says it now."""
    segments: list[dict[str, Any]] = []
    for number in sentence["citations"]:
        now = cited[number]
        voice, source = Voice.from_dict(now["voice"]), now["source"]
        place = (source["title"], source["source"], source["author"], None)
        line = SourceLine(source["article_id"], *place, source["url"], source["path"])
        kind = now.get("kind")
        lead = f"{' ' if segments else ''}{credit(voice, kind, line)}: "
        segments.append({"text": lead, "citation": 0, "kind": None})
        text = now["quote"]["text"]
        segments.append({"text": text, "citation": number, "kind": kind})
    return {**sentence, "segments": segments, "by": "builtin"}
