"""What stands in the chat before the first question."""

from __future__ import annotations

from ui.web.counts import profile_text
from ui.web.desk import Desk
from ui.web.forms import ask_chip
from ui.web.markup import esc, link

MOST_QUOTED = 5


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
        "<p>Every answer is word for word, with the speaker and the place where it is written.</p>"
        f"{_profile(desk, asks=asks)}"
        f'<div class="or-asks" role="group" aria-label="Suggested questions">{chips}</div>'
        "</section>"
    )


def _profile(desk: Desk, *, asks: bool) -> str:
    """What the collection holds, who is quoted most, what is disputed, where to look further."""
    most = ", ".join(
        f"{link(s.name, 'speakers', who=s.name)} ({s.statements:,})"
        for s in desk.collection.speakers()[:MOST_QUOTED]
    )
    quoted = f"<p>Most quoted: {most}</p>" if most else ""
    claims = " · ".join(link(c, "sides", claim=c) for c in (desk.claims() if asks else ()))
    disputed = f"<p>Who agrees, who disagrees? {claims}</p>" if claims else ""
    ways = " · ".join(
        (
            link("Counts by outlet and month", "counts"),
            link("Contradictions", "contradictions"),
            link("Search the text", "search"),
        )
    )
    return (
        f'<div class="or-profile"><p>{esc(profile_text(desk.collection, desk.rows()))}</p>'
        f"{quoted}{disputed}<p>{ways}</p></div>"
    )


def how_to_add(desk: Desk) -> str:
    """The command that fills this very collection, after a comma; nothing for people elsewhere."""
    command = desk.adding_command
    return f", or run <code>{esc(command)}</code>" if command else ""
