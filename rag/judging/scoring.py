"""How well a candidate fits a question: rare words in common, and nearness in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from rag.judging.candidates import Candidate
from rag.judging.terms import WeightedTerms
from rag.language import content_words, fold, stem
from rag.spelling import text_keys

COVERAGE_SHARE = 0.40
COSINE_SHARE = 0.60
PRIOR_SHARE = 0.05
ENCODED = 24
"""So many candidates at most are compared by the encoder; the others stay behind them."""

MISSING = 0.25
"""What a text loses that lacks the kind of thing asked for, a date for "when"."""

_DATE = re.compile(
    r"\b(?:\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)|(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|"
    r"last\s+(?:week|month|year))",
)
_NUMBER = re.compile(
    r"\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|percent|per cent)\b",
    re.I,
)
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'\-]+")
_WANTS_DATE = re.compile(
    r"^\W*(?:when|(?:on|in|by)\s+(?:which|what)\s+(?:dates?|days?|months?|"
    r"years?)|what\s+(?:date|day|month|year)|which\s+(?:date|year))\b",
    re.I,
)
_WANTS_NUMBER = re.compile(
    r"^\W*(?:how\s+(?:many|much|long|large|big|old|far)|what\s+(?:number|"
    r"percentage|share|proportion))\b",
    re.I,
)
_WANTS_NAME = re.compile(
    r"^\W*(?:who|where|(?:in\s+)?(?:which|what)\s+(?:city|country|town|"
    r"programme|program|exercise|name|organi[sz]ation|company|state|minister|"
    r"treaty|agreement)|what\s+(?:was|is)\s+the\s+name)\b",
    re.I,
)


def answer_type_bonus(question: str, text: str) -> float:
    """0.1 where the text holds the kind of thing the question asks for, and less where it must not
    be missing and is: a date for "when", a number for "how many", a new name for "who"."""
    if _WANTS_DATE.match(question):
        return 0.1 if _DATE.search(text) else -MISSING
    if _WANTS_NUMBER.match(question):
        return 0.1 if _NUMBER.search(text) else -MISSING
    if _WANTS_NAME.match(question):
        asked = {fold(w) for w in content_words(question)}
        new = [n for n in _NAME.findall(text) if fold(n) not in asked and not _DATE.fullmatch(n)]
        return 0.05 if new else -MISSING
    return 0.0


_HOW_MANY = re.compile(r"^\W*how\s+many\s+(?:\w+\s+)??(?P<noun>[\w'’\-]+)", re.I)


def counts_what_is_asked(question: str, text: str) -> bool:
    """False where a "how many" is asked of things that a text does not name."""
    match = _HOW_MANY.match(question)
    if not match:
        return True
    asked = text_keys(" ".join(question.split()[2:5]))
    return bool(asked & text_keys(text)) and stem(match["noun"]) in text_keys(text)


def score_candidates(
    collection: Collection,
    candidates: Sequence[Candidate],
    terms: WeightedTerms,
    claim: str,
    *,
    question: str = "",
    encoded: int = ENCODED,
) -> list[Candidate]:
    """Score candidates and sort them, best first.

    Coverage gives full credit for words in the candidate's own sentence and half for words beside
    it or in the article's title. The encoder compares only the most promising, so that a question
    is answered in milliseconds.
    """
    rated = []
    for candidate in candidates:
        text = candidate.article.text
        own = text_keys(text[candidate.context[0] : candidate.context[1]])
        near = text_keys(text[candidate.neighbours[0] : candidate.neighbours[1]])
        near |= text_keys(candidate.article.title)
        rated.append(replace(candidate, coverage=terms.coverage(own, near)))
    by_words = sorted(rated, key=lambda c: (-(c.coverage + 0.3 * c.prior), c.article.id, c.span))
    by_rank = sorted(rated, key=lambda c: (-c.prior, -c.coverage, c.article.id, c.span))
    chosen: dict[tuple[str, int, int, int], Candidate] = {}
    for pool in zip(by_words, by_rank, strict=True):
        for candidate in pool:
            if len(chosen) < encoded:
                speaker = (candidate.statement.speaker_id or 0) if candidate.statement else 0
                chosen.setdefault((candidate.article.id, *candidate.span, speaker), candidate)
    if not chosen:
        return []
    pool_list = list(chosen.values())
    cosines = collection.similarity(claim, [c.text for c in pool_list])
    scored = []
    for candidate, cosine in zip(pool_list, cosines, strict=True):
        score = COVERAGE_SHARE * candidate.coverage + COSINE_SHARE * max(0.0, cosine)
        score += PRIOR_SHARE * candidate.prior
        if question:
            score += answer_type_bonus(question, candidate.text)
        scored.append(replace(candidate, cosine=float(cosine), score=float(score)))
    return sorted(scored, key=lambda c: c.order)
