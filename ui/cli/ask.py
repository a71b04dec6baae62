"""``onrecord ask`` and ``onrecord who``: one question, one answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import ABSTAINED, OK
from ui.cli.options import (
    ArticleOption,
    AuthorOption,
    CollectionOption,
    JsonOption,
    SinceOption,
    SourceOption,
    UntilOption,
    make_filter,
)
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from index.collection import Collection
    from rag.types import Answer

LimitOption = Annotated[
    int,
    typer.Option(
        "-n", "--limit", metavar="N", min=1, help="How many voices or passages to quote at most."
    ),
]
ContextOption = Annotated[
    bool, typer.Option("--show-context", help="Show the sentences around each quotation, ⟦so⟧.")
]
NoLogOption = Annotated[
    bool, typer.Option("--no-log", help="Do not keep question and answer in the collection.")
]


@verb
def ask_verb(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="The question; - reads it from stdin.")
    ],
    collection: CollectionOption = None,
    source: SourceOption = None,
    author: AuthorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    article: ArticleOption = None,
    limit: LimitOption = 5,
    no_rewrite: Annotated[
        bool, typer.Option("--no-rewrite", help="Search for the question exactly as it stands.")
    ] = False,
    show_context: ContextOption = False,
    no_log: NoLogOption = False,
    json_: JsonOption = False,
) -> int:
    """Ask one question (the verb may be left out).

    The answer quotes word for word, names who said it and lists the sources. When the collection
    has no answer, it says why, shows the nearest evidence and ends with exit code 3.

    \b
    Examples:
      onrecord ask "who claims Azerbaijan will seek NATO membership?"
      onrecord "what does Sivkov say about Armenia?"
      onrecord ask --since 2024-01 --source Caliber "who criticises the parliament?"
      echo "who disagrees about the enclaves?" | onrecord ask -
      onrecord ask --json "who claims this?" > answer.json
    """
    from rag import ask

    text = read_question(question)
    with opened(collection) as articles:
        where = make_filter(
            articles, source=source, author=author, since=since, until=until, article=article
        )
        answer = ask(articles, text, where=where, limit=limit, rewrite=not no_rewrite)
        kept = None if no_log else keep(articles, answer)
        return show_answer(articles, answer, kept, json_=json_, context=show_context)


@verb
def who_verb(
    proposition: Annotated[
        list[str], typer.Argument(metavar="PROPOSITION", help="What somebody may have said.")
    ],
    collection: CollectionOption = None,
    source: SourceOption = None,
    author: AuthorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    article: ArticleOption = None,
    limit: LimitOption = 10,
    show_context: ContextOption = False,
    no_log: NoLogOption = False,
    json_: JsonOption = False,
) -> int:
    """Name everyone who says that something is so.

    Then who says the opposite. Exit code 3 where nobody speaks of it.

    \b
    Examples:
      onrecord who "Azerbaijan will seek NATO membership"
      onrecord who --since 2024-01-15 "the enclaves will be returned"
    """
    from rag import ask

    question = who_question(read_question(proposition))
    with opened(collection) as articles:
        where = make_filter(
            articles, source=source, author=author, since=since, until=until, article=article
        )
        answer = ask(articles, question, where=where, limit=limit, rewrite=False)
        kept = None if no_log else keep(articles, answer)
        return show_answer(articles, answer, kept, json_=json_, context=show_context)


def who_question(proposition: str) -> str:
    """``Who says that …?``; ``claims that …``, typed after the verb, is taken as it stands.

    >>> who_question("prices will fall.")
    'Who says that prices will fall?'
    >>> who_question("denies prices will fall")
    'Who denies prices will fall?'
    """
    from rag.exceptions import EmptyQuestion
    from rag.language import REPORTING_VERBS

    text = proposition.strip(" ?.!")
    first = text.split(maxsplit=1)[0].casefold() if text else ""
    if not text:
        raise EmptyQuestion('nothing is proposed; for example: onrecord who "prices will fall"')
    return f"Who {text}?" if first in REPORTING_VERBS else f"Who says that {text}?"


def read_question(words: list[str]) -> str:
    """The words given, or standard input where they are a single ``-``."""
    if words == ["-"]:
        return sys.stdin.read().strip()
    return " ".join(words).strip()


def keep(collection: Collection, answer: Answer) -> int | None:
    """Keep an answer in the collection's log; its number, or None where that cannot be written."""
    from index.exceptions import CollectionError

    try:
        return collection.log(answer.to_dict())
    except CollectionError as error:
        note(f"not kept in the log: {error}")
        return None


def show_answer(
    collection: Collection,
    answer: Answer,
    kept: int | None,
    *,
    json_: bool,
    context: bool = False,
    line: bool = False,
) -> int:
    """Print an answer; returns the exit code that belongs to it."""
    if json_:
        emit_json(answer.to_dict() | {"log_id": kept}, line=line)
    else:
        from ui.render.answer import answer_text

        emit(answer_text(answer, layout(), context=collection.article if context else None))
    return ABSTAINED if answer.status == "abstained" else OK
