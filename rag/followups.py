"""A question and those before it: whether it needs one of them, or asks for more than was shown.

A follow-up is not rewritten by rule: the reader and the search read it behind the question that it
follows up, as people do; "who disagrees?" and "who else?" are that question turned round. Whoever
asks the same once more gets something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.types import Speaker
from rag.kinds import Turn, follows_up, is_talk, kind_of, turn_of
from rag.language import REPORTING_VERBS, stem, stems, words
from rag.question import ASK_SOMEBODY, Question, named
from rag.time_limits import is_time_alone, read_time_limits
from rag.types import Answer
from rag.units import Unit

Place = tuple[str, int, int]
"""Article id, start and end of a quotation."""
_SAYING = frozenset(stem(verb) for verb in REPORTING_VERBS)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A question with the one that it follows up; ``before`` is empty where it stands alone.

    ``turn`` says which way it turns that one round; ``heard`` are the ids of whoever was named to
    it, where it is for others.
    """

    question: str
    before: str = ""
    turn: Turn = ""
    heard: frozenset[int] = frozenset()

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
    turn = turn_of(asked)
    if is_talk(asked) or not (turn or follows_up(asked)):
        return Rewrite(asked)
    if turn != "others":
        return Rewrite(asked, before, turn)
    same = [answer for answer in history if before in (answer.before, answer.standalone)]
    heard = frozenset(c.voice.speaker_id or 0 for answer in same for c in answer.citations)
    # "Who else?" behind "who disagrees?" is for others who do.
    turns = [turn for answer in same[1:] if (turn := turn_of(answer.question)) != "others"]
    return Rewrite(asked, before, "against" if turns[-1:] == ["against"] else turn, heard)


def asked_of_anyone(
    question: Question, follow_up: Rewrite, speakers: Sequence[Speaker]
) -> Question:
    """What turns an earlier question for views round, as it is asked: of anyone but those who are
    asked by name there, to whom their claim is put.

    What is said to an open question has no opposite before it is known: both are read then.
    """
    before, kind = question.before, kind_of(question.before)
    if kind in ("fact", "summary"):
        return question
    against = follow_up.turn == "against" and kind not in ("says", "contrast")
    groups = named(before, speakers, kind)[0] if kind in ASK_SOMEBODY else ()
    asked = [match.speaker for group in groups if group[0].asked for match in group]
    forms = sorted((f for one in asked for f in (one.name, *one.forms)), key=len, reverse=True)
    if forms and (against or follow_up.turn == "others"):
        before = re.sub(rf"\b(?:the )?(?:{'|'.join(map(re.escape, forms))})\b", "anyone", before)
    heard = follow_up.heard | {one.id for one in asked}
    return replace(
        question, type="who", groups=(), unknown=(), before=before, against=against, heard=heard
    )


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

    Whoever asks once more what somebody says, or what else, wants what has not been shown; with a
    topic of its own ("what does Ada Lind say about the quay?") it is another question.
    """
    ids = {match.speaker.id for match in question.speakers}
    if question.type != "says" or not ids:
        return []
    names = {stem(w) for m in question.speakers for f in (m.speaker.name, *m.speaker.forms)
             for w in words(f)}  # fmt: skip
    topic = {*stems(question.text)} - names - _SAYING
    return [
        answer
        for answer in history
        if (answer.type == "says" or "else" in words(question.text))
        and ids & {c.voice.speaker_id for c in answer.citations}
        and topic <= {*stems(answer.standalone)}
    ]


def unseen(units: Sequence[Unit], but: frozenset[Place]) -> list[Unit]:
    """The units of which no part has been shown."""
    return [
        unit
        for unit in units
        if not any(
            article_id == unit.article.id and start < unit.span[1] and unit.span[0] < end
            for article_id, start, end in but
        )
    ]
