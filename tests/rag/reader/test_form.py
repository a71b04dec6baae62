"""The row that the reader reads: what it holds, and what is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.reader.form import (
    CLS,
    CONTEXT,
    LONGEST_BEFORE,
    LONGEST_QUESTION,
    LONGEST_SPEAKER,
    LONGEST_TITLE,
    LONGEST_UNIT,
    QUESTION,
    SEP,
    SPEAKER,
    UNIT,
    TextPieces,
    join,
)

IDS = st.lists(st.integers(1000, 2999), max_size=120)


@given(IDS, IDS, IDS, IDS, IDS)
def test_a_row_has_every_part_cut_to_its_longest(
    question: list[int], unit: list[int], speaker: list[int], title: list[int], before: list[int]
) -> None:
    row = join(question, unit, speaker, title, before)
    assert len(row) == len(row.ids) == len(row.kinds)
    asked = question[-LONGEST_QUESTION:]
    assert row.ids[: row.question] == (CLS, *asked, SEP)
    assert set(row.kinds[: row.question]) == {QUESTION}
    assert row.ids[-row.unit :] == (*unit[:LONGEST_UNIT], SEP)
    assert set(row.kinds[-row.unit :]) == {UNIT}
    assert row.ids.count(SEP) == 2 + sum(map(bool, (speaker, title, before)))
    between = [
        piece
        for part, kind in (
            (speaker[:LONGEST_SPEAKER], SPEAKER),
            (title[:LONGEST_TITLE], CONTEXT),
            (before[-LONGEST_BEFORE:], CONTEXT),
        )
        if part
        for piece in [*((one, kind) for one in part), (SEP, kind)]
    ]
    assert list(zip(row.ids, row.kinds, strict=True))[row.question : -row.unit] == between


def test_marks_are_made_straight() -> None:
    typed, straight = TextPieces(0).many(
        ["“It’s – ‘so’ —\u00a0or „so”, Cafe\u0301", "\"It's - 'so' - or \"so\", Café"]
    )
    assert typed == straight
