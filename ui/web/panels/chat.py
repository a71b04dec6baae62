"""The chat: questions, streamed answers with their sources, follow-ups."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from rag.types import Answer
from ui.web import suggest
from ui.web.desk import Desk
from ui.web.markup import esc
from ui.web.panels.assets import on_click
from ui.web.render import ask_chip, count, failed, turn, waiting

PACE = 0.05
"""Seconds between two sentences as they appear; slow enough to be seen, too short to wait for."""


@dataclass
class Session:
    """One conversation in one browser tab."""

    answers: list[Answer] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    asking: str = ""

    def past(self) -> str:
        """The finished turns before the one on top."""
        return "".join(self.turns[:-1])


class ChatPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self) -> Any:
        """Lay the tab out inside the current Blocks; returns the intro, to be refreshed."""
        asks = on_click("ask", "select")
        session = gr.State(Session())
        with gr.Column(elem_id="or-chat"):
            part: dict[str, Any] = {"apply_default_css": False, "js_on_load": asks}
            intro = gr.HTML(self.intro(), elem_id="or-intro", **part)
            past = gr.HTML("", elem_id="or-past", **part)
            now = gr.HTML("", elem_id="or-now", **part)
        with gr.Column(elem_id="or-composer"), gr.Row(elem_id="or-composer-row"):
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
            stop = gr.Button("Stop", elem_id="or-stop", scale=0, min_width=84, visible=False)
            retry = gr.Button("Retry", elem_id="or-retry", scale=0, min_width=72)
            clear = gr.Button("Clear", elem_id="or-clear", scale=0, min_width=72)
        outputs = [box, intro, past, now, send, stop, session]
        common = {
            "outputs": outputs,
            "show_progress": "hidden",
            "concurrency_limit": 8,
            "concurrency_id": "ask",
            "api_visibility": "private",
            "trigger_mode": "multiple",  # a stopped question must not block the next one
        }
        running = [
            gr.on([box.submit, send.click], self.ask, inputs=[box, session], **common),
            retry.click(self.retry, inputs=[session], **common),
        ]

        def chosen(state: Session, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            yield from self.ask(str(event.value), state)

        running += [part.select(chosen, inputs=[session], **common) for part in (intro, past, now)]
        quick = {"outputs": outputs, "queue": False, "api_visibility": "private"}
        stop.click(self.stop, inputs=[session], cancels=running, **quick)
        clear.click(self.clear, inputs=[session], cancels=running, **quick)
        return intro

    def intro(self) -> str:
        """What stands on the empty page: what is here, and questions worth asking."""
        articles = self.desk.collection.count()
        asks = suggest.opening_questions(self.desk.collection)
        if not articles:
            return (
                '<section class="or-intro"><h2>This collection is empty</h2>'
                "<p>Drop files in the Articles tab, or run <code>onrecord add FOLDER</code>. "
                "Then ask who said what.</p></section>"
            )
        chips = "".join(ask_chip(question) for question in asks)
        return (
            '<section class="or-intro"><h2>Who said what?</h2>'
            f"<p>Every answer from these {esc(count(articles, 'article'))} is word for word, "
            "with the speaker and the place where it is written.</p>"
            f'<div class="or-asks" role="group" aria-label="Suggested questions">{chips}</div>'
            "</section>"
        )

    def ask(self, question: str, session: Session) -> Iterator[tuple[Any, ...]]:
        """Answer, one more sentence seen with every step."""
        question = " ".join(question.split())
        if not question:
            yield self._idle(session)
            return
        session.asking = question
        yield (
            "",
            "",
            "".join(session.turns),
            waiting(question),
            gr.update(visible=False),
            gr.update(visible=True),
            session,
        )
        try:
            answer = self.desk.ask(question, session.answers)
        except OnRecordError as error:
            session.turns.append(failed(question, str(error)))
            yield self._idle(session)
            return
        session.answers.append(answer)
        number = len(session.turns)
        follow_ups = suggest.follow_ups(answer)

        def drawn(shown: int | None = None) -> str:
            return turn(answer, self.desk.find, number=number, shown=shown, follow_ups=follow_ups)

        session.turns.append(drawn())
        if answer.status == "answered":
            for shown in range(1, len(answer.sentences)):
                yield (*(gr.skip(),) * 3, drawn(shown), *(gr.skip(),) * 3)
                time.sleep(PACE)
        yield self._idle(session, box=gr.skip())

    def retry(self, session: Session) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again, in the place of its first answer."""
        if not session.asking:
            yield self._idle(session)
            return
        if session.turns:
            session.turns.pop()
        if session.answers and session.answers[-1].question == session.asking:
            session.answers.pop()
        yield from self.ask(session.asking, session)

    def stop(self, session: Session) -> tuple[Any, ...]:
        """Leave what has been found; where nothing has, put the question back into the box."""
        answered = bool(session.answers) and session.answers[-1].question == session.asking
        return self._idle(session, box="" if answered else session.asking)

    def clear(self, session: Session) -> tuple[Any, ...]:
        """Begin a new conversation."""
        session.answers.clear()
        session.turns.clear()
        session.asking = ""
        return self._idle(session)

    def _idle(self, session: Session, box: Any = "") -> tuple[Any, ...]:
        return (
            box,
            "" if session.turns else self.intro(),
            session.past(),
            session.turns[-1] if session.turns else "",
            gr.update(visible=True),
            gr.update(visible=False),
            session,
        )
