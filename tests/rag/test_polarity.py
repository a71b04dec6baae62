"""What is stored of a statement's polarity and the side that the reader sees are one thing."""

from __future__ import annotations

from index import Collection
from index.speakers import denied_by_cue
from rag.comparing.opposed import _sentences_of
from rag.deciding import side_is_clear, side_of
from rag.question import Question
from rag.reading import read_units
from rag.units import units_of

CLAUSE = 5
"""Words from which on something is a claim that a side can be taken on."""


def test_whoever_denies_a_statement_is_on_the_other_side_of_it(news: Collection) -> None:
    """Held against its own words, a statement affirms them unless its reporting words deny."""
    compared, denied = 0, 0
    for article in news.articles():
        own = list(news.statements(article_id=article.id))
        for unit in units_of(news, _sentences_of(news, article.id, own)):
            if unit.statement is None:
                continue
            said = " ".join(article.text[a:b] for a, b in unit.statement.content)
            claim = said.strip(' "“”').removeprefix("that ").rstrip(".,;:")
            if len(said.split()) < CLAUSE:
                continue
            question = Question(f"{claim[:1].upper()}{claim[1:]}.", "who")
            (evidence,) = read_units(question, [unit])
            if side_is_clear(evidence):
                contrary = denied_by_cue(unit.statement.polarity, said)
                assert (side_of(evidence) == "deny") == contrary, (unit.text, said)
                compared, denied = compared + 1, denied + contrary
    assert compared > 80
    assert denied > 1
