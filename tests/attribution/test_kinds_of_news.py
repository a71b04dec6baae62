"""Nobody's words and nobody else's, in the forms that news has: interviews, trials, sport, results.

Real components: the shipped tagger, resolution and verifier read each text.
"""

from __future__ import annotations

import pytest

from index.attributing import attribute
from index.sentences import split_sentences
from index.types import Article, Sentence

Heard = list[tuple[str, str, str]]


def heard(text: str, source: str = "") -> Heard:
    """Who is named, how surely, and what they say, in the order of the text."""
    article = Article(text=text, language="en", source=source)
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    return [
        (
            one.mention.name if one.mention else "",
            one.mention.certainty if one.mention else "",
            " … ".join(text[a:b] for a, b in one.statement.content),
        )
        for one in attribute([article], [sentences])[0]
    ]


def of(text: str, words: str) -> list[tuple[str, str]]:
    """Who is named for some words of a text, and how surely."""
    return [(name, sure) for name, sure, said in heard(text) if words in said]


INTERVIEW = (
    "Dora Petrov has kept the lighthouse of Selm for thirty years. In spring she will go.\n\n"
    "{0}: Ms Petrov, you were born on the island and never left. Why not?\n\n"
    "Petrov: I did leave, for two winters.\n\n"
    "{0}: The mayor says that the lighthouse loses money. Is he right?\n\n"
    "Petrov: He counts the oil and forgets the ships.\n\n"
    "{0}: Your predecessor once said that the light would be gone by now.\n\n"
    "Petrov: He said many things.\n\n"
    "{0}: Thank you for the talk."
)


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("Harbour Weekly", "Harbour Weekly"),
        ("HARBOUR WEEKLY", "The Harbour Weekly"),
        ("HW", "Harbour Weekly"),
    ],
)
def test_an_outlet_s_own_questions_are_no_statements(label: str, source: str) -> None:
    found = heard(INTERVIEW.format(label), source)
    assert [said for name, _, said in found if name == "Dora Petrov"] == [
        "I did leave, for two winters.",
        "He counts the oil and forgets the ships.",
        "He said many things.",
    ]
    assert not any(said.startswith(("Ms", "The mayor", "Your", "Thank")) for _, _, said in found)


def test_an_outlet_s_questions_are_none_where_its_name_is_not_known() -> None:
    text = INTERVIEW.format("Harbour Weekly").rpartition("\n\n")[0]
    said = [said for _, _, said in heard(text)]
    assert not [one for one in said if one.endswith("?")]
    assert len(said) >= 3


TRANSCRIPT = (
    "JANE COLE, HOST: Good evening. The dockers have been on strike for nine days. "
    "Minister, why?\n\n"
    "OMAR HADDAD, LABOUR MINISTER: Because one side has left the table.\n\n"
    "COLE: Ms. Ross, is that true?\n\n"
    "PIA ROSS, DOCKERS' UNION: It was two per cent and a promise.\n\n"
    "COLE: Will there be a deal before Easter?\n\n"
    "ROSS: Ask the minister.\n\n"
    "COLE: Minister?\n\n"
    "HADDAD: I am an optimist.\n\n"
    "COLE: Thank you both."
)


def test_a_host_s_bare_questions_are_no_statements_and_what_she_tells_is_hers() -> None:
    found = heard(TRANSCRIPT)
    cole = [said for name, _, said in found if name == "Jane Cole"]
    assert len(cole) == 2
    assert "nine days" in cole[0]
    assert cole[1] == "Thank you both."
    assert ("Pia Ross", "certain", "Ask the minister.") in found
    assert ("Omar Haddad", "certain", "I am an optimist.") in found


