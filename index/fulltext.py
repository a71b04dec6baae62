"""Full-text queries: ``"exact phrase"``, AND, OR, NOT and parentheses.

``rail AND ("night ferry" OR bus) NOT toll``: what stands in double quotation marks is found as it
is written (case, accents and punctuation aside), other words with any ending. Words side by side
are joined by AND; NOT binds closest, then AND, then OR. Operators are written in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.exceptions import QueryError
from index.store.words import analyzer, folding_analyzer
from index.types import Span

_TOKEN = re.compile(r"\"(?P<phrase>[^\"]*)\"|(?P<mark>[()\"])|(?P<word>[^\s()\"]+)")
_WORD = re.compile(r"[^\W_]+")
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_DEEPEST = 50
_MARKS = str.maketrans("“”„", '"""')


def has_operators(text: str) -> bool:
    """Whether somebody has typed a query: a phrase in quotation marks, AND, OR or NOT.

    >>> has_operators('"night ferry"'), has_operators("ferry NOT toll"), has_operators("not now")
    (True, True, False)
    """
    return '"' in text.translate(_MARKS) or not _OPERATORS.isdisjoint(text.split())


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage as queries see it: its folded words between spaces, and its stems."""

    words: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Term:
    """A word with any ending, or with ``exact`` words in a row as they are written."""

    words: str
    stems: tuple[str, ...]
    exact: bool

    def holds(self, text: _Text) -> bool:
        return self.words in text.words if self.exact else text.stems.issuperset(self.stems)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Parts joined by AND (``every``) or OR."""

    parts: tuple[_Node, ...]
    every: bool

    def holds(self, text: _Text) -> bool:
        return (all if self.every else any)(part.holds(text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Not:
    part: _Node

    def holds(self, text: _Text) -> bool:
        return not self.part.holds(text)


_Node = _Term | _Joined | _Not


class TextQuery:
    """A query that was read. Raises QueryError where it is broken."""

    def __init__(self, text: str) -> None:
        self._fold, self._stem = folding_analyzer(), analyzer()
        self._root = _Reader(_plain(text), self._term).read()
        self._wanted = tuple(_wanted_terms(self._root))
        self.stems = tuple(dict.fromkeys(s for term in self._wanted for s in term.stems))
        """Analysed words that speak for a passage: those of all terms that are not under a NOT."""
        self.required = frozenset(_required(self._root))
        """Analysed words without which no passage can fit."""

    def fits(self, passage: str) -> bool:
        """Whether a passage is what the query asks for."""
        passage = _plain(passage)
        words = f" {' '.join(self._fold.analyze(passage))} "
        return self._root.holds(_Text(words, frozenset(self._stem.analyze(passage))))

    def spans(self, text: str) -> list[Span]:
        """Where words and phrases that are looked for stand in a text, in order."""
        at = [match.span() for match in _WORD.finditer(_plain(text))]
        words = [" ".join(self._fold.analyze(text[start:end])) for start, end in at]
        stems = [" ".join(self._stem.analyze(text[start:end])) for start, end in at]
        found: set[Span] = set()
        for term in self._wanted:
            wanted = term.words.split() if term.exact else list(term.stems)
            there = words if term.exact else stems
            found.update(
                (at[first][0], at[first + len(wanted) - 1][1])
                for first in range(len(at) - len(wanted) + 1)
                if there[first : first + len(wanted)] == wanted
            )
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def _term(self, text: str, exact: bool) -> _Term | None:
        """A word or phrase; None for a word without meaning of its own, which is passed over."""
        words: Sequence[str] = self._fold.analyze(text)
        stems = tuple(self._stem.analyze(text))
        if not words or not (exact or stems):
            return None
        return _Term(f" {' '.join(words)} ", stems, exact or len(words) > 1)


class _Reader:
    """Recursive descent over the tokens of a query."""

    def __init__(self, text: str, term: Callable[[str, bool], _Term | None]) -> None:
        self._tokens = list(_TOKEN.finditer(text.translate(_MARKS)))
        self._at = 0
        self._term = term

    def read(self) -> _Node:
        if sum(token[0] in ("(", "NOT") for token in self._tokens) > _DEEPEST:
            raise QueryError(f"more than {_DEEPEST} parentheses and NOT; make it simpler")
        found = self._any()
        if self._at < len(self._tokens):
            raise QueryError('a ")" has no "(" before it; take it away or add the "("')
        if found is None:
            raise QueryError(
                'there is no word with a meaning of its own; put "it is" in such marks'
            )
        if next(_wanted_terms(found), None) is None:
            raise QueryError("everything is under NOT; name also what is to be found")
        return found

    def _any(self) -> _Node | None:
        parts = [self._every()]
        while self._take("OR"):
            parts.append(self._every())
        return _joined(parts, every=False)

    def _every(self) -> _Node | None:
        parts: list[_Node | None] = []
        while True:
            joined = bool(parts) and self._take("AND")
            if not joined and self._ends():
                break
            parts.append(self._one())
        if not parts:
            raise QueryError(f"{self._where()} there is nothing to look for; give a word there")
        return _joined(parts, every=True)

    def _one(self) -> _Node | None:
        if self._take("NOT"):
            part = self._one()
            return None if part is None else _Not(part)
        if self._ends() or self._peek() == "AND":
            raise QueryError(f"{self._where()} there is nothing to look for; give a word there")
        token = self._tokens[self._at]
        self._at += 1
        if token["phrase"] is not None:
            if not (found := self._term(token["phrase"], True)):
                raise QueryError('there is no word between the quotation marks; write "a phrase"')
            return found
        if token["mark"] == '"':
            raise QueryError(f'the quotation mark before {_start(token)} is never closed; add a "')
        if token["mark"] == "(":
            inner = self._any()
            if not self._take(")"):
                raise QueryError('a "(" is never closed; add a ")"')
            return inner
        return self._term(token["word"], False)

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _ends(self) -> bool:
        return self._peek() in ("", ")", "OR")

    def _take(self, token: str) -> bool:
        taken = self._peek() == token
        self._at += taken
        return taken

    def _where(self) -> str:
        before = self._tokens[self._at - 1][0] if self._at else ""
        return f"after {before}" if before else f"before {self._peek() or 'the end'}"


def _plain(text: str) -> str:
    """Without halves of surrogate pairs, which the analysers cannot take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _start(token: re.Match[str]) -> str:
    return repr(token.string[token.end() :].strip()[:20] or "the end")


def _joined(parts: Sequence[_Node | None], *, every: bool) -> _Node | None:
    there = tuple(part for part in parts if part is not None)
    return _Joined(there, every) if len(there) > 1 else there[0] if there else None


def _parts(node: _Node) -> tuple[_Node, ...]:
    if isinstance(node, _Joined):
        return node.parts
    return (node.part,) if isinstance(node, _Not) else ()


def _wanted_terms(node: _Node) -> Iterator[_Term]:
    """The terms that are not under a NOT."""
    if not isinstance(node, _Not):
        if isinstance(node, _Term):
            yield node
        for part in _parts(node):
            yield from _wanted_terms(part)


def _required(node: _Node) -> set[str]:
    if isinstance(node, _Term):
        return set(node.stems)
    if isinstance(node, _Not):
        return set()
    sets = [_required(part) for part in node.parts]
    return set.union(*sets) if node.every else set.intersection(*sets)
