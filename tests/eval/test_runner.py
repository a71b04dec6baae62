"""Runs: repeatable to the byte, resumable, undisturbed by a question that fails."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import QuestionSet, RunError, RunResult, dump, load, run
from index import Collection
from rag.types import Answer
from tests.eval.conftest import Ideal
from tests.remembered import afresh

KEPT = ("run.json", "results.jsonl", "summary.json")


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in KEPT}


def test_the_builtin_answerer_gives_the_same_bytes_twice(
    collection: Collection, questions: QuestionSet, tmp_path: Path
) -> None:
    question_file = tmp_path / "ten.jsonl"
    dump([*questions.questions[:4], *questions.questions[20:26]], question_file)
    calls: list[tuple[str, int, int]] = []
    with afresh():
        first = run(
            collection,
            load(question_file),
            k=5,
            progress=lambda *call: calls.append(call),
            out=tmp_path / "one",
        )
        run(collection, load(question_file), k=5, out=tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert calls[0] == ("ask", 0, 10)
    assert calls[-1] == ("ask", 10, 10)
    metrics = first.summary()["total"]["metrics"]
    assert metrics["citation_exact"]["value"] == 1
    assert metrics["recall@5"]["value"] == 1
    assert not first.errors
    assert first.latency()["ask"]["count"] == 10


def test_a_perfect_system_scores_perfectly(
    collection: Collection, questions: QuestionSet, ideal: Ideal
) -> None:
    result = run(collection, questions, system=ideal)
    for name in ("correct", "recall@1", "recall@5", "mrr", "map", "ndcg@10", "speaker"):
        assert result.summary()["total"]["metrics"][name]["value"] == 1, name
    for name in ("attributed", "citation_precision", "citation_recall", "abstention_f1"):
        assert result.summary()["total"]["metrics"][name]["value"] == 1, name
    assert result.summary()["total"]["metrics"]["misattributed"]["value"] == 0
    rows = result.table()
    assert [(r["type"], r["n"]) for r in rows] == [("unanswerable", 10), ("who", 20), ("all", 30)]
    assert len({tuple(r) for r in rows}) == 1
    assert rows[0]["speaker"] is None


class Stopping(Ideal):
    """Dies after some questions, as a killed process would."""

    left = 7

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().ask(question, history)

    def settings(self) -> dict[str, str]:
        return {"answerer": "Ideal"}


def test_a_stopped_run_is_taken_up_where_it_stood(
    collection: Collection, questions: QuestionSet, ideal: Ideal, tmp_path: Path
) -> None:
    run(collection, questions, system=ideal, out=tmp_path / "whole")
    stopping = Stopping(collection, questions.questions)
    with pytest.raises(KeyboardInterrupt):
        run(collection, questions, system=stopping, out=tmp_path / "part")
    with pytest.raises(RunError, match="7 of 30 questions are done"):
        RunResult.load(tmp_path / "part")
    with (tmp_path / "part" / "results.jsonl").open("a", encoding="utf-8") as torn:
        torn.write('{"id": "w1-')
    stopping.left = 23
    run(collection, questions, system=stopping, out=tmp_path / "part")
    assert contents(tmp_path / "part") == contents(tmp_path / "whole")


def test_a_folder_with_another_run_is_refused(
    collection: Collection, questions: QuestionSet, ideal: Ideal, tmp_path: Path
) -> None:
    run(collection, questions, system=ideal, k=5, out=tmp_path / "run")
    with pytest.raises(RunError, match=r"settings\.k: 5 -> 7"):
        run(collection, questions, system=ideal, k=7, out=tmp_path / "run")


class Failing(Ideal):
    """Cannot answer one kind of question."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        if "bridge" in question:
            raise ValueError("no bridge today")
        return super().ask(question, history)


def test_one_failing_question_stops_nothing(collection: Collection, questions: QuestionSet) -> None:
    result = run(collection, questions, system=Failing(collection, questions.questions))
    assert len(result.errors) == 5
    assert result.errors[0]["error"] == "ValueError: no bridge today"
    total = result.summary()["total"]
    assert total["errors"] == 5
    assert total["metrics"]["correct"]["value"] == pytest.approx(25 / 30)
    assert total["metrics"]["recall@5"]["value"] == pytest.approx(15 / 20)


def test_a_run_is_read_back_as_it_was(
    collection: Collection, questions: QuestionSet, ideal: Ideal, tmp_path: Path
) -> None:
    made = run(collection, questions, system=ideal, label="first")
    made.save(tmp_path / "run")
    again = RunResult.load(tmp_path / "run")
    assert again == made
    assert again.name == "first"
    assert again.summary() == json.loads((tmp_path / "run" / "summary.json").read_text())
    assert again.info["collection"]["generation"] == collection.generation
    assert again.info["versions"]["python"]
    with pytest.raises(RunError, match="no run here"):
        RunResult.load(tmp_path / "elsewhere")
    (tmp_path / "run" / "run.json").write_text("[]")
    with pytest.raises(RunError, match="not a run of format"):
        RunResult.load(tmp_path / "run")


class Retelling(Ideal):
    """Remembers which conversations it was shown."""

    def __init__(self, ideal: Ideal) -> None:
        self.collection = ideal.collection
        self.gold = ideal.gold
        self.seen: list[tuple[str, ...]] = []

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        self.seen.append(tuple(a.question for a in history))
        return super().ask(question, ())


def test_history_is_asked_first(
    collection: Collection, questions: QuestionSet, ideal: Ideal
) -> None:
    earlier = (questions[0].question, questions[1].question)
    follow_up = questions[2].model_copy(update={"history": earlier})
    listening = Retelling(ideal)
    run(collection, QuestionSet([follow_up]), system=listening)
    assert listening.seen == [(), earlier[:1], earlier]


def test_the_dev_questions_on_the_seed_articles_can_be_scored(shared: Path, tmp_path: Path) -> None:
    from eval import lint
    from index import Article, canonical_text, open_collection

    questions = load(shared / "questions" / "seed-articles.dev.jsonl")
    with open_collection(tmp_path / "seeds", create=True, statements=False) as seeds:
        seeds.add(
            Article(canonical_text(path.read_text(encoding="utf-8")), path=str(path))
            for path in sorted((shared / "seeds").glob("*.txt"))
        )
        assert lint(questions, seeds) == []
        every_fifth = QuestionSet(questions.questions[::5], name=questions.name)
        result = run(seeds, every_fifth)
    total = result.summary()["total"]
    assert total["gold_missing"] == 0
    assert total["errors"] == 0
    assert total["metrics"]["citation_exact"]["value"] == 1
