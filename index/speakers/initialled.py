"""Labels that are initials: "RC:" is Rosa Calder, whom the interview introduces.

They are told in brackets behind the name, or are those of one name alone. Initials that may be two
people's are nobody's: their lines stand under the letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.speakers.folding import plain
from index.speakers.lexicon import FUNCTION_WORDS, PARTICLES
from index.speakers.names import is_first_name
from index.speakers.places import canonical_place
from index.types import Span

_LETTERS: Final = re.compile(r"(?:[A-Z]\.?){2,3}")
_JOINTS: Final = "|".join(map(re.escape, sorted(PARTICLES)))
_BETWEEN: Final = rf"(?:-| (?:[A-Z]\. )?(?:(?:{_JOINTS}) )*)"
"""What may stand between two words of a name that are told by their letters."""


def is_initials(who: str) -> bool:
    """Whether a label is two or three capitals: "RC", "R.C."."""
    return _LETTERS.fullmatch(who) is not None


@lru_cache(maxsize=256)
def bearer(who: str, text: str) -> Span | None:
    """Where the one person is named whose initials these are.

    >>> text = "Rosa Calder (RC) met Ruth Cole and Adam Brandt in Tarn."
    >>> [(span := bearer(who, text)) and text[slice(*span)] for who in ("RC", "AB", "AT")]
    ['Rosa Calder', 'Adam Brandt', None]
    """
    letters = who.replace(".", "")
    name = _BETWEEN.join(rf"{letter}[\w’'-]*[^\W\dA-Z_]" for letter in letters)
    told = re.search(rf"(?<![\w-])({name}) \((?:{re.escape(who)}|{letters})\)", text)
    if told:
        return told.span(1)
    if canonical_place(letters):
        return None  # "US: Output rose."
    found = [
        match.span()
        for match in re.finditer(rf"(?<![\w-]){name}(?![\w-])(?! [A-Z][\w’'-]*[a-z])", text)
        if plain(match[0].split(" ")[0]) not in FUNCTION_WORDS
    ]
    names = {plain(text[a:b]) for a, b in found}
    one = len(names) == 1 and is_first_name(re.split(r"[ -]", text[slice(*found[0])])[0])
    return found[0] if one else None
