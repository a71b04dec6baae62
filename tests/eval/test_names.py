"""Which names are one speaker's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.names import fold, matches, name_words, same_name
from eval.metrics.speakers import (
    all_named,
    distinct_names,
    misattributed_counts,
    named_share,
    precision_counts,
)

SAME = [
    ("Aliyev", "Aliev"),
    ("Ilham Əliyev", "President Ilham Aliyev"),
    ("Radmila Šekerinska", "Shekerinska"),
    ("Rasim Musabayov", "Rasim Musabaev"),
    ("Mykhailo Zhirohov", "Mikhail Zhirokhov"),
    ("Сергей Лавров", "Sergey Lavrov"),
    ("Erdoğan", "Recep Tayyip Erdogan"),
    ("House Speaker Paul Ryan", "Ryan"),
    ("Donald J. Trump Jr.", "Donald Trump"),
    ("J. Adeyemi", "John Adeyemi"),
    ("Volodymyr Zelenskyy", "Zelensky"),
    ("the authors of Military Chronicle", "Military Chronicle"),
    ("Calder's", "Calder"),
]
OTHER = [
    ("Bill Clinton", "Hillary Clinton"),
    ("White House", "Opera House"),
    ("P. Adeyemi", "John Adeyemi"),
    ("Ryan", "Rubio"),
    ("", "Ryan"),
    ("Paul", "Paul Ryan"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_titles_and_initials_do_not_part(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_people_stay_apart(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_matching_is_symmetric_and_never_fails(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    fold(one)
    name_words(other)


def test_any_of_several_names_will_do() -> None:
    assert matches("Calder", ("Ines Calder", "the mayor"))
    assert not matches("Reyle", ("Ines Calder", "the mayor"))


def test_all_gold_speakers_must_be_named() -> None:
    gold = ["Ines Calder", ("Tomas Reyle", "Reyle")]
    assert named_share(["Calder"], gold) == 0.5
    assert not all_named(["Calder"], gold)
    assert all_named(["T. Reyle", "Mayor Calder"], gold)
    assert not all_named(["Calder"], [])
    assert named_share(["Calder"], []) == 0


def test_naming_everybody_costs_precision() -> None:
    assert distinct_names(["Calder", "", "Ines Calder", "Reyle"]) == ["Calder", "Reyle"]
    assert precision_counts(["Calder", "Ines Calder", "Reyle"], ["Calder"]) == (1, 2)


def test_no_name_is_not_a_wrong_name() -> None:
    assert misattributed_counts([("", "Calder"), ("Reyle", "Calder"), ("Calder", "Calder")]) == (
        1,
        3,
    )


@pytest.mark.parametrize(
    ("shown", "gold"),
    [
        ("Ana M. Cruz", "Gov. Ana M. Cruz of Iowa"),
        ("Ana Cruz", "Ana Cruz, who bakes, of the Northern Bakers"),
        ("Ana Cruz", "Ana Cruz - the mayor's sister -"),
    ],
)
def test_where_somebody_is_from_is_no_part_of_the_name(shown: str, gold: str) -> None:
    assert same_name(shown, gold)


def test_a_body_keeps_its_whole_name() -> None:
    assert not same_name("University of Kent", "University of Essex")
