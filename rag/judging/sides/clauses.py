"""The clause of a quote that speaks to a claim, and where in it what is claimed stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.judging.sides.claims import Claim
from rag.judging.sides.marks import plain, unstressed
from rag.judging.terms import WeightedTerms
from rag.language import stem
from rag.spelling import opposites, single_verbs

_BREAK = re.compile(
    r"[,;:—–]\s+|[.!?]\s+|\s+(?:(?<!anything )(?<!nothing )but|"
    r"although|though|while|whereas|however|because|and|which|who)\s+"
)
WIDE_BREAK = re.compile(
    r"[;:—–]\s+|[.!?]\s+|,?\s+(?:but|although|though|while|whereas|however|because)\s+"
)
"""Where a sentence turns to something else, relative clauses left on."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Focus:
    """The clause nearest to a claim.

    ``before`` and ``after`` are its folded words up to what is claimed and from there on;
    ``head`` says whether the telling word itself, or one for it, stands there, ``turned`` whether
    its opposite does instead, and ``share`` how much of what is claimed does (0 to 1).
    """

    before: str
    after: str
    head: bool
    turned: bool
    share: float

    @property
    def text(self) -> str:
        """The whole clause."""
        return self.before + self.after

    @property
    def word(self) -> str:
        """The word with which what is claimed begins; empty where it is not there."""
        match = _WORD.search(self.after)
        return match[0] if match else ""


def focus_of(text: str, claim: Claim, terms: WeightedTerms, cut: re.Pattern[str] = _BREAK) -> Focus:
    """Find the clause with most of what is claimed; of equals the one with most of the claim.

    ``cut`` is where clauses end.
    """
    # What only stresses is blanked before the clause is cut: "nothing hurts more".
    folded = single_verbs(unstressed(plain(text)))
    found = [_read(part, claim, terms) for part in _clauses(folded, cut)]
    return max(
        found, key=lambda f: (f[0].head, round(f[0].share, 6), round(f[1], 6), -len(f[0].text))
    )[0]


def verbatim(text: str, claim: str) -> Focus | None:
    """The clause around a claim that a text has word for word; None where it has not."""
    folded = plain(text)
    pattern = r"[^\w]+".join(map(re.escape, _WORD.findall(plain(claim))))
    match = re.search(rf"\b{pattern}\b", folded) if pattern else None
    if match is None:
        return None
    folded = unstressed(folded)
    start = max((m.end() for m in _BREAK.finditer(folded, 0, match.start())), default=0)
    end = next((m.start() for m in _BREAK.finditer(folded, match.end())), len(folded))
    return Focus(folded[start : match.start()], folded[match.end() : end], True, False, 1.0)


def _clauses(folded: str, cut: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in cut.finditer(folded):
        parts.append(folded[start : match.start()])
        start = match.end()
    parts.append(folded[start:])
    return [part for part in parts if part.strip()] or [folded]


def _read(clause: str, claim: Claim, terms: WeightedTerms) -> tuple[Focus, float]:
    placed = [(match.start(), stem(match[0])) for match in _WORD.finditer(clause)]
    anchor = len(clause)
    head = turned = False
    found = total = 0.0
    for term in claim.predicate:
        weight = terms.weights.get(term, 1.0)
        total += weight
        accepted = terms.forms(term, kin=True)
        at = next((place for place, key in placed if key in accepted), None)
        opposite = None
        if at is None:
            against = opposites().get(term, frozenset())
            opposite = next((place for place, key in placed if key in against), None)
        place = at if at is not None else opposite
        if place is None:
            continue
        found += weight
        if term == claim.head:
            head, turned, anchor = True, at is None, place
        elif not head:
            anchor = min(anchor, place)
            turned = turned or (not claim.head and at is None)
    keys = frozenset(key for _, key in placed)
    focus = Focus(clause[:anchor], clause[anchor:], head, turned, found / total if total else 0.0)
    return focus, terms.coverage(keys)
