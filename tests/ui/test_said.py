"""What is listed of a statement: whole sentences with its words marked, never a fragment alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences
from index.types import Article, Sentence, Span, Statement
from ui.export.lists import statement_rows
from ui.render.articles import statements_text
from ui.render.said import Said, sentences_of, shown
from ui.render.shapes import statement_shape
from ui.render.style import Layout
from ui.web.people import said_list

FRAGMENTS = (
    ("It rained all day. Lindt denied the allegation on Monday. Then he left.", "the allegation"),
    ("“I was never there,” said Ann Roe. Roe discussed her gender with us.", "her gender"),
    ("The keeper called the plan “a bad joke” again. Nobody laughed.", "“a bad joke”"),
)


def said(text: str, *words: str, source: str = "") -> Said:
    article = Article(text=text, title="Pier", source="Tarn Courier")
    spans = [(text.index(one), text.index(one) + len(one)) for one in words]
    named: tuple[Span, ...] = ()
    if source:
        at = text.rindex(source)
        named = ((at, at + len(source)),)
    statement = Statement(article.id, tuple(spans), source=named)
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    return Said(statement, article, None, sentences)


@pytest.mark.parametrize(("text", "words"), FRAGMENTS)
def test_a_fragment_is_listed_in_its_whole_sentence(text: str, words: str) -> None:
    one = said(text, words)
    (whole,) = [text[s.start : s.end] for s in one.sentences if words in text[s.start : s.end]]
    marked = whole.replace(words, f"⟦{words}⟧")
    assert marked in statements_text([one], Layout())
    page = said_list([(one.article, one.statement)], lambda _: one.sentences)
    assert f'<span class="or-words">{whole.replace(words, f"<mark>{words}</mark>")}</span>' in page
    assert [span["text"] for span in statement_shape(one)["sentences"]] == [whole]
    (row,) = statement_rows([one])
    assert (row["sentence"], row["content"]) == (whole, words)


def test_a_line_of_an_interview_is_quoted_alone() -> None:
    lines = ["Ann Roe: We wait.", "Bo Lind: For what?", "Ann Roe: The tide.", "Bo Lind: I see."]
    one = said("\n\n".join(lines), "The tide.", source="Ann Roe")
    assert "“The tide.”" in statements_text([one], Layout())
    page = said_list([(one.article, one.statement)], lambda _: one.sentences)
    assert '<span class="or-quote">The tide.</span>' in page
    assert "<mark>" not in page


def test_sentences_apart_are_shown_apart_and_those_in_a_row_as_one() -> None:
    text = (
        "“We wait,” said Roe. “The tide is low.” It rained. The ferry lay still. "
        "“Too low,” she said."
    )
    one = said(text, "“We wait,”", "“The tide is low.”", "“Too low,”")
    found = sentences_of(one.statement.content, one.sentences)
    parts = [text[a:b] for a, b in found]
    assert parts == ["“We wait,” said Roe. “The tide is low.”", "“Too low,” she said."]
    assert "⟦“Too low,”⟧ she said." in statements_text([one], Layout())


@given(st.data())
def test_what_is_marked_is_the_statement_and_what_is_shown_are_whole_sentences(
    data: st.DataObject,
) -> None:
    text = "“We wait,” said Roe. The tide is low, she thinks. It rained. Lind left; Roe stayed on."
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True))
    ends = sorted(cuts)
    content = tuple(zip(ends[::2], ends[1::2], strict=False))
    article = Article(text=text)
    sentences = [Sentence(article.id, a, b) for a, b in split_sentences(text)]
    seen = shown(article, Statement(article.id, content), sentences)
    pieces = [piece for span in seen.spans for piece in seen.pieces(text, span)]
    assert "".join(words for words, _ in pieces) == "".join(text[a:b] for a, b in seen.spans)
    if seen.said:
        assert [words for words, own in pieces if own] == [text[a:b] for a, b in content]
        for one in sentences:
            assert all(
                b <= one.start or one.end <= a or (a <= one.start and one.end <= b)
                for a, b in seen.spans
            )
