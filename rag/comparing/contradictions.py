"""Pairs of statements in a collection that cannot both hold.

Only what shows in the words is found: two statements that share nearly all their words, of which
one denies what the other says, or which differ in opposites or in a number. Contradictions put in
quite other words are passed over; a list that is short and right is worth more than a long one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.collection import Collection, Progress
from index.quoting import trim_quotation
from index.types import Article, Filter, Speaker, Statement
from rag.comparing.clashes import Contradiction, Contradictions, Side
from rag.comparing.conflicts import LEAST_COMMON, LIGHT, SHARED, Conflict, conflict_of
from rag.comparing.units import NEGATION, Unit, units_of
from rag.language import words
from rag.types import SourceLine
from rag.voices import form_of, voice_of

__all__ = ["Contradiction", "Contradictions", "Side", "contradictions"]

LEAST_CONFIDENCE = 0.50
"""Pairs that are less sure than this are not shown."""
READ = 300
"""So many conflicts at most are compared by the encoder, those that share most words."""
ABOUT = 400
"""So many statements are read where a topic is given."""
FEW = 1000
"""Fewer units than this are too few to tell rare words from common ones."""
MOST_FREQUENT = 0.02
"""Words in more than this share of all units lead to no pairs of their own."""

_PART_OF_A_GROUP = re.compile(
    r"^\W*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|half|some|many|most|few|several|"
    r"others?|those|people|voters|both|all|poll|survey)\b",
    re.I,
)


def contradictions(
    collection: Collection,
    where: Filter = Filter(),
    *,
    about: str = "",
    changed: bool = False,
    limit: int = 20,
    progress: Progress | None = None,
) -> Contradictions:
    """Find the statements of a collection that cannot both hold, surest first.

    ``where`` limits the articles and speakers; ``about`` reads only the statements nearest to a
    topic; ``changed`` keeps those that one speaker said at different times. ``progress`` is called
    as ``progress(stage, done, total)``.
    """
    statements = _statements(collection, where, about)
    units = _read(collection, statements, progress)
    weights = _weights(units)
    found = _search(units, weights, progress)
    pairs = _confident(collection, found)
    if changed:
        pairs = [pair for pair in pairs if pair.changed]
    return Contradictions(
        tuple(pairs[:limit]), len(statements), len(pairs), collection.generation, where
    )


def _statements(collection: Collection, where: Filter, about: str) -> Sequence[Statement]:
    if not about.strip():
        return collection.statements(where)
    found = [hit.statement for hit in collection.search_statements(about, ABOUT, where)]
    return sorted(found, key=lambda s: (s.article_id, s.start, s.end, s.id))


def _read(
    collection: Collection, statements: Sequence[Statement], progress: Progress | None
) -> list[Unit]:
    """The units of all statements that claim something."""
    speakers = {speaker.id: speaker for speaker in collection.speakers()}
    article: Article | None = None
    units: list[Unit] = []
    for done, statement in enumerate(statements, start=1):
        if progress and done % 200 == 0:
            progress("reading", done, len(statements))
        speaker = speakers.get(statement.speaker_id or 0)
        if speaker and _PART_OF_A_GROUP.match(speaker.name):
            continue
        if article is None or article.id != statement.article_id:
            article = collection.article(statement.article_id)
        units += units_of(article, statement, _name_words(speaker))
    if progress:
        progress("reading", len(statements), len(statements))
    return units


def _name_words(speaker: Speaker | None) -> list[str]:
    """The last word of a person's name: how others would speak of them."""
    return words(speaker.name)[-1:] if speaker and speaker.kind == "person" else []


def _weights(units: Sequence[Unit]) -> dict[str, float]:
    """How much each word says: the logarithm of how rare it is among the units.

    A few statements cannot tell which words are rare; they are weighed as if there were more.
    """
    counts = Counter(word for unit in units for word in unit.words)
    total = max(len(units), FEW)
    return {w: min(8.0, math.log(1 + total / n)) for w, n in counts.items()}


def _search(
    units: Sequence[Unit], weights: Mapping[str, float], progress: Progress | None
) -> list[Conflict]:
    """All conflicts between units of different statements, each pair of statements once."""
    postings: dict[str, list[int]] = defaultdict(list)
    most = max(50, int(MOST_FREQUENT * len(units)))
    counts = Counter(word for unit in units for word in unit.words)
    best: dict[tuple[int, int], Conflict] = {}
    for done, unit in enumerate(units):
        if progress and done % 500 == 0:
            progress("comparing", done, len(units))
        near: Counter[int] = Counter()
        for word in _telling(unit, weights):
            if counts[word] <= most:
                near.update(postings[word])
                postings[word].append(done)
        for other in near:
            if conflict := _conflict(units[other], unit, weights):
                key = (units[other].statement.id, unit.statement.id)
                if key not in best or conflict.shared > best[key].shared:
                    best[key] = conflict
    if progress:
        progress("comparing", len(units), len(units))
    return list(best.values())


