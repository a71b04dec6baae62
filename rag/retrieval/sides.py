"""Articles on both sides of a claim, put in order by the stance that each takes."""

from __future__ import annotations

from index.collection import Collection
from index.types import Filter, Passage
from rag.question import understand
from rag.retrieval.search import find_passages
from rag.types import Evidence, SourceLine

DEPTH = 40
"""So many articles that speak of a claim are read; what is not among them cannot come up."""
PASSAGES = 150
"""So many passages are looked through for them."""


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
    from rag.stance import rerank

    question = understand(claim, (), where)
    best: dict[str, Passage] = {}
    for passage, _ in find_passages(
        collection, question.claim, k=PASSAGES, where=question.where, fold_reprints=False
    ):
        best.setdefault(passage.article_id, passage)
        if len(best) == DEPTH:
            break
    articles = [collection.article(article_id) for article_id in best]
    order = [ranked.place for ranked in rerank(question.claim, [a.text for a in articles])]
    found = []
    for rank, place in enumerate(order[:k], start=1):
        article = articles[place]
        passage = best[article.id]
        quote = article.quote(passage.start, passage.end)
        context = (passage.start, passage.end)
        found.append(Evidence(quote, SourceLine.of(article), 1 / rank, context=context))
    return found
