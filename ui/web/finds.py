"""What a full-text search finds, as HTML: sentences with the words marked, under their article."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from index.collection import Collection
from index.fulltext import TextQuery
from index.types import Article, Filter, Passage, Sentence, Span
from rag.citations import CitationList
from rag.units import units_of
from ui.web.forms import act
from ui.web.listing import Row
from ui.web.markup import count, day, esc, handles, opener, pinner
from ui.web.sources import kind_mark, voice_line

PAGE = 20
"""Articles shown before "more" is asked for."""
SENTENCES = 5
"""Sentences of one article that are shown."""


def found_passages(
    collection: Collection, query: TextQuery, rows: Sequence[Row], where: Filter
) -> list[list[Passage]]:
    """All passages that fit a query, by article: the newest first, undated ones last."""
    newest = {row.id: (-(row.published or date.min).toordinal(), row.id) for row in rows}
    found: dict[str, list[Passage]] = defaultdict(list)
    for hit in collection.search_text(query, collection.passage_count(), where):
        if hit.passage.article_id in newest:  # else added since
            found[hit.passage.article_id].append(hit.passage)
    return [
        sorted(found[article_id], key=lambda passage: passage.start)
        for article_id in sorted(found, key=newest.__getitem__)
    ]


def found_list(
    collection: Collection,
    query: TextQuery,
    found: Sequence[Sequence[Passage]],
    words: str,
    shown: int = PAGE,
    save: str = "",
) -> str:
    """The articles that a query fits, each with the sentences in which its words stand.

    ``save`` is what saves them as a table.
    """
    tally = f"{count(sum(map(len, found)), 'passage')} in {count(len(found), 'article')}"
    items = "".join(_article(collection, query, passages) for passages in found[:shown])
    left = len(found) - shown
    more = act(f"Show {min(left, PAGE)} more", "more", shown + PAGE, class_="or-button")
    return (
        f'<section class="or-person" aria-label="{esc(words)}"><h2 class="or-hidden">Found</h2>'
        f'<p class="or-count" role="status">{tally}, the newest first</p>{save}'
        f'<ol class="or-days">{items}</ol>{more if left > 0 else ""}</section>'
    )


def _article(collection: Collection, query: TextQuery, passages: Sequence[Passage]) -> str:
    article = collection.article(passages[0].article_id)
    spans = sorted(
        {
            (passage.start + start, passage.start + end)
            for passage in passages
            for start, end in query.spans(article.text[passage.start : passage.end])
        }
    )
    sentences = _with(collection.sentences(article.id), spans)
    title = article.title or article.path or "Untitled article"
    first = spans[0] if spans else (passages[0].start, passages[0].end)
    heading = opener(title, article.id, *first, class_="link or-title")
    place = " · ".join(esc(part) for part in (article.source, article.author) if part)
    said = "".join(_sentence(collection, article, spans, one) for one in sentences[:SENTENCES])
    left = len(sentences) - SENTENCES
    more = f'<li class="or-note">{count(left, "more sentence")}</li>' if left > 0 else ""
    return (
        f'<li class="or-day"><h3>{esc(day(article.published)) or "No date"}</h3><div>'
        f'<p class="or-place">{heading}<span>{place}</span></p><ol>{said}{more}</ol></div></li>'
    )


def _with(sentences: Sequence[Sentence], spans: Sequence[Span]) -> list[Sentence]:
    """The sentences in which a span begins."""
    places = {bisect_right(sentences, a, key=lambda s: s.start) - 1 for a, _ in spans}
    return [sentences[place] for place in sorted(places) if place >= 0]


def _sentence(
    collection: Collection, article: Article, spans: Sequence[Span], sentence: Sentence
) -> str:
    """A sentence, and above it whoever speaks in it."""
    units = units_of(collection, [(sentence, 0.0)])
    said = [CitationList().cite(unit) for unit in units if unit.voice.somebody]
    who = " · ".join(f"{voice_line(one)}{kind_mark(one.kind)}" for one in said)
    voice = f'<p class="or-voice">{who}</p>' if who else ""
    fixes = "".join(handles(article.id, c.quote.start, c.quote.end) for c in said)
    fixes = fixes or pinner(article.id, sentence.start, sentence.end)
    text, at, words = article.text, sentence.start, ""
    for start, end in spans:
        if at <= start < sentence.end:
            words += (
                f"{esc(text[at:start])}<mark>{esc(text[start : min(end, sentence.end)])}</mark>"
            )
            at = min(end, sentence.end)
    words += esc(text[at : sentence.end])
    opens = opener("Open", article.id, sentence.start, sentence.end)
    return (
        f'<li>{voice}<p dir="auto"><span class="or-words">{words}</span></p>'
        f'<p class="or-place">{opens}{fixes}</p></li>'
    )
