"""The reader as it is trained: MiniLM reads question and unit together; one head of five labels.

What the head sees is ``[CLS]``, the mean over the question, the mean over the unit, and how the
two means differ and agree (Conneau et al. 2017, arXiv:1705.02364). The table of word pieces stays
as it is in the installed encoder, and is not among the shipped weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from index.encoder.files import find_model
from rag.reader.form import KINDS, LABELS

HIDDEN: Final = 256
PIECES: Final = "embeddings.word_embeddings.weight"


class RowDropout(nn.Module):
    """Dropout of the same features in all pieces of a row (Gal and Ghahramani 2016,
    arXiv:1512.05287): drawing for every piece takes an eighth of the time of training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """``x`` (rows, length, width) or (rows, width)."""
        if not self.training:
            return x
        shape = (x.shape[0], *[1] * (x.ndim - 2), x.shape[-1])
        return x * ((torch.rand(shape) >= self.share) / (1 - self.share)).to(x.dtype)


class ReaderNetwork(nn.Module):
    """Encoder, a hidden layer, and one linear layer."""

    def __init__(self, layers: int = 6, dropout: float = 0.1) -> None:
        super().__init__()
        base = find_model()
        config = BertConfig(
            **{
                **{k: v for k, v in base.config.items() if k in _KEPT},
                "num_hidden_layers": layers,
                "type_vocab_size": KINDS,
                "hidden_dropout_prob": 0.0,
                "attention_probs_dropout_prob": 0.0,
            },
            attn_implementation="eager",  # the fused one is slow backwards on a processor
        )
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.embeddings.dropout = RowDropout(dropout)
        for layer in self.bert.encoder.layer:
            layer.attention.output.dropout = RowDropout(dropout)
            layer.output.dropout = RowDropout(dropout)
        old = {k.removeprefix("bert."): v for k, v in load_file(str(base.weights)).items()}
        types = old.pop("embeddings.token_type_embeddings.weight")
        state = self.bert.state_dict()
        depth = int(base.config["num_hidden_layers"])
        kept = [round(i * (depth - 1) / max(1, layers - 1)) for i in range(layers)]
        for name in state:
            if name.startswith("encoder.layer."):
                _, _, number, rest = name.split(".", 3)
                state[name] = old[f"encoder.layer.{kept[int(number)]}.{rest}"]
            elif name in old:
                state[name] = old[name]
        state["embeddings.token_type_embeddings.weight"] = types[:1].repeat(KINDS, 1)
        self.bert.load_state_dict(state)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = config.hidden_size
        self.dropout = RowDropout(dropout)
        self.hidden = nn.Linear(5 * width, HIDDEN)
        self.head = nn.Linear(HIDDEN, len(LABELS))

    def forward(
        self, ids: Tensor, kinds: Tensor, questions: Tensor, units: Tensor, lengths: Tensor
    ) -> Tensor:
        """Scores (rows, 5); the arguments are those of ``Batch``."""
        place = torch.arange(ids.shape[1]).unsqueeze(0)
        real = place < lengths.unsqueeze(1)
        x = self.bert(ids, attention_mask=real.long(), token_type_ids=kinds).last_hidden_state
        first = (place < questions.unsqueeze(1)).unsqueeze(2)
        second = (real & (place >= (lengths - units).unsqueeze(1))).unsqueeze(2)
        a = (x * first).sum(1) / first.sum(1)
        b = (x * second).sum(1) / second.sum(1)
        seen = torch.cat([x[:, 0], a, b, (a - b).abs(), a * b], 1)
        scores: Tensor = self.head(self.dropout(functional.gelu(self.hidden(self.dropout(seen)))))
        return scores

    def save(self, path: Path) -> None:
        """Write the trained weights (not the table of word pieces) in float32."""
        state = {k: v.contiguous() for k, v in self.state_dict().items() if PIECES not in k}
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        save_file(state, str(part))
        part.replace(path)


_KEPT: Final = {
    "vocab_size",
    "hidden_size",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "max_position_embeddings",
    "layer_norm_eps",
    "pad_token_id",
}
