"""Nouns that name a role or a person, and which of them can stand for each other."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.folding import plain
from index.speakers.lexicon import (
    GENDERED_NOUNS,
    generic_nouns,
    role_groups,
    word_set,
)


def singular(word: str) -> str:
    """Fold a noun and strip a plural ending the role list does not know."""
    low = plain(word)
    if low in role_groups():
        return low
    for ending, replacement in (("ies", "y"), ("men", "man"), ("s", "")):
        if low.endswith(ending) and low[: -len(ending)] + replacement in role_groups():
            return low[: -len(ending)] + replacement
    tail = low.rsplit("-", 1)[-1]
    return tail if tail in role_groups() else low


def is_role(word: str) -> bool:
    """Whether a word names a role ("spokeswoman", "Sen", "co-founder")."""
    return singular(word) in role_groups()


_HUMAN = word_set("human_nouns")
_SELDOM_HUMAN = frozenset(["head", "military", "general", "whip", "chair"])
"""Role nouns that behind "a" mostly mean something else: "a severed head"."""


def is_human(noun: str) -> bool:
    """Whether a folded singular noun is a word for one person."""
    known = noun in _HUMAN or noun in GENDERED_NOUNS or noun in generic_nouns() or is_role(noun)
    return known and noun not in _SELDOM_HUMAN


def _short(word: str, of: str) -> bool:
    """Whether a title is the beginning of another that means the same: "sen" of "senator"."""
    groups = role_groups()
    begins = 3 <= len(word) <= 4 < len(of) and of.startswith(word)
    return begins and bool(set(groups.get(word, ())) & set(groups.get(of, ())))


@lru_cache(maxsize=16384)
def role_words(phrase: str) -> frozenset[str]:
    """Role nouns of a phrase, singular and folded, compounds included."""
    low = plain(phrase)
    found = {singular(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", low)}
    found &= role_groups().keys()
    for compound in ("prime minister", "vice president", "head of state", "political scientist",
                     "press secretary", "commander in chief", "chief executive",
                     "front runner"):  # fmt: skip
        if compound in low.replace("-", " "):
            found.add(compound.replace(" ", "-"))
            found.difference_update(compound.split()[:1])
    return frozenset(found)


def roles_agree(nominal: frozenset[str], role: frozenset[str]) -> int:
    """2: they share a word, or the short form of one ("Gov." is a governor); 1: words that can
    stand for each other; 0: neither."""
    groups = role_groups()
    if nominal & role or any(_short(a, b) or _short(b, a) for a in nominal for b in role):
        return 2
    left = {g for word in nominal for g in groups.get(word, ())}
    right = {g for word in role for g in groups.get(word, ())}
    return 1 if left & right else 0
