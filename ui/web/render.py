"""An answer as HTML: sentences with chips, and beside them the sources they rest on.

Nothing here trusts a text: whatever comes from an article, a question or a model is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Article
from rag.types import Answer, AnswerSentence, Citation, Stance
from ui.web.markup import attributes, clean, day, esc, opener

FindArticle = Callable[[str], Article | None]
"""An article by its id, or None where it is no longer in the collection."""

SIDES: tuple[tuple[Stance, str], ...] = (
    ("affirm", "Says so"),
    ("conditional", "Under conditions"),
    ("deny", "Says the opposite"),
)
REASONS = {
    "empty_collection": "Nothing to search yet",
    "no_topic": "Not on record: no such topic",
    "no_claim": "Not on record: no such claim",
    "speaker_silent": "Not on record: this speaker is silent on it",
    "speaker_unknown": "Not on record: nobody of that name speaks here",
    "only_opposite": "Not on record: only the opposite is said",
    "ambiguous": "The question can be read in several ways",
}
CONTEXT = 220
"""Characters shown on either side of a quote that came without a context of its own."""


def turn(
    answer: Answer,
    find: FindArticle,
    *,
    number: int,
    shown: int | None = None,
    follow_ups: Sequence[str] = (),
) -> str:
    """One question with its answer. With ``shown`` only so many sentences can be seen yet.

    The others take their room all the same, so that nothing moves while an answer streams in.
    """
    busy = shown is not None and shown < len(answer.sentences)
    body = _answered(answer, number, shown) if answer.status == "answered" else _abstained(answer)
    cited = answer.citations if answer.status == "answered" else answer.nearest
    label = "Sources" if answer.status == "answered" else "Nearest evidence"
    sources = source_list(cited, find, number=number, label=label, nearest=label != "Sources")
    foot = _foot(answer, follow_ups)
    return (
        f'<article class="or-turn"{attributes(data_turn=number, aria_busy=str(busy).lower())}>'
        f"{question_line(answer.question)}{_searched(answer)}"
        f'<div class="or-grid"><div class="or-answer" role="group" aria-label="Answer">{body}'
        f'<div class="or-foot{" or-wait" if busy else ""}">{foot}</div></div>{sources}</div>'
        "</article>"
    )


def waiting(question: str) -> str:
    """What stands there between the question and the first words of its answer."""
    return (
        '<article class="or-turn" aria-busy="true">'
        f'{question_line(question)}<p class="or-searching">Searching the collection…</p></article>'
    )


def failed(question: str, message: str) -> str:
    """What stands there when the question could not be answered because of an error."""
    return (
        f'<article class="or-turn">{question_line(question)}'
        f'<div class="or-abstained or-error" role="alert"><h3>This did not work</h3>'
        f"<p>{esc(message)}</p></div></article>"
    )


def question_line(question: str) -> str:
    """The heading of a turn: the question as it was typed."""
    return f'<h2 class="or-question">{esc(question)}</h2>'


def source_list(
    citations: Sequence[Citation],
    find: FindArticle,
    *,
    number: int,
    label: str,
    nearest: bool = False,
) -> str:
    """The sources panel of one turn; empty where there is nothing to show."""
    if not citations:
        return ""
    note = '<p class="or-note">Close to the question, but not an answer to it.</p>'
    items = "".join(
        f'<li class="or-source" id="or-t{number}-c{c.number}">{_source(c, find)}</li>'
        for c in citations
    )
    return (
        f'<section class="or-sources{" or-nearest" if nearest else ""}" aria-label="{esc(label)}">'
        f"<h3>{esc(label)}</h3>{note if nearest else ''}<ol>{items}</ol></section>"
    )


def quote_in_context(citation: Citation, article: Article | None) -> str:
    """The quote marked inside its surroundings, each a slice of the article."""
    quote = citation.quote
    marked = f"<mark>{esc(quote.text)}</mark>"
    if article is None:
        return marked
    start, end = citation.context
    own = 0 <= start <= quote.start and quote.end <= end <= len(article.text) and start < end
    if not own:
        start, end = _around(article.text, quote.start, quote.end)
    head = article.text[start : quote.start].lstrip()
    tail = article.text[quote.end : end].rstrip()
    before = "" if own or start == 0 else "… "
    after = "" if own or end == len(article.text) else " …"
    return f"{before}{esc(head)}{marked}{esc(tail)}{after}"


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, start - CONTEXT)
    line = text.rfind("\n", low, start)
    word = text.find(" ", low, start)
    low = line + 1 if line >= 0 else (word + 1 if low and word >= 0 else low)
    high = min(len(text), end + CONTEXT)
    line = text.find("\n", end, high)
    word = text.rfind(" ", end, high)
    high = line if line >= 0 else (word if high < len(text) and word >= 0 else high)
    return low, high


def _answered(answer: Answer, number: int, shown: int | None) -> str:
    by_number = {c.number: c for c in answer.citations}
    lines = [
        _sentence(s, by_number, number, hidden=shown is not None and i >= shown)
        for i, s in enumerate(answer.sentences)
    ]
    sides = {s.stance for s in answer.sentences} & {side for side, _ in SIDES}
    if len(sides) < 2:
        return "".join(lines)
    columns = ""
    for side, label in SIDES:
        pairs = zip(answer.sentences, lines, strict=True)
        said = "".join(line for sentence, line in pairs if sentence.stance == side)
        if said:
            columns += (
                f'<section class="or-side or-{side}" aria-label="{esc(label)}">'
                f"<h3>{esc(label)}</h3>{said}</section>"
            )
    named = [side for side, _ in SIDES]
    pairs = zip(answer.sentences, lines, strict=True)
    rest = "".join(line for sentence, line in pairs if sentence.stance not in named)
    return f'<div class="or-sides or-sides-{len(sides)}">{columns}</div>{rest}'


def _sentence(
    sentence: AnswerSentence, citations: dict[int, Citation], number: int, *, hidden: bool
) -> str:
    words = "".join(quoted(s.text) if s.citation else esc(s.text) for s in sentence.segments)
    chips = "".join(_chip(citations[n], number) for n in sentence.citations if n in citations)
    return f'<p class="or-sentence{" or-wait" if hidden else ""}">{words}{chips}</p>'


def quoted(text: str) -> str:
    """A quotation; its quotation marks are drawn by the style sheet, so that the text is exact."""
    nested = " or-nested" if text[:1] in '“"«„' else ""
    return f'<span class="or-quote{nested}">{esc(text)}</span>'


def _chip(citation: Citation, number: int) -> str:
    who = clean(citation.voice.name) or "the article itself"
    label = f"Source {citation.number}: {who}, in {citation.source.title or 'an untitled article'}"
    return opener(
        str(citation.number),
        citation.quote.article_id,
        citation.quote.start,
        citation.quote.end,
        class_="or-chip",
        aria_label=f"{label}. Opens the article at the quotation.",
        data_card=f"or-t{number}-c{citation.number}",
    )


def _source(citation: Citation, find: FindArticle) -> str:
    source, quote = citation.source, citation.quote
    place = " · ".join(
        esc(part) for part in (source.source, source.author, day(source.published)) if part
    )
    title = opener(
        source.title or source.path or "Untitled article",
        quote.article_id,
        quote.start,
        quote.end,
        class_="link or-title",
    )
    article = find(quote.article_id)
    gone = "" if article else '<p class="or-note">This article is no longer in the collection.</p>'
    return (
        f'<p class="or-voice"><span class="or-number" aria-hidden="true">{citation.number}</span>'
        f"{voice_line(citation)}</p>"
        f"<blockquote>{quote_in_context(citation, article)}</blockquote>"
        f'<p class="or-place">{title}{f"<span>{place}</span>" if place else ""}</p>{gone}'
    )


def voice_line(citation: Citation) -> str:
    """Who says it, in what role; never more certain than the index is."""
    voice = citation.voice
    if not voice.name:
        return '<span class="or-name or-own">In the article’s own words</span>'
    role = f'<span class="or-role">, {esc(voice.role)}</span>' if voice.role else ""
    doubt = (
        ""
        if voice.certainty == "certain"
        else ' <span class="or-doubt" title="The text does not settle it">not certain</span>'
    )
    return f'<span class="or-name">{esc(voice.name)}</span>{role}{doubt}'


def _abstained(answer: Answer) -> str:
    title = REASONS.get(answer.reason, "Not on record")
    return f'<div class="or-abstained"><h3>{esc(title)}</h3><p>{esc(answer.message)}</p></div>'


def _searched(answer: Answer) -> str:
    edit = attributes(data_edit=answer.standalone)
    button = f'<button type="button" class="link"{edit}>Edit</button>'
    if not answer.rewritten:
        return ""
    return f'<p class="or-searched">Searched for: <em>{esc(answer.standalone)}</em> {button}</p>'


def _foot(answer: Answer, follow_ups: Sequence[str]) -> str:
    c = answer.coverage
    parts = [f"{count(c.searched, 'article')} searched"]
    if c.mention or answer.status == "answered":
        parts.append(f"{c.mention} {'mentions' if c.mention == 1 else 'mention'} it")
    if answer.status == "answered":
        parts.append(f"{c.quoted} quoted")
    if "total" in answer.timings:
        parts.append(f"{max(1, round(answer.timings['total'] * 1000))} ms")
    copy = (
        '<button type="button" class="link" data-copy>Copy</button>'
        if answer.status == "answered"
        else ""
    )
    asks = "".join(ask_chip(question) for question in follow_ups)
    return f'<p class="or-coverage"><span>{" · ".join(parts)}</span>{copy}</p>' + (
        f'<div class="or-asks" role="group" aria-label="Follow-up questions">{asks}</div>'
        if asks
        else ""
    )


def ask_chip(question: str) -> str:
    """A suggested question; a click asks it."""
    asks = attributes(data_ask=question)
    return f'<button type="button" class="or-ask"{asks}>{esc(question)}</button>'


def count(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
