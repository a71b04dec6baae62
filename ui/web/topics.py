"""What a set of statements is about: names and words that recur. Counting only, no model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.types import Article, Statement
from rag.language import content_words, is_name_like

_DATES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|"
    r"august|september|october|november|december"
)
_EMPTY = frozenset(
    "also back come could does even going good just know like made make many most much need never "
    "people really said same says should something such take than that them there these thing "
    "things think this those time today very want well were what when where which will with would "
    "year years your".split()
)


def words_of(article: Article, statement: Statement) -> str:
    """The content of a statement, its pieces joined."""
    return " ".join(article.text[start:end] for start, end in statement.content)


def topics(texts: Iterable[str], but: Sequence[str] = (), limit: int = 10) -> list[tuple[str, int]]:
    """Words that occur in several of the texts, with the number of texts; names come first.

    ``but`` are texts whose words do not count, such as the speaker's own name.
    """
    own = {word.casefold() for text in but for word in content_words(text)}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in texts:
        for word in content_words(text):
            key = word.casefold().removesuffix("’s").removesuffix("'s")
            if len(key) < 4 and not word.isupper():
                continue
            if key in own or key in _EMPTY or _DATES.fullmatch(key) or key.isdigit():
                continue
            counts[key] += 1
            shown.setdefault(key, word.removesuffix("’s").removesuffix("'s"))
    ranked = sorted(
        (pair for pair in counts.items() if pair[1] > 1),
        key=lambda pair: (-pair[1] * (2 if is_name_like(shown[pair[0]]) else 1), pair[0]),
    )
    return [(shown[key], number) for key, number in ranked[:limit]]


def speaks_of(text: str, topic: str) -> bool:
    """Whether a text holds every word of the topic, endings aside."""
    lower = text.casefold()
    stems = [w.casefold()[: max(4, len(w) - 2)] for w in content_words(topic)] or [topic.casefold()]
    return all(re.search(rf"(?<!\w){re.escape(stem)}", lower) for stem in stems)
