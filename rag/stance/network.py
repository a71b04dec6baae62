"""The stance network's forward pass in NumPy: a claim and an article in, four scores out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.encoder.bert import Bert
from index.encoder.blas import single_thread
from index.encoder.files import find_model, weights_digest
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError
from rag.reader.form import SEP
from rag.stance.pairs import Pair, Weights

MODEL: Final = Path(__file__).parent / "model"
TABLE: Final = "embeddings.word_embeddings.weight"
_BATCH: Final = 1024
"""Word pieces read in one go: more do not make it faster, and take memory."""

Matrix = npt.NDArray[np.float32]


class Network:
    """The weights and the forward pass. It keeps no state between calls.

    The encoder's word-piece table is not among the shipped weights: training left it as it is in
    the installed encoder, and it is read from there.

    Raises EncoderError where the model or the encoder it stands on is missing or damaged.
    """

    def __init__(self, folder: Path = MODEL) -> None:
        base = find_model()
        weights_digest(base)
        fix = "install the package again, or train it with: python -m training.stance --help"
        try:
            self.config: dict[str, Any] = json.loads(
                (folder / "config.json").read_text(encoding="utf-8")
            )
            tensors = map_tensors(folder / "model.safetensors")
            table = map_tensors(base.weights)[TABLE]
            config = {**base.config, "num_hidden_layers": int(self.config["layers"])}
            self._bert = Bert(replace(base, config=config), {**tensors, TABLE: table})
            self._dense = _float(tensors["hidden.weight"]), _float(tensors["hidden.bias"])
            self._head = _float(tensors["article.weight"]), _float(tensors["article.bias"])
            self.rarity: Weights = _float(tensors["rarity"])
        except (OSError, ValueError, KeyError, TypeError, EncoderError) as error:
            raise EncoderError(
                f"the stance model in {folder} cannot be read ({error}); {fix}"
            ) from error

    def scores(self, pairs: Sequence[Pair]) -> Matrix:
        """Raw scores (logits) ``(pairs, 4)``.

        Pairs of similar length are read together; the order of the result is that of ``pairs``.
        """
        weight, bias = self._head
        out = np.empty((len(pairs), len(bias)), np.float32)
        order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i]), i))
        with single_thread():
            while order:
                taken, size = 0, 0
                while taken < len(order) and (not taken or size < _BATCH):
                    size += len(pairs[order[taken]])
                    taken += 1
                part, order = order[:taken], order[taken:]
                hidden = self._hidden([pairs[i] for i in part])
                out[part] = hidden @ weight.T + bias
        return out

    def _hidden(self, pairs: Sequence[Pair]) -> Matrix:
        x, spans = self._bert.read([pair.ids for pair in pairs], [pair.kinds for pair in pairs])
        rows = []
        for pair, (start, end) in zip(pairs, spans, strict=True):
            middle = start + pair.ids.index(SEP) + 1
            a, b = x[:, start:middle].mean(axis=1), x[:, middle:end].mean(axis=1)
            rows.append(np.concatenate([x[:, start], a, b, np.abs(a - b), a * b]))
        weight, bias = self._dense
        return _gelu(np.stack(rows) @ weight.T + bias)


def softmax(scores: Matrix) -> Matrix:
    """Probabilities along the last axis."""
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Matrix = e / e.sum(axis=-1, keepdims=True)
    return out


_erf = np.frompyfunc(math.erf, 1, 1)


def _gelu(x: Matrix) -> Matrix:
    half = np.float32(0.5)
    return _float(half * x * (1 + np.asarray(_erf(x * 2**-0.5), np.float32)))


def _float(array: npt.ArrayLike) -> Matrix:
    return np.asarray(array, np.float32)
