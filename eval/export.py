"""A run in the forms that other tools read: TREC run and qrels files, RAGAS and DeepEval rows.

Field names of RAGAS are those of its ``SingleTurnSample``, of DeepEval those of ``LLMTestCase``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eval.metrics.spans import Place
from eval.result import RunResult


def trec_run(run: RunResult, tag: str = "onrecord") -> str:
    """What was retrieved, as ``question Q0 article:start-end rank score tag`` lines."""
    lines = [
        f"{_word(result['id'])} Q0 {_name(found)} {rank} {found['score']:.6f} {_word(tag)}\n"
        for result in run.results
        for rank, found in enumerate(result["retrieved"], start=1)
    ]
    return "".join(lines)


def trec_qrels(run: RunResult, gold: Mapping[str, list[tuple[Place, ...]]]) -> str:
    """Which retrieved pieces are relevant, as ``question 0 article:start-end 1`` lines.

    ``gold`` are the places of each question's evidence (``eval.gold.GoldFinder.of``) by id. Gold
    that was not retrieved gets a line too, under its own span, so that recall can be computed.
    """
    from eval.metrics.spans import is_hit

    lines: list[str] = []
    for result in run.results:
        items = gold.get(result["id"], [])
        left = list(items)
        for found in result["retrieved"]:
            place = Place(found["article_id"], found["start"], found["end"])
            if any(is_hit(place, item) for item in items):
                lines.append(f"{_word(result['id'])} 0 {_name(found)} 1\n")
                left = [item for item in left if not is_hit(place, item)]
        for item in left:
            if item:
                first = item[0]
                name = f"{first.article_id}:{first.start}-{first.end}"
                lines.append(f"{_word(result['id'])} 0 {name} 1\n")
    return "".join(lines)


def ragas_rows(run: RunResult) -> Iterator[dict[str, Any]]:
    """One row a question for a RAGAS ``EvaluationDataset``; questions with errors are left out."""
    for result in _answered(run):
        gold = result["gold"]
        yield {
            "user_input": gold["question"],
            "response": result["answer"]["text"],
            "retrieved_contexts": [found["text"] for found in result["retrieved"]],
            "reference": _reference(gold),
            "reference_contexts": [g["quote"] for g in gold.get("evidence", []) if g.get("quote")],
        }


def deepeval_rows(run: RunResult) -> Iterator[dict[str, Any]]:
    """One row a question for DeepEval's ``LLMTestCase``; questions with errors are left out."""
    for row in ragas_rows(run):
        yield {
            "input": row["user_input"],
            "actual_output": row["response"],
            "expected_output": row["reference"],
            "context": row["reference_contexts"],
            "retrieval_context": row["retrieved_contexts"],
        }


def _answered(run: RunResult) -> Iterator[dict[str, Any]]:
    return (result for result in run.results if result["answer"])


def _reference(gold: Mapping[str, Any]) -> str:
    """The gold answer in words, as far as there is one."""
    if gold.get("unanswerable"):
        return "The collection has no answer to this."
    speakers = [s if isinstance(s, str) else s[0] for s in gold.get("speakers", [])]
    return "; ".join([*speakers, *gold.get("answers", [])[:1], *gold.get("answers_all", [])])


def _name(found: Mapping[str, Any]) -> str:
    return f"{found['article_id']}:{found['start']}-{found['end']}"


def _word(text: str) -> str:
    """A word for a file whose fields are parted by spaces."""
    return "_".join(text.split())
