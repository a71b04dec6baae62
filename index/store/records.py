"""Reading articles, passages, statements and speakers back from their rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from index.exceptions import ArticleNotFound, CollectionDamaged, SpeakerNotFound
from index.store.database import Database, encode_json
from index.store.filters import article_condition, statement_condition
from index.types import Article, Filter, Passage, Sentence, Span, Speaker, Statement

ARTICLE_COLUMNS = (
    "a.id, a.text, a.title, a.source, a.author, a.published, a.url, a.path, a.language, "
    "a.origins, a.boilerplate"
)
STATEMENT_COLUMNS = (
    "s.id, a.id, s.content, s.source, s.cue, s.kind, s.polarity, s.modality, s.speaker, "
    "s.certainty, s.confidence"
)
_PRONOUNS = frozenset("he she they it i we you his her their its him them who which that".split())
_CHUNK = 100
_PREFIX = 4  # shortest prefix of an id that is looked up as such


def article_of(row: Sequence[Any]) -> Article:
    """An Article from ARTICLE_COLUMNS. Raises CollectionDamaged where its id is another."""
    article = Article(
        text=row[1],
        title=row[2],
        source=row[3],
        author=row[4],
        published=date.fromisoformat(row[5]) if row[5] else None,
        url=row[6],
        path=row[7],
        language=row[8],
        origins=json.loads(row[9]),
        boilerplate=_spans(row[10]),
    )
    if article.id != row[0]:
        raise CollectionDamaged(
            f"article {row[0]}: the stored text is not the one that was added; remove the article "
            "with `onrecord remove` and add it again"
        )
    return article


def statement_of(row: Sequence[Any]) -> Statement:
    """A Statement from STATEMENT_COLUMNS."""
    cue = json.loads(row[4]) if row[4] else None
    return Statement(
        id=row[0],
        article_id=row[1],
        content=_spans(row[2]),
        source=_spans(row[3]),
        cue=(cue[0], cue[1]) if cue else None,
        kind=row[5],
        polarity=row[6],
        modality=row[7],
        speaker_id=row[8],
        certainty=row[9],
        confidence=row[10],
    )


def article_seq(database: Database, article_id: str) -> int:
    """The row number of an article given by id or unambiguous prefix. Raises ArticleNotFound."""
    row = database.one("SELECT seq FROM articles WHERE id = ?", (article_id,))
    if row is not None:
        return int(row[0])
    rows: list[Any] = []
    if len(article_id) >= _PREFIX:
        rows = database.read(
            "SELECT seq, id FROM articles WHERE id >= ? AND id < ? LIMIT 3",
            (article_id, article_id + "\U0010ffff"),
        )
    if len(rows) == 1:
        return int(rows[0][0])
    if rows:
        raise ArticleNotFound(
            f"several articles have an id that begins with {article_id!r} "
            f"({', '.join(r[1] for r in rows)}{', …' if len(rows) > 2 else ''}); give more of it"
        )
    raise ArticleNotFound(f"no article with the id {article_id!r}")


def article(database: Database, article_id: str) -> Article:
    """One article by id or unambiguous prefix. Raises ArticleNotFound."""
    row = database.one(
        f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.seq = ?",
        (article_seq(database, article_id),),
    )
    if row is None:  # removed between the two queries
        raise ArticleNotFound(f"no article with the id {article_id!r}; it has just been removed")
    return article_of(row)


def articles(database: Database, where: Filter | None) -> Iterator[Article]:
    """The articles a filter lets through, by date (undated last), then id; few at a time."""
    condition, parameters = article_condition(database, where)
    rows = database.read(
        f"SELECT a.seq FROM articles a WHERE {condition} "
        "ORDER BY a.published IS NULL, a.published, a.id",
        parameters,
    )
    for start in range(0, len(rows), _CHUNK):
        order = [row[0] for row in rows[start : start + _CHUNK]]
        found = {
            row[-1]: row
            for row in database.read(
                f"SELECT {ARTICLE_COLUMNS}, a.seq FROM articles a "
                "WHERE a.seq IN (SELECT value FROM json_each(?))",
                (encode_json(order),),
            )
        }
        for seq in order:
            if seq in found:
                yield article_of(found[seq])


def sentences(database: Database, article_id: str) -> list[Sentence]:
    """The sentences of one article."""
    rows = database.read(
        'SELECT a.id, t.start, t."end" FROM sentences t JOIN articles a ON a.seq = t.article '
        "WHERE t.article = ? ORDER BY t.start",
        (article_seq(database, article_id),),
    )
    return [Sentence(*row) for row in rows]


def passages(database: Database, article_id: str) -> list[Passage]:
    """The passages of one article."""
    rows = database.read(
        'SELECT a.id, p.start, p."end" FROM passages p JOIN articles a ON a.seq = p.article '
        "WHERE p.article = ? ORDER BY p.start, p.id",
        (article_seq(database, article_id),),
    )
    return [Passage(*row) for row in rows]


def reprints(database: Database, article_id: str) -> list[str]:
    """Ids of nearly equal articles, the most similar first."""
    rows = database.read(
        "SELECT a.id FROM reprints r JOIN articles a ON a.seq = r.other "
        "WHERE r.article = ? ORDER BY r.similarity DESC, a.id",
        (article_seq(database, article_id),),
    )
    return [row[0] for row in rows]


def statements_in(
    database: Database, sentences: Iterable[int], where: Filter | None
) -> dict[int, list[Statement]]:
    """The statements a filter lets through that reach into some sentences, by the sentence's id."""
    condition, parameters = statement_condition(database, where)
    rows = database.read(
        f"SELECT {STATEMENT_COLUMNS}, t.id FROM json_each(?) j "
        "JOIN sentences t ON t.id = j.value JOIN articles a ON a.seq = t.article "
        'JOIN said s ON s.article = t.article AND s.start < t."end" AND s."end" > t.start '
        f"WHERE {condition}",
        (encode_json(list(sentences)), *parameters),
    )
    found: dict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        found[row[-1]].append(statement_of(row))
    return found


