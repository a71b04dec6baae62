"""What addresses answered the last time, so that reading them again costs nothing (RFC 9110, 13).

A server that is told the mark (ETag) or the day of what we have answers that nothing has changed,
and sends nothing. Kept in a file beside the collection; without it everything is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer: its marks, and the ids of the articles that were read from it."""

    etag: str = ""
    modified: str = ""
    articles: tuple[str, ...] = ()

    def headers(self) -> dict[str, str]:
        """The headers of a request for it that is answered only where something has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


NEVER = Visit()
"""What is known of an address that has not been read before."""


@dataclass(slots=True)
class Visits:
    """The last visit to each address. ``unchanged`` holds the ids of articles not read again."""

    known: Container[str]
    """The ids of the articles that the collection has: others have to be read again."""
    visits: dict[str, Visit] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, file: Path, known: Container[str]) -> Visits:
        """Read the file; a missing or damaged one means that everything is fetched."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            visits = {
                str(url): Visit(str(v["etag"]), str(v["modified"]), tuple(map(str, v["articles"])))
                for url, v in data.items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            visits = {}
        return cls(known, visits)

    def last(self, url: str) -> Visit:
        """The last visit, where all its articles are still here; else an empty one."""
        visit = self.visits.get(url, NEVER)
        return visit if all(one in self.known for one in visit.articles) else NEVER

    def save(self, file: Path) -> None:
        """Write the file at once or not at all. Raises OSError."""
        text = json.dumps({url: asdict(v) for url, v in self.visits.items()}, ensure_ascii=False)
        temporary = file.with_suffix(".tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
