"""What statements and articles are about: names and phrases that mark them off from the rest.

Counting only, no model, and no list of words that say nothing: those are as frequent everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, log1p

from index.collection import Collection
from index.types import Article, Filter, Statement
from rag.language import content_words, is_name_like, stem

Key = tuple[str, ...]
LOOKED_AT = 200
"""Articles that are counted: enough to see what a collection is about, quick for a large one."""
LONGEST = 20_000
"""Characters of each that are counted."""
SEVERAL = 3
"""Statements that have to speak of a topic; two that share a word do so by chance."""
SURE = 6.63
"""Log-likelihood ratio above which a term is more frequent than elsewhere by more than chance
(chi-square, one degree of freedom, p < .01)."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*[\w]")
_DATES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|"
    r"august|september|october|november|december"
)
POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Background:
    """How many of all statements of a collection have each term."""

    statements: int
    having: Counter[Key]


def background(collection: Collection) -> Background:
    """Count the terms of a collection, or of its first articles where it is large."""
    having: Counter[Key] = Counter()
    articles = {a.id: a for a, _ in zip(collection.articles(), range(LOOKED_AT), strict=False)}
    said = collection.statements(Filter(article_ids=tuple(articles))) if articles else ()
    for statement in said:
        having.update(dict(terms(words_of(articles[statement.article_id], statement))).keys())
    return Background(len(said), having)


def words_of(article: Article, statement: Statement) -> str:
    """The content of a statement, its pieces joined."""
    return " ".join(article.text[start:end] for start, end in statement.content)


def terms(text: str) -> Iterator[tuple[Key, str]]:
    """Words that carry meaning, and pairs of them side by side, each with how it is written.

    >>> [written for _, written in terms("The ferry's new line, in May")]
    ['ferry', 'new', 'ferry’s new', 'line', 'new line']
    """
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        word = POSSESSIVE.sub("", match[0])
        key = _key(word)
        if not key:
            before = None
            continue
        yield (key,), word
        if before and text[before.end() : match.start()] == " ":
            first = POSSESSIVE.sub("", before[0])
            yield (_key(first), key), f"{before[0]} {word}".replace("'", "’")
        before = match


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """The stem of a word that carries meaning; empty for another, a contraction or a date."""
    contracted = word.islower() and ("’" in word or "'" in word)
    if contracted or not content_words(word) or _DATES.fullmatch(word.casefold()):
        return ""
    return stem(word)


def topics(
    texts: Sequence[str], elsewhere: Background, but: Sequence[str] = (), limit: int = 10
) -> list[tuple[str, int]]:
    """Names and phrases that several of the texts have, more often than all of a collection.

    Each with the number of texts that speak of it; the most telling first (log-likelihood ratio:
    Dunning 1993). ``but`` are texts whose words do not count, such as the speaker's own name.
    """
    own = {part for text in but for key, _ in terms(text) for part in key}
    having: Counter[Key] = Counter()
    written: dict[Key, Counter[str]] = {}
    for text in texts:
        forms = {key: form for key, form in terms(text) if not own & set(key)}
        having.update(forms.keys())
        for key, form in forms.items():
            written.setdefault(key, Counter())[form] += 1
    ranked = sorted(
        (
            (-telling, key)
            for key, number in having.items()
            if number >= SEVERAL
            for telling in [
                keyness(number, len(texts), elsewhere.having[key], elsewhere.statements)
            ]
            if telling > SURE
        ),
    )
    chosen: list[Key] = []
    for _, found in ranked:
        # "New York" where "New" mostly stands in it.
        wider = (k for k in having if len(k) > len(found) and set(found) < set(k))
        most = max(wider, key=lambda k: (having[k], k), default=found)
        key = most if 2 * having[most] >= having[found] else found
        telling = len(key) > 1 or is_name_like(written[key].most_common(1)[0][0])
        if telling and not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    shown = [written[key].most_common(1)[0][0] for key in chosen[:limit]]
    return [(form, sum(speaks_of(text, form) for text in texts)) for form in shown]


def keyness(own: int, texts: int, other: int, others: int) -> float:
    """How much more frequent a term is in some texts than in others (log-likelihood ratio, G²).

    0 where it is not more frequent.

    >>> round(keyness(5, 20, 10, 1000), 1)
    20.6
    """
    share = (own + other) / (texts + others)
    if not own or own / texts <= share:
        return 0.0
    told = own * log(own / (texts * share))
    return 2 * (told + (other * log(other / (others * share)) if other else 0.0))


def bursty(articles: int, having: int, times: int) -> float:
    """How much a word keeps to some articles: residual IDF (Church and Gale 1995), in nats.

    Words that say nothing are spread as by chance, which gives 0.

    >>> round(bursty(100, 10, 10), 2), round(bursty(100, 10, 80), 2)
    (-0.05, 1.71)
    """
    return log(articles / having) + log1p(-exp(-times / articles))


def speaks_of(text: str, topic: str) -> bool:
    """Whether a text holds every word of the topic, endings aside."""
    lower = text.casefold()
    stems = [w.casefold()[: max(4, len(w) - 2)] for w in content_words(topic)] or [topic.casefold()]
    return all(re.search(rf"(?<!\w){re.escape(stem)}", lower) for stem in stems)
