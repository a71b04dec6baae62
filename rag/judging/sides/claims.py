"""A claim taken apart: whom it is about, what it says of them, and how it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.judging.sides.marks import mark, negations, plain
from rag.language import content_words, is_name_like, stem, words
from rag.spelling import single_verbs

_AUXILIARY = re.compile(
    r"(?:will|would|shall|should|must|can|could|may|might|is|are|was|were|has|have|had|does|do|did|"
    r"ought|cannot|\w+n't|'ll)",
    re.I,
)
_PAST = frozenset(
    "knew took hurt went gave made won lost left met paid sold bought broke built sent led fell "
    "rose came became began held kept fled stole hid lied shot struck sank wrote ran drove brought "
    "caught taught fought sought spent chose drew flew grew threw withdrew forgot forgave swore "
    "tore wore spoke put cut hit shut quit beat spread".split()
)
_OUGHT = re.compile(r"\b(?:should|ought|must|needs? to|has to|have to|had to)\b")
_PASSIVE = re.compile(
    r"\b(?:be|is|are|was|were|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|own|old|id)\b"
)
_FUTURE = re.compile(r"\b(?:will|shall|won't|going to|'ll)\b")

LIGHT = frozenset(
    stem(verb)
    for verb in (
        "want", "seek", "sought", "try", "plan", "intend", "hope", "wish", "aim", "like", "need",
        "become", "became", "go", "went", "get", "got", "make", "made", "take", "took", "be",
        "able", "come", "came", "give", "gave", "see", "saw", "view", "regard", "consider",
        "think", "call", "treat",
    )
)  # fmt: skip
"""Verbs that say how something is meant and not what: "wants more trade" is not "wants to join"."""


_NEVER = frozenset({"never", "hardly", "scarcely", "barely", "rarely", "seldom"})
"""Words that negate what is claimed and are no part of it."""
_TAKES_A_THING = re.compile(
    r"leads?|tends?|seems?|appears?|belongs?|refers?|amounts?|returns?|owes?|threats?|"
    r"contributions?|contributes?|keys?|answers?|thanks|due|according|next|close",
    re.I,
)
_GOES_ON = frozenset(
    stem(word)
    for word in (
        "agree", "decide", "refuse", "fail", "continue", "begin", "start", "threaten", "promise",
        "vow", "pledge", "offer", "expect", "manage", "prepare", "choose", "claim", "struggle",
        "afford", "ready", "willing", "likely", "unlikely", "able", "unable", "set", "about",
    )
)  # fmt: skip
"""Words whose "to" tells what somebody does or will do, beside those of ``LIGHT``."""
_IS = re.compile(
    r"\W*(?:(?:will|would|should|must|can|could|may|might|has|have|had)\s+)?(?:not\s+|never\s+)?"
    r"(?:is|are|was|were|be|been|isn't|aren't|wasn't|weren't)\s+"
    r"(?:(?:not|never|an?|the|very|so|too|\w+ly)\s+)*(?P<what>[\w'-]+)"
)
_NO_VERB = re.compile(
    r"the|an?|its?|their|his|her|our|your|my|this|that|these|those|all|both|some|any|no|each|every|"
    r"\w+ing|[A-Z].*"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in parts.

    ``subject`` and ``predicate`` are stems of the words before and from the verb on, in their
    order; ``negated`` and the rest say how it is put (``passive``: "she can be trusted";
    ``wished``: "she would like to be trusted"; ``states``: "she is honest").
    """

    subject: tuple[str, ...]
    predicate: tuple[str, ...]
    has_verb: bool
    negated: bool
    ought: bool
    future: bool
    open: bool
    passive: bool = False
    wished: bool = False
    states: bool = False

    @classmethod
    def of_a_thing(cls, thing: str) -> Claim:
        """A thing that people are for or against, and of which nothing is claimed."""
        named = tuple(stem(word) for word in content_words(thing))
        return cls((), named, False, False, False, False, False)

    @property
    def head(self) -> str:
        """The word that says what is claimed; empty where no verb was seen."""
        return self.predicate[0] if self.predicate and self.has_verb else ""


@lru_cache(maxsize=256)
def take_apart(claim: str) -> Claim:
    """Take a claim apart without a parser: the verb is the first auxiliary, or looks like one."""
    before, after, has_verb = _split(single_verbs(claim))
    subject = tuple(stem(word) for word in content_words(before))
    said = [w for w in content_words(after) if stem(w) not in subject and plain(w) not in _NEVER]
    plainly = [stem(w) for w in said if not is_name_like(w)]
    # "Apply to join", "decide to leave": the verb after "to" is what is meant.
    meant = {stem(w) for w in re.findall(r"\b([a-z]+) to (?!be\b)(?=[a-z])", after)} | LIGHT
    telling = [s for s in plainly if s not in meant]
    folded = plain(claim)
    # "A failure" is what is claimed, and negates nothing.
    framed = " ".join(w for w in folded.split() if stem(w) not in telling or stem(w) in LIGHT)
    predicate = tuple(telling or plainly or [stem(w) for w in said])
    return Claim(
        subject=subject,
        predicate=predicate,
        has_verb=has_verb,
        negated=negations(framed) % 2 == 1,
        ought=bool(_OUGHT.search(folded) or _is_asked_of(claim)),
        future=bool(_FUTURE.search(folded)),
        open=bool(mark("open").search(folded)),
        passive=bool(_PASSIVE.search(folded)),
        wished=bool(mark("wish").search(folded)),
        states=not _PASSIVE.search(folded) and _states(after, predicate),
    )


def _states(after: str, predicate: Sequence[str]) -> bool:
    """Whether what is claimed stands right behind a form of "to be"."""
    match = _IS.match(plain(after))
    return match is not None and bool(predicate) and stem(match["what"]) == predicate[0]


def _split(claim: str) -> tuple[str, str, bool]:
    """The words before the verb and those from it on, and whether a verb was seen at all.

    Where none was, the names at the beginning are what the claim is about.
    """
    tokens = words(claim)
    meaning = 0
    for i, token in enumerate(tokens):
        if (i and _AUXILIARY.fullmatch(plain(token))) or (meaning and is_past(token)):
            return " ".join(tokens[:i]), " ".join(tokens[i:]), True
        meaning += bool(content_words(token))
    for i, token in enumerate(tokens[:-1]):
        if i and token == "to" and tokens[i + 1].islower():
            return " ".join(tokens[:i]), " ".join(tokens[i + 1 :]), True
    named = 0
    while named < len(tokens) and (is_name_like(tokens[named]) or not content_words(tokens[named])):
        named += 1
    return " ".join(tokens[:named]), " ".join(tokens[named:]), False


def _is_asked_of(claim: str) -> bool:
    """Whether a claim says what is to be without a finite verb: "the coach to be sacked".

    In "leads to the loss" and "a threat to Russia" a thing follows and no verb.
    """
    tokens = words(claim)
    if "to" not in tokens[1:-1] or any(_AUXILIARY.fullmatch(plain(token)) for token in tokens):
        return False
    place = tokens.index("to", 1)
    return not (
        _TAKES_A_THING.fullmatch(tokens[place - 1])
        or stem(tokens[place - 1]) in LIGHT | _GOES_ON
        or _NO_VERB.fullmatch(tokens[place + 1])
        or any(is_past(token) for token in tokens[:place])
    )


def is_past(token: str) -> bool:
    """Whether a word looks like a verb in the past."""
    return token.islower() and (token in _PAST or (len(token) > 4 and token.endswith("ed")))
