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
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from eval.exceptions import RunError
from eval.metrics.classification import cohens_kappa
from eval.result import JUDGED, RunResult, encode, read_lines

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.models import Model, ModelSettings

PASSAGES: Final = 6
"""Quotations shown to the judge."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of one question; None where its reply could not be read."""

    id: str
    right: bool | None
    supported: bool | None
    judge: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a verdict; one line of ``judge.jsonl``."""
        return {
            "id": self.id,
            "judge": self.judge,
            "right": self.right,
            "supported": self.supported,
        }


def judge(
    run: RunResult,
    model: str | ModelSettings | Model | BaseChatModel,
    *,
    out: str | Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Verdict]:
    """Ask a language model about every question of a run that has an answer.

    With ``out``, the run's folder, each verdict is written as it comes, and a judge that was
    stopped goes on where it stood; reports then show how far it agrees. Raises ModelFailure where
    the model cannot be asked, with what it said before kept.
    """
    from rag.exceptions import ModelOutputUnusable
    from rag.models import open_model
    from rag.models.meter import Meter

    opened = open_model(model)
    if opened is None:
        raise RunError("no language model is named to judge with; write provider:model")
    prompt = files("eval").joinpath("prompts/judge.txt").read_text(encoding="utf-8")
    file = Path(out) / JUDGED if out else None
    kept = read_lines(file) if file else []
    said = {v.id: v for v in verdicts(kept) if v.judge == opened.name}
    if file and kept:
        # Without the torn line that a killed judge leaves, which would hide those behind it.
        file.write_text("".join(encode(row) for row in kept), encoding="utf-8")
    asked = [r for r in run.results if r["answer"]]
    for done, result in enumerate(asked):
        if progress:
            progress("judge", done, len(asked))
        if result["id"] in said:
            continue
        text = f"{prompt}\n{json.dumps(_material(result), ensure_ascii=False)}"
        try:
            reply = opened.ask([("user", text)], Meter())
        except ModelOutputUnusable:
            # It would not say; that is one question, not the end of the others.
            reply = ""
        verdict = _read(result["id"], reply, opened.name)
        said[verdict.id] = verdict
        if file:
            with file.open("a", encoding="utf-8") as lines:
                lines.write(encode(verdict.to_dict()))
    if progress:
        progress("judge", len(asked), len(asked))
    return [said[r["id"]] for r in asked]


def verdicts(rows: Sequence[Mapping[str, Any]]) -> list[Verdict]:
    """The lines of ``judge.jsonl`` as verdicts."""
    return [Verdict(r["id"], r["right"], r["supported"], r["judge"]) for r in rows]


def agreements(run: RunResult) -> dict[str, dict[str, Any]]:
    """The agreement of every judge whose verdicts are kept with the run, by its name."""
    kept = [v for v in verdicts(run.verdicts) if v.id in run.by_id()]
    names = dict.fromkeys(v.judge for v in kept)
    return {name: agreement(run, [v for v in kept if v.judge == name]) for name in names}


def agreement(run: RunResult, said: Sequence[Verdict]) -> dict[str, Any]:
    """How often judge and metric say the same, and Cohen's kappa (0 is chance, 1 is always).

    Stable JSON: ``unread`` replies, and for ``correct`` and ``faithfulness`` ``n``, ``same``
    (0 to 1), ``kappa``, and the ids on which they differ.
    """
    results = run.by_id()
    shape: dict[str, Any] = {"unread": sum(v.right is None for v in said)}
    for metric, field in (("correct", "right"), ("faithfulness", "supported")):
        pairs = []
        for verdict in said:
            opinion, score = getattr(verdict, field), results[verdict.id]["scores"].get(metric)
            if opinion is not None and score:
                pairs.append((verdict.id, str(opinion), str(score[0] == score[1])))
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


def _read(question: str, reply: str, judge: str) -> Verdict:
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
                return Verdict(question, right, supported, judge)
        start = reply.find("{", start + 1)
    return Verdict(question, None, None, judge)
