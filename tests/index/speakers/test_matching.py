from __future__ import annotations

import pytest

from index.speakers import (
    NameIndex,
    canonical_place,
    find_names,
)
from index.speakers.folding import romanised
from index.speakers.lexicon import first_names
from index.types import Speaker

SPEAKERS = [
    Speaker(1, "Ivan Sokolenko", "person", ("professor at the Academy",), ("Sokolenko",), 9, 3),
    Speaker(2, "Orkhan Aliyev", "person", ("President of Azerbaijan",), ("Aliev",), 7, 2),
    Speaker(3, "Samira Aliyeva", "person", ("columnist",), (), 2, 1),
    Speaker(4, "Yusuf Karagülle", "person", ("Rear Admiral",), (), 3, 1),
    Speaker(5, 'authors of the Telegram channel "Harbour Watch"', "group", (), (), 1, 1),
    Speaker(6, "Ilona Varga", "person", ("NATO Deputy Secretary General",), (), 4, 2),
    Speaker(7, "NATO", "body", (), (), 2, 2),
    Speaker(8, "Turkey", "body", (), (), 1, 1),
    Speaker(9, "Maya Will", "person", (), (), 1, 1),
]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Sokolenko", "Ivan Sokolenko"),
        ("sokolenko's", "Ivan Sokolenko"),
        ("aliev", "Orkhan Aliyev"),
        ("Mr. Aliyev", "Orkhan Aliyev"),
        ("President Aliev", "Orkhan Aliyev"),
        ("karagulle", "Yusuf Karagülle"),
        ("Y. Karagulle", "Yusuf Karagülle"),
        ("Harbour Watch", 'authors of the Telegram channel "Harbour Watch"'),
        ("the NATO Deputy Secretary General", "Ilona Varga"),
        ("the Azerbaijani president", "Orkhan Aliyev"),
        ("Türkiye", "Turkey"),
        ("Sokolenco", "Ivan Sokolenko"),
        ("Ilona", "Ilona Varga"),
    ],
)
def test_a_query_finds_its_speaker_first(query: str, name: str) -> None:
    hits = NameIndex(SPEAKERS).match(query)
    assert hits
    assert hits[0][0].name == name
    assert all(0 < score <= 1 for _, score in hits)


@pytest.mark.parametrize(
    "query", ["", "the", "Petersen", "Samir Sokolenko", "the Georgian president"]
)
def test_nobody_is_matched_by_force(query: str) -> None:
    assert [hit for hit in NameIndex(SPEAKERS).match(query) if hit[1] >= 0.7] == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did Ivan Sokolenko say about grain?", ["Ivan Sokolenko"]),
        ("what does sokolenko say about nato", ["sokolenko", "nato"]),
        ("Who says that prices will rise?", []),
        ("What do Karen Holt and Tomas Berg each say about ports?", ["Karen Holt", "Tomas Berg"]),
        ("what will happen to prices in may", []),
        ("did harbour watch say so?", ["harbour watch"]),
        ("Did Karen Holt’s aide say that?", ["Karen Holt"]),
    ],
)
def test_names_in_questions(question: str, found: list[str]) -> None:
    assert find_names(question, NameIndex(SPEAKERS)) == found


def test_places_meet_in_all_spellings() -> None:
    assert canonical_place("Türkiye") == canonical_place("turkey") == "Turkey"
    assert canonical_place("the U.S.") == canonical_place("USA") == "United States"
    assert canonical_place("Ankara") is None
    assert canonical_place("Atlantis") is None


def test_given_names_are_kept_as_keys() -> None:
    """The file is read without folding each name, so each has to be a key already."""
    assert [name for name in first_names() if romanised(name) != name] == []
    assert {"maria", "dmitri", "bil"} <= first_names().keys()


@pytest.mark.parametrize(
    ("statements", "first", "both"), [(1, "Ivan Sokolenko", True), (90, "Sokolenko", False)]
)
def test_a_surname_taken_for_a_body_once_does_not_hide_who_bears_it(
    statements: int, first: str, both: bool
) -> None:
    body = Speaker(10, "Sokolenko", "body", (), (), statements, 1)
    found = NameIndex([*SPEAKERS, body]).match("Sokolenko")
    assert found[0][0].name == first
    assert (found[0][1] == found[1][1]) is both


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("the WHO", ["WHO officials"]),
        ("THE RESIDENTS WE MET", []),
        ("THE SOKOLENKO", ["Ivan Sokolenko"]),
    ],
)
def test_a_word_in_capitals_is_itself_and_a_small_one_is_not(query: str, names: list[str]) -> None:
    who = [Speaker(10, "those who left", "group"), Speaker(11, "WHO officials", "group")]
    assert [speaker.name for speaker, _ in NameIndex([*SPEAKERS, *who]).match(query)] == names


HOLDERS = [
    Speaker(1, "Karl Lind", "person", ("candidate", "mayor", "pope"), (), 90, 9),
    Speaker(2, "Ida Ross", "person", ("mayor", "Mayor of Tarn"), (), 9, 3),
    Speaker(3, "Otto Berg", "person", ("former mayor", "secretary of state"), (), 7, 2),
    Speaker(4, "Jan House", "person", ("baker",), (), 8, 2),
    Speaker(5, "Mia Holt", "person", ("Pope",), (), 2, 1),
    Speaker(6, "Una Vik", "person", ("House Speaker",), (), 3, 1),
    Speaker(7, "the mayor's office", "body", (), (), 4, 1),
    Speaker(8, "Mayor", "group", (), (), 1, 1),
]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("the mayor", ["Ida Ross", "Mayor"]),
        ("the former mayor", ["Otto Berg"]),
        ("the Pope", ["Mia Holt"]),
        ("the secretary of state", ["Otto Berg"]),
        ("the speaker of the house", ["Una Vik"]),
        ("Mayor Lind", ["Karl Lind"]),
        ("House", ["Jan House"]),
    ],
)
def test_a_role_means_whose_role_it_mostly_is(query: str, names: list[str]) -> None:
    assert [speaker.name for speaker, _ in NameIndex(HOLDERS).match(query)] == names
