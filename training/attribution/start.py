"""The untrained tagger: MiniLM's weights, and new parts near zero."""

from __future__ import annotations

from pathlib import Path

import torch

from index.attribution.network import Network, Shape


def start_network(weights: Path, dropout: float) -> Network:
    """A network with MiniLM's weights; the new parts start near zero."""
    from safetensors.torch import load_file

    network = Network(Shape(), dropout)
    old = load_file(str(weights))
    state = network.state_dict()
    state["encoder.pieces.weight"] = old["embeddings.word_embeddings.weight"]
    # One kind of segment only: its vector is folded into the positions.
    state["encoder.positions.weight"] = (
        old["embeddings.position_embeddings.weight"]
        + old["embeddings.token_type_embeddings.weight"][0]
    )
    state["encoder.features.weight"] = torch.zeros_like(state["encoder.features.weight"])
    for end in ("weight", "bias"):
        state[f"encoder.norm.{end}"] = old[f"embeddings.LayerNorm.{end}"]
        for i in range(network.shape.layers):
            a, b = f"encoder.layers.{i}.", f"encoder.layer.{i}."
            state[f"{a}qkv.{end}"] = torch.cat(
                [old[f"{b}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            )
            state[f"{a}out.{end}"] = old[f"{b}attention.output.dense.{end}"]
            state[f"{a}norm1.{end}"] = old[f"{b}attention.output.LayerNorm.{end}"]
            state[f"{a}up.{end}"] = old[f"{b}intermediate.dense.{end}"]
            state[f"{a}down.{end}"] = old[f"{b}output.dense.{end}"]
            state[f"{a}norm2.{end}"] = old[f"{b}output.LayerNorm.{end}"]
    network.load_state_dict(state)
    # The lower-cased vocabulary stays as it is: half the parameters, and rare words keep their
    # place among words seen in training.
    network.encoder.pieces.weight.requires_grad_(False)
    return network
