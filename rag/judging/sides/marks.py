"""The wordings of ``rag/data/sides.txt``: what negates, judges, leaves open, wishes or demands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rag.language import data_lines

_NEITHER_NOR = re.compile(r"\bneither\b(.{0,120}?)\bnor\b")
_MONTH = re.compile(r"(?<=[a-z,0-9] )May\b")  # which may not be read as "may"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    groups: dict[str, list[str]] = {}
    name = ""
    for line in data_lines("sides.txt"):
        if line.startswith("[") and line.endswith("]"):
            name = line.strip("[]")
            groups[name] = []
        else:
            groups[name].append(line)
    return {name: re.compile(rf"\b(?:{'|'.join(words)})") for name, words in groups.items()}


def mark(name: str) -> re.Pattern[str]:
    """The wordings of one section, to look for in folded text."""
    return _patterns()[name]


def plain(text: str) -> str:
    """Lower case with straight apostrophes, without accents or quotation marks, May as "mai".

    >>> plain("“It isn’t Šefčovič,” he said.")
    " it isn't sefcovic,  he said."
    """
    text = _MONTH.sub("mai", text.translate(_APOSTROPHES)).casefold()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\"“”„«»]|(?<!\w)'|'(?!\w)", " ", text)


def unstressed(folded: str) -> str:
    """A folded text with negations that only stress blanked out, every place kept."""
    return mark("emphasis").sub(lambda match: " " * len(match[0]), folded)


def negations(text: str) -> int:
    """How often a folded text negates; what only stresses does not count."""
    once = _NEITHER_NOR.sub(r"neither\1", mark("emphasis").sub(" ", text))
    return len(mark("negation").findall(once))
