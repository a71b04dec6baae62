"""A language model against the built-in answerer on the same questions.

    python -m benchmarks.models --collection /tmp/seeds --questions seed-articles.dev.jsonl \
        --base-url http://127.0.0.1:8080/v1 --work /tmp/runs/models

Reports speakers, citations and abstention of both, how much the model wrote, what was wrong with
what was not shown, and the time to the first verified sentence. Results are kept question by
question under ``--work``; stopped, it goes on where it stood.
"""

from __future__ import annotations

import argparse
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.common import Progress, provenance, say, write_json
from eval import BuiltIn, RunResult, run
from eval.reading import load
from index import open_collection
from index.collection import Collection
from rag import Answer, ModelSettings, ask
from rag.models import Model, open_model

METRICS = (
    "speaker",
    "speaker_precision",
    "misattributed",
    "citation_exact",
    "citation_recall",
    "ungrounded",
    "answer_match",
    "abstention_recall",
    "abstention_precision",
    "answered",
    "correct",
)


class Worded(BuiltIn):
    """The program with a language model."""

    def __init__(self, collection: Collection, model: Model) -> None:
        super().__init__(collection)
        self._articles = collection
        self._model = model

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer with the model."""
        return ask(self._articles, question, history=history, model=self._model)

    def settings(self) -> Mapping[str, Any]:
        """Name of the model, and the prompt it is given."""
        from rag.models.prompts import ANSWER

        return {"answerer": "model", "model": self._model.name, "prompt": ANSWER}


def figures(result: RunResult) -> dict[str, Any]:
    """The metrics that are compared."""
    known = result.summary()["total"]["metrics"]
    return {name: known[name] for name in METRICS if name in known}


def writing(result: RunResult) -> dict[str, Any]:
    """What the model wrote, and what was wrong with the rest."""
    uses = [r["answer"]["model"] for r in result.results if r["answer"] and r["answer"]["model"]]
    asked = [u for u in uses if u["usage"]["calls"]]
    faults = Counter(x["fault"] for u in asked for x in u["rejected"] if not x["replaced"])
    return {
        "questions": len(result.results),
        "asked": len(asked),
        "answers_with_its_sentences": sum(u["wrote"] > 0 for u in asked),
        "its_sentences": sum(u["wrote"] for u in asked),
        "put_right": sum(x["replaced"] for u in asked for x in u["rejected"]),
        "left_out": dict(faults.most_common()),
        "notes": dict(Counter(u["note"].split(":")[0] for u in asked if u["note"]).most_common(6)),
        "input_tokens": sum(u["usage"]["input_tokens"] or 0 for u in asked),
        "output_tokens": sum(u["usage"]["output_tokens"] or 0 for u in asked),
    }


def first_sentences(collection: Collection, model: Model, questions: Sequence[str]) -> Any:
    """Seconds to the first verified sentence, and to the end, where the model wrote something."""
    first, whole = [], []
    for question in questions:
        use = ask(collection, question, model=model).model
        if use and use.usage.first_sentence is not None:
            first.append(use.usage.first_sentence)
            whole.append(use.usage.seconds)
    if not first:
        return None
    return {
        "answers": len(first),
        "first_verified_sentence_s": round(statistics.median(first), 2),
        "whole_output_s": round(statistics.median(whole), 2),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--collection", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="runs go here")
    parser.add_argument("--model", default="")
    parser.add_argument("--base-url", default="")
    parser.add_argument("--max-tokens", type=int, default=400)
    parser.add_argument("--timed", type=int, default=5, help="questions that are timed again")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    settings = ModelSettings.of(args.model, base_url=args.base_url, timeout=300)
    if settings is None:
        parser.error("name a model with --model or --base-url")
    model = open_model(replace(settings, max_tokens=args.max_tokens, deadline=900))
    assert model is not None
    questions = load(args.questions)
    with open_collection(args.collection, read_only=True) as collection:
        plain = run(collection, questions, progress=Progress(), out=args.work / "builtin")
        say("built-in answerer: done")
        system = Worded(collection, model)
        worded = run(
            collection, questions, progress=Progress(), out=args.work / "model", system=system
        )
        who = [q.question for q in questions if not q.history][: args.timed]
        timed = first_sentences(collection, model, who)
    shape = provenance() | {
        "model": model.name,
        "questions": len(questions),
        "builtin": figures(plain),
        "with_model": figures(worded),
        "writing": writing(worded),
        "timed": timed,
    }
    write_json(shape, args.json)


if __name__ == "__main__":
    main()
