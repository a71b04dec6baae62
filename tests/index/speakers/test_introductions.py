"""Whoever comes in without a name keeps their words, and nobody else gets them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.types import RawAttribution
from index.sentences import split_sentences
from index.speakers import Resolved, resolve
from index.speakers.introductions import find_introductions
from index.speakers.mentions import find_mentions
from index.speakers.words import Words

Ask = Callable[..., list[Resolved]]


def introduced(text: str) -> list[str]:
    words = Words(text)
    mentions = find_mentions(words, split_sentences(text))
    return [text[one.head[0] : one.head[1]] for one in find_introductions(words, mentions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A masked man read from a sheet.", ["masked man"]),
        ("It cites a senior Kurdish source close to the talks.", ["senior Kurdish source"]),
        ("One hotel guest and another resident called.", ["hotel guest", "resident"]),
        ("She is a painter. Karen Holt, a painter, came as a guest.", []),
        ("A painter from Ulm, Karen Holt, and a baker named Tom Brannigan came.", []),
        ("A painter Karen Holt met in Ulm.", []),
        ("A farmer's field and a severed head lay there.", []),
    ],
)
def test_a_phrase_introduces_somebody_where_no_name_goes_with_it(
    text: str, expected: list[str]
) -> None:
    assert introduced(text) == expected


def test_the_source_is_the_one_introduced_and_no_name_nearby(ask: Ask) -> None:
    results = ask(
        "President Karl Lindt was not seen for a month. A senior Kurdish source told a paper "
        "that he is ill. [[The source]] added that he rests. “Nothing else is known,” "
        "[[the source]] said."
    )
    assert [r.name for r in results] == ["senior Kurdish source"] * 2


def test_unnamed_sources_stay_unnamed(ask: Ask) -> None:
    results = ask(
        "[[Anchor Karl Lindt]] said that he stays. He should go, insiders tell the paper. “They "
        "want his head on a platter,” [[the source]] said."
    )
    assert [r.certainty for r in results] == ["certain", "unresolved"]


def test_the_source_of_an_interview_is_the_expert_who_was_just_heard(ask: Ask) -> None:
    results = ask(
        "“Grain is dear,” says [[the economist Petra Lindqvist]]. “It stays so,” [[the source]] "
        "believes."
    )
    assert [(r.name, r.certainty) for r in results] == [("Petra Lindqvist", "certain")] * 2


def test_a_politician_is_called_a_source_by_few(ask: Ask) -> None:
    results = ask(
        "[[Prime Minister Karl Lindt]] visited a mill and said it is old. The roof leaks, "
        "[[the source]] said."
    )
    assert results[1].certainty != "certain"


def test_he_may_be_the_man_without_a_name(ask: Ask) -> None:
    results = ask(
        "Karl Lindt was held for a year. The film opens at night. A masked man then steps out of "
        "a car. [[He]] says that nobody leaves. “Stand up,” [[the masked man]] says."
    )
    assert [r.name for r in results] == ["masked man", "masked man"]


def test_who_is_told_did_not_say_it() -> None:
    text = "Karl Lindt went up to the old man. The man told Lindt that he had lost his house."
    at = text.index("The man")
    cue = text.index("told")
    content = text.index("that he")
    relation = RawAttribution(((at, at + 7),), (cue, cue + 4), ((content, len(text)),), "reported")
    found = resolve(text, split_sentences(text), [relation])[0]
    assert found.name != "Karl Lindt"


def test_who_is_named_in_what_he_said_is_not_he(ask: Ask) -> None:
    marked = (
        "Tom Brannigan wrote a long letter. Karl Lindt read it in front of a full hall. "
        "[[He]] said {{that Lindt could not have known}}."
    )
    assert [r.name for r in ask(marked)] != ["Karl Lindt"]
    assert [r.name for r in ask(marked.replace("Lindt could", "nobody could"))] == ["Karl Lindt"]


def test_a_title_outweighs_the_name_in_what_was_said(ask: Ask) -> None:
    results = ask(
        "President Karl Lindt met farmers. [[The president]] said {{that what Mr. Lindt once "
        "called a dream is near}}."
    )
    assert [r.name for r in results] == ["Karl Lindt"]


@pytest.mark.parametrize("word", ["you", "You", "one"])
def test_nobody_in_particular_is_no_speaker(ask: Ask, word: str) -> None:
    assert ask(f"It rains. [[{word}]] might think that it stays so.")[0].name == ""


def test_an_arabic_name_tells_the_gender() -> None:
    text = "Abu Omar al-Karim was seen with his wife. She said that they would leave."
    at = text.index("She")
    relation = RawAttribution(((at, at + 3),), None, ((at + 9, len(text) - 1),), "reported")
    found = resolve(text, split_sentences(text), [relation])[0]
    assert "Karim" not in found.name


@given(
    st.sampled_from(["source", "insider", "man", "official", "expert"]),
    st.sampled_from(["Karl Lindt", "Petra Lindqvist", "Tom Brannigan"]),
    st.sampled_from(["was not seen.", "fell ill.", "bought a mill.", "is thirty years old."]),
)
def test_an_unnamed_voice_never_becomes_certainly_somebody_who_was_only_mentioned(
    noun: str, name: str, what: str
) -> None:
    text = f"{name} {what} An unnamed {noun} called. “It is over,” the {noun} said."
    at = text.rindex("the ")
    opened = text.index("“")
    relation = RawAttribution(
        ((at, at + 4 + len(noun)),), None, ((opened, text.index("”") + 1),), "direct"
    )
    found = resolve(text, split_sentences(text), [relation])[0]
    assert found.name == f"unnamed {noun}"


def test_a_body_written_in_capitals_is_no_relative_clause(ask: Ask) -> None:
    assert ask("[[The WHO]] said that it helps.")[0].name == "WHO"


def test_those_among_whom_something_was_reported_report_nothing(ask: Ask) -> None:
    results = ask(
        "Ten cases were reported [[among visitors]]. [[Among voters, two thirds]] say no."
    )
    assert [bool(r.name) for r in results] == [False, True]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The leader of the militant group Dorn Haval", "leader of the militant group Dorn Haval"),
        ("A report from the news site Skiff", "report from the news site Skiff"),
        ("A spokesman for the group Karl Lindt", "Karl Lindt"),
        ("The sister of the photographer, Karl Lindt,", "sister of the photographer"),
        (
            "Ross's threat to fire another singer, Karl Lindt,",
            "Ross's threat to fire another singer",
        ),
        ("A spokesman for the mayor, Karl Lindt,", "Karl Lindt"),
        ("One of the men, Karl Lindt,", "Karl Lindt"),
    ],
)
def test_a_name_inside_a_description_is_its_speaker_s_or_somebody_else_s(
    ask: Ask, source: str, name: str
) -> None:
    found = ask(f"[[{source}]] said that it rains.")[0]
    assert (found.name or found.form).removeprefix("The ") == name
