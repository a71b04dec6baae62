"""Articles, their parts, statements and speakers as text for a person."""

from __future__ import annotations

from collections.abc import Sequence

from index.quoting import marked
from index.types import Article, Span, Speaker
from rag.counting import Count
from rag.types import SourceLine
from rag.voices import label, reported, voice_in
from ui.render.answer import SHORT_ID, source_runs
from ui.render.names import names_of
from ui.render.said import Said, shown
from ui.render.style import Layout, Run
from ui.render.table import table
from ui.render.wording import HEDGES, UNCLEAR, kind_tag, roles_text


def list_text(articles: Sequence[Article], layout: Layout) -> str:
    """A table of articles; in a pipe the whole id comes first."""
    rows = []
    for article in articles:
        date = article.published.isoformat() if article.published else "–"
        size = f"{len(article.text):,}" if layout.width else str(len(article.text))
        row = [date, article.source, article.title, article.author, size, article.language]
        short = article.id[:SHORT_ID]
        rows.append([*row, short] if layout.width else [article.id, *row])
    head = ["date", "source", "title", "author", "chars", "lang", "id"]
    return table(layout, head, rows, spare=("chars", "lang", "author"))


def metadata_text(article: Article, reprints: Sequence[str], layout: Layout) -> str:
    """The fields of an article, each with where it came from."""
    date = article.published.isoformat() if article.published else ""
    fields = [
        ("id", article.id),
        ("title", article.title),
        ("source", article.source),
        ("author", article.author),
        ("published", date),
        ("url", article.url),
        ("path", article.path),
        ("language", article.language),
        ("text", f"{len(article.text):,} characters"),
        ("reprints", ", ".join(reprints)),
    ]
    lines = []
    for name, value in fields:
        if value:
            origin = article.origins.get(name, "")
            runs: list[Run] = [(f"{name:<10}", "dim"), (" ", ""), (value, "")]
            if origin:
                runs.append((f"  ({origin})", "dim"))
            lines.append("".join(layout.style(text, style) for text, style in runs))
    return "\n".join(lines)


def text_block(article: Article, layout: Layout) -> str:
    """The text, wrapped paragraph by paragraph for a terminal, untouched for a pipe."""
    if layout.width is None:
        return layout.style(article.text)
    return "\n".join(layout.block([(line, "")]) for line in article.text.split("\n"))


def spans_text(article: Article, spans: Sequence[Span], layout: Layout) -> str:
    """Numbered slices with their offsets."""
    lines = []
    for number, (start, end) in enumerate(spans, 1):
        runs: list[Run] = [(f"{number}. {start}–{end}  ", "dim"), (article.text[start:end], "")]
        lines.append(layout.block(runs, hang="   "))
    return "\n".join(lines)


def statements_text(items: Sequence[Said], layout: Layout) -> str:
    """Statements, one block each, in their sentences, between ⟦ ⟧ where those hold more."""
    if not items:
        return layout.style("No statements.", "warn")
    return "\n\n".join(_statement(item, layout) for item in items)


def _statement(item: Said, layout: Layout) -> str:
    statement, article, speaker, sentences = item
    seen = shown(article, statement, sentences)
    line = SourceLine.of(article)
    voice = voice_in(article.text, statement, speaker)
    words = " … ".join(article.text[a:b] for a, b in statement.source)
    if not voice.somebody and words:  # "he", and the text does not tell who that is
        runs: list[Run] = [(f"{words} ({UNCLEAR})", "warn")]
    else:
        known = voice.certainty == "certain"
        runs = [(label(voice), "bold" if known else "warn" if words else "dim")]
    if seen.kind != "direct":
        runs.append((f", {reported(line)}", ""))
    runs.append((f" {seen.denies}: " if seen.denies else ": ", ""))
    for number, span in enumerate(seen.spans):
        runs.append((" … " if number else "", ""))
        for piece, own in seen.pieces(article.text, span):
            runs += _piece(piece, own, seen.quoted)
    details = [tag] if (tag := kind_tag(seen.kind)) else ["direct"]
    details += [hedge] if (hedge := HEDGES[statement.modality]) else []
    details.append(f"statement {statement.id}")
    quote = article.quote(statement.start, statement.end)
    below: list[Run] = [
        *source_runs(line, quote),
        (f"; {', '.join(details)}", "dim"),
    ]
    return "\n".join([layout.block(runs, hang="  "), layout.block(below, indent="  ")])


def _piece(words: str, own: bool, quoted: bool) -> list[Run]:
    """Words of a sentence; what is the statement's ``own`` among others stands between ⟦ ⟧."""
    if own:
        return [("⟦", "mark"), (words, ""), ("⟧", "mark")]
    return [(marked(words, "direct" if quoted else None), "")]


def speaker_text(speaker: Speaker, layout: Layout) -> str:
    """A speaker with roles and the forms of the name."""
    lines = [layout.style(speaker.name, "bold")]
    if speaker.roles:
        roles = roles_text(speaker.roles)
        name = "roles " if "; " in roles else "role "
        lines.append(layout.block([(name, "dim"), (roles, "")], hang="  "))
    if others := names_of(speaker):
        runs: list[Run] = [("also written ", "dim"), ("; ".join(others), "")]
        lines.append(layout.block(runs, hang="  "))
    said = f"{speaker.statements:,} statement{'' if speaker.statements == 1 else 's'}"
    where = f"{speaker.articles:,} article{'' if speaker.articles == 1 else 's'}"
    lines.append(layout.block([(f"{said} in {where}", "dim")]))
    return "\n".join(lines)


def counts_text(counts: Sequence[Count], by: str, layout: Layout) -> str:
    """A table of speakers by source or month; a terminal shows a name once, and no roles."""
    if layout.width is None:
        whole = []
        for c in counts:
            numbers = [str(c.statements), str(len(c.articles)), " ".join(c.articles)]
            whole.append([c.speaker.name, c.speaker.role, c.group, *numbers, str(c.speaker.id)])
        return table(layout, [], whole)
    rows, before = [], 0
    for one in counts:
        name = "" if one.speaker.id == before else one.speaker.name
        ids = " ".join(article_id[:SHORT_ID] for article_id in one.articles)
        rows.append([name, one.group or "–", str(one.statements), str(len(one.articles)), ids])
        before = one.speaker.id
    return table(layout, ["name", by, "statements", "articles", "article ids"], rows)


def speakers_text(speakers: Sequence[Speaker], layout: Layout) -> str:
    """A table of speakers."""
    rows = [
        [s.name, s.role, s.kind, str(s.statements), str(s.articles), str(s.id)] for s in speakers
    ]
    return table(layout, ["name", "role", "kind", "statements", "articles", "id"], rows)
