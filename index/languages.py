"""Languages by name, and what they mean for what can be found in an article."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from index.articles.language import ATTRIBUTED

UNKNOWN = "not known"
"""What stands for the language of an article that is too short to tell it."""


@lru_cache(maxsize=256)
def name_of(code: str) -> str:
    """The English name of a language by its ISO 639 code, or the code where it has none.

    >>> name_of("fr"), name_of("")
    ('French', 'not known')
    """
    from babel import Locale

    return Locale("en").languages.get(code, code) if code else UNKNOWN


def code_of(name: str) -> str:
    """The ISO 639 code of a language given by its code or its English name; else ``name`` folded.

    >>> code_of("French"), code_of("FR"), code_of("not known")
    ('fr', 'fr', '')
    """
    from babel import Locale

    folded = name.strip().casefold()
    if folded == UNKNOWN:
        return ""
    known = Locale("en").languages.items()
    return next((code for code, said in known if said.casefold() == folded), folded)


def counted(languages: Iterable[tuple[str, int]]) -> str:
    """How many articles are in which language, in words.

    >>> counted([("en", 12), ("fr", 3), ("", 1)])
    'English 12, French 3, not known 1'
    """
    return ", ".join(f"{name_of(code)} {number:,}" for code, number in languages)


def unattributed(languages: Iterable[tuple[str, int]]) -> str:
    """What it means that articles are in other languages than English; empty where none is.

    >>> unattributed([("en", 12), ("fr", 3)])
    'who says what is found in English only; 3 articles can only be searched'
    """
    number = sum(n for code, n in languages if code not in ATTRIBUTED)
    if not number:
        return ""
    articles = "1 article" if number == 1 else f"{number:,} articles"
    return f"who says what is found in English only; {articles} can only be searched"
