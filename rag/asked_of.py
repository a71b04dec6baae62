"""Whom a question asks for words of, and not only names: learnt on its word pieces.

"What did Lindt's lawyer say about Moreau?" asks for the words of a lawyer, and of neither Lindt nor
Moreau; "what is Lindt's view?" asks for Lindt's. Logistic regression on what the encoder made of
each word piece, of those beside it and of the whole question
(``python -m training.reader.asked_of``; the reader's model card has figures).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from index.encoder import PieceStates
from rag.kinds import load_weights, question_encoder
from rag.language import fold, words
from rag.reader.network import MODEL

FILE: Final = MODEL / "asked.safetensors"
"""The weights. Nothing that is measured is trained on, so there is but one of them."""
_THEIRS: Final = re.compile(r"(?:['’]s|(?<=s)['’])\s+(\w+)")
"""What is somebody's, behind their name."""
_LIST: Final = re.compile(r"\s*(?:,|,?\s*\b(?:and|or)\b|&)\s*")
"""What stands between the names of a list."""
_ON_ANYTHING: Final = re.compile(r"\W*what(?: else)? (?:do|does|did|has|have) (.+) \w+\W*", re.I)
"""Nothing stands behind the names but one word, the verb."""


@lru_cache(maxsize=2)
def _weights(path: Path) -> tuple[np.ndarray, float]:
    shapes = {"weight": (4 * question_encoder().identity.dimension,), "bias": (1,)}
    tensors = load_weights(path, shapes, "training.reader.asked_of")
    return tensors["weight"], float(tensors["bias"][0])


def asked_of(question: str, names: Sequence[str]) -> list[bool]:
    """For each name in a question, whether its bearer's words are asked for.

    A name that stands there several times is asked for where one of its places is, and so are the
    others of a list ("Lindt, Moreau and Oyelaran"). All are where nothing else stands there, where
    the encoder shows no word pieces, and where it does not read so long a question. Raises
    EncoderError where the weights are damaged.
    """
    encoder = question_encoder()
    if not names or not encoder.shows_states or on_anything(question, names):
        return [True] * len(names)
    if encoder.count_tokens([question])[0] > encoder.max_tokens:
        return [True] * len(names)
    weight, bias = _weights(FILE)
    _, (pieces,) = encoder.read_short([question])
    if not len(pieces.states):
        return [True] * len(names)
    scores = features(pieces) @ weight + bias
    places = sorted(
        (*match.span(), name)
        for name in set(names)
        for match in re.finditer(re.escape(name), question)
    )
    found: set[str] = set()
    alike: list[str] = []
    asked, end = False, 0
    for start, stop, name in places:
        if not _LIST.fullmatch(question, end, start):
            alike, asked = [], False
        alike.append(name)
        asked = asked or _asked(question, pieces, scores, start, stop)
        found |= {*alike} if asked else set()
        end = stop
    return [name in found for name in names]


def on_anything(question: str, names: Sequence[str]) -> bool:
    """Whether somebody's words are asked for whatever they are about: "what does Lindt say?"."""
    found = _ON_ANYTHING.fullmatch(question)
    known = {fold(word) for name in names for word in words(name)}
    if found is None or not known:
        return False
    return {fold(word) for word in words(found[1])} <= known | {"and", "or"}


def _asked(question: str, pieces: PieceStates, scores: np.ndarray, start: int, end: int) -> bool:
    """Whether the name at some characters is asked.

    Behind "Lindt's" stands either who is asked instead ("lawyer") or what is asked for ("view"):
    the one is likelier to be asked than the question's words on the whole, the other less.
    """
    theirs = _THEIRS.match(question, end)
    if theirs and _mean(pieces, scores, *theirs.span(1)) > scores.mean():
        return False
    return _mean(pieces, scores, start, end) > 0


def features(pieces: PieceStates) -> np.ndarray:
    """What the classifier sees ``(pieces, 4 * dimension)``: the state of each piece, of the ones
    before and behind it (nothing at the ends), and the mean of all."""
    states = pieces.states.astype(np.float32)
    edge = np.zeros_like(states[:1])
    before, behind = np.concatenate([edge, states[:-1]]), np.concatenate([states[1:], edge])
    return np.concatenate(
        [states, before, behind, np.broadcast_to(states.mean(0), states.shape)], 1
    )


def _mean(pieces: PieceStates, scores: np.ndarray, start: int, end: int) -> float:
    """The log odds of some characters: the mean over their pieces."""
    inside = (pieces.starts < end) & (start < pieces.ends)
    return float(scores[inside].mean()) if inside.any() else -1.0
