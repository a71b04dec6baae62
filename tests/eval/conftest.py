"""A small collection about an invented harbour, and questions about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from eval import GoldQuestion, QuestionSet
from index import Article, Collection, open_collection
from index.types import Statement
from rag.retrieval.evidence import Evidence
from rag.types import Answer, AnswerSentence, Citation, Coverage, Segment, SourceLine, Voice

HARBOUR = (
    "Mayor Ines Calder said on Monday that the harbour of Ostrava Bay will be deepened by 2031. "
    "“The dredging will cost forty million crowns,” Calder told reporters. "
    "Fisher Tomas Reyle disagreed. “The dredging will kill the oyster beds,” he said."
)
BRIDGE = (
    "The bridge over the river Lume opened in 1987 and carries nine thousand cars a day. "
    "Engineer Petra Vance said the bridge needs new cables before winter. "
    "The council has not decided when the work begins."
)
MUSEUM = (
    "The museum of clocks in Harrow Lane shows four hundred pieces. "
    "Its director, Saul Mendry, said visitors doubled after the roof was mended. "
    "Tickets cost six crowns on weekdays."
)


def build_questions() -> list[GoldQuestion]:
    """Forty-odd questions of several kinds, so that tests between runs have something to see."""
    made = [
        ("who", "Who said the harbour will be deepened?", "harbour", "Ines Calder", "deepened by"),
        (
            "who",
            "Who said the dredging will kill the oyster beds?",
            "harbour",
            "Tomas Reyle",
            "The dredging will kill the oyster beds",
        ),
        (
            "who",
            "Who said the bridge needs new cables?",
            "bridge",
            "Petra Vance",
            "the bridge needs new cables before winter",
        ),
        ("who", "Who said visitors doubled?", "museum", "Saul Mendry", "visitors doubled"),
    ]
    questions = [
        GoldQuestion.model_validate(
            {
                "id": f"w{round_}-{i}",
                "type": kind,
                "question": text,
                "speakers": [speaker],
                "evidence": [{"doc": doc, "quote": quote}],
            }
        )
        for round_ in range(5)
        for i, (kind, text, doc, speaker, quote) in enumerate(made)
    ]
    silent = ("opera house", "tram line", "whale watching", "solar farm", "chess club")
    questions += [
        GoldQuestion(
            id=f"u{i}",
            type="unanswerable",
            question=f"Who demanded a parliamentary inquiry into the {topic} of Zanzibar?",
            unanswerable=True,
        )
        for i, topic in enumerate(silent * 2)
    ]
    return questions


class Ideal:
    """An answerer that reads the gold: what a perfect system would say, built from real quotes."""

    def __init__(self, collection: Collection, questions: Sequence[GoldQuestion]) -> None:
        self.collection = collection
        self.gold = {q.question: q for q in questions}

    def evidence(self, question: str) -> list[Evidence]:
        """The gold quotes, first, as evidence under the gold speaker."""
        gold = self.gold[question]
        found = []
        for article in self.collection.articles():
            for item in gold.evidence:
                start = article.text.find(item.quote)
                if start >= 0:
                    quote = article.quote(start, start + len(item.quote))
                    voice = Voice(str(gold.speakers[0]))
                    found.append(Evidence(quote, SourceLine.of(article), 1.0, voice))
        return found

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Quote the gold, or keep silent where there is none."""
        return make_answer(question, self.evidence(question))

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        """The gold quotes."""
        return self.evidence(query)[:k]

    def settings(self) -> dict[str, str]:
        """Name it."""
        return {"answerer": type(self).__name__}


def make_answer(
    question: str,
    evidence: Sequence[Evidence],
    *,
    confidence: float = 0.9,
    statement: Statement | None = None,
) -> Answer:
    """An answer that quotes the evidence, or an abstention where there is none."""
    citations = tuple(
        Citation(i, e.quote, e.source, e.voice) for i, e in enumerate(evidence, start=1)
    )
    sentences = tuple(
        AnswerSentence(
            (Segment(f"{c.voice.name}: "), Segment(c.quote.text, c.number)), (c.number,), "affirm"
        )
        for c in citations
    )
    return Answer(
        question=question,
        standalone=question,
        rewritten=False,
        type="who",
        status="answered" if citations else "abstained",
        reason="" if citations else "no_topic",
        message="" if citations else "Nothing in the collection speaks of this.",
        sentences=sentences,
        citations=citations,
        nearest=(),
        coverage=Coverage(3, len(citations), len(citations)),
        generation=1,
        confidence=confidence if citations else 0.0,
    )


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A real collection of three short articles."""
    folder = tmp_path_factory.mktemp("harbour") / "collection"
    with open_collection(folder, create=True) as opened:
        opened.add(
            [
                Article(HARBOUR, title="Harbour to be deepened", path="news/harbour.txt"),
                Article(BRIDGE, title="Bridge waits for cables", path="news/bridge.txt"),
                Article(MUSEUM, title="Clocks draw crowds", path="news/museum.txt"),
            ]
        )
        yield opened


@pytest.fixture(scope="session")
def questions() -> QuestionSet:
    """Questions about the collection."""
    return QuestionSet(build_questions(), name="harbour.jsonl")


@pytest.fixture(scope="session")
def ideal(collection: Collection, questions: QuestionSet) -> Ideal:
    """The perfect system."""
    return Ideal(collection, questions.questions)