def statements(database: Database, where: Filter | None, article_id: str | None) -> list[Statement]:
    """The statements a filter lets through, by article and offset."""
    condition, parameters = statement_condition(database, where)
    values: list[Any] = list(parameters)
    if article_id is not None:
        condition += " AND s.article = ?"
        values.append(article_seq(database, article_id))
    rows = database.read(
        f"SELECT {STATEMENT_COLUMNS} FROM said s JOIN articles a ON a.seq = s.article "
        f'WHERE {condition} ORDER BY a.id, s.start, s."end", s.id',
        values,
    )
    return [statement_of(row) for row in rows]


def speakers(database: Database, speaker_id: int | None = None) -> list[Speaker]:
    """All speakers, or one; the most frequent first, then by name and id."""
    condition, parameters = ("1", ()) if speaker_id is None else ("s.speaker = ?", (speaker_id,))
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    for speaker, form, role, count in database.read(
        "SELECT s.speaker, s.form, s.role, count(*) FROM said s "
        f"WHERE s.speaker IS NOT NULL AND {condition} GROUP BY s.speaker, s.form, s.role",
        parameters,
    ):
        forms[speaker][form] += count
        roles[speaker][role] += count
    rows = database.read(
        "SELECT k.id, k.name, k.kind, count(*), count(DISTINCT s.article), k.role FROM speakers k "
        f"JOIN said s ON s.speaker = k.id WHERE {condition} "
        "GROUP BY k.id ORDER BY count(*) DESC, k.name, k.id",
        parameters,
    )
    return [
        Speaker(
            id=row[0],
            name=row[1],
            kind=row[2],
            roles=_frequent(roles[row[0]]) if row[5] is None else tuple(filter(None, (row[5],))),
            forms=tuple(f for f in _frequent(forms[row[0]]) if f.casefold() not in _PRONOUNS),
            statements=row[3],
            articles=row[4],
        )
        for row in rows
    ]


def speaker(database: Database, speaker_id: int) -> Speaker:
    """One speaker. Raises SpeakerNotFound."""
    found = speakers(database, speaker_id)
    if not found:
        raise SpeakerNotFound(f"no speaker with the number {speaker_id} in this collection")
    return found[0]


def _frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(v for v, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if v)


def _spans(stored: str) -> tuple[Span, ...]:
    return tuple((a, b) for a, b in json.loads(stored))
