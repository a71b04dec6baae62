"""``onrecord chat``: questions and follow-ups."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui.cli.ask import ContextOption, LimitOption, NoLogOption, keep, show_answer
from ui.cli.exits import OK
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
from ui.cli.output import counted, emit, emit_json, is_terminal, layout, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from index.collection import Collection
    from rag import Conversation

HELP = """/sources   the sources of the last answer with the sentences around each quotation
/new       forget the conversation
/help      this
/quit      leave (so does Ctrl-D)"""


@verb
def chat_verb(
    collection: CollectionOption = None,
    source: SourceOption = None,
    author: AuthorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    article: ArticleOption = None,
    limit: LimitOption = 5,
    show_context: ContextOption = False,
    no_log: NoLogOption = False,
    json_: JsonOption = False,
) -> int:
    """Ask and follow up; Ctrl-D ends.

    A follow-up ("who disagrees?", "what else does he say?") is made into one standalone question,
    which is shown. Questions may also come through a pipe, one a line; with --json each answer is
    one object on one line.

    \b
    Examples:
      onrecord chat
      onrecord chat --source Caliber
      printf 'who claims this?\\nwho disagrees?\\n' | onrecord chat --json
    """
    from rag import Conversation

    with opened(collection) as articles:
        where = make_filter(
            articles, source=source, author=author, since=since, until=until, article=article
        )
        talk = Conversation(articles, where=where, limit=limit)
        typed = is_terminal(sys.stdin)
        if typed:
            _greet(articles)
        while (line := _read(typed)) is not None:
            line = line.strip()
            if line in ("/quit", "/exit"):
                break
            if line.startswith("/"):
                _command(line, articles, talk)
            elif line:
                _answer(articles, talk, line, log=not no_log, json_=json_, context=show_context)
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
    *,
    log: bool,
    json_: bool,
    context: bool,
) -> None:
    """Answer one line; a question that cannot be asked does not end the conversation."""
    from rag import QuestionError

    try:
        answer = talk.ask(question)
    except QuestionError as error:
        note(f"error: {error}")
        if json_:
            shape = {"type": type(error).__name__, "message": str(error), "mend": None}
            emit_json({"error": shape}, line=True)
        return
    kept = keep(collection, answer) if log else None
    show_answer(collection, answer, kept, json_=json_, context=context, line=True)
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
        if line != "/help":
            note(f"{line} is not a command")
        note(HELP)
