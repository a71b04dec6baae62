"""The chat's kept conversations: begun, opened, shown at their address, managed, searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from ui.web.desk import Desk
from ui.web.forms import Act
from ui.web.keeping import Keeping, Opening
from ui.web.panels.frame import Frame
from ui.web.panels.intro import intro
from ui.web.session import Session
from ui.web.users import user_of

Updates = tuple[Any, ...]
"""For question box, intro, past turns, last turn, list of conversations. Few, and those that stay
the same skipped: the browser draws each one again, and the first words have to wait for it."""


class KeptPanel:
    """Answers the events that show another conversation, or the same one again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keeping = Keeping(desk)

    def begin(self, session: Session, request: gr.Request) -> Updates:
        """Begin a new conversation. What is typed stays, and is not lost to a late reply."""
        session.begin()
        return self._idle(session, user_of(request))

    def opened(self, session: Session, opening: str, request: gr.Request) -> Updates:
        """The page was loaded: show the conversation its address names."""
        user = user_of(request)
        self.keeping.load(session, user, Opening.of(opening))
        return self._idle(session, user)

    def renewed(self, session: Session, request: gr.Request) -> Updates:
        """Something has been corrected: the answers as they are now."""
        self.keeping.renew(session, user_of(request))
        if session.running:  # what is being answered draws itself
            return (gr.skip(),) * 5
        return self._idle(session, user_of(request))

    def manage(self, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """A click in the list: open, rename or delete a conversation."""
        user = user_of(request)
        self.keeping.manage(Act.of(event), session, user)
        return self._idle(session, user)

    def visited(self, frame: Frame) -> Callable[..., tuple[Any, ...]]:
        """What answers an address of the chat: it shows the conversation that it names."""

        def visited(session: Session, request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
            head, place, _ = frame.arrived("chat", event)
            user, wanted = user_of(request), place.get("c", "")
            if wanted != session.conversation:
                session.leave()
                self.keeping.open(session, user, wanted)
            return (*head, *self._idle(session, user))

        return visited

    def search(self, words: str, session: Session, request: gr.Request) -> str:
        """The list, narrowed to what holds these words."""
        session.words = words.strip()
        return self.keeping.side(session, user_of(request))

    def _idle(self, session: Session, user: str, box: str | None = None) -> Updates:
        last = max(0, len(session.turns) - 1)
        session.past = session.html(self.desk, 0, last)
        return (
            gr.skip() if box is None else box,
            "" if session.turns else intro(self.desk),
            session.past,
            session.html(self.desk, last),
            self.keeping.side(session, user),
        )
