"""An answer, its sources and search results as text for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.quoting import marked
from index.types import Article, Quote
from rag.retrieval.evidence import Evidence
from rag.types import Answer, AnswerSentence, Citation, SourceLine, Voice
from rag.voices import credit, label
from ui.render.beneath import beneath, headings
from ui.render.lead import lead
from ui.render.style import Layout, Run, StyleName
from ui.render.wording import UNCLEAR, coverage_text, kind_tag, side_tag

ReadArticle = Callable[[str], Article]
SHORT_ID = 8
"""Characters of an article's id that are shown; every verb accepts such a prefix."""


def answer_text(
    answer: Answer, layout: Layout, *, context: ReadArticle | None = None, begun: bool = False
) -> str:
    """Lay out a whole answer, in one sentence first. With ``context`` each source shows the
    sentences around its quote; with ``begun`` its own sentences are left out, as they are on the
    screen already."""
    blocks: list[str] = []
    if answer.rewritten and not begun:
        blocks.append(layout.block([("searched for: ", "dim"), (answer.standalone, "dim")]))
    if answer.status == "abstained":
        blocks.append(layout.block([("No answer: ", "warn"), (answer.message, "")]))
        if answer.nearest:
            blocks.append(
                "\n".join(
                    [
                        layout.style("Nearest in the collection (not an answer)", "heading"),
                        *(_nearest(citation, layout, context) for citation in answer.nearest),
                    ]
                )
            )
    else:
        told = lead(answer)
        if told:
            blocks.append(layout.block([(told, "bold")]))
        if not begun:
            blocks += _sentences(answer, layout)
        blocks.append(
            "\n".join(
                [
                    layout.style("Sources", "heading"),
                    *(_source(citation, layout, context) for citation in answer.citations),
                ]
            )
        )
        if answer.message and answer.message != told:
            blocks.append(layout.block([(answer.message, "dim")]))
    found = answer.status == "answered"
    looked = coverage_text(answer.coverage, answered=found)
    blocks.append(layout.block([(looked, "dim")]))
    return "\n\n".join(blocks)


def _sentences(answer: Answer, layout: Layout) -> list[str]:
    """The sentences, beneath headings where there are several sides."""
    found, cited = headings(answer), {c.number: c for c in answer.citations}
    if not found:
        return ["\n".join(sentence_text(s, layout) for s in answer.sentences)]
    blocks = [
        [layout.style(heading, "heading")]
        + [
            sentence_text(replace(s, segments=beneath(s, cited)), layout, tagged=False)
            for s in answer.sentences
            if s.stance == side
        ]
        for side, heading in found.items()
    ]
    rest = [sentence_text(s, layout) for s in answer.sentences if s.stance not in found]
    return ["\n".join(block) for block in [*blocks, rest] if block]


def sentence_text(sentence: AnswerSentence, layout: Layout, *, tagged: bool = True) -> str:
    """One sentence of an answer with its citations' numbers; ``tagged`` where it agrees only partly
    and no heading says so."""
    runs: list[Run] = []
    for segment in sentence.segments:
        style: StyleName = "bold" if segment.citation else ""
        runs.append((marked(segment.text, segment.kind), style))
    if sentence.citations:
        runs += [(" ", ""), ("".join(f"[{n}]" for n in sentence.citations), "mark")]
    if tagged and sentence.stance == "conditional":
        runs.append((f" ({side_tag(sentence.stance)})", "warn"))
    return layout.block(runs, hang="  ")


def _source(citation: Citation, layout: Layout, context: ReadArticle | None) -> str:
    """``[1] Title, Source, date — url (place 1a2b3c4d:10-50)``, as dossiers take it."""
    number = f"[{citation.number}]"
    runs: list[Run] = [(f"{number} ", "mark"), *source_runs(citation.source, citation.quote)]
    if tag := kind_tag(citation.kind):
        runs.append((f"; {tag}", "dim"))
    if doubt := _doubt(citation.voice):
        runs.append((f"; {doubt}", "warn"))
    hang = " " * (len(number) + 1)
    lines = [layout.block(runs, hang=hang)]
    if context is not None:
        lines.append(_context(citation.quote, citation.context, layout, context, hang))
    return "\n".join(lines)


def _nearest(citation: Citation, layout: Layout, context: ReadArticle | None) -> str:
    """The closest evidence of an abstention, without a number: it is not cited."""
    lines = [
        layout.block(
            [
                ("– ", "dim"),
                *credit_runs(citation),
                (marked(citation.quote.text, citation.kind), ""),
            ],
            indent="  ",
            hang="    ",
        ),
        layout.block(source_runs(citation.source, citation.quote), indent="    "),
    ]
    if context is not None:
        lines.append(_context(citation.quote, citation.context, layout, context, "    "))
    return "\n".join(lines)


def results_text(
    results: Sequence[Evidence], layout: Layout, *, context: ReadArticle | None = None
) -> str:
    """Search results, best first."""
    if not results:
        return layout.block([("Nothing found.", "warn")])
    blocks = []
    for rank, evidence in enumerate(results, 1):
        number = f"{rank}. "
        hang = " " * len(number)
        lines = [
            layout.block(
                [
                    (number, "mark"),
                    # A passage is an excerpt: it may hold the words of several people, or nobody's.
                    (evidence.quote.text, ""),
                ],
                hang=hang,
            ),
            layout.block(source_runs(evidence.source, evidence.quote), indent=hang),
        ]
        if context is not None:
            lines.append(_context(evidence.quote, evidence.context, layout, context, hang))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def source_runs(source: SourceLine, quote: Quote | None = None) -> list[Run]:
    """Title, publisher, date, place and id of an article, as runs."""
    parts = [source.title or "(untitled)", source.source, source.author]
    date = source.published.isoformat() if source.published else "undated"
    head = ", ".join([p for p in parts if p] + [date])
    place = source.url or source.path
    short = source.article_id[:SHORT_ID]
    where = f"place {short}:{quote.start}-{quote.end}" if quote else f"id {short}"
    where += ", recognised by OCR" if source.recognised else ""
    runs: list[Run] = [(head, "")]
    if place:
        runs += [(" — ", ""), (place, "dim")]
    runs.append((f" ({where})", "dim"))
    return runs


def whose(citation: Citation) -> str:
    """Whose words they are, above them: a speaker with the role, else the article's publisher."""
    if citation.voice.somebody:
        return label(citation.voice)
    who = credit(citation.voice, citation.kind, citation.source)
    return who if citation.kind else f"{who}, in its own words"


def credit_runs(citation: Citation) -> list[Run]:
    """Who says so, and who reports that they do."""
    who = credit(citation.voice, citation.kind, citation.source)
    return [(who, "bold" if citation.voice.somebody else "dim"), (": ", "")]


def _doubt(voice: Voice) -> str:
    """What is not certain about a voice, in words."""
    return UNCLEAR if voice.name and voice.certainty != "certain" else ""


def _context(
    quote: Quote, span: tuple[int, int], layout: Layout, read: ReadArticle, indent: str
) -> str:
    """The sentences around a quote, the quote between ⟦ ⟧."""
    text = read(quote.article_id).text
    start, end = min(span[0], quote.start), max(span[1], quote.end)
    if span == (0, 0):
        start, end = quote.start, quote.end
    runs: list[Run] = [
        (text[start : quote.start], "dim"),
        ("⟦", "mark"),
        (quote.text, ""),
        ("⟧", "mark"),
        (text[quote.end : end], "dim"),
    ]
    return layout.block(runs, indent=indent)
