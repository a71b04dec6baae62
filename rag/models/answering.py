"""An answer worded by a language model, on the evidence that was read for the question.

The model chooses from the best-read evidence and puts it into sentences, also where the built-in
answerer is silent; it may say that nothing answers. Each sentence is verified before it is given.
Voices that the model leaves out are added in the built-in wording, and where nothing stands the
built-in answer is given, or its silence.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.collection import Collection
from rag.events import Finished, Remark, SentenceReady, StreamEvent, Waiting
from rag.exceptions import ModelFailure, ModelOutputUnusable
from rag.model_use import ModelUse
from rag.models.client import Messages, Model
from rag.models.completing import completion, whole_answer
from rag.models.drafts import SCHEMA, DraftReader, DraftSentence
from rag.models.evidence import EvidenceItem, numbered
from rag.models.fence import fenced, mark_of, one_line
from rag.models.meter import Meter
from rag.models.prompts import ANSWER, REPAIR, load_prompt
from rag.models.verifying import Verifier
from rag.question import Question
from rag.reading import Evidence
from rag.types import Answer, AnswerSentence, Citation

OPEN = ("", "no_topic", "no_claim", "only_opposite", "speaker_silent")
"""Reasons of the built-in answerer to be silent after which a model is asked all the same."""
TICK = 0.25
"""Seconds between two ``Waiting`` events at least."""
_REPAIRED = 6000
"""Characters of unusable output that a model is shown again."""


@dataclass
class _Progress:
    """What came of the model so far."""

    wrote: list[AnswerSentence] = field(default_factory=list)
    given: int = 0
    remarks: list[str] = field(default_factory=list)


@dataclass
class ModelAnswerer:
    """Answers one question with a model. ``limit`` is how many voices or passages to quote.

    ``meter`` has counted already what the model did for the question before.
    """

    collection: Collection
    model: Model
    limit: int = 5
    meter: Meter | None = None

    def stream(
        self, question: Question, builtin: Answer, evidence: Sequence[Evidence]
    ) -> Iterator[StreamEvent]:
        """Word an answer; ``builtin`` is the built-in one, ``evidence`` all that was read for it.

        Ends with ``Finished``. Never raises ModelFailure: it becomes the answer's note.
        """
        meter = self.meter or Meter(self.model.settings.prices)
        items = numbered(question, builtin, evidence)
        reason = _why_not(builtin, items)
        verifier = Verifier(
            self.collection,
            items,
            two_sided=builtin.type == "who",
            direct=question.where.direct,
        )
        progress = _Progress()
        note = reason
        if not reason:
            try:
                yield from self._write(builtin, items, verifier, meter, progress)
            except ModelFailure as failure:
                note = str(failure)
        if not progress.wrote and not note:
            note = _all_dropped(len(verifier.rejected))
        use = ModelUse(
            self.model.name,
            ", ".join(meter.prompts) or ANSWER,
            len(progress.wrote),
            _joined(note, progress),
            tuple(verifier.rejected),
            meter.total(),
        )
        if not progress.wrote:
            answer = replace(builtin, model=use)
            if builtin.status == "answered":
                yield from _events(builtin.sentences, builtin.citations)
            yield Finished(answer)
            return
        added = completion(builtin, verifier.cited, progress.wrote)
        citations = verifier.cited.citations
        yield from _events(added, citations[progress.given :])
        yield Finished(whole_answer(builtin, [*progress.wrote, *added], citations, use))

    def _write(
        self,
        builtin: Answer,
        items: list[EvidenceItem],
        verifier: Verifier,
        meter: Meter,
        progress: _Progress,
    ) -> Iterator[StreamEvent]:
        """Ask the model, and give each of its sentences that stands."""
        began = time.perf_counter()
        question = one_line(builtin.standalone)
        mark = mark_of(question, [i.text for i in items])
        messages = load_prompt(ANSWER).filled(
            {
                "mark": mark,
                "evidence": fenced(items, mark),
                "question": question,
                "limit": str(2 * self.limit),
            }
        )
        reader = DraftReader()
        meter.prompts.append(ANSWER)
        yield from self._read(messages, reader, verifier, meter, progress, began)
        if self._nothing_read and not progress.wrote and not reader.empty:
            if not reader.text.strip():
                raise ModelOutputUnusable(f"{self.model.name} returned nothing")
            if self._cut_off:
                raise ModelOutputUnusable(
                    f"the output of {self.model.name} reached the limit of its length before its "
                    "first sentence was complete; another model may do better"
                )
            output = one_line(reader.text, _REPAIRED)
            repair = load_prompt(REPAIR).filled({"mark": mark, "output": output})
            reader = DraftReader()
            meter.prompts.append(REPAIR)
            yield from self._read(repair, reader, verifier, meter, progress, began)
            if self._nothing_read:
                raise ModelOutputUnusable(
                    f"{self.model.name} did not return the form that was asked for, nor when it "
                    "was asked to correct it; another model may"
                )
            progress.remarks.append("the form of its output had to be mended")

    _nothing_read = True
    _cut_off = False

    def _read(
        self,
        messages: Messages,
        reader: DraftReader,
        verifier: Verifier,
        meter: Meter,
        progress: _Progress,
        began: float,
    ) -> Iterator[StreamEvent]:
        """Read one output, sentence by sentence."""
        ticked = began
        attempt = 1
        self._nothing_read = True
        self._cut_off = False
        pieces = self.model.stream(
            messages,
            meter,
            schema=SCHEMA,
            may_retry=lambda: not progress.wrote,
        )
        try:
            for piece in pieces:
                if piece.remark:
                    yield Remark(piece.remark)
                if piece.attempt != attempt:
                    attempt = piece.attempt
                    reader.restart()
                drafts = reader.feed(piece.text)
                for draft in drafts:
                    yield from self._one(draft, verifier, meter, progress, began)
                if len(progress.wrote) >= 2 * self.limit:
                    return
                if reader.endless:
                    progress.remarks.append("its output did not end and was stopped")
                    return
                if piece.cut_off:
                    self._cut_off = True
                    progress.remarks.append("its output was cut off at the limit of its length")
                now = time.perf_counter()
                if now - ticked >= TICK:
                    ticked = now
                    yield Waiting(now - began, reader.received)
        except ModelFailure as failure:
            if not progress.wrote:
                raise
            progress.remarks.append(f"the model broke off: {failure}")
        finally:
            pieces.close()

    def _one(
        self,
        draft: DraftSentence,
        verifier: Verifier,
        meter: Meter,
        progress: _Progress,
        began: float,
    ) -> Iterator[StreamEvent]:
        """Verify one sentence, and give it where it stands."""
        self._nothing_read = False
        sentence = verifier.check(draft)
        if sentence is None:
            return
        if meter.first_sentence is None:
            meter.first_sentence = time.perf_counter() - began
        progress.wrote.append(sentence)
        new = tuple(verifier.cited.citations[progress.given :])
        progress.given = len(verifier.cited.citations)
        yield SentenceReady(sentence, new)


def _events(
    sentences: tuple[AnswerSentence, ...] | list[AnswerSentence],
    citations: tuple[Citation, ...] | list[Citation],
) -> Iterator[StreamEvent]:
    """Sentences that need no further check, each with the citations it brings along."""
    left = {c.number: c for c in citations}
    for sentence in sentences:
        new = tuple(left.pop(n) for n in sentence.citations if n in left)
        yield SentenceReady(sentence, new)


def _why_not(builtin: Answer, items: Sequence[EvidenceItem]) -> str:
    """Why a model is not asked at all; empty where it is."""
    if builtin.type == "did_say":
        return "whether somebody said so is decided without the model"
    if builtin.reason not in OPEN or not items:
        return "the collection has nothing to answer with, so the model was not asked"
    return ""


def _all_dropped(rejected: int) -> str:
    if not rejected:
        return "the model wrote nothing to the question; this is the built-in answer"
    those = (
        "its only sentence" if rejected == 1 else f"all {rejected} of its sentences or quotations"
    )
    return f"the evidence did not confirm {those}; this is the built-in answer"


def _joined(note: str, progress: _Progress) -> str:
    return "; ".join(dict.fromkeys(part for part in (note, *progress.remarks) if part))
