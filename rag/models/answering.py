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
from rag.citations import with_new_citations
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
from rag.types import Answer, AnswerSentence

OPEN = ("", "no_topic", "no_claim", "only_opposite", "speaker_silent")
"""Reasons of the built-in answerer to be silent after which a model is asked all the same."""
TICK = 0.25
"""Seconds between two ``Waiting`` events at least."""
_REPAIRED = 6000
"""Characters of unusable output that a model is shown again."""


def write_answer(
    collection: Collection,
    model: Model,
    question: Question,
    builtin: Answer,
    evidence: Sequence[Evidence],
    limit: int,
    meter: Meter,
) -> Iterator[StreamEvent]:
    """Word an answer; ``builtin`` is the built-in one, ``evidence`` all that was read for it.

    ``limit`` is how many voices or passages to quote; ``meter`` has counted already what the model
    did for the question before. Ends with ``Finished``. Never raises ModelFailure: it becomes the
    answer's note.
    """
    items = numbered(question, builtin, evidence)
    two_sided, direct = builtin.type == "who", question.where.direct
    verifier = Verifier(collection, items, two_sided=two_sided, direct=direct)
    writing = _Writing(model, limit, meter, verifier)
    note = _why_not(builtin, items)
    if not note:
        try:
            yield from writing.write(builtin)
        except ModelFailure as failure:
            note = str(failure)
    wrote = writing.wrote
    if not wrote and not note:
        note = _all_dropped(len(verifier.rejected))
    use = ModelUse(
        model.name,
        ", ".join(meter.prompts) or ANSWER,
        len(wrote),
        "; ".join(dict.fromkeys(part for part in (note, *writing.remarks) if part)),
        tuple(verifier.rejected),
        meter.total(),
    )
    if not wrote:
        if builtin.status == "answered":
            for unchanged in with_new_citations(builtin.sentences, builtin.citations):
                yield SentenceReady(*unchanged)
        yield Finished(replace(builtin, model=use))
        return
    added = completion(builtin, verifier.cited)
    citations = verifier.cited.citations
    for ready in with_new_citations(added, citations[writing.given :]):
        yield SentenceReady(*ready)
    yield Finished(whole_answer(builtin, [*wrote, *added], citations, use))


@dataclass
class _Writing:
    """A model at work on one question, and what came of it so far.

    ``given`` counts the citations that were given, ``nothing_read`` and ``cut_off`` tell of its
    last output.
    """

    model: Model
    limit: int
    meter: Meter
    verifier: Verifier
    began: float = field(default_factory=time.perf_counter)
    wrote: list[AnswerSentence] = field(default_factory=list)
    given: int = 0
    remarks: list[str] = field(default_factory=list)
    nothing_read: bool = True
    cut_off: bool = False

    def write(self, builtin: Answer) -> Iterator[StreamEvent]:
        """Ask the model, and give each of its sentences that stands."""
        items, name = self.verifier.items, self.model.name
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
        self.meter.prompts.append(ANSWER)
        yield from self._read(messages, reader)
        if self.nothing_read and not self.wrote and not reader.empty:
            if not reader.text.strip():
                raise ModelOutputUnusable(f"{name} returned nothing")
            if self.cut_off:
                raise ModelOutputUnusable(
                    f"the output of {name} reached the limit of its length before its first "
                    "sentence was complete; another model may do better"
                )
            output = one_line(reader.text, _REPAIRED)
            repair = load_prompt(REPAIR).filled({"mark": mark, "output": output})
            self.meter.prompts.append(REPAIR)
            yield from self._read(repair, DraftReader())
            if self.nothing_read:
                raise ModelOutputUnusable(
                    f"{name} did not return the form that was asked for, nor when it was asked to "
                    "correct it; another model may"
                )
            self.remarks.append("the form of its output had to be mended")

    def _read(self, messages: Messages, reader: DraftReader) -> Iterator[StreamEvent]:
        """Read one output, sentence by sentence."""
        ticked = self.began
        attempt = 1
        self.nothing_read, self.cut_off = True, False
        pieces = self.model.stream(
            messages, self.meter, schema=SCHEMA, may_retry=lambda: not self.wrote
        )
        try:
            for piece in pieces:
                if piece.remark:
                    yield Remark(piece.remark)
                if piece.attempt != attempt:
                    attempt = piece.attempt
                    reader.restart()
                for draft in reader.feed(piece.text):
                    yield from self._one(draft)
                if len(self.wrote) >= 2 * self.limit:
                    return
                if reader.endless:
                    self.remarks.append("its output did not end and was stopped")
                    return
                if piece.cut_off:
                    self.cut_off = True
                    self.remarks.append("its output was cut off at the limit of its length")
                now = time.perf_counter()
                if now - ticked >= TICK:
                    ticked = now
                    yield Waiting(now - self.began, reader.received)
        except ModelFailure as failure:
            if not self.wrote:
                raise
            self.remarks.append(f"the model broke off: {failure}")
        finally:
            pieces.close()

    def _one(self, draft: DraftSentence) -> Iterator[StreamEvent]:
        """Verify one sentence, and give it where it stands."""
        self.nothing_read = False
        sentence = self.verifier.check(draft)
        if sentence is None:
            return
        if self.meter.first_sentence is None:
            self.meter.first_sentence = time.perf_counter() - self.began
        self.wrote.append(sentence)
        new = tuple(self.verifier.cited.citations[self.given :])
        self.given += len(new)
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
