"""Which name of a source is the speaker's, and which is only a part of it."""

from __future__ import annotations

import pytest

from tests.index.speakers.conftest import Ask


@pytest.mark.parametrize(
    "source",
    [
        "supporters of Tarn mayor Ann Roe",
        "a friend of Selm governor Ann Roe",
        "a spokesman for Democratic nominee Ann Roe",
        "the campaign of Tarn senator Ann Roe",
        "aides to the former Selm governor Ann Roe",
    ],
)
def test_who_stands_behind_a_preposition_with_a_role_does_not_speak(ask: Ask, source: str) -> None:
    (found,) = ask(f"Nobody came, [[{source}]] said.")
    assert found.name != "Ann Roe"
    assert found.name.endswith(" Ann Roe")


@pytest.mark.parametrize(
    "source",
    [
        "Tarn mayor Ann Roe",
        "former Selm governor Ann Roe",
        "Color of Tarn president Ann Roe",
        "Friends of the River director Ann Roe",
        "P&O director Ann Roe",
    ],
)
def test_a_body_of_several_words_may_stand_before_the_role(ask: Ask, source: str) -> None:
    (found,) = ask(f"Nobody came, [[{source}]] said.")
    assert (found.name, found.certainty) == ("Ann Roe", "certain")


@pytest.mark.parametrize("firm", ["K&L Boats", "H&M Ferries", "S&T&L Harbour"])
def test_a_firm_with_an_ampersand_is_nobody_of_its_last_word(ask: Ask, firm: str) -> None:
    (found,) = ask(f"Nobody came, [[{firm}]] said.")
    assert (found.name, found.kind) == (firm, "body")


@pytest.mark.parametrize(
    ("study", "magazine"),
    [
        ("a performance study from restaurant trade publication TRN Magazine", "magazine"),
        ("a report by the Tarn Ministry", "ministry"),
        ("a lawsuit by Selm Company", "company"),
    ],
)
def test_whoever_is_named_at_the_end_of_a_report_is_not_the_report(
    ask: Ask, study: str, magazine: str
) -> None:
    first, second = ask(f"It takes long, according to [[{study}]]. [[The {magazine}]] is glad.")
    assert first.name != second.name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Will Smith and his wife, actress Jada Kohn Smith,", "Will Smith"),
        ("May Lindt and her son, the painter Otto Lindt,", "May Lindt"),
    ],
)
def test_will_is_a_given_name_where_nothing_is_asked(ask: Ask, source: str, name: str) -> None:
    (found,) = ask(f"It rained. [[{source}]] said so.")
    assert found.name == name
