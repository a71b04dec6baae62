"""What is answered to each kind of question about speakers, on the sample articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from index import Article, Collection, open_collection


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


def test_of_one_speakers_words_those_come_first_that_are_certainly_theirs(news: Collection) -> None:
    answer = rag.ask(news, "who claims Azerbaijan will seek NATO membership?")
    sides = {
        c.voice.name: s.stance for s, c in zip(answer.sentences, answer.citations, strict=True)
    }
    assert sides == {"Konstantin Sivkov": "conditional", "Rasim Musabayov": "deny"}
    assert {c.voice.certainty for c in answer.citations} == {"certain"}


def test_asked_for_a_denial_a_denial_is_a_yes(news: Collection) -> None:
    answer = rag.ask(news, "Did Musabayov deny that Baku is after membership in NATO?")
    assert answer.text.startswith("Yes.")
    assert {sentence.stance for sentence in answer.sentences} == {"deny"}
    assert answer.message == "Rasim Musabayov denies it."


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


def test_the_name_may_come_first_and_typed_in_haste(news: Collection) -> None:
    answer = rag.ask(news, "aliev wat did he say re special forces")
    assert voices(answer) == {"Ilham Aliyev"}
    assert "special forces" in answer.text


def test_what_articles_say_of_a_country_is_under_nobody_else_s_name(news: Collection) -> None:
    answer = rag.ask(news, "How does Iran see NATO?")
    assert answer.status == "answered"
    for citation in answer.citations:
        voice = citation.voice
        assert "Iran" in voice.name + voice.described or not voice.somebody
        assert "Iran" in citation.quote.text[:20]


def test_two_who_are_named_are_set_side_by_side(news: Collection) -> None:
    question = "Do Sivkov and Musabayov agree that Azerbaijan might apply to join NATO?"
    answer = rag.ask(news, question)
    said = zip(answer.sentences, answer.citations, strict=True)
    sides = {c.voice.name: s.stance for s, c in said}
    assert sides.keys() == {"Konstantin Sivkov", "Rasim Musabayov"}
    assert sides["Konstantin Sivkov"] in ("affirm", "conditional")
    assert sides["Rasim Musabayov"] == "deny"


def test_a_source_without_a_name_is_shown_as_the_text_has_it(tmp_path: Path) -> None:
    text = (
        "The bridge has been closed since March.\n\n“The bridge will open in May,” a spokesman for "
        "the port said on Monday.\n\nResidents have complained about the detour."
    )
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=text, path="bridge.txt")])
        answer = rag.ask(collection, "Who says the bridge will open in May?")
    (citation,) = answer.citations
    who = f"{citation.voice.name} {citation.voice.described}".strip()
    assert who.removeprefix("a ") == "spokesman for the port"
    assert answer.text.removeprefix("A ").casefold().startswith("spokesman for the port (unnamed)")


def test_a_fact_is_found_where_the_sentence_leaves_its_subject_out(tmp_path: Path) -> None:
    towns = {
        "a": "Alder Mills is a town in the north.\n\nIt has a mill. The population was 1,204.",
        "b": "Alder Mills is a village on the coast.\n\nIt has a pier. The population was 311.",
        "c": "Birch Ferry is a town.\n\nThe population was 8,800. Fish is sold there.",
    }
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=t, path=f"{k}.txt") for k, t in towns.items()])
        answer = rag.ask(collection, "What is the population of Alder Mills?")
    assert "1,204" in answer.text
    assert "311" in answer.text
    assert "8,800" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "When was Konstantin Sivkov born?",
        "What is the age of Yuri Knutov?",
        "When did Radmila Shekerinska resign?",
        "What is the population of Baku?",
    ],
)
def test_what_else_is_said_of_somebody_answers_no_question_of_fact(
    news: Collection, question: str
) -> None:
    assert rag.ask(news, question).status == "abstained"


def _asked(tmp_path: Path, text: str, question: str) -> rag.Answer:
    """The answer from a collection of one article."""
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=text)])
        return rag.ask(collection, question)


def test_what_nobody_confirms_is_said_by_nobody(tmp_path: Path) -> None:
    text = (
        "“The port will close in May,” said Marta Lindqvist. No agency confirms that the port "
        "will close in May. None of the officials said that the port will close."
    )
    answer = _asked(tmp_path, text, "Who says that the port will close?")
    assert voices(answer) == {"Marta Lindqvist"}
    assert all("No agency" not in c.quote.text for c in answer.citations)


def test_the_words_beside_a_quote_make_no_yes(tmp_path: Path) -> None:
    text = (
        "Do all dogs go to heaven? Tom Brannigan said that dying “just means the end.” Marta "
        "Lindqvist said that all dogs go to heaven."
    )
    answer = _asked(tmp_path, text, "Did Tom Brannigan say that all dogs go to heaven?")
    assert not answer.text.startswith("Yes")
