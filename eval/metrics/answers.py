"""Does the answer say it? Substring match, and SQuAD's exact match and token F1.

Normalisation is the SQuAD script's (Rajpurkar et al. 2016): lower case, no punctuation, no
articles, single spaces; with all Unicode punctuation instead of ASCII's alone, and NFKC first, so
that curly quotes and dashes do not decide. ``squad_normalise`` is the script's rule to the letter.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_POSSESSIVE = re.compile(r"[’']s\b")
_ASCII = str.maketrans("", "", string.punctuation)


def squad_normalise(text: str) -> str:
    """The SQuAD script's ``normalize_answer``: lower, drop ASCII punctuation, articles, spaces."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_ASCII)).split())


def normalise(text: str) -> str:
    """SQuAD's rule over Unicode: dashes become spaces, other punctuation and articles go.

    So does a possessive ending, which would hide the name it stands on (``Ankara's``).
    """
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text).lower())
    text = "".join(" " if unicodedata.category(c) == "Pd" else c for c in text)
    text = "".join(c for c in text if not unicodedata.category(c).startswith("P"))
    return " ".join(_ARTICLES.sub(" ", text).split())


def contains(text: str, answer: str) -> bool:
    """Say whether the normalised answer stands in the normalised text, at word boundaries."""
    wanted = normalise(answer)
    return bool(wanted) and f" {wanted} " in f" {normalise(text)} "


def answer_match(text: str, any_of: Sequence[str], all_of: Sequence[str] = ()) -> bool:
    """Say whether the text holds one of ``any_of`` (where given) and each of ``all_of``."""
    return (not any_of or any(contains(text, a) for a in any_of)) and all(
        contains(text, a) for a in all_of
    )


def exact_match(prediction: str, answers: Sequence[str]) -> float:
    """SQuAD EM: 1.0 when the normalised prediction equals a normalised gold answer."""
    return float(any(squad_normalise(prediction) == squad_normalise(a) for a in answers))


def token_f1(prediction: str, answers: Sequence[str]) -> float:
    """SQuAD F1: the best token overlap with any gold answer (0 to 1).

    As in SQuAD 2.0, an empty side scores 1 only when both are empty.
    """
    return max((_f1(prediction, a) for a in answers), default=0.0)


def _f1(prediction: str, answer: str) -> float:
    ours, gold = squad_normalise(prediction).split(), squad_normalise(answer).split()
    if not ours or not gold:
        return float(ours == gold)
    same = sum((Counter(ours) & Counter(gold)).values())
    if not same:
        return 0.0
    precision, recall = same / len(ours), same / len(gold)
    return 2 * precision * recall / (precision + recall)
