"""An answer in one sentence, made of counts of its quotations and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rag.question import with_mark
from rag.types import Answer, Citation, Stance

_NUMBERS: Final = "no one two three four five six seven eight nine ten eleven twelve".split()
_HEDGED: Final = "only in part or on a condition"
_OPPOSITE: Final = ("says the opposite", "say the opposite")
_HOLD: Final[dict[Stance | None, tuple[str, str]]] = {
    "affirm": ("agrees", "agree"),
    "conditional": (f"agrees {_HEDGED}", f"agree {_HEDGED}"),
    "deny": ("disagrees", "disagree"),
    "report": ("takes no clear side", "take no clear side"),
    None: ("is quoted on this", "are quoted on this"),
}
_ANSWER: Final[dict[Stance | None, tuple[str, str]]] = {
    **_HOLD,
    "affirm": ("answers this", "answer this"),
    "conditional": (f"answers this {_HEDGED}", f"answer this {_HEDGED}"),
    "deny": _OPPOSITE,
}
"""The same of a question that asks who: whoever answers "Who is against it?" does not agree."""


def lead(answer: Answer) -> str:
    """The answer in one sentence; empty where there is none.

    "Four voices agree, one disagrees, in three of the 17 articles on this." Whoever is
    counted is cited in the answer; whether somebody said something is told by its own sentence.
    """
    if answer.status != "answered" or not answer.citations:
        return ""
    if answer.type == "did_say" and answer.message:
        return answer.message
    cited = {c.number: c for c in answer.citations}
    if answer.type in ("says", "fact"):
        told = _quoted(answer, cited.values())
    else:
        told = _sides(answer, cited)
    return f"{told[0].upper()}{told[1:]}, {_where(answer)}."


def asks_who(answer: Answer) -> bool:
    """Whether it answers a question for people, and is no list of who agrees with a claim."""
    asked = with_mark(answer.standalone.rstrip()).endswith("?")
    return bool(answer.before) or (answer.type == "who" and asked)


def number_word(number: int) -> str:
    """Small numbers as words.

    >>> number_word(3), number_word(14)
    ('three', '14')
    """
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _sides(answer: Answer, cited: dict[int, Citation]) -> str:
    """Who stands on which side."""
    grouped: dict[Stance | None, list[Citation]] = {}
    for sentence in answer.sentences:
        own = [cited[n] for n in sentence.citations if n in cited]
        grouped.setdefault(sentence.stance, []).extend(own)
    parts: list[str] = []
    holding = _ANSWER if asks_who(answer) else _HOLD
    for stance in sorted(grouped, key=list(_HOLD).index):
        citations = grouped[stance]
        voices = {_voice(c) for c in citations if c.voice.somebody}
        alone = {c.quote.article_id for c in citations if not c.voice.somebody}
        if voices or alone:
            one, several = holding[stance]
            holds = one if len(voices) + len(alone) == 1 else several
            if stance == "conditional" and parts:
                holds = _HEDGED  # what they agree with has just been said
            parts.append(f"{_counted(len(voices), len(alone), named=not parts)} {holds}")
    return ", ".join(parts)


def _counted(voices: int, alone: int, *, named: bool) -> str:
    """``four voices and one article itself``; from the second side on ``four``."""
    parts = []
    if voices:
        noun = f" voice{'' if voices == 1 else 's'}" if named or alone else ""
        parts.append(f"{number_word(voices)}{noun}")
    if alone:
        parts.append(f"{number_word(alone)} article{' itself' if alone == 1 else 's themselves'}")
    return " and ".join(parts)


def _quoted(answer: Answer, citations: Iterable[Citation]) -> str:
    """How many statements, and whose, where all are certainly one speaker's."""
    cited: Sequence[Citation] = tuple(citations)
    noun = "statement" if answer.type == "says" else "passage"
    count = f"{number_word(len(cited))} {noun}{'' if len(cited) == 1 else 's'}"
    if answer.type == "fact":
        return f"{count} {'answers' if len(cited) == 1 else 'answer'} this"
    names = {(c.voice.name, c.voice.certainty) for c in cited}
    if len(names) == 1 and (only := names.pop())[0] and only[1] == "certain":
        return f"{count} by {only[0]}"
    voices = len({_voice(c) for c in cited})
    return f"{count} by {number_word(voices)} speaker{'' if voices == 1 else 's'}"


def _voice(citation: Citation) -> object:
    voice = citation.voice
    if voice.speaker_id is not None:
        return voice.speaker_id
    return (citation.quote.article_id, voice.name, voice.described)


def _where(answer: Answer) -> str:
    quoted, on_this = len({c.quote.article_id for c in answer.citations}), answer.coverage.mention
    if on_this <= quoted:
        known = {1: "the only article", 2: "both articles"}
        return f"in {known.get(quoted, f'all {number_word(quoted)} articles')} on this"
    return f"in {number_word(quoted)} of the {number_word(on_this)} articles on this"
