"""The encoder with its real weights: exactness, limits, what a question loads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoder import DEFAULT_MODEL, Encoder, EncoderIdentity, load_encoder
from index.encoder.files import DEFAULT_SHA256
from index.exceptions import EncoderError

ROOT = Path(__file__).resolve().parents[3]

TEXTS = [
    "who claims the country will join?",
    "",
    "x",
    "Šekerinska — Türkiye’s “partner” 日本語 🙂 naïve \u0301",
    "UPPER lower 3.14159 $41.20 a-b_c https://example.com/a?b=c",
    "The committee met on Tuesday and said that it had not yet decided.",
    "The minister of the river court " * 12,
    "river " * 254,
    "word " * 400,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(precision="float32")


def test_it_is_an_encoder_and_says_which(encoder: Encoder) -> None:
    assert isinstance(encoder, Encoder)
    assert encoder.identity == EncoderIdentity(
        name=DEFAULT_MODEL,
        dimension=384,
        weights_sha256=DEFAULT_SHA256,
        pooling="mean",
        normalised=True,
        max_tokens=256,
    )
    assert load_encoder("all-MiniLM-L6-v2").identity == encoder.identity


def test_numpy_agrees_with_torch(encoder: Encoder) -> None:
    fits = [t for t, n in zip(TEXTS, encoder.count_tokens(TEXTS), strict=True) if n <= 256]
    assert len(fits) == len(TEXTS) - 1
    torch_vectors = encoder.encode_passages(fits)
    assert np.abs(encoder.encode_short(fits) - torch_vectors).max() < 1e-5
    for text, expected in zip(fits, torch_vectors, strict=True):
        assert np.abs(encoder.encode_question(text) - expected).max() < 1e-5


def test_a_vector_does_not_depend_on_its_company(encoder: Encoder) -> None:
    alone = np.stack([encoder.encode_short([text])[0] for text in TEXTS])
    together = encoder.encode_short([*TEXTS, *TEXTS[:2]])
    assert np.array_equal(together, np.concatenate([alone, alone[:2]]))


def test_vectors_are_unit_float32(encoder: Encoder) -> None:
    for vectors in (encoder.encode_short(TEXTS), encoder.encode_passages(TEXTS[:5])):
        assert vectors.dtype == np.float32
        assert vectors.shape[1] == 384
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode_question("one").shape == (384,)


def test_one_encoder_serves_all_who_ask_for_it_and_remembers_a_question() -> None:
    assert load_encoder() is load_encoder()
    assert load_encoder(precision="float32") is not load_encoder(precision="bfloat16")
    first = load_encoder().encode_question("who said that it was so?")
    assert load_encoder().encode_question("who said that it was so?") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0.0


def test_bfloat16_stays_close_to_float32(encoder: Encoder) -> None:
    texts = [f"{text[:800]} {i}" for i in range(3) for text in TEXTS[:7]]
    rough = load_encoder(precision="bfloat16")
    vectors = rough.encode_passages(texts)
    assert rough.precision == "bfloat16"
    assert (vectors * encoder.encode_passages(texts)).sum(axis=1).min() >= 0.999


def test_order_is_kept_and_progress_told(encoder: Encoder) -> None:
    texts = ["word " * n for n in (9, 1, 30, 4, 2)] * 30
    seen: list[tuple[int, int]] = []
    vectors = encoder.encode_passages(
        texts, progress=lambda done, total: seen.append((done, total))
    )
    single = encoder.encode_short(texts[:5])
    assert np.abs(vectors - np.tile(single, (30, 1))).max() < 1e-5
    assert seen[0] == (0, 150)
    assert seen[-1] == (150, 150)
    assert seen == sorted(seen)
    assert len(seen) > 2


def test_nothing_to_encode(encoder: Encoder) -> None:
    assert encoder.encode_passages([]).shape == (0, 384)
    assert encoder.encode_short([]).shape == (0, 384)
    assert encoder.count_tokens([]) == []


def test_too_long_a_passage_is_refused_not_cut(encoder: Encoder) -> None:
    with pytest.raises(EncoderError, match="402 word pieces"):
        encoder.encode_passages(["fine", "word " * 400])


def test_too_long_a_question_is_read_as_far_as_it_goes(encoder: Encoder) -> None:
    long, cut = encoder.encode_short(["word " * 400, "word " * 254])
    assert np.array_equal(long, cut)


def test_tokens_are_counted_with_specials_and_without_limit(encoder: Encoder) -> None:
    assert encoder.count_tokens(["", "word", "word " * 1000]) == [2, 3, 1002]
    assert encoder.count_tokens(["word"] * 1200) == [3] * 1200


def test_several_threads_at_once(encoder: Encoder) -> None:
    expected = encoder.encode_short(TEXTS)
    with ThreadPoolExecutor(6) as pool:
        for vectors in pool.map(lambda _: encoder.encode_short(TEXTS), range(12)):
            assert np.array_equal(vectors, expected)


def test_a_small_bulk_is_not_worth_measuring() -> None:
    automatic = load_encoder()
    assert automatic.precision == "auto"
    automatic.encode_passages(["one text"])
    assert automatic.precision == "auto"


def test_a_question_loads_no_heavy_library() -> None:
    program = (
        "import sys; from index.encoder import load_encoder; e = load_encoder(); "
        "e.encode_question('who said so?'); e.encode_short(['a b c'] * 40); e.identity; "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'scipy'}; "
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_automatic_precision_is_measured_and_exact_enough(encoder: Encoder) -> None:
    texts = [f"Text {i} of the river court" for i in range(70)]
    automatic = load_encoder()
    vectors = automatic.encode_passages(texts)
    assert automatic.precision in {"float32", "bfloat16"}
    assert (vectors * encoder.encode_passages(texts)).sum(axis=1).min() >= 0.999
