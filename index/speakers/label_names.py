"""Whether the label at the head of a line is somebody's name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.speakers.folding import plain
from index.speakers.labels import ABBREVIATIONS
from index.speakers.lexicon import (
    CALENDAR,
    FUNCTION_WORDS,
    HONORIFICS,
    NON_PERSON_NOUNS,
    PARTICLES,
    place_words,
)
from index.speakers.names import is_first_name
from index.speakers.roles import is_role

_KEPT: Final = 512
"""Labels of which it is remembered: a transcript asks of the same few at every line."""


def is_person(who: str) -> bool:
    """Whether the label itself shows a person: "Anna Kern", "MR. HOLT", "Speaker 1"."""
    words = [w.strip(".") for w in who.split()]
    if len(words) < 2:
        return False
    titled = plain(words[0]) in HONORIFICS or plain(words[0]) in ABBREVIATIONS
    if words[-1].isdigit():
        return is_role(words[-2].lower())
    return titled or is_first_name(words[0].title())


@lru_cache(maxsize=_KEPT)
def is_named(who: str, rest: str, *, known: bool = False) -> bool:
    """Whether the article names whom a label means: "Omar Haddad" for "Haddad" and "HADDAD".

    With ``known`` the given name has to be a known one.
    """
    if who[-1].isdigit():
        return False  # "March 16"
    name = re.escape(who).replace("'", "['’]").replace("’", "['’]")
    if " " in who and not known and re.search(rf"\b{name}\b", rest):
        return True
    joints = "|".join(map(re.escape, sorted(PARTICLES)))
    before = rf"\b[^\W\d_a-z][\w.’'-]* (?:(?:{joints}) )*"
    found = re.search(rf"{before}(?i:{name})\b", rest)
    if found is None:
        return False
    first = found[0].split()[0]
    return plain(first.strip(".")) not in FUNCTION_WORDS and (
        is_first_name(first) or (not known and plain(who) not in place_words())
    )


@lru_cache(maxsize=_KEPT)
def may_be_name(who: str, rest: str) -> bool:
    """Whether a label that nothing explains may be somebody's name.

    Not where it is a place, a day or a thing, or a word that the article also writes small.
    """
    words = [plain(w.strip(".")) for w in who.split()]
    if words[0] == "the":
        return len(words) > 1
    known = CALENDAR | FUNCTION_WORDS | NON_PERSON_NOUNS | place_words()
    small = re.search(rf"\b{re.escape(words[-1])}(?:e?s)?\b", rest)
    return small is None and not known.intersection(words)
