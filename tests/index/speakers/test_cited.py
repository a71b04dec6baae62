"""One report is one voice, however an article cites it, and another one is another."""

from __future__ import annotations

import pytest

from tests.index.speakers.conftest import Ask


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # One report, however it is cited.
        (
            "[[A UN report]] finds mud. [[The report]] says it is deep. According to [[the "
            "report]], "
            "nobody dredged.",
            ["UN report"] * 3,
        ),
        (
            "[[A study by the University of Tarn]] found that gulls sleep. [[The study]] says "
            "when. "
            "[[This study]] cost little.",
            ["study by the University of Tarn"] * 3,
        ),
        (
            "[[Roe's complaint]] names three ships. They lay there for years. [[The complaint]] "
            "asks "
            "for damages.",
            ["Roe's complaint"] * 2,
        ),
        (
            "[[A group of more than 50 pilots]] warned of the fog. [[The group]] wrote twice.",
            ["group of more than 50 pilots"] * 2,
        ),
        (
            "[[A new study]] found gulls. Study author Ann Roe is glad. [[The study]] was long.",
            ["new study"] * 2,
        ),
        # Another one in between, or two of them: nobody knows which.
        (
            "[[A new study]] found gulls. Another study followed. [[The study]] found crows.",
            ["new study", "study"],
        ),
        (
            "[[A report by the bank]] was glad. [[A report by the town]] was not. [[The "
            "report]] is "
            "short.",
            ["report by the bank", "report by the town", "report"],
        ),
        (
            "[[A company in Tarn]] objects. [[Selm Ferries]] agrees. [[The company]] will sue.",
            ["company in Tarn", "Selm Ferries", "company"],
        ),
        # What is told of at length only afterwards may be another one.
        (
            "[[The report]] says so. [[A report of 2020]] does not.",
            ["report", "report of 2020"],
        ),
    ],
)
def test_one_report_is_one_voice_however_it_is_cited(ask: Ask, text: str, names: list[str]) -> None:
    assert [one.name for one in ask(text)] == names


@pytest.mark.parametrize(
    ("told", "again", "noun"),
    [
        # Whose it is stands behind the noun, before it, or as its possessive.
        ("A report by the UN", "The UN report", "report"),
        ("A report by the UN", "The UN's report", "report"),
        ("A UN report", "The report by the UN", "report"),
        ("A report by the harbour bank", "The bank's report", "report"),
        ("The bank’s report", "The report of the bank", "report"),
        ("A study led by Ann Roe", "Roe's study", "study"),
        ("Ann Roe’s study", "The study by Roe", "study"),
        ("A study published in the journal Gulls", "The Gulls study", "study"),
        ("A new survey from Human Rights Tarn", "The Human Rights Tarn survey", "survey"),
        ("A poll conducted by Tarn University", "The university's poll", "poll"),
        ("The Tarn Institute's annual report", "The institute's report", "report"),
        ("A lawsuit filed on Monday by Petra Holm", "Holm’s lawsuit", "lawsuit"),
    ],
)
def test_what_is_said_of_it_in_other_order_is_the_same(
    ask: Ask, told: str, again: str, noun: str
) -> None:
    text = f"[[{told}]] found mud. The town was quiet. [[{again}]] was long. [[The {noun}]] ends."
    first, second, third = ask(text)
    assert first.name == second.name == third.name
    assert second.certainty == third.certainty == "certain"
    assert second.kind == "body"


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("A report by the bank", "The town's report"),
        ("The UN report", "The NATO report"),
        ("A study led by Ann Roe", "Holm's study"),
        ("A survey by Tarn University", "The survey by Ulm University"),
    ],
)
def test_what_is_somebody_else_s_is_another(ask: Ask, told: str, again: str) -> None:
    first, second = ask(f"[[{told}]] found mud. The town was quiet. [[{again}]] found none.")
    assert first.name != second.name


@pytest.mark.parametrize("again", ["The bank report", "The second report", "The 40-page report"])
def test_what_says_more_of_it_is_not_for_certain_the_same(ask: Ask, again: str) -> None:
    second = ask(f"[[A UN report]] found mud. The town was quiet. [[{again}]] found none.")[1]
    assert (second.name, second.certainty) != ("UN report", "certain")


def test_of_two_that_fit_none_is_certain(ask: Ask) -> None:
    text = (
        "[[A UN report on mud]] was short. [[A UN report on gulls]] was long. [[The UN report]] "
        "was sold out."
    )
    assert ask(text)[2].certainty == "uncertain"


def test_with_an_a_it_may_be_told_of_anew(ask: Ask) -> None:
    second = ask("[[The UN report]] found mud. [[A report by the UN]] found none.")[1]
    assert second.certainty == "uncertain"


def test_a_journal_does_not_speak_for_what_stands_in_it(ask: Ask) -> None:
    for named in ("the journal Gulls", "the magazine Harbour"):
        (study,) = ask(f"[[A study published in {named}]] found that gulls sleep.")
        assert study.name == f"study published in {named}"
        assert study.kind == "body"
