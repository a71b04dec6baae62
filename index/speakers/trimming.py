"""Words before a name that are no part of it: an epithet, the author of a live page's entry.

Both functions note in ``cut`` where a shortened mention begins now and where it began, as a source
is known by the place at which its mention was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.speakers.folding import plain
from index.speakers.lexicon import PARTICLES
from index.speakers.mentions import Mention
from index.speakers.names import is_first_name
from index.speakers.words import Words

_MARKS = frozenset("“\"‘'«„")
_OPENING = re.compile(r"(?:[.!?:…][\"'”’»)\]]? +|\n *|[“\"‘«„])$")
_BYLINE = re.compile(r"\W*(?:written |posted |reported |story )?by:?\s+(?:\w+ ){0,3}", re.I)


def in_byline(text: str, start: int) -> bool:
    """Whether the line before an offset says who wrote the article."""
    return bool(_BYLINE.fullmatch(text, text.rfind("\n", 0, start) + 1, start))


def without_bylines(words: Words, people: Sequence[Mention], cut: dict[int, int]) -> list[Mention]:
    """Cut a reporter's name off where it runs into the text: "Ann Roe Lindt said no".

    Live pages put a headline, its author and the text in one line. It is seen where the author
    runs into other words as well ("Ann Roe The port"), and the last word is the surname of somebody
    named in full.
    """
    bearers: dict[str, set[str]] = {}
    for mention in people:
        first, _, surname = mention.text.partition(" ")
        if surname and " " not in surname:
            bearers.setdefault(surname, set()).add(first)
    found = []
    for mention in people:
        author, _, last = mention.text.rpartition(" ")
        named = author.count(" ") == 1 and bearers.get(last, set()) - set(author.split(" "))
        if named and len(_followers(words.text, author)) > 1:
            mention = replace(_shortened(mention, last, cut), strong=False)
        found.append(mention)
    return found


def without_openers(
    words: Words, mentions: Sequence[Mention], cut: dict[int, int], known: frozenset[str]
) -> list[Mention]:
    """Cut a word that is no given name off "Crooked Ann Lee" where "Ann Lee" occurs too.

    ``known`` are the names in full, folded. Nor is it one where the article has it as a word:
    "Supervisor of Elections Ann Lee" in a text that tells of elections; nor where only its sentence
    gives it a capital: "Goalkeeper Ann Lee". Nor where somebody is
    spoken to at the head of a quotation who is called by the rest elsewhere: “Dear Lee, we …”.
    """
    found = []
    called = {mention.text for mention in mentions}
    inner = {m.text for m in mentions if not opens(words.text, m.start)}
    for mention in mentions:
        head, _, rest = mention.text.partition(" ")
        occurs = plain(rest) in known
        first = rest.split(" ")[0]
        named = " " in rest and is_first_name(first) and plain(first) not in PARTICLES
        begins = opens(words.text, mention.start) and mention.text not in inner
        word = named and (head.lower() in words.lower or begins)
        occurs = occurs or (rest in called and _spoken_to(words.text, mention))
        if (occurs or word) and not is_first_name(head) and len(head) > 2:
            mention = _shortened(mention, rest, cut)
        found.append(mention)
    return found


def opens(text: str, start: int) -> bool:
    """Whether a place is the first of a sentence, or of a quotation."""
    return _OPENING.search(text, max(0, start - 4), start) is not None or not start


def _spoken_to(text: str, mention: Mention) -> bool:
    """Whether a name stands between an opening quotation mark and a comma."""
    return text[mention.start - 1 : mention.start] in _MARKS and text.startswith(",", mention.end)


def _shortened(mention: Mention, rest: str, cut: dict[int, int]) -> Mention:
    start = mention.end - len(rest)
    cut[start] = mention.start
    return replace(mention, text=rest, start=start)


def _followers(text: str, name: str) -> set[str]:
    """The words with a capital that follow a name without a mark in between."""
    return set(re.findall(rf"\b{re.escape(name)} ([^\W\d_]*[A-Z]\w*)", text))
