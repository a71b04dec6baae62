"""The verifier: does somebody speak in a statement, and is it whom it was given to?

Two logistic regressions over what the tagger has understood (``vectors``) and what can be counted
(``numbers``), each calibrated on articles that it was not fitted on. Model card beside the weights,
training in ``training/verifier``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.attribution.extraction import Extracted
from index.attribution.signatures import is_signature
from index.exceptions import EncoderError
from index.keeping import Once
from index.verifying.cases import Case
from index.verifying.naming import Names
from index.verifying.numbers import counted
from index.verifying.vectors import pooled

Floats = NDArray[np.float32]

MODEL: Final = Path(__file__).parent / "model"


class Verdict(NamedTuple):
    """What is thought of one statement, as calibrated probabilities.

    ``spoken``: somebody says or holds these words, and they are not the article's own. ``named``:
    so it is, and it is whom they were given to.
    """

    spoken: float
    named: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """How sure it has to be.

    ``certain`` is chosen on articles that were left out: from it on a name stands as it was found.
    Below, a name is no more than possible, and what is less likely than not is not named. There is
    no statement at all only where somebody speaks with a probability below ``spoken``: it is set
    low, as what was dropped cannot be found again, and what is kept in vain stands under nobody.
    """

    certain: float
    likely: float = 0.5
    spoken: float = 0.2

    def leaves(self, verdict: Verdict) -> bool:
        """Whether the name stands as it was found."""
        return verdict.named >= self.certain

    def names(self, verdict: Verdict) -> bool:
        """Whether there is a name, if only a possible one."""
        return self.leaves(verdict) or verdict.named >= self.likely

    def keeps(self, verdict: Verdict) -> bool:
        """Whether there is a statement at all."""
        return self.names(verdict) or verdict.spoken >= self.spoken


class Verifier:
    """Weights and bounds.

    Raises EncoderError where the model in the folder is missing or damaged.
    """

    def __init__(self, model: Path = MODEL) -> None:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            stored = load_file(str(model / "model.safetensors"))
            self._weights = stored["weights"].astype(np.float32)
            self._biases = stored["biases"].astype(np.float32)
            config = json.loads((model / "config.json").read_text(encoding="utf-8"))
            self.bounds = Bounds(**config["bounds"])
        except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
            raise EncoderError(
                f"the model of the verifier in {model} cannot be read ({error}); install the "
                "package again, or train it with: python -m training.verifier --help"
            ) from error

    def verify(self, extracted: Extracted, cases: Sequence[Case]) -> list[Verdict]:
        """What is thought of the statements of one article, in the order given.

        They are to be all of the article, as each is also judged by the others. In a quotation that
        is signed somebody speaks, and in a line with a label it is whom that names: both are
        certain by their form.
        """
        if not cases:
            return []
        scores = features(extracted, cases) @ self._weights.T + self._biases
        chances = 1 / (1 + np.exp(-np.clip(scores.astype(np.float64), -30, 30)))
        chances[[is_signature(case.relation, extracted.article) for case in cases], 0] = 1
        chances[[case.relation.labelled for case in cases]] = 1
        return [Verdict(float(spoken), float(spoken * name)) for spoken, name in chances]


def features(extracted: Extracted, cases: Sequence[Case]) -> Floats:
    """What the regressions see: (statements, features); an article has to have some statement."""
    names = Names(extracted.article.text, cases)
    vectors = pooled(extracted, cases, names)
    return np.hstack([vectors, counted(extracted.article, cases, names)])


@Once
def default_verifier() -> Verifier:
    """The shipped verifier, loaded once a process."""
    return Verifier()
