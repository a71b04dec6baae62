"""What the chat does with kept conversations; problems with their file stand beside the list."""

from __future__ import annotations

import json
from dataclasses import dataclass

from index.exceptions import OnRecordError
from ui.web.desk import Desk
from ui.web.exceptions import ConversationsUnreadable
from ui.web.forms import LONGEST, Act
from ui.web.panels.conversations import conversation_list
from ui.web.session import Session, Turn

UNANSWERED = "The page was closed, or the server stopped, before there was an answer."


@dataclass(frozen=True, slots=True)
class Opening:
    """What a browser tab says when it loads the page (static/drafts.js)."""

    conversation: str = ""
    unanswered: str = ""
    """The question that was being answered when the page was last left."""
    user: str = ""
    """Who was signed in then."""

    @classmethod
    def of(cls, text: str) -> Opening:
        """Read what was sent; whatever is no such thing says nothing."""
        try:
            shape = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(shape, dict):
            return cls()
        names = ("conversation", "unanswered", "user")
        conversation, unanswered, user = (str(shape.get(name) or "") for name in names)
        return cls(conversation, " ".join(unanswered.split())[:LONGEST], user)


class Keeping:
    """The kept conversations of whoever is at the page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def open(self, session: Session, user: str, conversation: str) -> None:
        """Show a kept conversation."""
        try:
            session.open(self.desk.conversations, user, conversation, self.desk.find)
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def load(self, session: Session, user: str, opening: Opening) -> None:
        """The page was loaded: show what its address names, and the question it was left with."""
        self.open(session, user, opening.conversation)
        question = opening.unanswered
        last = session.turns[-1].question if session.turns else ""
        if question and opening.user == user and question != last:
            turn = Turn(question, problem=UNANSWERED)
            session.keep(self.desk.conversations, user, turn, len(session.turns), session.left)

    def follow(self, session: Session, user: str) -> None:
        """Take in what another tab has added since."""
        try:
            session.follow(self.desk.conversations, user, self.desk.find)
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def renew(self, session: Session, user: str) -> None:
        """Read the answers again, as corrections have them now."""
        try:
            session.renew(self.desk.conversations, user, self.desk.find)
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def manage(self, done: Act, session: Session, user: str) -> None:
        """A click in the list: open, rename or delete a conversation."""
        session.leave()
        try:
            if done.name == "open":
                self.open(session, user, done.value)
            elif done.name == "rename":
                self.desk.conversations.rename(user, done.value, done.text)
            elif done.name == "delete":
                self.desk.conversations.delete(user, done.value)
                if done.value == session.conversation:
                    session.begin()
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def judge(self, done: Act, session: Session, user: str) -> None:
        """Keep whether an answer helped, and the note that goes with it."""
        turn = session.turns[done.number]
        if done.name not in {"helpful", "unhelpful", "note-helpful", "note-unhelpful"}:
            return
        turn.helpful = not done.name.endswith("unhelpful")
        turn.note = done.text.strip() if done.name.startswith("note-") else None
        if turn.answer is None:
            return
        try:
            self.desk.judge(turn.answer, turn.helpful, turn.note or "")
            place = (session.conversation, done.number)
            self.desk.conversations.judge(user, *place, turn.helpful, turn.note or "")
        except OnRecordError as error:
            session.unsaved = str(error)

    def side(self, session: Session, user: str) -> str:
        """The list of conversations as HTML."""
        try:
            kept = self.desk.conversations.listed(user, session.words)
        except ConversationsUnreadable as error:
            kept, session.unsaved = [], str(error)
        current = session.conversation
        return conversation_list(kept, current, words=session.words, problem=session.unsaved)