def _telling(unit: Unit, weights: Mapping[str, float]) -> list[str]:
    """The rarest words of a unit; two units that share enough to conflict share one of these.

    The others weigh less together than ``SHARED`` of the unit, so that sharing only them would not
    do (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006).
    """
    ordered = sorted(unit.words - LIGHT, key=lambda w: (-weights[w], w))
    total = sum(weights[w] for w in unit.words)
    rest = total
    for position, word in enumerate(ordered):
        if rest < SHARED * total or position > len(ordered) - LEAST_COMMON:
            return ordered[: max(position, 1)]
        rest -= weights[word]
    return ordered


def _conflict(a: Unit, b: Unit, weights: Mapping[str, float]) -> Conflict | None:
    one, other = a.statement, b.statement
    if one.id == other.id or (
        one.article_id == other.article_id and one.speaker_id == other.speaker_id
    ):
        return None
    return conflict_of(a, b, weights)


def _confident(collection: Collection, found: Iterable[Conflict]) -> list[Contradiction]:
    """Rate the conflicts, drop the unsure ones and repetitions, and sort."""
    ranked = sorted(found, key=lambda c: (-c.shared, c.first.statement.id, c.second.statement.id))
    articles: dict[str, Article] = {}
    rated: list[tuple[float, Contradiction, frozenset[str]]] = []
    for conflict in ranked[:READ]:
        pair = conflict.first, conflict.second
        for unit in pair:
            key = unit.statement.article_id
            if key not in articles:
                articles[key] = collection.article(key)
        one, other = (articles[u.statement.article_id].text[slice(*u.span)] for u in pair)
        by_cue = any(
            u.denied and not NEGATION.search(t) for u, t in zip(pair, (one, other), strict=True)
        )
        if _same_words(one, other) and not by_cue:
            continue
        cosine = collection.similarity(one, [other])[0]
        sides = [_side(collection, articles[u.statement.article_id], u) for u in pair]
        confidence = _confidence(conflict, cosine, sides)
        if confidence < LEAST_CONFIDENCE:
            continue
        first, second = sorted(sides, key=_when)
        same = first.voice.speaker_id is not None and (
            first.voice.speaker_id == second.voice.speaker_id
        )
        made = Contradiction(conflict.kind, first, second, confidence, _words(conflict), same)
        rated.append((confidence, made, conflict.first.words & conflict.second.words))
    rated.sort(key=lambda item: (-item[0], item[1].first.statement_id, item[1].second.statement_id))
    return _once(rated)


def _confidence(conflict: Conflict, cosine: float, sides: Sequence[Side]) -> float:
    """Words and meaning in common, less for whatever is not certain about either side."""
    sure = 0.55 * conflict.shared + 0.45 * max(0.0, cosine)
    for unit, side in zip((conflict.first, conflict.second), sides, strict=True):
        if not side.voice.name:
            sure *= 0.80
        elif side.voice.certainty != "certain":
            sure *= 0.85
        if unit.modality == "possible":
            sure *= 0.90
    return min(1.0, sure)


def _side(collection: Collection, article: Article, unit: Unit) -> Side:
    start, end = trim_quotation(article.text, unit.span)
    if that := re.match(r"that\s+", article.text[start:end], re.I):
        start += that.end()
    context = (start, end)
    for sentence in collection.sentences(article.id):
        if sentence.start <= start < sentence.end:
            context = (sentence.start, max(end, sentence.end))
    if unit.denied and not NEGATION.search(article.text[start:end]):
        # "He denied that …": without the reporting words the quote would say the contrary.
        start, end = context
    voice = voice_of(collection, unit.statement)
    quote = article.quote(start, end)
    kind = form_of(article.text, (start, end), voice)
    return Side(quote, context, voice, SourceLine.of(article), unit.statement.id, kind)


def _when(side: Side) -> tuple[bool, str, int]:
    day = side.source.published
    return day is None, day.isoformat() if day else "", side.statement_id


def _words(conflict: Conflict) -> tuple[str, ...]:
    return tuple(word for word in conflict.words if word)


def _same_words(one: str, other: str) -> bool:
    """Whether one is the other cut short: a quotation repeated, not contradicted."""
    a, b = (" ".join(w.casefold() for w in words(text)) for text in (one, other))
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _once(
    rated: Sequence[tuple[float, Contradiction, frozenset[str]]],
) -> list[Contradiction]:
    """Of several pairs of the same speakers on the same matter the surest, with their number."""
    kept: list[tuple[Contradiction, frozenset[str], int]] = []
    for _, pair, shared in rated:
        for i, (known, about, count) in enumerate(kept):
            least = 0.5 * min(len(about), len(shared))
            if len(about & shared) >= least and _same_voices(pair, known):
                kept[i] = (known, about, count + 1)
                break
        else:
            kept.append((pair, shared, 0))
    return [
        Contradiction(p.kind, p.first, p.second, p.confidence, p.words, p.changed, count)
        for p, _, count in kept
    ]


def _same_voices(pair: Contradiction, known: Contradiction) -> bool:
    """Whether two pairs set the same speakers against each other; who is not named fits anybody."""
    mine, theirs = (
        {side.voice.speaker_id for side in (one.first, one.second)} for one in (pair, known)
    )
    return mine == theirs or (None in mine and mine - {None} <= theirs and len(mine) > 1)
