"""Follow-up questions: whether a question needs the one before it, which is then read with it.

A follow-up is not rewritten by rule: the reader and the search read it behind the question that it
follows up, as people do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.kinds import follows_up, is_talk
from rag.time_limits import is_time_alone, read_time_limits
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A question with the one that it follows up; ``before`` is empty where it stands alone."""

    question: str
    before: str = ""

    @property
    def changed(self) -> bool:
        """Whether something from before is read with it."""
        return bool(self.before)

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
    before = _last_whole(history)
    if is_time_alone(asked):
        return Rewrite(_limited(asked, history[-1].question), history[-1].before)
    return Rewrite(asked, before if follows_up(asked) and not is_talk(asked) else "")


def _last_whole(history: Sequence[Answer]) -> str:
    """The last question that stood alone; what follows it up is about the same."""
    last = history[-1]
    return last.before or last.standalone


def _limited(asked: str, last: str) -> str:
    """The last question within the time that is given now."""
    limits, before = read_time_limits(asked), read_time_limits(last)
    rest = before.rest if re.search(r"\w", before.rest) else last
    said = limits.words
    if not re.match(r"(?:since|until|till|before|after)\b", said, re.I):
        said = f"published {said}"
    return f"{rest.rstrip(' ?')}, {said}?"
