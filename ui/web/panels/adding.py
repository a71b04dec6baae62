"""Files and links that are handed in on the page: read one after the other, and shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from index.collection import Progress
from ui.web.adding import Adding, Job
from ui.web.desk import Desk
from ui.web.listing import Upload
from ui.web.users import user_of

Updates = tuple[Any, ...]
"""For results, list of articles, field of files, box of links, links that failed."""


class AddingEvents:
    """Answers the events of a tab that add articles; ``table`` draws the list of articles."""

    def __init__(self, desk: Desk, table: Callable[..., str]) -> None:
        self.desk = desk
        self.table = table

    def upload(
        self, files: list[str] | None, adding: Adding, request: gr.Request, *look: Any
    ) -> Iterator[Updates]:
        """Add files one after the other."""
        yield gr.skip(), gr.skip(), None, gr.skip(), ""  # room for more
        paths = [Path(name) for name in files or ()]
        jobs = [(path.name, partial(self._upload, path)) for path in paths]
        yield from self._add(adding, jobs, look, user_of(request))

    def fetch(
        self, links: str, adding: Adding, request: gr.Request, *look: Any
    ) -> Iterator[Updates]:
        """Add pages and feeds by their addresses; those that fail stand in the box again."""
        yield gr.skip(), gr.skip(), gr.skip(), "", ""
        addresses = list(dict.fromkeys(links.split()))[:50]
        jobs = [(each, partial(self._fetch, adding, each)) for each in addresses]
        yield from self._add(adding, jobs, look, user_of(request))

    def _add(
        self, adding: Adding, jobs: Sequence[tuple[str, Job]], look: Sequence[Any], user: str
    ) -> Iterator[Updates]:
        if not adding.hand_in(jobs):
            return  # whoever is at it draws these as well
        for html in self._followed(adding, user):
            yield html, *(gr.skip(),) * 4
        yield adding.html(), self.table(*look), gr.skip(), gr.skip(), "\n".join(adding.failed)

    def resume(self, request: gr.Request, *look: Any) -> Iterator[tuple[Any, Any]]:
        """Show what became of the files of a browser tab that was closed before they were read."""
        user = user_of(request)
        yield gr.skip(), gr.skip()  # else Gradio takes it that both are empty now
        for adding in self.desk.abandoned.pop(user, []):
            for html in self._followed(adding, user):
                yield html, gr.skip()
            yield adding.html(), self.table(*look)

    def _followed(self, adding: Adding, user: str) -> Iterator[str]:
        """The list of files whenever it has changed; left to the next tab if this one is closed."""
        shown = ""
        try:
            for _ in adding.steps():
                if (html := adding.html()) != shown:
                    shown = html
                    yield html
        except GeneratorExit:
            self.desk.abandoned.setdefault(user, []).append(adding)
            raise

    def _upload(self, path: Path, progress: Progress) -> list[Upload]:
        try:
            return self.desk.upload(path, path.name, progress)
        finally:
            path.unlink(missing_ok=True)

    def _fetch(self, adding: Adding, address: str, progress: Progress) -> list[Upload]:
        done = self.desk.fetch(address, progress)
        adding.failed += [u.name for u in done if u.result == "failed" and u.name == address]
        return done
