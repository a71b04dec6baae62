"""An answer as HTML: in one sentence, then its quotations with chips, sides next to each other.

Nothing here trusts a text: whatever comes from an article, a question or a model is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.types import Filter
from rag.types import Answer, AnswerSentence, Citation, Stance
from ui.render.beneath import beneath, headings
from ui.render.lead import asks_who, lead, number_word
from ui.render.wording import ANSWERING, NOT_FOUND, REASONS, SIDES, side_tag
from ui.web.asked import asked, edit_form, question_line
from ui.web.folding import folded, seen_numbers
from ui.web.foot import foot
from ui.web.forms import act, toggle
from ui.web.markup import attributes, count, day, esc, fixer, link, tag, words_shown
from ui.web.sources import Library, chip, kind_mark, source_list
from ui.web.suggest import FollowUp

COLUMNS: tuple[Stance, ...] = ("affirm", "conditional", "deny")
"""The sides that stand next to each other, from left to right."""


def turn(
    answer: Answer,
    library: Library,
    *,
    number: int,
    fresh: bool = False,
    follow_ups: Sequence[FollowUp] = (),
    helpful: bool | None = None,
    note: str | None = None,
) -> str:
    """One question with its answer; a ``fresh`` one appears sentence by sentence.

    They take their room from the beginning, so that nothing moves meanwhile; the style sheet lets
    them appear, and what can be done with the answer waits for the turn that is drawn afterwards.
    ``helpful`` is what the user thinks of it; ``note`` their words, None before it is kept.
    """
    answered = answer.status == "answered"
    body = _answered(answer, number) if answered else _abstained(answer)
    sources = source_list(
        answer.citations if answered else answer.nearest,
        library,
        prefix=f"or-t{number}",
        label="Sources" if answered else "Nearest evidence",
        nearest=not answered,
        seen=seen_numbers(answer) if answered else None,
    )
    below = foot(answer, number, follow_ups, helpful, note, _everything(answer, library))
    return (
        f'<article class="or-turn{" or-fresh" if fresh else ""}"'
        f"{attributes(data_turn=number, aria_busy=str(fresh).lower())}>"
        f"{asked(answer.question, number)}{_searched(answer, number)}"
        f"{_within(answer.where, library)}"
        f'<div class="or-grid"><div class="or-answer" role="group" aria-label="Answer">{body}'
        f'<div class="or-foot{" or-wait" if fresh else ""}">{below}</div></div>{sources}</div>'
        "</article>"
    )


def writing(
    question: str,
    standalone: str,
    sentences: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    library: Library,
    *,
    number: int,
    note: str,
) -> str:
    """A turn while a language model writes: the sentences that are verified so far."""
    by_number = {c.number: c for c in citations}
    lines = "".join(_sentence(s, by_number, number, 0, dated=False) for s in sentences)
    sources = source_list(citations, library, prefix=f"or-t{number}", label="Sources")
    searched = (
        f'<p class="or-searched" dir="auto">Searched for: <em>{esc(standalone)}</em></p>'
        if standalone != question
        else ""
    )
    return (
        f'<article class="or-turn" aria-busy="true">{question_line(question)}{searched}'
        f'<div class="or-grid"><div class="or-answer" role="group" aria-label="Answer">{lines}'
        f'<p class="or-searching">{esc(note)}</p></div>{sources}</div></article>'
    )


def _answered(answer: Answer, number: int) -> str:
    by_number = {c.number: c for c in answer.citations}
    names, behind = headings(answer), folded(answer)
    sides = {s.stance for s in answer.sentences} & set(COLUMNS)
    columns = len(sides) >= 2
    lines = [
        _sentence(
            replace(s, segments=beneath(s, by_number)) if s.stance in names else s,
            by_number,
            number,
            i,
            dated=columns,
            hidden=i in behind,
        )
        for i, s in enumerate(answer.sentences)
    ]
    unclear = ""
    if "report" in names:
        own = [i for i, s in enumerate(answer.sentences) if s.stance == "report"]
        unclear = _side("report", names["report"], "".join(lines[i] for i in own))
        for i in own:
            lines[i] = ""
    told = lead(answer)
    first = f'<p class="or-lead" dir="auto">{esc(told)}</p>' if told else ""
    if answer.message and answer.message != told:
        first += f'<p class="or-note" dir="auto">{esc(answer.message)}</p>'
    every = (
        '<p><button type="button" class="or-button" data-all aria-expanded="false">'
        f"Show all {number_word(len(lines))}</button></p>"
        if behind
        else ""
    )
    if not columns:
        return f"{first}{''.join(lines)}{unclear}{every}"
    pairs = list(zip(answer.sentences, lines, strict=True))
    titles = ANSWERING if asks_who(answer) else SIDES
    found = "".join(
        _side(side, titles[side], "".join(line for s, line in pairs if s.stance == side))
        for side in COLUMNS
        if side in sides
    )
    rest = "".join(line for s, line in pairs if s.stance not in COLUMNS)
    return f'{first}<div class="or-sides or-sides-{len(sides)}">{found}</div>{rest}{unclear}{every}'


def _side(side: Stance, heading: str, lines: str) -> str:
    return (
        f'<section class="or-side or-{side}" aria-label="{esc(heading)}">'
        f"<h3>{esc(heading)}</h3>{lines}</section>"
    )


def _sentence(
    sentence: AnswerSentence,
    citations: dict[int, Citation],
    number: int,
    place: int,
    *,
    dated: bool,
    hidden: bool = False,
) -> str:
    words = "".join(
        words_shown(s.text, s.kind) if s.citation else esc(s.text) for s in sentence.segments
    )
    cited = [citations[n] for n in sentence.citations if n in citations]
    chips = "".join(chip(c, f"or-t{number}") + kind_mark(c.kind) for c in cited)
    if sentence.stance == "conditional" and not dated:  # else the heading above it says so
        chips += tag(side_tag(sentence.stance))
    chips += "".join(fixer(c.quote.article_id, c.quote.start, c.quote.end) for c in cited)
    places = {
        ", ".join(filter(None, (c.source.source or c.source.title, day(c.source.published))))
        for c in cited
        if dated
    }
    when = "".join(f'<span class="or-when">{esc(p)}</span>' for p in sorted(places) if p)
    nth = attributes(style=f"--nth: {place}") if place and not hidden else ""
    wait = " data-rest hidden" if hidden else ""
    return f'<p class="or-sentence" dir="auto"{nth}{wait}>{words}{chips}{when}</p>'


def _everything(answer: Answer, library: Library) -> str:
    """A link to all that somebody says, where an answer shows a part of what just one does."""
    ids = {c.voice.speaker_id for c in answer.citations if c.voice.certainty == "certain"}
    if answer.type != "says" or len(ids) != 1:
        return ""
    speaker = library.speaker(ids.pop() or 0)
    if speaker is None or speaker.statements <= len(answer.citations):
        return ""
    label = f"All {count(speaker.statements, 'statement')} by {speaker.name}"
    return link(label, "speakers", who=speaker.name)


def _abstained(answer: Answer) -> str:
    title = REASONS.get(answer.reason, NOT_FOUND)
    return (
        f'<div class="or-abstained"><h3>{esc(title)}</h3>'
        f'<p dir="auto">{esc(answer.message)}</p></div>'
    )


def _within(where: Filter, library: Library) -> str:
    """What the search was limited to, by filters or by the question's own dates."""
    speakers = [s.name for i in where.speaker_ids if (s := library.speaker(i)) is not None]
    titles = [
        a.title or "an untitled article"
        for i in where.article_ids
        if (a := library.find(i)) is not None
    ]
    parts = [
        f"from {day(where.since)}" if where.since else "",
        f"to {day(where.until)}" if where.until else "",
        ", ".join(where.sources),
        (", ".join(titles) or "an article that is not there") if where.article_ids else "",
        (", ".join(speakers) or "nobody of that name") if where.speaker_ids else "",
        "direct quotations" if where.direct else "",
        "reported words" if where.reported else "",
    ]
    told = " · ".join(part for part in parts if part)
    return f'<p class="or-searched" dir="auto">Only {esc(told)}</p>' if told else ""


def _searched(answer: Answer, number: int) -> str:
    if not answer.rewritten:
        return ""
    target = f"or-t{number}-searched"
    edit = toggle("Edit", target, aria_label="Edit the question that was searched")
    alone = act("Ask it by itself", "alone", number) if answer.before else ""
    return (
        f'<p class="or-searched" dir="auto">Searched for: <em>{esc(answer.standalone)}</em> '
        f"{edit} {alone}</p>"
        f"{edit_form(target, answer.standalone, number, 'Edit the question that was searched')}"
    )
