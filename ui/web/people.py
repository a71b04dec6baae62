"""Speakers as HTML: the list of everyone, and the page of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from index.types import Article, AttributionKind, Sentence, Span, Speaker, Statement
from ui.render.said import Shown
from ui.render.said import shown as shown_of
from ui.render.wording import HEDGES, UNCLEAR, kind_tag, roles_text
from ui.web.forms import act, field_form, toggle
from ui.web.markup import attributes, count, day, esc, handles, opener, tag, told, words_shown
from ui.web.plot import bars
from ui.web.speaking import Profile, Said
from ui.web.tables import download
from ui.web.within import ANYWHERE, Within

LISTED = 200
"""Speakers listed at once; a search narrows a longer list down."""
FindSentences = Callable[[str], Sequence[Sentence]]
"""The sentences of an article by its id."""
PAGE = 50
"""Statements shown before "more" is asked for."""


def speaker_list(
    speakers: Sequence[Speaker],
    chosen: int | None = None,
    words: str = "",
    within: Within = ANYWHERE,
) -> str:
    """Everyone who speaks, as buttons; ``words`` are what was searched."""
    if not speakers:
        return '<p class="or-empty">No such speaker found.</p>'
    items = "".join(
        f'<li><button type="button" class="or-speaker"'
        f"{attributes(data_act='speaker', data_value=s.id)}"
        f"{attributes(aria_pressed=str(s.id == chosen).lower())}>"
        f'<span class="or-name" dir="auto">{esc(s.name)}</span>'
        f'<span class="or-role" dir="auto">{esc(s.role)}</span>'
        f'<span class="or-figure">{count(s.statements, "statement")}</span></button></li>'
        for s in speakers[:LISTED]
    )
    left = len(speakers) - LISTED
    more = f'<p class="or-note">{left:,} more: search to narrow the list.</p>' if left > 0 else ""
    save = f'<p class="or-save">{download("speakers", words=words.strip(), **within.given)}</p>'
    return f'{save}<ul class="or-speakers" data-roving>{items}</ul>{more}'


def speaker_page(
    profile: Profile,
    sentences: FindSentences,
    *,
    topic: str = "",
    shown: int = PAGE,
    corrections: Sequence[tuple[int, str]] = (),
    problem: str = "",
    within: Within = ANYWHERE,
) -> str:
    """One speaker. ``corrections`` are those that concern them, by number, in words."""
    speaker = profile.speaker
    said = profile.about(topic)
    role = f'<p class="or-role">{esc(roles_text(speaker.roles[:4]))}</p>' if speaker.roles else ""
    names = (
        f'<p class="or-note">Also written: {esc(", ".join(profile.names[:8]))}</p>'
        if profile.names
        else ""
    )
    more = (
        act(f"Show {min(PAGE, len(said) - shown)} more", "more", shown + PAGE, class_="or-button")
        if len(said) > shown
        else ""
    )
    heading = f"On {esc(topic)}" if topic else "Statements"
    tally = count(len(said), "statement") if topic else f"{len(said):,}"
    return (
        f'<section class="or-person" aria-label="{esc(speaker.name)}">'
        f'<h2 dir="auto">{esc(speaker.name)}</h2>{role}'
        f"{names}{_facts(profile)}{_topics(profile, topic)}"
        f"{_naming(profile, corrections, problem)}"
        f'<h3>{heading} <span class="or-tally">{tally}</span> '
        f"{download('statements', speaker=speaker.id, topic=topic, **within.given)}</h3>"
        f"{said_list(said[:shown], sentences)}{more}</section>"
    )


def _facts(profile: Profile) -> str:
    high = max((number for _, number in profile.sources), default=1)
    rows = "".join(
        f'<li><span class="or-where">{esc(source)}</span>'
        f'<span class="or-share" style="--or-wide:{100 * number / high:.0f}%"></span>'
        f'<span class="or-figure">{number}</span></li>'
        for source, number in profile.sources
    )
    articles = count(len({article.id for article, _ in profile.said}), "article")
    undated = len(profile.said) - len(profile.dates)
    note = f'<p class="or-note">{undated} without a date</p>' if undated else ""
    return (
        '<div class="or-facts"><section><h3>How often</h3>'
        f'<p class="or-big">{len(profile.said):,}</p>'
        f'<p class="or-note">{"statement" if len(profile.said) == 1 else "statements"}'
        f" in {articles}</p></section>"
        f'<section><h3>Where</h3><ul class="or-shares">{rows}</ul></section>'
        f"<section><h3>When</h3>{bars(profile.dates)}{note}</section></div>"
    )


def _topics(profile: Profile, topic: str) -> str:
    if not profile.topics:
        return ""
    chips = "".join(
        act(
            f"{name} {number}",
            "topic",
            "" if name == topic else name,
            class_="or-topic",
            aria_pressed=str(name == topic).lower(),
        )
        for name, number in profile.topics
    )
    return (
        '<div class="or-topics" role="group" aria-label="Topics">'
        f'<span class="or-topics-name" aria-hidden="true">Topics</span>{chips}</div>'
    )


def _naming(profile: Profile, corrections: Sequence[tuple[int, str]], problem: str) -> str:
    error = f'<p class="or-note or-problem" role="alert">{told(problem)}</p>' if problem else ""
    split = "".join(
        f"<li>{esc(name)} {act('Somebody else', 'split', name)}</li>" for name in profile.names[:12]
    )
    taken = "".join(
        f"<li>{esc(line)} {act('Undo', 'take-back', number)}</li>" for number, line in corrections
    )
    merge = toggle("Merge with another name", "or-merge")
    form = field_form(
        "or-merge",
        "",
        "Merge",
        "merge",
        profile.speaker.id,
        label="The other name of the same speaker",
        placeholder="The other name, as it stands in the list",
    )
    return (
        f'<details class="or-naming"{" open" if problem else ""}><summary class="link">'
        f"Fix this speaker</summary>{error}<p>{merge}</p>{form}"
        + (
            f'<h4>Other names for this speaker</h4><ul class="or-lines">{split}</ul>'
            if split
            else ""
        )
        + (f'<h4>Your corrections</h4><ul class="or-lines">{taken}</ul>' if taken else "")
        + "</details>"
    )


def said_list(said: Sequence[Said], sentences: FindSentences, *, level: int = 4) -> str:
    """Statements under the day they were published, which is a heading of this level."""
    blocks = ""
    for when, group in groupby(said, key=lambda pair: pair[0].published):
        items = "".join(_said(*pair, sentences(pair[0].id)) for pair in group)
        date = f"<h{level}>{esc(day(when)) or 'No date'}</h{level}>"
        blocks += f'<li class="or-day">{date}<ol>{items}</ol></li>'
    return f'<ol class="or-days">{blocks}</ol>'


def _said(article: Article, statement: Statement, sentences: Sequence[Sentence]) -> str:
    seen = shown_of(article, statement, sentences)
    quotes = ' <span class="or-gap">[…]</span> '.join(_span(article, seen, s) for s in seen.spans)
    if seen.denies:
        quotes = f"{esc(seen.denies)}: {quotes}"
    title = opener(
        article.title or article.path or "Untitled article",
        article.id,
        statement.content[0][0],
        statement.content[-1][1],
        class_="link or-title",
    )
    place = f"<span>{esc(article.source)}</span>" if article.source else ""
    tags = marks(statement, seen.kind)
    fix = handles(article.id, statement.content[0][0], statement.content[-1][1])
    return f'<li><p dir="auto">{quotes}{tags}</p><p class="or-place">{title}{place}{fix}</p></li>'


def _span(article: Article, seen: Shown, span: Span) -> str:
    """A quotation alone, or sentences with what is said in them marked."""
    if seen.quoted:
        return words_shown(article.text[slice(*span)], "direct")
    pieces = seen.pieces(article.text, span)
    words = "".join(f"<mark>{esc(piece)}</mark>" if own else esc(piece) for piece, own in pieces)
    return f'<span class="or-words">{words}</span>'


def marks(statement: Statement, kind: AttributionKind) -> str:
    """What a reader has to know of a statement besides its words."""
    tags = [kind_tag(kind), HEDGES[statement.modality]]
    if statement.certainty != "certain":
        tags.append(UNCLEAR)
    return "".join(map(tag, tags))
