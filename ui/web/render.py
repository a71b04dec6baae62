"""An answer as HTML: sentences with chips, both sides next to each other, what can be done with it.

Nothing here trusts a text: whatever comes from an article, a question or a model is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.types import Answer, AnswerSentence, Citation, ModelUse, Stance
from ui.export import FORMATS
from ui.render.wording import NOT_FOUND, REASONS, SIDES, coverage_text
from ui.web.forms import act, ask_chip, field_form, toggle
from ui.web.markup import attributes, count, day, esc, words_shown
from ui.web.sources import FindArticle, chip, kind_mark, source_list

COLUMNS: tuple[Stance, ...] = ("affirm", "conditional", "deny")
"""The sides that stand next to each other, from left to right."""


def turn(
    answer: Answer,
    find: FindArticle,
    *,
    number: int,
    fresh: bool = False,
    follow_ups: Sequence[str] = (),
    helpful: bool | None = None,
    note: str | None = None,
) -> str:
    """One question with its answer; a ``fresh`` one appears sentence by sentence.

    They take their room from the beginning, so that nothing moves meanwhile; the style sheet lets
    them appear, and what can be done with the answer waits for the turn that is drawn afterwards.
    ``helpful`` is what the user thinks of it; ``note`` their words, None before it is kept.
    """
    body = _answered(answer, number) if answer.status == "answered" else _abstained(answer)
    cited = answer.citations if answer.status == "answered" else answer.nearest
    label = "Sources" if answer.status == "answered" else "Nearest evidence"
    sources = source_list(
        cited, find, prefix=f"or-t{number}", label=label, nearest=label != "Sources"
    )
    foot = _foot(answer, number, follow_ups, helpful, note)
    return (
        f'<article class="or-turn{" or-fresh" if fresh else ""}"'
        f"{attributes(data_turn=number, aria_busy=str(fresh).lower())}>"
        f"{asked(answer.question, number)}{_searched(answer, number)}"
        f'<div class="or-grid"><div class="or-answer" role="group" aria-label="Answer">{body}'
        f'<div class="or-foot{" or-wait" if fresh else ""}">{foot}</div></div>{sources}</div>'
        "</article>"
    )


def waiting(question: str) -> str:
    """What stands there between the question and the first words of its answer."""
    return (
        '<article class="or-turn" aria-busy="true">'
        f'{question_line(question)}<p class="or-searching">Searching the collection…</p></article>'
    )


def writing(
    question: str,
    standalone: str,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    find: FindArticle,
    *,
    number: int,
    note: str,
) -> str:
    """A turn while a language model writes: the sentences that are verified so far."""
    by_number = {c.number: c for c in citations}
    lines = "".join(_sentence(s, by_number, number, 0, dated=False) for s in sentences)
    sources = source_list(citations, find, prefix=f"or-t{number}", label="Sources")
    searched = (
        f'<p class="or-searched">Searched for: <em>{esc(standalone)}</em></p>'
        if standalone != question
        else ""
    )
    return (
        f'<article class="or-turn" aria-busy="true">{question_line(question)}{searched}'
        f'<div class="or-grid"><div class="or-answer" role="group" aria-label="Answer">{lines}'
        f'<p class="or-searching">{esc(note)}</p></div>{sources}</div></article>'
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
    return f'<h2 class="or-question">{esc(question)}</h2>'


def asked(question: str, number: int) -> str:
    """The heading with the form in which the question can be edited and asked again."""
    return (
        f'<header class="or-asked">{question_line(question)}'
        f"{toggle('Edit', f'or-t{number}-edit', aria_label='Edit this question')}</header>"
        f"{_edit_form(f'or-t{number}-edit', question, number, 'Edit the question')}"
    )


def _edit_form(target: str, text: str, number: int, label: str) -> str:
    later = '<span class="or-note or-replaces">Replaces this answer and what follows it.</span>'
    return field_form(
        target, text, "Ask again", "resend", number, label=label, long=True, note=later
    )


def _answered(answer: Answer, number: int) -> str:
    by_number = {c.number: c for c in answer.citations}
    sides = {s.stance for s in answer.sentences} & set(COLUMNS)
    columns = len(sides) >= 2
    lines = [
        _sentence(s, by_number, number, i, dated=columns) for i, s in enumerate(answer.sentences)
    ]
    if not columns:
        return "".join(lines)
    pairs = list(zip(answer.sentences, lines, strict=True))
    found = "".join(
        f'<section class="or-side or-{side}" aria-label="{esc(SIDES[side])}">'
        f"<h3>{esc(SIDES[side])}</h3>"
        f"{''.join(line for sentence, line in pairs if sentence.stance == side)}</section>"
        for side in COLUMNS
        if side in sides
    )
    rest = "".join(line for sentence, line in pairs if sentence.stance not in COLUMNS)
    return f'<div class="or-sides or-sides-{len(sides)}">{found}</div>{rest}'


def _sentence(
    sentence: AnswerSentence,
    citations: dict[int, Citation],
    number: int,
    place: int,
    *,
    dated: bool,
) -> str:
    words = "".join(
        words_shown(s.text, s.kind) if s.citation else esc(s.text) for s in sentence.segments
    )
    cited = [citations[n] for n in sentence.citations if n in citations]
    chips = "".join(chip(c, f"or-t{number}") + kind_mark(c.kind) for c in cited)
    places = {
        ", ".join(part for part in (c.source.source, day(c.source.published)) if part)
        for c in cited
        if dated
    }
    when = "".join(f'<span class="or-when">{esc(p)}</span>' for p in sorted(places) if p)
    nth = attributes(style=f"--nth: {place}") if place else ""
    return f'<p class="or-sentence"{nth}>{words}{chips}{when}</p>'


def _abstained(answer: Answer) -> str:
    title = REASONS.get(answer.reason, NOT_FOUND)
    return f'<div class="or-abstained"><h3>{esc(title)}</h3><p>{esc(answer.message)}</p></div>'


def _searched(answer: Answer, number: int) -> str:
    if not answer.rewritten:
        return ""
    target = f"or-t{number}-searched"
    edit = toggle("Edit", target, aria_label="Edit the question that was searched")
    return (
        f'<p class="or-searched">Searched for: <em>{esc(answer.standalone)}</em> {edit}</p>'
        f"{_edit_form(target, answer.standalone, number, 'Edit the question that was searched')}"
    )


def _foot(
    answer: Answer,
    number: int,
    follow_ups: Sequence[str],
    helpful: bool | None,
    note: str | None,
) -> str:
    parts = [coverage_text(answer.coverage, answered=answer.status == "answered")]
    if "total" in answer.timings:
        parts.append(f"{max(1, round(answer.timings['total'] * 1000))} ms")
    answered = answer.status == "answered"
    copy = '<button type="button" class="link" data-copy>Copy</button>' if answered else ""
    export = export_menu(str(number), "Export") if answered else ""
    asks = "".join(ask_chip(question) for question in follow_ups)
    return (
        f'<p class="or-coverage"><span>{" · ".join(parts)}</span></p>{_model(answer.model)}'
        f'<div class="or-acts">{copy}{export}{_thumbs(number, helpful)}</div>'
        f"{_note_form(number, helpful, note)}"
        + (
            f'<div class="or-asks" role="group" aria-label="Follow-up questions">{asks}</div>'
            if asks
            else ""
        )
    )


def _model(used: ModelUse | None) -> str:
    """Which language model had to do with the answer, and what of it was not let through."""
    if used is None:
        return ""
    wrote = f"Worded by {esc(used.name)}, every sentence checked against its quotation."
    if not used.wrote:
        asked = f"{esc(used.name)} was asked; this" if used.usage.calls else "This"
        wrote = f"{asked} is the built-in answer."
    note = f" {esc(used.note)}" if used.note else ""
    items = "".join(
        f"<li>“{esc(r.text)}” <span>{esc(r.detail or r.fault)}"
        f"{'; the exact words are shown instead' if r.replaced else ''}</span></li>"
        for r in used.rejected
    )
    left = (
        f'<details class="or-rejected"><summary class="link">'
        f"{count(len(used.rejected), 'passage')} not let through</summary>"
        f"<ul>{items}</ul></details>"
        if items
        else ""
    )
    return f'<div class="or-model"><p class="or-note">{wrote}{note}</p>{left}</div>'


def _thumbs(number: int, helpful: bool | None) -> str:
    return "".join(
        act(
            label,
            name,
            number,
            class_=f"link or-thumb or-{name}",
            aria_pressed=str(helpful is wanted).lower(),
        )
        for label, name, wanted in (
            ("Helpful", "helpful", True),
            ("Not helpful", "unhelpful", False),
        )
    )


def _note_form(number: int, helpful: bool | None, note: str | None) -> str:
    if helpful is None:
        return ""
    if note is not None:
        kept = f"Kept in the log: {note}" if note else "Kept in the log."
        return f'<p class="or-note" role="status">{esc(kept)}</p>'
    name = "note-helpful" if helpful else "note-unhelpful"
    return field_form(
        f"or-t{number}-note",
        "",
        "Save note",
        name,
        number,
        label="A note to go with it (optional)",
        placeholder="What was good, or missing? (optional)",
        shown=True,
    )


def export_menu(what: str, label: str) -> str:
    """A menu of file formats; page.js fetches the file of ``what`` (a turn's number, or all)."""
    items = "".join(
        f'<button type="button"{attributes(data_export=f"{what}{known.suffix}")}>'
        f"{esc(known.title)}</button>"
        for known in FORMATS.values()
    )
    return (
        f'<details class="or-menu"><summary class="link">{esc(label)}</summary>'
        f'<div class="or-menu-list">{items}</div></details>'
    )
