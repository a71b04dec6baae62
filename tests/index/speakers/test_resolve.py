from __future__ import annotations

from collections.abc import Callable

import pytest

from index.attribution.types import RawAttribution
from index.sentences import split_sentences
from index.speakers import Resolved, resolve

Ask = Callable[..., list[Resolved]]


def names(results: list[Resolved]) -> list[str]:
    return [result.name for result in results]


def test_surnames_pronouns_and_descriptions_lead_to_the_full_name(ask: Ask) -> None:
    results = ask(
        "“Grain will get dearer,” says [[Viktor Halmos, professor at the Academy of Trade]].\n"
        "[[He]] recalled that stocks are low. “That is all,” [[the source]] believes.\n"
        "A similar view is shared by [[the economist Petra Lindqvist]]. According to "
        "[[the interlocutor]], nothing will change. “Wait,” [[the expert]] added.\n"
        "According to [[Halmos]], ports are full. “We shall see,” [[the professor]] said. In "
        "[[his]] opinion, it is too late."
    )
    assert names(results) == [
        "Viktor Halmos",
        "Viktor Halmos",
        "Viktor Halmos",
        "Petra Lindqvist",
        "Petra Lindqvist",
        "Petra Lindqvist",
        "Viktor Halmos",
        "Viktor Halmos",
        "Viktor Halmos",
    ]
    assert results[0].role == "professor at the Academy of Trade"
    assert all(result.kind == "person" for result in results)


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u00ad\u200b"])
def test_characters_that_nobody_sees_are_in_no_name(hidden: str) -> None:
    shown = "Maria |Kowal|ska, the ma|yor, met Tom Brannigan. |She| said no|thing.|"
    text = shown.replace("|", hidden)
    she, end = text.index("She"), len(text)
    named = text.index("Tom")
    relations = [
        RawAttribution(((0, named - 6),), None, ((named, named + 3),), "reported"),
        RawAttribution(((she, she + 3),), None, ((end - 9 - 2 * len(hidden), end),), "reported"),
    ]
    results = resolve(text, split_sentences(text), relations)
    assert names(results) == ["Maria Kowalska"] * 2
    assert {r.role for r in results} == {"mayor"}
    assert "Kowalska" in results[0].form
    for result in results:
        assert result.evidence is not None
        start, stop = result.evidence
        assert text[start:stop].replace(hidden, "").replace("\u200b", "") == "Maria Kowalska"


def test_gender_parts_two_people(ask: Ask) -> None:
    results = ask(
        "Maria Kowalska met Tom Brannigan on Friday. [[She]] promised help. [[He]] said nothing "
        "had been agreed."
    )
    assert names(results) == ["Maria Kowalska", "Tom Brannigan"]


def test_a_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    text = "Tom Brannigan met David Orr. “Prices matter and he says costs do,” said Tom Brannigan."
    quoted = text.index("“"), text.index("”") + 1
    speaker, he = text.rindex("Tom"), text.index("he says")
    relations = [
        RawAttribution(((speaker, len(text) - 1),), None, (quoted,), "direct"),
        RawAttribution(((he, he + 2),), None, ((he + 8, he + 16),), "reported"),
    ]
    results = resolve(text, [(0, 28), (29, len(text))], relations)
    assert results[0].name == "Tom Brannigan"
    assert results[1].name != "Tom Brannigan"


def test_i_inside_a_quotation_is_the_one_quoted(ask: Ask) -> None:
    text = "[[Lena Sorvali]] said: {{“[[I]] believe {{it will rain}}.”}}"
    # The outer content encloses the inner relation; contents are numbered by where they close.
    results = ask(text.replace("{{it will rain}}", "it will rain"))
    assert results[0].name == "Lena Sorvali"
    assert results[1].name == "Lena Sorvali"


def test_i_outside_quotations_is_the_author(ask: Ask) -> None:
    results = ask("[[I]] doubt the plan will work.", author="Nora Feld")
    assert (results[0].name, results[0].certainty) == ("Nora Feld", "certain")
    assert ask("[[I]] doubt the plan will work.")[0].certainty == "unresolved"


def test_of_two_authors_nobody_knows_who_i_is(ask: Ask) -> None:
    results = ask("[[I]] doubt the plan will work.", author="Nora Feld, Ines Holm")
    assert results[0].certainty == "unresolved"
    results = ask("[[We]] doubt the plan will work.", author="Nora Feld, Ines Holm")
    assert (results[0].kind, results[0].certainty) == ("group", "uncertain")


def test_two_bearers_of_a_surname_are_never_one_and_never_certain(ask: Ask) -> None:
    results = ask(
        "Karen Holt and her husband, Peter Holt, came together. [[Karen Holt]] spoke first. Later "
        "[[Mr. Holt]] thanked the hosts, [[Mrs. Holt]] agreed, and [[Holt]] left."
    )
    assert names(results)[:3] == ["Karen Holt", "Peter Holt", "Karen Holt"]
    assert results[3].certainty == "uncertain"


