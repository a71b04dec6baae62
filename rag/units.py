"""Units: what is retrieved and read when answering, a sentence in its context with its speaker."""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.collection import Collection
from index.quoting import drop_lone_mark, trim_quotation
from index.speakers import denied_by_cue
from index.types import Article, Filter, Sentence, Span, Statement
from rag.language import REPORTING_VERBS, fold, meaning, words
from rag.question import Question
from rag.reader import UnitText
from rag.types import Voice
from rag.voices import form_of, speaker_of, voice_in

SHARE, WHOLE = 0.25, 0.5
"""A sentence is somebody's statement when so much of it is content of the statement, or so much of
it content, speaker and reporting words together."""
SHORT = 45
"""Sentences of fewer characters than this are quoted together with the next one of the speaker."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence in its context, with whoever speaks in it.

    ``span`` would be quoted; ``context`` is the whole sentences around it, ``before`` the sentence
    in front of them (empty where there is none). ``statement`` is None, and ``voice`` nobody's,
    where the words are the article's own. ``cosine`` is how near it is to the question. ``denied``
    are the words in it that the speaker's reporting words deny ("doubted that …"), in most none.
    """

    article: Article
    span: Span
    context: Span
    before: Span = (0, 0)
    statement: Statement | None = None
    voice: Voice = Voice()
    cosine: float = 0.0
    denied: str = ""

    @property
    def text(self) -> str:
        """The words that would be quoted."""
        return self.article.text[self.span[0] : self.span[1]]

    def passes(self, where: Filter) -> bool:
        """Whether a filter lets its speaker through, and words of their kind."""
        if where.speaker_ids and self.voice.speaker_id not in where.speaker_ids:
            return False
        if not (where.direct or where.reported):
            return True
        return where.allows(form_of(self.article.text, self.span, self.voice))

    @property
    def order(self) -> tuple[float, str, int]:
        """Sorting key: nearest first, ties by article id and offset, so that runs repeat."""
        return (-round(self.cosine, 7), self.article.id, self.span[0])

    @property
    def read(self) -> UnitText:
        """What the reader reads of it: of its voice name and role, else the description."""
        text, voice = self.article.text, self.voice
        return UnitText(
            text[self.context[0] : self.context[1]],
            ", ".join(filter(None, (voice.name, voice.role))) if voice.name else voice.described,
            self.article.title,
            text[self.before[0] : self.before[1]],
        )


def units_of(collection: Collection, sentences: Iterable[tuple[Sentence, float]]) -> list[Unit]:
    """The units of some sentences, each with the cosine that it was found with.

    A sentence in which two people speak makes two units, each with what that one says.
    """
    found: list[Unit] = []
    read: dict[str, tuple[Article, Sequence[Sentence], Sequence[Statement]]] = {}
    voices: dict[int, Voice] = {}
    for sentence, cosine in sentences:
        if (key := sentence.article_id) not in read:
            statements = collection.statements(article_id=key)
            read[key] = collection.article(key), collection.sentences(key), statements
        article, every, statements = read[key]
        at = max(0, bisect.bisect_right(every, sentence.start, key=lambda s: s.start) - 1)
        before = (every[at - 1].start, every[at - 1].end) if at else (0, 0)
        spoken = _spoken(statements, sentence)
        said: Sequence[Statement | None] = spoken or (None,)
        for statement in said:
            following = every[at + 1] if at + 1 < len(every) else None
            span, context = _quoted(article, sentence, statement, len(spoken), following)
            if statement is not None and statement.id not in voices:
                speaker = speaker_of(collection, statement.speaker_id)
                voices[statement.id] = voice_in(article.text, statement, speaker)
            voice, denied = Voice(), ""
            if statement is not None:
                voice = voices[statement.id]
                if statement.polarity == "denied" and statement.kind == "reported":
                    inside = within(statement.content, *context)
                    denied = " ".join(article.text[a:b] for a, b in inside)
                    denied = denied if denied_by_cue(statement.polarity, denied) else ""
            found.append(Unit(article, span, context, before, statement, voice, cosine, denied))
    return found


