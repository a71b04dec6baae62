"""Folding of spellings: case, accents, Cyrillic letters and the habits of romanisation.

``plain`` only drops case and accents. ``romanised`` also maps the ways in which one Slavic, Turkic
or Caucasian name is written in Latin letters (BGN/PCGN, ISO 9, scientific, press usage) onto one
key: ``Zhirohov`` and ``Zhyrokhov``, ``Aliyev`` and ``Aliev``, ``Šekerinska`` and ``Shekerinska``.
Such a key is a reason to compare two names, never by itself a reason to merge two people.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SINGLE = str.maketrans(
    {
        "ı": "i", "ə": "a", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
        "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
        "\u00a0": " ",
    }
)  # fmt: skip
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
        "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i", "ь": "",
        "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip

# Order matters: longer clusters first, then single letters.
_CLUSTERS: tuple[tuple[str, str], ...] = (
    ("shch", "sh"),
    ("sch", "sh"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "z"),
    ("kh", "h"),
    ("sh", "s"),
    ("tch", "c"),
    ("ch", "c"),
    ("ts", "c"),
    ("tz", "c"),
    ("cz", "c"),
    ("ph", "f"),
    ("ck", "k"),
    ("gh", "g"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("oe", "o"),
    ("ue", "u"),
    ("ae", "a"),
    ("y", "i"),
)
_DOUBLED = re.compile(r"(.)\1+")
_APOSTROPHES = str.maketrans("", "", "'`")
ARTICLE = r"(?<!\w)(?:in )?['’]t(?= [^\W\d_a-zß-ÿ])"
"""The article of Dutch surnames, which stands by itself: "van 't Hoff", "in 't Veld"."""
_WORD = re.compile(rf"{ARTICLE}|[^\W_]+(?:['’\-‐‑][^\W_]+)*")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case without accents, apostrophes and dashes made uniform; other letters stay."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKC", text).casefold().translate(_SINGLE)
    text = unicodedata.normalize("NFD", text)
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=65536)
def romanised(word: str) -> str:
    """The key under which spellings of one romanised word meet. Idempotent on its own results."""
    # Cyrillic й must be read before accents are taken away from it.
    text = unicodedata.normalize("NFC", word).casefold().translate(_CYRILLIC)
    key = plain(text).replace(".", "")
    while True:
        folded = key
        for cluster, letter in _CLUSTERS:
            folded = folded.replace(cluster, letter)
        folded = _DOUBLED.sub(r"\1", folded).replace("ie", "e")
        if folded.endswith(("off", "of")):
            folded = folded.rstrip("f") + "v"
        folded = folded.translate(_APOSTROPHES)
        if folded == key:
            return key
        key = folded


def tokens(text: str) -> list[str]:
    """Words of a name, without punctuation other than inner dashes and apostrophes."""
    return _WORD.findall(text)
