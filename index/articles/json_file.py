"""JSON files: one object, a list, an object that holds a list, or objects one after the other.

A record that is not valid JSON is named with its line, and those around it are read all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping

from index.articles.decode import decode
from index.articles.feed import MORE
from index.articles.fields import ALIASES
from index.articles.ghost import posts_of
from index.articles.records import Labelled, one
from index.exceptions import ArticleError

_LISTS = (
    "articles", "records", "documents", "docs", "items", "data", "results", "posts", "response",
    "hits", "stories",
)  # fmt: skip
_IN_LIST = re.compile(rf'"(?:{"|".join(_LISTS)})"\s*:\s*\[')
_SPACE = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_DECODER = json.JSONDecoder(strict=False)  # a line break inside a string changes no word


def read_json(data: bytes, open_next: Callable[[str], bytes] | None = None) -> Iterator[Labelled]:
    """The articles of a JSON file.

    ``open_next`` fetches the next document of a JSON Feed in several (None: never fetch).
    """
    seen: set[str] = set()
    while True:
        link = yield from _document(data)
        if not link or link in seen or open_next is None:
            return
        if len(seen) >= MORE:
            yield "", ArticleError(f"goes on at {link}, which was not read; add that address")
            return
        seen.add(link)
        try:
            data = open_next(link)
        except ArticleError as error:
            yield "", ArticleError(f"goes on at {link}, which cannot be read: {error}")
            return


def _document(data: bytes) -> Generator[Labelled, None, str]:
    """The articles of one document; returns the address of the next one, of a JSON Feed."""
    try:
        text = decode(data).lstrip("\ufeff")
        value = _DECODER.decode(text)
    except ArticleError as error:
        yield "", error
        return ""
    except json.JSONDecodeError as error:
        yield from _piecewise(text, error)
        return ""
    except (ValueError, RecursionError) as error:
        yield "", ArticleError(f"is not valid JSON ({error}); fix it or remove it")
        return ""
    about = _feed(value)
    records = posts_of(value) or _held(value)
    if records is None:
        yield one(value, "", "json record")
        return ""
    if not records:
        yield "", ArticleError("holds an empty list; remove the file or fill it")
    for number, record in enumerate(records, 1):
        place, found = one(record, f"[{number}]", "json record")
        if not isinstance(found, ArticleError):
            found.put_all(about, "json feed")
            if about and isinstance(record, Mapping):  # a feed may tell the last change only
                found.put("published", record.get("date_modified"), "json feed")
        yield place, found
    return str(value.get("next_url") or "") if about and isinstance(value, Mapping) else ""


def _held(value: object) -> list[object] | None:
    """The list of records that a value is or holds; None where it is a record itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or not isinstance(_draft_or_error(value), ArticleError):
        return None
    for name in _LISTS:
        if isinstance(value.get(name), (list, Mapping)):
            found = _held(value[name])
            if found is not None:
                return found
    records = list(value.values())  # by their ids
    whole = all(isinstance(r, Mapping) for r in records) and len(records) > 1
    return records if whole and not isinstance(_draft_or_error(records[0]), ArticleError) else None


def _draft_or_error(value: object) -> object:
    return one(value, "", "")[1]


def _feed(value: object) -> dict[str, object]:
    """What a JSON Feed says of itself, which holds for each of its items."""
    if isinstance(value, Mapping) and "jsonfeed.org/version" in str(value.get("version")):
        names = {"source": value.get("title"), "language": value.get("language")}
        return {**ALIASES.fields({"author": value.get("authors")}), **names}
    return {}


def _piecewise(text: str, error: json.JSONDecodeError) -> Iterator[Labelled]:
    """The records of a damaged list, or of objects that follow each other without being one."""
    start = _SPACE.match(text)
    position = start.end() if start else 0
    held = _IN_LIST.search(text, position, position + 2_000)
    listed = text[position : position + 1] == "[" or held is not None
    if held is not None:
        position = held.end()
    elif listed:
        position += 1
    found: list[Labelled] = []
    good = 0
    while position < len(text):
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if position >= len(text) or (listed and text[position] == "]"):
            break
        place = f":{text.count(chr(10), 0, position) + 1}"
        try:
            record, position = _DECODER.raw_decode(text, position)
        except json.JSONDecodeError as problem:
            found.append((f":{problem.lineno}", _invalid(problem)))
            after = _NEXT.search(text, position)
            if after is None:
                break
            position = after.end()
        except RecursionError as problem:
            found.append((place, ArticleError(f"is not valid JSON ({problem}); fix it")))
            break
        else:
            good += 1
            found.append(one(record, place, "json record"))
    if good:
        yield from found
    else:
        yield f":{error.lineno}", _invalid(error)


def _invalid(error: json.JSONDecodeError) -> ArticleError:
    return ArticleError(
        f"is not valid JSON ({error.msg}, column {error.colno}); fix that record or remove it"
    )
