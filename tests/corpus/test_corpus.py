"""The golden corpus: small files in every form, each with what is right in ``golden/``.

Text, metadata and statements are written down by hand for a handful of stories; a file holds one or
more of them in its own form, so that what is read must be the same whatever it came in.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from index.articles import FORMATS, read
from index.articles.formats import format_of
from index.attributing import attribute
from index.quoting import trim_quotation
from index.sentences import split_sentences
from index.types import Article, Failure, Sentence, Statement

HERE = Path(__file__).parent
FILES = sorted((HERE / "files").iterdir())
FIELDS = ("title", "source", "author", "published", "url", "language")


def golden(file: Path) -> Any:
    """What is right for a file."""
    return json.loads((HERE / "golden" / f"{file.name}.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def everything() -> dict[str, tuple[list[Article], list[Failure]]]:
    """What is read of each file."""
    found = {}
    for file in FILES:
        items = list(read(file))
        found[file.name] = (
            [item for item in items if isinstance(item, Article)],
            [item for item in items if isinstance(item, Failure)],
        )
    return found


@lru_cache(maxsize=1)
def statements() -> dict[str, list[list[list[str]]]]:
    """For each article of each file: speaker, kind and words of its statements, marks left out."""
    articles = [a for name in everything() for a in everything()[name][0]]
    sentences = [
        [Sentence(a.id, *span) for span in split_sentences(a.text, a.boilerplate)] for a in articles
    ]
    read_ = iter(zip(articles, attribute(articles, sentences), strict=True))
    out: dict[str, list[list[list[str]]]] = {}
    for name, (own, _) in everything().items():
        out[name] = [
            [
                [
                    one.mention.name if one.mention else "",
                    one.statement.kind,
                    words(article, one.statement),
                ]
                for one in found
            ]
            for article, found in (next(read_) for _ in own)
        ]
    return out


def words(article: Article, statement: Statement) -> str:
    """The words of a statement on one line, a direct quotation's without the marks around them."""
    spans = statement.content
    if statement.kind == "direct":
        spans = tuple(trim_quotation(article.text, span) for span in spans)
    text = " ".join(" ".join(article.text[a:b] for a, b in spans).split())
    return text.removeprefix("that ").rstrip(".")


def test_every_form_is_in_the_corpus() -> None:
    assert {format_of(file.name) for file in FILES} == set(FORMATS.values())
    assert len(FILES) >= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_text_and_metadata(file: Path) -> None:
    articles, failures = everything()[file.name]
    right = golden(file)
    assert len(articles) == len(right["articles"]), failures
    for article, expected in zip(articles, right["articles"], strict=True):
        assert article.text.rstrip("\n") == expected["text"]
        shown = {name: getattr(article, name) for name in FIELDS}
        shown["published"] = article.published.isoformat() if article.published else None
        assert shown == {name: expected[name] for name in FIELDS}
    assert len(failures) == len(right["losses"])
    for failure, reason in zip(failures, right["losses"], strict=True):
        assert reason in failure.reason


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_who_says_what(file: Path) -> None:
    for found, expected in zip(statements()[file.name], golden(file)["articles"], strict=True):
        assert found == expected["statements"]
