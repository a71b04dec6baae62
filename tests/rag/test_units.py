"""Sentences in their context with whoever speaks in them: what is quoted, under whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Collection
from index.quoting import drop_lone_mark, trim_quotation
from index.store.writing import Attributed
from index.types import Filter, canonical_text
from rag.models.evidence import Attribution
from rag.types import Voice
from rag.units import Unit, units_of
from rag.voices import form_of
from tests.rag import spoken
from tests.rag.spoken import collect, said

TEXTS = st.text(alphabet="ab ‘’“”\"„«»'.,–", min_size=1, max_size=30).map(canonical_text)


def _units(folder: Path, article: Article, *statements: Attributed) -> list[Unit]:
    """The units of all sentences of one article."""
    with collect(folder / "c", [article], spoken.given(*statements)) as collection:
        return units_of(collection, [(s, 0.5) for s in collection.sentences(article.id)])


def _said(units: list[Unit]) -> list[tuple[str, str]]:
    return [(unit.voice.name, unit.text) for unit in units]


def test_the_articles_own_words_are_whole_sentences_of_nobody(tmp_path: Path) -> None:
    units = _units(tmp_path, Article(text="The bridge is closed. Nobody knows why."))
    assert _said(units) == [("", "The bridge is closed."), ("", "Nobody knows why.")]
    assert [unit.statement for unit in units] == [None, None]
    assert not any(unit.voice.somebody for unit in units)


def test_words_in_quotation_marks_are_quoted_without_what_stands_beside_them(
    tmp_path: Path,
) -> None:
    article = Article(text="“The bridge will open in May,” said Marta Lind, the harbour master.")
    statement = said(
        article, "“The bridge will open in May,”", name="Marta Lind", cue="said", kind="direct"
    )
    (unit,) = _units(tmp_path, article, statement)
    assert _said([unit]) == [("Marta Lind", "The bridge will open in May")]
    assert unit.context == (0, len(article.text))


def test_reported_speech_is_quoted_as_the_whole_sentence(tmp_path: Path) -> None:
    article = Article(text="Marta Lind said that the bridge will open in May.")
    statement = said(article, "that the bridge will open in May", name="Marta Lind", cue="said")
    assert _said(_units(tmp_path, article, statement)) == [("Marta Lind", article.text)]


def test_two_who_speak_in_a_sentence_have_a_unit_each(tmp_path: Path) -> None:
    article = Article(
        text="Marta Lind said the old bridge will open in May, while Otto Berg said the ferry "
        "will be sold before winter."
    )
    lind, berg = "the old bridge will open in May", "the ferry will be sold before winter"
    units = _units(
        tmp_path,
        article,
        said(article, lind, name="Marta Lind"),
        said(article, berg, name="Otto Berg"),
    )
    assert _said(units) == [("Marta Lind", lind), ("Otto Berg", berg)]
    assert {unit.context for unit in units} == {(0, len(article.text))}


def test_a_sentence_of_which_somebody_says_hardly_a_word_is_the_articles_own(
    tmp_path: Path,
) -> None:
    article = Article(
        text="The council, which met for five hours on Monday in the old town hall beside the "
        "harbour, voted on a plan that Marta Lind calls “bold”, and then went home by tram."
    )
    statement = said(article, "“bold”", name="Marta Lind", cue="calls", kind="direct")
    assert _said(_units(tmp_path, article, statement)) == [("", article.text)]


def test_a_few_words_are_quoted_with_the_next_sentence_of_the_speaker(tmp_path: Path) -> None:
    article = Article(
        text="Marta Lind spoke. “The aim is plain. The bridge has to open before the summer.”"
    )
    content = "“The aim is plain. The bridge has to open before the summer.”"
    statement = said(article, content, name="Marta Lind", cue="spoke", kind="direct")
    units = _units(tmp_path, article, statement)
    (short,) = [unit for unit in units if unit.text.startswith("The aim")]
    assert short.text == "The aim is plain. The bridge has to open before the summer."
    assert short.voice.name == "Marta Lind"


def test_a_quotation_over_two_sentences_leaves_no_lone_mark(tmp_path: Path) -> None:
    article = Article(
        text="“The bridge has been closed to all traffic since the month of March. It will open "
        "again before the summer holidays begin,” said Marta Lind."
    )
    content = article.text[: article.text.index(" said")]
    statement = said(article, content, name="Marta Lind", cue="said", kind="direct")
    units = _units(tmp_path, article, statement)
    assert [unit.voice.name for unit in units] == ["Marta Lind", "Marta Lind"]
    for unit in units:
        assert unit.text.count("“") == unit.text.count("”")


def test_a_source_without_a_speaker_keeps_the_words_of_the_text(tmp_path: Path) -> None:
    article = Article(text="A spokesman for the port said that the bridge will open in May.")
    found = said(
        article,
        "that the bridge will open in May",
        name="A spokesman for the port",
        cue="said",
        certainty="unresolved",
    )
    (unit,) = _units(tmp_path, article, Attributed(found.statement, None))
    assert (unit.voice.name, unit.voice.speaker_id) == ("", None)
    assert unit.voice.described == "A spokesman for the port"
    assert unit.read.speaker == "A spokesman for the port"


def test_the_reader_is_given_the_speaker_the_title_and_what_stands_before(tmp_path: Path) -> None:
    article = Article(text="It rained. Marta Lind said that it will rain again.", title="Weather")
    statement = said(article, "that it will rain again", name="Marta Lind", cue="said")
    first, second = _units(tmp_path, article, statement)
    assert first.read == ("It rained.", "", "Weather", "")
    assert second.read == (
        "Marta Lind said that it will rain again.", "Marta Lind", "Weather", "It rained.",
    )  # fmt: skip
    lind = replace(second, voice=Voice("Ada Lind", "harbour master"))
    assert lind.read.speaker == "Ada Lind, harbour master"


def test_every_unit_is_a_slice_within_its_context(news: Collection) -> None:
    voices = {speaker.id: speaker.name for speaker in news.speakers()}
    seen = 0
    for article in news.articles():
        sentences = news.sentences(article.id)
        for unit in units_of(news, [(s, 0.0) for s in sentences]):
            seen += 1
            (a, b), (start, end) = unit.context, unit.span
            assert 0 <= a <= start < end <= b <= len(article.text)
            assert unit.text == article.text[start:end]
            assert unit.text.strip()
            assert unit.before[1] <= a
            if unit.voice.speaker_id is not None:
                assert voices[unit.voice.speaker_id] == unit.voice.name
    assert seen >= sum(len(news.sentences(a.id)) for a in news.articles())


@given(TEXTS)
def test_trimming_only_narrows(text: str) -> None:
    for trim in (trim_quotation, drop_lone_mark):
        start, end = trim(text, (0, len(text)))
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Prices fall. Wages too,” she said.", "“Prices fall. Wages too,” she said."),
        ("“Prices fall.", "Prices fall."),
        ("Wages too.”", "Wages too."),
        ('"Prices fall.', "Prices fall."),
        ('Prices "fall" today.', 'Prices "fall" today.'),
    ],
)
def test_a_lone_mark_is_left_out(text: str, quoted: str) -> None:
    start, end = drop_lone_mark(text, (0, len(text)))
    assert text[start:end] == quoted


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Prices will fall,”", "Prices will fall"),
        ("“‘Never,’ he said”", "‘Never,’ he said"),
        ("“It is the allies’", "It is the allies’"),
        ("”", ""),
    ],
)
def test_the_marks_around_a_quotation_are_not_its_words(text: str, inside: str) -> None:
    start, end = trim_quotation(text, (0, len(text)))
    assert text[start:end] == inside


@pytest.mark.parametrize(("who", "cue"), [("Paula Stein", "says"), ("The minister", "has sworn")])
def test_a_unit_told_inside_a_quotation_is_no_quotation_of_who_is_told_of(
    tmp_path: Path, who: str, cue: str
) -> None:
    article = Article(text=f"“{who} {cue} that tolls will fall in spring,” Karl Voss said.")
    outer = said(article, article.text.split("”")[0] + "”", name="Karl Voss", kind="direct")
    inner = said(article, "that tolls will fall in spring", name=who, cue=cue)
    with collect(tmp_path / "talk", [article], spoken.given(outer, inner)) as collection:
        (sentence,) = collection.sentences(article.id)
        units = units_of(collection, [(sentence, 1.0)])
        kinds = {u.voice.name: form_of(article.text, u.span, u.voice) for u in units}
        assert kinds == {"Karl Voss": "direct", who: "reported"}
        assert [u.voice.name for u in units if u.passes(Filter(direct=True))] == ["Karl Voss"]
        voice = Attribution(collection).voice(article, inner.statement.content[0])
        assert voice is not None
        assert form_of(article.text, inner.statement.content[0], voice) == "reported"
