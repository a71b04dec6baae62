"""Whether two units cannot both hold: one denies what the other says, or they differ in one word.

Words decide, so that every conflict can be seen in the two quotations. What two units share is
weighed by how rare the words are; they have to share nearly everything but the point of conflict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag.comparing.units import Unit
from rag.language import stem
from rag.spelling import opposites

ConflictKind = Literal["negation", "opposite", "number"]

SHARED = 0.50
"""Two units share at least this part of the weight of all their words."""
SHARED_BESIDE_NUMBERS = 0.60
"""More where only a number differs: many things can be counted in one sentence."""
LEAST_WEIGHT = 9.0
"""And words of at least this weight together: ordinary words in common are no common subject."""
LEAST_COMMON = 3
"""And at least so many words."""
LIGHT = frozenset(
    stem(w)
    for w in (
        "be do have go going get got make made say said think want know see come take need "
        "thing way lot people time year day new mean believe let like just really very much never"
    ).split()
)
"""Words that are about nothing in particular."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two units that cannot both hold, and how much of their wording agrees otherwise (0 to 1).

    ``words`` are the opposites or the numbers that clash, empty for a negation.
    """

    kind: ConflictKind
    first: Unit
    second: Unit
    shared: float
    words: tuple[str, str] = ("", "")


def conflict_of(a: Unit, b: Unit, weights: Mapping[str, float]) -> Conflict | None:
    """The conflict between two units, if there is one. ``weights`` are those of the stems."""
    if "conditional" in (a.modality, b.modality) or (a.future, a.ought) != (b.future, b.ought):
        return None
    common, only_a, only_b = a.words & b.words, a.words - b.words, b.words - a.words
    weight = sum(weights.get(w, 1.0) for w in common)
    if weight < LEAST_WEIGHT or len(common - LIGHT) < LEAST_COMMON or not common - a.names - LIGHT:
        return None
    if _other_names(a, b) or _other_person(a, b):
        return None
    if a.pointing or b.pointing:
        return None
    pair = _opposite_pair(only_a, only_b)
    dropped = set(pair) if pair else set()
    rest = sum(weights.get(w, 1.0) for w in (only_a | only_b) - dropped)
    shared = weight / (weight + rest)
    if shared < SHARED:
        return None
    differs = a.denied != b.denied and (a.negations - b.negations) % 2 == 1
    same = a.denied == b.denied and a.negations == b.negations
    if differs and not pair:
        return Conflict("negation", a, b, shared)
    if same and pair:
        return Conflict("opposite", a, b, shared, pair)
    if (
        same
        and not pair
        and shared >= SHARED_BESIDE_NUMBERS
        and (numbers := _clashing_numbers(a, b))
    ):
        return Conflict("number", a, b, shared, numbers)
    return None


def _other_names(a: Unit, b: Unit) -> bool:
    """Whether each names somebody or something that the other does not: another subject."""
    return bool(a.names - b.words) and bool(b.names - a.words)


_PEOPLE = (frozenset(("he", "him", "his")), frozenset(("she", "her", "hers")), frozenset(("they",)))


def _other_person(a: Unit, b: Unit) -> bool:
    """Whether the pronouns show that they do not speak of the same: "he" and "she", or "she" here
    and nobody there, without a name that both have."""
    one, other = ([bool(unit.pronouns & forms) for forms in _PEOPLE] for unit in (a, b))
    if one[0] != one[1] and other[0] != other[1] and one[0] != other[0]:
        return True
    return one != other and not a.names & b.names


def _opposite_pair(only_a: frozenset[str], only_b: frozenset[str]) -> tuple[str, str] | None:
    """A word of one and its opposite in the other."""
    table = opposites()
    for word in sorted(only_a):
        for other in sorted(table.get(word, frozenset()) & only_b):
            return word, other
    return None


_SHARES = frozenset(("", stem("percent"), "per"))
# Shares come from surveys, and two surveys do not contradict each other.


def _clashing_numbers(a: Unit, b: Unit) -> tuple[str, str] | None:
    """Exact numbers of the same thing that differ; None where a unit gives several."""
    if len(a.numbers) != 1 or len(b.numbers) != 1:
        return None
    one, other = a.numbers[0], b.numbers[0]
    if (
        one.unit != other.unit
        or one.unit in _SHARES
        or one.value == other.value
        or one.rough
        or other.rough
    ):
        return None
    return _written(one.value), _written(other.value)


def _written(value: float) -> str:
    return re.sub(r"\.0$", "", f"{value:,}")
