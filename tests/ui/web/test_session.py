"""One conversation in one tab: what an answer does that comes when the user has turned away."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from ui.web.conversations import Conversations
from ui.web.session import Session, Turn

USER = ""


@pytest.fixture
def kept() -> Iterator[Conversations]:
    """Conversations in memory."""
    made = Conversations(None)
    yield made
    made.close()


def put(session: Session, kept: Conversations, question: str, left: int) -> bool:
    return session.keep(kept, USER, Turn(question), len(session.turns), left)


@pytest.mark.parametrize("turn_away", ["begin", "leave", "open"])
def test_an_answer_the_user_has_turned_away_from_is_not_kept(
    kept: Conversations, turn_away: str
) -> None:
    session, other = Session(), Session()
    assert put(other, kept, "Who says the mill closes?", other.left)
    assert put(session, kept, "Who says the bridge opens?", session.left)
    asked = session.left
    if turn_away == "open":
        session.open(kept, USER, other.conversation, lambda _: None)
    else:
        getattr(session, turn_away)()
    shown = [turn.question for turn in session.turns]

    assert not put(session, kept, "Who says the ferry pays?", asked)
    assert [turn.question for turn in session.turns] == shown
    written = [kept.turns(USER, one.id) for one in kept.listed(USER)]
    assert sorted(turn.question for turns in written for turn in turns) == [
        "Who says the bridge opens?",
        "Who says the mill closes?",
    ]
    assert put(session, kept, "Who says the school moves?", session.left)


def test_every_tab_begins_with_a_session_of_its_own() -> None:
    session = Session(words="mill")
    copy = deepcopy(session)
    assert (copy.words, copy.turns) == ("", [])
    assert copy.turns is not session.turns
