"""What proposals are made of: who surely said what, about which names, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Final

from eval.gold import GoldFinder
from eval.metrics.names import name_words
from eval.questions import Gold
from index.collection import Collection
from index.types import Article, Speaker, Statement
from rag.language import REPORTING_VERBS, stems

WORDS: Final = range(5, 31)
"""How many words the content of a statement may have to be asked about."""
_NAME: Final = re.compile(
    r"\b[A-ZÀ-ÞĀ-Ž][\w’'-]+(?: (?:of |de |von |van |al )?[A-ZÀ-ÞĀ-Ž][\w’'-]+)*"
)
_WORD: Final = re.compile(r"\w+")
_FINITE: Final = frozenset(
    """is are was were has have had will would can could may might shall should must does did do
    isn’t aren’t wasn’t weren’t won’t wouldn’t can’t couldn’t doesn’t didn’t don’t""".split()
)
_RELATIVE: Final = frozenset(("which", "who", "that", "whose", "where", "as", "whether"))
_NO_TOPIC: Final = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december mr mrs ms dr the a an""".split()
)
_DANGLING: Final = frozenset(
    """he she it they this that these those his her its their him them who which what there here
    such so and but or as if when then because how why whether we i you our my us me""".split()
)
_SEVERAL: Final = re.compile(r"[.?!…;] |[—–…]|\.\.\.|''|``")
"""Signs of more than one clause."""
_ADJECTIVE: Final = re.compile(r"\w+(?:ian|ican|ish|ese|ern)$")
CONTEXT: Final = 160
"""Characters shown on each side of the gold."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement fit to be asked about, with its words and its speaker."""

    statement: Statement
    article: Article
    speaker: Speaker
    start: int
    end: int

    @property
    def words(self) -> str:
        """The content, verbatim."""
        return self.article.text[self.start : self.end]

    @property
    def clause(self) -> str:
        """The content as a subordinate clause: one line, no ``that``, no full stop."""
        text = " ".join(self.words.split()).strip(' ,.;:“”"')
        return re.sub(r"^that\s+", "", text)

    @property
    def cue(self) -> str:
        """The reporting word, where it is a plain one; else ``said``."""
        if self.statement.cue is None:
            return "said"
        word = self.article.text[slice(*self.statement.cue)].strip().casefold()
        return word if word in REPORTING_VERBS and word.endswith(("ed", "said")) else "said"

    @property
    def stands_alone(self) -> bool:
        """True where the clause has a subject and a finite verb, as far as words show it.

        It must not begin with a word that points outside it, nor with its verb.
        """
        words = [w.strip(",").replace("'", "’").casefold() for w in self.clause.split()]
        if words[0].split("’")[0] in _DANGLING or words[0] in _FINITE | _RELATIVE:
            return False
        if words[0].endswith("ing") or _SEVERAL.search(self.clause):
            return False
        if self.clause.count("“") != self.clause.count("”") or self.clause.count('"') % 2:
            return False
        for word in words[1:]:
            if word in _FINITE:
                return True
            if word in _RELATIVE:
                return False
        return False


class Material:
    """Reads a collection once. ``said`` are its usable statements in the collection's order."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.finder = GoldFinder(collection)
        self.articles = {a.id: a for a in collection.articles()}
        self.speakers = {s.id: s for s in collection.speakers()}
        self.said = [s for st in collection.statements() if (s := self._usable(st))]

    @cached_property
    def by_speaker(self) -> dict[int, list[Said]]:
        """Usable statements by speaker."""
        found: dict[int, list[Said]] = defaultdict(list)
        for said in self.said:
            found[said.speaker.id].append(said)
        return found

    @cached_property
    def topics(self) -> list[str]:
        """Names that statements mention."""
        return sorted({name for said in self.said for name in names_in(said.words)})

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for article in self.articles.values():
            for word in set(_WORD.findall(article.text)):
                found[word].add(article.id)
        return found

    def holding(self, name: str) -> set[str]:
        """Ids of the articles that hold a name."""
        words = _WORD.findall(name)
        if not words:
            return set()
        likely = set.intersection(*(self._by_word.get(word, set()) for word in words))
        return {i for i in likely if contains_name(self.articles[i].text, name)}

    def mentioning(self, names: Sequence[str]) -> set[str]:
        """Ids of the articles that hold the last word of any of the names."""
        lasts = {words[-1] for name in names if (words := _WORD.findall(name))}
        return set().union(*(self._by_word.get(word, set()) for word in lasts))

    def has_word(self, word: str) -> bool:
        """Whether a word stands in any article, in this spelling or in lower case."""
        return bool(self._by_word.get(word) or self._by_word.get(word.casefold()))

    def clause(self, said: Said) -> str:
        """The clause, in lower case where its first word is not a name."""
        first = said.clause.split(maxsplit=1)[0]
        if first[:1].isupper() and first[1:].islower() and self._by_word.get(first.casefold()):
            return said.clause[0].lower() + said.clause[1:]
        return said.clause

    def doc(self, article: Article) -> str:
        """The shortest usual name that stands for this article alone."""
        path = PurePath(article.path)
        for name in (path.name, article.path):
            if name and self.finder.articles(name) == [article.id]:
                return name
        return article.id

    def gold(self, said: Said) -> Gold:
        """A statement as gold evidence."""
        return Gold(doc=self.doc(said.article), quote=said.words, speaker=self.names(said.speaker))

    def names(self, speaker: Speaker) -> tuple[str, ...]:
        """The names a speaker goes by: no roles, no pronouns."""
        own = [f for f in speaker.forms if f[:1].isupper() and name_words(f)]
        last = name_words(speaker.name)[-1:]
        forms = [f for f in own if name_words(f)[-1:] == last]
        return tuple(dict.fromkeys([speaker.name, *forms]))[:4]

    def around(self, article: Article, start: int, end: int) -> str:
        """The gold between ⟦ ⟧ with some text on both sides."""
        text = article.text
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())

    def speaks_of(self, speaker: Speaker, clause: str) -> bool:
        """Whether a speaker may have said something of the kind: shares half of its terms."""
        wanted = stems(clause)
        return any(
            2 * len(wanted & stems(s.words)) >= len(wanted)
            for s in self.by_speaker.get(speaker.id, ())
        )

    def _usable(self, statement: Statement) -> Said | None:
        speaker = self.speakers.get(statement.speaker_id or 0)
        article = self.articles.get(statement.article_id)
        if speaker is None or article is None or statement.certainty != "certain":
            return None
        if speaker.kind not in ("person", "body") or not speaker.name[:1].isupper():
            return None
        if len(statement.content) != 1:
            return None
        said = Said(statement, article, speaker, *statement.content[0])
        clean = said.clause and "\n" not in said.words.strip()
        return said if clean and len(said.clause.split()) in WORDS else None


def names_in(text: str) -> list[str]:
    """Names that stand in a text, its first word left out (it is capitalised anyway)."""
    found = []
    for match in _NAME.finditer(text):
        name = re.sub(r"[’']s?$", "", match.group().strip())
        words = name.casefold().split()
        plain = _NO_TOPIC | _DANGLING
        first = not re.search(r"\w", text[: match.start()])  # a mark may stand before it
        if first or len(name) < 4 or words[0].split("’")[0] in plain:
            continue
        if not _ADJECTIVE.fullmatch(name):
            found.append(name)
    return list(dict.fromkeys(found))


def contains_name(text: str, name: str) -> bool:
    """Whether a text holds a name at word boundaries."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
