"""The shipped verifier over what is really extracted, on articles written for these tests."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article, Sentence
from index.attributing import attribute, attributed, verified
from index.attribution import extract_with_states
from index.cases import cases_of
from index.exceptions import EncoderError
from index.sentences import split_sentences
from index.store.writing import Attributed, Mention
from index.verifying import Bounds, Verdict, Verifier, default_verifier, features
from index.verifying.model import MODEL

LEAD = (
    "The harbour of Ostmar will close for a year, its operator announced on Monday. "
    "Marta Kovic, who runs the port, met the press in the old customs house.\n\n"
)
PIECES = (
    "“The piers will not survive another winter,” Kovic said.",
    "Kovic said that the repairs would cost two million euros.",
    "Ivan Dral, a fisherman, said he had heard nothing of it.",
    "He added that the boats needed another place.",
    "Dral walked to the end of the pier and took his cap off.",
    "The council voted on Tuesday to raise the fees.",
    "According to the ministry, the cranes date from 1961.",
    "“We were never asked,” said Selma Orhan, who owns a café there.",
    "She opened the café eleven years ago and has sold it since.",
    "Read more: what Ostmar looked like in the snow",
)
DOUBTFUL = (
    "The commission enacted a plan to clear the harbour.",
    "Kovic has kept the focus on the repairs.",
    "The moderators almost forgot to introduce one candidate.",
)


def article(text: str) -> Article:
    return Article(text=text, title="Ostmar", source="Gazette", language="en")


def both(one: Article) -> tuple[list[Attributed], list[Attributed]]:
    """The statements of an article as they are extracted, and as they are stored."""
    sentences = split_sentences(one.text, one.boilerplate)
    (extracted,) = extract_with_states([(one.text, one.boilerplate)])
    cases = cases_of(one, sentences, extracted)
    return (
        [attributed(one, sentences, case) for case in cases],
        verified(one, sentences, extracted, cases, default_verifier()),
    )


def perhaps(mention: Mention | None) -> Mention | None:
    """The same one in doubt."""
    return mention and replace(mention, certainty="uncertain")


def stored(text: str) -> list[Attributed]:
    one = article(text)
    spans = split_sentences(one.text, one.boilerplate)
    return attribute([one], [[Sentence(one.id, a, b) for a, b in spans]])[0]


def names_of(text: str, words: str) -> list[str]:
    """Who is named for statements that hold some words; empty where nobody is."""
    at = text.index(words)
    return [
        one.mention.name if one.mention else ""
        for one in stored(text)
        if any(a < at + len(words) and at < b for a, b in one.statement.content)
    ]


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("“The piers are rotten,” Kovic said.", "The piers are rotten", "Marta Kovic"),
        ("Kovic said that the piers were rotten.", "the piers were rotten", "Marta Kovic"),
        ("“The piers,” she said, “are rotten to the core.”", "are rotten", "Marta Kovic"),
        ("According to Kovic, the piers are rotten.", "the piers are rotten", "Marta Kovic"),
    ],
)
def test_whoever_speaks_keeps_their_name(sentence: str, words: str, name: str) -> None:
    assert names_of(LEAD + sentence, words) == [name]


@pytest.mark.parametrize(
    ("sentence", "words"),
    list(
        zip(DOUBTFUL, ("clear the harbour", "the repairs", "introduce one candidate"), strict=True)
    ),
)
def test_what_somebody_does_is_not_what_they_say(sentence: str, words: str) -> None:
    assert not any(names_of(LEAD + sentence, words))


TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(
    lambda pieces: LEAD + "\n\n".join(pieces)
)
SLOW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(TEXTS)
def test_nothing_is_added_and_no_name_is_changed(text: str) -> None:
    extracted, kept = both(article(text))
    known = {one.statement.content: one for one in extracted}
    assert len(kept) <= len(extracted)
    for one in kept:
        before = known[one.statement.content]
        assert one.mention in (before.mention, perhaps(before.mention), None)
        assert one.statement.source in (before.statement.source, ())
        assert (one.statement.cue, one.statement.kind) == (
            before.statement.cue,
            before.statement.kind,
        )
        if one.mention is not None:
            assert one.statement == before.statement


@SLOW
@given(TEXTS)
def test_whom_the_words_name_is_not_shown_where_that_is_in_doubt(text: str) -> None:
    extracted, kept = both(article(text))
    doubtful = {one.statement.content for one in kept if one.mention is None}
    for one in extracted:
        if one.mention is None or one.statement.content not in doubtful:
            continue
        source = next(k for k in kept if k.statement.content == one.statement.content)
        words = " ".join(text[a:b] for a, b in source.statement.source)
        assert one.mention.local or one.mention.name not in words


@SLOW
@given(TEXTS)
def test_the_same_article_gets_the_same_verdicts_alone_and_among_others(text: str) -> None:
    alone, among = stored(text), article(text)
    others = [article(LEAD + PIECES[2]), among, article(LEAD + PIECES[0])]
    sentences = [
        [Sentence(o.id, a, b) for a, b in split_sentences(o.text, o.boilerplate)] for o in others
    ]
    found = attribute(others, sentences)[1]
    # In bfloat16 a processor may add up in another order among others: the last digits differ.
    sure, before = ([a.statement.confidence for a in each] for each in (found, alone))
    assert sure == pytest.approx(before, abs=5e-3)
    assert [_unsure(a) for a in found] == [_unsure(a) for a in alone]


def _unsure(found: Attributed) -> Attributed:
    return replace(found, statement=replace(found.statement, confidence=0.0))


def test_verdicts_are_probabilities() -> None:
    one = article(LEAD + "\n\n".join(PIECES))
    sentences = split_sentences(one.text, one.boilerplate)
    (extracted,) = extract_with_states([(one.text, one.boilerplate)])
    cases = cases_of(one, sentences, extracted)
    verdicts = default_verifier().verify(extracted, cases)
    assert len(verdicts) == len(cases) > 4
    assert all(0 <= v.named <= v.spoken <= 1 for v in verdicts)
    assert np.isfinite(features(extracted, cases)).all()
    assert default_verifier().verify(extracted, []) == []


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_what_may_stand_under_a_name_is_a_statement(bound: float, one: float, two: float) -> None:
    bounds, verdict = Bounds(certain=bound), Verdict(max(one, two), min(one, two))
    assert bounds.keeps(verdict) >= bounds.names(verdict) >= bounds.leaves(verdict)


@pytest.mark.parametrize("spoken", [0.0, 0.2, 0.5, 1.0])
def test_a_statement_in_doubt_stands_under_nobody(tmp_path: Path, spoken: float) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    config = json.loads((folder / "config.json").read_text())
    config["bounds"]["spoken"] = spoken
    (folder / "config.json").write_text(json.dumps(config))
    text = LEAD + "\n\n".join((*PIECES, *DOUBTFUL))
    one = article(text)
    sentences = split_sentences(one.text, one.boilerplate)
    (extracted,) = extract_with_states([(one.text, one.boilerplate)])
    cases, verifier = cases_of(one, sentences, extracted), Verifier(folder)
    verdicts = verifier.verify(extracted, cases)
    kept = verified(one, sentences, extracted, cases, verifier)
    expected = [
        (case.raw.content, verdict.named >= 0.5)
        for case, verdict in zip(cases, verdicts, strict=True)
        if verdict.spoken >= spoken or verdict.named >= 0.5
    ]
    assert any(v.spoken < 0.2 for v in verdicts)
    assert any(0.2 <= v.spoken < 0.5 for v in verdicts)
    assert [one.statement.content for one in kept] == [content for content, _ in expected]
    assert not any(
        one.mention and not named for one, (_, named) in zip(kept, expected, strict=True)
    )


def test_little_is_dropped_as_shipped() -> None:
    assert default_verifier().bounds.spoken == 0.2


@pytest.mark.parametrize("harm", ["no weights", "no weights in it", "no bounds", "half"])
def test_a_damaged_model_is_told_of(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    weights, config = folder / "model.safetensors", folder / "config.json"
    if harm == "no weights":
        weights.unlink()
    elif harm == "no weights in it":
        weights.write_bytes(b"not weights")
    elif harm == "half":
        weights.write_bytes(weights.read_bytes()[:500])
    else:
        config.write_text("{}")
    with pytest.raises(EncoderError, match="install the package again"):
        Verifier(folder)
