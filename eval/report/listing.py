"""Results as plain text for reading: each question with what was wanted and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from eval.gold import GoldFinder
from eval.metrics.citations import cited_places
from eval.metrics.names import forms
from eval.metrics.spans import Gold, is_hit
from eval.questions import GoldQuestion
from eval.voices import is_gold, named, spoken
from index.quoting import marked

LENGTH: Final = 160
"""How much of a quotation is shown."""
NEAREST: Final = 3
"""How many of an abstention's nearest quotations are shown."""


def listing(results: Iterable[Mapping[str, Any]], finder: GoldFinder | None = None) -> str:
    """A paragraph for each result.

    ``+`` stands before a voice that is a gold speaker, ``-`` before another, ``.`` where the gold
    or the answer names nobody. With ``finder`` quotations that are gold are marked so.
    """
    return "\n".join("\n".join(_paragraph(result, finder)) + "\n" for result in results)


def _paragraph(result: Mapping[str, Any], finder: GoldFinder | None) -> Iterator[str]:
    question = GoldQuestion.model_validate(result["gold"])
    right = result["scores"].get("correct", (0, 1))[0] == 1
    tags = ", ".join(question.tags)
    yield f"{'RIGHT' if right else 'WRONG'}  {question.id}  {question.type}  ({tags})"
    for earlier in question.history:
        yield f"  before: {earlier}"
    yield f"  asked: {question.question}"
    yield f"  wanted: {'; '.join(_wanted(question))}"
    answer = result["answer"]
    if answer is None:
        yield f"  error: {result['error']}"
        return
    because = f" ({answer['reason']})" if answer["reason"] else ""
    message = f": {_start(answer['message'])}" if answer["message"] else ""
    yield f"  {answer['status']}{because}, read as {answer['type']}{message}"
    if answer["standalone"] != question.question:
        yield f"  searched: {answer['standalone']}"
    yield from _voices(question, answer, finder.of(question) if finder else ())
    for near in answer["nearest"][:NEAREST]:
        yield f"  ~ {_name(near['voice'])}: {_words(near)}"


def _wanted(question: GoldQuestion) -> Iterator[str]:
    """What the gold says, the fullest form of each name alone."""
    if question.unanswerable:
        yield f"silence{f' ({question.reason})' if question.reason else ''}"
    if question.expected:
        yield f"{question.expected} (about {question.about})"
    if question.speakers:
        yield "voices: " + " | ".join(forms(one)[0] for one in question.speakers)
    if question.answers or question.answers_all:
        yield "answers: " + " | ".join(question.answers or question.answers_all)


def _voices(
    question: GoldQuestion, answer: Mapping[str, Any], gold: Sequence[Gold]
) -> Iterator[str]:
    citations = {c["number"]: c for c in answer["citations"]}
    places = dict(zip(citations, cited_places(answer), strict=True))
    for voice in spoken(answer):
        citation = citations.get(voice.number)
        if citation is None:
            continue
        mark = "."
        if question.speakers and any(forms(voice.name)):
            mark = "+" if is_gold(voice.name, question.speakers) else "-"
        hit = any(is_hit(places[voice.number], item) for item in gold)
        side = f" [{voice.stance}]" if voice.stance else ""
        seen = " GOLD" if hit else ""
        yield f"  {mark} {_name(citation['voice'])}{side}{seen}: {_words(citation)}"


def _name(voice: Mapping[str, Any]) -> str:
    return " / ".join(forms(named(voice))) or "(the article)"


def _words(citation: Mapping[str, Any]) -> str:
    """The beginning of the words; a run kept before there were kinds has none in marks."""
    return marked(_start(citation["quote"]["text"]), citation.get("kind"))


def _start(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else text[:LENGTH].rstrip() + "…"
