"""Whether a sentence puts the words of its evidence together as the evidence does.

That its words stand there is not enough: "Armenia attacked Azerbaijan" has the words of "Azerbaijan
attacked Armenia", and the reader hears no difference. So the words that a sentence shares with its
evidence have to come in the order of the evidence, with nothing left out between two of them but
what describes ("the old harbour" may become "the harbour"), and with the same small words where
those decide ("by", "against", "some", "only"). Words that the evidence lacks are the reader's to
judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.language import REPORTING_VERBS, STOP_WORDS, load_words, stem
from rag.models.naming import QUOTE, Names, Token, tokens_of
from rag.spelling import text_keys

_LIGHT = load_words("light_words.txt")
"""Small words that may come and go. "Will" is judged by how certain the evidence is."""
_SUBJECTS = frozenset("he she they we i you it who whom whose which what".split())
_JOINS = load_words("joining_words.txt")
_MARKS = frozenset(",;:.!?()—–-")
_CONDITIONS = frozenset("if unless".split())
_QUANTITIES = load_words("quantities.txt")
"""Small words before the first word that change what is said of it."""
_CLASSES = {
    **dict.fromkeys("is are was were be been being am".split(), "be"),
    **dict.fromkeys("can could".split(), "can"),
    **dict.fromkeys("may might".split(), "may"),
    **dict.fromkeys("should ought".split(), "should"),
    **dict.fromkeys("toward towards".split(), "toward"),
    **dict.fromkeys("up down out off over under".split(), ""),
}
_TOPIC = frozenset("on about regarding concerning as asked speaking".split())


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that carries meaning, or a quotation, with what stands between it and the one before.

    ``small`` are the small words there that decide, ``joins`` whether clauses meet there; ``keys``
    is what it is compared by. ``passed`` are such small words before words that were left out.
    """

    text: str
    keys: frozenset[str]
    small: frozenset[str]
    joins: bool
    named: bool
    passed: frozenset[str] = frozenset()


def departs(prose: str, evidence: Sequence[str], slices: Sequence[str], names: Names) -> str:
    """The words of a sentence that no piece of its evidence puts together like that; empty where
    one does.

    ``prose`` has QUOTE in the place of quotations, ``slices`` are the words shown there.
    """
    rows = [_words(_unframed(tokens_of(_with_quotes(e, slices)), names), names) for e in evidence]
    there = frozenset[str]().union(*(word.keys for row in rows for word in row))
    for clause in _clauses(prose, names):
        wanted = _shared(_words(_without_voice(clause, names), names), there)
        if len(wanted) < 2 and not any(w.small & _QUANTITIES for w in wanted):
            continue
        if not any(_aligned(wanted, row) for row in rows):
            return " ".join(w.text for w in wanted if w.text != QUOTE)
    return ""


def _shared(words: Sequence[_Word], there: frozenset[str]) -> list[_Word]:
    """The words that the evidence has; what stands before one of the others goes to the next."""
    found: list[_Word] = []
    passed: frozenset[str] = frozenset()
    joins = False
    for word in words:
        if word.keys & there:
            found.append(replace(word, passed=passed, joins=joins or word.joins))
            passed, joins = frozenset(), False
        else:
            passed, joins = passed | word.small, joins or word.joins
    return found


def _with_quotes(evidence: str, slices: Sequence[str]) -> str:
    for words in slices:
        evidence = evidence.replace(words, f" {QUOTE} ", 1)
    return evidence


def _clauses(prose: str, names: Names) -> list[list[Token]]:
    """The sentence without its frame; a topic set before it ("On trade, Cruz says …") by itself."""
    tokens = tokens_of(prose)
    comma = next((i for i, t in enumerate(tokens) if t.text == ","), 0)
    head = tokens[:comma]
    if head and head[0].low in _TOPIC and not any(names.is_own(t) for t in head):
        return [head[1:], _unframed(tokens[comma + 1 :], names)]
    return [_unframed(tokens, names)]


