"""What statements and articles are about: names and phrases that mark them off from the rest.

Counting only, no model, and no list of words that say nothing: those are as frequent everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, log1p

from index.collection import Collection
from index.types import Article, Statement
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
    """How many of a collection's sentences have each term."""

    sentences: int
    having: Counter[Key]


def background(collection: Collection) -> Background:
    """Count the terms of a collection, or of its first articles where it is large."""
    having: Counter[Key] = Counter()
    number = 0
    for article, _ in zip(collection.articles(), range(LOOKED_AT), strict=False):
        for sentence in collection.sentences(article.id):
            if sentence.end <= LONGEST:
                number += 1
                having.update(dict(terms(article.text[sentence.start : sentence.end])).keys())
    return Background(number, having)


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
        if not content_words(word) or _DATES.fullmatch(word.casefold()):
            before = None
            continue
        yield (stem(word),), word
        if before and text[before.end() : match.start()] == " ":
            first = POSSESSIVE.sub("", before[0])
            yield (stem(first), stem(word)), f"{before[0]} {word}".replace("'", "’")
        before = match


def topics(
    texts: Sequence[str], elsewhere: Background, but: Sequence[str] = (), limit: int = 10
) -> list[tuple[str, int]]:
    """Terms that several of the texts have, more often than a collection's sentences do.

    Each with the number of texts that speak of it; the most telling first (log-likelihood ratio:
    Dunning 1993). ``but`` are texts whose words do not count, such as the speaker's own name.
    """
    own = {key[0] for text in but for key, _ in terms(text)}
    having: Counter[Key] = Counter()
    written: dict[Key, Counter[str]] = {}
    for text in texts:
        found = dict(terms(text))
        having.update(found.keys())
        for key, form in found.items():
            written.setdefault(key, Counter())[form] += 1
    ranked = sorted(
        (
            (-telling, key)
            for key, number in having.items()
            if number >= SEVERAL and not own & set(key)
            for telling in [keyness(number, len(texts), elsewhere.having[key], elsewhere.sentences)]
            if telling > SURE
        ),
    )
    chosen: list[Key] = []
    for _, key in ranked:
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
    shown = [written[key].most_common(1)[0][0] for key in chosen]
    numbers = ((form, sum(speaks_of(text, form) for text in texts)) for form in shown)
    return list(numbers)[:limit]


def keyness(own: int, texts: int, other: int, others: int) -> float:
    """How much more frequent a term is in some texts than in others (log-likelihood ratio, G²).

    0 where it is not more frequent.

    >>> round(keyness(5, 20, 10, 1000), 1)
    25.0
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
