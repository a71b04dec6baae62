"""What the API is asked with: limits of a search, and how much is answered at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from index.collection import Collection
from index.exceptions import QueryError
from index.languages import code_of
from index.types import AttributionKind, Filter
from ui.cli.filters import checked, named
from ui.cli.naming import find_speaker
from ui.web.forms import LONGEST
from ui.web.panels.sides import LONGEST_CLAIM
from ui.web.programs import MOST

MOST_LISTED = 500
"""Items of a list in one answer; ``offset`` gives the next ones."""

DEEPEST = 1_000
"""Statements that are looked at for what they are about."""


def _day(value: object) -> date:
    """``2026-03-02`` and no other form."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("write a day as 2026-03-02")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Names = Annotated[list[Name], Field(max_length=50)]
Words = Annotated[str, Query(min_length=1, max_length=LONGEST)]
Claim = Annotated[
    str, Query(min_length=1, max_length=LONGEST_CLAIM, description="A claim: prices will fall")
]
About = Annotated[str | None, Query(max_length=LONGEST, description="What it is about")]
Kind = Annotated[AttributionKind | None, Query(description="How the words are reported")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Results at most")]
Listed = Annotated[int, Query(ge=1, le=MOST_LISTED, description="Items at most")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="Items left out before these")]


SOURCE = "Only articles of these outlets"
AUTHOR = "Only articles by these authors"
SINCE = "Only articles published on this day or later"
UNTIL = "Only articles published on this day or before"
ARTICLE = "Only these articles, by id or the beginning of it"
SPEAKER = "Only what these speakers say, by name or id"
DIRECT = "Only direct quotations"
REPORTED = "Only words that articles report and do not quote; not together with `direct`"
LANGUAGE = "Only articles in these languages, by code or English name"


class Limits(BaseModel):
    """What is searched; empty means everything."""

    model_config = ConfigDict(extra="forbid")

    source: Names = Field([], description=SOURCE)
    author: Names = Field([], description=AUTHOR)
    since: Day | None = Field(None, description=SINCE)
    until: Day | None = Field(None, description=UNTIL)
    article: Names = Field([], description=ARTICLE)
    speaker: Names = Field([], description=SPEAKER)
    direct: bool = Field(False, description=DIRECT)
    reported: bool = Field(False, description=REPORTED)
    language: Names = Field([], description=LANGUAGE)

    def filter(self, collection: Collection, *, listing: bool = False) -> Filter:
        """The same as a Filter; a ``listing`` may be empty, a search needs an article.

        Raises QueryError where both kinds are asked for alone, ArticleNotFound, SpeakerNotFound,
        AmbiguousSpeaker and NoSuchArticles.
        """
        if self.direct and self.reported:
            raise QueryError("direct and reported exclude each other: leave one out")
        where = Filter(
            sources=tuple(self.source),
            authors=tuple(self.author),
            since=self.since,
            until=self.until,
            article_ids=tuple(collection.article(one).id for one in self.article),
            speaker_ids=tuple(find_speaker(collection, one).id for one in self.speaker),
            direct=self.direct,
            reported=self.reported,
            languages=tuple(code_of(one) for one in self.language),
        )
        return (named if listing else checked)(collection, where)


class Asked(Limits):
    """A question, with limits of what is searched."""

    question: str = Field(min_length=1, max_length=LONGEST)
    limit: int = Field(5, ge=1, le=MOST, description="Quotations at most")
    log: bool = Field(True, description="Whether question and answer are kept in the log")


def limits(
    source: Annotated[Names, Query(description=SOURCE)] = [],  # noqa: B006 (FastAPI copies it)
    author: Annotated[Names, Query(description=AUTHOR)] = [],  # noqa: B006
    since: Annotated[Day | None, Query(description=SINCE)] = None,
    until: Annotated[Day | None, Query(description=UNTIL)] = None,
    article: Annotated[Names, Query(description=ARTICLE)] = [],  # noqa: B006
    speaker: Annotated[Names, Query(description=SPEAKER)] = [],  # noqa: B006
    direct: Annotated[bool, Query(description=DIRECT)] = False,
    reported: Annotated[bool, Query(description=REPORTED)] = False,
    language: Annotated[Names, Query(description=LANGUAGE)] = [],  # noqa: B006
) -> Limits:
    """The limits that the address of a request names."""
    return Limits(
        source=source,
        author=author,
        since=since,
        until=until,
        article=article,
        speaker=speaker,
        direct=direct,
        reported=reported,
        language=language,
    )
