"""Articles and upload results as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.types import Article
from ui.web.forms import act
from ui.web.markup import attributes, count, day, esc, tag
from ui.web.working import Step

ROWS = 100
"""Rows shown before "more" is asked for."""
UNNAMED = "No outlet"


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of one uploaded file."""

    name: str
    result: str
    """``added``, ``replaced``, ``unchanged``, ``partial`` or ``failed``."""
    detail: str = ""

    @property
    def told(self) -> str:
        """The detail without the name, which stands before it."""
        return self.detail.removeprefix(self.name).lstrip(": ")


@dataclass(frozen=True, slots=True)
class Row:
    """What the list knows of an article; its text is not kept."""

    id: str
    title: str
    source: str
    author: str
    published: date | None
    path: str
    words: int

    @classmethod
    def of(cls, a: Article) -> Row:
        """Take the bibliographic fields and count the words."""
        name = a.title or a.path or "Untitled article"
        return cls(a.id, name, a.source, a.author, a.published, a.path, len(a.text.split()))

    @property
    def line(self) -> str:
        """What a search looks at."""
        dates = (day(self.published), str(self.published or ""))
        parts = (self.title, self.source, self.author, *dates, self.path)
        return " ".join(parts).casefold()


ORDERS: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "Newest first": lambda r: (-(r.published or date.min).toordinal(), r.title.casefold()),
    "Oldest first": lambda r: ((r.published or date.max).toordinal(), r.title.casefold()),
    "Title": lambda r: (r.title.casefold(), r.id),
    "Outlet": lambda r: (r.source.casefold(), r.title.casefold()),
    "Longest first": lambda r: (-r.words, r.id),
}
RESULTS = {
    "added": "Added",
    "replaced": "Replaced its older version",
    "unchanged": "Already here, unchanged",
    "partial": "Added, but in part",
    "failed": "Not added",
}
STAGES = {
    "read": "reading",
    "passages": "indexing",
    "articles": "indexing",
    "speakers": "finding who speaks",
    "caches": "finishing",
}
"""The stages of ``Collection.add`` in words for a reader."""


def matching(rows: Iterable[Row], words: str, source: str = "") -> list[Row]:
    """Articles whose title, outlet, author, date or path holds every one of the words."""
    wanted, source = words.casefold().split(), source.casefold()
    return [
        row
        for row in rows
        if (not source or (row.source or UNNAMED).casefold() == source)
        and all(word in row.line for word in wanted)
    ]


def article_table(
    rows: Sequence[Row],
    total: int,
    reprints: Callable[[str], Sequence[str]],
    shown: int = ROWS,
    command: str = "",
    save: str = "",
) -> str:
    """The list, each row with buttons that open, edit and remove.

    ``command`` adds articles to this collection; it is told where there are none. ``save`` is the
    button that saves what is listed.
    """
    if not total:
        return (
            '<div class="or-empty"><h2>No articles yet</h2><p>Drop files above or paste a link'
            f"{f', or run <code>{esc(command)}</code>' if command else ''}.</p></div>"
        )
    if not rows:
        return '<p class="or-empty">No article fits this search.</p>'
    authors = any(row.author for row in rows)
    author = '<th scope="col">Author</th>' if authors else ""
    body = "".join(_row(row, len(reprints(row.id)), authors=authors) for row in rows[:shown])
    left = len(rows) - shown
    more = act(f"Show {min(left, ROWS)} more", "more", shown + ROWS, class_="or-button")
    text = count(len(rows), "article")
    text += f" of {total:,}" if len(rows) < total else ""
    return (
        f'<p class="or-count" role="status">{text} {save}</p>'
        '<table class="or-table or-list"><thead><tr>'
        '<th scope="col">Title</th><th scope="col">Outlet</th>'
        f"{author}"
        '<th scope="col">Date</th><th scope="col">Words</th>'
        '<th scope="col"><span class="or-hidden">Edit or remove</span></th></tr></thead>'
        f"<tbody>{body}</tbody></table>{more if left > 0 else ''}"
    )


def _row(row: Row, copies: int, *, authors: bool) -> str:
    opens = attributes(data_open=row.id)
    title = f'<button type="button" class="link or-title"{opens}>{esc(row.title)}</button>'
    note = tag(count(copies, "reprint") if copies else "", title="Nearly the same text")
    edit = act("Edit", "edit", row.id, class_="or-small-act", aria_label=f"Edit {row.title}")
    author = f'<td data-label="Author">{esc(row.author)}</td>' if authors else ""
    remove = act(
        "Remove",
        "remove",
        row.id,
        class_="or-small-act",
        aria_label=f"Remove {row.title}",
        data_unsure="Really remove?",
    )
    return (
        f'<tr><td data-label="Title">{title}{note}</td>'
        f'<td data-label="Outlet">{esc(row.source)}</td>'
        f"{author}"
        f'<td data-label="Date">{esc(day(row.published))}</td>'
        f'<td data-label="Words" class="or-figure">{row.words:,}</td>'
        f'<td class="or-act">{edit}{remove}</td></tr>'
    )


def upload_results(
    done: Sequence[Upload], waiting: Sequence[str] = (), step: Step | None = None
) -> str:
    """What became of each file, in the order they came; the first one waiting is worked on."""
    if not done and not waiting:
        return ""
    lines = "".join(
        f'<li class="or-{esc(u.result)}"><strong>{esc(u.name)}</strong> '
        f"<span>{RESULTS[u.result]}{f': {esc(u.told)}' if u.detail else ''}</span></li>"
        for u in done
    )
    for position, name in enumerate(waiting):
        state = "waiting"
        bar = ""
        if position == 0:
            stage = step.stage if step else ""
            state = f"{esc(STAGES.get(stage, stage or 'reading'))}…"
            if step and step.total > 1:
                state += f" {step.done:,} of {step.total:,}"
                value = attributes(
                    value=step.done, max=step.total, aria_label=f"Progress of {name}"
                )
                bar = f"<progress{value}></progress>"
        lines += (
            f'<li class="or-pending"><strong>{esc(name)}</strong> <span>{state}</span>{bar}</li>'
        )
    return f'<div role="status" aria-label="Added files"><ul class="or-uploads">{lines}</ul></div>'
