"""Names in headlines, where every word has a capital and the end of a name is a guess."""

from __future__ import annotations

from collections.abc import Sequence

from index.speakers.lexicon import ORG_WORDS, PARTICLES, PERSON_VERBS
from index.speakers.words import Words
from index.types import Span


def headlines(words: Words, sentences: Sequence[Span]) -> list[Span]:
    """Sentences in which nearly every longer word has a capital.

    They are no longer than headlines are; the article's own, a paragraph that opens it, may be.
    """
    found = []
    for start, end in sentences:
        inside = words.between(start, end)
        opens = not words.text[:start].strip() and words.text.startswith("\n", end)
        if len(inside) > 28 and not opens:
            continue
        longer = [t for t in inside if len(t.text) >= 4 and t.text.isalpha()]
        capitals = sum(t.text[0].isupper() for t in longer)
        if len(longer) >= 6 and capitals >= 0.85 * len(longer):
            found.append((start, end))
    return found


def name_end(words: Words, name: Span) -> int:
    """Where a name in a headline ends: after the first word that can be a surname."""
    inside = [t for t in words.between(*name) if t.text != "."]
    # Initials and particles do not count: "J. Edgar Malloy", "Anna de la Cruz".
    keep = parts = 0
    while keep < len(inside) and parts < 2:
        parts += len(inside[keep].text) > 1 and (keep == 0 or inside[keep].low not in PARTICLES)
        keep += 1
    return inside[min(keep, len(inside)) - 1].end


def ends_in_a_word(words: Words, name: str) -> bool:
    """Whether a headline's "name" ends in a word the text writes small: "Clinton Says"."""
    last = name.rsplit(" ", 1)[-1].lower()
    return last in words.lower or last in PERSON_VERBS or last in ORG_WORDS
