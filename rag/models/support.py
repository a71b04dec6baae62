"""Whether the evidence says what a sentence of a model says, in the model's own words.

Names, numbers, dates, negations and certainty are compared word by word. Whether words of the
model's own say what the evidence says, the reader decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language import REPORTING_VERBS, STOP_WORDS, content_words, fold, stem, words
from rag.model_use import Fault
from rag.models.naming import QUOTE, Names, Token, tokens_of
from rag.models.negation import is_negated
from rag.reader import UnitText, load
from rag.spelling import text_keys

SUPPORTED = 0.80
"""From here on the reader's probability of *answers* is support: high, since a sentence that is
left out costs little beside one that nobody said. ``python -m benchmarks.support`` measures it."""

_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90", "hundred": "100", "hundreds": "100s", "thousand": "1000",
    "thousands": "1000s", "million": "1000000", "millions": "1000000s", "billion": "1000000000",
    "billions": "1000000000s", "trillion": "1000000000000", "dozen": "12", "dozens": "12s",
    "half": "1/2", "twice": "x2", "double": "x2", "doubled": "x2", "triple": "x3", "third": "1/3",
    "quarter": "1/4", "percent": "%", "per cent": "%",
}  # fmt: skip
_UNCOUNTED = frozenset({"one", "half", "third", "quarter", "double", "percent"})
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*%?")
_RELATIVE = frozenset("yesterday today tomorrow tonight weekly monthly annually yearly".split())
_DATE_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|would|possibl\w+|perhaps|probabl\w+|likely|if|unless|chance|"
    r"considers?|expects?|hopes?|fears?|wants?|potential\w*|should)\b",
    re.I,
)
_SURE = re.compile(
    r"\b(?:will|shall|is going to|are going to|certain(?:ly)?|definitely|surely|undoubtedly|"
    r"inevitabl\w+|guaranteed?|proven?|proves|always|never)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|"
    r"rul(?:e|es|ed|ing) out|doubts?|doubted)\b",
    re.I,
)
_CLAUSE = re.compile(
    rf"[,;:—–{QUOTE}]\s+|\s+(?:but|although|though|while|whereas|however|because|and)\s+", re.I
)
FRAMING = frozenset(map(stem, REPORTING_VERBS)) | frozenset(
    map(
        stem,
        """view opinion words statement matter issue question position claim comment remark article
        subject regard point topic side says""".split(),
    )
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What the evidence does not bear out."""

    fault: Fault
    detail: str


def support(claim: str, units: Sequence[UnitText]) -> float:
    """Probability that one of some units bears out a claim."""
    return max((reading.answers for reading in load().read(claim, units)), default=0.0)


def find_flaw(prose: str, evidence: str, quoted: str, names: Names, known: str = "") -> Flaw | None:
    """The first thing in a sentence that its evidence contradicts or lacks; None where all stands.

    ``prose`` is the sentence with QUOTE in the place of quotations, ``evidence`` the whole
    sentences it rests on, ``quoted`` the words shown as quotations, ``known`` names that need no
    evidence of their own: the article's title, publisher, author and date.
    """
    own = _own(prose, names)
    if flaw := _names(own, evidence, known, names):
        return flaw
    if flaw := _numbers(own, evidence, known):
        return flaw
    if flaw := _negation(prose, evidence, quoted, own):
        return flaw
    claims = _claim_words(own)
    if len(claims) >= 2 and _SURE.search(prose) and not _HEDGE.search(prose):
        clause = _nearest_clause(evidence, prose)
        if _HEDGE.search(clause) and not _SURE.search(clause):
            return Flaw("certainty", "the evidence only says that it may be so")
    if not claims and QUOTE not in prose:
        return Flaw("unsupported", "it says nothing that the evidence could bear out")
    return None


