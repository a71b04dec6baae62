"""``onrecord chat``: questions and follow-ups."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui.cli.ask import ContextOption, LimitOption, NoLogOption, keep
from ui.cli.exits import OK
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
from ui.cli.output import counted, emit, emit_json, is_terminal, layout, note
from ui.cli.running import opened, verb
from ui.cli.streaming import told

if TYPE_CHECKING:
    from index.collection import Collection
    from rag import Conversation
    from rag.models.settings import ModelSettings

HELP = """/sources   the sources of the last answer with the sentences around each quotation
/new       forget the conversation
/help      this (so does help)
/quit      leave (so do quit, exit and Ctrl-D)"""


@verb
@grouped
def chat_verb(
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    limit: LimitOption = 5,
    show_context: ContextOption = False,
    no_log: NoLogOption = False,
    choice: ModelChoice = AS_CONFIGURED,
    show_rejected: ShowRejectedOption = False,
    json_: JsonOption = False,
) -> int:
    """Ask and follow up; Ctrl-D ends.

    A follow-up ("who disagrees with this?", "what else does he say?") is read behind the question
    before it; both are shown. Questions may also come through a pipe, one a line; with --json each
    answer is one object on one line.

    \b
    Examples:
      onrecord chat
      onrecord chat --source Caliber
      printf 'who claims this?\\nwho disagrees with this?\\n' | onrecord chat --json
    """
    from rag import Conversation

    settings = choice.settings()
    with opened(collection) as articles:
        model = None
        if settings is not None:
            from rag.models import open_model

            model = open_model(settings)
        talk = Conversation(articles, where=limits.filter(articles), limit=limit, model=model)
        typed = is_terminal(sys.stdin)
        if typed:
            _greet(articles)
        while (line := _read(typed)) is not None:
            line = line.strip()
            if line.casefold() in ("/quit", "/exit", "quit", "exit"):
                break
            if line.startswith("/") or line.casefold() == "help":
                _command(line, articles, talk)
            elif line:
                _answer(
                    articles,
                    talk,
                    line,
                    settings,
                    log=not no_log,
                    json_=json_,
                    context=show_context,
                    rejected=show_rejected,
                )
    return OK


def _greet(collection: Collection) -> None:
    """Say what is being asked, and load line editing."""
    try:
        import readline  # noqa: F401 - input() uses it once it is imported
    except ImportError:
        note("line editing is not available in this Python")
    size = counted(collection.count(), "article")
    note(f"{collection.name}: {size}. /help for help, Ctrl-D leaves.")


def _read(typed: bool) -> str | None:
    """The next line, or None at the end of the input."""
    if not typed:
        line = sys.stdin.readline()
        return line or None
    prompt = "> "
    if not is_terminal(sys.stdout):
        # Answers go elsewhere; the prompt must not get in among them.
        print(prompt, end="", file=sys.stderr, flush=True)
        prompt = ""
    try:
        return input(prompt)
    except EOFError:
        note("")
        return None


def _answer(
    collection: Collection,
    talk: Conversation,
    question: str,
    settings: ModelSettings | None,
    *,
    log: bool,
    json_: bool,
    context: bool,
    rejected: bool,
) -> None:
    """Answer one line; a question that cannot be asked does not end the conversation."""
    from rag import QuestionError

    try:
        told(
            collection,
            lambda _: talk.stream(question),
            settings,
            keep=lambda answer: keep(collection, answer) if log else None,
            json_=json_,
            context=context,
            line=True,
            rejected=rejected,
        )
    except QuestionError as error:
        note(f"error: {error}")
        if json_:
            shape = {"type": type(error).__name__, "message": str(error), "fix": None}
            emit_json({"error": shape}, line=True)
        return
    if not json_:
        emit("")


def _command(line: str, collection: Collection, talk: Conversation) -> None:
    """Carry out a line that begins with a slash."""
    if line == "/new":
        talk.answers.clear()
        note("a new conversation")
    elif line == "/sources" and talk.answers:
        from ui.render.answer import answer_text

        emit(answer_text(talk.answers[-1], layout(), context=collection.article))
    elif line == "/sources":
        note("nothing has been asked yet")
    else:
        if line.startswith("/") and line != "/help":
            note(f"{line} is not a command")
        note(HELP)
