"""Spelling correction of a question: one letter too few, too many, wrong or in the wrong place.

A word is taken for a slip only where it is no common word of English, no passage of the collection
has it, and one that differs by a single letter stands in the collection: one by a doubled letter,
else a common word (after Norvig 2007, "How to write a spelling corrector", with the collection in
place of a corpus). What is searched for then is shown as for a follow-up. Names of speakers are
matched in their own way (``rag.names``).
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.collection import Collection
from rag.kinds import question_encoder
from rag.names import match_speakers

SHORTEST = 6
"""Letters of a word below which another word is too easily one letter away."""
WHOLE = 3
"""Word pieces of a word in the vocabulary: itself, and one at either end of a text."""
_WORD = re.compile(r"[^\W\d_]+")


def without_slips(question: str, collection: Collection) -> str:
    """The question with each slip put right; the same where there is none.

    >>> without_slips("who says the harbuor closes?", collection)  # doctest: +SKIP
    'who says the harbour closes?'
    """
    small = [m for m in _WORD.finditer(question) if m[0].islower() and m[0].isascii()]
    rare = [m for m in small if len(m[0]) >= SHORTEST and not _is_common(m[0])]
    if not rare:
        return question
    counts = collection.document_frequency([m[0] for m in rare])
    made, end = [], 0
    for match, passages in zip(rare, counts, strict=True):
        if not passages and (right := _right(match[0], collection)):
            made += [question[end : match.start()], right]
            end = match.end()
    return "".join([*made, question[end:]])


def _right(word: str, collection: Collection) -> str:
    """What a rare word that no passage has was meant to be: the word one doubled letter away, else
    the common word one letter away, that most passages have. Empty where none has one, and where it
    may be right as it is."""
    if match_speakers(word, collection.speakers()):
        return ""
    doubled = {word[:i] + letter + word[i:] for i, letter in enumerate(word)}
    doubled |= {word[:i] + word[i + 1 :] for i, (a, b) in enumerate(pairwise(word)) if a == b}
    for others in (sorted(doubled), _common(sorted(_one_letter_away(word)))):
        counts = collection.document_frequency(others)
        best = max(zip(counts, others, strict=True), default=(0, ""), key=lambda pair: pair[0])
        if best[0]:
            return best[1]
    return ""


def _one_letter_away(word: str) -> set[str]:
    """Words with one letter left out, exchanged, added or swapped with the next; not the first."""
    splits = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    letters = string.ascii_lowercase
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + letter + b[1:] for a, b in splits if b for letter in letters),
        *(a + letter + b for a, b in splits for letter in letters),
    } - {word}


def _common(words: Sequence[str]) -> list[str]:
    """Those of the words that are common ones, of enough letters: whole words of the encoder."""
    lengths = question_encoder().count_tokens(words)
    return [w for w, n in zip(words, lengths, strict=True) if n == WHOLE and len(w) >= SHORTEST]


@lru_cache(maxsize=4096)
def _is_common(word: str) -> bool:
    return bool(_common([word]))
