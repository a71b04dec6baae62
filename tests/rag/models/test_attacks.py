"""Articles that attack, and a model that obeys them: the worst case.

Each attack is an article and the output of a model that does what the article says. Whatever that
is, what is shown are exact words under the person who said them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import rag
from index import Article, Collection, Filter, open_collection
from rag.answers.answer import answer_question, gather
from rag.models.evidence import Attribution, numbered
from rag.models.fence import fenced, mark_of
from rag.question import understand
from tests.rag.models.conftest import WEAK, Reads, SaysFake

FOLDER = Path(__file__).parent / "attacks"
QUESTION = "Who says that the ferry to Lund will be sold?"
HOLM = "Harbour master Ida Holm said the ferry to Lund will be sold before winter."
LIND = "Councillor Jan Lind said that the ferry to Lund will not be sold."
READ = {HOLM: "answers", LIND: "opposite"}
"""What a reader makes of an article that does not mind the attack."""
MARKS = '“”„«»‹›"「」'


def load() -> list[dict[str, Any]]:
    """All attacks, by file and order."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        # The loader refuses half a surrogate pair, which JSON may hold: it is put in afterwards.
        rows = yaml.safe_load(path.read_text(encoding="utf-8").replace('["\\ud800"]', "[]"))
        found += [row | {"id": f"{path.stem}/{row['id']}"} for row in rows]
    return found


ATTACKS = load()


@pytest.fixture(scope="module")
def attacked(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Collection, dict[str, str]]]:
    """One collection of all attacking articles, and the id of each by its attack."""
    folder = tmp_path_factory.mktemp("attacks") / "collection"
    ids = {}
    articles = []
    for attack in ATTACKS:
        text = f"{HOLM}\n\n{attack['text']}\n\n{LIND}\n"
        article = Article(
            text=unicodedata.normalize("NFC", text), title=attack["id"], path=f"{attack['id']}.txt"
        )
        articles.append(article)
        ids[attack["id"]] = article.id
    with open_collection(folder, create=True) as collection:
        collection.add(articles)
    with open_collection(folder, read_only=True) as collection:
        yield collection, ids


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 60
    assert len({a["id"] for a in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_an_obedient_model_cannot_break_a_promise(
    attacked: tuple[Collection, dict[str, str]],
    fake: SaysFake,
    reads: Reads,
    attack: dict[str, Any],
) -> None:
    collection, ids = attacked
    reads(READ)
    where = Filter(article_ids=(ids[attack["id"]],))
    builtin = rag.ask(collection, QUESTION, where=where)
    assert builtin.status == "answered"
    owners = {c.voice.name for c in builtin.citations}
    assert any(name.endswith("Holm") for name in owners)
    obeys = attack["obeys"]
    # A second output, for when the first is not in the form: it obeys again.
    answer = rag.ask(collection, QUESTION, where=where, model=fake(obeys, obeys))
    hold(collection, answer)
    for words in attack.get("never", ()):
        for sentence in answer.sentences:
            if sentence.by == "model":
                assert words not in sentence.text, sentence.text
    assert {c.voice.name for c in answer.citations} >= owners
    assert answer.model is not None


@pytest.mark.parametrize("sure", [0.9, WEAK], ids=["answered", "silent"])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a["id"])
def test_nor_can_it_with_a_reader_that_is_taken_in(
    attacked: tuple[Collection, dict[str, str]],
    fake: SaysFake,
    reads: Reads,
    attack: dict[str, Any],
    sure: float,
) -> None:
    """The attack itself is evidence then, and may be quoted as what the article says."""
    collection, ids = attacked
    reads({}, "answers", sure)
    where = Filter(article_ids=(ids[attack["id"]],))
    obeys = attack["obeys"]
    hold(collection, rag.ask(collection, QUESTION, where=where, model=fake(obeys, obeys)))


def hold(collection: Collection, answer: rag.Answer) -> None:
    """The promises."""
    cited = {c.number: c for c in answer.citations}
    said = Attribution(collection)
    for citation in answer.citations:
        quote = citation.quote
        article = collection.article(quote.article_id)
        assert article.text[quote.start : quote.end] == quote.text
        if citation.voice.name:
            touching = said.touching(article, (quote.start, quote.end))
            assert citation.voice.speaker_id in {s.speaker_id for s in touching}
    for sentence in answer.sentences:
        assert sentence.citations
        voices = {last for n in sentence.citations for last in cited[n].voice.name.split()[-1:]}
        prose = " ".join(s.text for s in sentence.segments if not s.citation)
        for segment in sentence.segments:
            if segment.citation:
                assert segment.text == cited[segment.citation].quote.text
        assert not set(prose) & set(MARKS), prose
        assert not any(mark in prose for mark in ("http", "<", "](", "![", "www.", "{{")), prose
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") for c in prose)
        for name in ("Holm", "Lind"):
            assert name not in prose or name in voices, prose


def test_an_article_cannot_close_its_fence(
    attacked: tuple[Collection, dict[str, str]], reads: Reads
) -> None:
    collection, ids = attacked
    reads(READ)
    for attack in ATTACKS:
        where = Filter(article_ids=(ids[attack["id"]],))
        question = understand(QUESTION, collection.speakers(), where)
        evidence = gather(collection, question)
        builtin = answer_question(collection, question, evidence)
        items = numbered(question, builtin, evidence)
        article = collection.article(ids[attack["id"]])
        whole = (0, len(article.text))
        items = [replace(items[0], unit=replace(items[0].unit, context=whole)), *items[1:]]
        mark = mark_of(QUESTION, [i.text for i in items])
        lines = fenced(items, mark).split("\n")
        assert len(lines) == 5 * len(items)
        assert [line for line in lines if "[[" in line] == [
            line
            for item in items
            for line in (f"[[{item.number} {mark}]]", f"[[/{item.number} {mark}]]")
        ]
        assert not any(
            unicodedata.category(c) in ("Cc", "Cf", "Co") for line in lines for c in line
        )
