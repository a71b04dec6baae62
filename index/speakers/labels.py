"""What a capitalised word can be: title, body, place, given name, or nothing of the kind."""

from __future__ import annotations

import re
from typing import Literal

from index.speakers.folding import plain
from index.speakers.lexicon import (
    ADJECTIVES,
    CALENDAR,
    FUNCTION_WORDS,
    HONORIFICS,
    ORG_WORDS,
    PERSON_VERBS,
    PLURAL_GROUPS,
    place_adjectives,
    place_words,
    role_groups,
)
from index.speakers.names import is_first_name
from index.speakers.words import Token

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "adm",
        "prof",
        "hon",
        "rev",
        "st",
        "jr",
        "sr",
    ]
)


Label = Literal["title", "org", "place", "adjective", "acronym", "name", "first", "initial", "stop"]


def label(token: Token, *, sentence_start: bool, lower: frozenset[str]) -> Label:
    """What one capitalised word can be inside a run."""
    word, low = token.text, plain(token.text)
    if len(word) == 1 and word.isalpha():
        return "stop" if word in "IA" and sentence_start else "initial"
    if re.fullmatch(r"(?:[A-Z]\.){2,}[A-Z]?", word):
        bare = low.replace(".", "")
        if bare in ("us", "un", "eu", "uk", "usa", "uae", "dc", "la", "ny") or len(bare) > 3:
            return "place"
        return "initial"
    if low in HONORIFICS or low in ABBREVIATIONS:
        return "title"
    if low in CALENDAR and not (is_first_name(word) and low in ("april", "june", "may", "august")):
        return "stop"
    if low in PLURAL_GROUPS or (low.endswith("s") and low[:-1] in role_groups()):
        return "title" if low in role_groups() else "stop"
    if low in role_groups() and low not in ("dean", "guy"):
        return "title"
    if low in ("will", "may") and not sentence_start:
        return "first"
    if low in FUNCTION_WORDS or (sentence_start and _opens(word, low)):
        return "stop"
    if low in ORG_WORDS:
        return "org"
    if low in place_words():
        return "place"
    if low in place_adjectives() or low in ADJECTIVES or _hyphen_adjective(low):
        return "adjective"
    if sentence_start and word.lower() in lower and not is_first_name(word):
        return "stop"
    if len(word) >= 2 and word.isupper() and not (is_first_name(word) and len(word) > 4):
        return "acronym"
    return "first" if is_first_name(word) else "name"


def _opens(word: str, low: str) -> bool:
    """A word that has its capital from opening the sentence: "Said Ann Lee", "Using"."""
    return low in PERSON_VERBS or (low.endswith("ing") and not is_first_name(word))


def _hyphen_adjective(low: str) -> bool:
    return "-" in low and (
        low.endswith(("-based", "-born", "-led", "-backed", "-elect", "-leaning", "-time"))
        or low.startswith(("ex-", "vice-", "then-", "co-", "anti-", "pro-", "non-"))
    )
