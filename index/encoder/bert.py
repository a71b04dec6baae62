"""A BERT encoder's forward pass in NumPy, for questions.

Importing torch and sentence-transformers takes four seconds; a question is a dozen word pieces.
This does the same arithmetic in float32 and agrees with them to 1e-5 (a test holds it to 1e-4).
The method is that of Devlin et al. 2019 as the reference implementation has it: post-norm layers,
absolute positions, exact GELU.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.encoder.base import Vectors
from index.encoder.files import ModelFiles
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError

Matrix = npt.NDArray[np.float32]

# erf(u) = tanh(u * p(u²)) with p fitted (Chebyshev-like, on |u| <= 3.6): NumPy has a fast tanh but
# no erf. The largest error of the GELU made of it is 1.6e-6.
_ERF = (
    1.1283758878707886,
    0.102797731757164,
    -0.00025288143660873175,
    -0.0005704577197320759,
    7.028332765912637e-05,
    -3.0184810384525917e-06,
)
_ERF_LIMIT = np.float32(3.6**2)
_BLOCK = 16384  # elements of a block that stays in the first-level caches


def can_run(model: ModelFiles) -> bool:
    """Whether this forward pass is the model's own."""
    config = model.config
    return (
        model.plain
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and model.pooling in {"mean", "cls"}
        and model.weights.suffix == ".safetensors"
    )


class Bert:
    """The weights, mapped from the file, and the forward pass. It keeps no state between calls."""

    def __init__(self, model: ModelFiles) -> None:
        tensors = map_tensors(model.weights)
        strip = {k.removeprefix("bert."): v for k, v in tensors.items()}
        self._heads = int(model.config["num_attention_heads"])
        self._eps = np.float32(model.config.get("layer_norm_eps", 1e-12))
        self._cls = model.pooling == "cls"
        try:
            self._words = strip["embeddings.word_embeddings.weight"]
            self._places = _float(strip["embeddings.position_embeddings.weight"]) + _float(
                strip["embeddings.token_type_embeddings.weight"][0]
            )
            self._norm = _pair(strip, "embeddings.LayerNorm")
            self._layers = [
                _Layer(strip, f"encoder.layer.{i}.")
                for i in range(int(model.config["num_hidden_layers"]))
            ]
        except KeyError as error:
            raise EncoderError(
                f"{model.weights}: the tensor {error} is missing; fetch the model again"
            ) from error

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._words.shape[1])

    def encode(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """Unit vectors ``(n, dimension)`` of texts given as word piece ids, specials included.

        The texts lie one behind the other without padding; only attention looks at them singly.
        """
        lengths = [len(text) for text in ids]
        ends = np.cumsum(lengths).tolist()
        spans = list(zip([0, *ends[:-1]], ends, strict=True)) if ids else []
        flat = np.fromiter((i for text in ids for i in text), np.intp, sum(lengths))
        places = np.concatenate([np.arange(n) for n in lengths]) if ids else flat
        x = _float(self._words[flat]) + self._places[places]
        _layer_norm(x, *self._norm, self._eps)
        for layer in self._layers:
            x = layer.forward(x, spans, self._heads, self._eps)
        out = np.empty((len(spans), x.shape[1]), np.float32)
        for row, (start, end) in enumerate(spans):
            out[row] = x[start] if self._cls else x[start:end].mean(axis=0)
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        out /= np.maximum(norms, np.float32(1e-12))
        return out


class _Layer:
    """One transformer layer."""

    def __init__(self, tensors: dict[str, np.ndarray], prefix: str) -> None:
        def dense(name: str) -> tuple[Matrix, Matrix]:
            return _pair(tensors, prefix + name)

        self.query = dense("attention.self.query")
        self.key = dense("attention.self.key")
        self.value = dense("attention.self.value")
        self.attended = dense("attention.output.dense")
        self.norm1 = dense("attention.output.LayerNorm")
        self.up = dense("intermediate.dense")
        self.down = dense("output.dense")
        self.norm2 = dense("output.LayerNorm")

    def forward(
        self, x: Matrix, spans: Sequence[tuple[int, int]], heads: int, eps: np.float32
    ) -> Matrix:
        mixed = self._attend(x, spans, heads)
        y = _linear(mixed, self.attended)
        y += x
        _layer_norm(y, *self.norm1, eps)
        z = _linear(y, self.up)
        _gelu(z)
        z = _linear(z, self.down)
        z += y
        _layer_norm(z, *self.norm2, eps)
        return z

    def _attend(self, x: Matrix, spans: Sequence[tuple[int, int]], heads: int) -> Matrix:
        size = x.shape[1] // heads
        query = _linear(x, self.query)
        query *= np.float32(size**-0.5)
        parts = (query, _linear(x, self.key), _linear(x, self.value))
        q, k, v = (part.reshape(len(x), heads, size) for part in parts)
        out = np.empty_like(q)
        for a, b in spans:
            scores = np.matmul(q[a:b].transpose(1, 0, 2), k[a:b].transpose(1, 2, 0))
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            out[a:b] = np.matmul(scores, v[a:b].transpose(1, 0, 2)).transpose(1, 0, 2)
        return out.reshape(x.shape)


def _float(array: np.ndarray) -> Matrix:
    return np.asarray(array, np.float32)


def _pair(tensors: dict[str, np.ndarray], name: str) -> tuple[Matrix, Matrix]:
    return _float(tensors[f"{name}.weight"]), _float(tensors[f"{name}.bias"])


def _linear(x: Matrix, dense: tuple[Matrix, Matrix]) -> Matrix:
    out: Matrix = x @ dense[0].T
    out += dense[1]
    return out


def _layer_norm(x: Matrix, weight: Matrix, bias: Matrix, eps: np.float32) -> None:
    x -= x.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + eps)
    x /= scale[:, None]
    x *= weight
    x += bias


def _gelu(x: Matrix) -> None:
    """``x/2 (1 + erf(x/√2))`` in place, block by block so that it stays in the cache."""
    flat = x.reshape(-1)
    u, t, p = (np.empty(min(_BLOCK, flat.size), np.float32) for _ in range(3))
    for start in range(0, flat.size, _BLOCK):
        part = flat[start : start + _BLOCK]
        n = part.size
        a, b, c = u[:n], t[:n], p[:n]
        np.multiply(part, np.float32(2**-0.5), out=a)
        np.multiply(a, a, out=b)
        np.minimum(b, _ERF_LIMIT, out=b)
        np.multiply(b, np.float32(_ERF[-1]), out=c)
        c += np.float32(_ERF[-2])
        for coefficient in _ERF[-3::-1]:
            c *= b
            c += np.float32(coefficient)
        c *= a
        np.tanh(c, out=c)
        c += np.float32(1)
        part *= np.float32(0.5)
        part *= c
