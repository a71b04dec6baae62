"""What a conversation has shown already, so that whoever asks for more gets something new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.language import REPORTING_VERBS, stem, stems, words
from rag.question import Question
from rag.types import Answer
from rag.units import Unit

Place = tuple[str, int, int]
"""Article id, start and end of a quotation."""
_SAYING = frozenset(stem(verb) for verb in REPORTING_VERBS)


def places(answers: Iterable[Answer]) -> frozenset[Place]:
    """The places of all quotations of some answers."""
    return frozenset(
        (c.quote.article_id, c.quote.start, c.quote.end) for a in answers for c in a.citations
    )


def repeated(question: Question, history: Sequence[Answer]) -> list[Answer]:
    """The earlier answers to what is asked again: what the same people say on the same.

    Whoever asks once more what somebody says wants what has not been shown; a question with a topic
    of its own ("what does Ada Lind say about the quay?") is another one.
    """
    ids = {match.speaker.id for match in question.speakers}
    if question.type != "says" or not ids:
        return []
    names = {stem(w) for m in question.speakers for f in (m.speaker.name, *m.speaker.forms)
             for w in words(f)}  # fmt: skip
    topic = _topic(question.text, names)
    return [
        answer
        for answer in history
        if answer.type == "says"
        and ids & {c.voice.speaker_id for c in answer.citations}
        and topic <= _topic(answer.standalone, names)
    ]


def unseen(units: Sequence[Unit], but: frozenset[Place]) -> list[Unit]:
    """The units of which no part has been shown."""
    shown: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in but:
        shown.setdefault(article_id, []).append((start, end))
    return [
        unit
        for unit in units
        if not any(
            start < unit.span[1] and unit.span[0] < end
            for start, end in shown.get(unit.article.id, ())
        )
    ]


def _topic(text: str, names: set[str]) -> frozenset[str]:
    """The stems of what a question is about: names of those asked about and saying left out."""
    return frozenset(s for s in stems(text) if s not in names and s not in _SAYING)
