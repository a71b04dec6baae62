"""The trained stance model: which side an article takes of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from index.exceptions import EncoderError
from index.keeping import Once
from index.sentences import split_sentences
from rag.stance.features import FEATURES, Vector, overlap_features
from rag.stance.network import MODEL, Matrix, Network, softmax
from rag.stance.pairs import LONGEST_CLAIM, Pair, Pieces, join
from rag.stance.selection import best_sentences

ARTICLE_PIECES: Final = 128


class StanceScores(NamedTuple):
    """Probabilities, summing to one, of what a text does with a claim.

    ``affirm`` says it is so, ``deny`` says it is not; ``discuss`` speaks of it without taking a
    side (asks, reports, makes it depend on something); ``unrelated`` does not speak of it.
    """

    affirm: float
    deny: float
    discuss: float
    unrelated: float


class StanceModel:
    """The model in memory. Same input, same output; nothing is fetched, torch is not imported.

    ``pieces`` cuts texts as the model reads them; ``order`` are the weights of ``rerank``.

    Raises EncoderError where the files in ``folder`` are missing or damaged.
    """

    def __init__(self, folder: Path = MODEL) -> None:
        self._network = Network(folder)
        self.pieces = Pieces(self._network.rarity)
        try:
            joined = self._network.config["joined"]
            self.order: dict[str, Any] = self._network.config["order"]
            self._article = _Joined(joined["article"], 4 + len(FEATURES))
        except (KeyError, TypeError, ValueError) as error:
            raise EncoderError(
                f"{folder / 'config.json'} lacks what joins scores and word counts ({error}); "
                "install the package again, or run python -m training.stance.export"
            ) from error

    def articles(self, claim: str, texts: Sequence[str]) -> tuple[list[StanceScores], Matrix]:
        """Stance of whole articles (or passages) towards a claim, and the network's own scores
        ``(texts, 4)``, into which no count has gone.

        Read are the sentences that speak to it most; how many of its words the article has counts
        too, which is what tells related from unrelated.
        """
        readings = [
            read_longer(claim, sentences_of([text]), self.pieces, ARTICLE_PIECES) for text in texts
        ]
        scores = self._network.scores([pair for pair, _ in readings])
        counts = np.array([vector for _, vector in readings], np.float32).reshape(-1, len(FEATURES))
        likely = softmax(self._article(scores, counts))
        return [StanceScores(*(round(float(p), 6) for p in row)) for row in likely], scores


def sentences_of(texts: Sequence[str]) -> list[str]:
    """The sentences of some texts, in order."""
    return [text[a:b] for text in texts for a, b in split_sentences(text)]


def read_longer(
    claim: str, sentences: Sequence[str], pieces: Pieces, longest: int
) -> tuple[Pair, Vector]:
    """A claim with the sentences that speak to it, and the counts of shared words over all."""
    ids = pieces(claim)
    each = pieces.many(sentences)
    room = longest - min(len(ids), LONGEST_CLAIM) - 3
    chosen = best_sentences(ids, sentences, pieces, room)
    text = [i for c in chosen for i in each[c]]
    counts = overlap_features(claim, ids, sentences, each, pieces.rarity)
    return join(ids, text, pieces.rarity, longest), counts


class _Joined:
    """A linear layer over the network's scores and the counts of shared words."""

    def __init__(self, stored: Mapping[str, Any], width: int) -> None:
        self._weight = np.asarray(stored["weight"], np.float32)
        self._bias = np.asarray(stored["bias"], np.float32)
        if self._weight.shape != (len(self._bias), width):
            raise ValueError(f"shape {self._weight.shape}")

    def __call__(self, scores: Matrix, counts: Matrix) -> Matrix:
        out: Matrix = np.concatenate([scores, counts], axis=1) @ self._weight.T + self._bias
        return out


@Once
def load() -> StanceModel:
    """The shipped model, read from disk at the first call of a process.

    Raises EncoderError where it is missing or damaged.
    """
    return StanceModel()
