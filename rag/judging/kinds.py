"""Words that name one of the kind of thing asked for: "poet" where a profession is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rag.language import data_lines, stem, words


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """Stem of an asked word -> stems of the words that answer it (``data/kinds.txt``)."""
    found: dict[str, frozenset[str]] = {}
    for line in data_lines("kinds.txt"):
        asked, answers = line.split("|")
        for word in asked.split():
            found[stem(word)] = stems(answers)
    return found


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, short and common ones among them."""
    return frozenset(stem(word) for word in words(text))


def words_that_answer(asked: Iterable[str]) -> frozenset[str]:
    """Stems of words that answer a question with these stems in it, none where no kind is asked.

    >>> stem("poet") in words_that_answer([stem("profession")]), words_that_answer(["harbour"])
    (True, frozenset())
    """
    return frozenset().union(*(_kinds().get(word, frozenset()) for word in asked))
