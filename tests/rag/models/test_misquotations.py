"""No misquotation is shown as a quotation, and no exact one is refused.

The kinds of mistakes are those of ``misquoting``; whether a text is misquoted is decided by an
oracle that shares no code with the program.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Collection
from index.articles import read
from index.sentences import split_sentences
from index.types import Sentence
from rag.answers.answer import answer_question, gather
from rag.models.drafts import DraftQuote, DraftSentence
from rag.models.evidence import EvidenceItem, numbered
from rag.models.matching import match_quote
from rag.models.verifying import Verifier
from rag.question import understand
from tests.rag.models.conftest import Told, have_read
from tests.rag.models.misquoting import (
    KINDS,
    RETYPED,
    Source,
    evidences,
    misquoted,
    piece_of,
    plain_words,
    sources,
    stands_in,
)

EACH = 20
"""Quotations made in one example; an example is one number that all its choices follow from."""
many = settings(max_examples=60)
numbers = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def news_sources(news: Collection) -> list[Source]:
    return sources([(a, news.sentences(a.id)) for a in news.articles()])


@pytest.fixture(scope="module")
def licensed(shared: Path) -> list[Source]:
    """The seed articles and every eighth article of PolNeAR's development part."""
    articles = [a for a in read(shared / "seeds") if isinstance(a, Article)]
    from eval.datasets import load_dataset

    folder = shared / "evaldata"
    if (folder / "polnear").is_dir():
        articles += load_dataset("polnear", folder).articles[::8]
    return sources([(a, _sentences(a)) for a in articles])


def _sentences(article: Article) -> list[Sentence]:
    return [
        Sentence(article.id, a, b) for a, b in split_sentences(article.text, article.boilerplate)
    ]


def refuse(random: Random, made: list[Source], seen: Counter[str]) -> None:
    items = evidences(random, made)
    kind, words = misquoted(random, items)
    if len(plain_words(words)) < 3 or any(stands_in(plain_words(words), i.text) for i in items):
        return
    match = match_quote(words, items[:1], items)
    assert match.fault not in (None, "wrong_article"), (kind, words, match.fault)
    seen[kind] += 1


def accept(random: Random, made: list[Source]) -> None:
    items = evidences(random, made)
    exact = piece_of(random, items[0].text, 1)
    if not plain_words(exact):
        return
    written = exact
    for old, new in random.choices(RETYPED, k=random.randint(0, 3)):
        written = written.replace(old, new)
    match = match_quote(written, items[:1], items)
    assert match.fault is None, (written, match.fault)
    assert match.span is not None
    start, end = match.span
    assert plain_words(items[0].unit.article.text[start:end]) == plain_words(exact)


def refuse_many(made: list[Source]) -> Counter[str]:
    seen: Counter[str] = Counter()

    @given(numbers)
    @many
    def check(number: int) -> None:
        random = Random(number)
        for _ in range(EACH):
            refuse(random, made, seen)

    check()
    return seen


def accept_many(made: list[Source]) -> None:
    @given(numbers)
    @many
    def check(number: int) -> None:
        random = Random(number)
        for _ in range(EACH):
            accept(random, made)

    check()


def test_no_misquotation_of_the_samples_passes(news_sources: list[Source]) -> None:
    seen = refuse_many(news_sources)
    assert set(seen) == set(KINDS)
    assert sum(seen.values()) >= 1000


def test_no_misquotation_of_the_licensed_texts_passes(licensed: list[Source]) -> None:
    seen = refuse_many(licensed)
    assert set(seen) == set(KINDS)
    assert sum(seen.values()) >= 1000


def test_every_exact_quotation_passes(news_sources: list[Source]) -> None:
    accept_many(news_sources)


def test_every_exact_quotation_of_the_licensed_texts_passes(licensed: list[Source]) -> None:
    accept_many(licensed)


QUESTIONS = (
    "Who claims Azerbaijan will seek NATO membership?",
    "What does Tkachenko say about NATO?",
    "What does Knutov say about the army?",
    "Who says the region would become more dangerous?",
)


@pytest.fixture(scope="module")
def asked(news: Collection) -> list[list[EvidenceItem]]:
    found = []
    with pytest.MonkeyPatch.context() as patched:
        have_read(patched, Told({}, "answers"))
        for text in QUESTIONS:
            question = understand(text, news.speakers())
            evidence = gather(news, question)
            found.append(numbered(question, answer_question(news, question, evidence), evidence))
    assert all(found)
    return found


def test_what_is_shown_is_always_the_articles_own_words_under_its_own_voice(
    news: Collection, asked: list[list[EvidenceItem]]
) -> None:
    """The whole way of a sentence, with wrong words, wrong evidence and wrong speakers."""
    speakers = [s.name for s in news.speakers()]
    shown_of: Counter[bool] = Counter()

    def one(random: Random) -> None:
        items = random.choice(asked)
        item = random.choice(items)
        source = [item, *[i for i in items if i is not item], item]
        wrong = random.random() < 0.5
        words = misquoted(random, source)[1] if wrong else piece_of(random, item.text, 4)
        speaker = random.choice([item.unit.voice.name, random.choice(speakers)])
        number = random.choice([item.number, item.number, random.choice(items).number, 99])
        text = random.choice(
            [
                f"{speaker} says: “{words}”.",
                f"“{words}”, said {speaker}.",
                f"According to {speaker}, “{words}”.",
                f"“{words}” ({speaker})",
            ]
        )
        verifier = Verifier(news, items)
        draft = DraftSentence(text, (number,), (DraftQuote(words, number),), speaker)
        sentence = verifier.check(draft)
        shown_of[sentence is not None] += 1
        if sentence is None:
            assert verifier.rejected
            return
        cited = {c.number: c for c in verifier.cited.citations}
        assert sentence.citations
        for segment in sentence.segments:
            if segment.citation:
                quote = cited[segment.citation].quote
                article = news.article(quote.article_id)
                assert segment.text == article.text[quote.start : quote.end]
                voice = cited[segment.citation].voice
                assert voice.name == item.unit.voice.name
            else:
                others = {n for n in speakers if n != item.unit.voice.name and " " in n}
                assert [n for n in others if n in segment.text] == [], sentence.text
                assert "“" not in segment.text

    @given(numbers)
    @many
    def check(number: int) -> None:
        random = Random(number)
        for _ in range(EACH):
            one(random)

    check()
    assert shown_of[True] > 20
    assert shown_of[False] > 20
