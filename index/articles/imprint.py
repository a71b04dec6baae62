"""Lines between a title and its text that say where and when it appeared.

The outlet's name stands there without a label, beside or next to the day of publication, which
tells it from a standfirst: only lines around a date are read, and those with the name of a field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.articles.dates import parse_date
from index.articles.fields import ALIASES
from index.articles.names import is_person
from index.articles.plain import is_prose
from index.articles.vocabulary import is_word

_MOST = 6  # lines
_LONGEST = 80  # characters of one
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w ()-]{1,24}?)[ \t]*:[ \t]+(?P<value>\S.*)")
_PARTED = re.compile(r"\s*[|·•;]\s*|\s+[–—-]\s+|,\s+|\s+\((?=\d|[A-Z][a-z]+ \d)")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}")
_WORDS = (2, 5)  # of an outlet's name
_SMALL = 3  # letters: words that titles write small ("of", "and", "van")

Told = dict[str, tuple[str, str]]


def imprint(lines: Sequence[str], *, dated: bool) -> tuple[set[int], Told]:
    """The numbers of those of ``lines``, which follow a title, that are no text, and what they say.

    ``dated``: a line above them was the day of publication.

    >>> imprint(["The Fen Courier", "12 March 2026", "It rained."], dated=False)[1]["source"]
    ('The Fen Courier', 'line below the title')
    """
    run: list[str] = []
    for line in lines[:_MOST]:
        sentence = len(line) > _LONGEST or is_prose(line) or line[-1] in ".!?…"
        if sentence and not _FIELD.fullmatch(line):
            break
        run.append(line)
    labelled = _labelled(run)
    told: Told = {name: (value, "labelled line") for _, name, value in labelled}
    own = {n for n, _, _ in labelled}
    days = [n for n, line in enumerate(run) if n not in own and _day(line)]
    near = {m for n in days for m in (n - 1, n, n + 1)} | ({0} if dated else set())
    for n in sorted(near & set(range(len(run))) - own):
        day, rest = _day(run[n]), _without_day(run[n])
        role = _role(rest) if rest else ""
        if role:
            told.setdefault(role, (rest, "line below the title"))
        if role or (day and not rest):
            own.add(n)
        if day:
            told.setdefault("published", (day, "date line"))
    return own, told


def is_outlet(name: str) -> bool:
    """Whether a name is that of a paper or a site by its form: it begins with an article, is an
    address, or ends with a common word and begins with a name that nobody has as a given name.

    >>> [is_outlet(n) for n in ("The Fenland", "Fenland Courier", "World News", "Maria Baker")]
    [True, True, False, False]
    """
    from index.speakers.folding import romanised
    from index.speakers.lexicon import first_names

    if _DOMAIN.fullmatch(name):
        return True
    words = name.split()
    if not _WORDS[0] <= len(words) <= _WORDS[1] or any(c.isdigit() or c in ':"“' for c in name):
        return False
    if not words[0][0].isupper() or not words[-1][0].isupper():
        return False
    if not all(word[0].isupper() or len(word) <= _SMALL for word in words):
        return False
    if words[0] == "The":
        return True
    return is_word(words[-1]) and not (is_word(words[0]) or romanised(words[0]) in first_names())


def _role(name: str) -> str:
    """Which field a name without a label fills; none where its form does not tell."""
    from index.speakers.folding import romanised
    from index.speakers.lexicon import first_names

    if is_outlet(name):
        return "source"
    given = romanised(name.split()[0]) in first_names()
    return "author" if given and is_person(name) else ""


def _labelled(run: Sequence[str]) -> list[tuple[int, str, str]]:
    """Lines that name a field and give its value: number, field, value. Two at the least, as one
    may be a turn in a talk."""
    found = []
    for n, line in enumerate(run):
        if match := _FIELD.fullmatch(line):
            for name, value in ALIASES.fields({match["name"]: match["value"]}).items():
                if name != "published" or parse_date(value):
                    found.append((n, name, str(value)))
    return found if len({n for n, _, _ in found}) > 1 else []


def _day(line: str) -> str:
    """The date of a line that holds nothing else, or begins or ends with it; "" where none does."""
    cuts = list(_PARTED.finditer(line))
    parts = [line, *(line[: c.start()] for c in reversed(cuts)), *(line[c.end() :] for c in cuts)]
    return next((part for p in parts if parse_date(part := p.strip(" ()"))), "")


def _without_day(line: str) -> str:
    day = _day(line)
    begin, _, end = line.partition(day) if day else (line, "", "")
    return (begin.strip(" ,;|·•–—-()") + " " + end.strip(" ,;|·•–—-()")).strip()
