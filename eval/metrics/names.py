"""Are two names the same speaker? Last names first, spellings and transliterations aside.

Evaluation has its own matcher on purpose: a shared one would forgive the program its own mistakes.
Two names match when their last words match under ``fold`` and their given names, where both have
some, share a word or an initial. Titles, roles in lower case and initials do not count.

>>> same_name("President Ilham Aliyev", "Aliev")
True
>>> same_name("Bill Clinton", "Hillary Clinton")
False
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

Alternatives = str | Sequence[str]
"""One speaker: a name, or several names any of which will do."""

TITLES: Final = frozenset(
    re.findall(
        r"\w+",
        """mr mrs ms miss mx dr sir lord lady dame prof professor rev reverend father sen senator
        rep representative congressman congresswoman gov governor president vice minister prime
        secretary chairman chairwoman chair speaker general gen colonel col captain capt major maj
        lieutenant lt admiral sgt sergeant judge justice mayor ambassador king queen prince princess
        pope deputy former the jr sr ii iii republican democrat democratic""",
    )
)
SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii"})
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "æ": "e", "œ": "e"}
    | {"ß": "s", "ё": "е"}
)
_CYRILLIC: Final = {
    cyrillic: latin
    for pair in re.findall(
        r"\S+",
        """а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh
        ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g""",
    )
    for cyrillic, latin in [pair.split("=")]
}
_FOLDS: Final = (
    # Order matters: digraphs first, then glides, then doubled letters.
    (r"shch|sch|sh", "s"),
    (r"tch|ch|ts|tz", "c"),
    (r"zh", "z"),
    (r"kh|gh", "h"),
    (r"ph", "f"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"w", "v"),
    (r"[yj]", "i"),
    (r"i+o", "e"),
    (r"(?<=[aeou])i+(?=[aeou])", ""),
    (r"i+(?=[aeu])", ""),
    (r"ii+", "i"),
    (r"(.)\1+", r"\1"),
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Reduce a word to a skeleton that its usual Latin spellings share."""
    word = word.casefold()
    word = "".join(_CYRILLIC.get(letter, letter) for letter in word.translate(_LETTERS))
    word = unicodedata.normalize("NFKD", word)
    word = "".join(letter for letter in word if letter.isalnum())
    for pattern, short in _FOLDS:
        word = re.sub(pattern, short, word)
    return word


_WITHOUT_REST: Final = re.compile(
    r"^((?:[A-Z][\w.’'\-]*\s+)*[A-Z][\w’'\-]+\s+(?:[A-Z]\.\s+)*[A-Z][\w’'\-]+)"
    r"(?:\s+(?:of|from|at|with)\s+.*|\s*[,(].*|\s+[-–—]\s+.*)$",
    re.S,
)
"""Where somebody is from stands behind the name: "Gov. Ana M. Cruz of Iowa"."""


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that identify it: no titles, no possessive, and
    initials only where they stand for the given name.

    Lower-case words (roles) are dropped where capitalised ones remain.
    """
    name = re.sub(r"[’']s\b", "", unicodedata.normalize("NFC", name))
    name = _WITHOUT_REST.sub(r"\1", name)
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", name)
    # What stands before a title ("House Speaker Paul Ryan") is part of the role.
    last = max(
        (i for i, w in enumerate(words[:-1]) if w.casefold() in TITLES - SUFFIXES), default=-1
    )
    kept = [w for w in words[last + 1 :] if w.casefold() not in TITLES]
    full = [w for w in kept if len(w) > 1]
    kept = full if len(full) > 1 else kept
    capitals = [w for w in kept if not w[0].islower()]
    chosen = capitals or kept or words
    return tuple(w.casefold() for w in chosen)


def same_name(one: str, other: str) -> bool:
    """Say whether two names are the same speaker's. Symmetric; empty names match nothing."""
    a = tuple(fold(w) for w in name_words(one))
    b = tuple(fold(w) for w in name_words(other))
    if not a or not b:
        return False
    if _within(a, b) or _within(b, a):
        return True
    if not a[-1] or a[-1] != b[-1]:
        return False
    given_a, given_b = a[:-1], b[:-1]
    if not given_a or not given_b or set(given_a) & set(given_b):
        return True
    if any(len(p) == 1 for p in given_a) or any(len(q) == 1 for q in given_b):
        return name_words(one)[0][0] == name_words(other)[0][0]
    # Given names are transliterated more freely than surnames (Mykhailo, Mikhail).
    return any(
        len(p) >= 4 and len(q) >= 4 and p[:1] == q[:1] and _close(p, q)
        for p in given_a
        for q in given_b
    )


def matches(name: Alternatives, gold: Alternatives) -> bool:
    """Say whether somebody, under any name given, is the gold speaker under any of the gold's."""
    return any(same_name(one, other) for one in forms(name) for other in forms(gold))


def forms(names: Alternatives) -> Sequence[str]:
    """The names as a sequence, where there is only one as well."""
    return (names,) if isinstance(names, str) else names


def _within(name: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """A full name inside a description of the person ("another judge, Ana Cruz of Lisbon")."""
    size = len(name)
    return size > 1 and any(name == longer[i : i + size] for i in range(len(longer) - size + 1))


def _close(p: str, q: str) -> bool:
    """The same consonants in the same order, vowels aside."""
    return re.sub(r"[aeiou]", "", p) == re.sub(r"[aeiou]", "", q)
