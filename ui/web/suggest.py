"""Questions worth asking of this collection, and after this answer. Deterministic."""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import NamedTuple

from index.collection import Collection
from index.types import Article, Filter
from rag.types import Answer
from ui.web.topics import LONGEST, LOOKED_AT, POSSESSIVE, bursty

_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<=[a-z,;]\s)[A-Z][\w’'-]{2,}(?:\s[A-Z][\w’'-]{2,})?")
_NOT_TOPICS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|"
    r"May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|"
    r"Nov|Dec|The|Mr|Mrs|Ms|Dr)\b"
)
_ADJECTIVE = re.compile(r"(?:ani|ian|ean|ish|ese|ican|atic|[aeiou]an)$")
_CLAIM = re.compile(
    r"(?:that )?(?P<claim>(?!(?:He|She|It|They|We|I|You|This|That|These|Those|There|Here|But|And|"
    r"If|When|What|Who|How|Why|Our|My|Your|His|Her|Their|Its|Not|No)\b)"
    r"(?:[Tt]he |[A-Z])[^.!?;:“”\"]*?"
    r"\b(?:will|would|should|must|cannot|can|could|is|are|has|have)\b[^.!?;:“”\"]*)[.!,]?"
)

_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_PERSON = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'.-]*)+")
_BOLD = re.compile(r"\b(?:will|would|should|must|cannot)\b")


def opening_questions(collection: Collection, limit: int = 4) -> list[str]:
    """Questions that this collection has something to say to; empty for an empty one."""
    named = [s for s in collection.speakers()[:40] if s.kind == "person" and len(s.name) <= 40]
    asks = [f"What does {speaker.name} say?" for speaker in named[:2]]
    patterns = ("Who says what about {}?", "What is said about {}?", "Do they disagree about {}?")
    names = _topics(collection, 3)
    asks += [pattern.format(topic) for pattern, topic in zip(patterns, names, strict=False)]
    return asks[:limit]


def topics(collection: Collection, limit: int = 3) -> list[str]:
    """Names that stand in several articles and are no frequent speaker's."""
    return [name.removeprefix("the ") for name in _topics(collection, limit)]


def _topics(collection: Collection, limit: int) -> list[str]:
    """Names of whom or what several articles speak, and others do not, the most telling first.

    Whoever speaks often, and outlets, are no topic; with "the" where the articles say so.
    """
    speakers = {s.name for s in collection.speakers()[:40]}
    having: Counter[str] = Counter()
    times: Counter[str] = Counter()
    definite: Counter[str] = Counter()
    outlets: set[str] = set()
    looked_at = 0
    for article, _ in zip(collection.articles(), range(LOOKED_AT), strict=False):
        looked_at += 1
        text = prose(article, collection)
        outlets.add(article.source)
        named = (POSSESSIVE.sub("", match[0]) for match in _NAME.finditer(text))
        found = Counter(name for name in named if not _NOT_TOPICS.match(name))
        having.update(found.keys())
        times.update(found)
        definite.update(name for name in found if f"the {name}" in text)
    known = {word for name in speakers for word in name.split()}
    own = {word for name in outlets for word in name.split()}

    def telling(name: str) -> float:
        number = having[name]
        return log(number) * (1 + max(0.0, bursty(looked_at, number, times[name])))

    names = [
        name
        for name in having
        if not (_ADJECTIVE.search(name) or own >= set(name.split()) or known & set(name.split()))
    ]
    chosen = sorted(names, key=lambda name: (-telling(name), -times[name], name))[:limit]
    # "The United States", "the GOP", but Congress.
    return [f"the {name}" if 2 * definite[name] > having[name] else name for name in chosen]


def prose(article: Article, collection: Collection) -> str:
    """The sentences of the beginning of an article: what ends in no mark is a heading or a list."""
    texts = (article.text[s.start : s.end].strip() for s in collection.sentences(article.id))
    return "\n".join(text for text in texts if _ENDED.search(text))[:LONGEST]


def claims(collection: Collection, limit: int = 3) -> list[str]:
    """Short claims made in the articles, of different speakers, word for word."""
    found: list[tuple[int, str]] = []
    for speaker in collection.speakers()[:20]:
        said = collection.statements(Filter(speaker_ids=(speaker.id,)))
        own = []
        for statement in said[:40]:
            start, end = statement.content[0]
            text = collection.article(statement.article_id).text[start:end]
            match = _CLAIM.fullmatch(text.strip())
            short = match and 4 <= len(match["claim"].split()) <= 12
            if match and short and not _NOT_TOPICS.match(match["claim"]):
                claim = match["claim"].rstrip(",. ")
                own.append((-2 * bool(_BOLD.search(claim)) - claim[0].isupper(), claim))
        found += sorted(own)[:1]
    return [f"{claim[0].upper()}{claim[1:]}" for _, claim in sorted(found)[:limit]]


class FollowUp(NamedTuple):
    """A question worth asking next; ``more`` asks for what has not been shown yet."""

    question: str
    more: bool = False


def follow_ups(answer: Answer, limit: int = 3) -> list[FollowUp]:
    """What to ask next, from the evidence of the answer. Each is a follow-up the page can ask."""
    if answer.status == "abstained":
        near = dict.fromkeys(c.voice.name for c in answer.nearest if c.voice.certainty == "certain")
        people = [name for name in near if _PERSON.fullmatch(name)]
        asks = [FollowUp(f"What does {name} say?") for name in people[: limit - 1]]
        return [ask for ask in asks if ask.question != answer.question]
    found = dict.fromkeys(c.voice.name for c in answer.citations)
    names = [name for name in found if any(c.isupper() for c in name)]  # else nobody's: "company"
    asks = [] if answer.type == "contrast" else [FollowUp("Who disagrees with this?")]
    asks += [FollowUp(f"What else does {n} say?", True) for n in names[: limit - len(asks)]]
    return [ask for ask in asks if ask.more or ask.question != answer.question]
