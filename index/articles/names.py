"""What a person's name looks like on a line of its own. No dictionary of names: form only."""

from __future__ import annotations

import re
from pathlib import Path

from index.articles.dates import DAYS, MONTHS

# fmt: off
PARTICLES = frozenset((
    "al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "ter", "ul",
    "van", "von", "zu",
))
# fmt: on
# Words of bodies, places and page furniture: a line with one of them is not somebody's name.
_NOT_NAMES = frozenset(
    Path(__file__).with_name("not_names.txt").read_text(encoding="utf-8").split()
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?|[^\W\d_][’']")
# "Ann van 't Hoff", "Ann in 't Veld" and "Ann 't Hart" are names as "Ann van Hoff" is.
_ARTICLE = re.compile(r"(?<=\s)(?:(?:van|in|op) )?[’']t(?=\s)", re.IGNORECASE)


def is_person(line: str) -> bool:
    """Whether ``line`` is nothing but one person's name of two to five words."""
    words = _ARTICLE.sub("van", line).split()
    if not 2 <= len(words) <= 5:
        return False
    capitals = 0
    for word in words:
        if not _WORD.fullmatch(word):
            return False
        bare = word.rstrip(".").lower()
        if bare in _NOT_NAMES or bare in DAYS or (bare in MONTHS and len(bare) > 3):
            return False
        if word[0].isupper():
            capitals += 1
        elif bare not in PARTICLES:
            return False
    last = words[-1].rstrip(".")
    # "Dr." or "J." may stand first; a name does not end in an initial or a full stop.
    return capitals >= 2 and len(last) > 1 and not words[-1].endswith(".")


_BY = re.compile(r"^(?:by|written by|text by|reporting by|authors?\s*:)\s+", re.IGNORECASE)
_CONTACT = re.compile(
    r"https?://\S+|\S+@\S+|(?<!\w)@\w+|\b(?:e-?mail|twitter|tel)\s*:.*$", re.IGNORECASE
)
# A sentence about the writer: "Robert Frank is the wealth editor of …".
_ABOUT = re.compile(r"(?<=[^\W\d_]{2})\.(?:\s+.*\b[a-z]{2,}\b.*|\s*)$(?<!Jr\.)(?<!Sr\.)")
_HELPERS = re.compile(r"(?:^|[,.;])[^,.;]*\bcontribut(?:ed|ing)\b.*$", re.IGNORECASE)
_OUTLETS = frozenset(
    "the today times post press news journal herald tribune staff special enquirer gazette daily "
    "chronicle observer guardian reuters agency magazine network tv radio media contributor "
    "correspondent editor reporter writer bureau weekly report desk team".split()
)
# A name in a script without spaces and capitals: "张伟", "김철수".
_UNCASED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,12}")
_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*", re.IGNORECASE)


def byline_names(value: str) -> str:
    """An author field as feeds and files give it, reduced to its names: "A, B".

    ``By``, addresses, the paper behind the name and sentences about the writer go; names all in
    capitals are written small. Where no part is a person's name, only prefixes are stripped.

    >>> byline_names("By ANN LIND and PIET DE VRIES, Daily Harbour. Email: ann@harbour.example")
    'Ann Lind, Piet de Vries'
    """
    value = _given_first(_HELPERS.sub("", _BY.sub("", value.strip())))
    value = ", ".join(map(turned_name, value.split(";"))) if ";" in value else value
    plain = " ".join(_CONTACT.sub(" ", value).split()).strip(" ,;")
    parts = [part.strip() for part in _BETWEEN.split(_ABOUT.sub("", plain)) if part.strip(" .")]
    # "Ann Lind, DAILY HARBOUR" and "ANN LIND, Daily Harbour": one is names, the other the paper.
    capitals = next((p.isupper() for p in parts if _may_be_named(in_small(p))), False)
    parts = [part for part in parts if part.isupper() == capitals]
    names = [name for part in parts if _may_be_named(name := in_small(_without_place(part)))]
    return ", ".join(dict.fromkeys(names)) or plain


def _given_first(value: str) -> str:
    """A single name whose surname stands first, turned round: "van 't Hoff, Ida"."""
    from index.speakers.names import is_first_name

    surname, _, given = value.partition(", ")
    alone = given.isalpha() and is_first_name(given) and not is_person(surname)
    return f"{given} {surname}" if alone and is_person(f"{given} {surname}") else value


def turned_name(name: str) -> str:
    """A name as catalogues write it, "Lind, Ann", as a text does; others as they are."""
    last, comma, first = name.strip().partition(", ")
    turned = f"{first} {last}"
    whole = comma and "," not in first and not is_person(last) and is_person(turned)
    return turned if whole else name.strip()


def is_byline(name: str) -> bool:
    """Whether ``name`` is what stands as an author over an article, and no text about one.

    >>> [is_byline(name) for name in ("Ann Lind", "Reuters staff", "张伟", "Follow Author", "Home")]
    [True, True, True, False, False]
    """
    if is_person(name) or _UNCASED.fullmatch(name):
        return True
    words = name.split()
    bare = {word.lower().rstrip(".") for word in words}
    return (
        2 <= len(words) <= 4
        and bool(bare & _OUTLETS)
        and not bare & (_NOT_NAMES - _OUTLETS)
        and all(_WORD.fullmatch(word) for word in words)
        and all(word[0].isupper() or word.lower() in _OUTLETS for word in words)
        and name[0].isupper()
    )


def _may_be_named(part: str) -> bool:
    """Whether a part of an author field is a name and not a paper."""
    bare = part.removesuffix(" Jr.").removesuffix(" Sr.")
    if is_person(bare) or _UNCASED.fullmatch(part):
        return True
    words = bare.split()
    named = 2 <= len(words) <= 4 and all(_WORD.fullmatch(w) and w[0].isupper() for w in words)
    return named and not _OUTLETS & {word.lower().rstrip(".") for word in words}


def _without_place(part: str) -> str:
    """A name without where it was written: "Ann Lind in Oslo"."""
    name = part.partition(" in ")[0]
    return name if is_person(name) else part


def in_small(name: str) -> str:
    """A name of several words all in capitals as it is written in running text."""
    words = name.split()
    if not name.isupper() or len(words) < 2:
        return name
    small = _ARTICLE.sub(lambda m: m[0].lower(), name).split()
    return " ".join(
        w.lower() if w.islower() or w.lower() in PARTICLES else _capital(w) for w in small
    )


def _capital(word: str) -> str:
    titled = word.title().replace("’S", "’s").replace("'S", "'s")
    return re.sub(r"^Mc(\w)", lambda m: f"Mc{m[1].upper()}", titled)


def people(line: str) -> list[str]:
    """The names in ``A``, ``A and B``, ``A, B & C``; empty where any part is not a name."""
    parts = [p.strip() for p in re.split(r"\s*(?:,|&|(?i:\band\b))\s*", line) if p.strip()]
    return parts if parts and len(parts) <= 6 and all(is_person(p) for p in parts) else []
