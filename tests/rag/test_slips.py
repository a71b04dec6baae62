"""Slips of the keyboard: put right where that is safe, and shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rag
from index import Collection
from rag.slips import without_slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who says azerbajan will seek membershp?", "who says azerbaijan will seek membership?"),
        ("who is the defence minsiter", "who is the defence minister"),
        # One of two letters that are alike is missing, or one too many: no common words are these.
        ("who speaks of asymetrical measures?", "who speaks of asymmetrical measures?"),
        ("who sent peacekepers?", "who sent peacekeepers?"),
        ("who sent peacekeeppers?", "who sent peacekeepers?"),
        # Common words that the articles do not have, names, short words and large ones stay.
        ("who scored in the football match?", "who scored in the football match?"),
        ("what does tkachenko say?", "what does tkachenko say?"),
        ("who asks the amry?", "who asks the amry?"),
        ("Who says Azerbajan will seek it?", "Who says Azerbajan will seek it?"),
    ],
)
def test_a_slip_is_put_right(news: Collection, typed: str, meant: str) -> None:
    assert without_slips(typed, news) == meant


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_what_has_no_word_of_letters_to_put_right_stays(news: Collection, text: str) -> None:
    made = without_slips(text, news)
    assert made == text or any(len(word) >= 6 for word in text.split())


def test_what_was_searched_for_is_shown_and_can_be_declined(news: Collection) -> None:
    typed = "who claims azerbaijan will seek nato membershp?"
    answer = rag.ask(news, typed)
    assert (answer.question, answer.rewritten) == (typed, True)
    assert answer.standalone == "who claims azerbaijan will seek nato membership?"
    meant = rag.ask(news, answer.standalone)
    assert answer.citations
    assert (answer.sentences, answer.citations) == (meant.sentences, meant.citations)
    assert rag.ask(news, typed, rewrite=False).standalone == typed
