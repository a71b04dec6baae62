"""What a model's wording of a question brings in that nobody spoke of."""

from __future__ import annotations

from rag.language import REPORTING_VERBS, STOP_WORDS, fold, is_name_like, words
from rag.models.support import figures_of
from rag.spelling import text_keys


def brought_in(text: str, said: str, spoken: frozenset[str] = frozenset()) -> str:
    """A name or a number of ``text`` that ``said`` does not have; empty where there is none.

    ``spoken`` are folded surnames (``rag.models.naming.surnames``), so that a known name written
    small is seen too. The first word counts as a name unless it may begin any question.

    >>> brought_in("Why does Doe resign in 2031?", "Ana Doe may resign")
    '2031'
    """
    known = text_keys(said)
    for position, word in enumerate(words(text)):
        low = fold(word)
        if low in STOP_WORDS or (position == 0 and low in REPORTING_VERBS):
            continue
        if (is_name_like(word) or low in spoken) and not text_keys(word) & known:
            return word
    return next(iter(sorted(figures_of(text) - figures_of(said))), "")