TRIAL = (
    "Two brothers blamed each other in court on Tuesday. Pavel Orlin told the jury that his "
    "brother had signed every invoice.\n\n“Eleven people drowned,” prosecutor Hana Beck said. {}"
    "\n\nThe trial continues on Thursday."
)
THEIRS = [
    ("Orlin's wife left the court in tears. “They were boys once,” she told reporters.", "Beck"),
    ("His wife sat in the second row. “They were boys once,” she told reporters.", "Beck"),
    ("Orlin's lawyer said the charge was absurd. “They were boys once,” he added.", "Pavel Orlin"),
    ("His sister said he was innocent. “They were boys once,” she added.", "Beck"),
    ("Her spokeswoman took no questions. “They were boys once,” she said.", "Beck"),
]


@pytest.mark.parametrize(("story", "wrong"), THEIRS)
def test_words_behind_somebody_s_wife_or_lawyer_are_not_surely_another_s(
    story: str, wrong: str
) -> None:
    names = of(TRIAL.format(story), "They were boys")
    assert names
    assert not [name for name, sure in names if name.endswith(wrong) and sure == "certain"]


def test_a_lawyer_who_was_heard_goes_on_under_the_same_name() -> None:
    story = "Orlin's lawyer said the charge was absurd. “We will appeal,” he added."
    assert [name for name, _ in of(TRIAL.format(story), "We will appeal")] == ["Orlin's lawyer"]
    story = "Orlin's lawyer said the charge was absurd. “We will appeal,” the lawyer added."
    assert [name for name, _ in of(TRIAL.format(story), "We will appeal")] == ["Orlin's lawyer"]


@pytest.mark.parametrize(
    "relatives",
    ["His sons came late.", "Peer Holm, Orlin's brother, came late."],
)
def test_who_was_heard_stays_who_was_heard_beside_others(relatives: str) -> None:
    text = f"“I sold no boats,” Pavel Orlin said in court. {relatives} “I sold none,” Orlin said."
    assert ("Pavel Orlin", "certain") in of(f"{text} The trial goes on.", "I sold none")


FAMILY = [
    (
        "Pell's father Ray, who kept goal as well, watched. “I owe her dinner,” Pell said.",
        "uncertain",
    ),
    ("Pell's wife, Carol, was in tears. “I owe her dinner,” Pell said.", "uncertain"),
    ("Pell's agent Ray Holm watched. “I owe her dinner,” Pell said.", "certain"),
    ("Pell's father Ray watched.\n\n“I owe her dinner,” Pell said.", "certain"),
]


@pytest.mark.parametrize(("story", "sure"), FAMILY)
def test_a_surname_beside_a_relative_without_one_is_not_certain(story: str, sure: str) -> None:
    text = f"“It was luck,” said Sam Pell, who saved twice.\n\n{story}\n\nTarn meet Ulm in May."
    assert [one for _, one in of(text, "I owe her dinner")] == [sure]


@pytest.mark.parametrize(
    ("role", "who"), [("the chief executive", "Greta Maas"), ("the finance chief", "Hugo Maas")]
)
def test_of_two_with_one_surname_the_role_beside_it_tells(role: str, who: str) -> None:
    text = (
        "“Rates have come down,” chief executive Greta Maas said in a statement.\n\nFinance chief "
        f"Hugo Maas told analysts that two ships would be sold.\n\n“We wait,” said Maas, {role}."
    )
    assert [name for name, _ in of(text, "We wait")] == [who]


@pytest.mark.parametrize("name", ["Jan Lang", "Jan Holm", "Jul Lang"])
def test_a_given_name_that_is_short_for_a_month_is_one(name: str) -> None:
    text = (
        "The culture minister, Eva Lang, took no questions on Monday.\n\n"
        f"Her predecessor, {name}, had said that the state would pay. The play goes on."
    )
    assert of(text, "the state would pay") == [(name, "certain")]


def test_a_month_before_a_name_is_none() -> None:
    text = "Eva Lang is the minister. On Jan 12 Lang said that the state would pay. It did."
    assert of(text, "the state would pay") == [("Eva Lang", "certain")]
