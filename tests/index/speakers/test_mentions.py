from __future__ import annotations

import pytest

from index.sentences import split_sentences
from index.speakers.appositions import role_after, role_before
from index.speakers.mentions import Mention, find_mentions
from index.speakers.words import Words


def people(text: str) -> list[Mention]:
    return [m for m in find_mentions(Words(text), split_sentences(text)) if m.kind == "person"]


def strong(text: str) -> list[str]:
    return [m.text for m in people(text) if m.strong]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday Maria Kowalska spoke to Tom Brannigan.", ["Maria Kowalska", "Tom Brannigan"]),
        ("A letter from Sen. Helen O'Dowd (R-Tex.) arrived.", ["Helen O'Dowd"]),
        ("The president of the Republic Orkhan Velizade arrived.", ["Orkhan Velizade"]),
        ("Then J. Edgar Malloy and Anna de la Cruz left.", ["J. Edgar Malloy", "Anna de la Cruz"]),
        ("Then Anna van 't Hoff and Jan in ’t Veld left.", ["Anna van 't Hoff", "Jan in ’t Veld"]),
        ("Then Anna 't Hart and Rory o’Brien left.", ["Anna 't Hart", "Rory o’Brien"]),
        ("It was Robert Finch Jr. who called.", ["Robert Finch Jr."]),
        ("The lawyer for Khalid al-Masri wrote back.", ["Khalid al-Masri"]),
        ("Denise Nguyen’s campaign paid.", ["Denise Nguyen"]),
        ("Said Laura Pinter, who lives there: never.", ["Laura Pinter"]),
        ("Former President Bill Alder and Governor Bill Finch met.", ["Bill Alder", "Bill Finch"]),
        ("Bill Alder wrote the Farm Bill. House Bill Seven fell.", ["Bill Alder"]),
        ("Will Alder said no. May Finch, 43, agreed.", ["Will Alder", "May Finch"]),
        ("“Will Alder’s ship sink?” asked Laura Pinter.", ["Will Alder", "Laura Pinter"]),
        ("Will J. Alder was here.", ["Will J. Alder"]),
    ],
)
def test_names_are_found_without_titles(text: str, names: list[str]) -> None:
    assert strong(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Azerbaijani army and Türkiye signed it in Ankara.",
        "Officials in New Hampshire met the Pew Research Center.",
        "On Monday the White House and the Senate disagreed.",
    ],
)
def test_places_bodies_and_days_are_nobody(text: str) -> None:
    assert strong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Will Alder say it? May Alder never need it.",
        "Will Alder, once he has won, keep his word?",
        "Will Alder succeed? Will he?",
    ],
)
def test_an_auxiliary_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert not [m.text for m in people(text) if " " in m.text]


def test_offsets_are_the_texts() -> None:
    text = "Éva Németh met the mayor.\n\n“No,” said Éva Németh’s aide, Piotr Żak."
    for mention in people(text):
        assert text[mention.start : mention.end] == mention.text
    assert [m.text for m in people(text)] == ["Éva Németh", "Éva Németh", "Piotr Żak"]


def test_a_headline_does_not_stretch_a_name() -> None:
    text = "Laura Pinter Slams Critics Over Budget Plan.\n\nThe mayor, Laura Pinter, slams nobody."
    assert {m.text for m in people(text)} == {"Laura Pinter"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Ukrainian military expert and historian Taras Hnatenko spoke.",
            "Ukrainian military expert and historian",
        ),
        ("It was said by President of the Republic Orkhan Velizade.", "President of the Republic"),
        ("NATO Deputy Secretary General Ilona Varga came.", "NATO Deputy Secretary General"),
        ("According to Austrian analyst Emil Gruber, no.", "Austrian analyst"),
        (
            "Georgia’s Minister of Defence, Colonel General David Lomidze met them.",
            "Georgia’s Minister of Defence, Colonel General",
        ),
        ("Critics of Maria Kowalska spoke.", None),
        ("A spokesman for Senator Maria Kowalska spoke.", "Senator"),
    ],
)
def test_role_before_a_name(text: str, role: str | None) -> None:
    words = Words(text)
    mention = next(m for m in people(text) if m.strong)
    span = role_before(words, mention)
    assert (text[span[0] : span[1]] if span else None) == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Said Ivan Sokol, professor at the Institute of Law of St. Olga University, an expert "
            "at the Baltic Forum.",
            [
                "professor at the Institute of Law of St. Olga University",
                "expert at the Baltic Forum",
            ],
        ),
        ("Helen Oduya, the mayor of Leeds, who left early, agreed.", ["mayor of Leeds"]),
        ("Helen Oduya (D-Ohio) agreed.", ["D-Ohio"]),
        ("Helen Oduya, former head of customs, said so.", ["former head of customs"]),
        ("Helen Oduya, Governor Mark Lindt and others agreed.", []),
        ("Helen Oduya, in a rare interview, agreed.", []),
    ],
)
def test_role_after_a_name(text: str, roles: list[str]) -> None:
    words = Words(text)
    found = people(text)
    ends = frozenset(m.end for m in found if m.strong)
    mention = next(m for m in found if m.strong)
    assert [text[a:b] for a, b in role_after(words, mention, ends)] == roles


@pytest.mark.parametrize(
    ("text", "bodies", "names"),
    [
        ("The Evening Bugle said so, and the Bugle is read.", ["Evening Bugle", "Bugle"], []),
        ("They blame the Lindt campaign.", [], ["Lindt"]),
        ("Karl Lindt came. This is the Lindt we know.", [], ["Karl Lindt", "Lindt"]),
        ("The Lindts were told by the Karl of old.", [], ["Karl"]),
    ],
)
def test_a_name_behind_the_article_is_a_bodys(
    text: str, bodies: list[str], names: list[str]
) -> None:
    found = find_mentions(Words(text), split_sentences(text))
    assert [m.text for m in found if m.kind == "body"] == bodies
    assert [m.text for m in found if m.kind == "person" and m.text != "Lindts"] == names


def test_a_saint_in_a_place_is_no_person_and_in_a_surname_no_place() -> None:
    text = (
        "A spokesman for the St. Louis Fed met Ian St. John. Mayor Ida Ross of St. Paul said so. "
        "It was a hall of St. Petersburg State University."
    )
    found = find_mentions(Words(text), split_sentences(text))
    assert [m.text for m in found if m.kind == "person"] == ["Ian St. John", "Ida Ross"]
    assert "St. Louis Fed" in [m.text for m in found if m.kind == "body"]
