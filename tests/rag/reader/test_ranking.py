"""Training of the reader on the sentences of a question together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import torch

from rag.reader.form import LABELS, UnitText
from training.reader.examples import Encoding, Example, batch_of, by_question, labels_of
from training.reader.loop import ranking_loss
from training.reader.public import AGAINST
from training.reader.rewording import FRAMES, UNTOLD, asked_of_somebody, claim_of, reworded

QUESTIONS = ("Who wants the ferry kept?", "Who doubts the tunnel?", "Who paid for the pier?")


def examples() -> list[Example]:
    """Two answers and ten other sentences of each question, the last without an answer."""
    found = []
    for number, question in enumerate(QUESTIONS):
        for place in range(12):
            label = "answers" if place < 2 and number < 2 else ("related", "unrelated")[place % 2]
            unit = UnitText(f"Sentence {place} on matter {number}.", "Ada Roe")
            found.append(Example(question, unit, labels_of([label])))
    return found


def test_an_answer_is_in_every_batch_of_its_question_and_nothing_is_lost() -> None:
    every = examples()
    rows = Encoding().rows(every)
    made = by_question(every, rows, 6 * 32, random.Random(1))
    assert {i for batch in made for i in batch} == set(range(len(every)))
    for batch in made:
        for question in QUESTIONS[:2]:
            own = [every[i] for i in batch if every[i].question == question]
            assert not own or any(one.labels[0] for one in own)


def test_what_is_likelier_than_its_rivals_costs_less() -> None:
    every = examples()[:4]  # two answers, two others
    batch = batch_of(every, Encoding().rows(every))

    def cost(answers: float, others: float) -> float:
        scores = torch.zeros(4, len(LABELS))
        scores[:2, 0], scores[2:, 0] = answers, others
        return float(ranking_loss(scores, batch))

    assert cost(3, -3) < cost(0, 0) < cost(-3, 3)
    assert cost(3, 3) == pytest.approx(cost(0, 0), abs=0.05)  # only the difference counts


def test_answers_of_one_question_are_no_rivals_of_another() -> None:
    every = [examples()[0], examples()[14]]  # an answer, and a sentence of another question
    batch = batch_of(every, Encoding().rows(every))
    scores = torch.randn(2, len(LABELS), generator=torch.Generator().manual_seed(0))
    assert float(ranking_loss(scores, batch)) == 0


def test_hedged_sentences_are_no_rivals() -> None:
    units = [UnitText("She wants it kept."), UnitText("It may be kept.")]
    every = [
        Example(QUESTIONS[0], units[0], labels_of(["answers"])),
        Example(QUESTIONS[0], units[1], labels_of(["hedged", "related"])),
    ]
    batch = batch_of(every, Encoding().rows(every))
    assert float(ranking_loss(torch.zeros(2, len(LABELS)), batch)) == 0


@pytest.mark.parametrize("frame", FRAMES)
def test_a_claim_is_found_in_what_it_is_put_in(frame: str) -> None:
    claim = "the ferry will be sold by spring"
    found = claim_of(frame.format(claim))
    assert found in (claim, "")  # "Has anybody said …" is left as it is
    assert (found == claim) or not frame.lower().startswith(("who", "which people"))


@pytest.mark.parametrize(
    "question",
    ["Who paid for the pier?", "Who says no?", "What does Roe say about the ferry line?"],
)
def test_a_question_without_a_claim_stays_as_it_is(question: str) -> None:
    assert claim_of(question) == ""
    one = Example(question, UnitText("She says so."), labels_of(["answers"]))
    assert reworded([one], random.Random(0)) == [one]


def test_all_sentences_of_a_question_are_put_in_one_form() -> None:
    question = "Who thinks that the ferry will be sold by spring?"
    units = [UnitText(f"Sentence {n}.") for n in range(4)]
    every = [Example(question, unit, labels_of(["answers"])) for unit in units]
    forms = set()
    for seed in range(40):
        made = reworded(every, random.Random(seed))
        assert [one.unit for one in made] == units
        assert len({one.question for one in made}) == 1
        forms.add(made[0].question)
    assert {question, "The ferry will be sold by spring."} < forms
    assert len(forms) > 5


CLAIM = "the ferry will be sold by spring"


def sides() -> list[Example]:
    """Somebody for it, somebody against it, and a sentence on the matter."""
    question = f"Who thinks that {CLAIM}?"
    voices = {"answers": "Ada Roe, mayor", "opposite": "Jon Lie", "related": ""}
    return [
        Example(question, UnitText(f"Words of {name}.", name), labels_of([label]))
        for label, name in voices.items()
    ]


def test_asked_from_the_other_side_who_opposes_answers() -> None:
    turned = negated = 0
    for seed in range(60):
        made = reworded(sides(), random.Random(seed))
        against = made[0].question in {frame.format(CLAIM) for frame in AGAINST}
        no = CLAIM.removeprefix("the ") not in made[0].question
        turned, negated = turned + against, negated + no
        wanted = ("opposite", "answers") if against or no else ("answers", "opposite")
        assert [one.labels for one in made] == [labels_of([name]) for name in (*wanted, "related")]
    assert 2 < turned < 20
    assert 0 < negated < 20


def test_asked_of_one_speaker_the_claim_is_looked_for_whoever_speaks() -> None:
    asked = set()
    for seed in range(200):
        for one in asked_of_somebody(sides(), random.Random(seed)):
            names = ("Ada Roe", "Jon Lie")
            denied = {frame.format(name, CLAIM) for frame in UNTOLD for name in names}
            contrary = one.question in denied
            asked.add((one.question.split()[0], contrary))
            speaker = one.unit.speaker.split(",")[0]
            if not speaker:
                assert one.labels == labels_of(["related"])
            else:
                for_it = (speaker == "Ada Roe") != contrary
                assert one.labels == labels_of(["answers" if for_it else "opposite"])
    assert {contrary for _, contrary in asked} == {True, False}


def test_without_a_known_speaker_nobody_is_asked_after() -> None:
    every = [replace(one, unit=one.unit._replace(speaker="")) for one in sides()]
    assert all(asked_of_somebody(every, random.Random(seed)) == [] for seed in range(20))
