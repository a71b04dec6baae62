"""What programs may ask of a collection: the JSON that the command line prints, as functions.

The page offers them by name to ``gradio_client``, and with ``--mcp`` as tools to assistants. Their
docstrings are what an assistant is told of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from index.types import Filter
from ui.web.desk import Desk

MOST = 50
"""Results of one call at most, however many are asked for."""


class Programs:
    """Functions over the collection of a page; each returns plain JSON (see docs/programs.md).

    Raises OnRecordError with a message for whoever called.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def all(self) -> dict[str, Callable[..., dict[str, Any]]]:
        """Every function by the name that programs call it by."""
        return {
            "ask": self.ask,
            "search": self.search,
            "who": self.who,
            "speaker": self.speaker,
            "positions": self.positions,
            "article": self.article,
        }

    def ask(self, question: str, direct: bool = False) -> dict[str, Any]:
        """Answer a question from the articles, with word-for-word quotations and their sources.

        Says nothing that no article says: where "status" is "abstained", the articles do not have
        the answer, and "nearest" is not one. Each citation gives article id and character offsets.
        Only a citation whose "kind" is "direct" may be put in quotation marks; with ``direct`` no
        others are given.
        """
        return self._answer(question, direct=direct)

    def search(self, query: str, limit: int = 10) -> dict[str, Any]:
        """Find passages about something, best first, without answering.

        With "a phrase", AND, OR or NOT only passages that fit word for word are found.
        """
        from index.fulltext import has_operators
        from rag import search, search_text
        from ui.render.shapes import evidence_shape, filter_shape

        find = search_text if has_operators(query) else search
        found = find(self.desk.collection, query, k=_between(limit))
        return {
            "query": query,
            "where": filter_shape(Filter()),
            "results": [evidence_shape(one) for one in found],
        }

    def who(self, proposition: str, direct: bool = False) -> dict[str, Any]:
        """Name everyone who says that something is so, then who disagrees.

        Give the claim itself, such as "the bridge will open in May". ``direct`` as for ask.
        """
        from ui.cli.ask import who_asked

        return self._answer(*who_asked(proposition), direct=direct)

    def speaker(self, name: str, limit: int = 50, direct: bool = False) -> dict[str, Any]:
        """Show who somebody is in these articles and everything they say, by date.

        The name may be written as in any article; a number is taken as a speaker's id.
        ``direct`` leaves out what is only reported of them.
        """
        from ui.cli.naming import find_speaker
        from ui.render.said import Said
        from ui.render.shapes import speaker_shape, statement_shape

        collection = self.desk.collection
        speaker = find_speaker(collection, name)
        said = collection.statements(Filter(speaker_ids=(speaker.id,), direct=direct))
        articles = {key: collection.article(key) for key in {one.article_id for one in said}}
        days = {key: str(one.published or "undated") for key, one in articles.items()}
        dated = sorted(said, key=lambda s: (days[s.article_id], s.article_id, s.start))
        return {
            "speaker": speaker_shape(speaker),
            "total": len(dated),
            "statements": [
                statement_shape(
                    Said(
                        one, articles[one.article_id], speaker, self.desk.sentences(one.article_id)
                    )
                )
                for one in dated[: _between(limit)]
            ],
        }

    def positions(self, proposition: str, limit: int = 10, direct: bool = False) -> dict[str, Any]:
        """Group everybody who speaks to a claim by the side they take, each with quotations.

        The sides are affirm, deny, conditional and report (is on the matter, no clear side).
        ``direct`` as for ask.
        """
        from rag.comparing.positions import positions

        where = Filter(direct=direct)
        found = positions(self.desk.collection, proposition, where, limit=_between(limit))
        return found.to_dict()

    def article(self, article_id: str) -> dict[str, Any]:
        """Give one article: its heading, its whole text, and who says what in it.

        The id, or its first characters, as every citation gives it. Offsets count characters.
        """
        from rag.voices import speaker_of
        from ui.render.said import Said
        from ui.render.shapes import article_shape, statement_shape

        collection = self.desk.collection
        article = collection.article(article_id)
        statements = []
        for statement in collection.statements(article_id=article.id):
            speaker = speaker_of(collection, statement.speaker_id)
            said = Said(statement, article, speaker, collection.sentences(article.id))
            statements.append(statement_shape(said))
        return {**article_shape(article), "text": article.text, "statements": statements}

    def _answer(self, question: str, claim: str = "", *, direct: bool) -> dict[str, Any]:
        answer = self.desk.ask(question, (), Filter(direct=direct), claim=claim)
        return {**answer.to_dict(), "log_id": answer.log_id or None}


def _between(limit: int) -> int:
    return max(1, min(int(limit), MOST))
