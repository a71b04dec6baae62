"""The question of a turn as HTML: editing it, waiting for its answer, and where there is none."""

from __future__ import annotations

from ui.web.forms import act, field_form, toggle
from ui.web.markup import attributes, esc


def waiting(question: str) -> str:
    """What stands there between the question and the first words of its answer."""
    return (
        '<article class="or-turn" aria-busy="true">'
        f'{question_line(question)}<p class="or-searching">Searching the collection…</p></article>'
    )


def failed(question: str, message: str, number: int) -> str:
    """What stands there when the question could not be answered because of an error."""
    return (
        f'<article class="or-turn"{attributes(data_turn=number, aria_busy="false")}>'
        f"{asked(question, number)}"
        '<div class="or-abstained or-error" role="alert"><h3>This did not work</h3>'
        f"<p>{esc(message)}</p><p>{act('Ask again', 'resend', number)}</p></div></article>"
    )


def lost(question: str, number: int) -> str:
    """What stands there when an article that the kept answer quoted is not there any more."""
    return (
        f'<article class="or-turn"{attributes(data_turn=number, aria_busy="false")}>'
        f'{asked(question, number)}<div class="or-abstained"><h3>The sources have changed</h3>'
        "<p>This answer quoted an article that has been removed or replaced since, so it is not "
        f"shown any more.</p><p>{act('Ask again', 'resend', number)}</p></div></article>"
    )


def question_line(question: str) -> str:
    """The heading of a turn: the question as it was typed."""
    return f'<h2 class="or-question" dir="auto">{esc(question)}</h2>'


def asked(question: str, number: int) -> str:
    """The heading with the form in which the question can be edited and asked again."""
    return (
        f'<header class="or-asked">{question_line(question)}'
        f"{toggle('Edit', f'or-t{number}-edit', aria_label='Edit this question')}</header>"
        f"{edit_form(f'or-t{number}-edit', question, number, 'Edit the question')}"
    )


def edit_form(target: str, text: str, number: int, label: str) -> str:
    """The form that ``toggle`` opens: the question can be asked again in other words."""
    later = '<span class="or-note or-replaces">Replaces this answer and what follows it.</span>'
    return field_form(
        target, text, "Ask again", "resend", number, label=label, long=True, note=later
    )
