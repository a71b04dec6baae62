"""The reader's forward pass in NumPy: rows of pieces in, scores of the five labels out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.encoder.bert import Bert, gelu
from index.encoder.blas import single_thread
from index.encoder.files import find_model, weights_digest
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError
from rag.reader.form import LABELS, Row

MODEL: Final = Path(__file__).parent / "model"
PIECES: Final = "embeddings.word_embeddings.weight"
_BATCH: Final = 1024
"""Word pieces read in one go: more do not make it faster, and take memory."""
_THREADS: Final = min(os.cpu_count() or 1, 4)

Matrix = npt.NDArray[np.float32]


def model_folder() -> Path:
    """Where the shipped weights are; another folder where ONRECORD_READER names one.

    Weights in training are measured that way, each on questions that it has not seen.
    """
    return Path(os.environ.get("ONRECORD_READER") or MODEL)


class Network:
    """The weights and the forward pass. It keeps no state between calls.

    The encoder's table of word pieces is not among the shipped weights: training left it as it is
    in the installed encoder, and it is read from there.

    Raises EncoderError where the model or the encoder it stands on is missing or damaged.
    """

    def __init__(self, folder: Path = MODEL) -> None:
        base = find_model()
        weights_digest(base)
        try:
            self.config: dict[str, Any] = json.loads(
                (folder / "config.json").read_text(encoding="utf-8")
            )
            if tuple(self.config["labels"]) != LABELS:
                raise ValueError(f"labels {self.config['labels']}")
            tensors = map_tensors(folder / "model.safetensors")
            config = {**base.config, "num_hidden_layers": int(self.config["layers"])}
            own = {k.removeprefix("bert."): v for k, v in tensors.items()}
            own[PIECES] = map_tensors(base.weights)[PIECES]
            self._bert = Bert(replace(base, config=config), own)
            self._hidden = _float(tensors["hidden.weight"]), _float(tensors["hidden.bias"])
            self._head = _float(tensors["head.weight"]), _float(tensors["head.bias"])
        except (OSError, ValueError, KeyError, TypeError, EncoderError) as error:
            raise EncoderError(
                f"the reader's model in {folder} cannot be read ({error}); install the package "
                "again, or train it with: python -m training.reader --help"
            ) from error

    def scores(self, rows: Sequence[Row]) -> Matrix:
        """Raw scores (logits) ``(rows, 5)``, in the order of ``rows``.

        A row's scores do not depend on the rows it is read with. Rows of similar length are read
        together, batches on several threads.
        """
        out = np.empty((len(rows), len(LABELS)), np.float32)
        parts = _parts(rows)
        with single_thread():
            if len(parts) < 2 or _THREADS < 2:
                done = [self._read([rows[i] for i in part]) for part in parts]
            else:
                with ThreadPoolExecutor(_THREADS) as pool:
                    done = list(pool.map(lambda part: self._read([rows[i] for i in part]), parts))
        for part, scores in zip(parts, done, strict=True):
            out[part] = scores
        return out

    def _read(self, rows: Sequence[Row]) -> Matrix:
        x, spans = self._bert.read([row.ids for row in rows], [row.kinds for row in rows])
        seen = []
        for row, (start, end) in zip(rows, spans, strict=True):
            a = x[:, start : start + row.question].mean(axis=1)
            b = x[:, end - row.unit : end].mean(axis=1)
            seen.append(np.concatenate([x[:, start], a, b, np.abs(a - b), a * b]))
        hidden: Matrix = np.stack(seen) @ self._hidden[0].T + self._hidden[1]
        gelu(hidden)
        scores: Matrix = hidden @ self._head[0].T + self._head[1]
        return scores


def _parts(rows: Sequence[Row]) -> list[list[int]]:
    """Indices of rows in batches of similar lengths; every thread gets some."""
    total = sum(len(row) for row in rows)
    most = max(256, min(_BATCH, -(-total // _THREADS)))
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
    parts: list[list[int]] = []
    size = 0
    for i in order:
        if not parts or size + len(rows[i]) > most:
            parts.append([])
            size = 0
        parts[-1].append(i)
        size += len(rows[i])
    return parts


def _float(array: npt.ArrayLike) -> Matrix:
    return np.asarray(array, np.float32)
