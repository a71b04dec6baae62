"""What is answered to each kind of question about speakers, on the sample articles."""

from __future__ import annotations

import pytest

import rag
from index import Collection


def voices(answer: rag.Answer) -> set[str]:
    return {citation.voice.name for citation in answer.citations}


def test_all_that_somebody_says_comes_from_them_alone_and_latest_first(news: Collection) -> None:
    answer = rag.ask(news, "What did Tkachenko say?")
    assert answer.status == "answered"
    assert voices(answer) == {"Stanislav Tkachenko"}
    dates = [c.source.published for c in answer.citations if c.source.published]
    assert len(dates) > 1
    assert dates == sorted(dates, reverse=True)


def test_several_speakers_each_have_a_say_and_strangers_are_told(news: Collection) -> None:
    answer = rag.ask(news, "What do Tkachenko, Maisaia and Edith Brandt say about NATO?")
    assert voices(answer) == {"Stanislav Tkachenko", "Vakhtang Maisaia"}
    assert "Edith Brandt" in answer.message


def test_a_denial_is_no_yes(news: Collection) -> None:
    answer = rag.ask(news, "Did Musabayov say that Baku is after membership in NATO?")
    assert answer.status == "answered"
    assert answer.text.startswith("No, the opposite.")
    assert {sentence.stance for sentence in answer.sentences} == {"deny"}


@pytest.mark.parametrize(
    "question",
    [
        "Who claims that Armenia will invade Azerbaijan?",
        "What does Tkachenko think about climate change?",
        "Who disagrees that Baku should bid for the Olympics?",
    ],
)
def test_names_alone_are_no_claim(news: Collection, question: str) -> None:
    assert rag.ask(news, question).status == "abstained"


def test_what_a_publication_reports_is_looked_up_in_its_articles(news: Collection) -> None:
    answer = rag.ask(
        news, "Does the article report that the agreement was signed at the White House?"
    )
    assert answer.type == "fact"
    assert answer.status == "answered"


def test_what_experts_say_about_a_topic_has_no_sides(news: Collection) -> None:
    answer = rag.ask(news, "What do Ukrainian experts say about NATO standards?")
    assert answer.type == "who"
    assert answer.status == "answered"
    assert {sentence.stance for sentence in answer.sentences} == {"report"}
