"""Showing an answer: at once, or sentence by sentence as a language model writes it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TYPE_CHECKING

from ui.cli.exits import ABSTAINED, OK
from ui.cli.output import emit, emit_json, layout, note

if TYPE_CHECKING:
    from index.collection import Collection
    from rag.events import StreamEvent
    from rag.models.settings import ModelSettings
    from rag.types import Answer

Events = Generator["StreamEvent", None, None]


def follow(events: Events, *, live: bool) -> Answer:
    """Read a stream to its end; with ``live`` each sentence is printed as soon as it is verified.

    Interrupted, it closes the stream, which stops the model.
    """
    from rag.events import Finished, Remark, SentenceReady, Understood

    out = layout()
    with closing(events):
        for event in events:
            if isinstance(event, Finished):
                return event.answer
            if isinstance(event, Remark):
                note(event.text)
            elif live and isinstance(event, SentenceReady):
                from ui.render.answer import sentence_text

                print(sentence_text(event.sentence, out), flush=True)
            elif live and isinstance(event, Understood) and event.rewritten:
                emit(out.block([("searched for: ", "dim"), (event.standalone, "dim")]) + "\n")
    raise AssertionError("a stream ends with Finished")


def show_answer(
    collection: Collection,
    answer: Answer,
    kept: int | None,
    *,
    json_: bool,
    context: bool = False,
    line: bool = False,
    begun: bool = False,
    rejected: bool = False,
) -> int:
    """Print an answer; returns the exit code that belongs to it. With ``begun`` its sentences are
    on the screen already."""
    if json_:
        emit_json(answer.to_dict() | {"log_id": kept}, line=line)
    else:
        from ui.render.answer import answer_text

        read = collection.article if context else None
        rest = answer_text(answer, layout(), context=read, begun=begun)
        emit(f"\n{rest}" if begun and answer.sentences else rest)
        if answer.model:
            from ui.render.model import model_text

            emit("\n" + model_text(answer.model, layout(), rejected=rejected))
    return ABSTAINED if answer.status == "abstained" else OK


def told(
    collection: Collection,
    events: Callable[[ModelSettings | None], Events],
    settings: ModelSettings | None,
    *,
    keep: Callable[[Answer], int | None],
    json_: bool,
    context: bool = False,
    line: bool = False,
    rejected: bool = False,
) -> tuple[Answer, int]:
    """Ask, show and keep: the whole way of one question. Returns answer and exit code."""
    live = settings is not None and not json_
    answer = follow(events(settings), live=live)
    kept = keep(answer)
    code = show_answer(
        collection,
        answer,
        kept,
        json_=json_,
        context=context,
        line=line,
        begun=live,
        rejected=rejected,
    )
    return answer, code
