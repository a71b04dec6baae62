"""Questions as analysts put them, over mixed news: the set made for this project.

The questions come in packs, each over the articles of its own topics, but all articles are one
collection and every question is asked of it. A question is tagged with its pack, so that figures
can be had for each, and one that wants silence also with the reason for it. Evidence on the other
side of a question is wanted as well: a good answer says who disagrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, news, question_set, rows
from eval.questions import Gold, GoldQuestion, Kind
from index.types import canonical_text
from rag.types import Reason, Stance

NAME: Final = "natural"
KINDS: Final[Mapping[str, Kind]] = {
    "who": "who",
    "says": "says",
    "did_say": "did_say",
    "contrast": "contrast",
    "fact": "fact",
    "followup": "follow-up",
    "unanswerable": "unanswerable",
}
SIDES: Final[Mapping[str, Stance]] = {
    "affirm": "affirm",
    "deny": "deny",
    "hedge": "conditional",
    "report": "report",
}
REASONS: Final[Mapping[str, Reason]] = {
    "no_topic": "no_topic",
    "no_claim": "no_claim",
    "no_fact": "no_claim",
    "speaker_silent": "speaker_silent",
    "speaker_unknown": "speaker_unknown",
    "only_opposite": "only_opposite",
    "false_premise": "",
}
"""The reasons an abstention can give; for a false premise there is none, so none is asked for."""
REFERENCE: Final = (
    ("all-mpnet-base-v2 over single sentences, some gold among the first 10", 0.856),
    ("all-MiniLM-L6-v2 over single sentences, some gold among the first 10", 0.770),
    ("BM25 over single sentences of other packs, some gold among the first 10", 0.560),
)


def load(folder: Path, part: str = "dev") -> Dataset:
    """All articles as one collection, and all questions; the folder holds the part ``dev``."""
    corpus = news(folder / "articles.jsonl.gz")
    questions = [question_of(row, corpus) for row in rows(folder / "questions.jsonl")]
    return Dataset(
        NAME,
        tuple(corpus.articles),
        question_set(questions, NAME, part),
        REFERENCE if part == "dev" else (),
    )


def question_of(row: Mapping[str, Any], corpus: ArticleList) -> GoldQuestion:
    """A row of the set as a question over articles."""
    silent = bool(row["unanswerable"])
    speakers = tuple(tuple(forms) for forms in row["speakers"])
    # What an unanswerable question names as evidence is only the nearest, and no answer.
    evidence = () if silent else tuple(_gold(item, speakers, corpus) for item in row["evidence"])
    return GoldQuestion(
        id=row["id"],
        type=KINDS[row["type"]],
        question=row["question"],
        history=tuple(row["history"]),
        speakers=speakers,
        answers=tuple(row["answers"]),
        evidence=evidence,
        expected=row["expected"] or None,
        about=row["about"],
        unanswerable=silent,
        reason=REASONS.get(row["reason"], ""),
        tags=tuple(filter(None, (row["pack"], row["reason"], *row["tags"]))),
        note=row["note"],
    )


def _gold(
    item: Mapping[str, Any], speakers: tuple[tuple[str, ...], ...], corpus: ArticleList
) -> Gold:
    """One place; its speaker has all the forms that the question lists."""
    name: str = item["speaker"]
    forms = next((listed for listed in speakers if name in listed), name)
    return Gold(
        doc=corpus.doc(item["doc"]),
        quote=canonical_text(item["quote"]).strip(),
        speaker=forms,
        stance=SIDES.get(item["side"]),
    )
