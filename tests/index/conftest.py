"""Small articles and collections for the tests of the index."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, Sentence, Statement, open_collection
from index.indexing import Attribute
from index.store.writing import Attributed, Mention

_PEOPLE = ("Marta Kovic", "Ivan Dral", "Selma Orhan", "Tomas Brek", "Lena Vossberg")
_ACTS = ("said", "denied", "warned", "hoped", "claimed")
_THINGS = (
    "the harbour will open in spring",
    "grain prices doubled within a month",
    "the new bridge cannot carry lorries",
    "fishermen received no compensation",
    "the reservoir is almost empty",
    "ministers met without any result",
    "the museum bought a forged painting",
    "the railway strike ends on Friday",
)


def small_article(number: int, said: int = 3, **fields: Any) -> Article:
    """A different short article for every number, with the one word ``token<number>x``.

    Somebody is reported ``said`` times to have said something.
    """
    rng = random.Random(number)
    sentences = [
        f"{rng.choice(_PEOPLE)} {rng.choice(_ACTS)} that {rng.choice(_THINGS)} "
        f"in town {rng.randrange(10**6)}."
        for _ in range(said)
    ]
    values: dict[str, Any] = {
        "title": f"Report {number}",
        "source": ("Daily", "Gazette", "Herald")[number % 3],
        "published": date(2024, 1, 1) + timedelta(days=number % 300),
        "path": f"articles/{number}.txt",
        "text": f"Notes on token{number}x from the coast. " + " ".join(sentences),
    }
    return Article(**(values | fields))


_SAID = re.compile(rf"({'|'.join(_PEOPLE)}) ({'|'.join(_ACTS)}) that ([^.]+)")


def who_said(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """The statements of short articles, by pattern, which takes no time."""
    return [
        [
            Attributed(
                Statement(
                    article.id,
                    content=(found.span(3),),
                    source=(found.span(1),),
                    cue=found.span(2),
                    kind="reported",
                    polarity="denied" if found[2] == "denied" else "asserted",
                    certainty="certain",
                ),
                Mention(found[1], kind="person", form=found[1]),
            )
            for found in _SAID.finditer(article.text)
        ]
        for article in articles
    ]


@pytest.fixture
def make() -> Callable[..., Article]:
    """``make(number, **fields)``: a short article."""
    return small_article


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a collection can be made."""
    return tmp_path / "collection"


@pytest.fixture
def local(folder: Path) -> Iterator[LocalCollection]:
    """An empty collection on this machine; who says what in it is found by pattern."""
    with open_collection(folder, create=True) as collection:
        collection.attribute = who_said
        yield collection


@pytest.fixture
def attribute() -> Attribute:
    """Finds the statements of short articles, by pattern."""
    return who_said
