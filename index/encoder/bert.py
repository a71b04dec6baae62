"""A BERT encoder's forward pass in NumPy, for questions.

Importing torch and sentence-transformers takes four seconds; a question is a dozen word pieces.
This does the same arithmetic in float32 and agrees with them to 1e-5 (a test holds it to 1e-4).
The method is that of Devlin et al. 2019 as the reference implementation has it: post-norm layers,
absolute positions, exact GELU.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from index.encoder.base import Vectors
from index.encoder.files import ModelFiles
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError

Matrix = npt.NDArray[np.float32]

# erf(u) = tanh(u * p(u²)) with p fitted (Chebyshev-like, on |u| <= 3.6): NumPy has a fast tanh but
# no erf. The largest error of the GELU made of it is 1.6e-6.
_ERF = tuple(
    np.float32(c)
    for c in (
        -3.0184810384525917e-06,
        7.028332765912637e-05,
        -0.0005704577197320759,
        -0.00025288143660873175,
        0.102797731757164,
        1.1283758878707886,
    )
)
_ERF_LIMIT = np.float32(3.6**2)
_ROOT_HALF = np.float32(2**-0.5)
_HALF = np.float32(0.5)
_BLOCK = 32768  # elements of a block, of which four lie in the second-level cache
_NARROW, _STEP = 48, 16


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
    """The weights, mapped from the file, and the forward pass. It keeps no state between calls.

    ``tensors`` are weights of the same shape to use in place of the model's own, by their names.
    """

    def __init__(self, model: ModelFiles, tensors: Mapping[str, np.ndarray] | None = None) -> None:
        tensors = map_tensors(model.weights) if tensors is None else tensors
        strip = {k.removeprefix("bert."): v for k, v in tensors.items()}
        self._heads = int(model.config["num_attention_heads"])
        self._eps = np.float32(model.config.get("layer_norm_eps", 1e-12))
        self._cls = model.pooling == "cls"
        try:
            self._words = strip["embeddings.word_embeddings.weight"]
            types = _float(strip["embeddings.token_type_embeddings.weight"])
            self._places = _float(strip["embeddings.position_embeddings.weight"]) + types[0]
            self._types = types - types[0]
            self.dimension = int(self._words.shape[1])  # the length of a vector
            self._norm = _pair(strip, "embeddings.LayerNorm")
            self._layers = [
                _Layer(strip, f"encoder.layer.{i}.")
                for i in range(int(model.config["num_hidden_layers"]))
            ]
        except KeyError as error:
            raise EncoderError(
                f"{model.weights}: the tensor {error} is missing; fetch the model again"
            ) from error

    def encode(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """Unit vectors ``(n, dimension)`` of texts given as word piece ids, specials included.

        Each is read by itself: on some processors BLAS adds up a column in another order at another
        place of a matrix, and a text's vector must not depend on its company.
        """
        out = np.empty((len(ids), self.dimension), np.float32)
        for row, text in enumerate(ids):
            x, [(start, end)] = self.read([text])
            out[row] = x[:, start] if self._cls else x[:, start:end].mean(axis=1)
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        out /= np.maximum(norms, np.float32(1e-12))
        return out

    def read(
        self,
        ids: Sequence[Sequence[int]],
        types: Sequence[Sequence[int]] | None = None,
    ) -> tuple[Matrix, list[tuple[int, int]]]:
        """Hidden states ``(dimension, columns)`` of texts side by side, and each text's columns.

        Columns after those of the last text are padding.

        ``types`` are the token types, by default all zero.
        Activations lie feature by word piece, which BLAS multiplies faster when there are few word
        pieces. The texts lie side by side without padding; only attention looks at them singly.
        """
        lengths = [len(text) for text in ids]
        ends = np.cumsum(lengths).tolist()
        spans = list(zip([0, *ends[:-1]], ends, strict=True))
        flat = np.fromiter((i for text in ids for i in text), np.intp, sum(lengths))
        places = np.concatenate([np.arange(n) for n in lengths])
        # BLAS multiplies narrow matrices, and the last few columns of any, in another order, which
        # changes the last bit: with padding a text's vector does not depend on its company.
        columns = max(_NARROW, -(-ends[-1] // _STEP) * _STEP)
        rows = np.zeros((columns, self.dimension), np.float32)
        rows[: ends[-1]] = self._words[flat] + self._places[places]
        if types is not None:
            kinds = np.fromiter((t for text in types for t in text), np.intp)
            rows[: ends[-1]] += self._types[kinds]
        x = np.ascontiguousarray(rows.T)
        _layer_norm(x, self._norm, self._eps)
        for layer in self._layers:
            x = layer.forward(x, spans, self._heads, self._eps)
        return x, spans


class _Layer:
    """One transformer layer."""

    def __init__(self, tensors: Mapping[str, np.ndarray], prefix: str) -> None:
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
        y = _linear(self._attend(x, spans, heads), self.attended)
        y += x
        _layer_norm(y, self.norm1, eps)
        z = _linear(y, self.up)
        gelu(z)
        z = _linear(z, self.down)
        z += y
        _layer_norm(z, self.norm2, eps)
        return z

    def _attend(self, x: Matrix, spans: Sequence[tuple[int, int]], heads: int) -> Matrix:
        size = x.shape[0] // heads
        query = _linear(x, self.query)
        query *= np.float32(size**-0.5)
        parts = (query, _linear(x, self.key), _linear(x, self.value))
        q, k, v = (part.reshape(heads, size, -1) for part in parts)
        out = np.zeros_like(q)
        for a, b in spans:
            # Rows are keys, columns queries.
            scores = np.matmul(k[:, :, a:b].transpose(0, 2, 1), q[:, :, a:b])
            scores -= scores.max(axis=1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=1, keepdims=True)
            np.matmul(v[:, :, a:b], scores, out=out[:, :, a:b])
        return out.reshape(x.shape)


def _float(array: np.ndarray) -> Matrix:
    return np.asarray(array, np.float32)


def _pair(tensors: Mapping[str, np.ndarray], name: str) -> tuple[Matrix, Matrix]:
    """A weight and its bias, the bias as a column."""
    return _float(tensors[f"{name}.weight"]), _float(tensors[f"{name}.bias"])[:, None]


def _linear(x: Matrix, dense: tuple[Matrix, Matrix]) -> Matrix:
    out: Matrix = dense[0] @ x
    out += dense[1]
    return out


def _layer_norm(x: Matrix, dense: tuple[Matrix, Matrix], eps: np.float32) -> None:
    x -= x.mean(axis=0)
    x /= np.sqrt(np.square(x).mean(axis=0) + eps)
    x *= dense[0].reshape(-1, 1)
    x += dense[1]


def gelu(x: Matrix) -> None:
    """``x/2 (1 + erf(x/√2))`` in place, block by block so that it stays in the cache."""
    flat = x.reshape(-1)
    size = min(_BLOCK, flat.size)
    u, t, p = np.empty(size, np.float32), np.empty(size, np.float32), np.empty(size, np.float32)
    for start in range(0, flat.size, size):
        part = flat[start : start + size]
        a, b, c = (buffer[: part.size] for buffer in (u, t, p))
        np.multiply(part, _ROOT_HALF, out=a)
        np.multiply(a, a, out=b)
        np.minimum(b, _ERF_LIMIT, out=b)
        np.multiply(b, _ERF[0], out=c)
        c += _ERF[1]
        for coefficient in _ERF[2:]:
            c *= b
            c += coefficient
        c *= a
        np.tanh(c, out=c)
        part *= _HALF
        c *= part
        part += c
