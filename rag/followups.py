"""A question and those before it: whether it needs one of them, or asks for more than was shown.

A follow-up is not rewritten by rule: the reader and the search read it behind the question that it
follows up, as people do. Whoever asks the same once more gets something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.kinds import follows_up, is_talk
from rag.language import REPORTING_VERBS, stem, stems, words
from rag.question import Question
from rag.time_limits import is_time_alone, read_time_limits
from rag.types import Answer
from rag.units import Unit

Place = tuple[str, int, int]
"""Article id, start and end of a quotation."""
_SAYING = frozenset(stem(verb) for verb in REPORTING_VERBS)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A question with the one that it follows up; ``before`` is empty where it stands alone."""

    question: str
    before: str = ""

    @property
    def standalone(self) -> str:
        """Both, as they are searched for."""
        return f"{self.before} {self.question}" if self.before else self.question


def make_standalone(question: str, history: Sequence[Answer]) -> Rewrite:
    """Find the question that this one follows up, if any.

    A time alone ("and since March?") limits the question before it. What asks the articles nothing
    ("thanks") is followed up by nothing.
    """
    asked = " ".join(question.split())
    history = [answer for answer in history if answer.reason != "no_question"]
    if not history:
        return Rewrite(asked)
    last = history[-1]
    if is_time_alone(asked):
        return Rewrite(_limited(asked, last.question), last.before)
    # What follows up a follow-up is about the last question that stood alone.
    before = last.before or last.standalone
    return Rewrite(asked, before if follows_up(asked) and not is_talk(asked) else "")


def _limited(asked: str, last: str) -> str:
    """The last question within the time that is given now."""
    limits, before = read_time_limits(asked), read_time_limits(last)
    rest = before.rest if re.search(r"\w", before.rest) else last
    said = limits.words
    if not re.match(r"(?:since|until|till|before|after)\b", said, re.I):
        said = f"published {said}"
    return f"{rest.rstrip(' ?')}, {said}?"


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
