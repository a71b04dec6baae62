"""What somebody is called besides, in quotation marks inside of their name: Karl "Skip" Roe.

By form: a given name, initials perhaps, one to three words in marks, a surname. The given name or
what is in the marks is a known one. Such marks are part of a name and quote nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from index.speakers.names import is_first_name

_INSIDE: Final = "|".join(
    rf"{a}[A-ZÀ-Þ][\w.’-]*(?: [\w.’-]+){{0,2}}{b}" for a, b in ('""', "“”", "‘’", "''")
)
_CALLED: Final = re.compile(
    r"(?<![\w’'])(?P<given>[^\W\d_]+(?:-[^\W\d_]+)?)(?P<initials>(?:\s[A-Z]\.?)*)[ \n]"
    rf"(?:{_INSIDE})(?=[ \n][A-ZÀ-ÖØ-Þ][^\W\d_]*[a-z])"
)


@lru_cache(maxsize=256)
def nickname_marks(text: str) -> Mapping[int, int]:
    """The places of the quotation marks around what somebody is called, each with where the name
    begins.

    >>> nickname_marks('So Karl R. "Skip" Roe said "no" to Ann “Nan” Lee.')
    {11: 3, 16: 3, 39: 35, 43: 35}
    """
    found: dict[int, int] = {}
    for match in _CALLED.finditer(text):
        given, first, last = match["given"], match.end("initials") + 1, match.end() - 1
        if given[0].isupper() and (is_first_name(given) or is_first_name(text[first + 1 : last])):
            found |= {first: match.start(), last: match.start()}
    return found
