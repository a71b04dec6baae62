"""What is typed, learnt on its vector: which kind of answer it asks for, whether it follows up, and
whether it asks the articles anything at all."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

import numpy as np

from index.encoder import load_encoder
from index.encoder.safetensors_map import map_tensors
from index.exceptions import EncoderError
from rag.language import fold, words
from rag.reader.network import MODEL, model_folder
from rag.types import QuestionType

FILE: Final = "kinds.safetensors"
"""The weights, beside those of the reader."""
KINDS: Final[tuple[QuestionType, ...]] = get_args(QuestionType)
Turn = Literal["", "against", "others"]
"""What a follow-up turns round: nothing; it is for the other side of the question before it; or for
anybody else than those named before."""
TURNS: Final[tuple[Turn, ...]] = get_args(Turn)
TURNS_FILE: Final = "turns.safetensors"
OPENINGS: Final = 128
"""Places for a hashed opening."""
OPENING: Final = 0.5
"""How much an opening weighs beside a vector of length one."""
WORDS: Final = 2048
"""Places for hashed words,"""
WORD: Final = 0.15
"""and how much each weighs."""
OWN: Final = 2 * OPENINGS + WORDS
"""Features beside the vector."""
TALK: Final = 0.5
"""From this probability on something is said to the program, not asked of the articles,"""
FOLLOWS: Final = 0.2
"""and a question in a conversation needs the one before it. Behind another question far more do
than among those learnt from, of which every tenth does: so 53 of 60 in natural are seen with their
packs left out (45 from .5 on), and 12 of 629 others taken for such (2)."""


def load_weights(
    path: Path, wanted: Mapping[str, tuple[int, ...]], trained_by: str
) -> dict[str, np.ndarray]:
    """The weights of classifiers, of the shapes wanted. Raises EncoderError for others."""
    tensors = map_tensors(path)
    shapes = {name: tensor.shape for name, tensor in tensors.items()}
    if shapes != wanted:
        raise EncoderError(
            f"{path} does not hold the classifier ({shapes}); install the package again, or run "
            f"python -m {trained_by}"
        )
    return tensors


question_encoder: Final = lru_cache(maxsize=1)(load_encoder)
"""What questions are read with: the encoder of collections, asked for once."""


@lru_cache(maxsize=2)
def _weights(folder: Path) -> dict[str, np.ndarray]:
    width = question_encoder().identity.dimension + OWN
    classes = {"kind": len(KINDS), "follows": 1, "talk": 1}
    weights = {f"{name}.weight": (count, width) for name, count in classes.items()}
    biases = {f"{name}.bias": (count,) for name, count in classes.items()}
    return load_weights(folder / FILE, {**weights, **biases}, "training.reader.kinds")


def features(questions: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """What the classifiers see ``(n, dimension + OWN)``: vectors, which words a question opens with
    (the first, and the first two, hashed), and which words it has (hashed, in any order)."""
    dimension = vectors.shape[1]
    out = np.zeros((len(questions), dimension + OWN), np.float32)
    out[:, :dimension] = vectors
    for row, question in zip(out, questions, strict=True):
        every = [fold(word) for word in words(question)]
        first = every[:2]
        for size in range(1, len(first) + 1):
            place = zlib.crc32(" ".join(first[:size]).encode()) % OPENINGS
            row[dimension + (size - 1) * OPENINGS + place] = OPENING
        for word in set(every):
            row[dimension + 2 * OPENINGS + zlib.crc32(word.encode()) % WORDS] += WORD
    return out


@lru_cache(maxsize=8)
def _seen(question: str) -> np.ndarray:
    row: np.ndarray = features([question], question_encoder().encode_question(question)[None])[0]
    return row


def turn_of(question: str) -> Turn:
    """What a question turns round, should it follow up another one."""
    shape = (len(TURNS), question_encoder().identity.dimension + OWN)
    wanted = {"weight": shape, "bias": shape[:1]}
    tensors = load_weights(MODEL / TURNS_FILE, wanted, "training.reader.turns")
    return TURNS[int((tensors["weight"] @ _seen(question) + tensors["bias"]).argmax())]


def kind_of(question: str) -> QuestionType:
    """The likeliest kind.

    Multinomial logistic regression on ``features``, trained on questions of news
    (``python -m training.reader.kinds``). Raises EncoderError where the weights are damaged.
    """
    tensors = _weights(model_folder())
    return KINDS[int((tensors["kind.weight"] @ _seen(question) + tensors["kind.bias"]).argmax())]


def follows_up(question: str) -> bool:
    """Whether a question in a conversation needs the one before it to be understood.

    Logistic regression on ``features``, trained on conversations of which each question was also
    written so that it stands alone, on questions of news in their telling words only, and on names.
    """
    return _likely("follows", question) > FOLLOWS


def is_talk(question: str) -> bool:
    """Whether something is said to the program, such as a greeting, and not asked of the articles.

    Logistic regression on ``features``; of 2,082 questions kept back none is taken for talk.
    """
    return _likely("talk", question) > TALK


def _likely(name: str, question: str) -> float:
    """The probability of a classifier of two classes."""
    tensors = _weights(model_folder())
    score = (tensors[f"{name}.weight"] @ _seen(question) + tensors[f"{name}.bias"])[0]
    return float(1 / (1 + np.exp(-score)))
