"""Exports are read by the tools they are for."""

from __future__ import annotations

import ir_measures
from ir_measures import RR, R

from eval import QuestionSet, run
from eval.export import deepeval_rows, ragas_rows, trec_qrels, trec_run
from eval.gold import GoldFinder
from index import Collection
from tests.eval.conftest import Ideal


def test_trec_eval_agrees_on_the_exported_files(
    collection: Collection, questions: QuestionSet, ideal: Ideal
) -> None:
    made = run(collection, questions, system=ideal)
    finder = GoldFinder(collection)
    qrels_text = trec_qrels(made, {q.id: finder.of(q) for q in questions})
    qrels = list(ir_measures.read_trec_qrels(qrels_text))
    found = list(ir_measures.read_trec_run(trec_run(made)))
    figures = list(ir_measures.iter_calc([R @ 10, RR], qrels, found))
    assert len({figure.query_id for figure in figures}) == 20
    assert len(figures) == 40
    assert all(figure.value == 1 for figure in figures)


class Blind(Ideal):
    """Finds nothing."""

    def search(self, query: str, k: int) -> list[object]:  # type: ignore[override]
        return []


def test_gold_that_was_not_found_is_in_the_qrels(
    collection: Collection, questions: QuestionSet
) -> None:
    made = run(collection, questions, system=Blind(collection, questions.questions))
    finder = GoldFinder(collection)
    text = trec_qrels(made, {q.id: finder.of(q) for q in questions})
    assert len(text.splitlines()) == 20
    assert trec_run(made) == ""


def test_rows_for_other_tools(collection: Collection, questions: QuestionSet, ideal: Ideal) -> None:
    made = run(collection, questions, system=ideal)
    rows = list(ragas_rows(made))
    assert len(rows) == 30
    assert rows[0]["user_input"] == questions[0].question
    assert rows[0]["reference"] == "Ines Calder"
    assert rows[0]["reference_contexts"] == [questions[0].evidence[0].quote]
    assert rows[-1]["reference"] == "The collection has no answer to this."
    other = list(deepeval_rows(made))
    assert other[0]["input"] == rows[0]["user_input"]
    assert other[0]["retrieval_context"] == rows[0]["retrieved_contexts"]
    assert len(other) == 30
