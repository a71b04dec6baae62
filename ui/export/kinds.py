"""Kept answers brought up to date: which of their words are direct quotations.

An answer from the log may be older than the distinction, and then shows everything in quotation
marks; an export never does. What an article says decides, as long as it is there; of one that is
gone only what the answer itself tells is known, and words without a kind are no quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from index.collection import Collection
from index.exceptions import ArticleNotFound
from index.quoting import marked
from index.types import Article, AttributionKind
from rag.types import Answer, Voice
from rag.voices import form_of
from ui.exceptions import ExportError
from ui.export.renewed import renewed

FindArticle = Callable[[str], Article | None]


Answered = Answer | Mapping[str, Any]
"""An answer, or the JSON shape of one as the collection's log keeps it."""


def shape_of(answer: Answered) -> dict[str, Any]:
    """The JSON shape of an answer without its timings, so that an export repeats exactly."""
    shape = answer.to_dict(timings=False) if isinstance(answer, Answer) else dict(answer)
    shape.pop("timings", None)
    return shape


def shapes_of(answers: Iterable[Answered], collection: Collection) -> list[dict[str, Any]]:
    """The JSON shapes of answers as they are shown now. Raises ExportError where one is none."""
    made = []
    for number, answer in enumerate(answers, start=1):
        try:
            shape = renewed(shape_of(answer), collection)
            made.append(with_kinds(shape, lambda id_: find_article(collection, id_)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise no_answer(number, error) from error
    return made


def no_answer(number: int, error: Exception) -> ExportError:
    """What to say of a shape that lacks a part."""
    return ExportError(
        f"answer {number} cannot be exported: it lacks {error}; "
        "only what onrecord ask prints or keeps is an answer"
    )


def find_article(collection: Collection, article_id: str) -> Article | None:
    """The article of exactly this id, or None where it is no longer there."""
    try:
        article = collection.article(article_id)
    except ArticleNotFound:
        return None
    return article if article.id == article_id else None


def with_kinds(shape: Mapping[str, Any], find: FindArticle) -> dict[str, Any]:
    """The JSON shape of an answer with the kind of everything it shows, and texts to match."""
    new = dict(shape)
    for name in ("citations", "nearest"):
        new[name] = [{**entry, "kind": _kind(entry, find)} for entry in shape[name]]
    kinds = {entry["number"]: entry["kind"] for entry in new["citations"]}
    new["sentences"] = [_sentence(sentence, kinds) for sentence in shape["sentences"]]
    if new["sentences"]:
        new["text"] = "\n".join(
            f"{s['text']} {''.join(f'[{n}]' for n in s['citations'])}".rstrip()
            for s in new["sentences"]
        )
    return new


def _kind(entry: Mapping[str, Any], find: FindArticle) -> Any:
    article = find(str(entry["quote"]["article_id"]))
    return entry.get("kind") if article is None else kept_kind(entry, article.text)


def kept_kind(entry: Mapping[str, Any], text: str) -> AttributionKind | None:
    """The kind of a kept citation, whose article's text this is.

    No more is a quotation than the text sets as one. What stands there in somebody else's
    quotation, which a voice that was kept does not tell, was known when the answer was given.
    """
    span = int(entry["quote"]["start"]), int(entry["quote"]["end"])
    kind = form_of(text, span, Voice.from_dict(entry["voice"]))
    return entry.get("kind", kind) if kind == "direct" else kind


def _sentence(shape: Mapping[str, Any], kinds: Mapping[int, Any]) -> dict[str, Any]:
    segments = [{**s, "kind": kinds.get(s["citation"])} for s in shape["segments"]]
    text = "".join(marked(str(s["text"]), s["kind"]) for s in segments)
    return {**shape, "text": text, "segments": segments}
