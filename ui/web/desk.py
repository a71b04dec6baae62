"""The one collection that all browser sessions of a page share, and what they do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from index.collection import Collection
from index.exceptions import ArticleNotFound, CollectionError, OnRecordError
from index.types import AddReport, Article, Failure
from rag.types import Answer


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of one uploaded file."""

    name: str
    result: str
    """``added``, ``replaced``, ``unchanged`` or ``failed``."""
    detail: str = ""


@dataclass
class Desk:
    """A collection for many threads: any number read, and those that write wait for each other."""

    collection: Collection
    writing: Lock = field(default_factory=Lock)

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer a question and keep it in the log. Raises EmptyQuestion.

        Where the log cannot be written just now (another process adds articles), the answer comes
        all the same, with ``log_id`` 0.
        """
        from rag import ask

        answer = ask(self.collection, question, history=history)
        try:
            return replace(answer, log_id=self.collection.log(answer.to_dict()))
        except CollectionError:
            return answer

    def find(self, article_id: str) -> Article | None:
        """An article, or None where it has been removed."""
        try:
            return self.collection.article(article_id)
        except ArticleNotFound:
            return None

    def upload(self, path: Path, name: str) -> list[Upload]:
        """Add the articles of one uploaded file under the name it had on the user's machine."""
        from index.articles import read

        articles: list[Article] = []
        failures: list[Failure] = []
        try:
            for item in read(path):
                if isinstance(item, Failure):
                    failures.append(item)
                else:
                    articles.append(_renamed(item, path, name))
            with self.writing:
                report = self.collection.add(articles)
        except (OnRecordError, OSError) as error:
            failures.append(Failure(name, str(error)))
            report = AddReport()
        titles = {article.id: article.title or name for article in articles}
        done = [Upload(name, "added", titles.get(i, "")) for i in report.added]
        done += [Upload(name, "replaced", titles.get(i, "")) for i in report.replaced]
        done += [Upload(name, "unchanged", titles.get(i, "")) for i in report.unchanged]
        done += [
            Upload(name, "failed", failure.reason.replace(str(path), name))
            for failure in (*failures, *report.failures)
        ]
        return done or [Upload(name, "failed", "there is no article in this file")]

    def remove(self, article_id: str) -> int:
        """Remove one article from every store; returns how many were there."""
        with self.writing:
            return self.collection.remove([article_id])


def _renamed(article: Article, path: Path, name: str) -> Article:
    """Show the user's own file name, not where the upload was kept for a moment."""
    inner = article.path.removeprefix(str(path)) if article.path.startswith(str(path)) else ""
    title = name if article.title == path.name else article.title
    return replace(article, path=f"{name}{inner}", title=title)
