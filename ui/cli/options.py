"""Options that several verbs share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from index.collection import Collection
    from index.types import Filter
    from rag.models.settings import ModelSettings


CollectionOption = Annotated[
    Path | None,
    typer.Option(
        "-c",
        "--collection",
        metavar="FOLDER",
        help="The collection's folder (default: ONRECORD_COLLECTION, else .onrecord).",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON of the shape described in docs/json.md.")
]
QuietOption = Annotated[
    bool, typer.Option("-q", "--quiet", help="No progress and no notes on standard error.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Only articles of this outlet; repeatable."),
]
AuthorOption = Annotated[
    list[str] | None,
    typer.Option("--author", metavar="NAME", help="Only articles by this author; repeatable."),
]
LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="NAME",
        help="Only articles in this language (fr or French); repeatable.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Only articles published on this day or later."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Only articles published on this day or before."),
]
DirectOption = Annotated[
    bool,
    typer.Option("--direct", help="Only direct quotations, as the articles themselves mark them."),
]
ReportedOption = Annotated[
    bool,
    typer.Option("--reported", help="Only words that articles report and do not quote."),
]
ArticleOption = Annotated[
    list[str] | None,
    typer.Option("--article", metavar="ID", help="Only this article; repeatable."),
]

SpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Only what this speaker says; repeatable."),
]

ModelOption = Annotated[
    str | None,
    typer.Option(
        "-m",
        "--model",
        metavar="PROVIDER:MODEL",
        help="Let this language model word the answer; none for none (default: ONRECORD_MODEL).",
        show_default=False,
    ),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="Address of an OpenAI-compatible server that runs the model.",
        show_default=False,
    ),
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help="Make no connection at all, whatever is configured.")
]
ShowRejectedOption = Annotated[
    bool,
    typer.Option("--show-rejected", help="Show rejected model sentences."),
]


@dataclass(frozen=True, slots=True)
class Limits:
    """The options that limit what is searched."""

    source: SourceOption = None
    author: AuthorOption = None
    since: SinceOption = None
    until: UntilOption = None
    article: ArticleOption = None
    speaker: SpeakerOption = None
    direct: DirectOption = False
    reported: ReportedOption = False
    language: LanguageOption = None

    def filter(self, collection: Collection, *, listing: bool = False) -> Filter:
        """The same as a Filter; see ``make_filter``. Raises SpeakerNotFound, AmbiguousSpeaker."""
        from ui.cli.naming import find_speaker

        return make_filter(
            collection,
            source=self.source,
            author=self.author,
            since=self.since,
            until=self.until,
            article=self.article,
            direct=self.direct,
            reported=self.reported,
            speakers=tuple(find_speaker(collection, one).id for one in self.speaker or ()),
            language=self.language,
            listing=listing,
        )


ANYWHERE = Limits()
"""No limit."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The options that choose a language model."""

    model: ModelOption = None
    base_url: BaseUrlOption = None
    offline: OfflineOption = False

    def settings(self) -> ModelSettings | None:
        """What is to be used: the options, else what is configured; None for no model.

        A model named on the command line with its provider does not go to a server that is
        configured for another one. Raises ModelSettingsError and SettingsError.
        """
        from rag.models.settings import ModelSettings
        from ui.settings import Settings

        if self.offline or (self.model or "").strip().casefold() == "none":
            return None
        configured = Settings.load()
        name = self.model or configured.model
        base_url = self.base_url or ("" if ":" in (self.model or "") else configured.base_url)
        return ModelSettings.of(
            name,
            base_url=base_url,
            timeout=configured.model_timeout,
            prices=configured.model_prices,
            rewrite=configured.model_rewrite,
            expand=configured.model_expand,
        )


AS_CONFIGURED = ModelChoice()
"""Whatever the environment and the settings file say."""


def make_filter(
    collection: Collection,
    *,
    source: list[str] | None = None,
    author: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    article: list[str] | None = None,
    direct: bool = False,
    reported: bool = False,
    language: list[str] | None = None,
    speakers: tuple[int, ...] = (),
    listing: bool = False,
) -> Filter:
    """Turn options into a Filter. Ids may be shortened.

    Raises ArticleNotFound for an id that the collection does not have, NoSuchArticles where no
    article fits (for a ``listing``, which may be empty: where no article has one of the names), and
    a usage error for a date that is none.
    """
    from index.languages import code_of
    from index.types import Filter
    from ui.cli.filters import checked, named

    if direct and reported:
        raise typer.BadParameter("not together with --direct", param_hint="--reported")
    ids = tuple(collection.article(one).id for one in article or ())
    where = Filter(
        sources=tuple(source or ()),
        authors=tuple(author or ()),
        since=_day(since, "--since", last=False),
        until=_day(until, "--until", last=True),
        article_ids=ids,
        speaker_ids=speakers,
        direct=direct,
        reported=reported,
        languages=tuple(code_of(one) for one in language or ()),
    )
    return (named if listing else checked)(collection, where)


def _day(text: str | None, option: str, *, last: bool) -> date | None:
    """A day, or the first or last day of a month (2026-11) or a year (2026)."""
    if text is None:
        return None
    found: date | None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            found = datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
        if not last or form == "%Y-%m-%d":
            return found
        if form == "%Y":
            return found.replace(month=12, day=31)
        following = found.replace(day=28).toordinal() + 4
        first_of_next = date.fromordinal(following).replace(day=1)
        return date.fromordinal(first_of_next.toordinal() - 1)
    from index.articles import parse_date

    if (found := parse_date(text)) is not None:
        return found
    raise typer.BadParameter(
        f"{text!r} is not a date; write 2026-11-22, 2026-11, 2026 or 22 November 2026",
        param_hint=option,
    )
