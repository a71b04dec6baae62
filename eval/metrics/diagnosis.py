"""Where does a wrong answer come from: retrieval or answering? RAGChecker's terms, by place.

RAGChecker (Ru et al., NeurIPS 2024) lets a language model cut answers into claims and judge which
text entails which. Here a claim of the gold is a gold span, a claim of the answer is a quotation it
cites, and a claim follows from a piece of text when the piece holds its words
(``eval.metrics.spans``). Nothing has to be judged, but what gold leaves out counts as wrong, so
precision and noise look worse than they are where gold is incomplete.

*Claim recall* is ``recall@k`` and *precision* and *recall* of the answer are those of its
citations. *Hallucination* and *self-knowledge* cannot occur: what no article holds is no quotation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics.citations import exact_numbers
from eval.metrics.spans import Gold, Place, is_hit, place_matches


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Counts for one answered question.

    ``relevant`` of ``pieces`` retrieved hold some gold; of the gold items that were ``retrieved``,
    ``used`` are cited; of the ``cited`` quotations, ``noisy_relevant`` match no gold but stand in
    a relevant piece, ``noisy_irrelevant`` match no gold and stand in an irrelevant one.
    """

    pieces: int
    relevant: int
    retrieved: int
    used: int
    cited: int
    noisy_relevant: int
    noisy_irrelevant: int


def diagnose(found: Sequence[Place], cited: Sequence[Place], gold: Sequence[Gold]) -> Diagnosis:
    """Count what was retrieved (``found``), what of it was used, and what noise got through."""
    useful = [any(is_hit(piece, item) for item in gold) for piece in found]
    retrieved = [item for item in gold if any(is_hit(piece, item) for piece in found)]
    used = sum(any(is_hit(place, item) for place in cited) for item in retrieved)
    near = far = 0
    for place in cited:
        if any(is_hit(place, item) for item in gold):
            continue
        homes = [
            good for piece, good in zip(found, useful, strict=True) if place_matches(piece, place)
        ]
        near += any(homes)
        far += bool(homes) and not any(homes)
    return Diagnosis(len(found), sum(useful), len(retrieved), used, len(cited), near, far)


def faithful_counts(answer: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[int, int]:
    """Sentences of an answer (its JSON shape) that rest on exact quotations alone, and all of them.

    RAGChecker's faithfulness, with "stands word for word in the article" for "is entailed".
    """
    exact = exact_numbers(answer, texts)
    sentences = answer["sentences"]
    good = sum(bool(s["citations"]) and set(s["citations"]) <= exact for s in sentences)
    return good, len(sentences)
