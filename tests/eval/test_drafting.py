"""Proposed questions: gold that stands where it says, silence that is silence, decisions kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import EvaluationError, QuestionSet, QuestionSetError, lint, load
from eval.drafting import KINDS, DraftBook, draft, from_log
from eval.drafting.figures import figure_question
from eval.drafting.material import Material, contains_name, names_in
from index import Article, Collection, open_collection
from index.articles import read


@pytest.fixture(scope="module")
def articles(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection of the sample articles."""
    folder = tmp_path_factory.mktemp("drafting") / "c"
    with open_collection(folder, create=True) as collection:
        items = [item for item in read(examples / "articles") if isinstance(item, Article)]
        collection.add(items[:8])
        yield collection


def test_every_kind_is_proposed_and_its_gold_stands(articles: Collection) -> None:
    proposals = draft(articles, number=60)
    assert {p.kind for p in proposals} == set(KINDS)
    questions = QuestionSet([p.question for p in proposals], name="draft.jsonl")
    assert lint(questions, articles) == []
    assert len({q.id for q in questions}) == len(questions)
    for proposal in proposals:
        gold = proposal.question.evidence
        assert bool(gold) != proposal.question.unanswerable
        if gold and proposal.kind != "what-said":
            assert f"⟦{' '.join(gold[0].quote.split())}⟧" in proposal.shown


def test_the_same_seed_proposes_the_same(articles: Collection) -> None:
    once = draft(articles, number=20, seed=3)
    assert draft(articles, number=20, seed=3) == once
    assert draft(articles, number=20, seed=4) != once
    rest = draft(articles, number=20, seed=3, known={p.question.id for p in once})
    assert not {p.question.id for p in rest} & {p.question.id for p in once}
    with pytest.raises(EvaluationError, match="riddle"):
        draft(articles, kinds=["riddle"])


def test_silence_is_certain_by_construction(articles: Collection) -> None:
    material = Material(articles)
    texts = {a.id: a.text for a in articles.articles()}
    kinds = ["silent-speaker", "unknown-speaker", "unknown-topic"]
    for proposal in draft(articles, kinds=kinds, number=30):
        question = proposal.question
        if proposal.kind == "unknown-topic":
            place = question.note.split(" is invented")[0]
            assert place in question.question
            assert not any(place.casefold() in text.casefold() for text in texts.values())
            continue
        speaker, _, topic = question.question.partition(" say about ")
        name = speaker.removeprefix("What did ")
        topic = topic.rstrip("?")
        last = name.split()[-1]
        both = [t for t in texts.values() if contains_name(t, topic) and contains_name(t, last)]
        assert both == [], question.question
        if proposal.kind == "unknown-speaker":
            assert not material.holding(last)


def test_did_say_asks_people_who_did_not_say_so_too(articles: Collection) -> None:
    found = [p.question for p in draft(articles, kinds=["did-say"], number=12)]
    assert {q.expected for q in found} == {"yes", "no"}
    for question in found:
        assert question.about in question.question
        right = question.about in question.speakers[0]
        assert right == (question.expected == "yes")


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "The bridge over the Lume opened in 1987.",
            "The bridge over the Lume opened in which year?",
            "1987",
        ),
        (
            "Tickets to the museum cost six crowns on weekdays.",
            "Tickets to the museum cost how many crowns on weekdays?",
            "six",
        ),
        (
            "Two new ferries will cross the bay from May.",
            "How many new ferries will cross the bay from May?",
            "Two",
        ),
        (
            "The council raised rents by 4.5 per cent last year.",
            "The council raised rents by what percentage last year?",
            "4.5",
        ),
        (
            "The repair of the roof cost $1.2 million in the end.",
            "The repair of the roof cost how much in the end?",
            "$1.2 million",
        ),
        (
            "The harbour was closed on 12 March 2024 by a storm.",
            "The harbour was closed on which day by a storm?",
            "12 March 2024",
        ),
        ("He sold the boat in 1987 to a friend.", None, None),
        ("Is the bridge over the Lume from 1987 or not?", None, None),
        ("The bridge over the river Lume is closed today.", None, None),
        ("Ferries ran in 1987 and again in 1999 to the isle.", None, None),
    ],
)
def test_figures_are_asked_for_in_place(
    sentence: str, question: str | None, answer: str | None
) -> None:
    made = figure_question(sentence)
    assert made == ((question, answer) if question else None)


@pytest.mark.parametrize("mark", ["", '"', "“", "‘", "«"])
def test_the_first_word_of_a_quotation_is_no_name(mark: str) -> None:
    assert names_in(f"{mark}Boats for the isles must sail from Trondal") == ["Trondal"]


@given(st.text(max_size=120))
def test_any_text_is_borne(text: str) -> None:
    made = figure_question(text)
    if made:
        assert made[1] in text
    for name in names_in(text):
        assert name in text


def test_decisions_are_kept_and_not_asked_again(articles: Collection, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "questions.jsonl"
    book = DraftBook(file)
    first, second, third = draft(articles, number=3)
    book.accept(first.question)
    book.reject(second.question)
    book.reject(second.question)
    again = DraftBook(file)
    assert again.pending([first, second, third]) == [third]
    assert [q.id for q in load(file)] == [first.question.id]
    with pytest.raises(QuestionSetError, match="already has"):
        again.accept(first.question)
    file.write_text("no question", encoding="utf-8")
    with pytest.raises(QuestionSetError, match="not JSON"):
        DraftBook(file)


def test_the_last_thumb_on_an_answer_counts(collection: Collection) -> None:
    from rag import ask

    def said(question: str) -> int:
        return collection.log(ask(collection, question).to_dict())

    def thumb(number: int, helpful: bool, note: str = "") -> None:
        entry = {"kind": "feedback", "answer": number, "helpful": helpful, "note": note}
        collection.log(entry)

    bridge, museum = said("Who said the bridge needs cables?"), said("Who said visitors doubled?")
    thumb(bridge, True)
    thumb(bridge, False, "names nobody")
    thumb(museum, False)
    thumb(museum, True)
    thumb(999, False)
    (proposal,) = from_log(collection)
    assert proposal.question.question == "Who said the bridge needs cables?"
    assert proposal.question.note == "names nobody"
    assert proposal.choices
    assert len(proposal.choices) == len(proposal.texts)
    offered = proposal.question.model_copy(update={"evidence": proposal.choices})
    assert lint(QuestionSet([offered]), collection) == []
    assert proposal.to_dict()["kind"] == "thumbs-down"
