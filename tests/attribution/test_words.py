"""Words with offsets, quotation marks and their state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.attribution.states import quote_states
from index.attribution.words import (
    CLOSING,
    INSIDE,
    OPENING,
    OUTSIDE,
    shape,
    words_of,
)


def texts(text: str) -> list[str]:
    return [w.text for w in words_of(text)]


def test_contractions_and_possessives_split_as_the_treebank_does() -> None:
    assert texts("They don't know Aliyev’s plan.") == [
        "They", "do", "n't", "know", "Aliyev", "’s", "plan", ".",
    ]  # fmt: skip


def test_titles_and_initials_keep_their_dot() -> None:
    assert texts("Mr. J. Doe of the U.S. Senate left at 5.30.")[:8] == [
        "Mr.", "J.", "Doe", "of", "the", "U.S.", "Senate", "left",
    ]  # fmt: skip


def test_hyphens_stay_and_dashes_part() -> None:
    assert texts("a long-term plan — well-known--or not") == [
        "a", "long-term", "plan", "—", "well-known", "--", "or", "not",
    ]  # fmt: skip


def test_straight_marks_get_a_direction() -> None:
    marks = [w.mark for w in words_of('"Yes," she said. He wrote "no" ("never").') if w.mark]
    assert marks == [OPENING, CLOSING, OPENING, CLOSING, OPENING, CLOSING]


def test_part_of_a_text() -> None:
    text = "One two three"
    assert [(w.start, w.end) for w in words_of(text, 4, 7)] == [(4, 7)]


def states_of(*paragraphs: str) -> list[list[int]]:
    return quote_states([[w.mark for w in words_of(p)] for p in paragraphs])


def test_a_quotation_left_open_goes_on_when_the_next_paragraph_reopens_it() -> None:
    first, second = states_of("“One two.", "“Three,” he said.")
    assert first == [OPENING, INSIDE, INSIDE, INSIDE]
    assert second == [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE, OUTSIDE]


def test_a_quotation_left_open_goes_on_without_a_mark_when_it_closes_later() -> None:
    _, second, third = states_of("“One.", "Two.", "Three,” he said.")
    assert second == [INSIDE, INSIDE]
    assert third[:3] == [INSIDE, INSIDE, CLOSING]


def test_a_missing_closing_mark_does_not_swallow_the_article() -> None:
    _, second, third = states_of("“One.", "Two.", "He said “three” again.")
    assert second == [OUTSIDE, OUTSIDE]
    assert third[0] == OUTSIDE


def test_shapes() -> None:
    assert [shape(t) for t in ("said", "Aliyev", "NATO", "iPhone", "1994", "—")] == [
        0, 1, 2, 3, 4, 5,
    ]  # fmt: skip


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_words_are_slices_in_order(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert end <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        assert not text[end : word.start].strip() or not any(
            c.isalnum() for c in text[end : word.start]
        )
        end = word.end
    assert not any(c.isalnum() for c in text[end:])


@given(st.lists(st.lists(st.sampled_from([OUTSIDE, OPENING, CLOSING]), max_size=6), max_size=6))
def test_states_have_the_shape_of_the_marks(marks: list[list[int]]) -> None:
    assert [len(row) for row in quote_states(marks)] == [len(row) for row in marks]
