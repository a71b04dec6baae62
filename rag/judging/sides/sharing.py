"""How much of a claim a text has, beside the names."""

from __future__ import annotations

from rag.judging.candidates import Candidate
from rag.judging.sides.claims import LIGHT, take_apart
from rag.judging.sides.clauses import focus_of
from rag.judging.sides.words import said_words
from rag.judging.terms import WeightedTerms
from rag.spelling import text_keys


def shares_predicate(text: str, terms: WeightedTerms, *, kin: bool = False) -> bool:
    """Whether a text has a word of what is claimed, beside the names it is claimed of.

    With ``kin`` a word that can stand for it will do.
    """
    keys = text_keys(text)
    return any(
        keys & terms.forms(term, kin=kin) for term in (terms.ordinary - LIGHT or terms.ordinary)
    )


def share_of_claim(claim: str, candidate: Candidate, terms: WeightedTerms) -> float:
    """How much of what is claimed stands in the clause of a quote that has most of it (0 to 1)."""
    return focus_of(said_words(candidate).text, take_apart(claim), terms).share
