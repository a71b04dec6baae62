"""What the words of a source say of whoever is named in it: "harbour master Ruth Calloway".

The tagger has found where a source begins and ends, so that what stands beside the name inside of
it belongs to the person, whether or not the lists know the noun as a role.
"""

from __future__ import annotations

import re
from typing import Final

from index.speakers.appositions import with_ending
from index.speakers.lexicon import ADJECTIVES, FUNCTION_WORDS, HONORIFICS
from index.speakers.mentions import Mention
from index.speakers.phrases import DEFINITE, INDEFINITE, PREPOSITIONS
from index.speakers.words import Token, Words
from index.types import Span

LONGEST: Final = 8
"""Words of the longest role that is shown."""
_ARTICLES: Final = frozenset(["a", "an", "the"])
_NO_ROLES: Final = FUNCTION_WORDS | HONORIFICS.keys() | ADJECTIVES
_APPOSED: Final = re.compile(r"['’]?s?, ?")
_END: Final = re.compile(r"[,;:()“”\"–—\n]| - |(?<![A-Z])\.(?=\s|$)")


def titles_in(words: Words, source: Span, mention: Mention) -> list[Span]:
    """The role before a name and the one behind it, as far as the source has them."""
    return [
        span
        for span in (_before(words, source, mention), _behind(words, source, mention))
        if span is not None
    ]


def _before(words: Words, source: Span, mention: Mention) -> Span | None:
    """ "harbour master Ruth Calloway"; "Politico Jane Doe" has no word written small."""
    lead = words.between(source[0], mention.start)
    while lead and lead[0].low in _ARTICLES:
        lead = lead[1:]
    if not lead or len(lead) > LONGEST or not all(_is_word(token) for token in lead):
        return None
    last = lead[-1]
    common = last.text.islower() or last.text.lower() in words.lower
    if not common or last.possessive or last.low in _NO_ROLES or last.low.endswith(("ed", "ly")):
        return None
    if _governs(lead) or words.text[last.end : mention.start].strip():
        return None
    return (lead[0].start, last.end)


def _governs(lead: list[Token]) -> bool:
    """Whether the words lead up to more than a role: "according to", "many like"."""
    first = lead[0].low
    return first in PREPOSITIONS or first in INDEFINITE or first in DEFINITE


def _behind(words: Words, source: Span, mention: Mention) -> Span | None:
    """ "Ruth Calloway, harbour master at Tarn,"; no participle ("Calloway, speaking in Tarn")."""
    comma = _APPOSED.match(words.text, mention.end, source[1])
    if comma is None:
        return None
    stop = _END.search(words.text, comma.end(), source[1])
    piece = words.between(comma.end(), stop.start() if stop else source[1])
    determined = bool(piece) and piece[0].low in _ARTICLES
    while piece and piece[0].low in _ARTICLES:
        piece = piece[1:]
    cut = next((k for k, token in enumerate(piece) if token.low in _CLAUSES), len(piece))
    piece = piece[:cut]
    if not piece or not _is_word(piece[0]):
        return None
    first = piece[0]
    loose = first.low in PREPOSITIONS | FUNCTION_WORDS or first.low.endswith(("ing", "ed", "ly"))
    if loose or not (determined or first.text.islower()):
        return None
    return (first.start, with_ending(words, piece[-1]))


_CLAUSES: Final = frozenset(["who", "whose", "whom", "which", "that", "where", "when"])


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha()


def shown(text: str, role: Span) -> Span:
    """A role as it is shown: of a longer one the head, without the circumstances behind it."""
    found = list(re.finditer(r"\S+", text[slice(*role)]))
    if len(found) <= LONGEST:
        return role
    words = [match.group() for match in found]
    cuts = [k for k in range(1, LONGEST + 1) if words[k].lower() in PREPOSITIONS | {"and"}]
    # "of", "for" and "and" behind a capital are part of a name: "the Society of Tarn".
    clean = [k for k in cuts if words[k - 1].islower() or words[k].lower() not in _IN_NAMES]
    end = (clean or cuts or [LONGEST])[-1]
    stop = role[0] + found[end - 1].end()
    while text[stop - 1] in ",;:":
        stop -= 1
    return (role[0], stop)


_IN_NAMES: Final = frozenset(["of", "for", "and", "on"])
