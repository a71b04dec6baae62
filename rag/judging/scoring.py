"""How well a candidate fits a question: rare words in common, and nearness in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from index.types import Span
from rag.judging.candidates import Candidate
from rag.judging.kinds import stems, words_that_answer
from rag.judging.terms import WeightedTerms
from rag.language import content_words, fold, stem, words
from rag.spelling import text_keys

COVERAGE_SHARE = 0.40
COSINE_SHARE = 0.60
PRIOR_SHARE = 0.05
ENCODED = 24
"""So many candidates at most are compared by the encoder; the others stay behind them."""

SUBJECT = 0.9
"""What the likeness counts for of a text that leaves out the name asked about ("The population was
183") and a question without that name, where the text around has it."""
MISSING = 0.25
"""What a text loses that lacks the kind of thing asked for, a date for "when"."""

NAMES_ONLY = 0.15
"""What a sentence loses that has the names of a question and no other word of it, where another
one of its article has."""
KIND = 0.1
"""What a sentence gains that names one of the kind of thing asked for."""
ALIKE = 0.64
"""From this cosine on a sentence with the names of a question answers it in other words."""
OPENING = 120
"""Characters at the start of an article that name its subject."""

_POINTS_BACK = re.compile(r"\W*(?:that\s+)?(?:such\s+an?\s+\w+|this|these|that)\b", re.I)
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
    r"^\W*(?:how\s+(?:many|much|long|large|big|old|far|high|tall|deep|heavy)|what\s+(?:number|"
    r"percentage|share|proportion)|what\s+(?:is|was|are|were)\s+the\s+(?:\w+\s+){0,2}?"
    r"(?:population|number|percentage|share|proportion|age|price|cost|length|height|width|depth|"
    r"area|size|distance|speed|temperature|death\s+toll|toll|budget|salary|rate|total|score)\s+"
    r"(?:of|in|for|at|to|between)\b)",
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


def without_names(claim: str, terms: WeightedTerms) -> str:
    """A question without its names ("What is the population of ?"); empty where only names are
    asked about, or none."""
    if not terms.names or not terms.ordinary:
        return ""
    dropped = terms.names | terms.given
    return " ".join(w for w in claim.split() if not {stem(p) for p in words(w)} & dropped)


def has_what_is_asked(text: str, terms: WeightedTerms) -> bool:
    """Whether a text has an ordinary word of a question, a word for the same or one of its kin
    ("directed" for "director")."""
    keys = text_keys(text)
    for term in terms.ordinary:
        accepted = terms.forms(term, kin=True)
        root = term[: max(5, len(term) - 3)]
        if accepted & keys or any(key.startswith(root) for key in keys):
            return True
    return False


def answers_it(question: str, candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a sentence has more of a short question of fact than its names.

    It has a word of what is asked and the kind of thing asked for, names one of a kind that can be
    listed, or means much the same.
    """
    if not terms.names or not terms.ordinary or candidate.cosine >= ALIKE:
        return True
    bonus = answer_type_bonus(question, candidate.text)
    if bonus == 0 and words_that_answer(terms.ordinary) & stems(candidate.text):
        return True
    return bonus >= 0 and has_what_is_asked(candidate.text, terms)


def may_answer(question: str, candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a sentence answers a short question of fact, or has at least the kind of thing asked
    for, or a word for one such."""
    return (
        answers_it(question, candidate, terms)
        or answer_type_bonus(question, candidate.text) > 0
        or bool(words_that_answer(terms.ordinary) & stems(candidate.text))
    )


def _opening(candidate: Candidate) -> frozenset[str]:
    """The words an article opens with, which say what it is about."""
    text = candidate.article.text
    return text_keys(text[:OPENING].split("\n")[0])


def _points_back(candidate: Candidate) -> bool:
    """Whether a statement begins with what the sentence before it speaks of ("Such a step …")."""
    statement = candidate.statement
    if statement is None or candidate.neighbours[0] >= candidate.context[0]:
        return False
    start = max(candidate.span[0], statement.content[0][0])
    return bool(_POINTS_BACK.match(candidate.article.text, start))


def _before(candidate: Candidate) -> str:
    """The sentence before a quoted one."""
    return candidate.article.text[candidate.neighbours[0] : candidate.context[0]].strip()


def score_candidates(
    collection: Collection,
    candidates: Sequence[Candidate],
    terms: WeightedTerms,
    claim: str,
    *,
    question: str = "",
    encoded: int = ENCODED,
    subject: float = 0.5,
) -> list[Candidate]:
    """Score candidates and sort them, best first.

    Coverage gives full credit for words in the candidate's own sentence and half for words beside
    it or in the article's title; for names there, ``subject``. The encoder compares only the most
    promising, so that a question is answered in milliseconds.
    """
    rated = []
    asked = without_names(claim, terms) if subject > 0.5 else ""
    of_it: set[tuple[str, Span]] = set()
    for candidate in candidates:
        text = candidate.article.text
        own = text_keys(text[candidate.context[0] : candidate.context[1]])
        if _points_back(candidate):
            own |= text_keys(_before(candidate))
        near = text_keys(text[candidate.neighbours[0] : candidate.neighbours[1]])
        near |= text_keys(candidate.article.title)
        if asked:
            near |= _opening(candidate)
            if not terms.any_name(own) and terms.covers(terms.names, near):
                of_it.add((candidate.article.id, candidate.span))
        rated.append(replace(candidate, coverage=terms.coverage(own, near, subject)))
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
    cosines = list(collection.similarity(claim, [c.text for c in pool_list]))
    elided = [i for i, c in enumerate(pool_list) if (c.article.id, c.span) in of_it]
    if elided:
        bare = collection.similarity(asked, [pool_list[i].text for i in elided])
        for i, cosine in zip(elided, bare, strict=True):
            cosines[i] = max(cosines[i], SUBJECT * cosine)
    pointing = [i for i, c in enumerate(pool_list) if _points_back(c)]
    if pointing:
        whole = [f"{_before(pool_list[i])} {pool_list[i].text}" for i in pointing]
        for i, cosine in zip(pointing, collection.similarity(claim, whole), strict=True):
            cosines[i] = max(cosines[i], SUBJECT * cosine)
    kinds = words_that_answer(terms.ordinary) if asked and not terms.long else frozenset()
    told = [bool(asked) and has_what_is_asked(c.text, terms) for c in pool_list]
    telling = {c.article.id for c, tells in zip(pool_list, told, strict=True) if tells}
    scored = []
    for candidate, cosine, tells in zip(pool_list, cosines, told, strict=True):
        score = COVERAGE_SHARE * candidate.coverage + COSINE_SHARE * max(0.0, cosine)
        score += PRIOR_SHARE * candidate.prior
        if question:
            score += answer_type_bonus(question, candidate.text)
        if candidate.article.id in telling and not tells:
            score -= NAMES_ONLY
        if kinds & stems(candidate.text):
            score += KIND
        scored.append(replace(candidate, cosine=float(cosine), score=float(score)))
    return sorted(scored, key=lambda c: c.order)
