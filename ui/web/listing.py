"""Articles, upload results and speakers as HTML tables and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from index.types import Article, Speaker, Statement
from ui.web.desk import Upload
from ui.web.markup import attributes, day, esc, opener
from ui.web.render import count, quoted

ROWS = 200
"""Rows shown at once; a search narrows a longer list down."""

ORDERS: dict[str, Callable[[Article], tuple[object, ...]]] = {
    "Newest first": lambda a: (-(a.published or date.min).toordinal(), a.title.casefold()),
    "Oldest first": lambda a: ((a.published or date.max).toordinal(), a.title.casefold()),
    "Title": lambda a: (a.title.casefold(), a.id),
    "Source": lambda a: (a.source.casefold(), a.title.casefold()),
    "Longest first": lambda a: (-len(a.text), a.id),
}
RESULTS = {
    "added": "Added",
    "replaced": "Replaced its older version",
    "unchanged": "Already here, unchanged",
    "failed": "Not added",
}


def matching(articles: Iterable[Article], words: str) -> list[Article]:
    """Articles whose title, source, author, date or path holds every one of the words."""
    wanted = words.casefold().split()

    def line(a: Article) -> str:
        parts = (a.title, a.source, a.author, day(a.published), str(a.published or ""), a.path)
        return " ".join(parts).casefold()

    return [a for a in articles if all(word in line(a) for word in wanted)]


def article_table(
    articles: Sequence[Article], total: int, reprints: Callable[[str], Sequence[str]]
) -> str:
    """The list of articles, each with a button that opens it and one that removes it."""
    if not total:
        return (
            '<p class="or-empty">No articles yet. Drop files above, or run '
            "<code>onrecord add FOLDER</code>.</p>"
        )
    if not articles:
        return '<p class="or-empty">No article fits this search.</p>'
    rows = "".join(_article_row(a, len(reprints(a.id))) for a in articles[:ROWS])
    left = len(articles) - ROWS
    more = f'<p class="or-note">{left:,} more: search to narrow the list.</p>' if left > 0 else ""
    shown = count(len(articles), "article")
    shown += f" of {total:,}" if len(articles) < total else ""
    return (
        f'<p class="or-count" role="status">{shown}</p>'
        '<table class="or-table"><thead><tr><th scope="col">Title</th><th scope="col">Source</th>'
        '<th scope="col">Author</th><th scope="col">Date</th><th scope="col">Words</th>'
        '<th scope="col"><span class="or-hidden">Remove</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _article_row(article: Article, copies: int) -> str:
    name = article.title or article.path or "Untitled article"
    opens = attributes(data_open=article.id)
    title = f'<button type="button" class="link or-title"{opens}>{esc(name)}</button>'
    note = f'<span class="or-tag">{count(copies, "reprint")}</span>' if copies else ""
    remove = (
        f'<button type="button" class="or-remove"{attributes(data_confirm=article.id)}'
        f"{attributes(aria_label=f'Remove {name}')}>Remove</button>"
    )
    return (
        f'<tr><td data-label="Title">{title}{note}</td>'
        f'<td data-label="Source">{esc(article.source)}</td>'
        f'<td data-label="Author">{esc(article.author)}</td>'
        f'<td data-label="Date">{esc(day(article.published))}</td>'
        f'<td data-label="Words" class="or-figure">{len(article.text.split()):,}</td>'
        f'<td class="or-act">{remove}</td></tr>'
    )


def upload_results(done: Sequence[Upload], waiting: Sequence[str] = ()) -> str:
    """What became of each file, in the order they came."""
    if not done and not waiting:
        return ""
    lines = "".join(
        f'<li class="or-{esc(u.result)}"><strong>{esc(u.name)}</strong> '
        f"<span>{RESULTS[u.result]}{f': {esc(u.detail)}' if u.detail else ''}</span></li>"
        for u in done
    )
    lines += "".join(
        f'<li class="or-pending"><strong>{esc(name)}</strong> <span>reading…</span></li>'
        for name in waiting
    )
    return f'<ul class="or-uploads" role="status" aria-label="Uploaded files">{lines}</ul>'


def speaker_list(speakers: Sequence[Speaker], chosen: int | None = None) -> str:
    """Everyone who speaks, as buttons."""
    if not speakers:
        return '<p class="or-empty">No speaker fits this search.</p>'
    items = "".join(
        f'<li><button type="button" class="or-speaker"'
        f"{attributes(data_speaker=s.id, aria_pressed=str(s.id == chosen).lower())}>"
        f'<span class="or-name">{esc(s.name)}</span>'
        f'<span class="or-role">{esc(s.role)}</span>'
        f'<span class="or-figure">{count(s.statements, "statement")}</span></button></li>'
        for s in speakers[:ROWS]
    )
    left = len(speakers) - ROWS
    more = f'<p class="or-note">{left:,} more: search to narrow the list.</p>' if left > 0 else ""
    return f'<ul class="or-speakers">{items}</ul>{more}'


def speaker_page(speaker: Speaker, said: Sequence[tuple[Article, Statement]]) -> str:
    """One speaker: names, roles and statements, the newest article first."""
    also = [form for form in speaker.forms if form != speaker.name]
    names = f'<p class="or-note">Also: {esc(", ".join(also[:8]))}</p>' if also else ""
    roles = f'<p class="or-role">{esc("; ".join(speaker.roles[:4]))}</p>' if speaker.roles else ""
    items = "".join(_said(article, statement) for article, statement in said[:ROWS])
    return (
        f'<section class="or-person" aria-label="{esc(speaker.name)}"><h2>{esc(speaker.name)}</h2>'
        f"{roles}{names}<ol>{items}</ol></section>"
    )


def _said(article: Article, statement: Statement) -> str:
    quotes = ' <span class="or-gap">[…]</span> '.join(
        quoted(article.text[start:end]) for start, end in statement.content
    )
    tags: list[str] = [statement.polarity] if statement.polarity == "denied" else []
    tags += [statement.modality] if statement.modality != "certain" else []
    if statement.certainty != "certain":
        tags.append("speaker not certain")
    marks = "".join(f'<span class="or-tag">{esc(tag)}</span>' for tag in tags)
    place = " · ".join(esc(part) for part in (article.source, day(article.published)) if part)
    title = opener(
        article.title or article.path or "Untitled article",
        article.id,
        statement.content[0][0],
        statement.content[-1][1],
        class_="link or-title",
    )
    return f'<li><p>{quotes}{marks}</p><p class="or-place">{title}<span>{place}</span></p></li>'
