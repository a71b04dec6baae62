"""What a capitalised word can be: title, body, place, given name, or nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from index.speakers.words import Token, Words

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
        "cmdr",
        "supt",
        "insp",
        "det",
        "cllr",
        "st",
        "jr",
        "sr",
    ]
)
_SAINT = frozenset(["st", "saint", "ste"])
_AUXILIARIES = frozenset(["will", "may"])
_BARE = frozenset(["believe", "say"])
_FINITE = frozenset(
    """was is has had did does became began came gave got held knew left made met saw spoke stood
    took went won""".split()
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
    if low in _AUXILIARIES and not sentence_start:
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


def mark_given_names(words: Words, run: Sequence[int], labels: list[Label]) -> None:
    """Read a given name that is also another word as one where it stands before a surname.

    A word for a body ("Bill Lee"), the short form of a month ("Jan Lee"), and "Will" or "May" that
    opens a sentence ("Will Lee said"), where the word behind the surname cannot be the verb they
    are auxiliaries of ("Will Lee say?").
    """
    for k in range(len(run) - 1):
        begins = k == 0 or labels[k - 1] in ("title", "stop")
        named = labels[k + 1] in ("name", "first", "initial") and "org" not in labels[k + 1 :]
        initials = labels[k] == "acronym" and len(words.tokens[run[k]].text) == 2
        if initials and k and labels[k - 1] == "title" and labels[k + 1 :] in (["name"], ["first"]):
            labels[k] = "first"  # "President JD Roe"
        word = words.tokens[run[k]].text
        titled = k and labels[k - 1] == "title" and labels[k + 1 :] == ["name"]
        if titled and labels[k] in ("org", "adjective"):
            labels[k] = "first"  # "Capt. Christian Roe": nothing else stands behind a title
        # "Jan Roe": what is short for a month stands before a number or a full stop.
        short = len(word) == 3 and plain(word) in CALENDAR - _AUXILIARIES
        if short and begins and named and is_first_name(word):
            labels[k] = "first"
        if labels[k] == "org" and begins and named and is_first_name(word):
            labels[k] = "first"
    opens = labels[0] == "stop" and words.tokens[run[0]].low in _AUXILIARIES
    surname = 2 <= len(run) <= 3 and {"name", "first", "initial"}.issuperset(labels[1:])
    if opens and surname and _no_bare_verb(words, run[-1]):
        labels[0] = "first"


def mark_saints(words: Words, run: Sequence[int], labels: list[Label]) -> None:
    """Read "St. Louis" as a place, and "Ian St. John" as one name.

    A saint's name is mostly a given name too, and "St." is no title before it.
    """
    for k in range(len(run) - 1):
        low = words.tokens[run[k]].low
        if low not in _SAINT or labels[k + 1] not in ("name", "first", "place"):
            continue
        surname = k > 0 and labels[k - 1] in ("first", "initial")
        labels[k] = labels[k + 1] = "name" if surname else "place"


def _no_bare_verb(words: Words, surname: int) -> bool:
    """Whether what follows a surname cannot be the verb that an auxiliary before it asks for."""
    k = surname + 1
    if words.tokens[surname].possessive or k >= len(words.tokens):
        return words.tokens[surname].possessive
    low = words.tokens[k].low
    if low in (",", "and"):
        ends = (t.text for t in words.tokens[k:] if t.text in (".", "!", "?"))
        return next(ends, ".") != "?"
    past = low.endswith("ed") and not low.endswith(("eed", "bed")) and len(low) > 4
    return past or low in _FINITE or (low in PERSON_VERBS and low not in _BARE)
