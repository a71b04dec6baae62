"""Whether a text has more of a claim than its names."""

from __future__ import annotations

from rag.judging.sides.claims import LIGHT
from rag.judging.terms import WeightedTerms
from rag.spelling import text_keys


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
        for term in (terms.ordinary - LIGHT or terms.ordinary)
    )
