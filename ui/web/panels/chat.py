"""The chat: questions, streamed answers with their sources, follow-ups, kept conversations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from index.types import Filter
from rag.events import Finished
from ui.web.desk import AT_ONCE, Desk
from ui.web.forms import LONGEST, Act, too_long
from ui.web.keeping import Keeping, Opening
from ui.web.panels.assets import QUIET, acting, direct_box, showing
from ui.web.panels.intro import intro
from ui.web.render import waiting
from ui.web.session import Draft, Session, Turn
from ui.web.users import user_of

PACE = 0.05
"""Seconds between two sentences as they appear (chat.css: .or-fresh); too short to wait for."""
BROKEN = (
    "This is our fault, not yours: details are in the terminal where “onrecord serve” runs. "
    "Your question is kept: ask it again, or put it in other words."
)
TOO_LONG = too_long("#or-box textarea", LONGEST)
Updates = tuple[Any, ...]
"""For question box, intro, past turns, last turn, list of conversations. Few, and those that stay
the same skipped: the browser draws each one anew, and the first words have to wait for it."""


class ChatPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keeping = Keeping(desk)

    def build(self, page: Any) -> None:
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
        with gr.Column(elem_id="or-composer"):
            gr.HTML(TOO_LONG, elem_id="or-too-long", **showing())
            with gr.Row(elem_id="or-composer-row"):
                box = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    container=False,
                    placeholder="Who said what? Ask the collection…",
                    lines=1,
                    max_lines=5,
                    autofocus=True,
                    elem_id="or-box",
                    scale=8,
                    html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
                )
                send = gr.Button("Ask", variant="primary", elem_id="or-send", scale=0, min_width=84)
                stop = gr.Button("Stop", elem_id="or-stop", scale=0, min_width=84)
                retry = gr.Button("Retry", elem_id="or-retry", scale=0, min_width=72)
            direct = direct_box("or-direct")
        outputs = [box, opening, past, now, side]
        asking = {
            **QUIET,
            "outputs": outputs,
            "concurrency_limit": AT_ONCE,
            "concurrency_id": "ask",
            "trigger_mode": "multiple",  # a stopped question must not block the next one
        }
        running = [
            gr.on([box.submit, send.click], self.ask, inputs=[box, session], **asking),
            retry.click(self.retry, inputs=[session], **asking),
            *(part.select(self.acted, inputs=[session], **asking) for part in (opening, past, now)),
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
        direct.change(self.limit, inputs=[direct, session], **quick)
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
        request: gr.Request,
        place: int | None = None,
        box: Any = "",
    ) -> Iterator[Updates]:
        """Answer, one more sentence seen with every step. ``place``: the turn it replaces.

        ``box``: what the question box holds then; what is typed there stays where the question
        came from elsewhere, or is too long to be asked.
        """
        question = " ".join(question.split())
        user = user_of(request)
        if not question or len(question) > LONGEST:
            yield self._idle(session, user, box=gr.skip())
            return
        self.keeping.follow(session, user)
        where = len(session.turns) if place is None else min(place, len(session.turns))
        with session.answering(question, where):
            yield from self._answer(question, where, session, user, box)

    def _answer(
        self, question: str, where: int, session: Session, user: str, box: Any
    ) -> Iterator[Updates]:
        session.asking, left = question, session.left
        history = session.answers(where)
        within = Filter(direct=session.direct)
        early = self.desk.early(question, history, within)
        begun = gr.skip() if session.turns else ""
        yield (box, begun, self._past(session, where), waiting(question), gr.skip())
        draft, new = Draft(question), Turn(question)
        try:
            events = early.result() if early else self.desk.stream(question, history, within)
            for event in events:
                if isinstance(event, Finished):
                    new.answer = event.answer
                elif drawn := draft.take(event, where, self.desk.find):
                    yield self._drawn(drawn)
        except OnRecordError as error:
            new.problem = str(error)
        if new.answer is not None:
            if not draft.drawn:
                yield self._drawn(new.html(where, self.desk.find, fresh=True))
            new.answer = self.desk.logged(new.answer)  # the first words have been seen by now
        if not session.keep(self.desk.conversations, user, new, where, left):
            return
        if new.answer is not None and not draft.drawn:
            time.sleep(PACE * max(0, len(new.answer.sentences) - 1))
        now = session.html(self.desk.find, len(session.turns) - 1)
        yield (*(gr.skip(),) * 3, now, self.keeping.side(session, user))

    def _past(self, session: Session, last: int) -> Any:
        """The turns before ``last``, where the tab does not show just these already."""
        html = session.html(self.desk.find, 0, last)
        shown, session.past = session.past, html
        return gr.skip() if html == shown else html

    @staticmethod
    def _drawn(turn: str) -> Updates:
        """Draw the last turn anew and leave the rest."""
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
        return self._idle(session, user_of(request), box=gr.skip())

    @staticmethod
    def limit(direct: bool, session: Session) -> None:
        """What is asked from now on is answered with direct quotations only, or again with all."""
        session.direct = direct

    def retry(self, session: Session, request: gr.Request) -> Iterator[Updates]:
        """Ask the last question again, in the place of its first answer."""
        last = session.turns[-1].question if session.turns else session.asking
        place = max(0, len(session.turns) - 1)
        yield from self.ask(last, session, request, place, box=gr.skip())

    def acted(
        self, session: Session, request: gr.Request, event: gr.EventData
    ) -> Iterator[Updates]:
        """A click inside a turn: ask, ask again, or say whether it helped."""
        done = Act.of(event)
        if done.name == "ask":
            yield from self.ask(done.value, session, request, box=gr.skip())
        elif done.name == "resend" and 0 <= done.number < len(session.turns):
            words = done.text or session.turns[done.number].question
            yield from self.ask(words, session, request, done.number, gr.skip())
        else:
            if 0 <= done.number < len(session.turns):
                self.keeping.judge(done, session, user_of(request))
            yield self._idle(session, user_of(request), box=gr.skip())

    def stop(self, session: Session, typed: str, request: gr.Request) -> Updates:
        """Leave what has been found; where nothing has, put the question back into the box.

        What has been typed there meanwhile stays.
        """
        session.leave()
        answered = bool(session.turns) and session.turns[-1].question == session.asking
        box = gr.skip() if typed.strip() or answered else session.asking
        return self._idle(session, user_of(request), box=box)

    def begin(self, session: Session, request: gr.Request) -> Updates:
        """Begin a new conversation."""
        session.begin()
        return self._idle(session, user_of(request))

    def opened(self, session: Session, opening: str, request: gr.Request) -> Updates:
        """The page was loaded: show the conversation its address names."""
        user = user_of(request)
        self.keeping.load(session, user, Opening.of(opening))
        return self._idle(session, user, box=gr.skip())

    def manage(self, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """A click in the list: open, rename or delete a conversation."""
        user = user_of(request)
        self.keeping.manage(Act.of(event), session, user)
        return self._idle(session, user)

    def search(self, words: str, session: Session, request: gr.Request) -> str:
        """The list, narrowed to what holds these words."""
        session.words = words.strip()
        return self.keeping.side(session, user_of(request))

    def _idle(self, session: Session, user: str, box: Any = "") -> Updates:
        last = max(0, len(session.turns) - 1)
        session.past = session.html(self.desk.find, 0, last)
        return (
            box,
            "" if session.turns else intro(self.desk),
            session.past,
            session.html(self.desk.find, last),
            self.keeping.side(session, user),
        )
