"""Reprints: nearly equal texts are recognised, others are not, in any order of adding."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from index import Article, LocalCollection
from index.reprints import sample, shingles, similarity, worth_comparing

VOCABULARY = [f"{a}{b}" for a in ("mar", "tel", "son", "ri", "ke") for b in ("to", "la", "vin")]


def prose(seed: int, words: int) -> str:
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(VOCABULARY)}{rng.randrange(40)}" for _ in range(words))


def like(one: str, other: str) -> float:
    return similarity(shingles(one), shingles(other))


def test_case_accents_punctuation_and_layout_do_not_matter() -> None:
    text = prose(1, 60)
    assert like(text, text.upper().replace(" ", ",\n ")) == 1.0
    assert like(text + " Šekerinska", text + " SEKERINSKA!") == 1.0


def test_few_changes_are_a_reprint_many_are_not() -> None:
    words = prose(2, 200).split()
    few, many = words[:], words[:]
    few[50] = few[150] = "changed"
    many[::6] = ["changed"] * len(many[::6])
    assert like(" ".join(words), " ".join(few)) > 0.85
    assert like(" ".join(words), " ".join(many)) == 0.0
    assert like(prose(3, 200), prose(4, 200)) == 0.0


def test_a_shortened_version_is_a_reprint_a_shared_quotation_is_not() -> None:
    text = prose(5, 300)
    assert like(text, " ".join(text.split()[:120])) == 1.0
    assert like(text, prose(6, 200) + " " + " ".join(text.split()[:40])) == 0.0


def test_very_short_texts_are_never_reprints() -> None:
    assert like("the ferry sank at dawn today", "the ferry sank at dawn today") == 0.0
    assert len(shingles("four words are few")) == 0
    assert len(shingles("")) == 0


def test_boilerplate_does_not_count() -> None:
    footer = prose(7, 100)
    one, other = prose(8, 60), prose(9, 60)
    texts = [f"{one} {footer}", f"{other} {footer}"]
    spans = [[(len(one), len(texts[0]))], [(len(other), len(texts[1]))]]
    hashes = [shingles(t, s) for t, s in zip(texts, spans, strict=True)]
    assert similarity(*hashes) == 0.0
    assert similarity(hashes[0], shingles(one)) == 1.0


@pytest.mark.parametrize("length", [30, 60, 90, 400, 1500])
def test_the_sample_finds_what_the_full_comparison_confirms(length: int) -> None:
    """In fifty pairs of an article and a shortened, slightly changed copy."""
    missed = 0
    for seed in range(50):
        rng = random.Random(seed)
        words = prose(seed, length).split()
        copy = [w if rng.random() > 0.01 else "changed" for w in words][: int(length * 0.7)]
        one, other = shingles(" ".join(words)), shingles(" ".join(copy))
        if similarity(one, other):
            shared = len(set(sample(one).tolist()) & set(sample(other).tolist()))
            missed += not worth_comparing(shared, len(one), len(other))
    assert missed <= 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_links_do_not_depend_on_the_order(
    local: LocalCollection, make: Callable[..., Article], order: tuple[int, ...]
) -> None:
    text = prose(11, 80)
    articles = [
        make(0, text=f"{text}."),
        make(1, text=f"From our agency. {text}."),
        make(2, text=f"{prose(12, 80)}."),
    ]
    for n in order:
        local.add([articles[n]])
    first, second, third = (a.id for a in articles)
    assert list(local.reprints(first)) == [second]
    assert list(local.reprints(second)) == [first]
    assert list(local.reprints(third)) == []
