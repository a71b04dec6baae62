"""A model may name other wordings to search for; it does not decide what they found."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rag
from index import Collection
from rag.events import Finished, Remark
from rag.judging import weigh_terms
from rag.models.client import Meter
from rag.models.expanding import other_wordings
from rag.retrieval.statements import statements_on
from tests.rag.models.conftest import Reply, Scripted

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
    news: Collection, scripted: Scripted
) -> None:
    """What the wordings find is plentiful here, and does not answer the question."""
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


def test_an_answered_question_needs_no_other_wordings(news: Collection, scripted: Scripted) -> None:
    scripted.says('{"sentences": []}')
    scripted.model.settings = replace(scripted.model.settings, expand=True)
    answer = rag.ask(news, "Who claims Azerbaijan will seek NATO membership?", model=scripted.model)
    assert answer.model is not None
    assert answer.model.prompt == "answer-2"


def test_what_they_find_is_judged_by_the_questions_own_words(
    news: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.retrieval.statements.STATEMENTS", 3)
    claim = "Azerbaijan will seek NATO membership"
    terms = weigh_terms(news, claim)
    own = statements_on(news, claim, terms)
    wider = statements_on(news, claim, terms, also=("the army and its weapons",))
    known = {(c.article.id, c.span): c for c in own}
    assert len(wider) > len(own)
    assert wider[0].text == own[0].text
    for candidate in wider:
        same = known.get((candidate.article.id, candidate.span))
        assert same is None or same.score == pytest.approx(candidate.score, abs=0.02)
