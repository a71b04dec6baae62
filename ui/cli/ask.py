"""``onrecord ask`` and ``onrecord who``: one question, one answer."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.batch import FromOption, ask_all, read_questions
from ui.cli.document import Document, ExportOption
from ui.cli.grouping import grouped
from ui.cli.options import (
    ANYWHERE,
    AS_CONFIGURED,
    CollectionOption,
    JsonOption,
    Limits,
    ModelChoice,
    ShowRejectedOption,
)
from ui.cli.output import note
from ui.cli.routing import AUXILIARIES
from ui.cli.running import opened, verb
from ui.cli.streaming import told

if TYPE_CHECKING:
    from index.collection import Collection
    from index.types import Filter
    from rag.models.settings import ModelSettings
    from rag.types import Answer

NO_QUESTIONS = frozenset(("help", "quit", "exit"))
"""What people type to be helped or to leave, not to ask."""

LimitOption = Annotated[
    int,
    typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of quotes."),
]
ContextOption = Annotated[
    bool, typer.Option("--show-context", help="Show context, the quote in ⟦ ⟧.")
]
NoLogOption = Annotated[bool, typer.Option("--no-log", help="Do not log question and answer.")]


@verb
@grouped
def ask_verb(
    question: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUESTION", help="The question; - reads it from stdin."),
    ] = None,
    collection: CollectionOption = None,
    from_: FromOption = None,
    limits: Limits = ANYWHERE,
    limit: LimitOption = 5,
    no_rewrite: Annotated[
        bool, typer.Option("--no-rewrite", help="Search for the question exactly as it stands.")
    ] = False,
    show_context: ContextOption = False,
    export: ExportOption = None,
    no_log: NoLogOption = False,
    choice: ModelChoice = AS_CONFIGURED,
    show_rejected: ShowRejectedOption = False,
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
      onrecord ask --model ollama:qwen3 "who criticises the parliament?"
      onrecord ask --export answer.docx "who claims this?"
      onrecord ask --from questions.txt --export answers.csv
    """
    if bool(question) == (from_ is not None):
        raise typer.BadParameter("give either a question or --from FILE", param_hint="QUESTION")
    text = read_question(question or [])
    if text.casefold() in NO_QUESTIONS:
        raise typer.BadParameter(
            f'"{text}" is not a question; for help: onrecord ask --help', param_hint="QUESTION"
        )
    questions = [text] if from_ is None else read_questions(from_)
    document = Document.named(export) if export else None
    settings = choice.settings()
    with opened(collection) as articles:
        ask = partial(
            _tell,
            articles,
            settings=settings,
            where=limits.filter(articles),
            limit=limit,
            rewrite=not no_rewrite,
            log=not no_log,
            context=show_context,
            rejected=show_rejected,
            json_=json_,
            line=from_ is not None,
        )
        if from_ is None:
            answer, code = ask(text)
            answers = [answer]
        else:
            answers, code = ask_all(questions, ask, headings=not json_)
        if document:
            document.write(answers, articles)
            note(f"saved as {document.file}")
        return code


@verb
@grouped
def who_verb(
    proposition: Annotated[
        list[str], typer.Argument(metavar="CLAIM", help="A claim, for example: prices will fall.")
    ],
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    limit: LimitOption = 10,
    show_context: ContextOption = False,
    export: ExportOption = None,
    no_log: NoLogOption = False,
    choice: ModelChoice = AS_CONFIGURED,
    show_rejected: ShowRejectedOption = False,
    json_: JsonOption = False,
) -> int:
    """List who makes a claim.

    And who disagrees. Exit code 3 where nothing is found.

    \b
    Examples:
      onrecord who "Azerbaijan will seek NATO membership"
      onrecord who --since 2024-01-15 "the enclaves will be returned"
    """
    question, claim = who_asked(read_question(proposition))
    document = Document.named(export) if export else None
    settings = choice.settings()
    with opened(collection) as articles:
        answer, code = _tell(
            articles,
            question,
            claim=claim,
            settings=settings,
            where=limits.filter(articles),
            limit=limit,
            rewrite=False,
            log=not no_log,
            context=show_context,
            rejected=show_rejected,
            json_=json_,
        )
        if document:
            document.write([answer], articles)
            note(f"saved as {document.file}")
        return code


def _tell(
    articles: Collection,
    question: str,
    *,
    settings: ModelSettings | None,
    where: Filter,
    limit: int,
    rewrite: bool,
    log: bool,
    context: bool,
    rejected: bool,
    json_: bool,
    line: bool = False,
    claim: str = "",
) -> tuple[Answer, int]:
    """Ask one question; returns the answer and the exit code."""
    from rag import stream

    return told(
        articles,
        lambda model: stream(
            articles,
            question,
            where=where,
            limit=limit,
            rewrite=rewrite,
            claim=claim,
            model=model,
        ),
        settings,
        keep=lambda answer: keep(articles, answer) if log else None,
        json_=json_,
        context=context,
        line=line,
        rejected=rejected,
    )


def who_asked(proposition: str) -> tuple[str, str]:
    """``Who says that …?`` and the claim, to be read as ``positions`` reads it.

    ``claims that …``, typed after the verb, is a question and no claim.

    >>> who_asked("prices will fall.")
    ('Who says that prices will fall?', 'prices will fall.')
    >>> who_asked("denies prices will fall")
    ('Who denies prices will fall?', '')
    >>> who_asked("is against the bridge?")
    ('Who is against the bridge?', '')
    """
    from rag.exceptions import EmptyQuestion
    from rag.language import REPORTING_VERBS

    text = proposition.strip(" ?.!")
    first = text.split(maxsplit=1)[0].casefold() if text else ""
    if not text:
        raise EmptyQuestion('give a claim, for example: onrecord who "prices will fall"')
    if first in REPORTING_VERBS | AUXILIARIES:
        return f"Who {text}?", ""
    return f"Who says that {text}?", proposition


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
        note(f"the question was not logged: {error}")
        return None
