"""What is composed of what the reader saw, for each kind of question, by a reader written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from index import Collection
from index.types import Article, Speaker, Statement
from rag.answers import KINDS
from rag.reader import Reading
from rag.types import QuestionType, SourceLine, Voice
from rag.voices import credit, label, reported, voice_in
from tests.rag.asking import (
    CLAIM,
    CLERK,
    MAY,
    NOT_SOLD,
    OLD,
    PLAIN,
    SOLD,
    TEXTS,
    Asking,
    town_of,
    voices,
)
from tests.rag.scripted import ANSWERS, HEDGED, OPPOSITE, RELATED, answers


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Asked by every test here."""
    with town_of(tmp_path_factory.mktemp("answers") / "c") as collection:
        yield collection


@pytest.fixture
def read(town: Collection, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Asks as a kind of question, with readings that are written down."""
    return Asking(town, monkeypatch)


def test_who_says_it_comes_first_then_who_hedges_then_who_says_the_opposite(read: Asking) -> None:
    answer = read(CLAIM, "who", {SOLD: ANSWERS, NOT_SOLD: OPPOSITE, MAY: HEDGED})
    assert voices(answer) == [
        ("Anna Kovacs", "affirm"), ("Paula Stein", "conditional"), ("Otto Lind", "deny"),
    ]  # fmt: skip
    assert "Disputed by Otto Lind, as reported by Tarn Post: " in answer.text
    assert answer.confidence == pytest.approx(ANSWERS.speaks)


def test_a_voice_is_shown_with_the_words_that_are_certainly_its_own(read: Asking) -> None:
    guess = read(CLAIM, "who", {"Malta": ANSWERS})
    assert "The mayor (probably Anna Kovacs)" in guess.text
    assert [c.voice.certainty for c in guess.citations] == ["uncertain"]
    sure = read(CLAIM, "who", {"Malta": ANSWERS, SOLD: answers(0.6)})
    assert voices(sure) == [("Anna Kovacs", "affirm")]
    assert [c.quote.text for c in sure.citations] == [SOLD]
    assert "probably" not in sure.text


@pytest.mark.parametrize(
    ("voice", "begun", "within"),
    [
        (Voice("Anna Kovacs", "mayor", 1, "uncertain"), "Probably Anna Kovacs, mayor",
         "probably Anna Kovacs, mayor"),
        (Voice("Anna Kovacs", "", 1, "uncertain", "the pilot"),
         "The pilot (probably Anna Kovacs)", "the pilot (probably Anna Kovacs)"),
        (
            Voice("some pilots", "", 1, "uncertain"),
            "Probably some pilots (unnamed)",
            "probably some pilots (unnamed)",
        ),
        (Voice(described="the clerk"), "The clerk (unnamed)", "the clerk (unnamed)"),
        (Voice("Anna Kovacs", "mayor", 1, "certain"), "Anna Kovacs, mayor", "Anna Kovacs, mayor"),
        (Voice(), "Unattributed", "unattributed"),
    ],
)  # fmt: skip
def test_a_voice_reads_well_at_the_beginning_and_within_a_sentence(
    voice: Voice, begun: str, within: str
) -> None:
    assert (label(voice), label(voice, within=True)) == (begun, within)


@pytest.mark.parametrize(
    ("title", "path", "which"),
    [
        ("What is the toll?", "toll.txt", "the article What is the toll?"),
        ("Ferry to be sold", "", "the article Ferry to be sold"),
        ("", "notes/ferry.txt", "the article notes/ferry.txt"),
    ],
)
def test_the_title_of_an_article_is_not_told_as_if_it_were_a_publisher(
    title: str, path: str, which: str
) -> None:
    source = SourceLine.of(Article("The ferry leaks.", title=title, path=path))
    mayor = Voice("Anna Kovacs", "mayor", 1, "certain")
    assert credit(mayor, "reported", source) == f"Anna Kovacs, mayor, as reported in {which}"
    assert credit(mayor, "direct", source) == "Anna Kovacs, mayor"
    assert credit(Voice(), "direct", source) == f"Unattributed, in {which}"
    assert credit(Voice(), None, source) == f"T{which[1:]}"
    assert credit(Voice(), None, source, within=True) == which
    assert reported(source) == f"as reported in {which}"
    post = replace(source, source="Tarn Post")
    assert credit(mayor, "mixed", post) == f"Anna Kovacs, mayor, {reported(post)}"
    assert credit(Voice(), None, post) == "Tarn Post"


@pytest.mark.parametrize(
    ("named", "described"),
    [
        ("Mayor Anna Kovacs", ""),
        ("Kovacs", ""),
        ("the mayor Anna Kovacs", ""),
        ("the mayor", "the mayor"),
        ("an aide to Anna Kovacs", "an aide to Anna Kovacs"),
    ],
)
def test_a_name_with_its_role_is_not_told_twice_where_it_is_not_certain(
    named: str, described: str
) -> None:
    said = Statement("", (), ((0, len(named)),), certainty="uncertain")
    speaker = Speaker(1, "Anna Kovacs", "person", roles=("mayor",))
    assert voice_in(f"{named} said so.", said, speaker).described == described


def test_a_source_without_a_name_is_shown_as_the_text_has_it(read: Asking) -> None:
    answer = read(CLAIM, "who", {CLERK: ANSWERS})
    assert answer.text.startswith("A clerk (unnamed), as reported by Tarn Post: ")


def test_the_articles_own_words_are_under_who_publishes_them(read: Asking) -> None:
    answer = read("Who built the ferry?", "who", {PLAIN: ANSWERS})
    assert answer.text.startswith("Tarn Post: The ferry was built")
    named = read("Who built the ferry?", "who", {PLAIN: ANSWERS, SOLD: answers(0.6)})
    assert [name for name, _ in voices(named)] == ["Anna Kovacs"]


def test_voices_far_less_likely_than_the_best_are_left_out(read: Asking) -> None:
    answer = read(CLAIM, "who", {SOLD: ANSWERS, OLD: Reading(0.02, 0.01, 0.01, 0.75, 0.21)})
    assert [name for name, _ in voices(answer)] == ["Anna Kovacs"]
    assert len(read(CLAIM, "who", {"ferry": ANSWERS}, limit=2).sentences) == 2


def test_who_may_say_so_stands_below_and_has_no_side(read: Asking) -> None:
    perhaps = Reading(0.2, 0.1, 0.1, 0.35, 0.25)
    against = Reading(0.1, 0.2, 0.1, 0.35, 0.25)
    answer = read(CLAIM, "who", {SOLD: ANSWERS, OLD: perhaps, NOT_SOLD: against})
    assert voices(answer)[0] == ("Anna Kovacs", "affirm")
    assert set(voices(answer)[1:]) == {("Tomas Havel", "report"), ("Otto Lind", "report")}
    assert answer.text.count("On this matter: ") == 2
    assert "Disputed" not in answer.text


def test_of_nobody_it_is_said_who_more_likely_does_not_say_so(read: Asking) -> None:
    answer = read(CLAIM, "who", {SOLD: Reading(0.38, 0.32, 0.15, 0.1, 0.05)})
    assert voices(answer) == [("Anna Kovacs", "report")]
    assert answer.text.startswith("On this matter: Anna Kovacs, as reported by Tarn Post: ")


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ({}, "no_topic"),
        ({SOLD: RELATED}, "no_claim"),
        ({NOT_SOLD: OPPOSITE}, "only_opposite"),
    ],
)
@pytest.mark.parametrize("kind", ["who", "fact"])
def test_silence_has_its_reason_and_the_nearest_words(
    read: Asking, kind: QuestionType, readings: dict[str, Reading], reason: str
) -> None:
    answer = read(CLAIM, kind, readings)
    assert (answer.status, answer.reason) == ("abstained", reason)
    assert answer.text == answer.message
    assert answer.citations == ()
    assert 0 < len(answer.nearest) <= 3
    if readings:
        assert {c.quote.text for c in answer.nearest} <= {*readings}, "all on the matter"


def test_what_somebody_says_is_theirs_alone(read: Asking) -> None:
    readings = {SOLD: ANSWERS, NOT_SOLD: ANSWERS, PLAIN: ANSWERS}
    answer = read("What does Anna Kovacs say about the ferry?", "says", readings)
    assert voices(answer) == [("Anna Kovacs", None)]
    opposite = read("What does Otto Lind say about the ferry?", "says", {NOT_SOLD: OPPOSITE})
    assert voices(opposite) == [("Otto Lind", None)]


def test_without_a_topic_whatever_they_say_is_theirs(read: Asking) -> None:
    for asked in ("What does Anna Kovacs say?", "what did kovacs think", "What has Kovacs said?"):
        answer = read(asked, "says", {OLD: ANSWERS})
        assert {name for name, _ in voices(answer)} == {"Anna Kovacs"}, asked
    about = read("What does Anna Kovacs say about Malta?", "says", {OLD: ANSWERS})
    assert about.status == "abstained"


def test_of_several_each_has_a_say_and_who_is_missing_is_told(read: Asking) -> None:
    asked = "What do Anna Kovacs, Otto Lind and Edith Brandt say about the ferry?"
    answer = read(asked, "says", {SOLD: ANSWERS, NOT_SOLD: ANSWERS})
    assert {name for name, _ in voices(answer)} == {"Anna Kovacs", "Otto Lind"}
    assert "Edith Brandt" in answer.message
    none = read(asked, "says", {})
    assert (none.status, none.reason) == ("abstained", "speaker_silent")


def test_words_of_another_never_stand_for_theirs(read: Asking) -> None:
    answer = read("What does Anna Kovacs say about the ferry?", "says", {OLD: ANSWERS})
    assert (answer.status, answer.reason) == ("abstained", "speaker_silent")
    assert answer.message == "We found nothing by Anna Kovacs on this."
    nobody = read("What does Edith Brandt say about the ferry?", "says", {OLD: ANSWERS})
    assert (nobody.status, nobody.reason) == ("abstained", "speaker_unknown")
    assert "Edith Brandt" in nobody.message


def test_whoever_is_only_named_does_not_keep_others_from_answering(read: Asking) -> None:
    asked = "What does the lawyer say about Anna Kovacs's plan?"
    assert voices(read(asked, "says", {OLD: ANSWERS})) == [("Tomas Havel", None)]


def test_where_nobody_known_is_named_whoever_answers_is_quoted(read: Asking) -> None:
    answer = read("What does the lawyer say about the ferry?", "says", {OLD: ANSWERS})
    assert voices(answer) == [("Tomas Havel", None)]


@pytest.mark.parametrize(
    ("reading", "text", "message", "stance"),
    [
        (ANSWERS, "Yes. Anna Kovacs", "Anna Kovacs says so.", "affirm"),
        (OPPOSITE, "No, the opposite. Anna", "Anna Kovacs says the opposite.", "deny"),
    ],
)
def test_did_somebody_say_so(
    read: Asking, reading: Reading, text: str, message: str, stance: str
) -> None:
    asked = "Did Anna Kovacs say that the ferry will be sold?"
    answer = read(asked, "did_say", {SOLD: reading, NOT_SOLD: ANSWERS})
    assert answer.text.startswith(text)
    assert answer.message == message
    assert voices(answer) == [("Anna Kovacs", stance)]


def test_where_somebody_did_not_say_so_others_who_did_are_shown(read: Asking) -> None:
    asked = "Did Paula Stein say that the ferry will be sold?"
    answer = read(asked, "did_say", {SOLD: ANSWERS})
    assert answer.text.startswith("We found no such words of Paula Stein. Anna Kovacs")
    assert answer.message == "No words of Paula Stein saying so were found."
    plain = read(asked, "did_say", {PLAIN: ANSWERS})
    assert plain.text.startswith("We found no such words of Paula Stein. Tarn Post: The")


def test_where_nobody_said_so_it_is_silent(read: Asking) -> None:
    silent = read("Did Paula Stein say that it will be sold?", "did_say", {MAY: RELATED})
    assert (silent.reason, silent.message) == (
        "speaker_silent", "We found nothing by Paula Stein on this.",
    )  # fmt: skip
    unknown = read("Did Edith Brandt say that it will be sold?", "did_say", {MAY: RELATED})
    assert unknown.reason == "speaker_unknown"
    assert "Edith Brandt" in unknown.message
    nobody = read("Did anybody say that it will be sold?", "did_say", {MAY: RELATED})
    assert nobody.reason == "no_claim"


def test_both_sides_are_set_against_each_other(read: Asking) -> None:
    answer = read(
        "Do they agree that the ferry will be sold?",
        "contrast",
        {SOLD: ANSWERS, NOT_SOLD: OPPOSITE, MAY: HEDGED, PLAIN: ANSWERS},
    )
    assert voices(answer) == [
        ("Anna Kovacs", "affirm"), ("Otto Lind", "deny"), ("Paula Stein", "conditional"),
    ]  # fmt: skip
    silent = read("Do they agree that the ferry will be sold?", "contrast", {PLAIN: ANSWERS})
    assert silent.status == "abstained"


def test_where_each_of_those_named_stands(read: Asking) -> None:
    asked = "Do Anna Kovacs and Otto Lind agree that the ferry will be sold?"
    readings = {SOLD: ANSWERS, NOT_SOLD: OPPOSITE, MAY: HEDGED}
    assert voices(read(asked, "contrast", readings)) == [
        ("Anna Kovacs", "affirm"), ("Otto Lind", "deny"),
    ]  # fmt: skip
    one = read(asked, "contrast", {NOT_SOLD: OPPOSITE, MAY: HEDGED})
    assert voices(one) == [("Otto Lind", "deny")]
    assert "nothing by Anna Kovacs" in one.message
    none = read(asked, "contrast", {MAY: HEDGED})
    assert none.reason == "speaker_silent"


def test_a_fact_is_every_wording_that_is_likely_once(read: Asking) -> None:
    answer = read("When was it built?", "fact", {PLAIN: ANSWERS, OLD: answers(0.7), MAY: RELATED})
    assert [c.quote.text for c in answer.citations] == [PLAIN, OLD]
    assert {s.stance for s in answer.sentences} == {None}
    assert len(read("When was it built?", "fact", {"ferry": ANSWERS}, limit=2).citations) == 2


def test_an_overview_has_one_quote_of_each_voice_on_the_matter(read: Asking) -> None:
    readings = {SOLD: ANSWERS, "Malta": ANSWERS, NOT_SOLD: OPPOSITE, MAY: RELATED}
    answer = read("Summarise the sale.", "summary", readings)
    names = [name for name, _ in voices(answer)]
    assert sorted(names) == ["Anna Kovacs", "Otto Lind", "Paula Stein"]
    assert len(read("Summarise the sale.", "summary", readings, limit=2).sentences) == 2
    assert read("Summarise the sale.", "summary", {}).reason == "no_topic"


def test_coverage_counts_what_was_searched_what_mentions_it_and_what_is_quoted(
    read: Asking,
) -> None:
    answer = read(CLAIM, "who", {SOLD: ANSWERS, OLD: RELATED})
    coverage = answer.coverage
    assert (coverage.searched, coverage.mention, coverage.quoted) == (len(TEXTS), 2, 1)


def test_there_is_a_module_for_every_kind(read: Asking) -> None:
    assert set(KINDS) == set(get_args(QuestionType))
    for kind in KINDS:
        answer = read(CLAIM, kind, {"ferry": ANSWERS})
        assert answer.type == kind
        assert answer == read(CLAIM, kind, {"ferry": ANSWERS})


def test_a_verdict_is_given_only_where_the_side_is_clear(read: Asking) -> None:
    asked = "Did Anna Kovacs say that the ferry will be sold?"
    either = Reading(0.4, 0.35, 0.05, 0.1, 0.1)
    answer = read(asked, "did_say", {SOLD: either})
    assert answer.text.startswith("On this matter: Anna Kovacs")
    assert "is not clear" in answer.message
    assert voices(answer) == [("Anna Kovacs", "report")]
    assert read(asked, "did_say", {SOLD: ANSWERS}).text.startswith("Yes. Anna Kovacs")
    assert read(asked, "did_say", {SOLD: OPPOSITE}).text.startswith("No, the opposite. ")
