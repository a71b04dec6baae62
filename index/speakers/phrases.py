"""What a source span is read as, and descriptions among them: "a senior aide to the mayor"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.speakers.folding import plain
from index.speakers.lexicon import (
    FUNCTION_WORDS,
    GENDERED_NOUNS,
    NON_PERSON_NOUNS,
    ORG_WORDS,
    PARTY_NOUNS,
    PLURAL_GROUPS,
    place_adjectives,
    word_set,
)
from index.speakers.mentions import Mention
from index.speakers.roles import is_role, role_words, singular
from index.speakers.words import Token, Words
from index.types import Span

SourceKind = Literal["empty", "pronoun", "named", "several", "body", "nominal"]

INDEFINITE = word_set("indefinite_pronouns")
PREPOSITIONS = word_set("prepositions")
DEFINITE = frozenset(
    ["the", "this", "that", "his", "her", "their", "its", "our", "my", "these", "those", "both"]
)
_POSSESSIVE = frozenset(["his", "her", "their", "its", "our", "my"])
_COUNTED = frozenset(["two", "three", "four", "pair"])
_SEVERAL = word_set("quantifiers")
MASTHEADS = word_set("mastheads")
_CHAMBERS = word_set("chambers")
_CALENDAR_OR_TIME = frozenset(["morning", "evening", "sunday", "daily", "weekly"])


@dataclass(frozen=True, slots=True)
class Source:
    """A source span, read. ``head`` is what names the speaker, without articles and appositions."""

    kind: SourceKind
    span: Span
    head: Span
    word: str = ""
    mention: Mention | None = None
    members: tuple[Mention, ...] = ()
    noun: str = ""
    roles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    gender: str = ""
    owner: Span | None = None
    short: bool = False
    long: Span | None = None


def read_nominal(words: Words, whole: Span, segment: list[Token]) -> Source:
    """Read a description: its noun, whose it is, what role and place it tells."""
    text = words.text
    lows = [t.low for t in segment]
    definite = lows[0] in DEFINITE
    core = segment
    while len(core) > 1 and core[0].low in ("the", "a", "an"):
        core = core[1:]
    if len(core) > 1 and core[-1].text in FUNCTION_WORDS - NON_PERSON_NOUNS:
        name = core[-2].text[0].isupper() and core[-2].low not in FUNCTION_WORDS
        core = core[:-1] if name else core  # "Lidda Foods today", but "No one"
    cut = next((k for k, t in enumerate(core) if k and t.low in PREPOSITIONS), len(core))
    if cut > 1 and core[cut - 1].low in ("close", "familiar", "loyal", "critical", "based"):
        cut -= 1
    if cut > 1 and core[cut - 1].low.endswith("ed") and core[cut - 2].low in NON_PERSON_NOUNS:
        cut -= 1  # "a study led by Ann Roe", "the report released on Monday"
    noun_token = core[cut - 1]
    noun = noun_token.low
    head = (core[0].start, _phrase_end(words, core))
    owner = None
    for k, token in enumerate(core[:cut]):
        if (token.low in _POSSESSIVE and k == 0) or (token.possessive and k < cut - 1):
            owner = (core[0].start, token.end)
    plural = _plural(noun, noun_token.text) or noun in _COUNTED or lows[0] in _SEVERAL
    if " and " in text[core[0].start : core[cut - 1].end] and not is_role(noun):
        plural = plural or noun not in NON_PERSON_NOUNS
    if re.search(r" and (?:the|his|her|its|their|a) ", text[core[0].start : core[-1].end]):
        plural = True
    phrase = text[core[0].start : core[cut - 1].end]
    if "head of state" in plain(text[core[0].start : core[-1].end]):
        phrase = "head of state"
    found = role_words(phrase)
    places = frozenset(place_adjectives()[t.low] for t in core if t.low in place_adjectives())
    capital = noun_token.text[0].isupper()
    named = _masthead(core[:cut]) or _is_named(words, segment[0], core[:cut])
    title = capital and is_role(noun) and not named
    # "The Independent" is a paper where an "independent councillor" is written small.
    named_so = definite and capital and noun in words.lower
    party = singular(noun) in PARTY_NOUNS and not named_so
    if party and not plural:
        found |= {"politician"}
    body = (
        not plural
        and not party
        and (
            noun in NON_PERSON_NOUNS
            or (capital and not title and not owner and noun not in INDEFINITE)
        )
    )
    return Source(
        "body" if body else "nominal",
        whole,
        head,
        noun=singular(noun) if not plural else noun,
        roles=found,
        places=places,
        definite=definite,
        plural=plural,
        gender=GENDERED_NOUNS.get(noun, ""),
        owner=owner,
        short=cut == len(core) and not owner,
        long=_with_clause(words, whole, head),
    )


def _with_clause(words: Words, whole: Span, head: Span) -> Span:
    """The head with the relative clause that says which ones: "officials who saw it"."""
    rest = words.text[head[1] : whole[1]]
    if not re.match(r" (?:who|whose|that|which)\b", rest):
        return head
    stop = re.search(r"[,;(–—\n]| - | -$", rest)
    end = head[1] + (stop.start() if stop else len(rest))
    while end > head[1] and words.text[end - 1] in " .,;":
        end -= 1
    return (head[0], end) if rest.count(" ") <= 24 else head


def _masthead(core: list[Token]) -> bool:
    """A publication that ends in a role noun: "Union Leader", "Morning Star"."""
    if len(core) < 2 or not all(t.text[0].isupper() for t in core):
        return False
    before = core[-2].low
    return core[-1].low in MASTHEADS and (
        (before in ORG_WORDS and before not in _CHAMBERS) or before in _CALENDAR_OR_TIME
    )


def _is_named(words: Words, article: Token, core: list[Token]) -> bool:
    """Whether its capitals make a description with a role noun a name, and no title.

    "according to The Economist" has a capital that no sentence gives it; "the Brennik Argus Leader"
    stands in a text that calls leaders "leader".
    """
    before = words.text[: article.start].rstrip(" \"“”‘’'(")
    if article.text == "The" and before and before[-1] not in ".!?…:\n":
        return True
    small = core[-1].text.lower() in words.lower
    if article.text == "The" and len(core) == 1 and core[0].low in MASTHEADS and small:
        return core[0].text[0].isupper()  # "The Observer said" beside "an observer"
    titled = len(core) > 1 and all(t.text[0].isupper() for t in core)
    return (
        titled
        and small
        and not any(
            t.low in place_adjectives() or is_role(t.text) or t.low in ORG_WORDS for t in core[:-1]
        )
    )


def _phrase_end(words: Words, core: list[Token]) -> int:
    end = core[-1].end
    text = words.text
    if text[end : end + 1] in ("”", '"', "’") and '"“‘'.find(text[core[-1].start - 1]) < 0:
        opened = text[core[0].start : end]
        if opened.count("“") > opened.count("”") or opened.count('"') % 2:
            end += 1
    if text[end : end + 1] == "%":
        end += 1
    if text[end : end + 1] == "." and re.search(r"(?:\.[A-Z]|Inc|Corp|Jr)$", text[:end]):
        end += 1
    return end


def _plural(noun: str, text: str) -> bool:
    if noun in PLURAL_GROUPS or noun == "percent":
        return True
    if noun in FUNCTION_WORDS or noun in (
        "press",
        "congress",
        "politics",
        "news",
        "boss",
        "series",
    ):
        return False
    if noun.endswith(("men", "people")) and len(noun) > 3:
        return True
    return (
        noun.endswith("s")
        and not noun.endswith(("ss", "us", "is"))
        and not (text[0].isupper() and not is_role(noun) and noun not in place_adjectives())
    )
