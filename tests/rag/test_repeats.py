"""Asked once more what somebody says, the answer is what has not been shown yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Collection
from rag import ask
from rag.types import Answer
from tests.rag.scripted import ANSWERS, script
from tests.rag.spoken import collect

THINGS = (
    "ferry bridge school market tower garden harbour library museum station theatre fountain"
).split()


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """One man on twelve things, one woman on one."""
    text = " ".join(f"Driver Pavel Kovacs said the {thing} must stay." for thing in THINGS)
    text += " Baker Ana Lind said the market must go."
    folder: Path = tmp_path_factory.mktemp("village") / "village"
    with collect(folder, [Article(text=text, title="Village")]) as collection:
        yield collection


def quotes(answer: Answer) -> set[str]:
    return {c.quote.text for c in answer.citations}


@pytest.fixture(autouse=True)
def everything_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is read answers, so that only what has been shown tells answers apart."""
    script(monkeypatch, {"": ANSWERS})


def test_the_same_asked_once_more_brings_what_is_new_until_nothing_is_left(
    village: Collection,
) -> None:
    history = [ask(village, "What does Pavel Kovacs say?")]
    seen = quotes(history[0])
    assert len(seen) == 5
    while len(history) < 6:
        answer = ask(village, "What else does Pavel Kovacs say?", history=history)
        if answer.status == "abstained":
            break
        assert quotes(answer)
        assert not quotes(answer) & seen
        assert {c.voice.name for c in answer.citations} == {"Pavel Kovacs"}
        seen |= quotes(answer)
        history.append(answer)
    assert len(seen) == len(THINGS)
    assert answer.message == "We found nothing more by Pavel Kovacs on this."


def test_what_has_been_shown_to_another_question_is_shown_again(village: Collection) -> None:
    first = ask(village, "What does Pavel Kovacs say?")
    topic = ask(village, "What does Pavel Kovacs say about the ferry?", history=[first])
    alone = ask(village, "What does Pavel Kovacs say about the ferry?")
    assert quotes(topic) == quotes(alone)
    who = ask(village, "Who says the ferry must stay?")
    assert quotes(ask(village, "What does Pavel Kovacs say?", history=[who])) == quotes(first)


def test_more_leaves_out_whatever_the_conversation_shows(village: Collection) -> None:
    who = ask(village, "Who says the ferry must stay?")
    more = ask(village, "What else does Pavel Kovacs say?", history=[who], more=True)
    assert quotes(more)
    assert not quotes(more) & quotes(who)
    assert (more.before, more.rewritten) == ("", False)
