"""Follow-up questions made standalone by a language model, kept to what was said."""

from __future__ import annotations

from collections.abc import Sequence

from rag.exceptions import ModelFailure
from rag.language import REPORTING_VERBS, content_words, fold
from rag.models.client import Model
from rag.models.fence import mark_of, one_line
from rag.models.marks import unsafe
from rag.models.meter import Meter
from rag.models.novelty import brought_in
from rag.models.prompts import REWRITE, load_prompt
from rag.models.support import is_negated
from rag.spelling import text_keys
from rag.types import Answer

LONGEST = 300
SHARED = 0.7
"""Share of the rewritten question's words that the conversation or the question must have. Names
and numbers must all be there, and verbs of saying are free."""


def rewritten(
    model: Model,
    question: str,
    history: Sequence[Answer],
    meter: Meter | None = None,
    spoken: frozenset[str] = frozenset(),
) -> str | None:
    """The standalone form of a follow-up question, or None where the model's cannot be used.

    Nothing may come in that was not said: every name, number and denial, and most other words, have
    to stand in the question or in the last two exchanges. ``spoken`` are the surnames of those who
    speak in the collection. A failing model is no error; the rules of ``rag.followups`` take
    over.
    """
    meter = meter or Meter(model.settings.prices)
    said = "\n".join(_turn(answer) for answer in history[-2:])
    asked = one_line(question)
    mark = mark_of(asked, [said])
    messages = load_prompt(REWRITE).filled({"mark": mark, "conversation": said, "question": asked})
    try:
        meter.prompts.append(REWRITE)
        output = model.ask(messages, meter)
    except ModelFailure:
        return None
    found = " ".join(output.split()).strip(" \"'“”")
    if not found or len(found) > LONGEST or unsafe(found):
        return None
    if brought_in(found, f"{said} {asked}", spoken) or not _spoken_of(found, f"{said} {asked}"):
        return None
    return found if _as_negated(found, asked, history[-1].standalone) else None


def _turn(answer: Answer) -> str:
    """A question and whose words answered it, one line each."""
    voices = dict.fromkeys(c.voice.name for c in answer.citations if c.voice.name)
    who = ", ".join(voices) or "nobody"
    quotes = " / ".join(one_line(c.quote.text, 200) for c in answer.citations[:3])
    return f"question: {one_line(answer.standalone, 300)}\nanswered by: {who}\nwords: {quotes}"


def _spoken_of(question: str, said: str) -> bool:
    """Whether a question keeps to the words of the conversation."""
    known = text_keys(said)
    meaning = [w for w in content_words(question) if fold(w) not in REPORTING_VERBS]
    shared = [w for w in meaning if text_keys(w) & known]
    return bool(shared) and len(shared) >= SHARED * len(meaning)


def _as_negated(question: str, asked: str, before: str) -> bool:
    """Whether a question denies as much as the follow-up, or as that and the question before it."""
    own = is_negated(asked)
    return is_negated(question) in (own, own != is_negated(before))
