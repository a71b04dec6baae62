"""Speech that was not is told by the grammar of English, whoever is named and wherever."""

from __future__ import annotations

import pytest

from index.speakers.unsaid import is_unsaid

UNSAID = [
    ("At no point did", "say", "."),
    ("It was late, and never has", "claimed", "."),
    ("Nowhere in the report does", "argue", "."),
    ("Not once had", "said", "."),
    ("Nor did", "say", "."),
    ("Under no circumstances would", "admit", "."),
    ("Should", "say", ", the fund will close."),
    ("The fund will close should", "say", "."),
    ("Had", "said", ", nobody would have stayed."),
    ("Nobody will listen if", "claims", "."),
    ("Nobody will listen even if", "claims", "."),
    ("Much depends on whether", "says", "."),
    ("Suppose", "says", "."),
    ("Neither Bert Vogel nor", "said", "."),
    ("When", "says", ", which is expected in June, the fund will close."),
    ("Once", "confirms", ", work will begin."),
    ("Work will begin as soon as", "confirms", "."),
    ("Did", "say", "?"),
    ("It rained, but will", "say", "?"),
]
SAID = [
    ("", "said", "."),
    ("If the rain stops,", "said", "."),
    ("When", "said", ", people cheered."),
    ("When", "says", ", people cheer."),
    ("After the vote,", "says", ", which will please the board."),
    ("Only on Friday did", "say", "."),
    ("Not only did", "say", ", the board agreed."),
    ("Not until Friday did", "say", "."),
    ("No sooner had", "said", "than it rained."),
    ("Why did", "say", "?"),
    ("He would not go, and only then did", "say", "."),
]
NAMES = ["Mei Tanaka", "O’Dea", "Will Lee", "the mayor", "Siobhán van Dyke"]


def _is_unsaid(lead: str, name: str, cue: str, end: str) -> bool:
    content = "that the pier is safe"
    sentence = " ".join(filter(None, (lead, name, cue, content))) + end
    return is_unsaid(sentence, lead and f"{lead} ", cue, content)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("lead", "cue", "end"), UNSAID)
def test_what_is_denied_supposed_or_asked_is_unsaid(
    lead: str, name: str, cue: str, end: str
) -> None:
    assert _is_unsaid(lead, name, cue, end)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("lead", "cue", "end"), SAID)
def test_what_was_said_is_not_unsaid(lead: str, name: str, cue: str, end: str) -> None:
    assert not _is_unsaid(lead, name, cue, end)


def test_a_name_that_was_found_in_part_or_with_its_auxiliary() -> None:
    words = "Nobody listens if Bert Vogel claims that it is."
    assert is_unsaid(words, "Nobody listens if Bert ", "claims", "that it is")
    assert is_unsaid("Should Ann Lee say that it is, we go.", "", "say", "that it is")
    assert is_unsaid("Will Ann say that it is?", "", "say", "that it is")
    assert not is_unsaid("Will Lee said that it is.", "", "said", "that it is")


def test_who_comes_behind_a_turned_clause_may_have_spoken() -> None:
    words = "So did Omar Haddad, who said that it is."
    assert not is_unsaid(words, "So did ", "said", "that it is")
    words = "Never did the town forget Omar Haddad, who said that it is."
    assert not is_unsaid(words, "Never did the town forget ", "said", "that it is")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("cue", "bidden"),
    [
        ("want", "{} to say that the pier is safe"),
        ("have urged", "{} to finally tell the town that the pier is safe"),
        ("would like", "{} to confirm it in writing"),
        ("called on", "{} to say what it costs"),
        ("are pressing", "{} to disclose the price"),
    ],
)
def test_words_that_somebody_is_to_say_are_unsaid(name: str, cue: str, bidden: str) -> None:
    content = bidden.format(name)
    assert is_unsaid(f"Critics {cue} {content}.", "", cue, content)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "the mayor wants to say that the pier is safe"),
        ("told", "the council that it has nothing to say"),
        ("demanded", "that the mayor has to say it"),
        ("want", "the mayor to close the pier"),
        ("asked", "for the pier to be closed"),
        ("urged", "that the firm that failed to disclose its debts be closed"),
    ],
)
def test_what_is_asked_for_may_be_said(cue: str, content: str) -> None:
    assert not is_unsaid(f"Critics {cue} {content}.", "", cue, content)


@pytest.mark.parametrize(
    ("cue", "content", "unsaid"),
    [
        ("declined", "to give a date for the opening", True),
        ("has declined", "to share how much it costs", True),
        ("declines", "to put a price on the pier", True),
        ("declined", "the offer", False),
        ("promised", "to give a date for the opening", False),
        ("said", "the board declined to give a date", False),
    ],
)
def test_what_somebody_declines_to_tell_is_unsaid(cue: str, content: str, unsaid: bool) -> None:
    assert is_unsaid(f"Ann Lee {cue} {content}.", "", cue, content) is unsaid
