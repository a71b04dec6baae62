"""The reader's forward pass: rows of pieces in, scores of the five labels out.

The network is run by onnxruntime, in eight-bit integers where it multiplies matrices, which takes
less than half the time of float32 on processors with and without instructions for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from index.encoder.files import find_model, weights_digest
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError
from rag.reader.form import LABELS, Row

MODEL: Final = Path(__file__).parent / "model"
FILE: Final = "model.onnx"
INPUTS: Final = ("pieces", "kinds", "question", "unit")
PIECES: Final = "embeddings.word_embeddings.weight"
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
            self._pieces = map_tensors(base.weights)[PIECES]
            self._session = _open(folder / FILE)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, EncoderError) as error:
            raise EncoderError(
                f"the reader's model in {folder} cannot be read ({error}); install the package "
                "again, or train it (training/README.md)"
            ) from error

    def scores(self, rows: Sequence[Row]) -> Matrix:
        """Raw scores (logits) ``(rows, 5)``, in the order of ``rows``.

        Each row is read by itself, on one of a few threads: what it is read with makes no
        difference, and nothing is spent on padding.
        """
        out = np.empty((len(rows), len(LABELS)), np.float32)
        with ThreadPoolExecutor(_THREADS) as pool:
            for i, scores in enumerate(pool.map(self._read, rows)):
                out[i] = scores
        return out

    def _read(self, row: Row) -> Matrix:
        place = np.arange(len(row.ids))
        inputs = (
            self._pieces[list(row.ids)][None].astype(np.float32),
            np.array([row.kinds], np.int64),
            (place < row.question)[None].astype(np.float32) / row.question,
            (place >= len(place) - row.unit)[None].astype(np.float32) / row.unit,
        )
        found = self._session.run(None, dict(zip(INPUTS, inputs, strict=True)))
        scores: Matrix = found[0][0]
        return scores


def _open(path: Path) -> onnxruntime.InferenceSession:
    """Raises OSError where the file is missing, RuntimeError and ValueError where it is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # it pays only where all inputs have one length
    options.log_severity_level = 3
    weights = path.read_bytes()
    try:
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions have no common public class
        raise RuntimeError(str(error).splitlines()[0]) from error
    names = tuple(found.name for found in session.get_inputs())
    if names != INPUTS:
        raise ValueError(f"inputs {names}")
    return session
