"""Names of fields that mean the same, in records, tables, front matter and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Mapping


class ALIASES:
    """Field names that mean the same, the commoner first, without case and separators."""

    names: Mapping[str, tuple[str, ...]] = {
        "title": ("title", "headline", "webtitle"),
        "source": (
            "source", "publisher", "sourcehostname", "sourcename", "site", "sitename", "outlet",
            "publication", "publicationtitle", "sourcedomain", "hostname", "medianame", "domain",
        ),
        "author": ("author", "authors", "byline", "creator"),
        "published": (
            "published", "publishedat", "date", "datepublished", "datepublish", "publicationdate",
            "pubdate", "publisheddate", "publishdate", "webpublicationdate", "postdate",
        ),
        "url": ("url", "link", "permalink", "canonicalurl", "weburl", "externalurl", "source",
                "mainentityofpage"),
        "language": ("language", "lang"),
    }  # fmt: skip

    @classmethod
    def fields(cls, values: Mapping[str, object]) -> dict[str, object]:
        """The known fields among ``values``, under their own names.

        An address is never a publisher's name, and only an address is an address.
        """
        lower = {key_of(k): v for k, v in values.items()}
        found: dict[str, object] = {}
        for name, aliases in cls.names.items():
            for alias in aliases:
                value = lower.get(alias)
                if value in (None, "", []) or (
                    name in ("source", "url")
                    and isinstance(value, str)
                    and _is_address(value) != (name == "url")
                ):
                    continue
                if name == "author" and (isinstance(value, int) or str(value).isdigit()):
                    continue  # the number of a user in the tool that wrote this
                found[name] = value
                break
        return found


def _is_address(value: str) -> bool:
    return bool(re.match(r"https?://", value.strip(), re.IGNORECASE))


def key_of(name: object) -> str:
    """The name of a field without its case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+|\(s\)$", "", str(name).strip().lower())