def _unframed(tokens: list[Token], names: Names) -> list[Token]:
    """Without "Ana Cruz, the minister, said": the voice beside a verb of saying, and its commas."""
    frame = [False] * len(tokens)
    for at, token in enumerate(tokens):
        verb = token.word and token.low in REPORTING_VERBS
        if not verb and not (token.low == "to" and at and tokens[at - 1].low == "according"):
            continue
        for step in (-1, 1):
            end, found = at, -1
            while 0 <= end + step < len(tokens) and abs(end + step - at) <= 12:
                end += step
                if names.is_own(tokens[end]) or (found >= 0 and tokens[end].low in names.roles):
                    found = end
                elif tokens[end].low not in names.roles | _LIGHT and tokens[end].text != ",":
                    break
            if found >= 0:
                first, last = sorted((at, found))
                for i in range(first, last + 1):
                    frame[i] = True
                break
    if tokens and "according" in (t.low for t in tokens[:1]):
        frame[0] = True
    for at, token in enumerate(tokens):
        beside = frame[max(0, at - 1) : at] + frame[at + 1 : at + 2]
        if (token.text in ",:" or token.low == "that") and any(beside):
            frame[at] = True
    return [t for t, framed in zip(tokens, frame, strict=True) if not framed]


def _without_voice(tokens: list[Token], names: Names) -> list[Token]:
    """Without the voice at the beginning, for whom the evidence may have a pronoun."""
    own = [i for i, t in enumerate(tokens) if names.is_own(t)]
    if not own or any(
        t.word and t.low not in STOP_WORDS | names.roles and not names.is_own(t)
        for t in tokens[: own[0]]
    ):
        return tokens
    last = own[0]
    while last + 1 < len(tokens) and names.is_own(tokens[last + 1]):
        last += 1
    return tokens[last + 1 :]


def _words(tokens: Sequence[Token], names: Names) -> list[_Word]:
    found: list[_Word] = []
    small: set[str] = set()
    joins = False
    for token in tokens:
        if token.text == QUOTE:
            found.append(_Word(QUOTE, frozenset({QUOTE}), frozenset(small), joins, False))
        elif not token.word:
            joins = joins or token.text in _MARKS
            small = set() if token.text in _MARKS else small
            continue
        elif token.low in _SUBJECTS:
            small.add("he")
            continue
        elif token.low in STOP_WORDS or token.low in REPORTING_VERBS or token.low.endswith("n't"):
            joins = joins or token.low in _JOINS
            small |= _decide(token.low)
            continue
        else:
            keys = text_keys(token.text) | {token.low}
            named = names.is_name(token)
            found.append(_Word(token.text, keys, frozenset(small), joins, named))
        small, joins = set(), False
    return found


def _decide(low: str) -> set[str]:
    """What a small word counts as; nothing where it may come and go."""
    if low.endswith("n't"):
        return {"not"} | _decide(low.removesuffix("n't"))
    if low == "cannot":
        return {"not", "can"}
    if low in REPORTING_VERBS:
        return {stem(low)}
    if low in _LIGHT:
        return set()
    kind = _CLASSES.get(low, low)
    return {kind} if kind else set()


def _aligned(wanted: Sequence[_Word], row: Sequence[_Word]) -> bool:
    """Whether the words can be laid on the evidence's one by one."""
    conditional = any(w.small & _CONDITIONS for w in wanted)
    ends = [
        at
        for at, there in enumerate(row)
        if wanted[0].keys & there.keys
        and wanted[0].small & _QUANTITIES == there.small & _QUANTITIES
    ]
    for word in wanted[1:]:
        ends = [
            at
            for at, there in enumerate(row)
            if word.keys & there.keys and any(_joined(word, row, e, at) for e in ends)
        ]
    return bool(ends) and (conditional or not any(w.small & _CONDITIONS for w in row))


def _joined(word: _Word, row: Sequence[_Word], before: int, at: int) -> bool:
    """Whether the evidence has the words at two places together as the sentence has them."""
    if not before < at:
        return False
    skipped, there = row[before + 1 : at], row[at]
    between = frozenset[str]().union(*(w.small for w in skipped))
    if any(w.joins for w in skipped) or there.joins:
        # A further clause: of the first its end may be missing, of the second not its beginning.
        same = word.small == there.small and word.passed <= between
        return word.joins and there.joins and same
    if word.joins or any(w.named or w.text == QUOTE for w in skipped):
        return False
    return word.small | word.passed == there.small | between
