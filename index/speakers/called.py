"""What a speaker can be called in a question: by name, short name, surname or role."""

from __future__ import annotations

import re

from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import word_set
from index.speakers.phrases import PREPOSITIONS
from index.speakers.places import canonical_place
from index.types import Speaker

SMALL_WORDS = word_set("small_words")


def head_of(role: str) -> list[str]:
    """The words of a role up to the first preposition, folded: whom it calls what.

    >>> head_of("harbour master at Tarn since 2003")
    ['harbour', 'master']
    """
    words = [plain(word).removesuffix("'s") for word in tokens(role)]
    cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    return [word for word in words[:cut] if word not in SMALL_WORDS]


def titles_of(speaker: Speaker) -> set[tuple[str, ...]]:
    """Romanised word sequences of two words or more by which a person's roles are asked for.

    One word alone ("mayor") is asked for with a place or a name, or means any holder.
    """
    if speaker.kind != "person":
        return set()
    found = set()
    for role in speaker.roles:
        for words in (head_of(role), tokens(role)):
            if 2 <= len(words) <= 8:
                found.add(tuple(romanised(word) for word in words))
    return found


def phrases_of(speaker: Speaker) -> set[tuple[str, ...]]:
    """Romanised word sequences that name a speaker: names, short names, surnames."""
    words = [romanised(t) for t in tokens(speaker.name)]
    if not words or len(words) > 8:
        return set()
    found = {tuple(words)}
    if speaker.kind == "person":
        if len(words[-1]) >= 3:
            found.add((words[-1],))
        found.add((words[0], words[-1]))
    for quoted in re.findall(r"[\"“]([^\"”]+)[\"”]", speaker.name):
        found.add(tuple(romanised(t) for t in tokens(quoted)))
    place = canonical_place(speaker.name)
    if place:
        found.add(tuple(romanised(t) for t in tokens(place)))
    return found
