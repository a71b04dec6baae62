"""What every implementation of ``index.Collection`` must do. One fixture parameter for each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import (
    Article,
    Collection,
    Failure,
    Filter,
    Passage,
    Quote,
    open_collection,
)
from index.encoder import load_encoder
from index.exceptions import ArticleNotFound, CollectionError, SpeakerNotFound

Make = Callable[..., Article]
Open = Callable[[Path], AbstractContextManager[Collection]]


def _local(folder: Path) -> AbstractContextManager[Collection]:
    return open_collection(folder / "collection", create=True)


IMPLEMENTATIONS: dict[str, Open] = {"local": _local}


@pytest.fixture(params=IMPLEMENTATIONS)
def opened(request: pytest.FixtureRequest) -> Open:
    return IMPLEMENTATIONS[request.param]


@pytest.fixture
def collection(opened: Open, tmp_path: Path) -> Iterator[Collection]:
    with opened(tmp_path) as collection:
        yield collection


def texts(collection: Collection, passages: list[Passage]) -> list[str]:
    return [collection.article(p.article_id).text[p.start : p.end] for p in passages]


def found(collection: Collection, question: str, where: Filter | None = None) -> set[str]:
    """Ids of the articles that either search finds."""
    hits = [
        *collection.search_dense(question, 1000, where),
        *collection.search_lexical(question, 1000, where),
    ]
    return {hit.passage.article_id for hit in hits}


def test_it_is_a_collection(collection: Collection) -> None:
    assert isinstance(collection, Collection)
    assert collection.name


def test_an_empty_one_answers_everything_with_nothing(collection: Collection) -> None:
    assert collection.generation == 0
    assert collection.count() == collection.passage_count() == 0
    assert list(collection.articles()) == []
    for search in (collection.search_dense, collection.search_lexical):
        assert list(search("who said it?", 5)) == []
    for by_sentence in (collection.search_sentences, collection.search_sentences_lexical):
        assert list(by_sentence("who said it?", 5)) == []
    assert len(collection.sentence_vectors([])) == 0
    assert list(collection.search_statements("who said it?", 5)) == []
    assert list(collection.statements()) == list(collection.speakers()) == []
    assert list(collection.document_frequency(["harbour", "the"])) == [0, 0]
    assert collection.remove(["0123456789abcdef"]) == 0
    assert collection.generation == 0
    assert collection.logged(1) is None


def test_what_is_added_is_there_word_for_word(collection: Collection, make: Make) -> None:
    article = make(
        1,
        author="Ann Ek",
        url="https://example.org/1",
        language="en",
        origins={"title": "front matter"},
        boilerplate=((0, 10),),
    )
    report = collection.add([article])
    assert report.added == (article.id,)
    assert not report.replaced + report.unchanged
    assert not report.failures
    stored = collection.article(article.id)
    assert stored == article
    assert stored.origins == {"title": "front matter"}
    assert collection.count() == 1
    assert collection.generation == 1


def test_the_languages_of_what_is_added_are_counted(collection: Collection, make: Make) -> None:
    collection.add([make(9, language="de")])
    codes = ["en", "fr", "en", ""]
    report = collection.add([make(n, language=code) for n, code in enumerate(codes)])
    assert dict(report.languages) == {"en": 2, "fr": 1, "": 1}
    assert report.languages[0] == ("en", 2)


def test_languages_are_counted_within_a_filter(collection: Collection, make: Make) -> None:
    codes = ("en", "de", "de", "")
    collection.add(make(n, language=code, source=f"S{n % 2}") for n, code in enumerate(codes))
    assert collection.languages() == {"en": 1, "de": 2, "": 1}
    assert collection.languages(Filter(sources=("S0",))) == {"en": 1, "de": 1}
    assert collection.languages(Filter(sources=("nobody",))) == {}


def test_adding_again_changes_nothing(collection: Collection, make: Make) -> None:
    articles = [make(n) for n in range(3)]
    collection.add(articles)
    before = collection.generation
    report = collection.add(articles)
    assert report.unchanged == tuple(a.id for a in articles)
    assert not report.added
    assert collection.generation == before


def test_the_same_article_twice_in_one_call(collection: Collection, make: Make) -> None:
    report = collection.add([make(1), make(1, path="elsewhere.txt")])
    assert (len(report.added), len(report.unchanged)) == (1, 1)
    assert collection.count() == 1
    assert collection.article(report.added[0]).path == "articles/1.txt"


def test_changed_content_replaces_its_older_version(collection: Collection, make: Make) -> None:
    old = make(1)
    collection.add([old, make(2)])
    new = make(1, text=old.text.replace("token1x", "changedtoken"))
    report = collection.add([new])
    assert report.replaced == (new.id,)
    assert not report.added
    assert {a.id for a in collection.articles()} == {new.id, make(2).id}
    assert collection.search_lexical("token1x", 5) == []
    assert found(collection, "token1x changedtoken") == {new.id, make(2).id}
    with pytest.raises(ArticleNotFound):
        collection.article(old.id)


def test_many_articles_of_one_file_stand_beside_each_other(
    collection: Collection, make: Make
) -> None:
    rows = [make(n, path="all.jsonl") for n in range(3)]
    assert len(collection.add(rows).added) == 3
    rows.append(make(7, path="all.jsonl"))
    report = collection.add(rows)
    assert (len(report.unchanged), report.added) == (3, (rows[3].id,))
    assert collection.count() == 4


def test_a_file_that_moved_makes_way_for_another(collection: Collection, make: Make) -> None:
    collection.add([make(1, path="a.txt")])
    report = collection.add([make(1, path="b.txt"), make(2, path="a.txt")])
    assert (len(report.unchanged), len(report.added), len(report.replaced)) == (1, 1, 0)
    assert collection.article(make(1).id).path == "b.txt"


def test_what_could_not_be_read_is_listed_and_stops_nothing(
    collection: Collection, make: Make
) -> None:
    broken = Failure("broken.pdf", "it is encrypted")
    bad = make(5, text="half of a pair \ud800 is no text.")
    report = collection.add([make(1), broken, bad, make(2)])  # type: ignore[list-item]
    assert report.added == (make(1).id, make(2).id)
    assert report.failures[0] == broken
    assert report.failures[1].origin == bad.path
    assert report.failures[1].reason
    assert collection.count() == 2


def test_progress_counts_articles(collection: Collection, make: Make) -> None:
    calls: list[tuple[str, int, int]] = []
    collection.add([make(n) for n in range(3)], progress=lambda *call: calls.append(call))
    counted = [call for call in calls if call[0] == "articles"]
    assert counted[0] == ("articles", 0, 3)
    assert counted[-1] == ("articles", 3, 3)


def test_removing(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(4)])
    before = collection.generation
    assert collection.remove([make(1).id, make(2).id, "not there"]) == 2
    assert collection.generation == before + 1
    assert found(collection, "token1x token2x coast") == {make(0).id, make(3).id}
    for method in (collection.article, collection.sentences, collection.passages):
        with pytest.raises(ArticleNotFound):
            method(make(1).id)
    assert len(collection.add([make(1)]).added) == 1


def test_an_article_by_the_beginning_of_its_id(collection: Collection, make: Make) -> None:
    articles = [make(n) for n in range(3)]
    collection.add(articles)
    for article in articles:
        assert collection.article(article.id[:8]) == article
    for wrong in ("", "zzzzzzzz", articles[0].id + "0", "%", "________"):
        with pytest.raises(ArticleNotFound):
            collection.article(wrong)


def test_articles_come_by_date_then_id(collection: Collection, make: Make) -> None:
    days = [date(2024, 5, 1), None, date(2023, 1, 1), date(2024, 5, 1), None]
    articles = [make(n, published=day) for n, day in enumerate(days)]
    collection.add(articles)
    order = [(a.published is None, a.published or date.min, a.id) for a in collection.articles()]
    assert order == sorted(order)
    assert len(order) == 5


def test_sentences_and_passages_are_slices_without_boilerplate(
    collection: Collection, make: Make
) -> None:
    text = make(1).text
    cut = text.index(".") + 1
    article = make(1, boilerplate=((0, cut),))
    collection.add([article])
    sentences = collection.sentences(article.id)
    passages = collection.passages(article.id)
    assert len(sentences) == 3
    assert passages
    for span in (*sentences, *passages):
        quote = Quote(article, span.start, span.end)
        assert quote.text == quote.text.strip()
        assert span.start >= cut
    assert found(collection, "token1x") <= {article.id}
    assert collection.search_lexical("token1x", 5) == []


def test_searches_give_at_most_k_best_first(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(12)])
    for search in (collection.search_dense, collection.search_lexical):
        hits = search("grain prices on the coast", 5)
        keys = [(-h.score, h.passage.article_id, h.passage.start) for h in hits]
        assert len(hits) == 5
        assert keys == sorted(keys)
        assert list(search("grain prices on the coast", 50))[:5] == list(hits)
        assert list(search("grain prices on the coast", 0)) == []
        assert list(search("  ", 5)) == []


def test_sentences_are_found_best_first(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(12)])
    question = "grain prices in the reports"
    for search in (collection.search_sentences, collection.search_sentences_lexical):
        hits = search(question, 5)
        keys = [(-h.score, h.sentence.article_id, h.sentence.start) for h in hits]
        assert len(hits) == 5
        assert keys == sorted(keys)
        assert all(h.sentence in collection.sentences(h.sentence.article_id) for h in hits)
        assert list(search(question, 60))[:5] == list(hits)
        assert list(search(question, 0)) == []
        assert list(search("  ", 5)) == []
    assert len(collection.search_sentences(question, 100)) == 48
    (hit,) = collection.search_sentences_lexical("token3x", 5)
    article = collection.article(hit.sentence.article_id)
    assert "token3x" in article.text[hit.sentence.start : hit.sentence.end]


def test_a_sentence_is_near_to_its_own_words(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(3)])
    for sentence in collection.sentences(make(1).id)[1:]:
        asked = make(1).text[sentence.start : sentence.end]
        (hit,) = collection.search_sentences(asked, 1)
        assert hit.sentence == sentence
        (vector,) = collection.sentence_vectors([sentence])
        assert float((vector * vector).sum()) == pytest.approx(1, abs=2e-3)


def test_sentences_of_what_is_removed_are_not_found(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(3)])
    gone = list(collection.sentences(make(1).id))
    collection.remove([make(1).id])
    for search in (collection.search_sentences, collection.search_sentences_lexical):
        found = {h.sentence.article_id for h in search("notes from the coast in town", 99)}
        assert found == {make(0).id, make(2).id}
    with pytest.raises(ArticleNotFound):
        collection.sentence_vectors(gone)


def test_equal_scores_are_ordered_by_article(collection: Collection) -> None:
    """Two hundred equal passages: which of them come first must not be up to the index."""
    same = "The ferry sank at dawn."
    articles = [
        Article(text=same, title="Ferry", url=f"https://example.org/{n}") for n in range(200)
    ]
    collection.add(articles)
    first = sorted(a.id for a in articles)[:7]
    for search in (collection.search_dense, collection.search_lexical):
        hits = search("When did the ferry sink?", 7)
        assert len({h.score for h in hits}) == 1
        assert [h.passage.article_id for h in hits] == first
    for by_sentence in (collection.search_sentences, collection.search_sentences_lexical):
        sentences = by_sentence("When did the ferry sink?", 7)
        assert len({h.score for h in sentences}) == 1
        assert [h.sentence.article_id for h in sentences] == first


def test_dense_scores_are_cosines(collection: Collection, make: Make) -> None:
    collection.add([make(1, title="", source="", published=None)])
    (hit,) = collection.search_dense("grain", 1)
    (text,) = texts(collection, [hit.passage])
    asked, found = load_encoder().encode_short(["grain", text])
    assert hit.score == pytest.approx(float(asked @ found), abs=2e-3)


@pytest.mark.parametrize(
    "question",
    [
        '"unclosed AND (title:',
        "body:* OR id:[7 TO 9]",
        "+coast -coast",
        "coast^1000 ~2 \\",
        "\x00\ud800 coast",
        "🦆 " * 500,
        "coast " * 5000,
    ],
)
def test_a_question_is_words_and_never_query_syntax(
    collection: Collection, make: Make, question: str
) -> None:
    collection.add([make(1)])
    hits = collection.search_lexical(question, 3)
    assert [h.passage.article_id for h in hits] == ([make(1).id] if "coast" in question else [])
    assert len(collection.search_dense(question, 3)) == 1
    assert len(collection.search_sentences(question, 3)) == 3
    assert len(collection.search_sentences_lexical(question, 3)) == ("coast" in question)
    assert next(iter(collection.document_frequency([question]))) in (0, 1)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Radmila Šekerinska spoke.", "Sekerinska"),
        ("Türkiye agreed.", "turkiye"),
        ("He claimed victory.", "claims"),
        ("CALIBER.AZ wrote so.", "caliber.az"),
        ("Azerbaijan\u2019s army", "Azerbaijan"),
    ],
)
def test_lexical_search_folds_case_accents_and_endings(
    collection: Collection, written: str, asked: str
) -> None:
    collection.add([Article(text=written), Article(text="Nothing of the kind.")])
    (hit,) = collection.search_lexical(asked, 5)
    assert texts(collection, [hit.passage]) == [written]
    assert next(iter(collection.document_frequency([asked]))) == 1


def test_document_frequency_counts_passages(collection: Collection, make: Make) -> None:
    collection.add([make(n) for n in range(5)])
    total = collection.passage_count()
    counts = collection.document_frequency(["token3x", "coasts", "the", "absent", "?", ""])
    assert list(counts) == [1, total, total, 0, 0, 0]


def test_filters(collection: Collection, make: Make) -> None:
    articles = [
        make(1, source="Daily", author="Ann Ek", published=date(2024, 1, 1)),
        make(2, source="GAZETTE", author="Bo Lind", published=date(2024, 2, 1)),
        make(3, source="Gazette", author="Ann Ek", published=date(2024, 3, 1)),
        make(4, source="", author="", published=None),
    ]
    collection.add(articles)
    ids = [a.id for a in articles]
    for where, expected in (
        (Filter(), {0, 1, 2, 3}),
        (Filter(sources=("gazette",)), {1, 2}),
        (Filter(sources=("gazette", "daily"), authors=("ANN EK",)), {0, 2}),
        (Filter(since=date(2024, 2, 1)), {1, 2}),
        (Filter(until=date(2024, 2, 1)), {0, 1}),
        (Filter(since=date(2024, 1, 2), until=date(2024, 2, 28)), {1}),
        (Filter(article_ids=(ids[3], ids[0])), {0, 3}),
        (Filter(article_ids=("unknown",)), set()),
        (Filter(sources=("nobody",)), set()),
        (Filter(speaker_ids=(99,)), set()),
    ):
        wanted = {ids[n] for n in expected}
        assert {a.id for a in collection.articles(where)} == wanted, where
        for search in (collection.search_dense, collection.search_lexical):
            hits = search("news from the coast", 100, where)
            assert {h.passage.article_id for h in hits} == wanted, where
        for by_sentence in (collection.search_sentences, collection.search_sentences_lexical):
            sentences = by_sentence("notes from the coast", 100, where)
            assert {h.sentence.article_id for h in sentences} == wanted, where
        said = collection.search_statements("coast", 100, where)
        assert {hit.statement.article_id for hit in said} <= wanted, where


def test_reprints_are_linked_both_ways_and_go_with_the_article(
    collection: Collection, make: Make
) -> None:
    body = " ".join(make(n).text for n in range(4))
    original = Article(text=body, title="Original", url="https://example.org/a")
    copy = Article(
        text="From our agency. " + body.replace("harbour", "port"),
        title="Copy",
        url="https://example.org/b",
    )
    other = Article(text=" ".join(make(n).text for n in range(10, 14)), title="Other")
    collection.add([original, other])
    collection.add([copy])
    assert list(collection.reprints(original.id)) == [copy.id]
    assert list(collection.reprints(copy.id)) == [original.id]
    assert list(collection.reprints(other.id)) == []
    collection.remove([copy.id])
    assert list(collection.reprints(original.id)) == []


def test_unknown_speaker(collection: Collection) -> None:
    with pytest.raises(SpeakerNotFound):
        collection.speaker(1)


def test_the_log(collection: Collection, make: Make) -> None:
    collection.add([make(1), make(2)])
    before = collection.generation
    entry = {"question": "wer sagte “ja”?", "answer": {"citations": [make(1).id]}, "n": 1.5}
    assert collection.log(entry) == 1
    assert collection.log({"question": "second"}) == 2
    assert collection.logged(1) == entry
    assert collection.logged(3) is None
    assert collection.generation == before
    with pytest.raises(CollectionError, match="JSON"):
        collection.log({"question": object()})
    collection.remove([make(1).id])
    assert collection.logged(1) is None, "it quotes an article that was removed"
    assert collection.logged(2) == {"question": "second"}


def test_it_is_the_same_when_opened_again(opened: Open, tmp_path: Path, make: Make) -> None:
    question = "fishermen and grain"
    with opened(tmp_path) as collection:
        collection.add([make(n) for n in range(8)])
        collection.remove([make(3).id])
        dense, lexical = (
            collection.search_dense(question, 5),
            collection.search_lexical(question, 5),
        )
        sentences = collection.search_sentences(question, 5)
        words = collection.search_sentences_lexical(question, 5)
        generation = collection.generation
    with opened(tmp_path) as collection:
        assert collection.generation == generation
        assert collection.search_dense(question, 5) == dense
        assert collection.search_lexical(question, 5) == lexical
        assert collection.search_sentences(question, 5) == sentences
        assert collection.search_sentences_lexical(question, 5) == words


STEP = st.tuples(
    st.sampled_from(["add", "change", "remove"]),
    st.lists(st.integers(0, 5), min_size=1, max_size=3),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_any_sequence_of_changes_leaves_what_a_dict_would(
    opened: Open, make: Make, steps: list[tuple[str, list[int]]]
) -> None:
    model: dict[str, Article] = {}
    versions = dict.fromkeys(range(6), 0)
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as collection:
        for action, numbers in steps:
            chosen = []
            for number in dict.fromkeys(numbers):
                versions[number] += action == "change"
                text = f"{make(number).text} It is version v{versions[number]}v{number}."
                chosen.append(make(number, text=text))
            if action == "remove":
                there = [model[a.path].id for a in chosen if a.path in model]
                assert collection.remove(there) == len(there)
                for article in chosen:
                    model.pop(article.path, None)
            else:
                report = collection.add(chosen)
                assert not report.failures
                assert len(report.added) == sum(a.path not in model for a in chosen)
                model |= {a.path: a for a in chosen}
            ids = {a.id for a in model.values()}
            assert {a.id for a in collection.articles()} == ids
            assert found(collection, "notes from the coast") == ids
            nearest = collection.search_sentences("notes from the coast", 1000)
            assert {h.sentence.article_id for h in nearest} == ids
            for article in model.values():
                word = article.text.split()[-1]
                hits = collection.search_lexical(word, 9)
                assert {h.passage.article_id for h in hits} == {article.id}