def _spoken(statements: Sequence[Statement], sentence: Sentence) -> list[Statement]:
    """The statements that a sentence is, one for each speaker, in the order of their content."""
    size = sentence.end - sentence.start
    best: dict[object, tuple[int, Statement]] = {}
    for statement in statements:
        cue = [statement.cue] if statement.cue else []
        content, around = (
            sum(b - a for a, b in within(spans, sentence.start, sentence.end))
            for spans in (statement.content, [*statement.source, *cue])
        )
        if not content or (content < SHARE * size and content + around < WHOLE * size):
            continue
        who = statement.speaker_id or ("", statement.source)
        if who not in best or content > best[who][0]:
            best[who] = (content, statement)
    return sorted((s for _, s in best.values()), key=lambda s: (s.content[0], s.id))


def _quoted(
    article: Article,
    sentence: Sentence,
    statement: Statement | None,
    speakers: int,
    following: Sentence | None,
) -> tuple[Span, Span]:
    """What is quoted of a sentence, and the whole sentences around it.

    Words in quotation marks are the speaker's own and are shown alone; reported speech is the
    article's wording, so there the whole sentence is shown.
    """
    whole = (sentence.start, sentence.end)
    if statement is None:
        return drop_lone_mark(article.text, whole), whole
    inside = within(statement.content, *whole)
    if speakers > 1:
        inside = [(inside[0][0], inside[-1][1])]
    elif (
        sentence.end - sentence.start < SHORT
        and following is not None
        and any(a <= sentence.start and following.end <= b for a, b in statement.content)
    ):
        # A few words ("The aim is plain.") say little without what follows.
        whole = (sentence.start, following.end)
        inside = [whole]
    # "He denied being “a spy”": without the reporting words the quote would say the contrary.
    words = " ".join(article.text[a:b] for a, b in statement.content)
    told = statement.kind == "direct" or speakers > 1
    if len(inside) == 1 and told and not denied_by_cue(statement.polarity, words):
        span = trim_quotation(article.text, inside[0])
        if span[0] < span[1]:
            return span, whole
    return drop_lone_mark(article.text, whole), whole


def within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What of some spans lies between two places."""
    return [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]


def shared_words(question: Question, units: Sequence[Unit]) -> npt.NDArray[np.float64]:
    """``(units, 2)``, each 0 to 1: the share of a question's words that stand in the sentences of a
    unit, and that stand there, in the title or in the sentence before.

    Rare words among the units count for more (inverse document frequency, Robertson and Spärck
    Jones 1976); words that only ask or report, and the names of those asked, are not looked for.
    Where nothing is left both are 0.
    """
    names = {
        key
        for group in question.asked
        for match in group
        for form in (match.speaker.name, *match.speaker.forms)
        for word in words(form)
        for key, _ in meaning(word)
    }
    spelled = {key: part for word in words(question.read) for key, part in meaning(word)}
    asked = {key for key, part in spelled.items() if fold(part) not in REPORTING_VERBS} - names
    read = [unit.read for unit in units]
    own = [_keys(text.unit) & asked for text in read]
    near = [
        there | ((_keys(text.title) | _keys(text.before)) & asked)
        for there, text in zip(own, read, strict=True)
    ]
    counts = Counter(word for there in near for word in there)
    rare = {word: math.log(1 + len(units) / (0.5 + counts[word])) for word in asked}
    total = sum(rare.values()) or 1.0
    return np.array(
        [
            [sum(rare[w] for w in part) / total for part in parts]
            for parts in zip(own, near, strict=True)
        ]
    ).reshape(len(units), 2)


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    """What the words of a text are told by; each text is looked at for several features."""
    return frozenset(key for word in words(text) for key, _ in meaning(word))
