"""A language model as a second opinion, and how far it agrees with the core metrics.

No figure of a run depends on it. Its verdicts are set beside ``correct`` and ``faithfulness`` with
Cohen's kappa (Cohen 1960), so that a reader sees whether such a judge would have told the same. It
reads articles, which may try to steer it; the most that can do is to lower the agreement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from eval.metrics.classification import cohens_kappa
from eval.result import RunResult

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PASSAGES: Final = 6
"""Quotations shown to the judge."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge said of one question; None where its reply could not be read."""

    id: str
    right: bool | None
    supported: bool | None


def judge(
    run: RunResult,
    model: BaseChatModel,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Verdict]:
    """Ask a LangChain chat model about every question of a run that has an answer.

    What the model's provider raises is not caught: a judge that is half there judges nothing.
    """
    prompt = files("eval").joinpath("prompts/judge.txt").read_text(encoding="utf-8")
    asked = [r for r in run.results if r["answer"]]
    verdicts = []
    for done, result in enumerate(asked):
        if progress:
            progress("judge", done, len(asked))
        reply = model.invoke(f"{prompt}\n{json.dumps(_material(result), ensure_ascii=False)}")
        verdicts.append(_read(result["id"], str(reply.text)))
    if progress:
        progress("judge", len(asked), len(asked))
    return verdicts


def agreement(run: RunResult, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """How often judge and metric say the same, and Cohen's kappa (0 is chance, 1 is always).

    Stable JSON: ``unread`` replies, and for ``correct`` and ``faithfulness`` ``n``, ``same``
    (0 to 1), ``kappa``, and the ids on which they differ.
    """
    results = run.by_id()
    shape: dict[str, Any] = {"unread": sum(v.right is None for v in verdicts)}
    for metric, field in (("correct", "right"), ("faithfulness", "supported")):
        pairs = []
        for verdict in verdicts:
            said, score = getattr(verdict, field), results[verdict.id]["scores"].get(metric)
            if said is not None and score:
                pairs.append((verdict.id, str(said), str(score[0] == score[1])))
        judged, scored = [p[1] for p in pairs], [p[2] for p in pairs]
        differing = [p[0] for p in pairs if p[1] != p[2]]
        shape[metric] = {
            "n": len(pairs),
            "same": round(1 - len(differing) / len(pairs), 6) if pairs else 0.0,
            "kappa": round(cohens_kappa(judged, scored), 6),
            "differ": differing,
        }
    return shape


def _material(result: Mapping[str, Any]) -> dict[str, Any]:
    gold, answer = result["gold"], result["answer"]
    wanted = ["silence"] if gold.get("unanswerable") else []
    wanted += [gold["expected"]] if gold.get("expected") else []
    wanted += [s if isinstance(s, str) else " or ".join(s) for s in gold.get("speakers", [])]
    wanted += [" or ".join(gold["answers"])] if gold.get("answers") else []
    wanted += gold.get("answers_all", [])
    wanted += [g["quote"] for g in gold.get("evidence", []) if g.get("quote")]
    return {
        "question": gold["question"],
        "wanted": wanted,
        "answer": "(silence)" if answer["status"] == "abstained" else answer["text"],
        "quotations": [c["quote"]["text"] for c in answer["citations"][:PASSAGES]],
    }


def _read(question: str, reply: str) -> Verdict:
    """The first JSON object in a reply that has the two fields as booleans."""
    decoder = json.JSONDecoder()
    start = reply.find("{")
    while start >= 0:
        try:
            found, _ = decoder.raw_decode(reply[start:])
        except ValueError:
            found = None
        if isinstance(found, dict):
            right, supported = found.get("right"), found.get("supported")
            if isinstance(right, bool) and isinstance(supported, bool):
                return Verdict(question, right, supported)
        start = reply.find("{", start + 1)
    return Verdict(question, None, None)
