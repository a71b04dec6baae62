"""The training code: folds without leaks, rules that make pairs, and weights that export whole."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from rag.stance.network import Network
from rag.stance.pairs import join
from training.stance import joining
from training.stance.examples import AFFIRM, DENY, DISCUSS, UNRELATED
from training.stance.fnc import FOLDS, folds
from training.stance.rewriting import denied, negated, opposite, other_number, reworded
from training.stance.statements import Statement, make_pairs


def _pairs(seed: int) -> list[tuple[str, str, str]]:
    rng = random.Random(seed)
    stances = ("agree", "disagree", "discuss", "unrelated", "unrelated", "unrelated")
    found = {}
    for _ in range(300):
        topic = rng.randrange(30)
        stance = rng.choice(stances)
        other = rng.randrange(30) if stance == "unrelated" else topic
        key = f"headline {topic}-{rng.randrange(3)}", f"article {other}-{rng.randrange(3)}"
        found.setdefault(key, stance)
    return [(*key, stance) for key, stance in found.items()]


@pytest.mark.parametrize("seed", range(5))
def test_what_is_related_lies_in_one_topic_and_one_fold(seed: int) -> None:
    pairs = _pairs(seed)
    fold_of, topic_of = folds(pairs)
    assert set(fold_of.values()) == set(range(FOLDS))
    for headline, article, stance in pairs:
        if stance != "unrelated":
            assert fold_of[headline] == fold_of[article]
            assert topic_of[headline] == topic_of[article]


def test_negation_goes_in_and_comes_out() -> None:
    rng = random.Random(1)
    assert negated("the deal was not signed", rng) == "the deal was signed"
    assert negated("the deal won't hold", rng) == "the deal will hold"
    assert negated("the deal cannot hold", rng) == "the deal can hold"
    assert negated("a signed deal", rng) is None
    for _ in range(20):
        text = negated("the deal was signed", rng)
        assert text is not None
        assert text != "the deal was signed"


def test_a_headline_is_turned_round() -> None:
    rng = random.Random(1)
    got = {denied("Comet is real", rng) for _ in range(200)}
    assert "Comet is not real" in got
    assert "Comet is real is a hoax" in got
    assert "Comet is real" not in got


def test_opposites_numbers_and_other_words() -> None:
    rng = random.Random(1)
    assert opposite("Nordland supports the plan", rng) == "Nordland opposes the plan"
    assert opposite("Nordland has a plan", rng) is None
    changed = other_number("It cost 1,200 crowns", rng)
    assert changed is not None
    assert changed.startswith("It cost ")
    assert changed.endswith(" crowns")
    assert "1,200" not in changed
    assert other_number("It cost nothing", rng) is None
    assert "not" in reworded("the plan will not get the money, he added", rng)


def test_made_pairs_carry_the_label_of_their_rule() -> None:
    clause = "the northern bridge will open in spring"
    sentence = f"The mayor of Ruritania said that {clause}."
    other = "the school has lost its roof in the storm"
    statements = [
        Statement("a", "The mayor", clause, sentence),
        Statement("a", "Ana Lupan", other, f"Ana Lupan said that {other}."),
    ]
    labels = set()
    for seed in range(30):
        for made in make_pairs(statements, random.Random(seed)):
            labels.add(made.stance)
            if made.stance == UNRELATED:
                assert made.support == 0
            if made.text == sentence and "not" not in made.claim.split():
                assert made.stance in (AFFIRM, DENY, UNRELATED)
    assert labels == {AFFIRM, DENY, DISCUSS, UNRELATED}


def test_joined_scores_follow_what_separates_the_classes() -> None:
    rng = np.random.default_rng(1)
    gold = rng.integers(0, 2, 300)
    rows = np.stack([gold + 0.2 * rng.normal(size=300), rng.normal(size=300)], 1).astype(np.float32)
    joined = joining.fit(rows, gold)
    got = joining.classes(joining.apply(joined, rows))
    assert (got == gold).mean() > 0.95
    assert joining.f1_scores(gold, gold, 2) == [1.0, 1.0]


def test_the_official_score_counts_relatedness_a_quarter() -> None:
    gold = np.array([0, 1, 2, 3])
    assert joining.fnc_score(gold, gold) == 100
    assert joining.fnc_score(gold, [1, 0, 0, 3]) == pytest.approx(100 * 1.0 / 3.25)
    assert joining.fnc_score(gold, [3, 3, 3, 3]) == pytest.approx(100 * 0.25 / 3.25)


def test_exported_weights_score_as_the_trained_network(tmp_path: Path) -> None:
    import torch
    from safetensors.numpy import save_file

    from index.encoder.files import find_model
    from training.stance.export import tensors_of
    from training.stance.network import StanceNetwork
    from training.stance.scoring import scores_of

    torch.manual_seed(3)
    trained = StanceNetwork(find_model().weights, 0.0).eval()
    torch.nn.init.normal_(trained.encoder.features.weight, std=0.02)
    rarity = np.full(30522, 4.0, np.float32)
    save_file(tensors_of(trained.state_dict(), rarity), str(tmp_path / "model.safetensors"))
    config = {"layers": 3}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    exported = Network(tmp_path)
    rng = random.Random(2)
    pairs = [
        join(
            [rng.randrange(2000, 9000) for _ in range(rng.randint(3, 12))],
            [rng.randrange(2000, 9000) for _ in range(rng.randint(3, 40))],
            rarity,
            64,
        )
        for _ in range(12)
    ]
    slow = scores_of(trained, pairs, "article")
    fast = exported.scores(pairs)
    # Half precision weights on one side, bfloat16 arithmetic on the other.
    assert np.abs(slow - fast).max() < 0.03 * max(1.0, float(np.abs(fast).max()))
