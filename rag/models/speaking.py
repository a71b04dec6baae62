"""Whose words a sentence says they are.

A sentence of a model is shown only when it cannot be read as giving words to anybody but the voice
of its evidence. What is not clear counts as wrong: the built-in answer is always there instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.speakers.lexicon import HONORIFICS, generic_nouns
from index.speakers.places import canonical_place
from index.speakers.roles import is_role
from index.types import Speaker
from rag.language import REPORTING_VERBS, STOP_WORDS, fold
from rag.spelling import name_key
from rag.types import Voice

QUOTE = "\ufffc"
"""Stands for a quotation in the words around it."""

_TOKEN = re.compile(rf"{QUOTE}|[^\W_]+(?:[.'’\-–][^\W_]+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_CLAUSE_ENDS = frozenset(",;:()—–" + QUOTE)
_CONNECTIVES = frozenset(
    """also meanwhile however still yet then thus therefore moreover furthermore besides instead
    similarly likewise finally first second third later earlier previously additionally overall
    although though while since because speaking asked commenting both another two three several
    many most some according unlike like despite given only even one no not nobody none nothing
    there these those today now here""".split()
)
_REACH = 6
_OTHERS = frozenset(
    """them all both some others other everybody everyone anybody anyone somebody someone nobody
    none one each many most few several we i you us me these those people""".split()
)
_MILD = frozenset(
    """want wants wanted see sees saw hold holds held support supports supported call calls called
    calling hope hopes hoped fear fears feared expect expects expected expecting welcome welcomes
    welcomed regard regards regarded view views viewed consider considers considered considering
    point points pointed oppose opposes opposed doubt doubts doubted praise praises praised demand
    demands demanded propose proposes proposed recommend recommends support report reports maintain
    maintains maintained appreciate appreciates agree agrees agreed promise promises promised
    assess assesses assessed believe believes believed think thinks thought talk talks talked
    speak speaks spoke forecast forecasts conclude concludes concluded""".split()
)
"""Verbs that may also say what somebody does or holds, inside what the voice is said to say."""
_WRITERS = frozenset("article report text piece story author outlet newspaper source".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a quotation. ``opens`` where a sentence or a clause after a colon begins;
    ``owns`` where a possessive ending was cut off."""

    text: str
    low: str
    opens: bool
    owns: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalnum()


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a text in order."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        written = match[0]
        plain = _POSSESSIVE.sub("", written) or written
        found.append(Token(plain, fold(plain), opens, plain != written))
        opens = written in ".!?:" or (opens and not written[0].isalnum())
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """The words that may stand for the voice, and those that are names of others.

    ``own`` are folded words of the voice's names, ``roles`` of its roles; ``spoken`` are surnames
    of everybody who speaks in the collection, so that a name written small is seen too;
    ``ordinary`` are words that the evidence has in small letters.
    """

    own: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()

    def is_own(self, token: Token) -> bool:
        """Whether a word belongs to the voice's name, in any romanisation."""
        return token.low in self.own or name_key(token.text) in self.own

    def is_name(self, token: Token) -> bool:
        """Whether a word is, or may be, a name."""
        if not token.word or token.text.isdigit():
            return False
        if self.is_own(token) and token.low not in STOP_WORDS:
            return token.text[0].isupper() or token.low in self.spoken
        if not token.text.isascii() and not _has_case(token.text):
            return True
        if any(c.isupper() for c in token.text[1:]):
            return True
        if not token.text[0].isupper():
            return token.low in self.spoken and token.low not in self.ordinary
        return not (token.opens and self._ordinary(token.low))

    def _ordinary(self, low: str) -> bool:
        return (
            low in STOP_WORDS
            or low in _CONNECTIVES
            or low in REPORTING_VERBS
            or low in self.ordinary
            or low in _WRITERS
            or is_role(low)
            or low in generic_nouns()
        )


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def names_of(voice: Voice, speaker: Speaker | None, spoken: frozenset[str], evidence: str) -> Names:
    """The names of a voice, from its speaker's forms where it has one."""
    own: set[str] = set()
    roles: set[str] = set()
    if voice.name and voice.certainty == "certain":
        forms = (voice.name, *(speaker.forms if speaker else ()))
        for token in (t for form in forms for t in tokens_of(form)):
            if token.word and token.low not in STOP_WORDS:
                own |= {token.low, name_key(token.text)}
        for role in (voice.role, *(speaker.roles if speaker else ())):
            roles |= {t.low for t in tokens_of(role) if t.word and t.low not in STOP_WORDS}
        roles |= {low for low in own if is_role(low)}
    ordinary = frozenset(t.low for t in tokens_of(evidence) if t.word and t.text[0].islower())
    return Names(frozenset(own), frozenset(roles), spoken, ordinary)


@lru_cache(maxsize=4)
def surnames(speakers: tuple[Speaker, ...]) -> frozenset[str]:
    """The folded last names of all people who speak."""
    last = (tokens_of(s.name)[-1:] for s in speakers if s.kind == "person")
    return frozenset(
        t.low for tokens in last for t in tokens if len(t.low) > 3 and t.low not in STOP_WORDS
    )


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
            if not names.own and token.low in _WRITERS:
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
    if not names.own and any(t.low in _WRITERS for t in told):
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
