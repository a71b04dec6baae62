"""The tagger's network: a compact BERT encoder, a linear-chain CRF, and three linking heads.

Encoder: some or all layers of all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957), with one
added table of word features at the input. Tags: a conditional random field over BIO labels whose
illegal transitions are forbidden (Lafferty et al. 2001). Links: biaffine scores (Dozat and
Manning 2017, arXiv:1611.01734) content to cue, cue to source, content to source, each with a
"none" candidate.

This module imports torch at the top; import it inside the functions that need it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.attribution.words import FEATURES

TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINKS: Final = ("content-cue", "cue-source", "content-source")
DISTANCES: Final = 16
"""Number of distance buckets a link's score can look at."""
_FORBIDDEN: Final = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; written to and read from `config.json`."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    head_width: int = 256
    link_width: int = 128


Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], Tensor]


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attention as the network reads; training may put another one in its place."""
    out: Tensor = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return out


class Layer(nn.Module):
    """One post-norm transformer layer as BERT has it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attend: Attend = attend
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout: nn.Module = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`x`: (batch, length, width); `mask`: additive, broadcast to (batch, 1, 1, length)."""
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = self.attend(q, k, v, mask)
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, w))))
        y: Tensor = self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Word pieces and features in, one vector a piece out."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout: nn.Module = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """All (batch, length); `mask` additive, (batch, 1, 1, length). Returns (b, l, width)."""
        place = self.positions.weight[: ids.shape[1]]
        x: Tensor = self.dropout(self.norm(self.pieces(ids) + self.features(features) + place))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Crf(nn.Module):
    """Transition scores between BIO tags; what BIO forbids can neither be learnt nor decoded."""

    forbidden: Tensor
    first: Tensor

    def __init__(self) -> None:
        super().__init__()
        n = len(TAGS)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        self.end = nn.Parameter(torch.zeros(n))
        self.register_buffer("forbidden", torch.zeros(n, n), persistent=False)
        self.register_buffer("first", torch.zeros(n), persistent=False)
        self.reset_rules()

    def reset_rules(self) -> None:
        """Fill in which tags may not follow which, and which may not come first."""
        n = len(TAGS)
        forbidden = torch.zeros(n, n)
        first = torch.zeros(n)
        for j, to in enumerate(TAGS):
            if not to.startswith("I-"):
                continue
            first[j] = _FORBIDDEN
            for i, origin in enumerate(TAGS):
                if origin[2:] != to[2:]:
                    forbidden[i, j] = _FORBIDDEN
        self.forbidden = forbidden
        self.first = first

    def tables(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transition (from, to), start and end scores, with the forbidden ones pushed down."""
        return self.transitions + self.forbidden, self.start + self.first, self.end

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of each row. `scores` (rows, time, tags), `mask` (rows, time)."""
        trans, start, end = self.tables()
        rows, time, _ = scores.shape
        here = torch.arange(rows)
        gold = start[tags[:, 0]] + scores[:, 0].gather(1, tags[:, :1]).squeeze(1)
        alpha = start + scores[:, 0]
        weight = mask.to(scores.dtype)
        for t in range(1, time):
            on = mask[:, t]
            step = trans[tags[:, t - 1], tags[:, t]] + scores[here, t, tags[:, t]]
            gold = gold + step * weight[:, t]
            following = torch.logsumexp(alpha.unsqueeze(2) + trans, dim=1) + scores[:, t]
            alpha = torch.where(on.unsqueeze(1), following, alpha)
        last = mask.long().sum(1) - 1
        gold = gold + end[tags[here, last]]
        return torch.logsumexp(alpha + end, dim=1) - gold


class Links(nn.Module):
    """Scores that a span depends on another: biaffine, plus a bias by distance, plus none."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.child = nn.Linear(2 * shape.width, shape.link_width)
        self.parent = nn.Linear(2 * shape.width, shape.link_width)
        self.bilinear = nn.Parameter(torch.zeros(shape.link_width, shape.link_width))
        self.parent_bias = nn.Linear(shape.link_width, 1)
        self.none = nn.Linear(shape.link_width, 1)
        self.distance = nn.Embedding(DISTANCES, 1)

    def forward(self, children: Tensor, parents: Tensor, distances: Tensor) -> Tensor:
        """(b, c, 2w), (b, p, 2w), distances (b, c, p) to scores (b, c, 1 + p), none first."""
        asking, nobody, offered, bias = self.sides(children, parents)
        scores = asking @ offered.transpose(1, 2) + bias.transpose(1, 2)
        scores = scores + self.distance(distances).squeeze(-1)
        return torch.cat([nobody, scores], dim=2)

    def sides(self, children: Tensor, parents: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What a score is made of, from span vectors (..., 2w).

        For children: the factor (..., link width) and the score of "none" (..., 1); for parents:
        the factor and the bias, of the same shapes.
        """
        c = functional.gelu(self.child(children))
        p = functional.gelu(self.parent(parents))
        return c @ self.bilinear, self.none(c), p, self.parent_bias(p)


class Network(nn.Module):
    """Encoder, tag scores, CRF and links."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.dropout: nn.Module = nn.Dropout(2 * dropout)
        self.hidden = nn.Linear(shape.width, shape.head_width)
        self.scores = nn.Linear(shape.head_width, len(TAGS))
        self.crf = Crf()
        self.links = nn.ModuleList(Links(shape) for _ in LINKS)

    def words(
        self, ids: Tensor, features: Tensor, mask: Tensor | None, first: Tensor, last: Tensor
    ) -> Tensor:
        """Vectors of words, (words, width): the mean of a word's first and last piece.

        `first` and `last` index the flattened (batch * length) pieces.
        """
        x: Tensor = self.encoder(ids, features, mask).reshape(-1, self.shape.width)
        return (x[first] + x[last]) * 0.5

    def tag_scores(self, words: Tensor) -> Tensor:
        """Scores of the tags, (words, tags), from word vectors."""
        x: Tensor = self.scores(functional.gelu(self.hidden(self.dropout(words))))
        return x


def bucket(distance: Tensor) -> Tensor:
    """Bucket, 0 to `DISTANCES` - 1, of a signed distance in words (parent minus child)."""
    size = distance.abs().clamp(min=1).float().log2().floor().long().clamp(max=7)
    return torch.where(distance < 0, size, size + DISTANCES // 2)
