"""Which of the scored sentences an answer to a question of fact shows, and in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.types import Span
from rag.judging import Candidate, WeightedTerms
from rag.judging.abstention import TOGETHER
from rag.judging.scoring import may_answer
from rag.spelling import NAME_MARK, text_keys

WITHIN, ELSEWHERE = 0.85, 0.72
"""Further sentences are quoted when they score this share of the best one; those of an article not
yet quoted already at the second, since another article may say otherwise."""
OPENED = 0.65
"""The same share where an article opens with the name asked about, for sentences of which the name
stands near and that have more than it."""
NAMESAKE, NAMESAKES, EACH = 0.5, 10, 2
"""And where such an opening says what bears the name ("… is a village"), as it does in reference
works, which have one article on each bearer; so many of these are quoted at most. In either case
so many of one article."""
HEAD, OPENING = 12, 120
"""Words with which an article opens, and characters that name its subject."""
PART = 0.05
"""A further sentence for a long question has this share of its words that no other one has."""
SAME = 0.75
"""A sentence with this share of its words in another one tells nothing else."""
_POINTS_BACK = re.compile(
    r"\W*(?:(?:it|they)\b|(?:this|these|those)\s+(?:is|was|are|were|has|have|had|will|would|can|"
    r"could|may|might|means?|meant|includes?|included)\b)",
    re.I,
)
_IS_A = re.compile(
    r"\b(?:is|was|are|were)\s+(?:(?:also|originally|formerly|now|currently)\s+)?(?:an?|the|one)\b"
)


def sentences_to_show(
    question: str, scored: Sequence[Candidate], terms: WeightedTerms, limit: int
) -> list[Candidate]:
    """The best sentence and those about as good; for a long question also those that have other
    words of it, as each answers a part.

    ``limit`` is how many are let through; where articles say what bears the name asked about, each
    may speak of another, or otherwise of the same, so that there may be ``NAMESAKES``. Every
    article that has something of its own to say comes before the second sentence of one and before
    the same told again.
    """
    best = scored[0].score
    many = terms.long
    opening = [] if many or not terms.names else [c for c in scored if _opens_with(c, terms)]
    defined = any(_says_what_it_is(c) for c in opening)
    of_it = _about(question, scored, terms) if opening else set()
    shown: list[Candidate] = []
    again: list[Candidate] = []
    quoted: Counter[str] = Counter()
    covered: frozenset[str] = frozenset()
    for candidate in scored[: TOGETHER if many else None]:
        if any(_same_words(candidate, other) for other in (*shown, *again)):
            continue
        keys = _keys(candidate)
        before = quoted[candidate.article.id]
        adds = many and terms.coverage(covered | keys) >= terms.coverage(covered) + PART
        share = WITHIN if before else ELSEWHERE
        if _place(candidate) in of_it and before < EACH:
            share = NAMESAKE if defined else OPENED
        if adds or candidate.score >= share * best:
            told = before or any(_tells_the_same(keys, _keys(other)) for other in shown)
            (again if told and not adds else shown).append(candidate)
            quoted[candidate.article.id] += 1
            covered |= keys
    several = sum(_place(candidate) in of_it for candidate in (*shown, *again)) if defined else 0
    chosen = [*shown, *again][: max(limit, min(several, NAMESAKES))]
    return sorted(chosen, key=scored.index)


def sentence_before(candidate: Candidate) -> Candidate | None:
    """The sentence that a quote points back to with its first word ("It outlines the details"), as
    far as it stands right before it in the same paragraph; None where it points to nothing."""
    start, end = candidate.neighbours[0], candidate.context[0]
    if not _POINTS_BACK.match(candidate.text) or start >= end:
        return None
    before = candidate.article.text[start:end]
    if "\n" in before.strip("\n ") or before.endswith("\n"):
        return None
    span = (start, start + len(before.rstrip()))
    return replace(candidate, span=span, context=span, statement=None)


def _about(
    question: str, scored: Sequence[Candidate], terms: WeightedTerms
) -> set[tuple[str, Span]]:
    """Where the sentences stand that may answer of what bears the name asked about: each of their
    articles may be about another bearer, or say otherwise."""
    return {_place(c) for c in scored if _name_is_near(c, terms) and may_answer(question, c, terms)}


def _name_is_near(candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether the name stands in a sentence, beside it, or at the head of its article."""
    article = candidate.article
    beside = article.text[candidate.neighbours[0] : candidate.neighbours[1]]
    opening = article.text[:OPENING].split("\n")[0]
    return terms.covers(terms.names, text_keys(f"{article.title} {opening} {beside}"))


def _place(candidate: Candidate) -> tuple[str, Span]:
    return candidate.article.id, candidate.span


def _opens_with(candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a candidate's article opens with the name asked about."""
    opening = " ".join(candidate.article.text[:200].split()[:HEAD])
    return terms.covers(terms.names, text_keys(opening))


def _says_what_it_is(candidate: Candidate) -> bool:
    """Whether a sentence opens its article and says what something is."""
    before = candidate.article.text[: candidate.span[0]]
    return not before.strip() and bool(_IS_A.search(candidate.text))


def _keys(candidate: Candidate) -> frozenset[str]:
    return text_keys(candidate.article.text[candidate.context[0] : candidate.context[1]])


def _tells_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the shorter of two sentences has hardly a word that the longer one lacks.

    Two that differ in a number or a name do not tell the same, however alike they are.
    """
    if len(one & other) < SAME * min(len(one), len(other)):
        return False
    return not (_telling(one - other) and _telling(other - one))


def _telling(keys: frozenset[str]) -> bool:
    """Whether any key is a number's or a name's."""
    return any(key.startswith(NAME_MARK) or key[:1].isdigit() for key in keys)


def _same_words(a: Candidate, b: Candidate) -> bool:
    """True where two candidates say the same in the same words (a reprint, a repetition)."""
    return a.text.strip() == b.text.strip()
