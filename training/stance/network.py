"""The stance network as it is trained: half of MiniLM reads claim and text together; three heads.

The encoder is that of the attribution tagger (`index.attribution.network`), cut to its lower three
layers, its feature table holding the four kinds of pieces. What a head sees is `[CLS]`, the mean
over the claim, the mean over the text, and how the two means differ and agree (Conneau et al.
2017, arXiv:1705.02364).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.attribution.speed import quicken
from training.attribution.start import start_network

HEADS: Final = {"article": 4, "statement": 4, "support": 1}
LAYERS: Final = 3
HIDDEN: Final = 256


class StanceNetwork(nn.Module):
    """Encoder, a hidden layer, and a linear layer a head."""

    def __init__(self, weights: Path, dropout: float) -> None:
        super().__init__()
        self.encoder = start_network(weights, dropout).encoder
        self.encoder.layers = self.encoder.layers[:LAYERS]
        width = self.encoder.norm.weight.shape[0]
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(5 * width, HIDDEN)
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, n) for name, n in HEADS.items()})
        quicken(self, dropout)

    def forward(self, ids: Tensor, kinds: Tensor, claims: Tensor, lengths: Tensor) -> Tensor:
        """Hidden vectors, (batch, HIDDEN).

        `ids`, `kinds` (batch, length); `claims`: pieces of each claim with `[CLS]` and `[SEP]`;
        `lengths`: pieces of each pair.
        """
        place = torch.arange(ids.shape[1]).unsqueeze(0)
        real = place < lengths.unsqueeze(1)
        mask = None
        if not bool(real.all()):
            mask = torch.zeros(real.shape, dtype=torch.bfloat16).masked_fill_(~real, -1e4)
            mask = mask[:, None, None, :]
        x: Tensor = self.encoder(ids, kinds, mask)
        first = (place < claims.unsqueeze(1)).unsqueeze(2)
        second = ((place >= claims.unsqueeze(1)) & real).unsqueeze(2)
        a = (x * first).sum(1) / first.sum(1)
        b = (x * second).sum(1) / second.sum(1)
        seen = torch.cat([x[:, 0].to(a.dtype), a, b, (a - b).abs(), a * b], 1)
        return functional.gelu(self.hidden(self.dropout(seen)))

    def scores(self, hidden: Tensor, head: str) -> Tensor:
        """Scores of one head, (batch, classes), in float32."""
        out: Tensor = self.heads[head](self.dropout(hidden).float())
        return out
