"""The gate catches a broken retriever, a misattributing and a talkative answerer; not noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval import QuestionSet, RunError, RunResult, compare, gate, run
from index import Collection
from index.types import Quote
from rag.retrieval.evidence import Evidence
from rag.types import Answer, Citation, SourceLine, Voice
from tests.eval.conftest import Ideal, make_answer


class BrokenRetriever(Ideal):
    """Finds the last sentence of any article, whatever was asked."""

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        return [
            Evidence(a.quote(len(a.text) - 20, len(a.text)), SourceLine.of(a), 1.0)
            for a in self.collection.articles()
        ][:k]


class Misattributing(Ideal):
    """Quotes rightly, under a name that it makes up."""

    def evidence(self, question: str) -> list[Evidence]:
        return [replace(e, voice=Voice("Borian Quell")) for e in super().evidence(question)]

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        return Ideal.evidence(self, query)[:k]


class Talkative(Ideal):
    """Never keeps silent: quotes something or other."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        found = self.evidence(question)
        if not found:
            article = next(iter(self.collection.articles()))
            found = [Evidence(article.quote(0, 30), SourceLine.of(article), 0.1)]
        return make_answer(question, found)


class Retouching(Ideal):
    """Alters one quotation by a letter, which no Quote allows: the answer's JSON is forged."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        answer = super().ask(question, history)
        if not answer.citations:
            return answer
        first = answer.citations[0]
        return replace(answer, citations=(Forged(1, first.quote, first.source, first.voice),))


class Forged(Citation):
    """A citation whose JSON says something else than its article."""

    def to_dict(self) -> dict[str, object]:
        shape = Citation.to_dict(self)
        shape["quote"] = shape["quote"] | {"text": shape["quote"]["text"] + "!"}
        return shape


@pytest.fixture(scope="module")
def baseline(collection: Collection, questions: QuestionSet, ideal: Ideal) -> RunResult:
    """What the perfect system does."""
    return run(collection, questions, system=ideal, label="baseline")


@pytest.mark.parametrize(
    ("system", "metric"),
    [(BrokenRetriever, "recall@5"), (Misattributing, "speaker"), (Talkative, "abstention_recall")],
)
def test_broken_systems_are_caught(
    collection: Collection,
    questions: QuestionSet,
    baseline: RunResult,
    system: type[Ideal],
    metric: str,
) -> None:
    worse = run(collection, questions, system=system(collection, questions.questions))
    verdict = gate(worse, baseline)
    assert not verdict.passed
    assert any(reason.startswith(metric) for reason in verdict.reasons), verdict.reasons
    assert gate(baseline, worse).passed, "the way back is an improvement"


def test_a_single_altered_quotation_fails_without_any_statistics(
    collection: Collection, questions: QuestionSet, baseline: RunResult
) -> None:
    forged = run(collection, questions, system=Retouching(collection, questions.questions))
    verdict = gate(forged, baseline)
    assert not verdict.passed
    assert any("quotations are not all exact" in reason for reason in verdict.reasons)


def test_another_seed_passes(
    collection: Collection, questions: QuestionSet, ideal: Ideal, baseline: RunResult
) -> None:
    again = run(collection, questions, system=ideal, seed=99)
    verdict = gate(again, baseline)
    assert verdict.passed
    assert verdict.to_dict()["reasons"] == []
    assert verdict.comparison.changes == ()


class Wavering(Ideal):
    """Silent on the first question it is asked: less than thirty can tell from chance."""

    silent = False

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        if not self.silent:
            self.silent = True
            return make_answer(question, [])
        return super().ask(question, history)


def test_noise_passes(collection: Collection, questions: QuestionSet, baseline: RunResult) -> None:
    slightly = run(collection, questions, system=Wavering(collection, questions.questions))
    verdict = gate(slightly, baseline)
    assert verdict.passed, verdict.reasons
    assert [c.regression for c in verdict.comparison.changes] == [True]


def test_comparison_lists_regressions_first_and_tests_pairs(
    collection: Collection, questions: QuestionSet, baseline: RunResult
) -> None:
    talkative = run(collection, questions, system=Talkative(collection, questions.questions))
    found = compare(baseline, talkative)
    assert found.questions == 30
    assert len(found.changes) == 10
    assert all(c.regression for c in found.changes)
    assert found.mcnemar == pytest.approx(2 / 2**10)
    by_name = {d.metric: d for d in found.differences}
    assert by_name["recall@5"].gain == 0
    assert by_name["abstention_recall"].gain == -1
    assert found.to_dict()["changes"][0]["regression"] is True


def test_runs_that_share_nothing_cannot_be_compared(
    collection: Collection, questions: QuestionSet, ideal: Ideal, baseline: RunResult
) -> None:
    renamed = QuestionSet([q.model_copy(update={"id": f"x{q.id}"}) for q in questions])
    with pytest.raises(RunError, match="no question in common"):
        compare(baseline, run(collection, renamed, system=ideal))
    swapped = QuestionSet([questions[0].model_copy(update={"question": questions[1].question})])
    with pytest.raises(RunError, match="asks something else"):
        compare(baseline, run(collection, swapped, system=ideal))


def test_quotes_cannot_be_forged_in_the_first_place(collection: Collection) -> None:
    article = next(iter(collection.articles()))
    quote = Quote(article, 0, 5)
    with pytest.raises(AttributeError):
        quote.text = "Other"
