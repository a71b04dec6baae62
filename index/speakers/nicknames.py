"""What somebody is called besides, in quotation marks inside of their name: Karl "Skip" Roe.

By form: a given name, initials perhaps, one to three words in marks, a surname. The given name or
what is in the marks is a known one. Such marks are part of a name and quote nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.speakers.names import is_first_name

_PAIRS: Final = ('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'")
_CALLED: Final = re.compile(
    r"(?<![\w’'])(?P<given>[^\W\d_]+(?:-[^\W\d_]+)?)(?P<initials>(?:\s[A-Z]\.?)*)[ \n]"
    r"(?:%s)(?=[ \n][A-ZÀ-ÖØ-Þ][^\W\d_]*[a-z])"
    % "|".join(rf"{a}[A-ZÀ-Þ][\w.’-]*(?: [\w.’-]+){{0,2}}{b}" for a, b in _PAIRS)
)


@lru_cache(maxsize=256)
def nickname_marks(text: str) -> frozenset[int]:
    """The places of the quotation marks around what somebody is called.

    >>> text = 'Karl R. "Skip" Roe said "no" to Ann “Nan” Lee.'
    >>> [text[place] for place in sorted(nickname_marks(text))]
    ['"', '"', '“', '”']
    """
    found: set[int] = set()
    for match in _CALLED.finditer(text):
        given, first, last = match["given"], match.end("initials") + 1, match.end() - 1
        if given[0].isupper() and (is_first_name(given) or is_first_name(text[first + 1 : last])):
            found |= {first, last}
    return frozenset(found)
