"""Roles go to whom the article gives them, and never to the nearest name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.speakers import NameIndex, Resolved, find_names
from index.speakers.titles import shown
from index.types import Speaker

Ask = Callable[..., list[Resolved]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Nobody has the role: it stays a description.
        (
            "Serhiy Holm, the regional governor, came. [[The UN secretary-general]] spoke.",
            "UN secretary-general",
        ),
        (
            "Serhiy Holm, head of the port, came. [[The secretary-general of the league]] agreed.",
            "secretary-general of the league",
        ),
        ("Hillary Roe sent a message. [[The Tarn senator]] told reporters so.", "Tarn senator"),
        (
            "Hillary Roe, a senator from Ulm, spoke. [[The Tarn senator]] told reporters so.",
            "Tarn senator",
        ),
        ("A statue of Christian Holm fell. [[The mayor of Tarn]] urged calm.", "mayor of Tarn"),
        ("Christian Holm spoke. [[The lead prosecutor against Roe]] agreed.", "lead prosecutor"),
        # Somebody has it.
        (
            "Anton Gutt, the UN secretary-general, met Lars Holt, an official of the Red Cross. "
            "[[The secretary-general]] said so.",
            "Anton Gutt",
        ),
        (
            "Bernd Sandor, the Tarn senator, and Hillary Roe met. Roe spoke first. "
            "[[The Tarn senator]] said so.",
            "Bernd Sandor",
        ),
        (
            "Ida Ross, mayor of Tarn, met Otto Berg, mayor of Ulm. [[The mayor of Tarn]] said so.",
            "Ida Ross",
        ),
        (
            "Letty James, the attorney general, spoke of Michael Kohn, a former attorney. Kohn "
            "left. [[The attorney general]] said so.",
            "Letty James",
        ),
    ],
)
def test_a_role_goes_to_who_has_it(ask: Ask, text: str, name: str) -> None:
    (found,) = ask(text)
    assert found.name.startswith(name)
    assert found.certainty == "certain"


def test_the_holder_of_a_place_is_found_however_far_before(ask: Ask) -> None:
    text = (
        "Ida Ross, mayor of Tarn, came. "
        + "It rained again. " * 30
        + "[[The mayor of Tarn]] spoke."
    )
    assert ask(text)[0].name == "Ida Ross"


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("harbour master Ruth Calloway", "harbour master"),
        ("the beekeeper Ruth Calloway", "beekeeper"),
        ("Ruth Calloway, harbour master at Tarn since 2003", "harbour master at Tarn since 2003"),
        ("Ruth Calloway, speaking in Tarn", ""),
        ("Politico’s Ruth Calloway", ""),
    ],
)
def test_what_stands_beside_a_name_is_its_role(ask: Ask, source: str, role: str) -> None:
    found = ask(f"“It will close,” said [[{source}]]. Tom Holt left.")
    assert (found[0].name, found[0].role) == ("Ruth Calloway", role)


@pytest.mark.parametrize("source", ["Harbour master Ruth Calloway", "harbour master Ruth Calloway"])
def test_by_a_role_that_no_list_knows_somebody_is_found_again(ask: Ask, source: str) -> None:
    found = ask(f"So said [[{source}]]. Tom Holt left. [[The harbour master]] spoke. [[Holt]] too.")
    assert [one.name for one in found] == ["Ruth Calloway", "Ruth Calloway", "Tom Holt"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("he and Mr. Orr", "he and Mr. Orr"),
        ("The Tarn Times and Evening Bugle", "The Tarn Times and Evening Bugle"),
        ("supporters of Democrat Hilde Orr", "supporters of Democrat Hilde Orr"),
        ("two men from west London", "two men from west London"),
    ],
)
def test_a_name_within_a_source_is_not_all_of_it(ask: Ask, source: str, name: str) -> None:
    assert ask(f"Karl Lindt met Mr. Orr. [[{source}]] said so.")[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "Owner Shaya Lindt came.\n\nCourtesy Shaya Lindt\n\nLater [[Lindt]] said so.",
        "The elections are near. Supervisor of Elections Karen Lindt came. [[Lindt]] said so.",
    ],
)
def test_a_word_before_a_name_is_no_given_name(ask: Ask, text: str) -> None:
    assert ask(text)[0].name in ("Shaya Lindt", "Karen Lindt")


def test_a_body_is_found_again_by_its_noun_and_by_no_other(ask: Ask) -> None:
    found = ask(
        "[[The Tarn Health Ministry]] warned of ice. [[The Evening Bugle]] reported snow. "
        "[[The ministry]] closed the schools. [[The company]] stayed open."
    )
    assert [one.name for one in found][2:] == ["Tarn Health Ministry", "company"]


def test_i_is_no_news_desk(ask: Ask) -> None:
    text = "[[I]] doubt the plan will work."
    assert ask(text, author="Bugle News", source="bugle")[0].certainty == "unresolved"


def test_his_aide_is_of_whom_it_speaks(ask: Ask) -> None:
    text = "Among others Otto Berg came. {{Karl Lindt has left}}, according to [[his spokesman]]."
    assert ask(text)[0].name == "Karl Lindt’s spokesman"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("director of the port", "director of the port"),
        (
            "senior research fellow at the Tarn Harbour Research Group of the University of Ulm",
            "senior research fellow",
        ),
        (
            "executive director of the Society for Tarn in the lower Brennik valley",
            "executive director of the Society for Tarn",
        ),
        (
            "former adviser to President Karl Lindt and a former director of the council",
            "former adviser",
        ),
    ],
)
def test_a_role_is_shown_in_eight_words(role: str, words: str) -> None:
    assert role[slice(*shown(role, (0, len(role))))] == words


SPEAKERS = [
    Speaker(1, "Ruth Calloway", "person", ("harbour master at Tarn since 2003",), (), 9, 3),
    Speaker(2, "Ida Ross", "person", ("mayor of Tarn",), (), 7, 2),
    Speaker(3, "Tom Tarn", "person", ("beekeeper",), (), 2, 1),
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What does the harbour master say?", ["Ruth Calloway"]),
        ("What does the mayor of Tarn say about ice?", ["Ida Ross"]),
        ("Does harbour master Ruth Calloway expect ice?", ["Ruth Calloway"]),
        ("Who became harbour master?", []),
    ],
)
def test_a_question_names_somebody_by_role(question: str, named: list[str]) -> None:
    index = NameIndex(SPEAKERS)
    found = [index.match(name) for name in find_names(question, index)]
    assert [hits[0][0].name for hits in found if hits] == named


@pytest.mark.parametrize(
    "query", ["harbour master Ruth Calloway", "the harbour master", "Calloway"]
)
def test_a_role_that_no_list_knows_finds_its_holder(query: str) -> None:
    assert NameIndex(SPEAKERS).match(query)[0][0].name == "Ruth Calloway"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody else is in the article.
        (
            "Rana Musil, an analyst who sits in the parliament of Tarn, spoke.\n\n[[Musil]] wants "
            "a pier. [[The deputy]] denied it. [[She]] waits. [[The lawmaker]] agreed.",
            "Rana Musil",
        ),
        (
            "A second pier has to come, [[Otto Valen]] believes. [[The Austrian analyst]] says "
            "that it pays.\n\n[[The analyst]] waits, [[Valen]] said.",
            "Otto Valen",
        ),
        (
            "[[Pia Kontos]] sells boats. [[The German engineer]] builds them, [[she]] said.",
            "Pia Kontos",
        ),
    ],
)
def test_a_role_that_only_one_can_have_is_theirs(ask: Ask, text: str, expected: str) -> None:
    """However the article calls them: the last source of each text."""
    found = ask(text)[-1]
    assert (found.name.split()[-1], found.certainty) == (expected.split()[-1], "certain")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Konrad Silva, a military expert, came. [[Silva]] hopes so.\n\n[[Stan Tacke]] doubts "
            "it. According to [[the political scientist]], nothing will come. [[Tacke]] waits.\n\n"
            "Nothing more, [[the professor]] concluded.",
            "Tacke",
        ),
        (
            "President Ilan Alvi spoke. [[Alvi]] was proud. [[Stan Tacke]], who teaches at Tarn, "
            "thinks little of it. [[The professor]] believes that Alvi is vain.",
            "Tacke",
        ),
    ],
)
def test_a_role_is_perhaps_of_whom_was_heard_last_and_has_none(
    ask: Ask, text: str, expected: str
) -> None:
    found = ask(text)[-1]
    assert (found.name.split()[-1], found.certainty) == (expected, "uncertain")


@pytest.mark.parametrize(
    "text",
    [
        # Somebody else of whom no role is told is nearer, or was heard as well.
        "[[Mara Kling]] spoke of a talk with Joe Scarb. “Yes,” [[the host]] said.",
        "[[Mara Kling]] spoke. [[Joe Scarb]] agreed. [[Kling]] left. “No,” [[the host]] said.",
        # The role of a body, or one that many hold who need no introduction.
        "[[The port board]] was silent. [[Mara Kling]] spoke. [[The treasurer in Ulm]] agreed.",
        "[[Mara Kling]], a baker, spoke. [[The president]] agreed.",
        # Somebody came without a name; too far away.
        "A lawyer came with Mara Kling, a baker. [[Kling]] spoke. [[The lawyer]] agreed.",
        "[[Mara Kling]] spoke.\n\nIt rained.\n\nThe Ulm pier fell.\n\n[[Two men]] saw it. "
        "[[The lawyer]] agreed.",
    ],
)
def test_a_role_that_others_may_have_is_nobodys(ask: Ask, text: str) -> None:
    found = ask(text)[-1]
    assert "Kling" not in found.name or found.certainty != "certain"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("[[Dave Thom, founder of Wendy's]], spoke.", "Dave Thom", "founder of Wendy's"),
        ("Ida Ross, director of Lindt’s, came. [[Ross]] spoke.", "Ida Ross", "director of Lindt’s"),
        # The ending goes where it belongs to whom the role is of, and what is his.
        ("Ida Ross, the mayor's aide, came. [[Ross]] spoke.", "Ida Ross", "mayor's aide"),
    ],
)
def test_a_role_keeps_its_possessive_ending(ask: Ask, text: str, name: str, role: str) -> None:
    (found,) = ask(text)
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize(
    "text",
    [
        "[[Madonna]] sang. “Dear Madonna, you sing for murderers,” a club wrote. [[Madonna]] left.",
        '[[Lindt]] baked. "Great Lindt, we need bread," a card read. [[Lindt]] agreed.',
    ],
)
def test_how_somebody_is_addressed_is_no_name(ask: Ask, text: str) -> None:
    first = text[2 : text.index("]")]
    assert {one.name for one in ask(text)} == {first}


def test_a_full_name_in_an_address_is_one(ask: Ask) -> None:
    found = ask("[[Lindt]] baked. “Karla Lindt, we need bread,” a card read. [[Lindt]] agreed.")
    assert {one.name for one in found} == {"Karla Lindt"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "[[Selm Ferries]] said it is waiting. Most ferries are late. [[American Ferries]] "
            "is too.",
            ["Selm Ferries", "American Ferries"],
        ),
        (
            "[[Southern Carriers]] said no. All carriers agree. [[British Carriers]] does not.",
            ["Southern Carriers", "British Carriers"],
        ),
        ("[[American Kohn]] won. [[Anna Kohn]] said so.", ["Anna Kohn", "Anna Kohn"]),
    ],
)
def test_a_firm_named_after_a_thing_is_not_the_other_one(
    ask: Ask, text: str, names: list[str]
) -> None:
    assert [one.name for one in ask(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sen. Jim Justice, [[R-West Tarn]], said so.", "Jim Justice"),
        ("[[Rep. Ann Roe (D-Ulm)]] said so.", "Ann Roe"),
        ("Then Bo Lindqvist, [[D-New Selm]], said so.", "Bo Lindqvist"),
        ("[[Gov. Otto Berg, R-North Lidda,]] said so.", "Otto Berg"),
    ],
)
def test_a_party_and_a_place_are_no_name(ask: Ask, text: str, name: str) -> None:
    assert [one.name for one in ask(text)] == [name]


@pytest.mark.parametrize(
    "said",
    [
        "{{“We love you, Michael Kohn!”}} [[he]] called into the hall.",
        "{{“Thank you for everything, Michael Kohn,”}} [[he]] said.",
        "{{“Nobody has sung like Michael Kohn,”}} [[he]] said.",
    ],
)
def test_whom_a_quotation_names_is_not_for_certain_whose_it_is(ask: Ask, said: str) -> None:
    (found,) = ask(f"The choir of Tarn sang songs of Michael Kohn, who died in May. {said}")
    assert found.certainty != "certain"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        # A role ends where somebody else's name does, and in no small word.
        (
            "Leader Hakeem Lind left. Holm said that Lind and Senate Leader Karl Voss were away. "
            "[[Voss]] agreed.",
            "Karl Voss",
            "Senate Leader",
        ),
        (
            "[[Steve Fish, a Tarn scientist and author of “Fog”,]] said so.",
            "Steve Fish",
            "Tarn scientist and author",
        ),
        ("[[Vice President JD Vance]] said so. He left.", "JD Vance", "Vice President"),
        ("It rained. [[Councillor Edda Voss]] said so. Voss left.", "Edda Voss", "Councillor"),
        ("It rained. [[Senator AJ Holt]] said so. Holt left.", "AJ Holt", "Senator"),
    ],
)
def test_a_role_holds_nothing_of_a_name(ask: Ask, text: str, name: str, role: str) -> None:
    (found,) = ask(text)
    assert found.name == name
    assert found.role == role


@pytest.mark.parametrize(
    ("besides", "named"),
    [
        ("Without explicitly mentioning Brandt, [[he]] said so.", "Brandt"),
        ("After meeting Brandt in Ulm, [[he]] said so.", "Brandt"),
        ("Quoting Brandt, [[he]] said so.", "Brandt"),
    ],
)
def test_whom_somebody_speaks_of_besides_is_not_that_somebody(
    ask: Ask, besides: str, named: str
) -> None:
    (found,) = ask(f"The mayor of Tarn spoke. Otto Brandt was not there. {besides}")
    assert named not in found.name
