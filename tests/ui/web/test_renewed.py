"""Answers that were kept before a correction show whoever says it now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Article, Correction, LocalCollection
from rag import ask
from tests.rag.scripted import ANSWERS, script
from tests.rag.spoken import collect
from ui.export import export
from ui.export.renewed import renewed
from ui.web.conversations import KeptTurn, restored
from ui.web.desk import Desk

FERRY = Article(
    text="Mayor Anna Kovacs said that the ferry will be sold in May. Nobody knows to whom.",
    title="Sold",
    source="Tarn Post",
)
QUAY = Article(
    text="Driver Otto Lind said that the quay needs a new wall before winter.",
    title="Quay",
    source="Tarn Post",
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Two articles, and a reader that finds the sale in one of them."""
    script(monkeypatch, {"ferry will be sold": ANSWERS})
    with collect(tmp_path / "c", [FERRY, QUAY]) as collection:
        yield Desk(collection)


def correction(collection: LocalCollection, what: str, name: str = "") -> Correction:
    (said,) = collection.statements(article_id=FERRY.id)
    return Correction.of(what, FERRY, said, name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (
            lambda c: correction(c, "speaker", "Otto Lind"),
            "Otto Lind, driver, as reported by Tarn Post: Mayor Anna Kovacs said",
        ),
        (lambda c: correction(c, "no statement"), "Tarn Post: Mayor Anna Kovacs said"),
        (
            lambda c: Correction("role", ("Anna Kovacs",), "harbour master"),
            "Anna Kovacs, harbour master, as reported by Tarn Post: Mayor Anna Kovacs said",
        ),
        (
            lambda c: Correction("same", ("A. Kovacs", "Anna Kovacs")),
            "A. Kovacs, mayor, as reported by Tarn Post: Mayor Anna Kovacs said",
        ),
    ],
)
def test_a_kept_answer_has_the_voice_of_now(
    desk: Desk, make: Callable[[LocalCollection], Correction], shown: str
) -> None:
    collection = desk.collection
    assert isinstance(collection, LocalCollection)
    answer = ask(collection, "Who says that the ferry will be sold?")
    assert answer.text.startswith("Anna Kovacs, mayor, as reported by Tarn Post: Mayor Anna Kovacs")
    turn = KeptTurn(answer.question, answer.to_dict(), "")
    kept, _ = desk.conversations.append("", "", turn)
    assert collection.correct(make(collection))
    (again,) = desk.conversations.turns("", kept)
    assert again.answer is not None
    found = restored(again.answer, desk.find)
    assert found is not None
    assert found.text.startswith(shown)
    document = export([answer.to_dict()], "markdown", collection)
    assert f"- {shown.split(':')[0]}: *Mayor Anna Kovacs said" in document
    (number,) = [one.number for one in collection.corrections()]
    collection.undo(number)
    assert renewed(answer.to_dict(), collection) == answer.to_dict()


def test_what_no_correction_is_about_stays_as_it_was(desk: Desk) -> None:
    collection = desk.collection
    answer = ask(collection, "Who says that the ferry will be sold?").to_dict()
    assert collection.correct(Correction("role", ("Otto Lind",), "pilot"))
    assert renewed(answer, collection) == answer


def test_an_answer_given_under_a_correction_has_the_voice_of_now_when_it_is_undone(
    desk: Desk,
) -> None:
    collection = desk.collection
    assert isinstance(collection, LocalCollection)
    assert collection.correct(correction(collection, "speaker", "Otto Lind"))
    answer = ask(collection, "Who says that the ferry will be sold?").to_dict()
    assert [one["voice"]["name"] for one in answer["citations"]] == ["Otto Lind"]
    assert renewed(answer, collection) == answer
    (number,) = [one.number for one in collection.corrections()]
    collection.undo(number)
    again = renewed(answer, collection)
    assert [one["voice"]["name"] for one in again["citations"]] == ["Anna Kovacs"]
    assert again["sentences"][0]["segments"][0]["text"].startswith("Anna Kovacs, mayor")
