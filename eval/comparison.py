"""Two runs over the same questions: what changed, whether it is more than noise, and a gate.

Tests are paired, question by question. The gate is one-sided: it asks whether the new run is
worse. It fails on a regression that is significant after Holm's correction over the gated metrics,
or on a large one (``LARGE_DROP``) that is significant by itself (``LARGE_ALPHA``), and always on a
quotation that is not exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import pstdev
from typing import Any, Final

from eval.exceptions import RunError
from eval.figures import scores_of
from eval.result import RunResult
from eval.scoring import LOWER_IS_BETTER
from eval.statistics import detectable_difference, holm, mcnemar, permutation_test

ALPHA: Final = 0.05
LARGE_DROP: Final = 0.10
LARGE_ALPHA: Final = 0.01
"""A large drop counts at this level without correction for several metrics. At 5 % two systems
that differ by chance alone failed in 13 of 100 comparisons over 30 questions; at 1 % in 1 of 100
(and in 6 of 100 over 60 questions)."""
GATED: Final = (
    "correct",
    "recall@",
    "article_recall@10",
    "speaker",
    "misattributed",
    "abstention_recall",
    "answered",
)
"""Metrics the gate looks at; ``recall@`` stands for the run's own k."""
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric in two runs, over the questions that have it in both."""

    metric: str
    n: int
    before: float
    after: float
    p_value: float
    worse_p: float
    detectable: float

    @property
    def gain(self) -> float:
        """How much better the second run is: negative is a regression, whichever way it counts."""
        step = self.after - self.before
        return -step if self.metric in LOWER_IS_BETTER else step

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape; ``detectable`` is the smallest mean difference 80 % likely to show."""
        return {
            "metric": self.metric,
            "n": self.n,
            "before": round(self.before, 6),
            "after": round(self.after, 6),
            "gain": round(self.gain, 6),
            "p_value": round(self.p_value, 6),
            "detectable": round(self.detectable, 6),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One question that turned right or wrong."""

    id: str
    type: str
    question: str
    before: str
    after: str
    regression: bool

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a change."""
        return {
            "id": self.id,
            "type": self.type,
            "question": self.question,
            "before": self.before,
            "after": self.after,
            "regression": self.regression,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs. ``changes`` has regressions first."""

    before: str
    after: str
    questions: int
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    mcnemar: float

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a comparison; ``mcnemar`` is the p-value for ``correct``."""
        return {
            "before": self.before,
            "after": self.after,
            "questions": self.questions,
            "differences": [d.to_dict() for d in self.differences],
            "changes": [c.to_dict() for c in self.changes],
            "mcnemar": round(self.mcnemar, 6),
        }


@dataclass(frozen=True, slots=True)
class GateResult:
    """Whether a run may pass, and each reason why not in one sentence."""

    passed: bool
    reasons: tuple[str, ...]
    comparison: Comparison

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a gate's verdict."""
        return {
            "passed": self.passed,
            "reasons": list(self.reasons),
            "comparison": self.comparison.to_dict(),
        }


def compare(run_a: RunResult, run_b: RunResult, *, seed: int = 0) -> Comparison:
    """Compare run B with run A (the earlier one) over the questions both have.

    Raises RunError where they share no question, or where a shared id asks something else.
    """
    before, after = run_a.by_id(), run_b.by_id()
    shared = [i for i in before if i in after]
    if not shared:
        raise RunError(f"the runs {run_a.name!r} and {run_b.name!r} have no question in common")
    for i in shared:
        if before[i]["gold"]["question"] != after[i]["gold"]["question"]:
            raise RunError(f"question {i!r} asks something else in {run_b.name!r}")
    pairs_a = {i: scores_of(before[i]) for i in shared}
    pairs_b = {i: scores_of(after[i]) for i in shared}
    names = sorted({n for i in shared for n in (*pairs_a[i], *pairs_b[i])})
    found = [_difference(n, shared, pairs_a, pairs_b, seed) for n in names]
    turned = [c for i in shared if (c := _change(before[i], after[i]))]
    lost = sum(c.regression for c in turned)
    return Comparison(
        run_a.name,
        run_b.name,
        len(shared),
        tuple(found),
        tuple(sorted(turned, key=lambda c: not c.regression)),
        mcnemar(lost, len(turned) - lost),
    )


def gate(
    run: RunResult, baseline: RunResult, *, alpha: float = ALPHA, large_drop: float = LARGE_DROP
) -> GateResult:
    """Decide whether ``run`` is good enough beside ``baseline``: see the module's text."""
    compared = compare(baseline, run)
    wanted = {f"recall@{run.info['settings']['k']}" if n == "recall@" else n for n in GATED}
    watched = [d for d in compared.differences if d.metric in wanted and d.n]
    corrected = holm([d.worse_p for d in watched])
    reasons: list[str] = []
    for difference, p in zip(watched, corrected, strict=True):
        large = -difference.gain >= large_drop and difference.worse_p <= min(alpha, LARGE_ALPHA)
        if difference.gain < 0 and (p <= alpha or large):
            reasons.append(
                f"{difference.metric} went from {difference.before:.3f} to "
                f"{difference.after:.3f} on {difference.n} questions "
                f"(one-sided p {difference.worse_p:.4f}, {p:.4f} after Holm's correction)"
            )
    exact = run.summary()["total"]["metrics"].get("citation_exact")
    if exact and exact["value"] < 1:
        reasons.append(f"quotations are not all exact: citation_exact is {exact['value']:.6f}")
    new_errors = {r["id"] for r in run.errors} - {r["id"] for r in baseline.errors}
    if new_errors:
        named = ", ".join(sorted(new_errors)[:5])
        reasons.append(f"{len(new_errors)} questions end in an error that did not: {named}")
    return GateResult(not reasons, tuple(reasons), compared)


def _difference(
    name: str,
    shared: Sequence[str],
    before: Mapping[str, Mapping[str, Pair]],
    after: Mapping[str, Mapping[str, Pair]],
    seed: int,
) -> Difference:
    """A question that lacks the score in one run counts there as nothing of nothing."""
    having = [i for i in shared if name in before[i] or name in after[i]]
    a = [before[i].get(name, (0.0, 0.0)) for i in having]
    b = [after[i].get(name, (0.0, 0.0)) for i in having]
    gaps = [_ratio([y]) - _ratio([x]) for x, y in zip(a, b, strict=True)]
    worse = "greater" if name in LOWER_IS_BETTER else "less"
    return Difference(
        metric=name,
        n=len(having),
        before=_ratio(a),
        after=_ratio(b),
        p_value=permutation_test(a, b, seed=seed),
        worse_p=permutation_test(a, b, alternative=worse, seed=seed),
        detectable=detectable_difference(pstdev(gaps) if gaps else 0.0, len(having)),
    )


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change | None:
    was, now = before["scores"]["correct"][0] == 1, after["scores"]["correct"][0] == 1
    if was == now:
        return None
    return Change(
        id=before["id"],
        type=before["type"],
        question=before["gold"]["question"],
        before=_said(before),
        after=_said(after),
        regression=was,
    )


def _said(result: Mapping[str, Any]) -> str:
    if result["error"]:
        return str(result["error"])
    return str(result["answer"]["text"])


def _ratio(pairs: Sequence[Pair]) -> float:
    whole = sum(w for _, w in pairs)
    return sum(p for p, _ in pairs) / whole if whole else 0.0
