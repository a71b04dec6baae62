"""One conversation in one browser tab, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import get_args

from rag.events import Remark, SentenceReady, StreamEvent, Understood, Waiting
from rag.types import Answer, AnswerSentence, Citation
from ui.render.shapes import filter_shape
from ui.web import suggest
from ui.web.asked import failed, lost
from ui.web.asking import How
from ui.web.conversations import Conversations, KeptTurn, restored
from ui.web.exceptions import ConversationsUnreadable
from ui.web.folding import as_seen
from ui.web.render import turn, writing
from ui.web.sources import FindArticle, Library


@dataclass
class Turn:
    """A question with its answer, or with the problem that came instead, or with neither."""

    question: str
    answer: Answer | None = None
    problem: str = ""
    helpful: bool | None = None
    note: str | None = None
    how: How = ""

    def html(self, number: int, library: Library, fresh: bool = False) -> str:
        """The turn as it stands in the page; ``fresh`` as in ``render.turn``."""
        if self.answer is None:
            return (
                failed(self.question, self.problem, number)
                if self.problem
                else lost(self.question, number)
            )
        return turn(
            self.answer,
            library,
            number=number,
            fresh=fresh,
            follow_ups=suggest.follow_ups(self.answer),
            helpful=self.helpful,
            note=self.note,
        )

    def kept(self) -> KeptTurn:
        """What is written down of it."""
        shape = None
        if self.answer is not None:
            where = filter_shape(self.answer.where)
            shape = {**self.answer.to_dict(), "log_id": self.answer.log_id, "where": where}
            shape["how"] = self.how
        return KeptTurn(self.question, shape, self.problem)


@dataclass
class Draft:
    """An answer while it is written; drawn only where a language model makes one wait for it."""

    question: str
    standalone: str = ""
    sentences: list[AnswerSentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    note: str = ""
    drawn: bool = False

    def take(self, event: StreamEvent, number: int, library: Library) -> str:
        """Take an event in; the turn as it stands now, or nothing new to show."""
        if isinstance(event, Understood):
            self.standalone = event.standalone
            return ""
        if isinstance(event, SentenceReady):
            self.sentences.append(event.sentence)
            self.citations += event.citations
        elif isinstance(event, Waiting | Remark):
            seconds = (
                f"The language model is writing… {event.seconds:.0f} s"
                if isinstance(event, Waiting)
                else event.text
            )
            if seconds == self.note:
                return ""
            self.note, self.drawn = seconds, True
        if not self.drawn:
            return ""
        return writing(
            self.question,
            self.standalone,
            self.sentences,
            self.citations,
            library,
            number=number,
            note=self.note,
        )


@dataclass
class Session:
    """The turns on the screen and the conversation they belong to (empty before the first)."""

    conversation: str = ""
    revision: int = -1
    turns: list[Turn] = field(default_factory=list)
    asking: str = ""
    words: str = ""
    unsaved: str = ""
    past: str = ""
    """The earlier turns as this tab shows them."""
    left: int = 0
    """How often the user has turned away from what was being answered."""
    running: int = 0
    """Answers being written."""
    fault: tuple[str, int, int] | None = None
    """The question whose answer ended in a fault of ours, its place, and ``left`` as it was."""

    def __post_init__(self) -> None:
        self._changing = RLock()  # no field: Gradio reads the fields, and a lock has no copy

    def __deepcopy__(self, memo: object) -> Session:
        """Gradio copies the empty one for each tab."""
        return Session()

    def answers(self, before: int | None = None) -> list[Answer]:
        """The answers so far as they have been seen, for understanding what is asked next."""
        return [as_seen(t.answer) for t in self.turns[:before] if t.answer is not None]

    def html(self, library: Library, first: int, last: int | None = None) -> str:
        """The turns from ``first`` up to ``last`` (exclusive), one after the other."""
        numbered = list(enumerate(self.turns))[first:last]
        return "".join(one.html(number, library) for number, one in numbered)

    @contextmanager
    def answering(self, question: str, place: int) -> Iterator[None]:
        """While an answer is written; remembers where it was that a fault ended it."""
        left = self.left
        with self._changing:
            self.running += 1
        try:
            yield
        except Exception:  # whatever it is: it is remembered, and raised again
            self.fault = (question, place, left)
            raise
        finally:
            with self._changing:
                self.running -= 1

    def leave(self) -> None:
        """Turn away from what is being answered: it is not kept when it comes."""
        with self._changing:
            self.left += 1

    def begin(self) -> None:
        """A new conversation; the list keeps its search."""
        with self._changing:
            self.leave()
            self.conversation, self.revision, self.turns = "", -1, []
            self.asking = self.unsaved = ""

    def open(self, kept: Conversations, user: str, conversation: str, find: FindArticle) -> None:
        """Show a kept conversation; where it is not this user's, a new one."""
        with self._changing:
            self.begin()
            self.revision = kept.revision(user, conversation)
            if self.revision >= 0:
                self.conversation = conversation
                self.turns = [_turn(one, find) for one in kept.turns(user, conversation)]

    def renew(self, kept: Conversations, user: str, find: FindArticle) -> None:
        """Read the answers again where they are kept: corrections are applied to them there."""
        with self._changing:
            turns = kept.turns(user, self.conversation) if self.conversation else []
            if len(turns) == len(self.turns):  # else another tab has asked or deleted meanwhile
                self.turns = [_turn(one, find) for one in turns]

    def follow(self, kept: Conversations, user: str, find: FindArticle) -> None:
        """Take in what another tab has added to the same conversation since."""
        if self.conversation:
            revision = kept.revision(user, self.conversation)
            if revision not in (self.revision, -1):
                self.open(kept, user, self.conversation, find)

    def keep(self, kept: Conversations, user: str, new: Turn, place: int, left: int) -> bool:
        """Put a turn in its place, drop what followed it, and write it down.

        ``left``: what that was when the question was asked. Where the user has turned away since,
        nothing is kept, as the answer belongs to a conversation that is no longer shown; returns
        whether it was.
        """
        with self._changing:
            if left == self.left:
                self._put(kept, user, new, place)
            return left == self.left

    def _put(self, kept: Conversations, user: str, new: Turn, place: int) -> None:
        replaces = place < len(self.turns)
        self.turns[place:] = [new]
        self.unsaved = ""
        try:
            missing = [new]
            if self.conversation and kept.revision(user, self.conversation) < 0:
                missing = self.turns  # deleted in another tab: what is on the screen comes back
            elif replaces:
                kept.cut(user, self.conversation, place)
            for one in missing:
                self.conversation, self.revision = kept.append(user, self.conversation, one.kept())
        except ConversationsUnreadable as error:
            self.unsaved = str(error)


def _turn(kept: KeptTurn, find: FindArticle) -> Turn:
    answer = restored(kept.answer, find) if kept.answer is not None else None
    note = kept.note if kept.helpful is not None else None
    wanted = str((kept.answer or {}).get("how", ""))
    how: How = next((one for one in get_args(How) if one == wanted), "")
    return Turn(kept.question, answer, kept.problem, kept.helpful, note, how)
