"""Which side of a claim a quote takes, read from the clause that speaks of the claim."""

from __future__ import annotations

import re

from rag.judging.candidates import Candidate
from rag.judging.terms import WeightedTerms
from rag.language import fold, stem, words
from rag.spelling import text_keys
from rag.types import Stance

_NEGATION = re.compile(
    r"\b(?!(?:no|nothing|never|not)\s+(?:better|greater|finer|doubt|wonder|only|just)\b)"
    r"(?:not|never|no longer|no|nobody|none|hardly|scarcely|barely|unlikely|without|cannot|"
    r"impossible|refus\w+|den(?:y|ies|ied)|reject\w*|rule[sd]? out|far from|ceas(?:e|es|ed|ing)|"
    r"stop(?:s|ped)? being|come to an end|is over)\b|n['’]t\b",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|rul(?:e|es|ed|ing) out|"
    r"doubt\w*|contradict\w*)\b",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|unless|provided that|on condition|as long as|in case)\b", re.I)
_CLAUSE = re.compile(
    r"[,;:—–]\s+|\s+(?:but|although|though|while|whereas|however|that|because|and)\s+", re.I
)


def is_negated(text: str) -> bool:
    """True where a clause carries an odd number of negations ("cannot not" cancels out)."""
    return len(_NEGATION.findall(text)) % 2 == 1


def nearest_clause(text: str, terms: WeightedTerms) -> str:
    """The clause that shares most weight with the claim, the shorter one of equals."""
    clauses = [part for part in _CLAUSE.split(text) if part.strip()] or [text]
    return min(clauses, key=lambda c: (-round(terms.coverage(text_keys(c)), 6), len(c)))


def _bare(text: str) -> str:
    """The folded words of a text between spaces, without marks, to look one up in another."""
    return f" {' '.join(fold(word) for word in words(text))} "


_LIGHT = frozenset(
    stem(verb)
    for verb in ("want", "seek", "try", "plan", "intend", "hope", "wish", "aim", "like", "need")
)
"""Verbs that say how something is meant and not what: "wants more trade" is not "wants to join"."""


def shares_predicate(text: str, terms: WeightedTerms, *, kin: bool = False) -> bool:
    """Whether a text has a word of what is claimed, beside the names it is claimed of.

    With ``kin`` a word that can stand for it will do.
    """
    keys = text_keys(text)
    return any(
        keys
        & (
            terms.variants.get(term, frozenset())
            | (terms.kin.get(term, frozenset()) if kin else frozenset())
            | {term}
        )
        for term in (terms.ordinary - _LIGHT or terms.ordinary)
    )


def stance_of(claim: str, candidate: Candidate, terms: WeightedTerms) -> Stance:
    """Affirm, deny or conditional.

    Negation is looked for in the clause nearest to the claim and in the reporting words, and held
    against the claim's own. Words decide: a stance is a reading of the text, not of the world.
    """
    clause = nearest_clause(candidate.text, terms)
    if _bare(claim) in _bare(candidate.text):
        # The claim's own words, negations and all.
        denied = is_negated(claim)
    else:
        # Where no clause has a word of what is claimed, only names, a negation anywhere may be the
        # one that matters; better the other side than words put into somebody's mouth.
        denied = is_negated(clause if shares_predicate(clause, terms) else candidate.text)
    statement = candidate.statement
    if statement and statement.cue:
        cue = candidate.article.text[statement.cue[0] : statement.cue[1]]
        if _DENIAL.search(cue) and cue not in clause:
            denied = not denied
    if _CONDITION.search(clause):
        return "conditional"
    return "deny" if denied != is_negated(claim) else "affirm"
