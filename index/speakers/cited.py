"""Bodies and reports that were told of before: "the report" is "a UN report" cited once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.speakers.definite import Definite
from index.speakers.folding import plain, tokens
from index.speakers.names import is_first_name
from index.speakers.phrases import PREPOSITIONS, Source
from index.speakers.resolved import Resolved
from index.speakers.roles import is_human, is_role, singular

OWNERS: Final = frozenset(["his", "her", "their", "its", "our", "my"])
_SAME: Final = frozenset(["the", "this", "that", "its"])
"""What stands before a noun that means what was told of before."""
_SMALL: Final = _SAME | PREPOSITIONS | {"a", "an", "s"}


class Cited(Definite):
    """Which body or thing of before is meant again."""

    def cited_before(self, reading: Source) -> Resolved | None:
        """What "the health ministry", "the report" or "the UN’s report" means: the body heard
        before that has it for its name's end, or the one thing that was called so at more length,
        "a report by the UN".

        Whose it is, or what else it is called, has to have been told of it and of no other.
        Not the body just heard: "the company" after a paper is told of, and never the paper. Where
        another one is told of in between ("another report"), nobody knows, nor which company is
        meant after one of another name has spoken.
        """
        name = self.slice(reading.head)
        own = _telling(name) - {reading.noun}
        called, ending = self._told_of(reading, plain(name).split())
        like = [one for one in called if own <= _telling(one.name)]
        if own and like and reading.noun in name:
            sure = _alone(like) and (reading.definite or reading.owner is not None)
            return replace(like[-1], certainty="certain" if sure else "uncertain")
        if not (reading.definite and reading.short and _is_small(name)):
            return None
        return self._heard_last(reading, called, ending, sure=not own)

    def _told_of(
        self, reading: Source, phrase: Sequence[str]
    ) -> tuple[list[Resolved], list[Resolved]]:
        """The bodies before that are called by the same noun, and whose names end in the phrase."""
        called, ending = [], []
        for source, result in zip(self.sources, self.results, strict=True):
            words = plain(result.name).split()
            if source.span[0] >= reading.span[0] or result.kind != "body" or not result.evidence:
                continue
            if words[0] in OWNERS | _SAME:
                continue
            if not result.local and _ends_in(words, phrase):
                ending.append(result)
            elif source.kind == "body" and source.noun == reading.noun and len(words) > 1:
                called.append(result)
        return called, ending

    def _heard_last(
        self, reading: Source, called: Sequence[Resolved], ending: Sequence[Resolved], *, sure: bool
    ) -> Resolved | None:
        """The last of them, where there is no other; not ``sure`` where the phrase says more."""
        before = sorted([*called, *ending], key=lambda one: one.evidence or (0, 0))
        if not before:
            return None
        found = before[-1]
        end = found.evidence[1] if found.evidence else 0
        named = found in ending
        another = any(
            result.evidence and end < result.evidence[0] < reading.span[0]
            for result in self.results
            if not named and plain(result.name) != plain(found.name) and _is_named_body(result)
        )
        if _alone(before) and not another and not self._another_between(reading, found):
            return replace(found, certainty="certain" if named or sure else "uncertain")
        return replace(found, certainty="uncertain") if named else None

    def _another_between(self, reading: Source, found: Resolved) -> bool:
        """Whether its noun stands between without "the": "a second report"; not "report author",
        nor where the one that was found is cited."""
        tokens = self.words.tokens
        begin = self.words.first_from(found.evidence[1] if found.evidence else 0)
        cited = [
            source.span
            for source, result in zip(self.sources, self.results, strict=True)
            if plain(result.name) == plain(found.name)
        ]
        return any(
            singular(tokens[k].low) == reading.noun
            and tokens[k - 1].low not in _SAME
            and not (is_role(tokens[k + 1].text) or is_human(singular(tokens[k + 1].low)))
            and not any(a <= tokens[k].start < b for a, b in cited)
            for k in range(begin, self.words.first_from(reading.span[0]))
        )


def _alone(found: Sequence[Resolved]) -> bool:
    return len({plain(one.name) for one in found}) == 1


def _telling(name: str) -> set[str]:
    """The words of a description that tell it from others: "the report by the UN" is one of "UN"
    and "report"."""
    return {plain(word).removesuffix("'s") for word in tokens(name)} - _SMALL


def _is_small(name: str) -> bool:
    """Whether a description has no capital but that of a sentence: "This study"."""
    first, _, rest = name.partition(" ")
    return name.islower() or (first.lower() in _SAME and rest.islower())


def _is_named_body(result: Resolved) -> bool:
    """Whether a body, or what may be one, speaks under a name of its own."""
    first = result.name.partition(" ")[0]
    may_be = result.kind == "body" or (result.kind == "person" and not is_first_name(first))
    return may_be and not result.local


def _ends_in(name: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a name ends in the noun of a phrase and has its other words too. It ends before a
    preposition: "a study from Tarn Magazine" is no magazine."""
    name = name[: next((k for k, word in enumerate(name) if word in PREPOSITIONS), len(name))]
    return len(name) > len(phrase) and name[-1] == phrase[-1] and set(phrase) <= set(name)
