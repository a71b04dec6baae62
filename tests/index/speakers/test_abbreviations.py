"""A body and its letters are one voice where the article itself says so."""

from __future__ import annotations

import pytest

from index.sentences import split_sentences
from index.speakers import resolve
from index.speakers.abbreviations import Abbreviations


def full(text: str, letters: str) -> str:
    span = Abbreviations(text).full(letters)
    return text[slice(*span)] if span else ""


@pytest.mark.parametrize(
    ("text", "letters", "name"),
    [
        ("The Food and Drug Board (FDB) met.", "FDB", "Food and Drug Board"),
        ("It asked the Harbour Union (HU) to wait.", "HU", "Harbour Union"),
        ("The Centers for Tide Control and Rescue (CTC) met.", "CTC",
         "Centers for Tide Control and Rescue"),
        ("Tests by the Food and Drug Board went on.", "FDB", "Food and Drug Board"),
        ("Anglers of the West Tarn Water District came.", "WTWD", "West Tarn Water District"),
        ("The Anti-Smuggling League (ASL) met.", "ASL", "Anti-Smuggling League"),
    ],
)  # fmt: skip
def test_letters_stand_for_the_name_in_the_article(text: str, letters: str, name: str) -> None:
    assert full(text, letters) == name


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("The Night Boat Union met. Later the National Bridge Union met.", "NBU"),
        ("He works for the Harbour Union.", "HU"),  # two letters may be anything
        ("Fans Demand Boats\n\nNobody came.", "FDB"),
        ("The Food and Drug Board of Tarn met.", "FDB"),  # a longer name
        ("The Food Board (see below) met.", "FB"),
        ("Nobody came.", "FDB"),
    ],
)
def test_in_doubt_letters_are_a_name_of_their_own(text: str, letters: str) -> None:
    assert full(text, letters) == ""


@pytest.mark.parametrize("first", ["Food and Drug Board (FDB)", "Food and Drug Board"])
def test_both_are_one_voice(first: str) -> None:
    text = f"Tests by the {first} went on. The FDB said: wait. The Food and Drug Board said: now."
    sources = [text.index("The FDB"), text.index("The Food and")]
    spans = [(sources[0], sources[0] + 7), (sources[1], sources[1] + 23)]
    found = resolve(text, split_sentences(text), [Told(span) for span in spans])
    assert [one.name for one in found] == ["Food and Drug Board"] * 2
    assert [one.certainty for one in found] == ["certain"] * 2


def test_with_its_country_it_is_the_same() -> None:
    text = "The U.S. Food and Drug Board (FDB) met."
    assert full(text, "FDB") == full(text, "U.S. Food and Drug Board") == "Food and Drug Board"
    assert full(text, "Tarnish Food and Drug Board") == ""


class Told:
    """A source with something said behind it."""

    def __init__(self, source: tuple[int, int]) -> None:
        self.source = (source,)
        self.cue = (source[1] + 1, source[1] + 5)
        self.content = ((source[1] + 7, source[1] + 10),)
