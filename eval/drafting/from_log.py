"""Answers that somebody found no help, made into questions.

The page keeps a thumb as an entry of the collection's log: ``{"kind": "feedback", "answer": number
of the answer's entry, "helpful": false, "note": …}``. The last thumb on an answer counts. What the
right answer would have been is not known, so a proposal has no gold: a person picks the evidence
among what was cited and what a search finds now, names the speakers, or says that the collection
has no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from eval.drafting.material import CONTEXT
from eval.drafting.types import Proposal, proposed
from eval.questions import Gold, Kind
from index.collection import Collection
from index.exceptions import ArticleNotFound, OnRecordError

CHOICES: Final = 8
"""Places offered as evidence."""
GAP: Final = 500
"""This many missing numbers in a row are the end of the log; entries may have been deleted."""
_KINDS: Final[Mapping[str, Kind]] = {
    "who": "who",
    "says": "says",
    "did_say": "did_say",
    "fact": "fact",
    "contrast": "contrast",
    "summary": "summary",
}


def from_log(collection: Collection) -> list[Proposal]:
    """A proposal for each answer in the log whose last thumb was down, in the log's order.

    The best evidence found now is offered beside what the answer cited. A proposal's ``question``
    has no gold yet, except where the answer should have been silent.
    """
    answers: dict[int, Mapping[str, Any]] = {}
    thumbs: dict[int, Mapping[str, Any]] = {}
    for number, entry in _entries(collection):
        if entry.get("kind") == "feedback":
            thumbs[int(entry.get("answer") or 0)] = entry
        elif "question" in entry and "citations" in entry:
            answers[number] = entry
    return [
        _proposal(collection, answers[number], thumb)
        for number, thumb in sorted(thumbs.items())
        if number in answers and thumb.get("helpful") is False
    ]


def _entries(collection: Collection) -> Iterator[tuple[int, Mapping[str, Any]]]:
    number = missing = 0
    while missing < GAP:
        number += 1
        entry = collection.logged(number)
        missing = 0 if entry is not None else missing + 1
        if entry is not None:
            yield number, entry


def _proposal(
    collection: Collection, answer: Mapping[str, Any], thumb: Mapping[str, Any]
) -> Proposal:
    from rag import search

    # The standalone form: what a follow-up meant must not depend on a conversation that is gone.
    text = str(answer.get("standalone") or answer["question"])
    note = str(thumb.get("note") or "").strip()
    question = proposed("thumbs-down", _KINDS.get(str(answer.get("type")), "fact"), text, note=note)
    places = [
        (str(c["quote"]["article_id"]), int(c["quote"]["start"]), int(c["quote"]["end"]))
        for c in (*answer["citations"], *answer.get("nearest", ()))
    ]
    # A question that cannot be searched for can still be judged by a person.
    with suppress(OnRecordError):
        found = [e.quote for e in search(collection, text, k=CHOICES)]
        places += [(q.article_id, q.start, q.end) for q in found]
    choices, texts = [], []
    for article_id, start, end in list(dict.fromkeys(places))[:CHOICES]:
        try:
            article = collection.article(article_id)
        except ArticleNotFound:
            continue
        if not 0 <= start < end <= len(article.text):
            continue
        choices.append(Gold(doc=article.id, quote=article.text[start:end]))
        before = article.text[max(0, start - CONTEXT // 2) : start]
        texts.append(" ".join(f"{before}⟦{article.text[start:end]}⟧".split()))
    shown = f"it was answered: {answer.get('text', '')}" + (f"\nnote: {note}" if note else "")
    return Proposal("thumbs-down", question, shown, "", tuple(choices), tuple(texts))
