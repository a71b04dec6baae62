"""Evaluation: a question set is run with progress, its figures are read and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from eval import RunError, compare
from index.exceptions import OnRecordError
from ui.web.desk import Desk
from ui.web.evaluating import Evaluations, Run, earlier
from ui.web.figures import run_list, run_page
from ui.web.forms import Act
from ui.web.markup import attributes, esc, told
from ui.web.panels.assets import CLICKS, QUIET, acting, showing
from ui.web.working import Step, Work

LINE = '{"id": "1", "type": "who", "question": "Who wants a toll?", "speakers": ["Otto Lind"]}'
HINT = (
    '<h2 class="or-heading">Evaluate</h2><p class="or-note">Ask questions whose answers are known, '
    "and see how often the answers are right. "
    '<a class="link" href="/onrecord/sample-questions.jsonl" download>Sample question set</a> '
    "(for the sample articles)</p>"
    '<details class="or-help"><summary class="link">How to do it</summary><ol>'
    "<li>Write a question set: a text file with one question a line, and what is known of its "
    f"answer (speakers, words, sentences of articles):<br><code>{esc(LINE)}</code></li>"
    "<li>Take in questions that the articles cannot answer "
    '(<code>"type": "unanswerable", "unanswerable": true</code>): there, silence is right.</li>'
    "<li>Choose the file, press <b>Run</b>. Each figure is the share of questions, between the "
    "bounds that it has with 95 % confidence; with few questions these are far apart. "
    "<i>Gold</i> is what your question set says is right.</li>"
    "<li>Read what was not right: a click on a question puts it into the chat. After a change, run "
    "the set again and compare the runs.</li></ol></details>"
)


@dataclass
class Look:
    """What one browser tab looks at and what it runs."""

    run: str = ""
    against: str = ""
    work: Work[str] | None = None

    def __deepcopy__(self, memo: Any) -> Look:
        return Look(self.run, self.against)


class EvaluationPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kept = Evaluations(desk.folder)

    def build(self, tab: Any) -> None:
        """Lay the tab out inside the current Blocks."""
        look = gr.State(Look())
        with gr.Column(elem_id="or-evaluation-tab", elem_classes="or-tab"):
            gr.HTML(HINT, **showing())
            with gr.Row(elem_id="or-evaluating"):
                file = gr.File(
                    label="Question set",
                    show_label=False,
                    file_types=[".jsonl"],
                    height=132,
                    elem_id="or-questions",
                    scale=3,
                )
                with gr.Column(scale=2, min_width=260):
                    name = gr.Dropdown([], label="Question set", elem_id="or-question-set")
                    with gr.Row(elem_id="or-evaluating-acts"):
                        start = gr.Button("Run", variant="primary", elem_id="or-run", scale=1)
                        stop = gr.Button("Stop", elem_id="or-run-stop", visible=False, scale=1)
            state = gr.HTML("", elem_id="or-run-state", **showing())
            table = gr.HTML("", elem_id="or-run-list", **acting())
            page = gr.HTML("", elem_id="or-run-page", **acting())
        shown = [table, page, look]
        tab.select(self.opened, inputs=[look, name], outputs=[name, *shown], **QUIET)
        file.upload(self.take, inputs=[file], outputs=[state, name, file], **QUIET)
        start.click(
            self.start,
            inputs=[name, look],
            outputs=[state, start, stop, *shown],
            concurrency_limit=1,
            concurrency_id="evaluate",
            **QUIET,
        )
        stop.click(self.stop, inputs=[look], outputs=[], queue=False, api_visibility="private")
        gr.on([table.select, page.select], self.acted, inputs=[look], outputs=shown, **CLICKS)

    def opened(self, look: Look, name: str | None) -> tuple[Any, ...]:
        """The tab was chosen: what is kept."""
        sets = self.kept.sets()
        chosen = name if name in sets else next(iter(sets), None)
        return gr.update(choices=sets, value=chosen), *self.drawn(look)

    def take(self, file: str | None) -> tuple[Any, ...]:
        """Check and keep a question set."""
        if not file:
            return gr.skip(), gr.skip(), gr.skip()
        try:
            name, questions = self.kept.take(Path(file))
        except (OnRecordError, OSError) as error:
            return _problem(str(error)), gr.skip(), None
        finally:
            Path(file).unlink(missing_ok=True)
        note = f'<p class="or-note" role="status">{questions} questions can be asked now.</p>'
        return note, gr.update(choices=self.kept.sets(), value=name), None

    def start(self, name: str | None, look: Look) -> Iterator[tuple[Any, ...]]:
        """Ask every question, with progress; then show the figures."""
        same = (gr.skip(),) * 3
        if not name:
            yield _problem("Choose a question set first."), gr.skip(), gr.skip(), *same
            return
        look.work = Work(lambda progress: self.kept.start(self.desk.collection, name, progress))
        running = (gr.update(visible=False), gr.update(visible=True))
        ready = (gr.update(visible=True), gr.update(visible=False))
        yield _progress(name, Step()), *running, *same
        try:
            for step in look.work.steps():
                yield _progress(name, step), *running, *same
        except (OnRecordError, OSError, ValueError) as error:
            yield _problem(str(error)), *ready, *self.drawn(look)
            return
        note = ""
        if look.work.result is None:
            note = '<p class="or-note" role="status">Stopped.</p>'
        else:
            look.run, look.against = look.work.result, ""
        look.work = None
        yield note, *ready, *self.drawn(look)

    def stop(self, look: Look) -> None:
        """End the run at its next question."""
        if look.work is not None:
            look.work.stop()

    def acted(self, look: Look, event: gr.EventData) -> tuple[str, str, Look]:
        """A click on a run: open it, compare it, delete it."""
        done = Act.of(event)
        if done.name == "run":
            look.run, look.against = done.value, ""
        elif done.name == "compare":
            look.against = done.value
        elif done.name == "delete":
            try:
                self.kept.delete(done.value)
            except RunError:
                return self.drawn(look)
        return self.drawn(look)

    def drawn(self, look: Look) -> tuple[str, str, Look]:
        """The list of runs and the one that is open."""
        runs = self.kept.runs()
        by_name: dict[str, Run] = {one.name: one for one in runs}
        chosen = by_name.get(look.run)
        if chosen is None or chosen.result is None:
            return run_list(runs, ""), "", look
        against = by_name.get(look.against)
        changes = None
        if against is not None and against.result is not None:
            try:
                changes = compare(against.result, chosen.result)
            except RunError:
                against = None
        others = earlier(runs, chosen)
        return run_list(runs, chosen.name), run_page(chosen, others, against, changes), look


def _problem(text: str) -> str:
    return f'<p class="or-note or-problem" role="alert">{told(text)}</p>'


def _progress(name: str, step: Step) -> str:
    value = attributes(
        value=step.done if step.total else None,
        max=step.total or None,
        aria_label=f"Progress of {name}",
    )
    text = f"{step.done} of {step.total} questions" if step.total else "Starting…"
    return (
        f'<div class="or-progress" role="status"><strong>{esc(name)}</strong> <span>{text}</span>'
        f"<progress{value}></progress></div>"
    )
