"""Who holds a claim and who the opposite: the same people in every view, whatever is claimed."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag
from index import Collection
from rag.types import Stance
from tests.rag.asking import town_of
from tests.rag.scripted import ANSWERS, OPPOSITE, script
from ui.cli.ask import who_asked

CLAIMS = (
    "Azerbaijan will join NATO",
    "Azerbaijan will seek NATO membership.",
    "Azerbaijan does not seek NATO membership",
    "Baku cannot expect to be let into NATO",
    "Azerbaijan's forces will be an appendage of the Turkish army",
    "the unity of the West is over",
    "the West wants to keep Baku on a short leash",
    "the price of herring will rise",
)
SIDES: tuple[Stance, ...] = ("affirm", "conditional", "deny")
MANY = 40


def who(collection: Collection, typed: str) -> rag.Answer:
    """As ``onrecord who`` asks it."""
    question, claim = who_asked(typed)
    return rag.ask(collection, question, claim=claim, rewrite=False, limit=MANY)


def named(answer: rag.Answer) -> dict[Stance, set[str]]:
    """The people on each side of an answer."""
    voices = {c.number: c.voice.name or c.voice.described for c in answer.citations}
    said = [(s.stance, voices[n]) for s in answer.sentences for n in s.citations]
    return {side: {name for stance, name in said if stance == side and name} for side in SIDES}


def columns(found: rag.Positions) -> dict[Stance, set[str]]:
    """The people in each column of the positions."""
    voices = {side: [p.voice for p in found.side(side) if p.voice.somebody] for side in SIDES}
    return {side: {v.name or v.described for v in own} for side, own in voices.items()}


@pytest.mark.parametrize("claim", CLAIMS)
def test_who_holds_a_claim_are_those_who_agree_in_the_positions(
    news: Collection, claim: str
) -> None:
    answer, found = who(news, claim), rag.positions(news, claim, limit=MANY)
    if answer.status == "answered":
        assert named(answer) == columns(found)
        assert any(named(answer).values())
        assert answer.confidence == found.confidence
    else:
        assert not columns(found)["affirm"] | columns(found)["conditional"]
        assert found.held or found.reason == answer.reason
    assert answer.standalone == f"Who says that {claim.rstrip('.')}?"


def test_somebody_who_said_both_stands_on_both_sides_in_either_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = script(monkeypatch, {"before the winter": ANSWERS, "Malta": OPPOSITE})
    with town_of(tmp_path / "town") as town:
        answer, found = (
            who(town, "the ferry will be sold"),
            rag.positions(town, "The ferry will be sold."),
        )
    assert reader.asked == [f"Who says that {t}he ferry will be sold?" for t in "tT"]
    assert named(answer) == columns(found)
    assert named(answer)["affirm"] == named(answer)["deny"] == {"Anna Kovacs"}
