"""YAML front matter: the block between two ``---`` lines at the very top of a file."""

from __future__ import annotations

import re

from index.exceptions import ArticleError

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z_][\w -]*\s*:", re.MULTILINE)
_LIMIT = 20_000


def split(text: str) -> tuple[dict[str, object], str]:
    """Part ``text`` into the values of its front matter and the rest.

    A text that merely begins with a rule (``---``) comes back whole. Raises ArticleError where the
    block is front matter but not valid YAML.
    """
    match = _BLOCK.match(text)
    if not match or len(match["yaml"]) > _LIMIT or not _KEY.match(match["yaml"]):
        return {}, text
    import yaml

    try:
        values = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line = f" in line {place.line + 2}" if place is not None else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ArticleError(
            f"its front matter cannot be read{line} ({problem}); "
            "put values with a colon or a quotation mark in quotes"
        ) from error
    if not isinstance(values, dict):
        return {}, text
    return {str(key): value for key, value in values.items()}, text[match.end() :].lstrip("\n")
