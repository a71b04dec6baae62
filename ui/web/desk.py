"""The one collection that all browser sessions of a page share, and what they do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from index.articles import parse_date
from index.collection import Collection, Progress
from index.commands import onrecord
from index.exceptions import ArticleNotFound, OnRecordError, SpeakerNotFound
from index.reasons import reason
from index.types import (
    AddReport,
    Article,
    Failure,
    Sentence,
    Speaker,
    canonical_text,
)
from ui.dossiers import Dossiers
from ui.exceptions import DossiersUnreadable
from ui.removing import Keeps, finish_removal, folder_of, remove_articles
from ui.web import suggest
from ui.web.adding import Adding
from ui.web.asking import AT_ONCE, Asking
from ui.web.compared import Compared
from ui.web.conversations import Conversations
from ui.web.exceptions import ArticleNotEdited, ConversationsUnreadable
from ui.web.listing import Row, Upload
from ui.web.markup import web_address
from ui.web.topics import Background, background

if TYPE_CHECKING:
    from rag.models.settings import ModelSettings

T = TypeVar("T")


@dataclass
class Desk(Asking):
    """A collection for many threads: any number read, and those that write wait for each other."""

    collection: Collection
    model: ModelSettings | None = None
    private_links: bool = True
    """Whether links into private networks are read: only for whoever sits at this computer."""
    writing: Lock = field(default_factory=Lock)
    conversations: Conversations = field(init=False)
    dossiers: Dossiers = field(init=False)
    abandoned: dict[str, list[Adding]] = field(default_factory=dict)
    """By user: what a browser tab was adding when it was closed, until another tab shows it."""
    compared: Compared = field(default_factory=Compared)
    """Contradictions that the page has found."""
    _early: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE))
    _found: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = True
        try:
            self.conversations = Conversations(self.folder)
        except ConversationsUnreadable:  # a collection on a read-only disk can still be asked
            self.conversations, kept = Conversations(None), False
        try:
            self.dossiers = Dossiers(self.folder)
        except DossiersUnreadable:
            self.dossiers, kept = Dossiers(None), False
        self.conversations.renew = self._renewed
        if kept:
            finish_removal(self.collection, self._stores)

    @property
    def _stores(self) -> dict[str, Keeps]:
        """What is kept of articles beside the collection."""
        return {"conversations": self.conversations, "dossiers": self.dossiers}

    def _renewed(self, shape: dict[str, Any]) -> dict[str, Any]:
        """A kept answer as corrections have it."""
        from ui.export.renewed import renewed

        try:
            return renewed(shape, self.collection)
        except (AttributeError, KeyError, TypeError, ValueError):
            return shape  # what is no answer is not shown again either

    @property
    def folder(self) -> Path | None:
        """The collection's folder; None where it does not live in one."""
        return folder_of(self.collection)

    @property
    def adding_command(self) -> str:
        """The command that fills this very collection, for whoever sits at this computer."""
        if self.folder is None or not self.private_links:
            return ""
        return onrecord(self.folder.resolve(), "add FOLDER")

    def suggestions(self) -> list[str]:
        """Questions worth asking; looked for again when the collection has changed."""
        return self._kept("questions", suggest.opening_questions, self.collection.speakers())

    def claims(self) -> list[str]:
        """Claims worth comparing."""
        return self._kept("claims", suggest.claims, self.collection.speakers())

    def topics(self) -> list[str]:
        """Topics worth a timeline."""
        return self._kept("topics", suggest.topics, self.collection.speakers())

    def background(self) -> Background:
        """How frequent every term is, to tell what somebody speaks of more than others."""
        return self._kept("background", background)

    def _kept(self, name: str, look: Callable[[Collection], T], *made_of: object) -> T:
        """What was found, while the articles are the same, and whatever else it is made of:
        corrections change speakers and add no generation."""
        state = (self.collection.generation, *made_of)
        before, found = self._found.get(name, (None, None))
        if before != state:
            found = look(self.collection)
            self._found[name] = (state, found)
        kept: T = found
        return kept

    def find(self, article_id: str) -> Article | None:
        """An article, or None where it has been removed."""
        try:
            return self.collection.article(article_id)
        except ArticleNotFound:
            return None

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """The sentences of an article; none where it has been removed."""
        try:
            return self.collection.sentences(article_id)
        except ArticleNotFound:
            return ()

    def speaker(self, number: int) -> Speaker | None:
        """A speaker, or None where there is none of this number."""
        try:
            return self.collection.speaker(number)
        except SpeakerNotFound:
            return None

    def rows(self) -> list[Row]:
        """Every article as the list shows it; read again when the collection has changed."""
        rows = self._kept("rows", lambda collection: [Row.of(a) for a in collection.articles()])
        return list(rows)

    def upload(self, path: Path, name: str, progress: Progress | None = None) -> list[Upload]:
        """Add the articles of one uploaded file under the name it had on the user's machine."""
        done = self._add(path, name, progress, lambda article: _renamed(article, path, name))
        return [replace(one, detail=one.detail.replace(str(path), name)) for one in done]

    def fetch(self, address: str, progress: Progress | None = None) -> list[Upload]:
        """Add the page or the articles of the feed at an http(s) address."""
        if not web_address(address):
            reason = "not a web address; one begins with https:// or http://"
            return [Upload(address, "failed", reason)]
        return self._add(address, address, progress, lambda article: article)

    def _add(
        self,
        source: str | Path,
        name: str,
        progress: Progress | None,
        named: Callable[[Article], Article],
    ) -> list[Upload]:
        from index.articles import read

        articles: list[Article] = []
        failures: list[Failure] = []
        try:
            for item in read(source, private=self.private_links):
                if isinstance(item, Failure):
                    failures.append(item)
                else:
                    articles.append(named(item))
                    if progress and len(articles) % 20 == 0:
                        progress("read", len(articles), 0)
            with self.writing:
                report = self.collection.add(articles, progress=progress)
        except (OnRecordError, OSError) as error:
            failures.append(Failure(name, reason(error)))
            report = AddReport()
        titles = {article.id: article.title or name for article in articles}
        done = [Upload(name, "added", titles.get(i, "")) for i in report.added]
        done += [Upload(name, "replaced", titles.get(i, "")) for i in report.replaced]
        done += [Upload(name, "unchanged", titles.get(i, "")) for i in report.unchanged]
        done += [
            Upload(name, "partial" if f.partial else "failed", f.reason)
            for f in (*failures, *report.failures)
        ]
        return done or [Upload(name, "failed", "there is no article in this file")]

    def edit(
        self, article_id: str, *, title: str, source: str, author: str, published: str, url: str
    ) -> str:
        """Correct what is known of an article; returns its new id, as that follows from it.

        Kept conversations go on citing it. Raises ArticleNotFound, ArticleNotEdited, and what
        ``Collection.add`` raises.
        """
        old = self.collection.article(article_id)
        when = parse_date(published.strip())
        if published.strip() and when is None:
            raise ArticleNotEdited(
                f"“{published.strip()}” is not a date; write 2 March 2026 or 2026-03-02"
            )
        if url.strip() and not web_address(url):
            raise ArticleNotEdited(f"“{url.strip()}” is not a web address; correct it or clear it")
        values = {"title": title, "source": source, "author": author, "url": url}
        plain = {name: " ".join(canonical_text(value).split()) for name, value in values.items()}
        new = replace(old, **plain, published=when)  # type: ignore[arg-type]
        if new.id != old.id:
            with self.writing:
                self.collection.add([new])
                self.conversations.relink(old.id, new.id)
                self.dossiers.relink(old.id, new.id)
                if self.find(old.id):
                    self.collection.remove([old.id])
        return new.id

    def remove(self, article_id: str) -> int:
        """Remove one article from every store; returns how many were there."""
        with self.writing:
            return remove_articles(self.collection, [article_id], self._stores)[0]


def _renamed(article: Article, path: Path, name: str) -> Article:
    """Show the user's own file name, not where the upload was kept for a moment."""
    inner = article.path.removeprefix(str(path)) if article.path.startswith(str(path)) else ""
    title = name if article.title == path.name else article.title
    return replace(article, path=f"{name}{inner}", title=title)
