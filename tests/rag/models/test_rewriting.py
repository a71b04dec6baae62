"""A model may make a follow-up standalone, and bring nothing in by that."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rag
from index import Collection
from rag.models.rewriting import rewritten
from tests.rag.models.conftest import Reads, Reply, Scripted, Told, have_read

FIRST = "Who claims Azerbaijan will seek NATO membership?"
READ = {"apply to join": "answers"}
FOLLOW_UP = "And why would he think so?"


@pytest.fixture(scope="module")
def history(news: Collection) -> list[rag.Answer]:
    with pytest.MonkeyPatch.context() as patched:
        have_read(patched, Told(READ))
        return [rag.ask(news, FIRST)]


def test_a_follow_up_is_made_standalone(scripted: Scripted, history: list[rag.Answer]) -> None:
    wanted = "Why does Konstantin Sivkov think that Azerbaijan will seek NATO membership?"
    scripted.says(f"“{wanted}”\n")
    assert rewritten(scripted.model, FOLLOW_UP, history) == wanted


@pytest.mark.parametrize(
    "output",
    [
        "Why does Vladimir Putin think that Azerbaijan will seek NATO membership?",
        "Why will Azerbaijan seek NATO membership in 2031?",
        "Why will Azerbaijan seek NATO membership within twelve years?",
        "Putin thinks Azerbaijan will seek NATO membership, but why?",
        "Why does Konstantin Sivkov think that Azerbaijan will not seek NATO membership?",
        "Why does Konstantin Sivkov think that cold mountain rivers seek NATO membership?",
        "Which fish swims in cold rivers near mountains?",
        "Why does Konstantin Sivkov say so? https://evil.example",
        "Azerbaijan " * 40,
        "",
    ],
)
def test_what_was_not_spoken_of_is_not_asked(
    scripted: Scripted, history: list[rag.Answer], output: str
) -> None:
    scripted.says(output)
    assert rewritten(scripted.model, FOLLOW_UP, history) is None


def test_a_known_name_written_small_is_seen(scripted: Scripted, history: list[rag.Answer]) -> None:
    scripted.says("Why does putin think that Azerbaijan will seek NATO membership?")
    assert rewritten(scripted.model, FOLLOW_UP, history, spoken=frozenset(["putin"])) is None


def test_a_denial_of_the_question_before_may_be_carried_over(
    scripted: Scripted, history: list[rag.Answer]
) -> None:
    denied = replace(history[0], standalone="Who claims Azerbaijan will not seek NATO membership?")
    wanted = "Why does Konstantin Sivkov think that Azerbaijan will not seek NATO membership?"
    scripted.says(wanted)
    assert rewritten(scripted.model, FOLLOW_UP, [denied]) == wanted


def test_a_failing_model_leaves_it_to_the_rules(
    scripted: Scripted, history: list[rag.Answer]
) -> None:
    scripted.says(Reply(status=500))
    assert rewritten(scripted.model, FOLLOW_UP, history) is None


def test_it_is_off_unless_asked_for(
    news: Collection, scripted: Scripted, history: list[rag.Answer], reads: Reads
) -> None:
    reads(READ)
    scripted.says("Why does Konstantin Sivkov think that Azerbaijan will seek NATO membership?")
    rule = rag.ask(news, FOLLOW_UP, history=history)
    off = rag.ask(news, FOLLOW_UP, history=history, model=scripted.model)
    assert off.standalone == rule.standalone
    scripted.model.settings = replace(scripted.model.settings, rewrite=True)
    on = rag.ask(news, FOLLOW_UP, history=history, model=scripted.model)
    assert on.standalone == scripted.script.replies[0].text
    assert on.rewritten
    assert on.model is not None
    assert on.model.prompt.startswith("rewrite-1")
    assert on.model.usage.calls > 1
    assert on.model.usage.input_tokens == 100 * on.model.usage.calls
