"""Whether the evidence says what a sentence of a model says, in the model's own words.

Names, numbers, dates, negations and certainty are compared word by word. Whether words of the
model's own say what the evidence says, the reader decides.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from rag.language import (
    REPORTING_VERBS,
    STOP_WORDS,
    content_words,
    fold,
    load_words,
    stem,
    words,
)
from rag.models.naming import QUOTE, Names, Token, tokens_of
from rag.models.placing import Rejected
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
_DATE_WORDS = frozenset(map(str.casefold, (*calendar.day_name, *calendar.month_name[1:])))
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
_NEGATION = re.compile(
    r"\b(?!(?:no|nothing|never|not)\s+(?:better|greater|finer|doubt|wonder|only|just)\b)"
    r"(?:not|never|no longer|no|nobody|none|hardly|scarcely|barely|unlikely|without|cannot|"
    r"impossible|refus\w+|den(?:y|ies|ied)|reject\w*|rule[sd]? out|far from|ceas(?:e|es|ed|ing)|"
    r"stop(?:s|ped)? being|come to an end|is over)\b|n['’]t\b",
    re.I,
)
_CLAUSE = re.compile(
    rf"[,;:—–{QUOTE}]\s+|\s+(?:but|although|though|while|whereas|however|because|and)\s+", re.I
)
_FRAMING = frozenset(map(stem, REPORTING_VERBS | load_words("framing_words.txt")))


def support(claim: str, units: Sequence[UnitText]) -> float:
    """Probability that one of some units bears out a claim."""
    return max((reading.answers for reading in load().read(claim, units)), default=0.0)


def check_words(prose: str, evidence: str, quoted: str, names: Names, known: str = "") -> None:
    """Raises Rejected for the first thing in a sentence that its evidence contradicts or lacks.

    ``prose`` is the sentence with QUOTE in the place of quotations, ``evidence`` the whole
    sentences it rests on, ``quoted`` the words shown as quotations, ``known`` names that need no
    evidence of their own: the article's title, publisher, author and date.
    """
    own = _own(prose, names)
    _check_names(own, evidence, known, names)
    _check_numbers(own, evidence, known)
    _check_negation(prose, evidence, quoted, own)
    claims = _claim_words(own)
    if len(claims) >= 2 and _SURE.search(prose) and not _HEDGE.search(prose):
        clause = _nearest_clause(evidence, prose)
        if _HEDGE.search(clause) and not _SURE.search(clause):
            raise Rejected("certainty", "the evidence only says that it may be so")
    if not claims and QUOTE not in prose:
        raise Rejected("unsupported", "it says nothing that the evidence could bear out")


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
    return [w for w in content_words(text) if stem(w) not in _FRAMING]


def _check_names(own: list[Token], evidence: str, known: str, names: Names) -> None:
    keys = text_keys(evidence) | text_keys(known)
    folded = {fold(w) for w in words(f"{evidence} {known}")}
    for token in own:
        if token.low in folded or token.low in STOP_WORDS:
            continue
        if token.low in _RELATIVE or (token.low in _DATE_WORDS and token.text[0].isupper()):
            raise Rejected("number", f"the evidence does not have the date “{token.text}”")
        if names.is_name(token) and not (text_keys(token.text) & keys):
            raise Rejected("name", f"the evidence does not have the name “{token.text}”")


def _check_numbers(own: list[Token], evidence: str, known: str) -> None:
    there = figures_of(f"{evidence} {known}")
    for token in own:
        figures = figures_of(token.text)
        if token.low in _UNCOUNTED and token.text.isalpha():
            continue
        if missing := figures - there:
            first = sorted(missing)[0]
            raise Rejected("number", f"the evidence does not have the number {first}")


def figures_of(text: str) -> set[str]:
    """The numbers of a text, in digits or in words.

    >>> sorted(figures_of("twelve ships, 40 men"))
    ['12', '40']
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


def is_negated(text: str) -> bool:
    """True where a clause carries an odd number of negations ("cannot not" cancels out)."""
    return len(_NEGATION.findall(text)) % 2 == 1


def _check_negation(prose: str, evidence: str, quoted: str, own: list[Token]) -> None:
    """A denial that only one side has.

    The clause of the evidence that shares most words with the sentence is compared with it. A
    sentence that only introduces a quotation is compared by whether both deny.
    """
    around = evidence.replace(quoted, " ") if quoted else evidence
    said_denied = bool(_DENIES.search(prose))
    if len(_claim_words(own)) < 2:
        if said_denied and not (_DENIES.search(evidence) or is_negated(evidence)):
            raise Rejected("negation", "the evidence does not deny it")
        if quoted and _DENIES.search(around) and not (said_denied or is_negated(prose)):
            raise Rejected("negation", "the evidence denies what is quoted")
        return
    clause = _nearest_clause(evidence, prose)
    theirs = is_negated(clause)
    outside = evidence.replace(clause, " ")
    if _DENIES.search(outside) and not _DENIES.search(clause):
        theirs = not theirs
    ours = is_negated(prose.replace(QUOTE, " "))
    if ours != theirs and not (quoted and ours == is_negated(quoted)):
        side = "denies it" if theirs else "does not deny it"
        raise Rejected("negation", f"the evidence {side}")


def _nearest_clause(evidence: str, prose: str) -> str:
    """The clause of the evidence with most words of a sentence, the shorter one of equals."""
    wanted = text_keys(prose)
    clauses = [c for c in _CLAUSE.split(evidence) if c.strip()] or [evidence]
    return max(clauses, key=lambda c: (len(text_keys(c) & wanted), -len(c)))
