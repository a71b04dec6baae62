"""What the stance model is given to read: pairs, chosen sentences, counts of shared words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.stance.features import FEATURES, overlap_features
from rag.stance.model import read_longer
from rag.stance.network import Network
from rag.stance.pairs import (
    CLAIM,
    CLAIM_SHARED,
    CLS,
    LONGEST_CLAIM,
    SEP,
    TEXT,
    TEXT_SHARED,
    Pieces,
    join,
)
from rag.stance.selection import best_sentences

RARITY = np.where(np.arange(3000) < 2000, 0.5, 4.0).astype(np.float32)
IDS = st.lists(st.integers(1000, 2999), max_size=90)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """Word pieces with the shipped rarities."""
    return Pieces(Network().rarity)


@given(IDS, IDS, st.integers(LONGEST_CLAIM + 8, 160))
def test_a_pair_fits_and_keeps_the_claim(claim: list[int], text: list[int], longest: int) -> None:
    pair = join(claim, text, RARITY, longest)
    assert len(pair.ids) == len(pair.kinds) <= longest
    kept = claim[:LONGEST_CLAIM]
    assert list(pair.ids[: len(kept) + 2]) == [CLS, *kept, SEP]
    assert pair.ids[-1] == SEP
    assert pair.ids.index(SEP) == len(kept) + 1
    second = pair.ids[len(kept) + 2 : -1]
    assert list(second) == text[: len(second)]
    assert len(second) == len(text) or len(pair.ids) == longest


def test_only_rare_pieces_of_both_sides_are_marked_as_shared() -> None:
    pair = join([1001, 2500, 2600], [1001, 2500, 2700], RARITY, 60)
    assert pair.kinds == (
        *(CLAIM, CLAIM, CLAIM_SHARED, CLAIM, CLAIM),
        *(TEXT, TEXT_SHARED, TEXT, TEXT),
    )


def test_the_sentences_about_the_claim_are_read_in_their_order(pieces: Pieces) -> None:
    filler = "Nobody in the village had thought about gardening for a long time before that day."
    sentences = [
        filler,
        *[filler.replace("gardening", w) for w in ("fishing", "cooking", "dancing", "painting")],
        "The mayor of Ruritania stole the golden clock, a neighbour said.",
        filler.replace("gardening", "sailing"),
        "Police later denied the story about the golden clock.",
    ]
    claim = pieces("Mayor stole golden clock")
    chosen = best_sentences(claim, sentences, pieces, 32)
    assert chosen == [5, 7]
    assert best_sentences(claim, [], pieces, 32) == []
    assert best_sentences(claim, sentences[:1], pieces, 1) == [0]


def test_a_long_article_is_cut_to_what_the_network_reads(pieces: Pieces) -> None:
    sentences = [f"Sentence {i} speaks of the golden clock of the town hall." for i in range(200)]
    pair, counts = read_longer("The golden clock was stolen", sentences, pieces, 96)
    assert len(pair) <= 96
    assert counts.shape == (len(FEATURES),)


def test_counts_tell_numbers_and_rare_words_apart(pieces: Pieces) -> None:
    def counted(claim: str, text: str) -> dict[str, float]:
        vector = overlap_features(
            claim, pieces(claim), [text], [pieces(text)], pieces.rarity
        ).tolist()
        return dict(zip(FEATURES, vector, strict=True))

    same = counted("Azerbaijan bought 12 drones", "Azerbaijan bought 12 drones in May.")
    other = counted("Azerbaijan bought 12 drones", "Azerbaijan bought 14 drones in May.")
    none = counted("Azerbaijan bought drones", "The choir sang on the square.")
    assert same["words"] == same["best sentence"] == same["numbers"] == 1.0
    assert other["numbers"] == 0.0 < other["words"] < 1.0
    assert none["words"] < 0.2
    assert none["numbers"] == 1.0
    assert none["has numbers"] == 0.0


@given(st.text(max_size=40), st.lists(st.text(max_size=60), max_size=4))
def test_shares_stay_between_nought_and_one(
    pieces: Pieces, claim: str, sentences: list[str]
) -> None:
    ids = pieces.many(sentences)
    vector = overlap_features(claim, pieces(claim), sentences, ids, pieces.rarity)
    assert np.isfinite(vector).all()
    assert (vector[:8] >= 0).all()
    assert (vector[:8] <= 1.0001).all()
