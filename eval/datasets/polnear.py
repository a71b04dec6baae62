"""PolNeAR (Newell, Margolin and Ruths, LREC 2018): who said what in political news.

Questions were made from its hand-annotated attribution relations; the gold span is a relation's
content. Gold speakers are any-of: a full name and the forms it takes. ``what_did_x_say`` gold is
incomplete (relations whose pronoun could not be resolved are missing), so its precision means
little.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, canonical_span, parse_date, question_set, rows
from eval.extraction import Relation
from eval.questions import Gold, GoldQuestion, Kind, QuestionSet
from index.types import canonical_text

NAME: Final = "polnear"
PUBLISHERS: Final = {
    "breitbart": "Breitbart",
    "huff-post": "Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
KINDS: Final[Mapping[str, Kind]] = {
    "who_said": "who",
    "did_x_say": "did_say",
    "what_did_x_say": "says",
    "two_speakers": "contrast",
    "unanswerable": "unanswerable",
}
REFERENCE: Final = (
    ("who_said/clause: BM25 over paragraphs, hit@1", 0.975),
    ("who_said/keywords: BM25 over paragraphs, hit@1", 0.940),
    ("what_did_x_say: BM25 over paragraphs, recall@10", 0.753),
    ("two_speakers: BM25 over paragraphs, recall@10", 0.510),
)


def load(folder: Path, part: str = "dev") -> Dataset:
    """Articles and questions of one part. The held-out questions are asked over both parts."""
    corpus = ArticleList()
    texts: dict[str, str] = {}
    for half in dict.fromkeys(("dev", part)):
        for row in rows(folder / half / "docs.jsonl"):
            texts[row["doc_id"]] = row["text"]
            author = row["author"] if row["author"] not in (None, "None") else ""
            corpus.add(
                row["doc_id"],
                row["text"],
                title=canonical_text(row["title"] or ""),
                source=PUBLISHERS.get(row["publisher"], row["publisher"]),
                author=canonical_text(author),
                published=parse_date(row["date"]),
                language="en",
            )
    questions = [_question(r, corpus, texts) for r in rows(folder / part / "questions.jsonl")]
    return Dataset(
        NAME,
        tuple(corpus.articles),
        question_set(questions, NAME, part),
        REFERENCE if part == "dev" else (),
    )


def in_half(dataset: Dataset, half: int) -> Dataset:
    """The data set with the questions that every second article alone answers, from the article
    with this number (0 or 1) on; of those without an answer every second one. Neither half has what
    the articles of both answer."""
    docs = frozenset(sorted(article.path for article in dataset.articles)[half::2])
    silent = sorted(q.id for q in dataset.questions if not q.evidence)[half::2]
    kept = {q.id for q in dataset.questions if q.evidence and {e.doc for e in q.evidence} <= docs}
    questions = [q for q in dataset.questions if q.id in kept or q.id in silent]
    named = QuestionSet(questions, name=dataset.questions.name)
    return Dataset(dataset.name, dataset.articles, named)


def relations(folder: Path, part: str = "dev", *, every: bool = False) -> dict[str, list[Relation]]:
    """The annotated relations of the articles of one part, by the path of the article.

    Of the part ``dev`` only month 11 (the official dev split), as the tagger learnt from the months
    before, or with ``every`` all; of each article the primary annotator.
    """
    texts: dict[str, str] = {}
    for row in rows(folder / part / "docs.jsonl"):
        if every or part != "dev" or row["split"] == "dev":
            texts[row["doc_id"]] = row["text"]
    found: dict[str, list[Relation]] = {f"{name}.txt": [] for name in texts}
    for row in rows(folder / part / "attributions.jsonl.gz"):
        text = texts.get(row["doc_id"])
        if text is not None and row["primary"]:
            spans = {
                role: tuple(canonical_span(text, s) for s in (row[role] or {"spans": ()})["spans"])
                for role in ("source", "cue", "content")
            }
            found[f"{row['doc_id']}.txt"].append(Relation(**spans))
    return found


def _question(row: dict[str, Any], corpus: ArticleList, texts: dict[str, str]) -> GoldQuestion:
    kind = KINDS[row["type"]]
    evidence = tuple(_gold(e, row, corpus, texts) for e in row["evidence"])
    asked = row["speaker"]
    speakers: tuple[str | tuple[str, ...], ...] = ()
    if kind in ("who", "did_say") and row["answers"]:
        speakers = (tuple(row["answers"]),)
    elif kind == "says":
        speakers = (asked,)
    elif kind == "contrast":
        speakers = tuple(asked)
    return GoldQuestion(
        id=row["id"],
        type=kind,
        question=row["question"],
        speakers=speakers,
        evidence=evidence,
        expected=row["expected"],
        about=asked if kind == "did_say" else "",
        unanswerable=not row["answerable"],
        tags=(f"{row['type']}/{row['form']}",),
    )


def _gold(
    item: dict[str, Any], row: dict[str, Any], corpus: ArticleList, texts: dict[str, str]
) -> Gold:
    doc = corpus.doc(item["doc_id"])
    text = texts[item["doc_id"]]
    spans = item["content"]["spans"]
    start, end = canonical_span(text, (min(a for a, _ in spans), max(b for _, b in spans)))
    speaker: str | tuple[str, ...] = item.get("source_person") or ""
    if row["type"] in ("who_said", "did_x_say"):
        speaker = tuple(row["answers"])
    return Gold(
        doc=doc,
        quote=canonical_text(text)[start:end],
        start=start,
        end=end,
        speaker=speaker,
    )
