"""From evidence to voices by side, or to silence with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from rag.reading import Evidence
from rag.types import Reason, Stance, Voice
from rag.units import Unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """The thresholds of deciding, all of them probabilities of ``rag.weighing``.

    Chosen among a few on natural dev, each question read with weights that had not seen its pack
    (figures: the reader's model card): where silence costs about as many right answers as it spares
    wrong ones.
    """

    answer: float = 0.82
    """From here on a question is taken to be answered by what was found; below, nothing is said."""
    answer_says: float = 0.70
    """The same for ``says``, where nobody's words but those asked for are shown (chosen on w10 and
    w11, where .78 kept silent on every fourth that has an answer),"""
    answer_fact: float = 0.78
    """and for ``fact``, where an answer is right more often. ``did_say`` has ``verdict``."""
    disputed: float = 0.70
    """The same where somebody surely holds the opposite, as the claim is spoken of then."""
    turned: float = 0.30
    """From here on somebody is taken to hold the opposite of a question that is turned round ("who
    disagrees?"): that it has an answer says nothing of an opposite one."""
    voice: float = 0.05
    """From here on a voice is named,"""
    share: float = 0.25
    """where it has this share of the best one's probability."""
    sure: float = 0.40
    """From here on a voice is said to hold it, or to hedge; below, it is shown without a side. Of
    the likeliest voices of natural dev 19 of 80 are right below, 83 of 166 above."""
    sure_opposite: float = 0.19
    """The same for whoever is said to hold the opposite; their side has to be clear besides. Of
    those that stand so on natural dev every third does (21 of 62 at .20, 23 of 68 at .19), without
    the clear side hardly one."""
    own: float = 0.10
    """From here on the words of whoever is asked for are shown."""
    side: float = 0.16
    """From here on somebody is said to hold the opposite, or to hedge."""
    verdict: float = 0.14
    """From here on somebody is said to have said it."""
    clear: float = 0.67
    """Yes or no is said where one side has this share of both, as the reader sees it."""
    topic: float = 0.30
    """From here on a unit is on the topic,"""
    there: float = 0.35
    """and the articles speak of what is asked at all; below, nobody's words answer it."""


BOUNDS: Final = Bounds()

Judge = Callable[[Evidence], float]


@dataclass(frozen=True, slots=True)
class Held:
    """One voice on one side, with its evidence, best first, and how likely it is that it is.

    ``shown`` is one of its likeliest quotes, one that is certainly its own if any is.
    """

    voice: Voice
    stance: Stance
    evidence: tuple[Evidence, ...]
    probability: float
    shown: Unit


affirming: Final[Judge] = attrgetter("reading.answers")
"""Probability that a unit answers the question, or says that the claim is so;"""
denying: Final[Judge] = attrgetter("reading.opposite")
"""that it says the opposite;"""
hedging: Final[Judge] = attrgetter("reading.hedged")
"""that it says so only in part, perhaps, or on a condition."""


def to_it(evidence: Evidence) -> float:
    """Probability that it says something to what is asked, whichever way."""
    return evidence.reading.answers + evidence.reading.opposite


SIDES: Final[tuple[tuple[Stance, Judge], ...]] = (
    ("affirm", affirming),
    ("deny", denying),
    ("conditional", hedging),
)


def side_of(evidence: Evidence) -> Stance:
    """The likeliest of the three sides of a unit, if it takes one.

    That is the reader's to say, who has read the words; how near a unit is and who speaks in it say
    nothing about the side.
    """
    raw = evidence.raw
    likely = {"affirm": raw.answers, "deny": raw.opposite, "conditional": raw.hedged}
    return max(SIDES, key=lambda side: likely[side[0]])[0]


def side_is_clear(evidence: Evidence, bounds: Bounds = BOUNDS) -> bool:
    """Whether the reader finds one of two sides far likelier than the other, and than neither."""
    yes, no = evidence.raw.answers, evidence.raw.opposite
    return max(yes, no) >= bounds.clear * (yes + no) and yes + no >= evidence.raw.related


def stance_of(evidence: Evidence) -> Stance:
    """The likeliest side of a unit; ``report`` where it more likely takes none."""
    reading = evidence.reading
    return "report" if reading.speaks < 0.5 * reading.on_topic else side_of(evidence)


def best_first(evidence: Iterable[Evidence], judge: Judge = affirming) -> list[Evidence]:
    """Evidence by a probability, ties by nearness, article and offset."""
    return sorted(evidence, key=lambda e: (-judge(e), e.unit.order))


def voices_on(evidence: Sequence[Evidence], stance: Stance, least: float) -> list[Held]:
    """The voices on one side, likeliest first; each with its quotes on that side.

    A voice stands on the side of its likeliest quote alone, and is as certain as the surest of
    those about as likely. Reprints count once: the same words of a voice elsewhere add nothing.
    Whoever is not known by name is one voice for each article.
    """
    judge = dict(SIDES)[stance]
    grouped: dict[str, list[Evidence]] = {}
    for one in best_first(evidence, judge):
        if judge(one) >= least and side_of(one) == stance:
            known = grouped.setdefault(voice_key(one), [])
            if all(one.unit.text.strip() != other.unit.text.strip() for other in known):
                known.append(one)
    held = []
    for found in grouped.values():
        best = judge(found[0])
        near = [one.unit for one in found if judge(one) >= BOUNDS.share * best]
        shown = next((unit for unit in near if unit.voice.certainty == "certain"), near[0])
        voice = found[0].unit.voice
        if shown.voice.certainty == "certain":
            voice = replace(voice, certainty="certain", described=shown.voice.described)
        held.append(Held(voice, stance, tuple(found), best, shown))
    return sorted(held, key=lambda h: (-h.probability, h.evidence[0].unit.order))


def sides_of(
    evidence: Sequence[Evidence], bounds: Bounds = BOUNDS, *, once: bool = True
) -> dict[Stance, list[Held]]:
    """All voices by side, likeliest first; under ``report`` those whose side is not clear.

    With ``once`` somebody quoted on several sides stands on that of the likeliest quote.
    """
    held = [
        one
        for stance, _ in SIDES
        for one in voices_on(evidence, stance, bounds.voice if stance == "affirm" else bounds.side)
    ]
    held.sort(key=lambda h: (-h.probability, h.evidence[0].unit.order))
    taken: set[str] = set()
    found: dict[Stance, list[Held]] = {**{side: [] for side, _ in SIDES}, "report": []}
    for one in held:
        key = voice_key(one.evidence[0])
        if key not in taken or not once:
            taken.add(key)
            if one.stance == "deny":
                clear = side_is_clear(one.evidence[0], bounds)
                sure = clear and one.probability >= bounds.sure_opposite
            else:
                likely = one.evidence[0].reading
                hedged = likely.hedged if one.stance == "conditional" else 0.0
                sure = likely.answers + hedged >= bounds.sure
            found[one.stance if sure else "report"].append(one)
    return found


def voice_key(evidence: Evidence) -> str:
    """What tells voices apart: the speaker, else the description within its article."""
    voice = evidence.unit.voice
    if voice.speaker_id is not None:
        return str(voice.speaker_id)
    return f"{evidence.unit.article.id} {voice.described}"


def silence(evidence: Sequence[Evidence], bounds: Bounds = BOUNDS) -> Reason:
    """Why nothing is answered, from what the reader saw."""
    if not any(e.reading.on_topic >= bounds.topic for e in evidence):
        return "no_topic"
    opposite = max(e.reading.opposite for e in evidence)
    if opposite >= bounds.sure_opposite and max(map(affirming, evidence)) < bounds.side:
        return "only_opposite"
    return "no_claim"
