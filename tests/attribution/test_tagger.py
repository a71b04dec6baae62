"""The tagger's parts that need no trained weights, its files, and its quality on PolNeAR."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from index.attribution.decode import Crf, decode
from index.attribution.metrics import ROLES
from index.attribution.stored import MODEL
from index.attribution.tagger import Tagger
from index.attribution.windows import Paragraph, group, split_long
from index.exceptions import EncoderError

FLOOR = {"source": 76.0, "cue": 68.0, "content": 58.0}
"""Exact F1 on a tenth of the validation articles; well under the whole set's figures."""


def test_decoding_finds_the_best_of_all_paths_and_its_probabilities() -> None:
    random = np.random.default_rng(7)
    rows = [4, 1, 3]
    scores = random.normal(size=(8, 3)).astype(np.float32)
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    start, end = (random.normal(size=3).astype(np.float32) for _ in range(2))
    found, sure = decode(scores, rows, Crf(transitions, start, end))
    at = 0
    for length, path, chances in zip(rows, found, sure, strict=True):

        def value(tags: tuple[int, ...], at: int = at) -> float:
            total = float(start[tags[0]] + end[tags[-1]])
            total += sum(float(scores[at + i, t]) for i, t in enumerate(tags))
            return total + sum(float(transitions[a, b]) for a, b in itertools.pairwise(tags))

        every = list(itertools.product(range(3), repeat=length))
        assert tuple(path) == max(every, key=value)
        weights = {tags: np.exp(value(tags)) for tags in every}
        for place, tag in enumerate(path):
            share = sum(w for tags, w in weights.items() if tags[place] == tag)
            assert chances[place] == pytest.approx(share / sum(weights.values()), abs=1e-4)
        at += length


def test_windows_hold_whole_paragraphs_within_the_limit() -> None:
    lengths = [100, 100, 40, 300, 10]
    windows = group(lengths, 256)
    assert [list(w) for w in windows] == [[0, 1, 2], [3], [4]]


def test_a_long_paragraph_is_cut_at_words() -> None:
    paragraph = Paragraph(list(range(10)), [0] * 4, [3, 3, 3, 1])
    parts = split_long(paragraph, 6)
    assert [p.pieces for p in parts] == [list(range(6)), list(range(6, 10))]
    assert [len(p) for p in parts] == [2, 2]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"cannot be read.*training\.attribution"):
        Tagger(tmp_path)


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((MODEL / name).read_bytes())
    (tmp_path / "model.safetensors").write_bytes((MODEL / "model.safetensors").read_bytes()[:5000])
    with pytest.raises(EncoderError, match="cannot be read"):
        Tagger(tmp_path)


def test_the_weights_stay_small() -> None:
    assert (MODEL / "model.safetensors").stat().st_size < 50_000_000


def test_quality_on_validation_articles(shared: Path) -> None:
    from training.attribution.data import load_valid
    from training.attribution.evaluate import span_report

    tagger = Tagger()
    documents = load_valid(shared / "evaldata" / "polnear", tagger.pieces)[::10]
    report = span_report(tagger, documents)
    for role in ROLES:
        assert report[role].exact.f1 >= FLOOR[role], role
