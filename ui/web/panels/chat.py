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
from ui.web.exceptions import ConversationsUnreadable
from ui.web.forms import Act, ask_chip
from ui.web.markup import count, esc
from ui.web.panels.assets import QUIET, acting, direct_box
from ui.web.panels.conversations import conversation_list
from ui.web.render import waiting
from ui.web.session import Draft, Session, Turn
from ui.web.users import user_of

PACE = 0.05
"""Seconds between two sentences as they appear (chat.css: .or-fresh); too short to wait for."""
BROKEN = (
    "On Record itself has made a mistake here; what it was stands where “onrecord serve” was "
    "started. Your question is kept: ask it again, or put it in other words."
)
Updates = tuple[Any, ...]
"""For question box, intro, past turns, last turn, list of conversations. Few, and those that stay
the same skipped: the browser draws each one anew, and the first words have to wait for it."""


class ChatPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

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
                intro = gr.HTML(self.intro(asks=False), elem_id="or-intro", **acting())
                past = gr.HTML("", elem_id="or-past", **acting())
                now = gr.HTML("", elem_id="or-now", **acting())
        with gr.Column(elem_id="or-composer") as composer, gr.Row(elem_id="or-composer-row"):
            box = gr.Textbox(
                label="Your question",
                show_label=False,
                container=False,
                placeholder="Who said what? Ask the collection…",
                lines=1,
                max_lines=5,
                max_length=1000,
                autofocus=True,
                elem_id="or-box",
                scale=8,
                html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
            )
            send = gr.Button("Ask", variant="primary", elem_id="or-send", scale=0, min_width=84)
            stop = gr.Button("Stop", elem_id="or-stop", scale=0, min_width=84)
            retry = gr.Button("Retry", elem_id="or-retry", scale=0, min_width=72)
        with composer:
            direct = direct_box("or-direct")
        outputs = [box, intro, past, now, side]
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
            *(part.select(self.acted, inputs=[session], **asking) for part in (intro, past, now)),
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
            js="(session, box) => [session, window.orConversation()]",
            **every,
        )

    def intro(self, *, asks: bool = True) -> str:
        """What stands on the empty page: what is here, and questions worth asking.

        The questions are left out while the server starts, as they take a look at many articles.
        """
        articles = self.desk.collection.count()
        if not articles:
            return (
                '<section class="or-intro"><h2>This collection is empty</h2>'
                "<p>Drop files in the Articles tab, or run <code>onrecord add FOLDER</code>. "
                "Then ask who said what.</p></section>"
            )
        questions = self.desk.suggestions() if asks else ()
        chips = "".join(ask_chip(question) for question in questions)
        return (
            '<section class="or-intro"><h2>Who said what?</h2>'
            f"<p>Every answer from these {esc(count(articles, 'article'))} is word for word, "
            "with the speaker and the place where it is written.</p>"
            f'<div class="or-asks" role="group" aria-label="Suggested questions">{chips}</div>'
            "</section>"
        )

    def ask(
        self, question: str, session: Session, request: gr.Request, place: int | None = None
    ) -> Iterator[Updates]:
        """Answer, one more sentence seen with every step. ``place``: the turn it replaces."""
        question = " ".join(question.split())[:1000]
        user = user_of(request)
        if not question:
            yield self._idle(session, user)
            return
        self._follow(session, user)
        where = len(session.turns) if place is None else min(place, len(session.turns))
        with session.answering(question, where):
            yield from self._answer(question, where, session, user)

    def _answer(self, question: str, where: int, session: Session, user: str) -> Iterator[Updates]:
        session.asking, left = question, session.left
        history = session.answers(where)
        within = Filter(direct=session.direct)
        early = self.desk.early(question, history, within)
        intro = gr.skip() if session.turns else ""
        yield ("", intro, self._past(session, where), waiting(question), gr.skip())
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
        yield (*(gr.skip(),) * 3, now, self._side(session, user))

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
        yield from self.ask(last, session, request, max(0, len(session.turns) - 1))

    def acted(
        self, session: Session, request: gr.Request, event: gr.EventData
    ) -> Iterator[Updates]:
        """A click inside a turn: ask, ask again, or say whether it helped."""
        done = Act.of(event)
        if done.name == "ask":
            yield from self.ask(done.value, session, request)
        elif done.name == "resend" and 0 <= done.number < len(session.turns):
            words = done.text or session.turns[done.number].question
            yield from self.ask(words, session, request, done.number)
        else:
            if 0 <= done.number < len(session.turns):
                self._judge(done, session, user_of(request))
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

    def opened(self, session: Session, conversation: str, request: gr.Request) -> Updates:
        """The page was loaded: show the conversation its address names."""
        self._open(session, user_of(request), conversation)
        return self._idle(session, user_of(request), box=gr.skip())

    def manage(self, session: Session, request: gr.Request, event: gr.EventData) -> Updates:
        """A click in the list: open, rename or delete a conversation."""
        done, user = Act.of(event), user_of(request)
        session.leave()
        try:
            if done.name == "open":
                self._open(session, user, done.value)
            elif done.name == "rename":
                self.desk.conversations.rename(user, done.value, done.text)
            elif done.name == "delete":
                self.desk.conversations.delete(user, done.value)
                if done.value == session.conversation:
                    session.begin()
        except ConversationsUnreadable as error:
            session.unsaved = str(error)
        return self._idle(session, user)

    def search(self, words: str, session: Session, request: gr.Request) -> str:
        """The list, narrowed to what holds these words."""
        session.words = words.strip()
        return self._side(session, user_of(request))

    def _open(self, session: Session, user: str, conversation: str) -> None:
        try:
            session.open(self.desk.conversations, user, conversation, self.desk.find)
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def _follow(self, session: Session, user: str) -> None:
        try:
            session.follow(self.desk.conversations, user, self.desk.find)
        except ConversationsUnreadable as error:
            session.unsaved = str(error)

    def _judge(self, done: Act, session: Session, user: str) -> None:
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

    def _side(self, session: Session, user: str) -> str:
        try:
            kept = self.desk.conversations.listed(user, session.words)
        except ConversationsUnreadable as error:
            kept, session.unsaved = [], str(error)
        current = session.conversation
        return conversation_list(kept, current, words=session.words, problem=session.unsaved)

    def _idle(self, session: Session, user: str, box: Any = "") -> Updates:
        last = max(0, len(session.turns) - 1)
        session.past = session.html(self.desk.find, 0, last)
        return (
            box,
            "" if session.turns else self.intro(),
            session.past,
            session.html(self.desk.find, last),
            self._side(session, user),
        )
