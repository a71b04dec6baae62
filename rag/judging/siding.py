"""Which side a quote takes, told from its speaker's own words and not from the sentence around."""

from __future__ import annotations

import re
from dataclasses import replace

from index.speakers.polarity import polarity_and_modality
from rag.judging.candidates import Candidate
from rag.judging.stance import is_negated, nearest_clause, stance_of
from rag.judging.terms import WeightedTerms
from rag.language import content_words, stem
from rag.spelling import opposites, text_keys
from rag.types import Stance

_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder\w*|question(?:s|ed|ing)?|discuss\w*|debat\w+|consider(?:s|ed|ing)|"
    r"explor\w+|examin\w+|stud(?:y|ies|ied)|raise[sd]? the question)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|doubt\w*|"
    r"rul(?:e|es|ed|ing) out)\b",
    re.I,
)
_OUGHT = re.compile(r"\b(?:should|ought|must|needs? to)\b", re.I)
_SELF = re.compile(r"\bI(?:['’]m|\s+(?:am|was|will|would|have|had|do|did|can|could))\b")
# "Nobody is more qualified" affirms.
_SUPERLATIVE = re.compile(
    r"\b(?:never|nobody|no one|no|nothing|not)\b.{0,80}?"
    r"\b(?:(?:more|better|greater|stronger)\s+\w+|as\s+\w+\s+as)\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:whether|if or when)\b", re.I)


def side_of(claim: str, candidate: Candidate, terms: WeightedTerms) -> Stance | None:
    """The side that a quote takes, read from the speaker's own clause; None where it is about
    something else.

    A quote that hedges is ``conditional``; one that asks, or says what ought to be where the claim
    says what is, is a ``report``.
    """
    statement = candidate.statement
    cue = ""
    if statement and statement.cue:
        cue = candidate.article.text[slice(*statement.cue)]
    own = replace(candidate, span=_own_words(candidate))
    clause = nearest_clause(own.text, terms)
    if _other_subject(claim, candidate, clause, terms):
        return None
    if own.text.rstrip(" \"”’'").endswith("?") or _ASKS.search(cue):
        return "report"
    if _OPEN.search(clause) and not _OPEN.search(claim):
        return "report"
    stance = stance_of(claim, own, terms)
    if stance == "deny" and _SUPERLATIVE.search(clause):
        stance = "affirm"
    if stance == "affirm" and _says_opposite(clause, terms):
        return "deny"
    if stance == "deny":
        spoken = is_negated(clause) or _DENIES.search(cue) or is_negated(claim)
        return "deny" if spoken else None
    if _OUGHT.search(clause) and not _OUGHT.search(claim):
        return "report"
    if polarity_and_modality("", "", claim)[1] != "certain":
        return stance
    modality = polarity_and_modality(own.text, cue, clause)[1]
    return "affirm" if modality == "certain" and stance == "affirm" else "conditional"


def _other_subject(claim: str, candidate: Candidate, clause: str, terms: WeightedTerms) -> bool:
    """Whether a quote is about somebody else than the claim, as far as names show it."""
    names = [stem(w) for w in content_words(claim) if stem(w) in terms.names]
    if not names:
        return False
    accepted = [terms.variants.get(name, frozenset()) | {name} for name in names]
    if _SELF.search(clause) and not any(forms & text_keys(clause) for forms in accepted):
        return True
    around = text_keys(candidate.article.text[slice(*candidate.neighbours)])
    subject = stem(next(iter(content_words(claim)), ""))
    return subject in names and not accepted[0] & around


def _says_opposite(clause: str, terms: WeightedTerms) -> bool:
    """Whether a clause has the opposite of a word of the claim, and not the word itself."""
    keys = text_keys(clause)
    return any(
        opposites().get(term, frozenset()) & keys
        for term in terms.weights
        if term not in terms.names and term not in keys
    )


def _own_words(candidate: Candidate) -> tuple[int, int]:
    """The part of a quoted sentence that is the statement's content."""
    if candidate.statement is None:
        return candidate.span
    start, end = candidate.span
    inside = [
        (max(a, start), min(b, end))
        for a, b in candidate.statement.content
        if a < end and b > start
    ]
    if not inside:
        return candidate.span
    return min(a for a, _ in inside), max(b for _, b in inside)