def test_a_title_of_the_other_gender_is_somebody_else(ask: Ask) -> None:
    results = ask("[[Karen Holt]] spoke. Then [[Mr. Holt]] answered.")
    assert results[1].name != results[0].name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("[[Analysts]] warn of delays.", "Analysts", "group"),
        ("[[two officials familiar with the talks]] said so.", None, "group"),
        ("[[The Harbour Board]] denies it.", "Harbour Board", "body"),
        ("[[a spokeswoman for Karen Holt]] said no.", "spokeswoman for Karen Holt", "unknown"),
        ("[[Karen Holt’s office]] said no.", "Karen Holt’s office", "body"),
        ("[[Moscow]] views this with caution.", "Moscow", "body"),
        (
            '[[the authors of the Telegram channel "Harbour Watch"]] say so.',
            'authors of the Telegram channel "Harbour Watch"',
            "group",
        ),
    ],
)
def test_groups_and_bodies_stay_what_they_are(
    ask: Ask, text: str, name: str | None, kind: str
) -> None:
    result = ask(text)[0]
    assert result.kind == kind
    if name is not None:
        assert result.name == name


@pytest.mark.parametrize(
    "source",
    [
        "President of the Republic Orkhan Velizade",
        "Velizade spokesman Orkhan Velizade",
        "Orkhan Velizade, the president,",
        "The president, Orkhan Velizade,",
        "Mr. Orkhan Velizade of Ganja",
        "Orkhan Velizade (R-Tex.)",
    ],
)
def test_the_head_of_a_source_is_found(ask: Ask, source: str) -> None:
    assert ask(f"[[{source}]] said the road is open.")[0].name == "Orkhan Velizade"


def test_several_people_are_a_group_with_members(ask: Ask) -> None:
    result = ask("Karen Holt and Tomas Berg met. [[Holt and Berg]] agreed.")[0]
    assert (result.kind, result.members) == ("group", ("Karen Holt", "Tomas Berg"))


def test_who_is_the_one_named_just_before(ask: Ask) -> None:
    results = ask("It was Karen Holt, the mayor, [[who]] said that rents rise.")
    assert results[0].name == "Karen Holt"


def test_a_description_follows_the_role(ask: Ask) -> None:
    results = ask(
        "Gov. Karen Holt met Senator Tomas Berg and the columnist Ida Munk. “No,” [[the governor]] "
        "said. “Yes,” [[the lawmaker]] answered. “Well,” wrote [[the journalist]]."
    )
    assert names(results) == ["Karen Holt", "Tomas Berg", "Ida Munk"]


def test_the_head_of_state_and_the_leader_of_a_country(ask: Ask) -> None:
    results = ask(
        "President of Georgia Irakli Maisuradze received Prime Minister of Latvia Janis Ozols. "
        "[[The Head of State]] noted the progress. [[The Georgian leader]] was pleased."
    )
    assert names(results) == ["Irakli Maisuradze", "Irakli Maisuradze"]


def test_nobody_is_made_up(ask: Ask) -> None:
    results = ask("It rained. [[He]] said so. [[The minister]] agreed. [[They]] left.")
    assert [result.certainty for result in results] == ["unresolved"] * 3


def test_a_missing_source_is_unresolved() -> None:
    text = "“It is late.” Karen Holt left."
    found = resolve(text, [(0, len(text))], [RawAttribution(None, None, ((0, 13),), "direct")])
    assert found[0].certainty == "unresolved"
    assert found[0].name == ""


def test_empty_and_odd_texts_do_no_harm(ask: Ask) -> None:
    assert ask("") == []
    assert ask("…[[“”]]…")[0].certainty == "unresolved"
    assert ask("[[ ]]\n[[,]]")[0].name == ""


def test_a_content_that_reaches_too_far_does_not_hide_the_speaker() -> None:
    text = (
        "“Grain is dear,” says Viktor Halmos. This is shared by the economist Petra Lindqvist. "
        "According to the interlocutor, nothing will change."
    )
    halmos, source = text.index("Viktor"), text.index("the interlocutor")
    shared, last = text.index("This is"), text.index("nothing")
    relations = [
        RawAttribution(((halmos, halmos + 13),), None, ((0, 16),), "direct"),
        RawAttribution(
            ((source, source + 16),),
            None,
            ((shared, text.index(" According")), (last, len(text) - 1)),
            "reported",
        ),
    ]
    ends = [text.index(" This"), text.index(" According"), len(text)]
    sentences = [(0, ends[0]), (ends[0] + 1, ends[1]), (ends[1] + 1, ends[2])]
    results = resolve(text, sentences, relations)
    assert names(results) == ["Viktor Halmos", "Petra Lindqvist"]


def test_more_marked_than_the_pronoun_is_still_the_pronoun(ask: Ask) -> None:
    result = ask("Karen Holt came. [[She later told]] us that it rains.")[0]
    assert result.name == "Karen Holt"


