"""Questions worth asking of this collection, and after this answer. Deterministic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.collection import Collection
from index.types import Article
from rag.types import Answer

_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<=[a-z,;]\s)[A-Z][\w’'-]{2,}(?:\s[A-Z][\w’'-]{2,})?")
_LOOKED_AT = 200  # articles; enough to see what a collection is about, quick for a large one
_NOT_TOPICS = re.compile(
    r"^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|The|Mr|Mrs|Ms|Dr)\b"
)


def opening_questions(collection: Collection, limit: int = 4) -> list[str]:
    """Questions that this collection has something to say to; empty for an empty one."""
    named = [s for s in collection.speakers()[:40] if s.kind == "person" and len(s.name) <= 40]
    asks = [f"What does {speaker.name} say?" for speaker in named[:2]]
    topics = _topics(collection.articles(), {s.name for s in named})
    patterns = ("Who says what about {}?", "What is said about {}?", "Do they disagree about {}?")
    asks += [pattern.format(topic) for pattern, topic in zip(patterns, topics, strict=False)]
    return asks[:limit]


def _topics(articles: Iterable[Article], speakers: set[str], limit: int = 3) -> list[str]:
    """Names that stand in several articles: most articles first, then by the alphabet."""
    seen: Counter[str] = Counter()
    for article, _ in zip(articles, range(_LOOKED_AT), strict=False):
        found = {match.group() for match in _NAME.finditer(article.text[:20_000])}
        seen.update(name for name in found if not _NOT_TOPICS.match(name))
    known = {word for name in speakers for word in name.split()}
    ranked = sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
    topics = [name for name, count in ranked if count > 1 and not known & set(name.split())]
    return (topics or [name for name, _ in ranked])[:limit]


def follow_ups(answer: Answer, limit: int = 3) -> list[str]:
    """What to ask next, from the evidence of the answer. Each is a follow-up the page can ask."""
    if answer.status == "abstained":
        return []
    names = list(dict.fromkeys(c.voice.name for c in answer.citations if c.voice.name))
    asks = [] if answer.type == "contrast" else ["Who disagrees?"]
    asks += [f"What else does {name} say?" for name in names[: limit - len(asks)]]
    return [ask for ask in asks if ask != answer.question]
