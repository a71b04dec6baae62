"""When a found span counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.spans import Place, coverage, holds, is_hit, overlap, place_matches

PLACES = st.builds(
    lambda a, s, n: Place(a, s, s + n),
    st.sampled_from("ab"),
    st.integers(0, 40),
    st.integers(1, 30),
)


def test_half_of_the_shorter_is_enough_and_less_is_not() -> None:
    gold = Place("a", 100, 120)
    assert place_matches(Place("a", 0, 110), gold)
    assert not place_matches(Place("a", 0, 109), gold)
    assert place_matches(Place("a", 105, 107), gold)
    assert not place_matches(Place("b", 100, 120), gold)


def test_an_article_as_gold_wants_the_article_alone() -> None:
    assert place_matches(Place("a", 3, 9), Place("a"))
    assert not place_matches(Place("b", 3, 9), Place("a"))


def test_any_place_of_an_item_will_do() -> None:
    gold = (Place("a", 0, 10), Place("b", 5, 15))
    assert is_hit(Place("b", 5, 15), gold)
    assert holds(Place("b", 0, 20), gold)
    assert not holds(Place("b", 6, 20), gold)


def test_coverage_adds_up_without_counting_twice() -> None:
    gold = (Place("a", 0, 10),)
    assert coverage([Place("a", 0, 4), Place("a", 2, 6)], gold) == 0.6
    assert coverage([Place("a", 4, 40), Place("a", 0, 4)], gold) == 1.0
    assert coverage([], gold) == 0.0
    assert coverage([Place("a", 1, 2)], (Place("a"),)) == 1.0


@given(PLACES, PLACES)
def test_overlap_and_match_are_symmetric(a: Place, b: Place) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert place_matches(a, b) == place_matches(b, a)
    assert place_matches(a, a)


@given(st.lists(PLACES, max_size=6), PLACES)
def test_coverage_is_the_share_of_characters_covered(found: list[Place], gold: Place) -> None:
    covered = {
        i
        for f in found
        if f.article_id == gold.article_id
        for i in range(max(f.start, gold.start), min(f.end, gold.end))
    }
    assert coverage(found, (gold,)) == len(covered) / (gold.end - gold.start)
