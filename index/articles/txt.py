"""Plain text, with YAML front matter where there is one."""

from __future__ import annotations

from index.articles.decode import decode
from index.articles.draft import Draft
from index.articles.fields import ALIASES
from index.articles.frontmatter import split
from index.articles.html import without_references
from index.articles.txt_layout import unlaid
from index.types import canonical_text


def read_txt(data: bytes, charset: str | None = None) -> Draft:
    """Read a text file. Raises ArticleError where it is not text."""
    values, body, problems = split(canonical_text(decode(data, charset)))
    draft = Draft(text=unlaid(without_references(body)), losses=problems)
    draft.put_all(ALIASES.fields(values), "front matter")
    return draft
