"""What a statement claims, cut into units that can be held against those of other statements.

A unit is a sentence of the statement's content, or the main clause of one. It is read for what it
says (stems of its words), whether it denies it, how surely, and with which numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.speakers.polarity import polarity_and_modality
from index.types import Article, Modality, Span, Statement
from rag.language import content_words, fold, is_name_like, stem

LONGEST = 320
"""Sentences of more characters than this say too much at once to be held against others."""
LEAST_WORDS = 2
"""Units with fewer words that carry meaning say too little."""

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…](?=[\w])[^.!?…]*)*[.!?…]*[\"”’']*\s*")
_CUT = re.compile(
    r"\s*[;:—–]\s+|,?\s+(?:but|although|though|while|whereas|because|since|and that|so that)\s+"
    r"|,\s+(?=[\"“])|,\s+(?:and|or|so|who|which|where|when|as)\s+",
    re.I,
)
NEGATION = re.compile(
    r"\b(?:not|never|no longer|no|nobody|no one|none|nothing|neither|nor|hardly|scarcely|barely|"
    r"cannot|without|fail(?:s|ed)? to|refus(?:e|es|ed) to|far from|wrong to \w+)\b|\w+n['’]t\b",
    re.I,
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|simply|even)\b|\bno (?:doubt|matter)\b|\b(?:nothing|none) but\b"
    r"|^\W*no,\s",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|ours)\b|\bI['’]", re.I)
_THIRD_PERSON = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|here|there)\b", re.I
)
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours)\b", re.I)
_OPEN = re.compile(
    r"^\W*(?:whether|if|how|what|why|who|whom|which|where|when|to|for|of|about|on|as)\b", re.I
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|shall|should|can|could|"
    r"may|might|must)\b|n['’]t\b|(?<=I|u|y)['’](?:re|ve|ll|d|m)\b|\b(?:he|she|it|that|there)['’]s\b",
    re.I,
)
_VERB = re.compile(
    rf"{_FINITE.pattern}|\b\w{{3,}}(?:ed|es)\b|\b(?:he|she|it|they|I|we)\s+\w+", re.I
)
_NO_CLAIM = re.compile(
    r"\blet(?:['’]s| us| me)\b|\b(?:whether|if|unless)\b|\b(?:him|her|them) for\b", re.I
)
_POINTING = re.compile(
    r"^\W*(?:that\s+)?(?:(?:this|it|these|those|there|here)\b"
    r"|that(?:['’]s|\s+(?:is|was|are|were|will|would|has|had|can)\b))",
    re.I,
)
_SUBJECT = re.compile(r"^\W*(?:the\s+\w+\s+)?(?:that\s+)?(?:he|she)\b", re.I)
_OUGHT = re.compile(r"\b(?:should|must|ought|needs? to|ha(?:s|ve) to)\b", re.I)
_FUTURE = re.compile(r"\b(?:will|shall|would|going to|wo)\b|\bwon['’]t\b|['’]ll\b", re.I)
_ASKING = re.compile(
    r"\b(?:ask|asked|asks|asking|wonder\w*|question\w*|urg\w+|call\w* (?:for|on)|want\w*|"
    r"hop\w+|demand\w*|plead\w*|beg\w*|request\w*|if|whether|would|might|accus\w+|alleg\w+)\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<n>\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$?\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>million|billion|trillion|thousand))?"
    r"\s*(?P<unit>%|percent|per cent|[^\W\d_][\w’'-]*)?"
)
_ROUGH = re.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|over|under|up to|at least|at most|"
    r"more than|less than|fewer than|as many as|as much as|between|approximately|estimated)\W+$",
    re.I,
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_AMOUNT = re.compile(r"(?!(?:19|20)\d\d$)\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the stem of what it counts; ``rough`` where the text does not give it exact."""

    value: float
    unit: str
    rough: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or clause of a statement.

    ``span`` is where it stands in the article; ``words`` the stems that carry meaning, negations
    left out; ``names`` those among them that are names; ``negations`` how many words negate;
    ``pointing`` that its subject is "this" or "it", known from its article only; ``future`` and
    ``ought`` that it speaks of what will or should be.
    """

    statement: Statement
    span: Span
    words: frozenset[str]
    names: frozenset[str]
    denied: bool
    negations: int
    modality: Modality
    pointing: bool
    pronouns: frozenset[str]
    future: bool
    ought: bool
    numbers: tuple[Number, ...]


def units_of(article: Article, statement: Statement, speaker_names: Sequence[str]) -> list[Unit]:
    """The units of a statement; none where it asks, demands or only names a subject.

    ``speaker_names`` are the words of the speaker's name, which "I" and "we" stand for.
    """
    cue = article.text[statement.cue[0] : statement.cue[1]] if statement.cue else ""
    if _ASKING.search(cue) or NEGATION.search(cue):
        return []
    found: list[Unit] = []
    for start, end in statement.content:
        content = article.text[start:end]
        that = bool(re.match(r"\W*that\b", content, re.I))
        clausal = statement.kind != "reported" and bool(_VERB.search(content))
        early = bool(_FINITE.search(" ".join(content.split()[:8])))
        if _OPEN.match(content) or not (that or clausal or early):
            continue
        for match in _SENTENCE.finditer(content):
            sentence = match[0].rstrip()
            if not sentence or len(sentence) > LONGEST or re.search(r"\?\W*$", sentence):
                continue
            first = start + match.start()
            for a, b in _pieces(sentence):
                span = (first + a, first + b)
                if unit := _unit(article, statement, cue, span, sentence, speaker_names, that):
                    found.append(unit)
    return found


def _pieces(sentence: str) -> list[Span]:
    """A sentence and its clauses; without the whole where it negates and has several clauses, as
    the negation belongs to one of them."""
    cuts = list(_CUT.finditer(sentence))
    starts = [0, *(c.end() for c in cuts)]
    ends = [*(c.start() for c in cuts), len(sentence)]
    clauses = list(zip(starts, ends, strict=True))
    whole = [(0, len(sentence))]
    return clauses if not cuts or NEGATION.search(sentence) else whole + clauses


def _unit(
    article: Article,
    statement: Statement,
    cue: str,
    span: Span,
    sentence: str,
    speaker_names: Sequence[str],
    reported: bool,
) -> Unit | None:
    """``reported`` where the content begins with "that", which only a clause does."""
    text = article.text[span[0] : span[1]]
    plain = _NO_NEGATION.sub(" ", text)
    if _SECOND_PERSON.search(text) or _NO_CLAIM.search(text):
        return None
    if not reported and not _VERB.search(text):
        return None
    terms = [w for w in content_words(NEGATION.sub(" ", plain)) if not _AMOUNT.fullmatch(w)]
    names = {stem(w) for w in terms if is_name_like(w)}
    words = {stem(w) for w in terms}
    # "He" in reported speech is, unless the text says otherwise, whoever speaks.
    about_self = statement.kind == "reported" and bool(_SUBJECT.match(text))
    if about_self or _FIRST_PERSON.search(text):
        names |= {stem(w) for w in speaker_names}
        words |= names
    if len(words) < LEAST_WORDS:
        return None
    polarity, modality = polarity_and_modality(sentence, cue, text)
    return Unit(
        statement,
        span,
        frozenset(words),
        frozenset(names),
        polarity == "denied",
        len(NEGATION.findall(plain)) + (polarity == "denied" and not NEGATION.search(plain)),
        modality,
        bool(_POINTING.match(text)),
        frozenset(fold(w) for w in _THIRD_PERSON.findall(text)),
        bool(_FUTURE.search(text)),
        bool(_OUGHT.search(text)),
        _numbers(text),
    )


def _numbers(text: str) -> tuple[Number, ...]:
    """Numbers with what they count; years and days are dates, not amounts."""
    found = []
    for match in _NUMBER.finditer(text):
        written = match["n"].replace(",", "").lstrip("$")
        unit = fold(match["unit"] or "")
        money = match["n"].startswith("$")
        if not money and not match["scale"] and (not unit or _YEAR.match(match["n"])):
            continue
        value = float(written) * _SCALE.get((match["scale"] or "").casefold(), 1)
        rough = bool(_ROUGH.search(text[: match.start()]))
        found.append(Number(value, "$" if money else stem(unit), rough))
    return tuple(found)
