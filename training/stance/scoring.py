"""Scores of trained networks, in bulk with torch, for measuring and for joining with counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from index.encoder.files import find_model
from rag.stance.network import Matrix
from rag.stance.pairs import Pair
from training.stance.examples import Example, batch_of
from training.stance.network import HEADS, StanceNetwork

_TOKENS = 4096


def load_network(path: Path) -> StanceNetwork:
    """A trained network, ready to read."""
    network = StanceNetwork(find_model().weights, 0.0)
    network.load_state_dict(torch.load(path, weights_only=True))
    return network.eval()


def scores_of(network: StanceNetwork, pairs: Sequence[Pair], head: str) -> Matrix:
    """Raw scores ``(pairs, classes)`` in the order given, computed in bfloat16."""
    out = np.empty((len(pairs), HEADS[head]), np.float32)
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i]), i))
    start = 0
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        while start < len(order):
            width = len(pairs[order[min(start + 32, len(order) - 1)]])
            part = order[start : start + max(1, _TOKENS // width)]
            batch = batch_of([Example(pairs[i]) for i in part])
            hidden = network(batch.ids, batch.kinds, batch.claims, batch.lengths)
            out[part] = network.scores(hidden, head).float().numpy()
            start += len(part)
    return out
