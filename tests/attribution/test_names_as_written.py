"""Who is named by what stands inside a name or before it, and by the letters of a label.

Each kind in three articles of other words; nobody else of the article may have the words.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[[str], list[tuple[str, str]]]

NICKNAMES = [
    (
        'Council President Bernard C. "Jack" Younge said the city would pay for the bridge.\n\n'
        '"We will not wait any longer," Younge said.\n\nResident Jay Younge, who lives beside the '
        "bridge, said the noise was awful.",
        ["city would pay", "not wait"],
        'Bernard C. "Jack" Younge',
        "Jay Younge",
    ),
    (
        "Former mayor Walter “Skip” Orlin said on Monday that the port would stay open.\n\n"
        "Sandra Orlin, a teacher, said the school had closed.\n\n“It was always ours,” Skip "
        "Orlin said.",
        ["port would stay", "always ours"],
        "Walter “Skip” Orlin",
        "Sandra Orlin",
    ),
    (
        'Her lawyer, Tsumo "Tommy" Marsh, told the court that the letter was forged.\n\nWitness '
        "Greta Marsh said she had seen it.\n\n“Nobody wrote it,” Tommy Marsh said.",
        ["letter was forged", "Nobody wrote"],
        'Tsumo "Tommy" Marsh',
        "Greta Marsh",
    ),
]


@pytest.mark.parametrize(("text", "words", "name", "other"), NICKNAMES)
def test_what_stands_in_marks_inside_a_name_is_part_of_it(
    said: Said, text: str, words: list[str], name: str, other: str
) -> None:
    found = said(text)
    for some in words:
        assert [who for who, content in found if some in content] == [name]
    assert [who for who, content in found if who == other] == [other]


@pytest.mark.parametrize(
    "text",
    [
        "Coach Theodora “Teddy” Marsh praised the players before the match.",
        'The film "Harbour" Karl Roe made is about Ann "Nan" Lee of Tarn.',
        "Walter ‘Skip’ Orlin was seen at the port.",
    ],
)
def test_a_name_is_no_quotation(said: Said, text: str) -> None:
    assert not [content for _, content in said(text) if "“" in content or '"' in content]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The club won. Goalkeeper Sam Pell said that luck had helped.", "Sam Pell"),
        ("Midfielder Ana Lopes said the pitch was wet.", "Ana Lopes"),
        ("It froze.\n\nBeekeeper Mia Holt said it would take years.", "Mia Holt"),
        ("Tondo Sam Pell said that he won. On Monday Tondo Sam Pell left.", "Tondo Sam Pell"),
        ("Majed Al Ansari said the talks would go on.", "Majed Al Ansari"),
    ],
)
def test_a_word_that_its_sentence_gives_a_capital_is_no_given_name(
    said: Said, text: str, name: str
) -> None:
    assert said(text)[0][0] == name


INTERVIEW = (
    "{}\n\n{a}: How long have you been here?\n\n{b}: Twenty years. The river was cleaner then.\n\n"
    "{a}: Who pays for the repairs?\n\n{b}: The city pays half, and I pay the other half."
)
LABELLED = [
    ("Rosa Calder (RC) runs the lock. Adam Brandt met her.", "AB", "RC", "Rosa Calder"),
    ("Rosa van Calder runs the lock at Selm.", "M.B.", "R.C.", "Rosa van Calder"),
    ("Jonas Falk (JF) and Jutta Fall met Tilda Orm in Tarn.", "TO", "JF", "Jonas Falk"),
    ("Rosa Calder and Rene Cole run the lock. Adam Brandt met them.", "AB", "RC", "RC"),
    ("The lock at Selm is old. We met the woman who runs it.", "AB", "RC", "RC"),
    ("River Council boats come by. Adam Brandt met the woman at the lock.", "AB", "RC", "RC"),
]


@pytest.mark.parametrize(("opening", "asks", "answers", "name"), LABELLED)
def test_initials_are_those_of_one_person_named_or_a_description(
    said: Said, opening: str, asks: str, answers: str, name: str
) -> None:
    found = said(INTERVIEW.format(opening, a=asks, b=answers))
    told = [who for who, content in found if "Twenty years" in content or "pays half" in content]
    assert told == [name, name]
    assert not [content for _, content in found if content.endswith("?")]


def test_letters_that_are_places_are_no_initials(said: Said) -> None:
    text = (
        "Growth this year, as Una Stone and Erik Unger tell.\n\nUS: Output rose by 2 percent.\n"
        "EU: We saw that output rose by 1 percent.\nUS: Jobs fell.\nEU: Jobs rose."
    )
    told = said(text)
    assert not [who for who, content in told if who in ("Una Stone", "Erik Unger")]


WITHOUT_LABELS = [
    (
        "Rosa Calder runs the lock at Selm. She met Adam Brandt of this paper at noon.\n\n"
        "**Why did you stay?**\n\nI love the river, and I think the gates will hold.\n\n"
        "**Are you afraid?**\n\n“No. I am not afraid of the city,” she says.",
        "Adam Brandt",
    ),
    (
        "Adam Brandt spoke with Rosa Calder.\n\nAdam Brandt: Do you want to leave?\n\nNever. I "
        "believe the city will sell it.\n\nAdam Brandt: Who pays?\n\nThe city. I think it does.",
        "Adam Brandt",
    ),
    (
        "*You have been here for years. Do you want to leave?*\n\nNever, and I said so in May.\n\n"
        "*Who will buy the gates?*\n\n“Nobody will buy them.”\n\n*By Adam Brandt*",
        "Adam Brandt",
    ),
]


@pytest.mark.parametrize(("text", "asks"), WITHOUT_LABELS)
def test_answers_without_a_label_are_not_whose_questions_they_are(
    said: Said, text: str, asks: str
) -> None:
    assert asks not in [who for who, _ in said(text)]


LED_UP = [
    (
        "In his long interview on Friday with Selm Radio’s Karl Brandt, Omar Lind defended the "
        "toll. He said that it would stay.",
        "it would stay",
        "Omar Lind",
    ),
    (
        "After a row with Vera Holt, Mayor Ida Kern left the hall. She said she would be back.",
        "she would be back",
        "Ida Kern",
    ),
    (
        "At a dinner for Karl Brandt, Omar Lind played until midnight. He told guests "
        "that the hall would be sold.",
        "hall would be sold",
        "Omar Lind",
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), LED_UP)
def test_who_is_named_in_what_leads_up_to_a_subject_is_not_it(
    said: Said, text: str, words: str, name: str
) -> None:
    assert [who for who, content in said(text) if words in content] == [name]
