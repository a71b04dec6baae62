"""Span scores of source, cue and content, as CofeNet (COLING 2022) computes them.

Spans are read from BIO labels inside one paragraph. *Exact*: a predicted span counts if a gold
span of its role has the same start and end. *Begin*: the same start suffices. *Jaccard*: the mean,
over gold spans, of the overlap in words with the best predicted span, where each predicted span
that touches no gold span counts as one more gold span missed. All figures are percentages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

ROLES: Final = ("source", "cue", "content")
RoleSpan = tuple[str, int, int]
"""Role, first word, last word + 1."""


def spans_of(labels: Sequence[str]) -> list[RoleSpan]:
    """Spans of a BIO label sequence. As in CofeNet, an `I-x` that continues nothing is no span."""
    spans: list[RoleSpan] = []
    role, start = "", 0
    for i, label in enumerate(labels):
        prefix, _, name = label.partition("-")
        if role and (prefix != "I" or name != role):
            spans.append((role, start, i))
            role = ""
        if prefix == "B":
            role, start = name, i
    if role:
        spans.append((role, start, len(labels)))
    return spans


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 in percent; 0 where nothing was predicted or nothing was there."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted spans that are right."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold spans that were found."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 200 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class RoleReport:
    """Scores of one role."""

    exact: Score
    begin: Score
    jaccard: float


def jaccard(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Words in both over words in either."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (a[1] - a[0] + b[1] - b[0] - both)


def score(
    gold: Iterable[Sequence[RoleSpan]], predicted: Iterable[Sequence[RoleSpan]]
) -> dict[str, RoleReport]:
    """Compare paragraphs of gold and predicted spans, role by role.

    Raises ValueError where the two have different numbers of paragraphs.
    """
    exact = dict.fromkeys(ROLES, 0)
    begin = dict.fromkeys(ROLES, 0)
    n_gold = dict.fromkeys(ROLES, 0)
    n_predicted = dict.fromkeys(ROLES, 0)
    strays = dict.fromkeys(ROLES, 0)
    overlap = dict.fromkeys(ROLES, 0.0)
    for gold_row, predicted_row in zip(gold, predicted, strict=True):
        for role in ROLES:
            want = {(a, b) for r, a, b in gold_row if r == role}
            got = {(a, b) for r, a, b in predicted_row if r == role}
            exact[role] += len(want & got)
            begin[role] += len({a for a, _ in want} & {a for a, _ in got})
            n_gold[role] += len(want)
            n_predicted[role] += len(got)
            overlap[role] += sum(max((jaccard(s, o) for o in got), default=0.0) for s in want)
            strays[role] += sum(not any(jaccard(s, o) for o in want) for s in got)
    return {
        role: RoleReport(
            Score(exact[role], n_predicted[role], n_gold[role]),
            Score(begin[role], n_predicted[role], n_gold[role]),
            100 * overlap[role] / max(1, n_gold[role] + strays[role]),
        )
        for role in ROLES
    }
