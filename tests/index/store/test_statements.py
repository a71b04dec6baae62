"""Statements and speakers: stored, searched, filtered, removed. A pattern stands for the tagger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index import Article, Filter, LocalCollection, Sentence, Statement, doctor, rebuild
from index.exceptions import SpeakerNotFound
from index.store import database
from index.store.writing import Attributed, Mention

_SAYS = re.compile(r"(?P<who>[A-Z]\w+ [A-Z]\w+) (?P<cue>said|denied|claimed) that (?P<what>[^.]+)")


def by_pattern(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """Statements of the form "Name Surname said that …"; "Nobody Known" is not resolved."""
    found = []
    for article, own in zip(articles, sentences, strict=True):
        assert all(s.article_id == article.id for s in own)
        found.append([_attributed(article, m) for m in _SAYS.finditer(article.text)])
    return found


def _attributed(article: Article, match: re.Match[str]) -> Attributed:
    known = match["who"] != "Nobody Known"
    statement = Statement(
        article_id=article.id,
        content=(match.span("what"),),
        source=(match.span("who"),),
        cue=match.span("cue"),
        polarity="denied" if match["cue"] == "denied" else "asserted",
        certainty="certain" if known else "unresolved",
        confidence=0.9,
    )
    surname = match["who"].split()[-1]
    role = "minister" if surname == "Kovič" else ""
    mention = Mention(match["who"], "person", surname, role)
    return Attributed(statement, mention if known else None)


ONE = Article(
    text="Marta Kovič said that the harbour will open in spring. Ivan Dral denied that any money "
    "was missing. Nobody Known claimed that it rained.",
    title="One",
    source="Daily",
    path="one.txt",
)
TWO = Article(
    text="Marta Kovic said that the railway strike ends on Friday. It was late.",
    title="Two",
    source="Herald",
    path="two.txt",
)


@pytest.fixture
def spoken(folder: Path) -> Iterator[LocalCollection]:
    database.create(folder)
    with LocalCollection(folder, attribute=by_pattern) as collection:
        collection.add([ONE, TWO])
        yield collection


def said(collection: LocalCollection, statement: Statement) -> str:
    ((start, end),) = statement.content
    return collection.article(statement.article_id).text[start:end]


def test_statements_are_stored_whole(spoken: LocalCollection) -> None:
    first, second, third = spoken.statements(article_id=ONE.id)
    assert said(spoken, first) == "the harbour will open in spring"
    assert first.kind == "reported"
    assert second.polarity == "denied"
    assert (third.speaker_id, third.certainty) == (None, "unresolved")
    assert first.confidence == 0.9
    assert ONE.text[slice(*first.cue or (0, 0))] == "said"
    assert first.id > 0
    assert len(spoken.statements()) == 4
    assert len(spoken.statements(Filter(sources=("daily",)))) == 3


def test_one_speaker_over_two_articles_and_spellings(spoken: LocalCollection) -> None:
    kovic, dral = spoken.speakers()
    assert (kovic.name, kovic.statements, kovic.articles) == ("Marta Kovič", 2, 2)
    assert kovic.forms == ("Kovic", "Kovič")
    assert kovic.role == "minister"
    assert (dral.name, dral.kind, dral.statements) == ("Ivan Dral", "person", 1)
    assert spoken.speaker(dral.id) == dral
    everything = spoken.statements(Filter(speaker_ids=(kovic.id,)))
    assert {s.article_id for s in everything} == {ONE.id, TWO.id}


def test_searching_statements(spoken: LocalCollection) -> None:
    kovic, dral = spoken.speakers()
    best = spoken.search_statements("When will the strike on the railway end?", 2)
    assert said(spoken, best[0].statement) == "the railway strike ends on Friday"
    assert len(best) == 2
    assert best[0].score > best[1].score > 0
    (only,) = spoken.search_statements("harbour", 5, Filter(speaker_ids=(dral.id,)))
    assert said(spoken, only.statement) == "any money was missing"
    hits = spoken.search_statements("harbour", 5, Filter(speaker_ids=(kovic.id,)))
    assert {h.statement.speaker_id for h in hits} == {kovic.id}
    assert spoken.search_statements("harbour", 5, Filter(speaker_ids=(999,))) == []
    assert spoken.search_statements("harbour", 0) == []


def test_passages_of_a_speaker(spoken: LocalCollection) -> None:
    _, dral = spoken.speakers()
    for search in (spoken.search_dense, spoken.search_lexical):
        hits = search("Who said that?", 9, Filter(speaker_ids=(dral.id,)))
        assert {h.passage.article_id for h in hits} <= {ONE.id}
    assert spoken.search_dense("Who said that?", 9, Filter(speaker_ids=(dral.id,)))


def test_speakers_go_with_their_last_statement(spoken: LocalCollection, folder: Path) -> None:
    kovic, dral = spoken.speakers()
    spoken.remove([ONE.id])
    assert [(s.id, s.statements) for s in spoken.speakers()] == [(kovic.id, 1)]
    with pytest.raises(SpeakerNotFound):
        spoken.speaker(dral.id)
    assert len(spoken.statements()) == 1
    assert len(spoken.search_statements("harbour money strike", 9)) == 1
    assert doctor(folder) == []


def test_a_new_version_has_its_own_statements(spoken: LocalCollection) -> None:
    text = ONE.text.replace("harbour", "airport")
    spoken.add([Article(text=text, title="One", source="Daily", path="one.txt")])
    assert len(spoken.statements()) == 4
    best = spoken.search_statements("airport", 1)
    assert "airport" in said(spoken, best[0].statement)


def test_rebuilding_keeps_statements(spoken: LocalCollection, folder: Path) -> None:
    before = spoken.search_statements("railway strike", 3)
    for again in (False, True):
        rebuild(folder, reembed=again)
        assert spoken.search_statements("railway strike", 3) == before
        assert doctor(folder) == []


def test_a_statement_is_found_by_the_sentences_its_content_stands_in(folder: Path) -> None:
    """Of those in one sentence the one with more in it comes first; each is found once."""
    database.create(folder)
    text = (
        "Ivan Dral claimed that it snowed and Marta Kovic said that the ferry to the old harbour "
        "sank at dawn. It was cold."
    )
    longer = text.index("the ferry"), text.index(". It")
    shorter = text.index("it snowed"), text.index(" and Marta")
    over_two = ((longer[0], longer[0] + 12), (text.index("It was"), len(text) - 1))
    article = Article(text=text, path="one.txt")

    def three(articles: Sequence[Article], _: object) -> list[list[Attributed]]:
        contents = [(shorter,), (longer,), over_two]
        return [[Attributed(Statement(article.id, content=c)) for c in contents]]

    with LocalCollection(folder, attribute=three) as collection:
        collection.add([article])
        hits = collection.search_statements("When did the ferry sink?", 5)
        assert [h.statement.content for h in hits] == [(longer,), over_two, (shorter,)]
        assert len({h.score for h in hits}) == 3
        assert collection.search_statements("When did the ferry sink?", 1) == hits[:1]


def test_few_statements_among_many_sentences_are_all_found(folder: Path) -> None:
    database.create(folder)
    quiet = " ".join(f"The harbour of town {n} was quiet that day." for n in range(300))
    text = f"{quiet} Marta Kovic said that grain is dear."
    with LocalCollection(folder, attribute=by_pattern) as collection:
        collection.add([Article(text=text, path="one.txt")])
        (hit,) = collection.search_statements("The harbour of town 7 was quiet that day.", 3)
        assert said(collection, hit.statement) == "grain is dear"
