"""What is asked: type, claim and speaker, from the words of the question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Speaker
from rag.exceptions import EmptyQuestion
from rag.language import content_words, fold, stem
from rag.question import understand

SPEAKERS = (
    Speaker(
        1, "Marta Lindqvist", "person", ("harbour master",), ("Lindqvist", "the harbour master")
    ),
    Speaker(2, "Ömer Aydın", "person", ("economist",), ("Aydın",)),
    Speaker(3, "Dockers' Union", "body"),
)


@pytest.mark.parametrize(
    ("text", "kind", "claim"),
    [
        ("who claims the port will close?", "who", "the port will close"),
        ("Who says that wages will rise?", "who", "wages will rise"),
        ("Which analyst warns about the strike?", "who", "the strike"),
        ("Which two retired economists think it is over?", "who", "it is over"),
        ("Who made a statement about this: port, strike?", "who", "port, strike"),
        ("According to whom is the port too small?", "who", "is the port too small"),
        ("Who is the mayor of the town?", "fact", "Who is the mayor of the town"),
        ("Who won the match?", "fact", "Who won the match"),
        ("When did the ferry sink?", "fact", "When did the ferry sink"),
        ("Do the experts agree on whether the port will close?", "contrast", "the port will close"),
        ("Who disagrees that the port will close?", "contrast", "the port will close"),
        ("Which sources see the strike as a danger?", "contrast", "the strike is a danger"),
        ("What does Lindqvist say about dredging?", "says", "dredging"),
        ("What is Aydin's view on inflation?", "says", "inflation"),
        ("lindqvist on dredging?", "says", "dredging"),
        ("What does the Dockers' Union demand?", "says", "What does the Dockers' Union demand"),
        ("did lindqvist say the port will close", "did_say", "the port will close"),
        ("Does Marta Lindqvist believe that wages will rise?", "did_say", "wages will rise"),
        ("Summarise the strike", "summary", "the strike"),
        ("Who wrote the novel The Long Quay?", "fact", "Who wrote the novel The Long Quay"),
        ("Who wrote that the port will close?", "who", "the port will close"),
        ("Did Lindqvist comment on dredging?", "says", "dredging"),
        ("Did Lindqvist say anything about dredging?", "says", "dredging"),
        ("Who supports and who opposes the plan?", "contrast", "the plan"),
        (
            "Who believes and who doubts that the port will close?",
            "contrast",
            "the port will close",
        ),
        ("Which experts call it a gain and which see it as a loss?", "contrast", "it a gain"),
        ("Who disagrees with Lindqvist about the strike?", "contrast", "the strike"),
        ("Who sees the plan positively?", "who", "the plan"),
        ("Who is critical of the plan?", "who", "the plan"),
        ("What is Edith Brandt's position?", "fact", "What is Edith Brandt's position"),
        ("whos saying the port will close", "who", "the port will close"),
        ("who won the bout?", "fact", "who won the bout"),
        ("Is the port recognised for its work?", "fact", "Is the port recognised for its work"),
        ("Is Lindqvist claiming that the port will close?", "did_say", "the port will close"),
    ],
)
def test_type_and_claim(text: str, kind: str, claim: str) -> None:
    question = understand(text, SPEAKERS)
    assert (question.type, question.claim) == (kind, claim)


def test_the_speaker_is_found_across_spellings() -> None:
    question = understand("what does aydin say about inflation?", SPEAKERS)
    assert [m.speaker.id for m in question.speakers] == [2]
    assert question.unknown_speaker == ""


def test_a_name_that_nobody_bears_is_kept_as_unknown() -> None:
    question = understand("What does Edith Brandt say about dredging?", SPEAKERS)
    assert (question.type, question.speakers) == ("says", ())
    assert question.unknown_speaker == "Edith Brandt"


def test_disagreement_asks_for_the_other_side_only() -> None:
    assert understand("Who disagrees that the port will close?").disagreement
    assert not understand("Who says that the port will close?").disagreement


@pytest.mark.parametrize("text", ["", "  \n", "?!"])
def test_a_question_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyQuestion, match="onrecord ask"):
        understand(text)


@given(st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t)))
def test_any_question_is_understood_somehow(text: str) -> None:
    assert understand(text, SPEAKERS).claim


def test_words_are_folded_and_stemmed() -> None:
    assert fold("Šekerinska") == "sekerinska"
    assert stem("Türkiye’s") == stem("turkiye")
    assert stem("memberships") == stem("membership")
    assert content_words("The NATO-style weapons of the NATO") == ["NATO", "style", "weapons"]


def test_each_of_several_names_is_a_group_and_strangers_are_told() -> None:
    asked = understand("What do Marta Lindqvist and Ivo Marek each say about taxes?", SPEAKERS)
    assert [[m.speaker.name for m in group] for group in asked.groups] == [["Marta Lindqvist"]]
    assert asked.unknown_speaker == "Ivo Marek"


@pytest.mark.parametrize(
    ("text", "topical"),
    [
        ("Who made a statement about this: taxes, harbour, budget?", True),
        ("Who spoke about the harbour?", True),
        ("Who says that taxes will rise?", False),
        ("Who denies it?", False),
    ],
)
def test_a_topic_is_no_claim(text: str, topical: bool) -> None:
    assert understand(text).topical is topical


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who said that they did not agree with the plan?", "who"),
        ("Do the experts agree on whether taxes will rise?", "contrast"),
        ("On taxes, do the experts agree?", "contrast"),
        ("Which firm, according to Lindqvist, has paid and is also being sued?", "fact"),
        ("According to Marta Lindqvist, which firm has paid?", "says"),
        ("Has the poor state of the old town wall, as the city reports, changed?", "fact"),
        ("When was Judge Lindqvist confirmed by the council?", "fact"),
        ("What was Marta Lindqvist quoted as saying about taxes?", "says"),
        ("Marta Lindqvist, what did she say about taxes?", "says"),
        ("Where was Marta Lindqvist asked about taxes?", "fact"),
        ("After the Gazette reported on the flood, did the bridge reopen?", "fact"),
    ],
)
def test_what_is_asked_is_read_from_the_frame(text: str, kind: str) -> None:
    assert understand(text, SPEAKERS).type == kind


@pytest.mark.parametrize(
    ("text", "attitude", "thing"),
    [
        ("Who criticised the harbour plan?", "against", "the harbour plan"),
        ("Which experts oppose the strike?", "against", "the strike"),
        ("Who is against a new port?", "against", "a new port"),
        ("Who has publicly defended Lindqvist's speech?", "for", "Lindqvist's speech"),
        ("Who is in favour of the ferry?", "for", "the ferry"),
        ("Who says the plan was criticised?", "", "the plan was criticised"),
        ("Who opposes that the port is sold?", "", "the port is sold"),
    ],
)
def test_an_attitude_is_asked_for_by_its_verb(text: str, attitude: str, thing: str) -> None:
    question = understand(text, SPEAKERS)
    assert (question.attitude, question.claim) == (attitude, thing)


def test_has_anyone_said_asks_who_said() -> None:
    question = understand("Has anyone said that the port will close?", SPEAKERS)
    assert (question.type, question.claim) == ("who", "the port will close")


def test_two_who_were_once_quoted_together_are_still_two() -> None:
    both = Speaker(4, "Lindqvist and Aydın", "group")
    shop = Speaker(5, "Marks and Aydın", "body")
    asked = understand("What do Lindqvist and Aydın say about the port?", (*SPEAKERS, both))
    assert len(asked.groups) == 2
    asked = understand("What does Marks and Aydın say about the port?", (*SPEAKERS, shop))
    assert [m.speaker.id for m in asked.groups[0]][:1] == [5]


def test_did_somebody_deny_it_asks_for_the_denial() -> None:
    question = understand("Did Lindqvist deny the claim that the port will close?", SPEAKERS)
    assert (question.type, question.disagreement) == ("did_say", True)
    assert question.claim == "the port will close"
    assert not understand("Did Lindqvist say that the port will close?", SPEAKERS).disagreement


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Did Lindqvist confirm the closure?", "says"),
        ("Did Lindqvist deny the reports?", "says"),
        ("Did Lindqvist deny any talks on the new port?", "says"),
        ("Did Lindqvist confirm the port will close?", "did_say"),
        ("Did Lindqvist confirm that the port closed?", "did_say"),
        ("Did Lindqvist say the dockers want money?", "did_say"),
    ],
)
def test_to_confirm_a_thing_is_to_speak_of_it(text: str, kind: str) -> None:
    assert understand(text, SPEAKERS).type == kind


def test_did_she_say_how_asks_for_her_words() -> None:
    question = understand("Did Lindqvist say how long the strike lasts?", SPEAKERS)
    assert question.type == "says"
    assert [m.speaker.id for m in question.speakers] == [1]
    assert understand("Did Lindqvist say whether it lasts?", SPEAKERS).type == "did_say"


@pytest.mark.parametrize(
    "who", ["Marta Lindqvist's sister", "Lindqvist’s lawyer", "Aydın's old aide"]
)
def test_somebodys_sister_is_not_they(who: str) -> None:
    question = understand(f"Did {who} say that the port will close?", SPEAKERS)
    assert (question.speakers, question.unknown_speaker) == ((), who)


def test_is_it_true_asks_for_both_sides() -> None:
    question = understand("Is it true that the port will close?", SPEAKERS)
    assert (question.type, question.claim) == ("contrast", "the port will close")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Does the Gazette article on Lindqvist say that the port will close?", "fact"),
        ("Was the reporting on Lindqvist's port consistent with the Gazette?", "fact"),
        ("Did the harbour master say that the port will close?", "did_say"),
    ],
)
def test_an_article_is_no_speaker(text: str, kind: str) -> None:
    question = understand(text, SPEAKERS)
    assert question.type == kind
    assert bool(question.speakers) == (kind != "fact")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Which sources see the port as a threat to the town?", "the port is a threat to the town"),
        ("Who described the port as the best one?", "the port is the best one"),
        ("Who called the harbour master a liar?", "the harbour master is a liar"),
        ("Who called Lindqvist unfit?", "Lindqvist is unfit"),
        ("Did the harbour master call Lindqvist a liar?", "Lindqvist is a liar"),
        ("Who called for a boycott?", "a boycott"),
        ("Who called Lindqvist on Monday?", "Lindqvist on Monday"),
        ("Who says she worked as a spy?", "she worked as a spy"),
    ],
)
def test_to_see_it_as_one_is_to_hold_that_it_is_one(text: str, claim: str) -> None:
    assert understand(text, SPEAKERS).claim == claim


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("Who supports and who opposes the plan?", "for"),
        ("Who sees the plan positively?", "for"),
        ("Who views the plan very critically?", "against"),
        ("Who is sceptical of the plan?", "against"),
        ("Who supports and who opposes the idea that the port closes?", ""),
    ],
)
def test_for_or_against_in_other_forms(text: str, attitude: str) -> None:
    assert understand(text, SPEAKERS).attitude == attitude


@pytest.mark.parametrize(
    ("text", "who", "topic"),
    [
        ("Who disagrees with Lindqvist about the strike?", [1], "the strike"),
        ("who disagrees with aydin on inflation", [2], "inflation"),
        ("Who disputes Lindqvist's claim that the port is small?", [1], "the port is small"),
        ("Who disagrees with Lindqvist?", [1], "Lindqvist"),
        ("Who denies that Lindqvist lied?", [], "Lindqvist lied"),
        ("Who disagrees with the plan?", [], "the plan"),
    ],
)
def test_with_whom_somebody_disagrees(text: str, who: list[int], topic: str) -> None:
    question = understand(text, SPEAKERS)
    assert question.disagreement
    assert ([m.speaker.id for m in question.speakers], question.claim) == (who, topic)


@pytest.mark.parametrize(
    ("text", "who", "claim"),
    [
        ("lindqvist port dredging", [1], "port dredging"),
        ("Aydin inflation", [2], "inflation"),
        ("harbour dredging costs", [], "harbour dredging costs"),
        ("is lindqvist the harbour master", [], "is lindqvist the harbour master"),
        ("lindqvist", [], "lindqvist"),
        ("lindqwist port dredging", [1], "port dredging"),
        ("the aydim size", [], "the aydim size"),
        ("Lindqvist (port dredging)", [], "Lindqvist (port dredging)"),
    ],
)
def test_keywords_that_begin_with_a_name_ask_for_that_speakers_words(
    text: str, who: list[int], claim: str
) -> None:
    question = understand(text, SPEAKERS)
    assert question.loose is bool(who)
    assert ([m.speaker.id for m in question.speakers], question.claim) == (who, claim)


def test_a_secretary_of_state_states_nothing() -> None:
    holder = Speaker(4, "Ida Ross", "person", ("secretary of state",))
    question = understand("What did the secretary of state say about tolls?", [*SPEAKERS, holder])
    assert ([m.speaker.id for m in question.speakers], question.claim) == ([4], "tolls")


def test_people_of_a_country_are_remembered() -> None:
    question = understand("What do Norwegian analysts say about the strike?", SPEAKERS)
    assert (question.type, question.topical) == ("who", True)
    assert "Norwegian" in question.people
