"""An answer in one sentence, made of counts of its quotations and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rag.language import REPORTING_VERBS
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
_WHO: Final = re.compile(
    r"who (?P<verb>[^\W\d_]+)(?P<rest> (?:[\w\s%$€£.()&/+–-]|(?<=\w)['’](?=\w)){1,80})?\??", re.I
)
"""A question in one clause, without quotation marks: those stand only around words of articles."""
_SEVERAL: Final = {"is": "are", "was": "were", "has": "have", "does": "do"}


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


def _holding(answer: Answer) -> dict[Stance | None, tuple[str, str]]:
    """What the voices of each side do, for one and for several."""
    if not asks_who(answer):
        return _HOLD
    if answer.before or not (told := in_its_words(answer.standalone)):
        return _ANSWER
    one, several = told
    return {
        **_ANSWER,
        "affirm": told,
        "conditional": (f"{one}, but {_HEDGED}", f"{several}, but {_HEDGED}"),
    }


def asks_who(answer: Answer) -> bool:
    """Whether it answers a question for people, and is no list of who agrees with a claim."""
    asked = answer.standalone.rstrip().endswith("?") or in_its_words(answer.standalone) is not None
    return bool(answer.before) or (answer.type == "who" and asked)


def in_its_words(question: str) -> tuple[str, str] | None:
    """What "who" does in a question, said of one and of several; None where that is not plain.

    >>> in_its_words("Who is against the new ferry?")
    ('is against the new ferry', 'are against the new ferry')
    >>> in_its_words("who denies that prices rise")
    ('denies that prices rise', 'deny that prices rise')
    >>> in_its_words("Who among the experts says so?")
    """
    match = _WHO.fullmatch(" ".join(question.split()))
    if match is None:
        return None
    verb, rest = match["verb"].casefold(), (match["rest"] or "").rstrip(" .")
    if verb in _SEVERAL:
        several = _SEVERAL[verb]
    elif len(verb) > 4 and verb.endswith("ies"):
        several = f"{verb[:-3]}y"
    elif re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        several = verb[:-2]
    elif re.search(r"[^siu]s$", verb):
        several = verb[:-1]
    elif verb.endswith("ed") or verb in REPORTING_VERBS:
        several = verb
    else:
        return None
    return f"{verb}{rest}", f"{several}{rest}"


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
    holding = _holding(answer)
    for stance in sorted(grouped, key=list(_HOLD).index):
        citations = grouped[stance]
        voices = {_voice(c) for c in citations if c.voice.somebody}
        alone = {c.quote.article_id for c in citations if not c.voice.somebody}
        if voices or alone:
            one, several = holding.get(stance, _HOLD[stance])
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
