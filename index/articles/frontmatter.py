"""Front matter: the block at the very top of a file: YAML between ``---``, TOML between ``+++``."""

from __future__ import annotations

import re
from typing import NamedTuple

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w -]*?)[ \t]*:(?P<value>.*)$", re.MULTILINE)
_LIMIT = 20_000


class Parted(NamedTuple):
    """A text and the values that stand above it; ``problems``: what of these could not be had."""

    values: dict[str, object]
    text: str
    problems: list[str]


def split(text: str) -> Parted:
    """Part ``text`` into the values of its front matter and the rest.

    A text that merely begins with a rule (``---``) comes back whole. A block that is not valid
    YAML is read entry by entry, since most often one title with a colon spoils all of it; where
    its lines are no entries it is a part of the text.

    >>> split("---\\ntitle: Piers: who pays?\\n---\\nNobody does.").values
    {'title': 'Piers: who pays?'}
    """
    if (match := _TOML.match(text)) and len(match["toml"]) <= _LIMIT:
        return _toml(match, text)
    match = _BLOCK.match(text)
    if not match or len(match["yaml"]) > _LIMIT or not _KEY.match(match["yaml"]):
        return Parted({}, text, [])
    rest = text[match.end() :].lstrip("\n")
    values, problem = _parsed(match["yaml"])
    if not problem:
        if not isinstance(values, dict):
            return Parted({}, text, [])
        return Parted({str(key): value for key, value in values.items()}, rest, [])
    entries = _entries(match["yaml"])
    if entries is None:
        told = f"its front matter, which is not valid YAML ({problem}) and stands in the text"
        return Parted({}, text, [f"{told}; write each value as “name: value”"])
    told = f"its front matter as YAML ({problem}): it was read line by line as “name: value”"
    return Parted(entries, rest, [f"{told}; put values with a colon or a quotation mark in quotes"])


def _toml(match: re.Match[str], text: str) -> Parted:
    import tomllib

    try:
        values = tomllib.loads(match["toml"])
    except (ValueError, RecursionError) as error:
        told = f"its front matter, which is not valid TOML ({error}) and stands in the text"
        return Parted({}, text, [f"{told}; write each value as “name = 'value'”"])
    return Parted(values, text[match.end() :].lstrip("\n"), [])


def _parsed(source: str) -> tuple[object, str]:
    """What YAML makes of ``source``, and why it makes nothing of it."""
    import yaml

    try:
        return yaml.safe_load(source), ""
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line = f"line {place.line + 2}: " if place is not None else ""
        return None, f"{line}{getattr(error, 'problem', None) or 'it cannot be parsed'}"


def _entries(source: str) -> dict[str, object] | None:
    """The entries of a block that is not YAML as a whole; None where its lines are no entries.

    Each entry that is YAML by itself is read as such; of another, everything behind its first
    colon is the value.
    """
    starts = list(_KEY.finditer(source))
    ends = [match.start() for match in starts[1:]] + [len(source)]
    values: dict[str, object] = {}
    for match, end in zip(starts, ends, strict=True):
        further = source[match.end() : end].strip("\n").split("\n")
        if any(line and line[0] not in " \t-#" for line in further):
            return None
        parsed, problem = _parsed(source[match.start() : end])
        if not problem and isinstance(parsed, dict) and len(parsed) == 1:
            values.update((str(key), value) for key, value in parsed.items())
        else:
            lines = (line.strip() for line in (match["value"], *further))
            values[match["key"]] = _unquoted(" ".join(line for line in lines if line))
    return values


def _unquoted(value: str) -> str:
    """``value`` without the marks that stand around all of it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] in "\"'" else value