def own_words(prose: str, evidence: str, names: Names, known: str = "") -> list[str]:
    """The words of a sentence that say something and do not stand in its evidence."""
    keys = text_keys(evidence) | text_keys(known)
    return [w for w in _claim_words(_own(prose, names)) if not (text_keys(w) & keys)]


def _own(prose: str, names: Names) -> list[Token]:
    """The words of a sentence but for the voice's names and roles."""
    return [
        t for t in tokens_of(prose) if t.word and not names.is_own(t) and t.low not in names.roles
    ]


def _claim_words(own: list[Token]) -> list[str]:
    """The words that say something: no names of the voice, no reporting verbs."""
    text = " ".join(t.text for t in own)
    return [w for w in content_words(text) if stem(w) not in FRAMING]


def _names(own: list[Token], evidence: str, known: str, names: Names) -> Flaw | None:
    keys = text_keys(evidence) | text_keys(known)
    folded = {fold(w) for w in words(f"{evidence} {known}")}
    for token in own:
        if token.low in folded or token.low in STOP_WORDS:
            continue
        if token.low in _RELATIVE or (token.low in _DATE_WORDS and token.text[0].isupper()):
            return Flaw("number", f"the evidence does not have the date “{token.text}”")
        if names.is_name(token) and not (text_keys(token.text) & keys):
            return Flaw("name", f"the evidence does not have the name “{token.text}”")
    return None


def _numbers(own: list[Token], evidence: str, known: str) -> Flaw | None:
    there = figures_of(f"{evidence} {known}")
    for token in own:
        figures = figures_of(token.text)
        if token.low in _UNCOUNTED and token.text.isalpha():
            continue
        if missing := figures - there:
            return Flaw("number", f"the evidence does not have the number {sorted(missing)[0]}")
    return None


def figures_of(text: str) -> set[str]:
    """The numbers of a text, in digits or in words.

    >>> sorted(figures_of("twelve ships, 1,200 men"))
    ['12', '1200']
    """
    found = set()
    for match in _DIGITS.finditer(text):
        plain = match[0].rstrip("%")
        found.add(plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain) else plain)
        if plain != match[0]:
            found.add("%")
    for word in words(text):
        for part in re.split(r"[-–]", fold(word)):
            if part in _NUMBER_WORDS:
                found.add(_NUMBER_WORDS[part])
            elif digits := re.fullmatch(r"(\d+)(?:st|nd|rd|th|s)?", part):
                found.add(digits[1])
    return found


def _negation(prose: str, evidence: str, quoted: str, own: list[Token]) -> Flaw | None:
    """A denial that only one side has.

    The clause of the evidence that shares most words with the sentence is compared with it. A
    sentence that only introduces a quotation is compared by whether both deny.
    """
    around = evidence.replace(quoted, " ") if quoted else evidence
    said_denied = bool(_DENIES.search(prose))
    if len(_claim_words(own)) < 2:
        if said_denied and not (_DENIES.search(evidence) or is_negated(evidence)):
            return Flaw("negation", "the evidence does not deny it")
        if quoted and _DENIES.search(around) and not (said_denied or is_negated(prose)):
            return Flaw("negation", "the evidence denies what is quoted")
        return None
    clause = _nearest_clause(evidence, prose)
    theirs = is_negated(clause)
    outside = evidence.replace(clause, " ")
    if _DENIES.search(outside) and not _DENIES.search(clause):
        theirs = not theirs
    ours = is_negated(prose.replace(QUOTE, " "))
    if ours != theirs and not (quoted and ours == is_negated(quoted)):
        side = "denies it" if theirs else "does not deny it"
        return Flaw("negation", f"the evidence {side}")
    return None


def _nearest_clause(evidence: str, prose: str) -> str:
    """The clause of the evidence with most words of a sentence, the shorter one of equals."""
    wanted = text_keys(prose)
    clauses = [c for c in _CLAUSE.split(evidence) if c.strip()] or [evidence]
    return max(clauses, key=lambda c: (len(text_keys(c) & wanted), -len(c)))
