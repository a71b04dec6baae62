"""The encoder in use: NumPy for questions where it can, sentence-transformers for bulk work."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from index.encoder.base import EncodeProgress, EncoderIdentity, PieceStates, Vectors
from index.encoder.bert import Bert, can_run
from index.encoder.blas import single_thread
from index.encoder.bulk import BulkEncoder, Precision, piece_states
from index.encoder.files import DEFAULT_MODEL, ModelFiles, find_model, weights_digest
from index.encoder.tokens import WordPieces
from index.exceptions import EncoderError
from index.keeping import Once

if TYPE_CHECKING:
    from tokenizers import Encoding

_THREADS = min(os.cpu_count() or 1, 4)
_WORTH_SHARING = 64  # word pieces
_REMEMBERED = 4096  # vectors of questions, 1.5 KiB each


class SentenceEncoder:
    """A sentence-transformers model. See ``index.encoder.base.Encoder`` for what each method does.

    Nothing is loaded until it is needed: the tokenizer with the first text, the NumPy weights with
    the first question, torch with the first bulk call (or the first question, for models that are
    not plain BERT).
    """

    def __init__(self, model: ModelFiles, *, precision: Precision = "auto") -> None:
        self._model = model
        self._wanted = precision
        self._lock = threading.RLock()
        self._bulk: BulkEncoder | None = None
        self._tokens = Once(partial(WordPieces, model.tokenizer, model.max_tokens))
        self._numpy = Once(partial(Bert, model))
        # One question is asked for its kind, for what it follows up and for what is near it.
        self.encode_question = lru_cache(maxsize=_REMEMBERED)(self._encode_question)

    @cached_property
    def identity(self) -> EncoderIdentity:
        return EncoderIdentity(
            name=self._model.name,
            dimension=self._model.dimension,
            weights_sha256=weights_digest(self._model),
            pooling=self._model.pooling,
            normalised=True,
            max_tokens=self.max_tokens,
        )

    @property
    def max_tokens(self) -> int:
        return self._model.max_tokens

    @property
    def precision(self) -> str:
        return self._bulk.precision if self._bulk else self._wanted

    def verify(self) -> None:
        weights_digest(self._model, fresh=True)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._tokens().count(texts)

    def encode_passages(
        self, texts: Sequence[str], *, progress: EncodeProgress | None = None
    ) -> Vectors:
        lengths = self._checked(texts)
        if not texts:
            return np.empty((0, self._model.dimension), np.float32)
        bulk = self._loaded_bulk()
        with self._lock:
            return bulk.encode(texts, lengths, progress)

    @property
    def shows_states(self) -> bool:
        return self._by_numpy and self._model.pooling == "mean"

    def read_passages(
        self, texts: Sequence[str], *, progress: EncodeProgress | None = None
    ) -> tuple[Vectors, list[PieceStates]]:
        encodings = self._encodings(texts)
        if not texts:
            return np.empty((0, self._model.dimension), np.float32), []
        bulk = self._loaded_bulk()
        with self._lock:
            return bulk.read(encodings, progress)

    def read_short(self, texts: Sequence[str]) -> tuple[Vectors, list[PieceStates]]:
        encodings = self._encodings(texts)
        bert = self._numpy()

        def read(encoding: Encoding) -> tuple[Vectors, PieceStates]:
            columns, [(start, end)] = bert.read([encoding.ids])
            states = columns[:, start:end]
            vector = states.mean(axis=1)
            vector /= max(float(np.linalg.norm(vector)), 1e-12)
            return vector, piece_states(encoding, states.T)

        with single_thread(), ThreadPoolExecutor(_THREADS) as pool:
            found = list(pool.map(read, encodings))
        vectors = np.empty((len(texts), self._model.dimension), np.float32)
        for row, (vector, _) in enumerate(found):
            vectors[row] = vector
        return vectors, [states for _, states in found]

    def _encodings(self, texts: Sequence[str]) -> list[Encoding]:
        encodings = self._tokens().encodings(texts)
        self._check(texts, [len(e) for e in encodings])
        return encodings

    def encode_short(self, texts: Sequence[str]) -> Vectors:
        if not self._by_numpy:
            return self.encode_passages([self._tokens().cut(text) for text in texts])
        if not texts:
            return np.empty((0, self._model.dimension), np.float32)
        ids, bert = self._tokens().ids(texts), self._numpy()
        # Shared out over a few threads: NumPy releases the interpreter's lock.
        with single_thread():
            workers = min(len(ids), _THREADS)
            if workers == 1 or sum(map(len, ids)) < _WORTH_SHARING:
                return bert.encode(ids)
            order = sorted(range(len(ids)), key=lambda i: (-len(ids[i]), i))
            shares = [order[n::workers] for n in range(workers)]
            out = np.empty((len(ids), bert.dimension), np.float32)
            with ThreadPoolExecutor(workers) as pool:
                parts = pool.map(lambda share: bert.encode([ids[i] for i in share]), shares)
                for share, part in zip(shares, parts, strict=True):
                    out[share] = part
            return out

    def _encode_question(self, text: str) -> Vectors:
        vector: Vectors = self.encode_short([text])[0]
        vector.flags.writeable = False
        return vector

    def _checked(self, texts: Sequence[str]) -> list[int]:
        lengths = self.count_tokens(texts)
        self._check(texts, lengths)
        return lengths

    def _check(self, texts: Sequence[str], lengths: Sequence[int]) -> None:
        for text, length in zip(texts, lengths, strict=True):
            if length > self.max_tokens:
                raise EncoderError(
                    f"a text of {length} word pieces was to be encoded, but {self._model.name} "
                    f"reads {self.max_tokens} (it begins {text[:60]!r}); split it with "
                    "index.passages.split_passages"
                )

    @cached_property
    def _by_numpy(self) -> bool:
        return can_run(self._model)

    def _loaded_bulk(self) -> BulkEncoder:
        with self._lock:
            if self._bulk is None:
                self.verify()
                self._bulk = BulkEncoder(self._model, self._wanted)
            return self._bulk


def load_encoder(name: str | None = None, *, precision: Precision = "auto") -> SentenceEncoder:
    """Load an encoder by name or path; None is all-MiniLM-L6-v2 from the installed package, which
    is one for all who ask for it.

    Nothing is ever downloaded. ``precision`` is that of bulk work: ``auto`` takes bfloat16 where
    this processor is faster with it and it stays exact enough, else float32. Raises EncoderError
    where the model is missing or incomplete, and later where its weights prove damaged.

    >>> load_encoder().identity.dimension
    384
    """
    if name in (None, DEFAULT_MODEL):
        return _installed(precision)
    return SentenceEncoder(find_model(name), precision=precision)


@Once
def _installed(precision: Precision) -> SentenceEncoder:
    return SentenceEncoder(find_model(), precision=precision)
