"""AttributionBench (Li et al., ACL Findings 2024): does a passage support a claim?

Not a question set: pairs for whoever checks support, scored by macro-F1 per source data set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from eval.datasets.base import rows
from eval.metrics.classification import macro_f1


class SupportPair(NamedTuple):
    """A claim, the passages cited for it, and whether they support it."""

    id: str
    source: str
    question: str
    claim: str
    references: tuple[str, ...]
    supported: bool


def pairs(folder: Path, part: str = "dev", file: str = "pairs.jsonl") -> Iterator[SupportPair]:
    """The pairs of one file."""
    for row in rows(folder / part / file):
        yield SupportPair(
            row["id"],
            row["src_dataset"],
            row["question"],
            row["claim"],
            tuple(row["references"]),
            bool(row["label"]),
        )


def support_scores(
    items: Iterator[SupportPair], judge: Callable[[str, tuple[str, ...]], bool]
) -> dict[str, float]:
    """Macro-F1 (0 to 1) of a judge of ``(claim, references)`` per source, and their ``mean``."""
    gold: dict[str, list[str]] = defaultdict(list)
    judged: dict[str, list[str]] = defaultdict(list)
    for item in items:
        gold[item.source].append(str(item.supported))
        judged[item.source].append(str(judge(item.claim, item.references)))
    scores = {source: macro_f1(gold[source], judged[source]) for source in sorted(gold)}
    if scores:
        scores["mean"] = sum(scores.values()) / len(scores)
    return scores
