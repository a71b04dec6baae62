"""From question to answer: rewrite, understand, retrieve, read, answer, verify, record."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack

from index.collection import Collection
from index.types import Filter
from rag.answers.answer import answer_question, gather, newest
from rag.answers.silence import silent
from rag.citations import with_new_citations
from rag.events import Finished, Remark, SentenceReady, StreamEvent, Understood
from rag.followups import Place, Rewrite, asked_of_anyone, make_standalone, places, repeated
from rag.question import Question, understand
from rag.reading import Evidence
from rag.slips import without_slips
from rag.timing import limit_by_time, with_note
from rag.types import Answer

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.models import Model, ModelSettings

    AnyModel = str | ModelSettings | Model | BaseChatModel

WIDENED = ("no_topic", "no_claim", "speaker_silent")
"""Reasons to abstain after which a model may be asked for other wordings to search for."""


class Options(TypedDict, total=False):
    """How a question is asked, as ``ask`` and ``stream`` take it by keyword."""

    history: Sequence[Answer]
    """The answers before it in the same conversation."""
    where: Filter
    """Limits the articles."""
    limit: int
    """How many voices or passages are quoted at most (5)."""
    rewrite: bool
    """Whether a follow-up is made standalone (True)."""
    more: bool
    """Whether it asks for what the conversation has not shown yet (False); it is read by itself."""
    record: bool
    """Whether the answer goes to the collection's log (False)."""
    claim: str
    """The claim that the question asks about: it is understood as ``positions`` does, so that both
    name the same people."""
    model: AnyModel | None
    """A language model that words the answer: ``provider:model``, ModelSettings, an opened Model or
    a LangChain chat model. Without one nothing is asked of anybody."""


def ask(collection: Collection, question: str, **options: Unpack[Options]) -> Answer:
    """Answer a question from the collection, or abstain and say why.

    ``options`` are those of ``stream``. Raises EmptyQuestion, and ModelError where the model cannot
    be used at all; one that fails leaves the built-in answer, with the reason in
    ``answer.model.note``.

    >>> ask(collection, "who expects rain?", limit=3).text  # doctest: +SKIP
    """
    events = stream(collection, question, **options)
    return next(event.answer for event in events if isinstance(event, Finished))


def stream(
    collection: Collection,
    question: str,
    *,
    history: Sequence[Answer] = (),
    where: Filter = Filter(),
    limit: int = 5,
    rewrite: bool = True,
    more: bool = False,
    record: bool = False,
    claim: str = "",
    model: AnyModel | None = None,
) -> Generator[StreamEvent, None, None]:
    """The same as ``ask``, sentence by sentence, each verified before it is given.

    What the keywords mean, ``Options`` says. The first event is ``Understood``, with the question
    that is really searched for; the last is ``Finished``, with the whole answer. Closing the
    generator stops the model.

    >>> for event in stream(collection, "who expects rain?"):  # doctest: +SKIP
    ...     if isinstance(event, SentenceReady):
    ...         print(event.sentence.text)
    """
    began = time.perf_counter()
    opened = meter = None
    spoken: frozenset[str] = frozenset()
    if model is not None:
        from rag.models import open_model
        from rag.models.meter import Meter
        from rag.models.naming import surnames

        if opened := open_model(model):
            meter = Meter(opened.settings.prices)
            spoken = surnames(tuple(collection.speakers()))
    earlier = history if rewrite and not more else ()
    follow_up = make_standalone(question, earlier)
    asked_for = " ".join(question.split())
    if rewrite and not claim:
        follow_up = replace(follow_up, question=without_slips(follow_up.question, collection))
    if opened and meter and opened.settings.rewrite and rewrite and history and not more:
        from rag.models.rewriting import rewritten

        better = rewritten(opened, question, history, meter, spoken)
        if better is not None:
            follow_up = Rewrite(better)
    timed = limit_by_time(collection, claim or follow_up.question, where)
    voices = [c.voice for answer in reversed(earlier) for c in answer.citations]
    heard = [voice.speaker_id for voice in voices if voice.certainty == "certain"]
    speakers, before, limits = collection.speakers(), follow_up.before, timed.where
    asked = understand(
        timed.question, speakers, limits, before=before, quoted=heard, claim=bool(claim)
    )
    if follow_up.turn:
        asked = asked_of_anyone(asked, follow_up, speakers)
    understood = time.perf_counter()
    standalone = replace(follow_up, before=asked.before).standalone
    yield Understood(question, standalone, standalone != asked_for, asked.type)

    but: frozenset[Place] = frozenset()
    if history:
        but = places(history if more else repeated(asked, history))
    answer, evidence = _answered(collection, asked, limit, latest=timed.latest, but=but)
    if but and answer.status == "abstained" and asked.before:  # more of them, on whatever it is
        asked, follow_up = replace(asked, before=""), Rewrite(follow_up.question)
        standalone = follow_up.standalone
        answer, evidence = _answered(collection, asked, limit, latest=timed.latest, but=but)
    if but and answer.status == "abstained" and asked.groups:
        names = [group[0].speaker.name for group in asked.groups]
        answer = replace(answer, message=silent(names, "nothing more"))
    note = timed.note
    if opened and meter and opened.settings.expand and answer.reason in WIDENED:
        from rag.models.expanding import other_wordings

        if also := other_wordings(opened, asked.text, meter, spoken):
            told = "; ".join(also)
            yield Remark(f"nothing found in the question's own words; searching also for: {told}")
            wider = replace(asked, also=also)
            found, evidence = _answered(collection, wider, limit, latest=timed.latest)
            answer = found if found.status == "answered" else answer
            note = f"Searched also for: {told}. {note}".strip()
    answer = replace(
        answer,
        question=question,
        standalone=standalone,
        rewritten=standalone != asked_for,
        before=follow_up.before,
    )
    worded = time.perf_counter()
    if opened is None or meter is None:
        for ready in with_new_citations(answer.sentences, answer.citations):
            yield SentenceReady(*ready)
    else:
        from rag.models.answering import write_answer

        for event in write_answer(collection, opened, asked, answer, evidence, limit, meter):
            if isinstance(event, Finished):
                answer = event.answer
            else:
                yield event
    timings = {"understand": understood - began, "answer": worded - understood}
    if opened:
        timings["model"] = time.perf_counter() - worded
    timings["total"] = time.perf_counter() - began
    if note:
        answer = with_note(answer, note)
    answer = replace(answer, timings=timings)
    if record:
        answer = replace(answer, log_id=collection.log(answer.to_dict()))
    yield Finished(answer)


def _answered(
    collection: Collection,
    question: Question,
    limit: int,
    *,
    latest: bool,
    but: frozenset[Place] = frozenset(),
) -> tuple[Answer, list[Evidence]]:
    """The built-in answer, and all that was read for it; nothing at the places ``but``."""
    evidence = gather(collection, question, but)
    if latest:
        return newest(collection, question, evidence, limit, but)
    return answer_question(collection, question, evidence, limit=limit), evidence
