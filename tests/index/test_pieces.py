"""Word pieces of an article, found again by its characters."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article
from index.encoder import load_encoder
from index.passages import contextual_text
from index.pieces import ArticlePieces
from index.preparing import split_article
from index.types import Span

_ENCODER = load_encoder()
_SENTENCES = st.lists(
    st.sampled_from(
        [
            "Marta Kovic denied that the harbour will open.",
            "“It’s over,” he said!",
            "Türkiye’s naïve 🙂 plan failed.",
            "He did not.",
        ]
    ),
    min_size=1,
    max_size=12,
)


def pieces_of(article: Article) -> tuple[ArticlePieces, list[Span]]:
    _, passages = split_article(article, _ENCODER)
    texts = [contextual_text(article, span) for span in passages]
    return ArticlePieces(article, passages, _ENCODER.read_short(texts)[1]), passages


@settings(deadline=None, max_examples=25)
@given(_SENTENCES, st.sampled_from(["", "A title"]), st.data())
def test_pieces_of_a_span_cover_its_words_and_no_other(
    sentences: list[str], title: str, data: st.DataObject
) -> None:
    text = " ".join(sentences)
    pieces, _ = pieces_of(Article(title=title, source="Daily", text=text, path="a.txt"))
    assert list(pieces.starts) == sorted(pieces.starts)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    [first], [last] = pieces.within([(start, end)])
    found = set(range(first, last))
    for i, (a, b) in enumerate(zip(pieces.starts, pieces.ends, strict=True)):
        assert (i in found) == (a < end and start < b)
    held = {at for i in found for at in range(pieces.starts[i], pieces.ends[i])}
    assert all(at in held for at in range(start, end) if text[at].isalnum())


def test_the_sum_of_a_whole_passage_points_nearly_where_its_vector_does() -> None:
    article = Article(text="Marta Kovic denied that the harbour will open.", path="a.txt")
    pieces, [passage] = pieces_of(article)
    [vector] = pieces.totals([passage])
    vector /= np.linalg.norm(vector)
    # The passage's own vector counts the special tokens too.
    assert float(vector @ _ENCODER.encode_short([article.text])[0]) > 0.98


def test_the_sum_of_any_spans_is_that_of_their_pieces() -> None:
    text = "Marta Kovic denied that the harbour will open. \n\n He did not."
    pieces, _ = pieces_of(Article(text=text, path="a.txt"))
    spans = [(48, 60), (0, 46), (6, 11), (46, 49), (0, len(text)), (12, 12)]
    totals = pieces.totals(spans)
    for span, total in zip(spans, totals, strict=True):
        [first], [last] = pieces.within([span])
        expected = sum(
            (
                pieces.totals([(int(a), int(b))])[0]
                for a, b in zip(pieces.starts[first:last], pieces.ends[first:last], strict=True)
            ),
            np.zeros(384),
        )
        assert np.abs(total - expected).max() < 1e-3
    assert [bool(t.any()) for t in totals] == [True, True, True, False, True, False]


def test_where_no_word_stands_the_sum_is_zero() -> None:
    pieces, _ = pieces_of(Article(text="One. \n\n Two.", path="a.txt"))
    assert not pieces.totals([(5, 7)]).any()
    assert pieces.totals([]).shape == (0, 384)
    assert pieces.totals([(0, 2)]).any()
    assert not pieces.totals([(500, 700)]).any()
