"""From the gold of a question to places in a collection's articles, and linting.

A gold quote counts at every place where it stands in its article, and in reprints of the article:
a citation of the same words there is as good. White space and the shape of quotation marks do not
decide whether a quote is found; the place found is always the article's own characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath

from eval.metrics.spans import Place
from eval.questions import Gold, GoldQuestion, QuestionSet
from index.collection import Collection

_MARKS = {
    "'": "['‘’‚‛`´]",
    '"': '["“”„‟«»]',
    "-": "[-‐‑‒–—]",
}
_SHAPES = {shape: pattern for pattern in _MARKS.values() for shape in pattern[1:-1]}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a question set, and where: ``file:line``."""

    where: str
    question: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.question}: {self.message}"


class GoldFinder:
    """Finds the articles and places that gold evidence names in one collection.

    It lists the articles' names once and reads texts as they are needed.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._names: dict[str, list[str]] = defaultdict(list)
        self._stems: list[tuple[str, str]] = []
        for article in collection.articles():
            path = PurePath(article.path)
            names = {article.id, article.path, path.name, path.stem, article.title, article.url}
            for name in names - {""}:
                self._names[_key(name)].append(article.id)
            self._stems += [(_key(path.stem), article.id), (article.id, article.id)]
        self._places: dict[Gold, tuple[Place, ...]] = {}

    def articles(self, doc: str) -> list[str]:
        """Ids of the articles a name stands for; several where it is not unique, else one or none.

        A full name goes before the beginning of a file name or id.
        """
        exact = self._names.get(_key(doc), [])
        if exact:
            return sorted(set(exact))
        wanted = _key(doc)
        return sorted({i for stem, i in self._stems if stem and stem.startswith(wanted)})

    def places(self, gold: Gold) -> tuple[Place, ...]:
        """Every place that counts for a gold item (empty where it is not in the collection)."""
        if gold not in self._places:
            found = list(self._own_places(gold))
            for other in gold.alternatives:
                found += self.places(other)
            self._places[gold] = tuple(dict.fromkeys(found))
        return self._places[gold]

    def of(self, question: GoldQuestion) -> list[tuple[Place, ...]]:
        """The places of each evidence item of a question, in the question's order."""
        return [self.places(gold) for gold in question.evidence]

    def _own_places(self, gold: Gold) -> list[Place]:
        named = self.articles(gold.doc)
        reprints = [r for i in named for r in self._collection.reprints(i)]
        found: list[Place] = []
        for article_id in dict.fromkeys([*named, *reprints]):
            if not gold.quote and not gold.end:
                found.append(Place(article_id))
                continue
            text = self._collection.article(article_id).text
            if gold.quote:
                spans = find_quote(text, gold.quote)
                near = [s for s in spans if s[0] < gold.end and gold.start < s[1]]
                spans = near or spans
            else:
                inside = article_id in named and gold.end <= len(text)
                spans = [(gold.start, gold.end)] if inside else []
            found += [Place(article_id, *span) for span in spans]
        return found


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Spans of a quote in a text: exactly, else with any white space and quotation marks."""
    wanted = unicodedata.normalize("NFC", quote).strip()
    if not wanted:
        return []
    exact = [m.span() for m in re.finditer(re.escape(wanted), text)]
    if exact:
        return exact
    pattern = r"\s+".join(
        "".join(_SHAPES.get(c, re.escape(c)) for c in word) for word in wanted.split()
    )
    return [m.span() for m in re.finditer(pattern, text)]


def lint(questions: QuestionSet, collection: Collection) -> list[Problem]:
    """Check every gold item against a collection: article known, quote in it, offsets inside.

    Ids and types were checked on reading. An empty list means nothing is wrong.
    """
    finder = GoldFinder(collection)
    problems: list[Problem] = []
    for position, question in enumerate(questions):
        where = questions.where(position)
        for gold in question.evidence:
            for item in (gold, *gold.alternatives):
                message = _complaint(item, finder)
                if message:
                    problems.append(Problem(where, question.id, message))
        if question.type == "unanswerable" and not question.unanswerable:
            message = "type is unanswerable, but unanswerable is not set"
            problems.append(Problem(where, question.id, message))
        if not has_gold(question):
            message = (
                "nothing to score: no speakers, answers, evidence, choices, expected or "
                "unanswerable"
            )
            problems.append(Problem(where, question.id, message))
    return problems


def has_gold(question: GoldQuestion) -> bool:
    """Whether anything about the answer is known, so that it can be scored."""
    return bool(
        question.unanswerable
        or question.speakers
        or question.answers
        or question.answers_all
        or question.evidence
        or question.expected
        or question.choices
    )


def _complaint(gold: Gold, finder: GoldFinder) -> str:
    named = finder.articles(gold.doc)
    if not named:
        return f"no article {gold.doc!r} in the collection (see `onrecord list`)"
    if len(named) > 1 and not gold.quote:
        return f"{gold.doc!r} stands for {len(named)} articles; give more of the name"
    if not finder.places(gold):
        if gold.quote:
            return f"the quote does not stand in {gold.doc!r}: {gold.quote!r}"
        return f"characters {gold.start}:{gold.end} do not lie inside {gold.doc!r}"
    return ""


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()
