"""Write trained weights as the reader ships: ``python -m training.reader.export WEIGHTS …``.

Of several runs from one beginning the mean of the weights is taken, which is as good as or better
than each of them (Wortsman et al. 2022, "Model soups", arXiv:2203.05482).

Matrices are stored as eight-bit integers, each output channel with a scale of its own, and are
multiplied so; the last two layers stay in float32. ``--float32`` keeps all of it, to see what that
costs. ``training.reader.weigh`` adds the rest of the config. Needs onnx and onnxscript, which are
among what ``pip install 'onrecord[dev]'`` brings.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional

from rag.reader.form import LABELS
from rag.reader.network import FILE, INPUTS, MODEL
from training.reader.network import PIECES, ReaderNetwork


class Layer(nn.Module):
    """One layer of the trained encoder on one row ``(length, width)``.

    Query, key and value are one multiplication, and nothing is masked, as a row has no padding:
    what transformers exports for this takes a tenth more time.
    """

    def __init__(self, trained: nn.Module, heads: int) -> None:
        super().__init__()
        at: Any = trained.attention
        own: Any = at.self
        width = own.query.out_features
        scale = (width // heads) ** -0.5
        self.heads = heads
        self.seen = nn.Linear(width, 3 * width)
        parts = (own.query.weight * scale, own.key.weight, own.value.weight)
        biases = (own.query.bias * scale, own.key.bias, own.value.bias)
        self.seen.weight.data = torch.cat(parts).detach()
        self.seen.bias.data = torch.cat(biases).detach()
        self.attended, self.attended_norm = at.output.dense, at.output.LayerNorm
        self.up, self.down = trained.intermediate.dense, trained.output.dense
        self.norm = trained.output.LayerNorm

    def forward(self, x: Tensor) -> Tensor:
        """States ``(length, width)`` after this layer."""
        length, width = x.shape
        apart = self.seen(x).view(length, 3, self.heads, width // self.heads)
        query, key, value = apart.permute(1, 2, 0, 3).unbind(0)
        mixed = torch.softmax(query @ key.transpose(1, 2), -1) @ value
        x = self.attended_norm(x + self.attended(mixed.transpose(0, 1).reshape(length, width)))
        out: Tensor = self.norm(x + self.down(functional.gelu(self.up(x))))
        return out


class OneRow(nn.Module):
    """The trained network as it is run: one row at a time, from the vectors of its pieces.

    ``question`` and ``unit`` ``(1, length)`` are the weights of the means over those pieces.
    """

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        bert: Any = network.bert
        heads = bert.config.num_attention_heads
        self.embeddings = bert.embeddings
        self.layers = nn.ModuleList(Layer(layer, heads) for layer in bert.encoder.layer)
        self.hidden, self.head = network.hidden, network.head

    def forward(self, pieces: Tensor, kinds: Tensor, question: Tensor, unit: Tensor) -> Tensor:
        """Scores ``(1, 5)`` of vectors ``(1, length, width)``."""
        places = self.embeddings.position_embeddings(
            self.embeddings.position_ids[0, : kinds.shape[1]]
        )
        kinds_of = self.embeddings.token_type_embeddings(kinds[0])
        x = self.embeddings.LayerNorm(pieces[0] + kinds_of + places)
        for layer in self.layers:
            x = layer(x)
        a, b = question @ x, unit @ x
        seen = torch.cat([x[:1], a, b, (a - b).abs(), a * b], 1)
        scores: Tensor = self.head(functional.gelu(self.hidden(seen)))
        return scores


def mean(weights: Sequence[Path]) -> ReaderNetwork:
    """The network with the mean of the weights of some runs; one given twice counts twice.

    Raises ValueError where they are of another network.
    """
    runs = [load_file(str(path)) for path in weights]
    layers = 1 + max(int(n.split(".")[3]) for n in runs[0] if n.startswith("bert.encoder.layer."))
    network = ReaderNetwork(layers)
    state = {
        name: torch.from_numpy(np.mean([run[name] for run in runs], axis=0, dtype=np.float32))
        for name in runs[0]
    }
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or [name for name in missing if PIECES not in name]:
        raise ValueError(f"{weights} are not of this network: {missing} {unexpected}")
    return network.eval()


def write(network: ReaderNetwork, path: Path, *, float32: bool = False) -> None:
    """Write the network in the form that onnxruntime reads."""
    length, width = 24, network.bert.config.hidden_size
    example = (
        torch.zeros(1, length, width),
        torch.zeros(1, length, dtype=torch.long),
        torch.full((1, length), 1 / length),
        torch.full((1, length), 1 / length),
    )
    pieces = torch.export.Dim("length", min=2, max=network.bert.config.max_position_embeddings)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's, about itself
        program = torch.onnx.export(
            OneRow(network),
            example,
            dynamo=True,
            input_names=list(INPUTS),
            output_names=["scores"],
            dynamic_shapes=tuple({1: pieces} for _ in example),
            verbose=False,
        )
        if program is None:
            raise RuntimeError("torch exported nothing")
        model = program.model_proto
        # Shapes that the exporter noted before it turned matrices around, and which no longer hold.
        del model.graph.value_info[:]
        # Where in the exporter's code each node comes from, with this machine's paths.
        for part in (model, model.graph, *model.graph.node):
            del part.metadata_props[:]
            part.doc_string = ""
        path.parent.mkdir(parents=True, exist_ok=True)
        if float32:
            path.write_bytes(model.SerializeToString())
            return
        whole = Path(folder) / "float32.onnx"
        whole.write_bytes(model.SerializeToString())
        multiplying = [n.name for n in model.graph.node if n.op_type in {"Gemm", "MatMul"}]
        quantize_dynamic(
            whole,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # else sums overflow on processors without VNNI
            nodes_to_exclude=[name + end for name in multiplying[-2:] for end in ("", "_MatMul")],
        )


def export(weights: Sequence[Path], folder: Path, *, float32: bool = False) -> None:
    """Write the model and ``config.json``; other files of the folder stay."""
    network = mean(weights)
    write(network, folder / FILE, float32=float32)
    config = json.dumps({"labels": list(LABELS)}, indent=1)
    (folder / "config.json").write_text(f"{config}\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--float32", action="store_true")
    args = parser.parse_args()
    logging.disable(logging.WARNING)
    export(args.weights, args.out, float32=args.float32)


if __name__ == "__main__":
    main()