@pytest.mark.parametrize(
    ("text", "names_"),
    [
        (
            "President Lindt spoke. Karl Lindt Jr. was there. [[Lindt]] said no. [[The president]] "
            "left. [[Lindt Jr.]] stayed.",
            ["Lindt", "Lindt", "Karl Lindt Jr."],
        ),
        (
            "Karl Lindt spoke. Karl Lindt Jr. was there. [[Lindt]] said no. [[He]] left.",
            ["Karl Lindt", "Karl Lindt"],
        ),
        (
            "President Lindt spoke. Karl Lindt Jr. was there. [[The younger Mr. Lindt]] said no.",
            ["Karl Lindt Jr."],
        ),
        ("Sen. Karl Lindt Jr. came. [[Sen. Karl Lindt Jr.]] said no.", ["Karl Lindt Jr."]),
        ("King Karl II came. King Karl left. [[Karl II]] said no.", ["Karl II"]),
        ("Karl Lindt Jr. came. [[Lindt]] said no. [[Karl Lindt]] left.", ["Karl Lindt Jr."] * 2),
    ],
)
def test_father_and_son_of_one_name_are_two(ask: Ask, text: str, names_: list[str]) -> None:
    assert names(ask(text)) == names_


@pytest.mark.parametrize(
    ("elsewhere", "name"),
    [
        ("Prices fall Ann Roe The port is shut.", "Karl Lindt"),
        ("Ann Roe came.", "Ann Roe Lindt"),
        ("Ann Roe Lindt came. Ann Roe, she said.", "Ann Roe Lindt"),
    ],
)
def test_a_byline_that_runs_into_the_text_is_no_given_name(
    ask: Ask, elsewhere: str, name: str
) -> None:
    text = f"Karl Lindt came. Prices rise [[Ann Roe Lindt]] said no. {elsewhere}"
    assert names(ask(text)) == [name]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("The road will cost 90 million, according to [[The Economist]].", "Economist"),
        ("The tender was rigged, [[The Advocate]] claimed.", "Advocate"),
        (
            "Every leader knew. The road opens in May, according to [[the Brennik Argus Leader]].",
            "Brennik Argus Leader",
        ),
    ],
)
def test_a_paper_named_like_a_role_is_nobody_else(ask: Ask, marked: str, name: str) -> None:
    lead = "Economist Hana Bredow, the leader of the council, spoke. Tom Asker, an advocate, left. "
    (found,) = ask(lead + marked)
    assert (found.name, found.kind, found.certainty) == (name, "body", "certain")


@pytest.mark.parametrize("paper", ["The Observer", "The Advocate"])
def test_a_capital_role_that_nobody_has_is_no_other_word_for_somebody(ask: Ask, paper: str) -> None:
    found = ask(
        "The head teacher of Hill School, [[Tom Asker]], said parents had been misled. "
        f"[[{paper}]] reported that 300 pupils would have to move."
    )
    assert found[0].name == "Tom Asker"
    assert found[1].name != "Tom Asker"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the mayor of Ost", "the mayor of West"),
        ("the head of Bray School", "the head of Hill School"),
        ("the young leader of the Tarn Union", "the young leader of the Vik Union"),
        ("the Tarn senator", "the Vik senator"),
    ],
)
def test_the_same_office_of_two_places_is_held_by_two(ask: Ask, first: str, second: str) -> None:
    found = ask(f"“We lose money,” said [[{first}]]. “We earn money,” said [[{second}]].")
    assert [one.name for one in found] == [first[4:], second[4:]]
    again = ask(f"“We lose money,” said [[{first}]]. “Much money,” said [[{first}]] again.")
    assert len({one.name for one in again}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Emil Brock, a guard, was cleared. [[The Independent]] said that two had been paid.",
        "Senator Ann Roe came. She is a socialist. [[The Independent]] said that two were paid.",
        "Ida Maurer closed the school. “We had no money,” [[Maurer]] said. [[The Observer]] wrote.",
        "Karl Lindt left.\n\n[[The Advocate]] claimed that two firms were excluded.",
    ],
)
def test_a_capital_that_no_sentence_gives_names_at_most_itself(ask: Ask, text: str) -> None:
    found = ask(text)[-1]
    assert found.name in ("Independent", "Observer", "Advocate")
    assert found.certainty == "uncertain"


def test_an_adjective_of_a_place_is_the_place(ask: Ask) -> None:
    found = ask("“We pay,” said [[the leader of Germany]]. “Much,” said [[the German leader]].")
    assert {one.name for one in found} == {"leader of Germany"}


def test_the_author_is_nobody_whom_the_text_tells_of(ask: Ask) -> None:
    results = ask(
        "By Sanne Roe\n\nThe tunnel will open late, [[Pieter Roe]] said on Monday.\n\n"
        "“Nobody told us about the water,” said [[Roe]], who leads the building site."
    )
    assert names(results) == ["Pieter Roe", "Pieter Roe"]
