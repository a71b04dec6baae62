"""What is exported is the network that was trained, and a row is read by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from index.exceptions import EncoderError
from rag.reader import Reader, UnitText
from rag.reader.form import LABELS
from rag.reader.network import FILE, MODEL, Network
from tests.remembered import afresh
from training.reader.examples import Encoding, Example, batch_of, labels_of
from training.reader.export import export, mean
from training.reader.network import ReaderNetwork, RowDropout

QUESTION = "Who says that the ferry will be sold?"
UNITS = (
    UnitText("Mayor Anna Kovacs said that the ferry will be sold.", "Anna Kovacs, mayor", "Ferry"),
    UnitText("The recipe needs two eggs and a cup of flour.", before="It is a short one."),
    UnitText("No."),
    UnitText(" ".join(["It was said of the ferry, which is old, that it sails."] * 12)),
)
EXAMPLES = [Example(QUESTION, unit, labels_of(["answers"])) for unit in UNITS]


@pytest.fixture(scope="module", autouse=True)
def _afresh() -> Iterator[None]:
    with afresh():
        yield


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


@pytest.fixture(scope="module")
def exported(small: ReaderNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with its weights, and with what is exported of them in float32 as ``whole``."""
    folder = tmp_path_factory.mktemp("exported")
    small.save(folder / "weights.safetensors")
    export([folder / "weights.safetensors"], folder / "whole", float32=True)
    return folder


def test_what_is_exported_in_float32_is_the_network(small: ReaderNetwork, exported: Path) -> None:
    scores = Network(exported / "whole").scores(Encoding().rows(EXAMPLES))
    wanted = _torch_scores(small)
    assert scores.shape == wanted.shape == (len(UNITS), len(LABELS))
    assert np.abs(scores - wanted).max() < 1e-4


def test_eight_bits_make_it_smaller_and_hardly_change_it(
    small: ReaderNetwork, exported: Path, tmp_path: Path
) -> None:
    export([exported / "weights.safetensors"], tmp_path / "model")
    sizes = [(folder / FILE).stat().st_size for folder in (tmp_path / "model", exported / "whole")]
    assert 2 * sizes[0] < sizes[1]
    readings = np.array(Reader(tmp_path / "model").read(QUESTION, UNITS))
    scores = _torch_scores(small)
    wanted = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert np.abs(readings - wanted).max() < 0.02


def test_the_mean_of_two_runs_is_exported(small: ReaderNetwork, tmp_path: Path) -> None:
    torch.manual_seed(2)
    small.save(tmp_path / "one.safetensors")
    other = ReaderNetwork(layers=2)
    other.save(tmp_path / "two.safetensors")
    both = mean([tmp_path / "one.safetensors", tmp_path / "two.safetensors"])
    wanted = (small.head.weight + other.head.weight) / 2
    assert torch.allclose(both.head.weight, wanted)


def test_a_row_is_read_by_itself() -> None:
    network = Network()
    rows = Encoding().rows(EXAMPLES)
    together = network.scores(rows)
    for row, scores in zip(rows, together, strict=True):
        assert np.array_equal(network.scores([row])[0], scores)


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / FILE).write_bytes(b"no model")
    with pytest.raises(EncoderError, match="install the package again"):
        Network(tmp_path / "model")


def test_weights_of_another_network_are_refused(small: ReaderNetwork, tmp_path: Path) -> None:
    small.save(tmp_path / "small.safetensors")
    weights = load_file(tmp_path / "small.safetensors")
    del weights["head.weight"]
    save_file(weights, tmp_path / "small.safetensors")
    with pytest.raises(ValueError, match="not of this network"):
        mean([tmp_path / "small.safetensors"])


def test_dropout_takes_the_same_features_from_all_pieces_of_a_row() -> None:
    torch.manual_seed(2)
    dropout, x = RowDropout(0.25), torch.ones(40, 7, 60)
    seen = dropout(x)
    assert torch.equal(seen, seen[:, :1].expand_as(seen))
    assert not torch.equal(seen[0], seen[1])
    assert seen.unique().tolist() == pytest.approx([0, 1 / 0.75])
    assert float(seen.mean()) == pytest.approx(1, abs=0.05)
    assert dropout(torch.ones(5, 60)).shape == (5, 60)
    assert torch.equal(dropout.eval()(x), x)
