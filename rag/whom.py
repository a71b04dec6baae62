"""Whom the words of a question name: known speakers, several of them, or somebody unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speakers.lexicon import ADJECTIVES, NON_PERSON_NOUNS, SURNAME_NOUNS
from index.types import Speaker
from rag.language import content_words, fold, is_name_like, words
from rag.names import MatchedSpeaker, match_speakers
from rag.question_forms import A_SENTENCE, DISAGREE_WITH
from rag.spelling import synonyms

_COMMON_SURNAMES = ADJECTIVES | NON_PERSON_NOUNS | SURNAME_NOUNS
_TITLES = frozenset("mr mrs ms dr president minister professor senator expert analyst".split())
_KEYWORDS = 8
_WHOLE, _MISSPELT, _LONG = 0.7, 0.5, 6
"""How well a name fits what stands first among keywords, and a surname of so many letters that is
spelt otherwise."""
LONGEST_NAME = 6
"""More words than this, of which none is a known speaker's, name nobody."""


def match_each(
    who: str, speakers: Sequence[Speaker]
) -> tuple[tuple[tuple[MatchedSpeaker, ...], ...], str]:
    """The speakers that each name of a list can mean, and the names that nobody bears.

    A known name with "and" in it counts as one.
    """
    parts = [p.strip() for p in re.split(r",|\band\b", who) if p.strip()]
    whole = match_speakers(who, speakers)
    matched = [(part, match_speakers(part, speakers)) for part in parts]
    exact = [
        m
        for m in whole
        if any(fold(who) == fold(form) for form in (m.speaker.name, *m.speaker.forms))
    ]
    if exact and all(group for _, group in matched):
        # "Lind and Ross" quoted together once is no third person; "Marks and Spencer" is a body.
        exact = [m for m in exact if m.speaker.kind == "body"]
    if len(parts) < 2 or exact:
        return ((whole,), "") if whole else ((), who)
    found = tuple(group for _, group in matched if group)
    if not found:
        return ((whole,), "") if whole else ((), who)
    unknown = [part for part, group in matched if not group and looks_like_name(part)]
    return found, " and ".join(unknown)


def looks_like_name(text: str) -> bool:
    """True where the words that stand in a speaker's place look like a person or a body."""
    tokens = words(text)
    named = [t for t in tokens if is_name_like(t)]
    return bool(named) and len(named) >= len([t for t in tokens if len(t) > 3]) / 2


def name_first(text: str, speakers: Sequence[Speaker]) -> tuple[str, str] | None:
    """Name and topic of a few words that begin with the name of a person or of some people that
    speak ("lindqvist port dredging"); None where they do not, or make a sentence. Bodies and
    places are as often what is asked about ("the Bronx size")."""
    tokens = text.strip(" ?!.").split()
    if len(tokens) > _KEYWORDS or A_SENTENCE.search(text) or "(" in text:
        return None
    for size in (4, 3, 2, 1):
        name, topic = " ".join(tokens[:size]), " ".join(tokens[size:])
        if not content_words(topic) or not _could_be_named(name):
            continue
        asked = {fold(word) for word in words(name)}
        for found in match_speakers(name, speakers):
            slip = size == 1 and len(name) >= _LONG and found.score >= _MISSPELT
            whole = found.score >= _WHOLE or slip
            whole = whole or (size > 1 and _in_a_form(asked, found.speaker))
            kind = found.speaker.kind
            if whole and (kind == "person" or (kind == "group" and size > 1)):
                return name, topic
    return None


def _could_be_named(name: str) -> bool:
    """Whether a name is none of the words that mean something else in small letters ("young")."""
    last = words(name)[-1] if words(name) else ""
    if is_name_like(last):
        return True
    return bool(content_words(last)) and last not in _COMMON_SURNAMES and not synonyms(last)


def disagreed_with(
    text: str, rest: str, speakers: Sequence[Speaker]
) -> tuple[tuple[MatchedSpeaker, ...], str] | None:
    """With whom "who disagrees with …?" is asked, and what about (their name: anything); None
    where it goes on with a claim."""
    match = DISAGREE_WITH.match(rest)
    before = text[: len(text) - len(rest)].rstrip()
    if match is None or not (before.lower().endswith(" with") or "’" in rest or "'" in rest):
        return None
    who = re.sub(r"['’]s?$", "", match["who"])
    asked = {fold(word) for word in words(who)} - _TITLES
    meant = tuple(m for m in match_speakers(who, speakers) if _in_a_form(asked, m.speaker))
    return (meant, match["topic"] or who) if meant and asked else None


def _in_a_form(asked: set[str], speaker: Speaker) -> bool:
    forms = (speaker.name, *speaker.forms)
    return any(asked <= {fold(word) for word in words(form)} for form in forms)
