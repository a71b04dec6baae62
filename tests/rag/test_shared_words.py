"""How much of a question stands in so many words in what was found."""

from __future__ import annotations

from index.types import Article, Speaker
from rag.names import MatchedSpeaker
from rag.question import Question
from rag.units import Unit, shared_words

ARTICLE = Article(
    text="The harbour froze. Boats stayed away. Bread was dear.", title="A winter in Brennick"
)
LIND = Speaker(1, "Ada Lind", "person", forms=("Lind",))


def unit(words: str, before: str = "") -> Unit:
    start = ARTICLE.text.index(words)
    span = (start, start + len(words))
    at = ARTICLE.text.index(before) if before else 0
    return Unit(ARTICLE, span, span, (at, at + len(before)))


FROZEN, AWAY = unit("The harbour froze."), unit("Boats stayed away.", "The harbour froze.")
BREAD = unit("Bread was dear.", "Boats stayed away.")


def asked(text: str, *speakers: Speaker) -> Question:
    return Question(text, "says", tuple((MatchedSpeaker(s, 1.0),) for s in speakers))


def test_what_repeats_the_question_shares_all_its_words() -> None:
    own, near = shared_words(
        asked("Did the harbours freeze over, did the harbour froze?"), [FROZEN]
    )[0]
    assert 0 < own <= near < 1
    assert shared_words(asked("the harbour froze"), [FROZEN]).tolist() == [[1, 1]]


def test_words_around_a_sentence_count_apart() -> None:
    shared = shared_words(asked("who talks of the harbour in Brennick?"), [FROZEN, AWAY, BREAD])
    assert shared[0, 0] > 0 == shared[1, 0] == shared[2, 0]
    assert shared[0, 1] == shared[1, 1] == 1 > shared[2, 1] > 0


def test_what_few_sentences_have_weighs_more() -> None:
    shared = shared_words(asked("boats and bread"), [FROZEN, AWAY, BREAD])
    assert shared[2, 1] == 1, "the sentence, and the one before it"
    assert shared[2, 0] > shared[1, 0], "two have boats in and around them, one has bread"


def test_those_asked_and_words_of_saying_are_not_looked_for() -> None:
    plain = shared_words(asked("harbour bread"), [FROZEN, BREAD])
    named = shared_words(asked("What did Ada Lind say about harbour bread?", LIND), [FROZEN, BREAD])
    assert (plain == named).all()


def test_nothing_to_look_for_is_nothing_shared() -> None:
    assert shared_words(asked("What did Lind say?", LIND), [FROZEN]).tolist() == [[0, 0]]
    assert shared_words(asked("bread"), []).shape == (0, 2)
