"""What a model returns: sentences with evidence and quotations, read as they come in.

Nothing in a draft is believed; ``rag.models.verifying`` decides what of it is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from rag.models.prompts import ANSWER

LONGEST_OUTPUT = 40_000
"""Characters after which output counts as endless."""
LONGEST_SENTENCE = 2_000
LONGEST_OBJECT = 6_000
"""Characters of one sentence with all that belongs to it; small models say one thing for ever."""
SCHEMA: dict[str, Any] = json.loads(
    (resources.files("rag.models.prompts") / f"{ANSWER}.schema.json").read_text(encoding="utf-8")
)
"""The form a model is held to, in the subset of JSON Schema that all providers take."""


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Words a model says to quote, and from which evidence (0 where it does not say)."""

    words: str
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence as a model wrote it."""

    text: str
    evidence: tuple[int, ...] = ()
    quotes: tuple[DraftQuote, ...] = ()
    speaker: str = ""


@dataclass
class DraftReader:
    """Takes output piece by piece and gives each sentence as soon as its object is closed.

    Whatever stands around the objects (a code fence, an introduction, several objects in a row, an
    array) does not matter; an object counts as a sentence when it has a ``text``.
    """

    received: int = 0
    text: str = ""
    empty: bool = False
    """Whether the form was kept, with no sentence in it: the model found nothing to say."""
    _stack: list[int] = field(default_factory=list)
    _position: int = 0
    _closed: int = 0
    _in_string: bool = False
    _escaped: bool = False

    @property
    def endless(self) -> bool:
        """Whether more came than any answer, or any sentence of one, needs."""
        unfinished = self._position - max(self._stack[-1], self._closed) if self._stack else 0
        return self.received > LONGEST_OUTPUT or unfinished > LONGEST_OBJECT

    def restart(self) -> None:
        """Forget what came: the model was asked again from the beginning."""
        self.text = ""
        self._stack.clear()
        self._position = self._closed = 0
        self._in_string = self._escaped = False

    def feed(self, piece: str) -> list[DraftSentence]:
        """Take more output; returns the sentences that it completed."""
        self.received += len(piece)
        self.text += piece
        found = []
        while self._position < len(self.text):
            character = self.text[self._position]
            self._position += 1
            if self._escaped:
                self._escaped = False
            elif self._in_string:
                self._escaped = character == "\\"
                self._in_string = character != '"'
            elif character == '"' and self._stack:
                self._in_string = True
            elif character == "{":
                self._stack.append(self._position - 1)
            elif character == "}" and self._stack:
                start = self._stack.pop()
                self._closed = self._position
                closed = self.text[start : self._position]
                if sentence := _sentence(closed):
                    found.append(sentence)
                elif _NO_SENTENCES.fullmatch(closed):
                    self.empty = True
        return found


_NO_SENTENCES = re.compile(r"\{\s*\"sentences\"\s*:\s*\[\s*\]\s*,?\s*\}")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")


def _sentence(text: str) -> DraftSentence | None:
    """One closed object as a sentence, or None where it is none."""
    shape = _loaded(text)
    if not isinstance(shape, Mapping) or not isinstance(shape.get("text"), str):
        return None
    words = shape["text"].strip()
    if not words or len(words) > LONGEST_SENTENCE:
        return None
    raw_quotes = shape.get("quotes")
    quotes = tuple(
        quote
        for entry in (raw_quotes if isinstance(raw_quotes, list) else [])
        if (quote := _quote(entry)) is not None
    )
    speaker = shape.get("speaker")
    return DraftSentence(
        words,
        _numbers(shape.get("evidence")),
        quotes,
        speaker.strip() if isinstance(speaker, str) else "",
    )


def _quote(entry: object) -> DraftQuote | None:
    if isinstance(entry, str):
        return DraftQuote(entry.strip()) if entry.strip() else None
    if not isinstance(entry, Mapping):
        return None
    words = entry.get("words")
    if not isinstance(words, str) or not words.strip():
        return None
    numbers = _numbers(entry.get("evidence"))
    return DraftQuote(words.strip(), numbers[0] if numbers else 0)


def _numbers(value: object) -> tuple[int, ...]:
    """Evidence numbers, whether written as 1, "1", "[1]" or a list of those."""
    entries = value if isinstance(value, list) else [value]
    found: list[int] = []
    for entry in entries[:50]:
        if isinstance(entry, bool):
            continue
        if isinstance(entry, int):
            found.append(entry)
        elif isinstance(entry, float) and entry.is_integer():
            found.append(int(entry))
        elif isinstance(entry, str):
            found += [int(digits) for digits in re.findall(r"[0-9]{1,6}", entry)]
    return tuple(dict.fromkeys(found))


def _loaded(text: str) -> object:
    """JSON, also with line ends inside strings or a comma too many; None where it is neither."""
    for form in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None
