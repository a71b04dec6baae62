"""Whether a statement asserts or denies its content, and how surely, read from its words.

A reading of the text and nothing more: reporting words that deny ("denies", "ruled out"), negation
in the main clause of the content, hedges, conditions. The word lists stand in ``data/cues.txt``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.folding import plain
from index.speakers.lexicon import data_lines
from index.types import Modality, Polarity

_QUOTES = re.compile(r"[\"“”‘«»]|(?<!\w)'|'(?!\w)")
# Where a main clause ends: a subordinate clause or a sentence begins.
_SUBORDINATE = re.compile(
    r"[,;:–—]\s|[.!?](?:\s|$)|\s[-]\s|"
    r"\b(?:because|since|although|though|while|whereas|which|who|whom|whose|where|when|so that|"
    r"after|before|until|than|as if|lest|without|but|and (?:that )?(?:he|she|it|they|we|i|the)\b)\b"
)
_LEADING = re.compile(
    r"^(?:that|whether|and|but|so|also|well|for|in (?:fact|effect|other words))\b,?\s*"
)
_LEADING_CLAUSE = re.compile(
    r"^(?:if|unless|because|although|though|while|when|since|as|after|before|in|on|at|for|with|by|"
    r"from|despite|under|during|however|therefore|thus|finally|now|today|anyway|moreover)"
    r"\b[^,.;!?]{0,80},\s+"
)
_WEAK_CUT = re.compile(r"\W|who|which|whose|whom|where|when|without|than|until")
_RELATIVE_NEGATION = re.compile(
    r"\b(?:who|which)\s+(?:\w+n't|(?:(?:do|does|did|is|are|was|were|have|has|had|can|could|will|"
    r"would|may|might|should)\s+)?(?:not|never|no longer)|cannot)\b"
)
_HOLDS = re.compile(r"\b(?:think|believe|expect|see|accept|agree|support|convince|persuade)")
"""Of these "not" denies what is held: "is not convinced that it works"."""
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?]\s+")
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply|necessarily the only)\b|\bno doubt\b")
_NEGATIVE_SHORT = re.compile(r"\b\w+n't\b|\bcan't\b|\bwon't\b")
_DOUBLE = re.compile(
    r"\b(?:not|never|n't|cannot)\b[^,.;]{0,12}\b(?:deny|denies|denied|reject\w*|dispute\w*|doubt\w*|"
    r"refute\w*|disagree\w*|oppose\w*|rule\w* out|refus\w+)"
)


@lru_cache(maxsize=1)
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """The groups of ``data/cues.txt`` by name, each a pattern for folded text."""
    groups: dict[str, list[str]] = {}
    name = ""
    for line in data_lines("cues.txt"):
        if line.startswith("["):
            name = line.strip("[]")
            groups[name] = []
        else:
            groups[name].append(line)
    return {name: re.compile(r"\b(?:" + "|".join(words) + ")") for name, words in groups.items()}


def polarity_and_modality(text: str, cue: str, content: str) -> tuple[Polarity, Modality]:
    """Read polarity and modality of one statement.

    ``cue`` are its reporting words ("" where there are none), ``content`` its words, ``text`` the
    sentence around them (helps where a condition stands outside the content).

    >>> polarity_and_modality("", "said", "that prices will not fall")
    ('denied', 'certain')
    >>> polarity_and_modality("", "denies", "it took the money")
    ('denied', 'certain')
    >>> polarity_and_modality("", "believes", "the plan may fail")
    ('asserted', 'possible')
    """
    said, main = fold(cue), main_clause(content)
    negations = _negations(main) + _denials(said)
    polarity: Polarity = "denied" if negations % 2 else "asserted"
    # Of a long quotation the first sentence is the claim.
    first = _SENTENCE_END.split(fold(content).strip(), maxsplit=1)[0]
    return polarity, _modality(fold(text), said, first, main)


def denied_by_cue(polarity: Polarity, content: str) -> bool:
    """Whether it is the reporting words that deny, so that without them the words say the contrary.

    >>> [denied_by_cue("denied", words) for words in ("it took the money", "it did not take it")]
    [True, False]
    """
    return polarity == "denied" and not _negations(main_clause(content))


def main_clause(content: str) -> str:
    """The folded first main clause of a content, without an opening subordinate clause."""
    clause = _LEADING.sub("", fold(content).strip(" ,.;:…-"))
    for _ in range(3):
        shorter = _LEADING.sub("", _LEADING_CLAUSE.sub("", clause, count=1))
        if shorter == clause:
            break
        clause = shorter
    clause = _RELATIVE_NEGATION.sub(" ", clause)
    # A clause needs a verb: a cut in the first words would leave only its subject.
    for cut in _SUBORDINATE.finditer(clause):
        least = 4 if _WEAK_CUT.match(cut.group()) else 2
        if len(clause[: cut.start()].split()) >= least:
            return clause[: cut.start()]
    return clause


def fold(text: str) -> str:
    """``text`` in lower case, without accents and quotation marks, as the patterns expect it."""
    return _QUOTES.sub(" ", plain(text).replace("’", "'"))


def _negations(clause: str) -> int:
    clause = _NOT_ONLY.sub(" ", clause)
    short = len(_NEGATIVE_SHORT.findall(clause))
    clause = _NEGATIVE_SHORT.sub(" ", clause)
    found = len(cue_patterns()["negation"].findall(clause)) + short
    # "does not … anything, never" intensifies; only "not impossible" and the like turn back.
    turns_back = re.search(r"\b(?:not|n't|never)\W+(?:\w+\W+)?(?:impossible|unlikely)\b", clause)
    return 2 if turns_back else min(found, 1)


def _denials(cue: str) -> int:
    if _DOUBLE.search(cue):
        return 2
    if cue_patterns()["denial"].search(cue):
        return 1
    return 1 if _negations(cue) and _HOLDS.search(cue) else 0


def _modality(text: str, cue: str, content: str, main: str) -> Modality:
    patterns = cue_patterns()
    if patterns["condition"].search(content) or (
        re.match(r"\W*(?:if|unless|should)\b", text) and re.search(r"\bwould\b", content)
    ):
        return "conditional"
    if patterns["hedge"].search(main) or patterns["guess"].search(cue):
        return "possible"
    return "certain"
