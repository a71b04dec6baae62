"""How the lexical index sees words: folded, without stop words, stemmed."""

from __future__ import annotations

from typing import Any

ANALYZER = "onrecord_en"
_LONGEST = 60
_RESTS = ["s", "t", "d", "ll", "m", "re", "ve"]  # what is left of it's, don't, we'd, we'll, …


def folding_analyzer() -> Any:
    """All words of a text in order, without case and accents, whole: what a phrase is made of."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    return builder.filter(Filter.ascii_fold()).build()


def analyzer() -> Any:
    """The Tantivy analyser: ``Šekerinska's`` becomes ``sekerinska``, ``claims`` ``claim``."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stopword("english"))
        .filter(Filter.custom_stopword(_RESTS))
        .filter(Filter.stemmer("english"))
        .build()
    )
