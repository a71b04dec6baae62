"""Articles on both sides of a claim, put in order by the stance that each takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from index.collection import Collection
from index.types import Filter, Passage, PassageHit
from rag.question import understand
from rag.retrieval.evidence import Evidence
from rag.retrieval.search import find_passages

DEPTH = 40
"""This many articles that speak of a claim are read; what is not among them cannot come up."""
PASSAGES = 150
"""This many passages are looked through for them."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article, the passage of it that was found best, and its places in both searches.

    The places, from 0, are among the articles of the best `PASSAGES` passages; an article that a
    search does not have there is put at `PASSAGES`.
    """

    id: str
    passage: Passage
    by_meaning: int
    by_words: int


def find_articles(
    collection: Collection, claim: str, *, depth: int = DEPTH, where: Filter = Filter()
) -> list[FoundArticle]:
    """The articles that speak of a claim, best found first."""
    best: dict[str, Passage] = {}
    for passage, _ in find_passages(
        collection, claim, k=PASSAGES, where=where, fold_reprints=False
    ):
        best.setdefault(passage.article_id, passage)
    by_meaning = _places(collection.search_dense(claim, PASSAGES, where))
    by_words = _places(collection.search_lexical(claim, PASSAGES, where))
    return [
        FoundArticle(i, passage, by_meaning.get(i, PASSAGES), by_words.get(i, PASSAGES))
        for i, passage in islice(best.items(), depth)
    ]


def _places(hits: Sequence[PassageHit]) -> dict[str, int]:
    articles = dict.fromkeys(hit.passage.article_id for hit in hits)
    return {article_id: place for place, article_id in enumerate(articles)}


def search_sides(
    collection: Collection, claim: str, *, k: int = 10, where: Filter = Filter()
) -> list[Evidence]:
    """Articles that speak to a claim in an order that shows both sides, one passage of each.

    A claim's own words find those who affirm it. The articles found are read by the stance model
    (``rag.stance.rerank``), which brings up those that deny it as well. The passage shown is the
    one that search found best; which side the article is on is not said, as the model errs on a
    quarter of those that deny. Scores only say the order: each is 1 / rank.

    Raises EncoderError where the stance model is missing or damaged.
    """
    from rag.stance import Places, rerank

    question = understand(claim, (), where)
    found = find_articles(collection, question.text, where=question.where)
    texts = [collection.article(f.id).text for f in found]
    places = [Places(f.by_meaning, f.by_words) for f in found]
    ranked = rerank(question.text, texts, places)
    return [
        Evidence.of(collection, found[one.place].passage, 1 / rank)
        for rank, one in enumerate(ranked[:k], start=1)
    ]
