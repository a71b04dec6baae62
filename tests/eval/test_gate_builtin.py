"""The gate on the program itself, with one part of it broken at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval import BuiltIn, QuestionSet, RunResult, gate, run
from index import Collection
from rag.retrieval.evidence import Evidence
from rag.types import Answer, Voice


class Backwards(BuiltIn):
    """Finds the worst first, and the best not at all."""

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        return list(reversed(super().search(query, 60)))[:1]


class Swapping(BuiltIn):
    """Gives every quotation to somebody else."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        answer = super().ask(question, history)
        wrong = Voice("Borian Quell", certainty="certain")
        cited = tuple(replace(c, voice=wrong) for c in answer.citations)
        return replace(answer, citations=cited)


class Chatty(BuiltIn):
    """Where it should be silent it answers what the bridge is like."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        answer = super().ask(question, history)
        if answer.status == "answered":
            return answer
        return super().ask("In which year did the bridge over the Lume open?", ())


@pytest.fixture(scope="module")
def sound(collection: Collection, questions: QuestionSet) -> RunResult:
    """The program as it is."""
    return run(collection, questions)


@pytest.mark.parametrize(
    ("broken", "metric"),
    [(Backwards, "recall@5"), (Swapping, "misattributed"), (Chatty, "abstention_recall")],
)
def test_each_break_is_caught(
    collection: Collection,
    questions: QuestionSet,
    sound: RunResult,
    broken: type[BuiltIn],
    metric: str,
) -> None:
    verdict = gate(run(collection, questions, system=broken(collection)), sound)
    assert not verdict.passed
    assert any(reason.startswith(metric) for reason in verdict.reasons), verdict.reasons


def test_the_same_program_with_another_seed_passes(
    collection: Collection, questions: QuestionSet, sound: RunResult
) -> None:
    assert gate(run(collection, questions, seed=7), sound).passed
