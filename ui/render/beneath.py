"""An answer's sentences beneath headings of their sides, on the page and in the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rag.types import Answer, AnswerSentence, Citation, Segment, Stance
from rag.voices import credit
from ui.render.lead import asks_who
from ui.render.wording import ANSWERING, SIDES

_TAKEN: Final = frozenset(("affirm", "conditional", "deny"))


def headings(answer: Answer) -> Mapping[Stance, str]:
    """The headings that an answer needs, in their order; none where all stand on one side, and
    where it says itself whether somebody said something."""
    known = {sentence.stance for sentence in answer.sentences}
    if answer.type == "did_say" or len(known & set(SIDES)) < 2 or not known & _TAKEN:
        return {}
    names = ANSWERING if asks_who(answer) else SIDES
    return {side: name for side, name in names.items() if side in known}


def beneath(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> tuple[Segment, ...]:
    """The segments of a sentence without the words that its heading says already: what stands
    before whose words they are, such as "On this matter: "."""
    one = cited.get(sentence.citations[0]) if sentence.citations else None
    if one is None or sentence.by != "builtin":
        return sentence.segments
    first, *rest = sentence.segments
    if not first.text.endswith(f" {credit(one.voice, one.kind, one.source, within=True)}: "):
        return sentence.segments
    return (Segment(f"{credit(one.voice, one.kind, one.source)}: "), *rest)
