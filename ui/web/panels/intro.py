"""What stands in the chat before the first question."""

from __future__ import annotations

from ui.web.desk import Desk
from ui.web.forms import ask_chip
from ui.web.markup import count, esc


def intro(desk: Desk, *, asks: bool = True) -> str:
    """What is here, and questions worth asking.

    The questions are left out while the server starts, as they take a look at many articles.
    """
    articles = desk.collection.count()
    if not articles:
        return (
            '<section class="or-intro"><h2>This collection is empty</h2>'
            f"<p>Drop files in the Articles tab{how_to_add(desk)}. "
            "Then ask who said what.</p></section>"
        )
    questions = desk.suggestions() if asks else ()
    chips = "".join(ask_chip(question) for question in questions)
    return (
        '<section class="or-intro"><h2>Who said what?</h2>'
        f"<p>Every answer from {'this' if articles == 1 else 'these'} "
        f"{esc(count(articles, 'article'))} is word for word, "
        "with the speaker and the place where it is written.</p>"
        f'<div class="or-asks" role="group" aria-label="Suggested questions">{chips}</div>'
        "</section>"
    )


def how_to_add(desk: Desk) -> str:
    """The command that fills this very collection, after a comma; nothing for people elsewhere."""
    command = desk.adding_command
    return f", or run <code>{esc(command)}</code>" if command else ""
