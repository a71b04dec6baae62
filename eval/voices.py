"""Scores of whom an answer names: are they those who hold it, and is somebody else named instead?

``speaker`` asks for every gold speaker, which a question that many could answer seldom gives. The
scores here tell the steps before that: whether one of them is named, how many of them, and, where
the question asks who holds a claim, who comes first and who is named beside them. Every score is a
pair ``(part, whole)``, as in ``eval.scoring``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from eval.finding import Scores
from eval.metrics.names import Alternatives, forms, matches
from eval.metrics.speakers import named_share, precision_counts
from eval.questions import GoldQuestion, Kind

ASK_FOR_VOICES: Final[frozenset[Kind]] = frozenset({"who", "says", "contrast", "follow-up"})
"""The kinds of question that voices answer; a fact or a yes has its speakers only beside it."""


BESIDE: Final = ("deny", "report")
"""The sides on which nobody is said to hold what is asked."""


class Spoken(NamedTuple):
    """Whose words a sentence of an answer shows, on which side, and which citation they are."""

    name: Alternatives
    stance: str | None
    number: int


def named(voice: Mapping[str, Any]) -> Alternatives:
    """Whom an answer names: a name, the source in the words of the text, or the two together."""
    return tuple(filter(None, (voice["name"], voice.get("described", "")))) or ""


def spoken(answer: Mapping[str, Any]) -> list[Spoken]:
    """Every voice of an answer (its JSON shape) in the order in which readers meet them."""
    names = {c["number"]: named(c["voice"]) for c in answer["citations"]}
    return [
        Spoken(names.get(number, ""), sentence["stance"], number)
        for sentence in answer["sentences"]
        for number in sentence["citations"]
    ]


def is_gold(name: Alternatives, gold: Sequence[Alternatives]) -> bool:
    """Say whether somebody is one of the gold speakers."""
    return any(matches(name, one) for one in gold)


def score_voices(question: GoldQuestion, answer: Mapping[str, Any]) -> Scores:
    """Whether the gold speakers are named, and for "who" how far the voices can be trusted.

    On the asked side stands whoever is neither on the opposite one nor shown without a side
    (``report``). An answer that shows something there but names nobody has no right first voice.
    Somebody named twice counts once.
    """
    if not question.speakers or question.type not in ASK_FOR_VOICES:
        return {}
    voices = spoken(answer)
    share = named_share([voice.name for voice in voices], question.speakers)
    scores: Scores = {"any_speaker": (float(share > 0), 1), "speaker_recall": (share, 1)}
    if question.type != "who":
        return scores
    wrong = answer["status"] == "answered" and not share
    scores["only_wrong_voices"] = (float(wrong), 1)
    asked = [voice.name for voice in voices if voice.stance not in BESIDE]
    if asked:
        first = next((name for name in asked if any(forms(name))), "")
        scores["first_voice"] = (float(is_gold(first, question.speakers)), 1)
    right, total = precision_counts(asked, question.speakers)
    if total:
        scores["voices_right"] = (right, total)
    return scores


def no_voice(question: GoldQuestion) -> Scores:
    """The scores of a question that ended in an error: nobody is named, not even wrongly."""
    if not question.speakers or question.type not in ASK_FOR_VOICES:
        return {}
    scores: Scores = {"any_speaker": (0, 1), "speaker_recall": (0, 1)}
    if question.type == "who":
        scores["only_wrong_voices"] = (0, 1)
    return scores
