"""Whose words a sentence says they are.

A sentence of a model is shown only when it cannot be read as giving words to anybody but the voice
of its evidence. What is not clear counts as wrong: the built-in answer is always there instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.speakers.lexicon import HONORIFICS
from index.speakers.places import canonical_place
from index.speakers.roles import is_role
from rag.language import REPORTING_VERBS, STOP_WORDS, load_words
from rag.models.naming import QUOTE, WRITERS, Names, Token, tokens_of

_CLAUSE_ENDS = frozenset(",;:()—–" + QUOTE)
_REACH = 6
_OTHERS = load_words("other_people.txt")
_MILD = load_words("mild_verbs.txt")
"""Verbs that may also say what somebody does or holds, inside what the voice is said to say."""


def wrong_speaker(prose: str, names: Names, sources: Iterable[str] = ()) -> str:
    """What makes a sentence read as somebody else's words; empty where nothing does.

    ``prose`` has QUOTE in the place of each quotation; ``sources`` are the names of the article's
    publisher and author, which may be said to report what nobody is named for.
    """
    tokens = tokens_of(prose)
    reporters = frozenset(t.low for s in sources for t in tokens_of(s) if t.word)
    for at, token in enumerate(tokens):
        if token.word and token.low in REPORTING_VERBS:
            other = _other_subject(tokens, at, names, reporters)
        elif token.low == "according" and _low(tokens, at + 1) == "to":
            other = _other_source(tokens, at + 2, names, reporters)
        elif token.text == ":" or token.text == QUOTE:
            other = _other_beside(tokens, at, names, reporters)
        else:
            continue
        if other:
            return other
    return ""


def names_voice(prose: str, names: Names) -> bool:
    """Whether the first name of a sentence is the voice's, or the voice is said to speak in it."""
    tokens = tokens_of(prose)
    runs = _runs(tokens, names)
    if not runs:
        return False
    first, last = runs[0]
    if _is_voice(tokens[first:last], names):
        return True
    return any(
        _is_voice(tokens[a:b], names)
        and (
            _low(tokens, a - 1) in REPORTING_VERBS
            or _low(tokens, b) in REPORTING_VERBS
            or (_low(tokens, a - 2), _low(tokens, a - 1)) == ("according", "to")
        )
        for a, b in runs
    )


def mentions_voice(prose: str, names: Names) -> bool:
    """Whether a word of the voice's name stands in the sentence."""
    return any(names.is_own(t) and names.is_name(t) for t in tokens_of(prose) if t.word)


