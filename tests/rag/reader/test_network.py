"""The forward pass in NumPy is the network that was trained, and what is exported is read back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file

from rag.reader import Reader, UnitText
from rag.reader.form import LABELS
from rag.reader.network import MODEL, Network
from training.reader.examples import Encoding, Example, batch_of, labels_of
from training.reader.export import NONE, export
from training.reader.network import ReaderNetwork

QUESTION = "Who says that the ferry will be sold?"
UNITS = (
    UnitText("Mayor Anna Kovacs said that the ferry will be sold.", "Anna Kovacs, mayor", "Ferry"),
    UnitText("The recipe needs two eggs and a cup of flour.", before="It is a short one."),
    UnitText("No."),
    UnitText(" ".join(["It was said of the ferry, which is old, that it sails."] * 12)),
)
EXAMPLES = [Example(QUESTION, unit, labels_of(["answers"])) for unit in UNITS]


def _torch_scores(network: ReaderNetwork) -> np.ndarray:
    """Scores as the training code computes them, in one padded batch."""
    rows = Encoding().rows(EXAMPLES)
    batch = batch_of(EXAMPLES, rows)
    network.eval()
    with torch.no_grad():
        scores = network(batch.ids, batch.kinds, batch.questions, batch.units, batch.lengths)
    return np.asarray(scores)


@pytest.fixture(scope="module")
def small() -> ReaderNetwork:
    """Two layers, with a head that has learnt nothing."""
    torch.manual_seed(1)
    return ReaderNetwork(layers=2)


def test_numpy_agrees_with_torch_on_the_weights_in_float32(
    small: ReaderNetwork, tmp_path: Path
) -> None:
    small.save(tmp_path / "model.safetensors")
    config = {"labels": list(LABELS), "layers": 2, "calibration": NONE}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    scores = Network(tmp_path).scores(Encoding().rows(EXAMPLES))
    wanted = _torch_scores(small)
    assert scores.shape == wanted.shape == (len(UNITS), len(LABELS))
    assert np.abs(scores - wanted).max() < 1e-4


def test_what_is_exported_is_read_and_hardly_differs(small: ReaderNetwork, tmp_path: Path) -> None:
    small.save(tmp_path / "weights.safetensors")
    export([tmp_path / "weights.safetensors"], tmp_path / "model", NONE)
    readings = np.array(Reader(tmp_path / "model").read(QUESTION, UNITS))
    scores = _torch_scores(small)
    wanted = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert np.abs(readings - wanted).max() < 1e-3


def test_the_shipped_weights_are_of_the_network_that_is_trained(tmp_path: Path) -> None:
    tensors = load_file(str(MODEL / "model.safetensors"))
    config = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))
    wide = {name: tensor.astype(np.float32) for name, tensor in tensors.items()}
    save_file(wide, str(tmp_path / "wide.safetensors"))
    network = ReaderNetwork(layers=config["layers"])
    network.load(tmp_path / "wide.safetensors")
    scores = Network().scores(Encoding().rows(EXAMPLES))
    assert np.abs(scores - _torch_scores(network)).max() < 1e-3


def test_weights_of_another_network_are_refused(small: ReaderNetwork, tmp_path: Path) -> None:
    small.save(tmp_path / "small.safetensors")
    with pytest.raises(ValueError, match="not of this network"):
        ReaderNetwork(layers=3).load(tmp_path / "small.safetensors")
