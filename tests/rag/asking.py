"""A town whose statements are known, asked with readings that are written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rag
from index import Article, Collection, LocalCollection
from rag.answers.answer import answer_question, gather
from rag.question import understand
from rag.reader import Reading
from rag.types import QuestionType
from tests.rag.scripted import script
from tests.rag.spoken import collect, given, said

SOLD = "Mayor Anna Kovacs said that the ferry will be sold before the winter."
NOT_SOLD = "Driver Otto Lind said that the ferry will not be sold this year."
MAY = "Analyst Paula Stein said that the ferry may be sold one day."
OLD = "Engineer Tomas Havel said that the ferry is from the year 1931."
CLERK = "A clerk said that the ferry will be sold by the end of the year."
THEY = "The mayor said that it will be sold to a company in Malta."
PLAIN = "The ferry was built in 1931 by the yard in Tarn."
RAIN = "It rained in the north."
TEXTS = (f"{SOLD} {THEY}", NOT_SOLD, MAY, OLD, f"{CLERK} {PLAIN}", RAIN)
CLAIM = "Who says that the ferry will be sold?"


def town_of(folder: Path) -> LocalCollection:
    """Four who are quoted, one of them once for certain and once perhaps, a clerk without a name,
    and plain sentences."""
    articles = [
        Article(text=text, title=f"Report {n}", source="Tarn Post", published=date(2025, n, 1))
        for n, text in enumerate(TEXTS, start=1)
    ]
    held = []
    for article in articles:
        for sentence in (SOLD, NOT_SOLD, MAY, OLD):
            if sentence in article.text:
                _, first, last, *_ = sentence.split()
                content = sentence[sentence.index("that") :].rstrip(".")
                held.append(said(article, content, name=f"{first} {last}", cue="said"))
    perhaps = "that it will be sold to a company in Malta"
    held.append(
        said(articles[0], perhaps, name="Anna Kovacs", source="The mayor", certainty="uncertain")
    )
    clerk = said(articles[4], CLERK[CLERK.index("that") : -1], name="A clerk", cue="said")
    held.append(replace(clerk, mention=None))
    return collect(folder, articles, given(*held))


class Asking:
    """``ask(question, kind, {words: reading})``."""

    def __init__(self, collection: Collection, patch: pytest.MonkeyPatch) -> None:
        self.collection, self.patch = collection, patch

    def __call__(
        self,
        text: str,
        kind: QuestionType,
        readings: dict[str, Reading],
        limit: int = 5,
    ) -> rag.Answer:
        script(self.patch, readings)
        question = replace(understand(text, self.collection.speakers()), type=kind)
        found = gather(self.collection, question)
        answer = answer_question(self.collection, question, found, limit=limit)
        self.check(answer)
        return answer

    def check(self, answer: rag.Answer) -> None:
        """What holds for every answer."""
        names = {speaker.name for speaker in self.collection.speakers()} | {""}
        for citation in (*answer.citations, *answer.nearest):
            quote = citation.quote
            text = self.collection.article(quote.article_id).text
            assert text[quote.start : quote.end] == quote.text
            assert citation.voice.name in names
        assert all(sentence.citations for sentence in answer.sentences)
        assert bool(answer.sentences) == (answer.status == "answered")


def voices(answer: rag.Answer) -> list[tuple[str, str | None]]:
    """Who says it in each sentence of an answer, and on which side."""
    by_number = {c.number: c for c in answer.citations}
    return [(by_number[s.citations[0]].voice.name, s.stance) for s in answer.sentences]
