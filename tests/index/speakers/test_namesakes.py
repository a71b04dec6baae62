"""Words are given to no namesake: a relative, somebody of another article, who is led up to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.speakers import Resolved, SpeakerBook

Ask = Callable[..., list[Resolved]]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        (
            "Jorv Lindqvist endorsed the plan on Monday. From [[Lindqvist]]’s page: {{wait}}.\n"
            "Another reason is his son. Peter K. Lindqvist, the harbour warden, may run.",
            "Jorv Lindqvist",
        ),
        (
            "The council met Orvel Marsh in Tarn. Ann Marsh, its clerk, was away.\n"
            "“We wait,” [[Marsh]] said.",
            "Orvel Marsh",
        ),
    ],
)
def test_a_surname_that_a_relative_bears_is_not_certain(ask: Ask, marked: str, name: str) -> None:
    (found,) = ask(marked)
    assert (found.name, found.certainty) == (name, "uncertain")


@pytest.mark.parametrize("opening", ["Interestingly Marsh, a clerk, stayed.", "Hail Marsh for it."])
def test_a_word_that_opens_a_sentence_is_nobodys_given_name(ask: Ask, opening: str) -> None:
    (found,) = ask(f"Ann Marsh came to Tarn. {opening} “We wait,” [[Marsh]] said.")
    assert (found.name, found.certainty) == ("Ann Marsh", "certain")


@pytest.mark.parametrize("first", ["Jorv", "Orvel"])
def test_mr_may_be_of_whom_no_gender_is_known(ask: Ask, first: str) -> None:
    found = ask(
        f"A choked-up {first} Marsh left. “It was {first} Marsh,” [[{first} Marsh]] said then."
        f"\n“The voters have spoken,” [[Mr. Marsh]] said.\n"
        "It is the party of Henry Marsh and George Marsh."
    )
    assert found[-1].name == f"{first} Marsh"


@pytest.mark.parametrize("rank", ["Capt.", "Analyst"])
def test_a_word_between_a_title_and_a_surname_is_a_given_name(ask: Ask, rank: str) -> None:
    (found,) = ask(f"Two came. “We wait,” said [[{rank} Christian Marsh]].")
    assert found.name == "Christian Marsh"


@pytest.mark.parametrize("age", [", 13, of Tarn,", " (31)"])
def test_who_has_an_age_is_somebody(ask: Ask, age: str) -> None:
    found = ask(
        "Observers were sent, said [[their spokesman Eric Lindqvist]].\n\nThe heat held on.\n\n"
        f"Selmo Orvane{age} sold water in the street. [[He]] had made a sign."
    )
    assert [one.name for one in found] == ["Eric Lindqvist", "Selmo Orvane"]


@pytest.mark.parametrize("verb", ["Blasts", "Sues"])
def test_the_headline_of_an_article_may_be_long(ask: Ask, verb: str) -> None:
    (found,) = ask(
        f"Karl Marsh {verb} Herald for Mocking His Fast, Quotes Book to Move Tarn Voters to ‘Turn "
        "Away’ from ‘Boasters’ and ‘Gloaters’ Like Holt and Those Who Follow Him.\n\n"
        "After that, Karl Marsh doubled down. “We wait,” [[Marsh]] said."
    )
    assert (found.name, found.certainty) == ("Karl Marsh", "certain")


@pytest.mark.parametrize(
    "opening",
    [
        "Hours after Karl Marsh announced he would buy the mill, Sen. Ron Holt issued a warning.",
        "When Mr. Marsh tried to defend his plan, Mr. Holt forcefully differed.",
    ],
)
def test_who_is_led_up_to_is_the_subject(ask: Ask, opening: str) -> None:
    found = ask(f"Ron Holt met Karl Marsh.\n\n{opening}\n\n“If we had a law,” [[he]] said.")
    assert found[0].name == "Ron Holt"


@pytest.mark.parametrize(("title", "role"), [("Gov.", "governor"), ("Sen.", "senator")])
def test_a_short_title_is_the_role(ask: Ask, title: str, role: str) -> None:
    found = ask(
        f"“{title} Holt, blink!” somebody wrote. Karl Holt has defended his choice.\n"
        f"[[Ann Marsh, the former Tarn {role}]], told the Herald no. She is ashamed.\n"
        "Holt spoke on his show.\n\n"
        f"“I have known him for years,” [[the {role}]] said."
    )
    assert found[-1].name == "Karl Holt"


@pytest.mark.parametrize("left", ["until she left", "on an argument she lost"])
def test_she_before_a_name_is_not_its_bearer(ask: Ask, left: str) -> None:
    (found,) = ask(f"“We wait,” [[Orvel]] said. She spoke about her quarrel with Orvel {left}.")
    assert found.gender == ""


@pytest.mark.parametrize(("role", "other"), [("president", "lawyer"), ("mayor", "surgeon")])
def test_a_surname_goes_to_no_relative_of_another_role(role: str, other: str) -> None:
    def person(name: str, told: str, gender: str) -> Resolved:
        return Resolved(name, told, "person", "certain", form=name, gender=gender)

    book = SpeakerBook()
    book.add("a", [person("Karl Holt", role, "m")])
    book.add("b", [person("Mirja Holt", other, "f")])
    book.add("c", [person("Holt", role, "f")])
    ids = [book.assignments(article)[0].speaker_id for article in "abc"]
    assert ids[2] != ids[1]
