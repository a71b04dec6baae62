"""A judge that follows a script: its replies are read, and its agreement is what it should be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk

from eval import QuestionSet, RunError, RunResult, html_report, markdown_report, run
from eval.judge import Verdict, agreement, agreements, judge
from index import Collection
from rag.exceptions import ModelFailure
from tests.eval.conftest import Ideal


@pytest.fixture
def result(collection: Collection, questions: QuestionSet, ideal: Ideal) -> RunResult:
    """Four questions, all right."""
    some = QuestionSet([*questions.questions[:3], questions[20]])
    return run(collection, some, system=ideal)


def scripted(*replies: str) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter(replies))


def reply(right: bool, supported: bool) -> str:
    return json.dumps({"right": right, "supported": supported})


def test_replies_are_read_with_what_stands_around_them(result: RunResult) -> None:
    model = scripted(
        reply(True, False),
        f"Let me see {{it}}.\n```json\n{reply(False, True)}\n```",
        '{"right": "yes", "supported": "no"}',
        "I cannot say.",
    )
    calls: list[tuple[str, int, int]] = []
    verdicts = judge(result, model, progress=lambda *call: calls.append(call))
    assert [(v.right, v.supported) for v in verdicts] == [
        (True, False),
        (False, True),
        (None, None),
        (None, None),
    ]
    assert calls[-1] == ("judge", 4, 4)
    told = agreement(result, verdicts)
    assert told["unread"] == 2
    assert told["correct"]["differ"] == [verdicts[1].id]
    assert told["faithfulness"]["differ"] == [verdicts[0].id]


def test_the_judge_is_shown_gold_answer_and_quotations_as_data(result: RunResult) -> None:
    seen: list[str] = []

    class Listening(GenericFakeChatModel):
        def stream(self, prompt: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
            seen.append(prompt[0][1])
            yield from super().stream(prompt)

    judge(result, Listening(messages=iter([reply(True, True)] * 4)))
    material = json.loads(seen[0][seen[0].rindex('\n{"question"') :])
    assert material["wanted"][0] == "Ines Calder"
    assert material["quotations"] == ["deepened by"]
    assert json.loads(seen[3][seen[3].rindex('\n{"question"') :])["answer"] == "(silence)"


def test_a_judge_that_was_stopped_goes_on_and_the_reports_say_how_far_it_agrees(
    result: RunResult, tmp_path: Path
) -> None:
    result.save(tmp_path)
    stopped = scripted(reply(True, True), reply(False, True))
    with pytest.raises(ModelFailure):
        judge(result, stopped, out=tmp_path)
    with (tmp_path / "judge.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "torn')
    said = judge(result, scripted(reply(True, True), reply(True, False)), out=tmp_path)
    assert [v.right for v in said] == [True, False, True, True]
    again = RunResult.load(tmp_path)
    assert [row["id"] for row in again.verdicts] == [r["id"] for r in result.results]
    (name,) = {row["judge"] for row in again.verdicts}
    told = agreements(again)[name]
    assert told["correct"]["same"] == 0.75
    page, text = html_report([again]), markdown_report([again])
    assert "A language model’s opinion" in page
    assert f"| {name} | correct | 4 | 75.0 |" in text
    assert again.summary() == result.summary(), "no figure depends on it"


def test_one_refusal_is_one_reply_less(result: RunResult) -> None:
    class Refusing(GenericFakeChatModel):
        def stream(self, prompt: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
            yield AIMessageChunk("", additional_kwargs={"refusal": "no"})

    said = judge(result, Refusing(messages=iter(())))
    assert agreement(result, said)["unread"] == 4


def test_without_a_model_nothing_is_judged(result: RunResult) -> None:
    with pytest.raises(RunError, match="provider:model"):
        judge(result, "")


def test_kappa_is_cohens(result: RunResult) -> None:
    ids = [r["id"] for r in result.results]
    for r, right in zip(result.results, (1, 1, 0, 0), strict=True):
        r["scores"]["correct"] = [right, 1]
    verdicts = [Verdict(i, v, True) for i, v in zip(ids, (True, False, False, False), strict=True)]
    told = agreement(result, verdicts)["correct"]
    # Observed 3/4; by chance (2/4 · 1/4) + (2/4 · 3/4) = 1/2; kappa = (3/4 - 1/2) / (1/2).
    assert told["same"] == 0.75
    assert told["kappa"] == pytest.approx(0.5)
    assert agreement(result, []) == {
        "unread": 0,
        "correct": {"n": 0, "same": 0.0, "kappa": 0.0, "differ": []},
        "faithfulness": {"n": 0, "same": 0.0, "kappa": 0.0, "differ": []},
    }
