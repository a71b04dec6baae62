"""Questions about numbers and dates, asked in place: “The bridge opened in which year?”"""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_SMALL: Final = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNT: Final = (
    rf"(?:\d+(?:[.,]\d+)*|{_SMALL}|a hundred|a thousand)"
    r"(?:[ -](?:hundred|thousand|million|billion|trillion))*"
)
_LINK: Final = "and|but|for|from|per|than|that|who|which|with|were|was|are|has|had|have|more|less"
FORMS: Final = (
    (re.compile(rf"\bon (?P<x>\d{{1,2}} (?:{_MONTHS})(?:,? \d{{4}})?)\b"), "on which day"),
    (re.compile(rf"\bon (?P<x>(?:{_MONTHS}) \d{{1,2}}(?:, \d{{4}})?)\b"), "on which day"),
    (re.compile(r"\bin (?P<x>(?:1[5-9]|20)\d\d)\b(?![\d,.]\d)"), "in which year"),
    (
        re.compile(r"(?P<x>[$€£] ?\d[\d,.]*\d(?: (?:million|billion|trillion))?|[$€£]\d)(?!\w)"),
        "how much",
    ),
    (re.compile(r"(?<![\w.,])(?P<x>\d+(?:\.\d+)?) ?(?:%|per ?cent\b)"), "what percentage"),
    (
        re.compile(
            rf"(?<![\w.,$€£-])(?!(?:1[5-9]|20)\d\d\b)(?P<x>{_COUNT})"
            rf"(?= (?!(?:{_LINK})\b)[a-z]{{3,}})",
            re.IGNORECASE,
        ),
        "how many",
    ),
)
_OPENING: Final = frozenset(
    """he she it they this that these those his her its their there here then but and or so yet
    however meanwhile also as if when while since because after before i we you my our your who
    what which why how one another both such""".split()
)
LENGTHS: Final = range(6, 29)
"""Words of a sentence that can be asked about."""


def figure_question(sentence: str) -> tuple[str, str] | None:
    """The question and its answer, or None where a sentence does not lend itself to one.

    >>> figure_question("The bridge over the river Lume opened in 1987.")
    ('The bridge over the river Lume opened in which year?', '1987')
    """
    text = " ".join(sentence.split())
    words = text.split()
    if len(words) not in LENGTHS or not text.endswith(".") or not text[0].isupper():
        return None
    if words[0].casefold().strip(",") in _OPENING or re.search(r"[“”\"?!:;()]", text):
        return None
    for pattern, asking in FORMS:
        found = list(pattern.finditer(text))
        if len(found) == 1 and found[0]["x"].casefold() != "may":
            match = found[0]
            if match.start() == 0:
                asking = asking[0].upper() + asking[1:]
            asked = f"{text[: match.start()]}{asking}{text[match.end() :]}"
            return asked.removesuffix(".") + "?", match["x"]
    return None
