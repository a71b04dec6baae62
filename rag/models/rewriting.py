"""Follow-up questions made standalone by a language model, kept to what was said."""

from __future__ import annotations

from collections.abc import Sequence

from rag.exceptions import ModelFailure
from rag.language import content_words, is_name_like, words
from rag.models.client import Meter, Model
from rag.models.fence import mark_of, one_line
from rag.models.marks import unsafe
from rag.models.prompts import REWRITE, load_prompt
from rag.spelling import text_keys
from rag.types import Answer

LONGEST = 300
SHARED = 0.5
"""Share of the rewritten question's words that the conversation or the question must have."""


def rewritten(model: Model, question: str, history: Sequence[Answer]) -> str | None:
    """The standalone form of a follow-up question, or None where the model's cannot be used.

    Nothing may come in that was not said: every name and number, and most other words, have to
    stand in the question or in the last two exchanges. A failing model is no error; the rules of
    ``rag.conversation`` take over.
    """
    said = "\n".join(_turn(answer) for answer in history[-2:])
    asked = one_line(question)
    mark = mark_of(asked, [said])
    messages = load_prompt(REWRITE).filled({"mark": mark, "conversation": said, "question": asked})
    try:
        output = model.ask(messages, Meter())
    except ModelFailure:
        return None
    found = " ".join(output.split()).strip(" \"'“”")
    if not found or len(found) > LONGEST or unsafe(found) or not _known(found, f"{said} {asked}"):
        return None
    return found


def _turn(answer: Answer) -> str:
    """A question and whose words answered it, one line each."""
    voices = dict.fromkeys(c.voice.name for c in answer.citations if c.voice.name)
    who = ", ".join(voices) or "nobody"
    quotes = " / ".join(one_line(c.quote.text, 200) for c in answer.citations[:3])
    return f"question: {one_line(answer.standalone, 300)}\nanswered by: {who}\nwords: {quotes}"


def _known(question: str, said: str) -> bool:
    """Whether a question holds nothing new but ordinary words."""
    known = text_keys(said)
    first = words(question)[:1]
    names = [w for w in words(question) if is_name_like(w) and w not in first]
    if any(not (text_keys(name) & known) for name in names if text_keys(name)):
        return False
    meaning = content_words(question)
    shared = [w for w in meaning if text_keys(w) & known]
    return bool(meaning) and len(shared) >= SHARED * len(meaning)
