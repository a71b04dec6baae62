"""Negations and attitudes that stand in a sentence and belong to something or somebody else."""

from __future__ import annotations

import re

from rag.judging.candidates import Candidate
from rag.judging.sides.clauses import Focus
from rag.judging.sides.marks import negations, plain
from rag.judging.sides.words import SaidWords
from rag.language import is_name_like, words
from rag.spelling import text_keys

_PASSED_OVER = re.compile(
    r"\b(?:silent|quiet|blind|indifferent|deaf)\s+(?:about|on|over|to)\b|"
    r"\b(?:ignor|overlook|forget|forgot)\w*\b"
)
"""What is not passed over is so: "they cannot be silent about the killings"."""
_NOT_YET = re.compile(r"(?:\b(?:not|never|no)\b|n't\b).*\byet\b")
_NOT_BECAUSE = re.compile(r"(?:\bnot|n't)\s+(?:\w+\s+)?because\s*$")
_UNTIL = re.compile(r"\b(?:until|unless)\b")
_WHETHER = re.compile(r"\bwhether\b[^.;:]*,\s*$")
_THAT_ONE = re.compile(r"\b(?:who|which|that)\s*$")
_OR = re.compile(r"\W*(?:or|nor)\s+(?:that|if|of|about|to)\b")
_ACCUSES = re.compile(r"\b(?:accus|charg|blam|fault|suspect)\w*\b")
_WHOEVER = frozenset({"he", "she", "they"})
_FIRST_PERSON = frozenset({"i", "we", "i'm", "we're", "i've", "we've"})


def leaves_it_open(focus: Focus, said: SaidWords, *, future: bool) -> bool:
    """Whether the negations of a quote do not tell whether what is claimed is so.

    "I never met one who was not fined"; "they cannot ignore the fines"; "it failed, but not because
    of the fines"; "will not be fined until they pay"; and of what is to come "not yet". Also
    "whether" before an aside: "whether Ross, their captain, was fined".
    """
    before = _earlier(focus, said)
    if _NOT_BECAUSE.search(before) or _WHETHER.search(before):
        return True
    if not negations(focus.before):
        return False
    if _UNTIL.search(focus.after):
        return True
    if future and _NOT_YET.search(focus.text):
        return True
    if _PASSED_OVER.search(focus.before):
        return True
    return bool(_THAT_ONE.search(before)) and negations(before) > 0


def carried_over(focus: Focus, said: SaidWords) -> int:
    """Negations of the clause before that hold on: "I don't think that A, or that B"."""
    return negations(_earlier(focus, said)) % 2 if _OR.match(focus.text) else 0


def _earlier(focus: Focus, said: SaidWords) -> str:
    start = said.own.find(focus.text.strip())
    if start < 0:  # the claim word for word stands between the two parts
        start = said.own.find(focus.before.strip())
    return said.own[: max(start, 0)]


def accuses(said: SaidWords) -> bool:
    """Whether reporting words accuse: what follows is somebody else's doing and attitude."""
    return bool(_ACCUSES.search(said.cue))


def is_somebody_elses(before: str, candidate: Candidate) -> bool:
    """Whether an attitude has another holder than the speaker.

    ``before`` is the folded clause up to the attitude. "Ross opposes it", said by Lind, is Ross's;
    "she opposes it", said by an aide of hers, is hers.
    """
    spans = candidate.statement.source if candidate.statement else ()
    source = " ".join(candidate.article.text[a:b] for a, b in spans)
    if not source:
        return False
    written = [w for w in words(candidate.text) if w[0].isalpha()]
    named = {plain(w) for w in written if is_name_like(w)}
    if len(named) > len(written) / 2:
        named = set()  # a headline, in which a capital letter tells nothing
    own = text_keys(source)
    for word in reversed(words(before)):
        if word in _FIRST_PERSON:
            return False
        if word in _WHOEVER:
            return not is_name_like(words(source)[-1])
        if word.removesuffix("'s") in named:
            return not text_keys(word) & own
    return False
