"""Which side of a claim a quote takes.

``claims`` takes a claim apart, ``clauses`` finds the clause of a quote that speaks to it, ``marks``
has the wordings that turn, open or judge (``rag/data/sides.txt``), and ``reading`` puts them
together; ``attitudes`` is for questions of who is for or against something.
"""

from __future__ import annotations

from rag.judging.sides.attitudes import side_by_attitude
from rag.judging.sides.reading import is_of_others, side_of
from rag.judging.sides.sharing import share_of_claim, shares_predicate

__all__ = ["is_of_others", "share_of_claim", "shares_predicate", "side_by_attitude", "side_of"]
