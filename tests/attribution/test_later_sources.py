"""What one sentence reports is never said by who is named in the next sentence only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.attribution import extract_with_states
from index.cases import cases_of
from index.sentences import split_sentences
from index.types import Article


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Selm Water was generous, telling people that they may wash",
            "Karl Lindt warned of a drought.",
        ),
        ("The mill has said that it will close in winter", "Karl Lindt warned of a strike."),
    ],
)
def test_a_source_in_a_later_sentence_is_none(first: str, second: str) -> None:
    text = f"{first}. {second}"
    sentences = split_sentences(text)
    (extracted,) = extract_with_states([(text, ())])
    own, other = extracted.relations[0], extracted.relations[-1]
    assert other.source not in (None, own.source)
    wrong = replace(extracted, relations=[replace(own, source=other.source)])
    (case,) = cases_of(Article(text=text, language="en"), sentences, wrong)
    assert case.raw.source is None
    assert case.resolved.certainty == "unresolved"
