"""Who holds a post: whether a sentence has the post of the country that is asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.folding import plain
from index.speakers.lexicon import place_rows
from rag.language import content_words, stem, words
from rag.question_forms import HOLDER

NEAR = 4
"""A country stands at most so many words from the post that is its own."""


def has_the_post(question: str, text: str) -> bool:
    """False where a sentence has the post asked about, but another country's or nobody's.

    "President Ilham Aliyev … with support from Turkey" does not name Turkey's president. True for
    every other question, and where the sentence leaves the country out.
    """
    match = HOLDER.match(question)
    if match is None:
        return True
    post, body = (match["of"], match["body"]) if match["of"] else (match["post"], match["owner"])
    asked = _forms(re.sub(r"['’]s?$", "", body.strip()))
    if not asked or not content_words(post):
        return True
    heads = {stem(content_words(post)[-1])}
    tokens = [plain(token) for token in words(text)]
    posts = [i for i, token in enumerate(tokens) if stem(token) in heads]
    everywhere = _places(tokens)
    if not posts or not everywhere:
        return True
    near = {i for i in everywhere if any(abs(i - post) <= NEAR for post in posts)}
    own = {i for i in everywhere if tokens[i].removesuffix("'s") in asked}
    return bool(near & own) or not (near or own)


def _forms(country: str) -> frozenset[str]:
    """Folded one-word names of a country and its people; empty where it is none."""
    wanted = plain(re.sub(r"^the\s+", "", country, flags=re.I))
    for place in place_rows():
        names = {plain(form) for form in (place.name, *place.spellings, *place.people)}
        if wanted in names:
            return frozenset(name for name in names if " " not in name)
    return frozenset()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(
        plain(form)
        for place in place_rows()
        for form in (place.name, *place.spellings, *place.people)
        if " " not in form
    )


def _places(tokens: list[str]) -> set[int]:
    return {i for i, token in enumerate(tokens) if token.removesuffix("'s") in _known()}
