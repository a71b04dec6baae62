"""How much of what a question is about stands in so many words in what was found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rag.language import REPORTING_VERBS, content_words, fold, stem, stems
from rag.question import Question
from rag.units import Unit


def shared_words(question: Question, units: Sequence[Unit]) -> npt.NDArray[np.float64]:
    """``(units, 2)``, each 0 to 1: the share of a question's words that stand in the sentences of a
    unit, and that stand there, in the title or in the sentence before.

    Rare words among the units count for more (inverse document frequency, Robertson and Spärck
    Jones 1976); words that only ask or report, and the names of those asked, are not looked for.
    Where nothing is left both are 0.
    """
    names = {
        stem(word)
        for group in question.asked
        for match in group
        for form in (match.speaker.name, *match.speaker.forms)
        for word in content_words(form)
    }
    asked = {
        stem(w) for w in content_words(question.read) if fold(w) not in REPORTING_VERBS
    } - names
    read = [unit.read for unit in units]
    own = [stems(text.unit) & asked for text in read]
    near = [
        o | stems(f"{text.title} {text.before}") & asked for o, text in zip(own, read, strict=True)
    ]
    counts = Counter(word for there in near for word in there)
    rare = {word: math.log(1 + len(units) / (0.5 + counts[word])) for word in asked}
    total = sum(rare.values()) or 1.0
    return np.array(
        [
            [sum(rare[w] for w in part) / total for part in parts]
            for parts in zip(own, near, strict=True)
        ]
    ).reshape(len(units), 2)
