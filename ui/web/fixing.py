"""*Fix it here*: what the page shows of a statement to correct, and correcting it.

A place is a span of an article, as a quotation has it. The corrections are those of
``onrecord fix`` (``index.corrections``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from index.corrections import Correction, write_lines
from index.exceptions import SpeakerNotFound
from index.types import Article, Speaker, Statement
from ui.exceptions import InputError
from ui.fixing import known_name, statement_at
from ui.render.fixes import articles_of, told
from ui.web.desk import Desk
from ui.web.forms import LONGEST
from ui.web.markup import clean

OFFERED = 500
"""Names offered to choose from; any other can be typed."""
USELESS = "This changes nothing: it is so already, or nothing here is called that."


def place_shape(desk: Desk, article_id: str, start: int, end: int) -> dict[str, Any]:
    """What the dialog shows: the words, who says them so far, names, corrections.

    ``statement`` is None where nobody is found to state anything there. Raises ArticleNotFound.
    """
    collection = desk.collection
    article = collection.article(article_id)
    found = statement_at(collection, article, start, end)
    shape = None
    if found is not None:
        speaker = _speaker(desk, found)
        shape = {
            "words": clean(_words(article, found)),
            "speaker": clean(speaker.name) if speaker else "",
            "role": clean(speaker.role) if speaker else "",
            "certain": found.certainty == "certain",
        }
    return {
        "words": clean(article.text[max(0, start) : max(0, end)]),
        "statement": shape,
        "names": _names(desk, article),
        **corrections_shape(desk, article, (start, end)),
    }


def corrections_shape(
    desk: Desk, article: Article | None = None, span: tuple[int, int] = (0, 0)
) -> dict[str, Any]:
    """All corrections in words, the newest first; ``here`` those of the words at a span."""
    every = desk.collection.corrections()
    articles = articles_of(every, desk.collection)
    lines = [
        {
            "number": one.number,
            "told": clean(told(one, articles)),
            "here": article is not None
            and one.digest == article.digest
            and any(a < span[1] and span[0] < b for a, b in one.content),
        }
        for one in reversed(every)
    ]
    return {"corrections": lines}


def correct(desk: Desk, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Do what the dialog asks for: ``undo`` of a number, or ``what`` at a place with a ``text``.

    Returns ``changed``, ``told`` and, for undoing it, ``number``. Raises InputError,
    ArticleNotFound, CorrectionError, AliasError and CollectionLocked.
    """
    collection = desk.collection
    if "undo" in asked:
        with desk.writing:
            collection.undo(_number(asked["undo"]))
        return {"changed": True, "told": "Undone.", "number": 0}
    wanted = _correction(desk, asked)
    with desk.writing:
        kept = collection.correct(wanted)
    if kept is None:
        return {"changed": False, "told": USELESS, "number": 0}
    line = told(kept, articles_of([kept], collection))
    return {"changed": True, "told": clean(line), "number": kept.number}


def corrections_file(desk: Desk) -> str:
    """All corrections as JSON Lines, as ``onrecord fix --import`` takes them."""
    return write_lines(desk.collection.corrections())


def _correction(desk: Desk, asked: Mapping[str, Any]) -> Correction:
    collection, what = desk.collection, str(asked.get("what", ""))
    text = " ".join(str(asked.get("text", "")).split())
    if len(text) > LONGEST:
        raise InputError(f"too long: {len(text):,} characters, at most {LONGEST:,}")
    article = collection.article(str(asked.get("article", "")))
    start, end = _number(asked.get("start")), _number(asked.get("end"))
    statement = statement_at(collection, article, start, end)
    if statement is None:
        raise InputError("nobody is found to state anything here")
    if what == "speaker":
        if not text:
            raise InputError("choose or type the name of whoever says this")
        return Correction.of("speaker", article, statement, known_name(collection, text))
    if what == "nobody":
        return Correction.of("speaker", article, statement)
    if what == "no statement":
        return Correction.of("no statement", article, statement)
    speaker = _speaker(desk, statement)
    if speaker is None:
        raise InputError("nobody is known to say this; first say who does")
    if what == "role":
        return Correction("role", (speaker.name,), text)
    if what == "apart":
        return Correction("different", (speaker.name,), digest=article.digest)
    if what in ("same", "different") and text:
        other = known_name(collection, text)
        return Correction("same" if what == "same" else "different", (speaker.name, other))
    raise InputError(
        "type the other name" if what in ("same", "different") else "say what is wrong"
    )


def _number(value: object) -> int:
    if isinstance(value, int) and value >= 0:
        return value
    raise InputError("this is no place in an article and no number of a correction")


def _speaker(desk: Desk, statement: Statement) -> Speaker | None:
    if statement.speaker_id is None:
        return None
    try:
        return desk.collection.speaker(statement.speaker_id)
    except SpeakerNotFound:  # removed by another process between the two reads
        return None


def _words(article: Article, statement: Statement) -> str:
    return " […] ".join(article.text[start:end] for start, end in statement.content)


def _names(desk: Desk, article: Article) -> list[str]:
    """Names to choose from, those who speak in the article first."""
    here = {s.speaker_id for s in desk.collection.statements(article_id=article.id)}
    speakers = sorted(desk.collection.speakers(), key=lambda s: s.id not in here)
    return [clean(s.name) for s in speakers[:OFFERED]]
