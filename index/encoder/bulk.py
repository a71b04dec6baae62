"""Encoding in bulk with sentence-transformers, in the fastest precision that is exact enough.

Its own ``encode`` gives all threads one batch after the other. Here each thread reads a batch of
its own, which takes two thirds of the time for passages and half for statements.
"""

from __future__ import annotations

import copy
import os
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt

from index.bfloat16 import has_bfloat16
from index.encoder.base import EncodeProgress, PieceStates, Vectors
from index.encoder.files import ModelFiles
from index.exceptions import EncoderError
from index.torch_threads import side_by_side

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding

Precision = Literal["auto", "float32", "bfloat16"]

MIN_COSINE = 0.999
"""A faster precision is used only where every calibration text keeps this cosine to float32."""

_BATCH = {"float32": 1024, "bfloat16": 2048}
"""Word pieces read together, padding included: what one processor's cache holds of them."""
_FEW = 64  # below this many texts, measuring would take longer than it could save

_CALIBRATION = (
    "The minister said on Tuesday that the bridge would open in spring, a year later than planned.",
    "Critics of the plan, among them two former mayors, called the figures “a work of fiction”.",
    "Shares fell 3.4 percent to $41.20 after the company lowered its forecast for the quarter.",
    "“We have not been asked, and we would say no,” the coach told reporters in Lyon.",
    "Rainfall in the valley was the heaviest since records began in 1881, the weather office said.",
    "The court will hear both sides in March; a ruling is not expected before the summer recess.",
    "Three of the five members voted against, one abstained and the chair did not take part.",
    "According to the union, talks about wages, working hours and pensions have broken down.",
)


class BulkEncoder:
    """Sentence-transformers with small batches of like length, one to a thread."""

    def __init__(self, model: ModelFiles, precision: Precision) -> None:
        # Threads that wait for each other asleep, not in a busy loop: with another program on the
        # same processors that is twice as fast, and no slower alone. Read when torch is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        self._torch = torch
        bars = logging.is_progress_bar_enabled()
        # Loading would draw a bar of its own on the user's terminal.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model: SentenceTransformer = SentenceTransformer(
                str(model.root), device="cpu", local_files_only=True
            )
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise EncoderError(
                f"{model.root}: sentence-transformers cannot load this model ({error}); "
                "fetch it again, or name another with --encoder"
            ) from error
        finally:
            if bars:
                logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        self._model.max_seq_length = model.max_tokens
        self._dimension = model.dimension
        self._tokenizing = threading.Lock()
        self.precision: str = precision
        if precision == "bfloat16":
            self._model = self._model.to(torch.bfloat16)

    def encode(
        self,
        texts: Sequence[str],
        lengths: Sequence[int],
        progress: EncodeProgress | None,
    ) -> Vectors:
        """Unit vectors in the order given; ``lengths`` are the texts' word pieces."""
        if self.precision == "auto" and len(texts) > _FEW:
            self._calibrate()
        out = np.empty((len(texts), self._dimension), np.float32)
        batches = _batches(lengths, _BATCH.get(self.precision, _BATCH["float32"]))
        if progress:
            progress(0, len(texts))
        done = 0
        found = side_by_side(lambda batch: self._run([texts[i] for i in batch]), batches)
        for batch, vectors in zip(batches, found, strict=True):
            out[batch] = vectors
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return out

    def read(
        self, texts: Sequence[Encoding], progress: EncodeProgress | None
    ) -> tuple[Vectors, list[PieceStates]]:
        """Unit vectors and states of tokenised texts, in the order given.

        For models that ``index.encoder.bert`` could run as well.
        """
        if self.precision == "auto" and len(texts) > _FEW:
            self._calibrate()
        out = np.empty((len(texts), self._dimension), np.float32)
        states: dict[int, PieceStates] = {}
        lengths = [len(text) for text in texts]
        batches = _batches(lengths, _BATCH.get(self.precision, _BATCH["float32"]))
        if progress:
            progress(0, len(texts))
        found = side_by_side(lambda batch: self._read([texts[i] for i in batch]), batches)
        for batch, (vectors, read) in zip(batches, found, strict=True):
            out[batch] = vectors
            states.update(zip(batch, read, strict=True))
            if progress:
                progress(len(states), len(texts))
        return out, [states[i] for i in range(len(texts))]

    def _read(self, texts: list[Encoding]) -> tuple[Vectors, list[PieceStates]]:
        torch = self._torch
        ids = np.zeros((len(texts), max(map(len, texts))), np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text.ids
            mask[row, : len(text)] = 1
        features: dict[str, Any] = {
            "input_ids": torch.from_numpy(ids),
            "attention_mask": torch.from_numpy(mask),
            "token_type_ids": torch.zeros(ids.shape, dtype=torch.long),
        }
        with torch.inference_mode():
            features = self._model(features)
            vectors = features["sentence_embedding"].float().numpy()
            states = features["token_embeddings"].half().numpy()
        return _unit(vectors), [
            piece_states(text, row) for text, row in zip(texts, states, strict=True)
        ]

    def _run(self, texts: list[str]) -> Vectors:
        """Unit vectors of one batch. May be called by several threads at once."""
        with self._tokenizing:  # a tokenizer of Hugging Face serves one thread at a time
            pieces = self._model.preprocess(texts, prompt=self._prompt())
        with self._torch.inference_mode():
            vectors = self._model(pieces)["sentence_embedding"].float().numpy()
        return _unit(vectors)

    def _prompt(self) -> str | None:
        """What the model wants before each text, if anything."""
        name = self._model.default_prompt_name
        return self._model.prompts.get(name) if name else None

    def _calibrate(self) -> None:
        """Take bfloat16 where this processor computes it faster and exactly enough."""
        self.precision = "float32"
        if not has_bfloat16():
            return
        texts = [f"{a} {b}" for a, b in zip(_CALIBRATION, reversed(_CALIBRATION), strict=True)]
        exact, slow = self._timed(texts)
        full = self._model
        self._model = copy.deepcopy(full).to(self._torch.bfloat16)
        rough, fast = self._timed(texts)
        if fast < slow and float((exact * rough).sum(axis=1).min()) >= MIN_COSINE:
            self.precision = "bfloat16"
        else:
            self._model = full

    def _timed(self, texts: list[str]) -> tuple[Vectors, float]:
        """Vectors and seconds: the shorter of two runs after one to warm up."""
        vectors = self._run(texts)
        seconds = []
        for _ in range(2):
            start = time.perf_counter()
            self._run(texts)
            seconds.append(time.perf_counter() - start)
        return vectors, min(seconds)


def piece_states(text: Encoding, states: npt.NDArray[Any]) -> PieceStates:
    """What was made of a text's pieces, from the states ``(pieces, dimension)`` of all of them."""
    keep = np.flatnonzero(np.asarray(text.special_tokens_mask) == 0)
    offsets = np.asarray(text.offsets, np.int64)[keep]
    return PieceStates(offsets[:, 0], offsets[:, 1], states[keep].astype(np.float16))


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast("Vectors", vectors / np.maximum(norms, np.float32(1e-12)))


def _batches(lengths: Sequence[int], pieces: int) -> list[list[int]]:
    """Numbers of texts of like length, the longest first, padded to no more than ``pieces``."""
    batches: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= pieces:
            batches[-1].append(number)
        else:
            batches.append([number])
    return batches
