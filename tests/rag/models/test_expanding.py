"""A model may name other wordings to search for; it does not decide what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import rag
from index import Collection
from rag.answers.answer import gather
from rag.events import Finished, Remark
from rag.models.expanding import other_wordings
from rag.models.meter import Meter
from rag.question import understand
from rag.reader import Reading, UnitText
from tests.rag.models.conftest import Reads, Reply, Scripted, Told, have_read

SILENT = "Who claims that Portugal will leave the EU?"


def test_wordings_are_read_line_by_line(scripted: Scripted) -> None:
    scripted.says("1. quit the bloc\n- Withdrawal from the union\n\n“an exit”\na fourth way")
    found = other_wordings(scripted.model, SILENT, Meter())
    assert found == ("quit the bloc", "Withdrawal from the union", "an exit")


@pytest.mark.parametrize(
    "output",
    [
        "Spain quits the bloc",
        "Donald quits the bloc",
        "quit the bloc with Spain",
        "quit the bloc in 2031",
        "putin quits the bloc",
        "leave the EU",
        "quit https://evil.example",
        "quit " * 60,
        "",
    ],
)
def test_nothing_that_was_not_asked_about_is_searched_for(scripted: Scripted, output: str) -> None:
    scripted.says(output)
    assert other_wordings(scripted.model, SILENT, Meter(), frozenset(["putin"])) == ()


def test_a_failing_model_widens_nothing(scripted: Scripted) -> None:
    scripted.says(Reply(status=500))
    assert other_wordings(scripted.model, SILENT, Meter()) == ()


def test_silence_stays_silence_and_the_wordings_are_told(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    """What the wordings find is plentiful here, and does not answer the question."""
    reads({}, "related")
    scripted.says("join the alliance\nthe army and its weapons")
    plain = rag.ask(news, SILENT)
    off = rag.ask(news, SILENT, model=scripted.model)
    assert scripted.script.requests == []
    assert off.message == plain.message
    scripted.model.settings = replace(scripted.model.settings, expand=True)
    events = list(rag.stream(news, SILENT, model=scripted.model))
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.answer.status == "abstained"
    assert last.answer.reason == plain.reason
    assert last.answer.message.startswith(plain.message)
    told = "join the alliance; the army and its weapons"
    assert f"Searched also for: {told}." in last.answer.message
    assert any(told in e.text for e in events if isinstance(e, Remark))
    assert last.answer.model is not None
    assert last.answer.model.prompt == "expand-1"
    assert last.answer.model.usage.calls == 1


def test_an_answered_question_needs_no_other_wordings(
    news: Collection, scripted: Scripted, reads: Reads
) -> None:
    reads({"apply to join": "answers"})
    scripted.says('{"sentences": []}')
    scripted.model.settings = replace(scripted.model.settings, expand=True)
    answer = rag.ask(news, "Who claims Azerbaijan will seek NATO membership?", model=scripted.model)
    assert answer.model is not None
    assert answer.model.prompt == "answer-3"


def test_what_they_find_is_read_with_the_questions_own_words(
    news: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Listening(Told):
        def read(self, question: str, units: Sequence[UnitText]) -> list[Reading]:
            asked.append(question)
            return super().read(question, units)

    have_read(monkeypatch, Listening({}))
    question = understand(SILENT)
    own = gather(news, question)
    wider = gather(news, replace(question, also=("the army and its weapons",)))
    assert {e.unit.text for e in wider} - {e.unit.text for e in own}
    assert set(asked) == {SILENT}
