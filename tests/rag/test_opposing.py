"""Who disagrees with somebody, whose words are of others, and which people are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from index import Article, Collection
from tests.rag.spoken import collect

TEXT = (
    "Mayor Anna Kovacs said the Tarn bridge will open in May. "
    "Engineer Otto Lind said the Tarn bridge will not open in May. "
    "Mayor Anna Kovacs said the ferry carries too few people. "
    "Norwegian analyst Kari Moe spoke after them. "
    "Minister Jan Horvat said Norway may join the river pact. "
    "Poet Ida Ross said the bakers are building their own ovens."
)


def ask(folder: Path, question: str, text: str = TEXT) -> rag.Answer:
    with collect(folder / "c", [Article(text=text, path="tarn.txt", source="Tarn Post")]) as made:
        return rag.ask(made, question)


def sides(answer: rag.Answer) -> dict[str, str | None]:
    return {c.voice.name: s.stance for s, c in zip(answer.sentences, answer.citations, strict=True)}


@pytest.mark.parametrize(
    "question",
    ["Who disagrees with Kovacs about the Tarn bridge?", "who disagrees with anna kovacs"],
)
def test_who_holds_the_opposite_of_what_somebody_says(tmp_path: Path, question: str) -> None:
    answer = ask(tmp_path, question)
    assert sides(answer) == {"Otto Lind": "deny"}
    assert "Anna Kovacs" in answer.message


def test_where_nobody_disputes_it_that_is_said(tmp_path: Path) -> None:
    answer = ask(tmp_path, "Who disagrees with Kovacs about the ferry?")
    assert (answer.status, answer.reason) == ("abstained", "no_claim")
    assert "disputes what Anna Kovacs says" in answer.message


def test_where_somebody_is_silent_on_it_that_is_said(tmp_path: Path) -> None:
    answer = ask(tmp_path, "Who disagrees with Lind about the orchestra?")
    assert (answer.status, answer.reason) == ("abstained", "speaker_silent")


@pytest.mark.parametrize(
    "question",
    [
        "Who says Denmark may join the river pact?",
        "Who claims Finland is building a dam in Tarn?",
        "Who says Sweden and Norway may go to war?",
    ],
)
def test_words_about_others_are_no_answer(tmp_path: Path, question: str) -> None:
    assert ask(tmp_path, question).status == "abstained"


def test_the_same_words_about_those_asked_for_are_one(tmp_path: Path) -> None:
    assert set(sides(ask(tmp_path, "Who says Norway may join the river pact?"))) == {"Jan Horvat"}


def test_people_of_a_country_come_alone(news: Collection) -> None:
    answer = rag.ask(news, "What do Ukrainian experts say about NATO?")
    assert {c.voice.name for c in answer.citations} == {"Mykhailo Zhirohov"}
    assert answer.message == ""


def test_where_nobody_is_introduced_as_such_that_is_said(news: Collection) -> None:
    answer = rag.ask(news, "What do Polish experts say about NATO?")
    assert "introduced as “Polish experts”" in answer.message


def test_an_act_has_to_be_spoken_of_and_not_only_those_it_is_about(news: Collection) -> None:
    assert rag.ask(news, "Who supports Azerbaijan joining NATO?").status == "abstained"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who is the president of Norway?", ["Ola Berg"]),
        ("Who is Norway's president?", ["Ola Berg"]),
        ("Who is the president of Denmark?", []),
    ],
)
def test_a_post_is_that_of_the_country_asked_for(
    tmp_path: Path, question: str, found: list[str]
) -> None:
    text = (
        "President of Norway Ola Berg met a delegation in Tarn, with strong support of traders and "
        "guests from the towns of Denmark. The harbour was closed."
    )
    answer = ask(tmp_path, question, text)
    assert [name for name in ("Ola Berg",) if name in answer.text] == found


def test_what_a_sentence_points_back_to_is_quoted_with_it(tmp_path: Path) -> None:
    text = (
        "The town has signed the River Charter. It regulates fishing in the Tarn and its mouth.\n"
        "The market was closed on Friday."
    )
    answer = ask(tmp_path, "Which document regulates fishing in the Tarn?", text)
    quotes = [c.quote.text for c in answer.citations]
    assert quotes == [
        "The town has signed the River Charter.",
        "It regulates fishing in the Tarn and its mouth.",
    ]
