"""The same however it is asked, word for word, of nobody but whom the articles quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import rag
from index import Article, Collection, open_collection
from rag.types import QuestionType

QUESTIONS: dict[QuestionType, str] = {
    "who": "Who claims Azerbaijan will seek NATO membership?",
    "says": "What does Tkachenko say about Baku?",
    "did_say": "Did Sivkov say that Azerbaijan could apply to join the alliance?",
    "fact": "In what year did Azerbaijan enter the Partnership for Peace?",
    "contrast": "How do the experts differ on whether Azerbaijan will join NATO?",
    "summary": "Summarise the debate on NATO membership.",
}
WORDINGS: dict[str, Callable[[str], str]] = {
    "without its mark": lambda text: text.rstrip("?."),
    "with a small first letter": lambda text: text[0].lower() + text[1:],
    "with further blanks": lambda text: f"  {text.replace(' ', '   ')} ",
    "with a line break": lambda text: text.replace(" ", "\n", 1),
}


ALSO_SIVKOV = pytest.mark.xfail(
    strict=True, reason="the reader takes a bid that is possible for a format that is"
)
PARAPHRASES = (
    (
        "Who says Azerbaijan is not trying to join NATO?",
        "Who says that Azerbaijan does not seek NATO membership?",
        "Who claims that Azerbaijan is not aiming for membership of NATO?",
    ),
    (
        "Did Sivkov say that Azerbaijan could apply to join the alliance?",
        "Has Sivkov said that Azerbaijan could apply to join the alliance?",
        "Does Sivkov think Azerbaijan could apply to join the alliance?",
        "Does Sivkov believe that Azerbaijan could ask to join the alliance?",
    ),
    (
        "What does Rudolf Valeev say about the West?",
        "What does Valeev think of the West?",
        "What is Valeev's opinion on the West?",
        "What has Valeev said about the West?",
    ),
)
"""Each asks the same in other words."""
MISREAD = (
    "Who thinks a separate format NATO-plus-Azerbaijan could come about?",
    "According to whom could a separate format NATO-plus-Azerbaijan be created?",
    "Who says a separate format of NATO and Azerbaijan is possible?",
)
VOICES_OF_VERBS = (
    (
        "Who says that NATO has appointed a special representative for the South Caucasus?",
        "Who says that a special representative for the South Caucasus has been appointed by NATO?",
    ),
)
"""Active and passive."""
SLIPS = (
    (
        "Who claims Azerbaijan will seek NATO membership?",
        "Who claims Azerbaijan will seek NATO membrship?",
    ),
    (
        "Who says the Azerbaijani army is moving to NATO standards?",
        "Who says the Azerbaijani army is moving to NATO standrads?",
    ),
    (
        "Who thinks a separate format NATO-plus-Azerbaijan could come about?",
        "Who thinks a seperate format NATO-plus-Azerbaijan could come about?",
    ),
    (
        "Did Sivkov say that Azerbaijan could apply to join the alliance?",
        "Did Sivkov say that Azerbaijan could apply to join the aliance?",
    ),
)
"""Without and with a slip of the keyboard."""
DENIALS = (
    (
        "Who says that full membership is not on the list?",
        "Who denies that full membership is on the list?",
    ),
)
"""Who says so, and who denies the contrary."""


def _named(answer: rag.Answer) -> list[tuple[str, str | None]]:
    """Whose words each sentence quotes, and on which side, repeated ones once; nobody who has no
    side."""
    voices = {c.number: c.voice.name or c.voice.described for c in answer.citations}
    sided = [s for s in answer.sentences if s.stance != "report"]
    found = [(voices[n], s.stance) for s in sided for n in s.citations]
    return list(dict.fromkeys(found))


def _shown(answer: rag.Answer) -> tuple[object, ...]:
    """All of an answer but the words of the question, and of its confidence two digits."""
    return (
        answer.type, answer.status, answer.reason, answer.message, answer.sentences,
        answer.citations, answer.nearest, answer.coverage, round(answer.confidence, 2),
    )  # fmt: skip


@pytest.fixture(scope="module")
def answers(news: Collection) -> dict[QuestionType, rag.Answer]:
    """The answer to a question of each kind."""
    return {kind: rag.ask(news, question) for kind, question in QUESTIONS.items()}


@pytest.mark.parametrize("kind", [kind for kind in QUESTIONS if kind != "summary"])
@pytest.mark.parametrize("wording", WORDINGS)
def test_how_a_question_is_typed_changes_nothing(
    news: Collection, answers: dict[QuestionType, rag.Answer], kind: QuestionType, wording: str
) -> None:
    typed = WORDINGS[wording](QUESTIONS[kind])
    assert typed != QUESTIONS[kind]
    assert _shown(rag.ask(news, typed)) == _shown(answers[kind])


@pytest.mark.parametrize(
    "forms",
    [*PARAPHRASES, *VOICES_OF_VERBS, *SLIPS, pytest.param(MISREAD, marks=ALSO_SIVKOV)],
    ids=lambda f: f[0][:40],
)
def test_the_same_in_other_words_names_the_same_voices_on_the_same_sides(
    news: Collection, forms: tuple[str, ...]
) -> None:
    first, *others = [set(_named(rag.ask(news, form))) for form in forms]
    assert first, "somebody is named"
    for form, other in zip(forms[1:], others, strict=True):
        assert other == first, form


@pytest.mark.parametrize(("says", "denies"), DENIALS)
def test_who_says_so_and_who_denies_the_contrary_is_the_same_voice(
    news: Collection, says: str, denies: str
) -> None:
    one, other = _named(rag.ask(news, says)), _named(rag.ask(news, denies))
    assert one[0][1] == "affirm"
    assert one[0] in other


def test_every_kind_quotes_word_for_word_and_names_whom_the_index_has(
    news: Collection, answers: dict[QuestionType, rag.Answer]
) -> None:
    speakers = {speaker.id: speaker.name for speaker in news.speakers()}
    for kind, answer in answers.items():
        assert answer.type == kind
        assert answer.citations or answer.nearest
        for citation in (*answer.citations, *answer.nearest):
            quote, voice = citation.quote, citation.voice
            text = news.article(quote.article_id).text
            assert text[quote.start : quote.end] == quote.text
            start, end = citation.context
            assert start <= quote.start < quote.end <= end
            if voice.name:
                assert voice.speaker_id is not None
                assert speakers[voice.speaker_id] == voice.name
            if voice.described:
                assert voice.described.removesuffix(" …") in " ".join(text.split())


def test_the_answer_to_a_claim_is_the_same_in_a_collection_built_anew(
    answers: dict[QuestionType, rag.Answer], news: Collection, tmp_path: Path
) -> None:
    with open_collection(tmp_path / "c", create=True) as again:
        again.add(reversed(list(news.articles())))
        found = rag.ask(again, QUESTIONS["who"])
    wanted = answers["who"]

    def said(answer: rag.Answer) -> list[tuple[str, str]]:
        return [(c.quote.text, c.voice.name) for c in answer.citations]

    assert sorted(said(found)) == sorted(said(wanted))


@pytest.fixture
def ferry(tmp_path: Path) -> Iterator[Collection]:
    """Two articles that answer in the same way."""
    text = "Harbour master {} said the ferry will be sold before winter. Nobody objected to it."
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(text=text.format(name), title=name, path=f"{name}.txt")
            for name in ("Ida Holm", "Otto Lind")
        )
        yield collection


def test_an_article_that_is_removed_is_in_no_answer(ferry: Collection) -> None:
    question = "Who says the ferry will be sold before winter?"
    both = rag.ask(ferry, question)
    assert {c.voice.name for c in both.citations} == {"Ida Holm", "Otto Lind"}
    (gone,) = (a.id for a in ferry.articles() if a.title == "Ida Holm")
    ferry.remove([gone])
    for asked in (question, "What does Ida Holm say?", "Did Ida Holm say that it will be sold?"):
        answer = rag.ask(ferry, asked)
        assert gone not in {c.quote.article_id for c in (*answer.citations, *answer.nearest)}
        assert "Holm" not in "".join(s.text for s in answer.sentences) or "no such words" in (
            answer.text
        )
    left = rag.ask(ferry, question)
    assert {c.voice.name for c in left.citations} == {"Otto Lind"}
    assert left.coverage.searched == 1


def test_an_article_that_comes_in_twice_adds_no_voice(ferry: Collection) -> None:
    question = "Who says the ferry will be sold before winter?"
    before = rag.ask(ferry, question)
    (one,) = (a for a in ferry.articles() if a.title == "Ida Holm")
    ferry.add([replace(one, title="Reprint", path="reprint.txt")])
    after = rag.ask(ferry, question)
    assert after.coverage.searched == before.coverage.searched + 1
    assert len(before.sentences) == 2
    # Which of the two is quoted is not said, and neither has a source but its title.
    assert {(c.voice.name, c.quote.text) for c in after.citations} == {
        (c.voice.name, c.quote.text) for c in before.citations
    }
