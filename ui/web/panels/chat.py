"""The chat: questions, streamed answers with their sources, follow-ups, kept conversations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from index.types import Filter
from rag.events import Finished
from ui.web.asked import waiting
from ui.web.asking import AT_ONCE, How
from ui.web.forms import LONGEST, Act
from ui.web.panels.assets import QUIET, acting
from ui.web.panels.composer import Composer
from ui.web.panels.frame import Frame
from ui.web.panels.intro import intro
from ui.web.panels.kept import KeptPanel, Updates
from ui.web.session import Draft, Session, Turn
from ui.web.users import user_of
from ui.web.within import Within

PACE = 0.05
"""Seconds between two sentences as they appear (chat.css: .or-fresh); too short to wait for."""
BROKEN = (
    "This is our fault, not yours: details are in the terminal where “onrecord serve” runs. "
    "Your question is kept: ask it again, or put it in other words."
)


@dataclass(frozen=True)
class Asked:
    """A question with the place of its turn, what it is limited to and how it is asked."""

    question: str
    place: int
    within: Filter
    how: How


class ChatPanel(KeptPanel):
    """Builds the tab and answers its events."""

    def build(self, page: Any, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks, whose load event opens a conversation."""
        session = gr.State(Session())
        with gr.Row(elem_id="or-chat-row"):
            with gr.Column(elem_id="or-side", scale=0, min_width=236):
                new = gr.Button("New conversation", elem_id="or-new")
                words = gr.Textbox(
                    label="Search conversations",
                    show_label=False,
                    container=False,
                    placeholder="Search conversations…",
                    elem_id="or-side-search",
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
                )
                side = gr.HTML("", elem_id="or-side-list", **acting())
            with gr.Column(elem_id="or-chat", min_width=280):
                opening = gr.HTML(intro(self.desk, asks=False), elem_id="or-intro", **acting())
                past = gr.HTML("", elem_id="or-past", **acting())
                now = gr.HTML("", elem_id="or-now", **acting())
        composer = Composer.build()
        box, send, stop, retry = composer.box, composer.send, composer.stop, composer.retry
        outputs = [box, opening, past, now, side]
        asking = {
            **QUIET,
            "outputs": outputs,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": "ask",
            "trigger_mode": "multiple",  # a stopped question must not block the next one
        }
        both = [session, frame.within]
        running = [
            gr.on([box.submit, send.click], self.ask, inputs=[box, *both], **asking),
            retry.click(self.retry, inputs=both, **asking),
            *(part.select(self.acted, inputs=both, **asking) for part in (opening, past, now)),
        ]
        quick = {**QUIET, "queue": False}
        every = {**quick, "outputs": outputs}
        for event in running:
            event.failure(self.broken, inputs=[session], **every)
        stop.click(self.stop, inputs=[session, box], cancels=running, **every)
        new.click(self.begin, inputs=[session], cancels=running, **every)
        clicks = {**every, "trigger_mode": "multiple"}
        side.select(self.manage, inputs=[session], cancels=running, **clicks)
        words.change(self.search, inputs=[words, session], outputs=[side], **quick)
        frame.renew.click(self.renewed, inputs=[session], **every)
        visited = self.visited(frame)
        frame.visits("chat", visited, [session], outputs, cancels=running, queue=False)
        page.load(
            self.opened,
            inputs=[session, box],
            js="(session, box) => [session, window.orOpening()]",
            **every,
        )

    def ask(
        self,
        question: str,
        session: Session,
        within: Within,
        request: gr.Request,
        place: int | None = None,
        box: Any = "",
        how: How = "",
    ) -> Iterator[Updates]:
        """Answer, one more sentence seen with every step. ``place``: the turn it replaces.

        ``box``: what the question box holds then; what is typed there stays where the question
        came from elsewhere, or is too long to be asked.
        """
        question = " ".join(question.split())
        user = user_of(request)
        if not question or len(question) > LONGEST:
            yield self._idle(session, user)
            return
        self.keeping.follow(session, user)
        where = len(session.turns) if place is None else min(place, len(session.turns))
        with session.answering(question, where):
            limits = within.filter(self.desk.collection)
            yield from self._answer(Asked(question, where, limits, how), session, user, box)

    def _answer(self, asked: Asked, session: Session, user: str, box: Any) -> Iterator[Updates]:
        question, where = asked.question, asked.place
        session.asking, left = question, session.left
        history = session.answers(where)
        early = self.desk.early(question, history, asked.within, how=asked.how)
        begun = gr.skip() if session.turns else ""
        yield (box, begun, self._past(session, where), waiting(question), gr.skip())
        draft, new = Draft(question), Turn(question, how=asked.how)
        try:
            later = self.desk.stream(question, history, asked.within, how=asked.how)
            for event in early.result() if early else later:
                if isinstance(event, Finished):
                    new.answer = event.answer
                elif drawn := draft.take(event, where, self.desk):
                    yield self._drawn(drawn)
        except OnRecordError as error:
            new.problem = str(error)
        if new.answer is not None:
            if not draft.drawn:
                yield self._drawn(new.html(where, self.desk, fresh=True))
            new.answer = self.desk.logged(new.answer)  # the first words have been seen by now
        if not session.keep(self.desk.conversations, user, new, where, left):
            return
        if new.answer is not None and not draft.drawn:
            time.sleep(PACE * max(0, len(new.answer.sentences) - 1))
        now = session.html(self.desk, len(session.turns) - 1)
        yield (*(gr.skip(),) * 3, now, self.keeping.side(session, user))

    def _past(self, session: Session, last: int) -> Any:
        """The turns before ``last``, where the tab does not show just these already."""
        html = session.html(self.desk, 0, last)
        shown, session.past = session.past, html
        return gr.skip() if html == shown else html

    @staticmethod
    def _drawn(turn: str) -> Updates:
        """Draw the last turn again and leave the rest."""
        return (*(gr.skip(),) * 3, turn, gr.skip())

    def broken(self, session: Session, request: gr.Request) -> Updates:
        """After a fault of ours, say so and let it be asked again.

        Gradio calls it a failure, too, when an answer was stopped.
        """
        fault, session.fault = session.fault, None
        if fault is not None:
            question, place, left = fault
            turn, place = Turn(question, problem=BROKEN), min(place, len(session.turns))
            session.keep(self.desk.conversations, user_of(request), turn, place, left)
        if session.running:  # the next question has been asked, and draws itself
            return (gr.skip(),) * 5
        return self._idle(session, user_of(request))

    def retry(self, session: Session, within: Within, request: gr.Request) -> Iterator[Updates]:
        """Ask the last question again, in the place of its first answer."""
        last = session.turns[-1] if session.turns else Turn(session.asking)
        place = max(0, len(session.turns) - 1)
        yield from self.ask(last.question, session, within, request, place, gr.skip(), last.how)

    def acted(
        self, session: Session, within: Within, request: gr.Request, event: gr.EventData
    ) -> Iterator[Updates]:
        """A click inside a turn: ask, ask again, or say whether it helped."""
        done, box = Act.of(event), gr.skip()
        if done.name in ("ask", "more"):
            how: How = "more" if done.name == "more" else ""
            yield from self.ask(done.value, session, within, request, box=box, how=how)
        elif done.name in ("resend", "alone") and 0 <= done.number < len(session.turns):
            turn = session.turns[done.number]
            again: How = "alone" if done.name == "alone" else "" if done.text else turn.how
            words = done.text or turn.question
            yield from self.ask(words, session, within, request, done.number, box, again)
        else:
            if 0 <= done.number < len(session.turns):
                self.keeping.judge(done, session, user_of(request))
            yield self._idle(session, user_of(request))

    def stop(self, session: Session, typed: str, request: gr.Request) -> Updates:
        """Leave what has been found; where nothing has, put the question back into the box.

        What has been typed there meanwhile stays.
        """
        session.leave()
        answered = bool(session.turns) and session.turns[-1].question == session.asking
        kept = typed.strip() or answered
        return self._idle(session, user_of(request), None if kept else session.asking)
