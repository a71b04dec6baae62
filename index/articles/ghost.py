"""Exports of Ghost: the tables of its database, whose posts name their authors in another table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def posts_of(value: object) -> list[dict[str, Any]] | None:
    """The posts of an export as records with their authors; None where it is none."""
    held = value.get("db", [value]) if isinstance(value, Mapping) else None
    first = held[0] if isinstance(held, list) and held else None
    data = first.get("data") if isinstance(first, Mapping) else None
    posts, users = (_rows(data, name) for name in ("posts", "users"))
    if not posts or not users:
        return None
    names = {str(user.get("id")): user.get("name") for user in users}
    about = {row.get("key"): row.get("value") for row in _rows(data, "settings")}
    signed = sorted(_rows(data, "posts_authors"), key=lambda row: str(row.get("sort_order")))
    found = []
    for post in posts:
        own = [row.get("author_id") for row in signed if row.get("post_id") == post.get("id")]
        authors = [names.get(str(one)) for one in own or [post.get("author_id")]]
        site = {"source": about.get("title"), "language": about.get("locale") or about.get("lang")}
        found.append({**post, "authors": [name for name in authors if name], **site})
    return found


def _rows(data: object, table: str) -> list[Mapping[str, Any]]:
    rows = data.get(table) if isinstance(data, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
