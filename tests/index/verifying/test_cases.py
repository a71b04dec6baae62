"""Where names stand, and which words a span of characters is: against the plain way to find out."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st

from index.attribution.prepared import prepare
from index.attribution.relations import Relation
from index.attribution.types import RawAttribution
from index.speakers import Resolved
from index.verifying import Case
from index.verifying.cases import last_word, place_of
from index.verifying.naming import Names

WORDS = st.sampled_from(["Kovic", "Dral", "said", "the", "harbour", "is", "safe", "Kovics"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=4).map(
    lambda paragraphs: "\n\n".join(" ".join(words) + "." for words in paragraphs)
)


def case(name: str) -> Case:
    raw = RawAttribution(None, (0, 1), ((0, 1),), "reported")
    return Case(Relation(None, (0, 0, 1), [(0, 0, 1)]), raw, Resolved(name=name))


@given(TEXTS, st.data())
def test_the_words_of_a_span_are_those_it_was_made_of(text: str, data: st.DataObject) -> None:
    article = prepare(text)
    starts = [words[0].start for words in article.paragraphs]
    paragraph = data.draw(st.integers(0, len(starts) - 1))
    words = article.paragraphs[paragraph]
    first = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(first + 1, len(words)))
    place = (paragraph, first, end)
    assert place_of(article, starts, article.span(*place)) == place


def test_a_span_of_what_is_not_read_has_no_words() -> None:
    text = "Menu and links.\n\nMarta Kovic said so."
    article = prepare(text, [(0, 15)])
    starts = [words[0].start for words in article.paragraphs]
    assert place_of(article, starts, (0, 4)) is None


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_names_are_found_as_whole_words(text: str, one: int, other: int) -> None:
    start, end = sorted((one, other))
    names = Names(text, [case("Marta Kovic"), case("Ivan Dral"), case("the harbour")])
    places = [
        i
        for i in range(len(text))
        if text.startswith("Kovic", i) and not text[i + 5 : i + 6].isalnum()
    ]
    before = [i for i in places if i < end]
    assert names.times_before("Kovic", end) == len(before)
    assert names.before("Kovic", end) == ((before[-1], before[-1] + 5) if before else None)
    assert names.between("Dral", start, end) == any(start <= i < end for i in places)
    assert names.several == 2
    assert bisect_right(names.places["harbour"], len(text)) == text.count("harbour")


def test_what_a_name_is_called_by_again() -> None:
    assert last_word("Marta Kovic") == "Kovic"
    assert last_word("Ivan Dral Jr.") == "Jr"
    assert last_word("") == ""
