"""The promises of an answer, on the sample articles."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rag
from index import Article, Collection, Filter, open_collection
from rag.exceptions import EmptyQuestion
from rag.pipeline import Options
from tests.rag.scripted import script
from tests.remembered import afresh


def _questions(examples: Path) -> list[dict[str, object]]:
    text = (examples / "questions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _assert_verbatim(collection: Collection, answer: rag.Answer) -> None:
    cited = {c.number: c for c in answer.citations}
    for citation in (*answer.citations, *answer.nearest):
        quote = citation.quote
        assert collection.article(quote.article_id).text[quote.start : quote.end] == quote.text
    for sentence in answer.sentences:
        assert sentence.citations, "a sentence rests on nothing"
        for segment in sentence.segments:
            if segment.citation:
                assert segment.text == cited[segment.citation].quote.text


def test_the_question_this_is_made_for(news: Collection) -> None:
    answer = rag.ask(news, "Who claims Azerbaijan will seek NATO membership?")
    assert answer.type == "who"
    assert answer.status == "answered"
    assert "Konstantin Sivkov" in {c.voice.name for c in answer.citations}
    for sentence in answer.sentences:
        assert sentence.stance in ("affirm", "conditional", "deny", "report")
        assert ("Disputed by" in sentence.text) == (sentence.stance == "deny")
        assert sentence.text.startswith("On this matter: ") == (sentence.stance == "report")


def test_the_same_question_gives_the_same_bytes(news: Collection, examples: Path) -> None:
    for entry in _questions(examples)[:40:8]:
        question = str(entry["question"])
        with afresh():
            first, second = (rag.ask(news, question).to_dict(timings=False) for _ in range(2))
        assert json.dumps(second) == json.dumps(first)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Who claims that Portugal will leave the European Union?", "no_topic"),
        ("Did Angela Merkel say that the volcano would erupt?", "speaker_unknown"),
        ("When was the Sumgait aluminium smelter built?", "no_topic"),
        ("What does Sivkov say about the price of cotton in Uzbekistan?", "speaker_silent"),
    ],
)
def test_silence_has_a_reason(
    news: Collection, monkeypatch: pytest.MonkeyPatch, question: str, reason: str
) -> None:
    script(monkeypatch, {})
    answer = rag.ask(news, question)
    assert (answer.status, answer.reason) == ("abstained", reason)
    assert answer.message
    assert answer.citations == ()
    assert 0 < len(answer.nearest) <= 3
    assert answer.text == answer.message
    _assert_verbatim(news, answer)


@given(st.text(min_size=1, max_size=80).filter(lambda t: any(c.isalnum() for c in t)))
@settings(max_examples=8)
def test_any_question_keeps_the_promises(news: Collection, question: str) -> None:
    answer = rag.ask(news, question)
    _assert_verbatim(news, answer)
    assert answer.status in ("answered", "abstained")
    assert bool(answer.sentences) == (answer.status == "answered")


def test_filters_limit_what_is_quoted(news: Collection) -> None:
    only = next(a for a in news.articles() if "Baku ask" in a.title)
    answer = rag.ask(
        news,
        "Who claims Azerbaijan will seek NATO membership?",
        where=Filter(article_ids=(only.id,)),
    )
    assert {c.quote.article_id for c in (*answer.citations, *answer.nearest)} == {only.id}
    assert answer.coverage.searched == 1
    none = rag.ask(news, "Who is Aliyev?", where=Filter(sources=("Nobody's Gazette",)))
    assert none.status == "abstained"


def test_an_empty_collection_and_an_empty_question(tmp_path: Path) -> None:
    with open_collection(tmp_path / "empty", create=True) as collection:
        answer = rag.ask(collection, "Who says so?")
        assert (answer.status, answer.reason) == ("abstained", "empty_collection")
        with pytest.raises(EmptyQuestion):
            rag.ask(collection, " ?")


def test_answers_are_logged_and_verified_later(tmp_path: Path) -> None:
    text = "Harbour master Ida Holm said the ferry will be sold before winter. Nobody objected."
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=text, title="Ferry", path="ferry.txt")])
        answer = rag.ask(collection, "Who says the ferry will be sold?", record=True)
        saved = collection.logged(answer.log_id)
        assert saved is not None
        assert saved["question"] == answer.question
        assert [c.result for c in rag.verify(collection, saved)] == ["exact"]
        newer = text.replace("winter", "spring")
        collection.add([Article(text=newer, title="Ferry", path="ferry.txt")])
        assert [c.result for c in rag.verify(collection, saved)] == ["article changed"]
        collection.remove([a.id for a in collection.articles()])
        assert [c.result for c in rag.verify(collection, saved)] == ["article gone"]


def test_ask_takes_what_stream_takes_and_nothing_else(news: Collection) -> None:
    taken = inspect.signature(rag.stream).parameters.values()
    named = {one.name for one in taken if one.kind is one.KEYWORD_ONLY}
    assert named == set(Options.__annotations__)
    question = "Who claims Azerbaijan will seek NATO membership?"
    with pytest.raises(TypeError, match="limits"):
        rag.ask(news, question, limits=3)  # type: ignore[call-arg]
    nowhere = Filter(sources=("No such paper",))
    assert rag.ask(news, question).status == "answered"
    assert rag.ask(news, question, where=nowhere).status == "abstained"