def _low(tokens: list[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _runs(tokens: list[Token], names: Names) -> list[tuple[int, int]]:
    """Runs of names that stand together."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        if not names.is_name(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and names.is_name(tokens[end]) and not tokens[end - 1].owns:
            end += 1
        found.append((at, end))
        at = end
    return found


def _is_voice(run: list[Token], names: Names) -> bool:
    """Whether a run is the voice's name, with titles or roles before it."""
    named = [t for t in run if not (is_role(t.low) or t.low in HONORIFICS or t.low in names.roles)]
    if not named:
        return bool(run) and all(t.low in names.roles or names.is_own(t) for t in run)
    return all(names.is_own(t) for t in named)


def _is_place(run: list[Token]) -> bool:
    return canonical_place(" ".join(t.text for t in run)) is not None


def _other_subject(tokens: list[Token], verb: int, names: Names, reporters: frozenset[str]) -> str:
    """Who a reporting verb is said of, where that is not the voice."""
    inside = tokens[verb].low in _MILD and QUOTE not in (t.text for t in tokens[verb:])
    for at in range(verb - 1, max(-1, verb - 1 - _REACH), -1):
        token = tokens[at]
        if token.text in _CLAUSE_ENDS:
            if token.text == QUOTE or token.text not in ",)—–":
                return _other_run(tokens, verb + 1, names, reporters)
            if other := _before_apposition(tokens, at, names):
                return _unless_voice(other, names, reporters)
            # “…”, said Putin
            return _other_run(tokens, verb + 1, names, reporters)
        if names.is_name(token):
            begin = at
            while begin > 0 and names.is_name(tokens[begin - 1]) and not tokens[begin - 1].owns:
                begin -= 1
            if inside and _speaks(tokens[:begin], names):
                return ""
            return _unless_voice(tokens[begin : at + 1], names, reporters)
        if not token.word or token.low.endswith("ly"):
            continue
        if token.low in _OTHERS or token.low not in STOP_WORDS | REPORTING_VERBS:
            if token.low in names.roles or token.low in reporters:
                return ""
            if not names.own and token.low in WRITERS:
                return ""
            return "" if inside and _speaks(tokens[:at], names) else token.text
    return _other_run(tokens, verb + 1, names, reporters) if verb == 0 else ""


def _before_apposition(tokens: list[Token], comma: int, names: Names) -> list[Token]:
    """The name before "X, a military expert, says"."""
    for at in range(comma - 1, max(-1, comma - 12), -1):
        if tokens[at].text == QUOTE:
            return []
        if tokens[at].text == "," and at and names.is_name(tokens[at - 1]):
            begin = at - 1
            while begin > 0 and names.is_name(tokens[begin - 1]):
                begin -= 1
            return tokens[begin:at]
    return []


def _other_run(tokens: list[Token], at: int, names: Names, reporters: frozenset[str]) -> str:
    """The run of names that begins within a few words, where it is not the voice."""
    for begin in range(at, min(len(tokens), at + 4)):
        if tokens[begin].text in _CLAUSE_ENDS:
            return ""
        if names.is_name(tokens[begin]):
            end = begin + 1
            while end < len(tokens) and names.is_name(tokens[end]):
                end += 1
            return _unless_voice(tokens[begin:end], names, reporters)
        if tokens[begin].low in _OTHERS:
            return tokens[begin].text
        if tokens[begin].word and is_role(tokens[begin].low):
            low = tokens[begin].low
            if low not in names.roles and names.own:
                return tokens[begin].text
    return ""


def _other_source(tokens: list[Token], at: int, names: Names, reporters: frozenset[str]) -> str:
    """Whom "according to" names, where that is not the voice."""
    end = at
    while end < len(tokens) and tokens[end].text not in _CLAUSE_ENDS:
        end += 1
    told = [t for t in tokens[at:end] if t.word]
    if any(names.is_own(t) or t.low in names.roles or t.low in reporters for t in told):
        return _other_run(tokens, at, names, reporters)
    if not names.own and any(t.low in WRITERS for t in told):
        return ""
    return " ".join(t.text for t in told) or "nobody"


def _other_beside(tokens: list[Token], at: int, names: Names, reporters: frozenset[str]) -> str:
    """A name right before a colon or a quotation, or right behind a quotation."""
    begin = at
    while begin > 0 and tokens[begin - 1].text not in ",;:.!?" + QUOTE and at - begin < _REACH:
        begin -= 1
    runs = _runs(tokens[begin:at], names)
    if runs:
        a, b = runs[-1]
        run = tokens[begin + a : begin + b]
        touching = begin + b == at
        if touching and tokens[at].text == QUOTE and _speaks(tokens[: begin + a], names):
            return ""
        if not (_is_place(run) and not touching) and (
            other := _unless_voice(run, names, reporters)
        ):
            return other
    if tokens[at].text != QUOTE:
        return ""
    after = tokens[at + 1 : at + 1 + _REACH]
    if after and after[0].text in ("(", "—", "–", "-"):
        aside = [t for t in after[1:] if t.word]
        if aside and not any(names.is_own(t) for t in aside):
            return " ".join(t.text for t in aside)
    if after and after[0].text in (",", "—", "–", "-", "("):
        after = after[1:]
        runs = _runs(after, names)
        if runs and not (_is_place(after[slice(*runs[0])]) and runs[0][0] > 0):
            return _unless_voice(after[slice(*runs[0])], names, reporters)
    return ""


def _speaks(tokens: list[Token], names: Names) -> bool:
    """Whether the voice is said to speak last: in "Doe says that Ruritania “may …”" the name before
    the quotation is its subject."""
    verbs = [i for i, t in enumerate(tokens) if t.word and t.low in REPORTING_VERBS]
    if not verbs or any(t.text in _CLAUSE_ENDS for t in tokens[verbs[-1] :]):
        return False
    before = _runs(tokens[: verbs[-1]], names)
    return bool(before) and _is_voice(tokens[slice(*before[-1])], names)


def _unless_voice(run: list[Token], names: Names, reporters: frozenset[str]) -> str:
    if _is_voice(run, names):
        return ""
    if not names.own and run and all(t.low in reporters for t in run):
        return ""
    return " ".join(t.text for t in run)
