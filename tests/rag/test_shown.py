"""Which sentences an answer to a question of fact shows where several things bear one name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import rag
from index import Article, open_collection

FILLER = (
    "It stands beside the old canal, which was dug by hand and is crossed by two narrow bridges. "
    "A market is held in its yard on the first Saturday of every month, and the flower stalls are "
    "known far beyond the valley. Visitors reach it by the branch line, which leaves the main "
    "station twice an hour and takes about ten minutes. "
)


def ask(folder: Path, texts: Mapping[str, str], question: str) -> rag.Answer:
    with open_collection(folder / "c", create=True) as collection:
        collection.add([Article(text=t, path=f"{name}.txt") for name, t in texts.items()])
        return rag.ask(collection, question)


def test_a_copy_that_differs_in_the_year_is_shown_beside_the_other(tmp_path: Path) -> None:
    story = (
        "Harrow Hall is a guild house in Tarn. {}The hall was built in {} by the weavers' guild."
    )
    texts = {year: story.format(FILLER, year) for year in ("1874", "1912")}
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([Article(text=t, path=f"{name}.txt") for name, t in texts.items()])
        ids = [article.id for article in collection.articles()]
        assert collection.reprints(ids[0]) == [ids[1]], "the test needs copies"
        answer = rag.ask(collection, "When was Harrow Hall built?")
    assert "1874" in answer.text
    assert "1912" in answer.text


def test_a_sentence_that_stands_in_several_copies_is_shown_once(tmp_path: Path) -> None:
    story = f"Harrow Hall is a guild house in Tarn. {FILLER}The hall was built in 1874."
    texts = {"a": story, "b": f"{story} It is open on Sundays.", "c": f"{story} Dogs are allowed."}
    answer = ask(tmp_path, texts, "When was Harrow Hall built?")
    assert answer.text.count("built in 1874") == 1


def test_every_bearer_of_a_name_has_its_answer(tmp_path: Path) -> None:
    places = "Arden Bourne Carrick Dunmore Ennis Farley Galway".split()
    texts = {
        place: f"Whitcombe ({place}) is a parish near {place}. It has a mill and an inn. "
        f"The population was {211 + 307 * i} when people were last counted."
        for i, place in enumerate(places)
    }
    answer = ask(tmp_path, texts, "What is the population of Whitcombe?")
    missing = [n for i in range(len(places)) if (n := str(211 + 307 * i)) not in answer.text]
    assert not missing
    assert len(answer.citations) <= 10


def test_another_name_s_article_gets_no_place_among_them(tmp_path: Path) -> None:
    texts = {
        "a": "Whitcombe (Arden) is a parish near Arden. The population was 518.",
        "b": "Whitcombe (Ennis) is a parish near Ennis. The population was 1,439.",
        "c": "Larkham is a parish near Ennis. It has two inns. The population was 8,800.",
    }
    answer = ask(tmp_path, texts, "What is the population of Whitcombe?")
    assert "518" in answer.text
    assert "1,439" in answer.text
    assert "8,800" not in answer.text


def test_reports_that_open_with_the_name_make_the_answer_no_longer(tmp_path: Path) -> None:
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    texts = {
        day: f"Whitcombe counted again on {day}. The population came to {211 + 307 * i}."
        for i, day in enumerate(days)
    }
    answer = ask(tmp_path, texts, "What is the population of Whitcombe?")
    assert answer.status == "answered"
    assert len(answer.citations) == 5


def test_a_word_for_one_of_the_kind_asked_for_answers(tmp_path: Path) -> None:
    report = "Edda Lorn met the mayor of Tarn on Monday. They spoke for an hour about the library."
    question = "What is the profession of Edda Lorn?"
    assert ask(tmp_path / "a", {"report": report}, question).status == "abstained"
    life = "Edda Lorn (born 1950) is a poet from Tarn. She has lived by the harbour for years."
    answer = ask(tmp_path / "b", {"report": report, "life": life}, question)
    assert answer.status == "answered"
    assert "poet" in answer.citations[0].quote.text
